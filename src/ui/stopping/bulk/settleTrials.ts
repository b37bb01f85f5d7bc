import { streamKey } from '../../../streams/streamKey.ts';
import type { KnownCampaign } from '../../../texts/knownCampaign.ts';
import type { BulkResult } from '../../texts/bulkSummaryText.ts';
import type { BulkDesk } from './bulkDesk.ts';
import type { Credentials } from './resolveStreams.ts';

/**
 * Settles each stream's credential that shall take another one's place, by the stops in that stream; without `results`
 * nothing was sent. Not waited for.
 */
export function settleTrials(
  campaigns: readonly KnownCampaign[],
  credentials: Credentials,
  desk: Pick<BulkDesk, 'settleTrial'>,
  results: readonly BulkResult[] = [],
): void {
  const streams = new Map(campaigns.map(({ stream }) => [streamKey(stream), stream]));
  for (const [key, stream] of streams) {
    const used = credentials.get(key);
    if (used?.onTrial === undefined) continue;
    // One that was on its way already was signed by whoever began it.
    const shown = results.filter((one) => one.joined !== true && streamKey(one.campaign.stream) === key);
    desk.settleTrial(
      stream,
      used,
      shown.map(({ outcome }) => outcome),
    );
  }
}
