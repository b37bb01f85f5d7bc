import type { StopIntent } from '../../stop/ports.ts';
import { checkTier } from '../../streams/fields.ts';
import { streamKey } from '../../streams/streamKey.ts';
import type { KnownCampaign, KnownStream } from '../../texts/knownCampaign.ts';

/** What is asked of the board. */
export interface KnownCampaigns {
  streams(): readonly KnownStream[];
  find(stream: KnownStream, campaignId: string): KnownCampaign;
}

/** The parts of an intent that tell its campaign. */
export type LeftCampaign = Pick<StopIntent, 'stream' | 'campaignId' | 'about'>;

/** The campaign that a stop of an earlier window was about, in its stream as it is configured now, if it still is. */
export function campaignOf(intent: LeftCampaign, board: KnownCampaigns): KnownCampaign {
  const left = streamOf(intent);
  const stream = board.streams().find((one) => streamKey(one) === streamKey(left)) ?? left;
  const known = board.find(stream, intent.campaignId);
  const name = known.name ?? intent.about?.campaignName;
  return { ...known, ...(name === undefined ? {} : { name }) };
}

export function isConfigured({ stream }: KnownCampaign, board: Pick<KnownCampaigns, 'streams'>): boolean {
  return board.streams().includes(stream);
}

function streamOf({ stream, about }: LeftCampaign): KnownStream {
  const { name, origin, accountId, streamId } = stream;
  const tier = checkTier(about?.tier);
  return { name, host: origin, accountId, streamId, ...(tier.ok ? { tier: tier.value } : {}), campaigns: [] };
}
