import { prepareAccess } from '../kore/access.ts';
import { listCampaigns, readStatus } from '../kore/campaigns.ts';
import type { ConfiguredStream } from '../streams/stream.ts';
import type { KnownCampaign } from '../texts/knownCampaign.ts';
import type { OnlineCli } from './cli.ts';

/** A stop does not need it: whoever is asked does not wait longer for it. */
const longestLookMs = 2000;

/**
 * What can be told of the campaigns in the question: the newest page of the list, and the state of a single one that is
 * not on it. Where nothing comes in time nothing is told.
 */
export async function lookBefore(
  stream: ConfiguredStream,
  ids: readonly string[],
  { credential, ports }: OnlineCli,
  cancel: AbortSignal,
): Promise<readonly KnownCampaign[]> {
  const known = ids.map((id) => configuredCampaign(stream, id));
  const prepared = prepareAccess(stream, credential, ports.now());
  if (!prepared.ok) return known;
  const signal = AbortSignal.any([cancel, AbortSignal.timeout(longestLookMs)]);
  const options = { timeoutMs: longestLookMs, signal };
  const page = await listCampaigns(prepared.access, ports, options);
  if (page.kind === 'failed') return known;
  const seen = known.map((campaign): KnownCampaign => {
    const listed = page.campaigns.find(({ id }) => id === campaign.id);
    if (listed === undefined) return campaign;
    return { ...campaign, ...(listed.name === '' ? {} : { name: listed.name }), listed, readAtMs: page.readAtMs };
  });
  const [only] = seen;
  if (only === undefined || seen.length > 1 || only.listed !== undefined) return seen;
  const read = await readStatus(prepared.access, only.id, ports, options);
  return read.kind === 'read' ? [{ ...only, checked: { state: read.state, readAtMs: read.readAtMs } }] : seen;
}

/** A campaign as the file of streams tells it. */
export function configuredCampaign(stream: ConfiguredStream, id: string): KnownCampaign {
  const name = stream.campaigns.find((one) => one.id === id)?.name;
  return { stream, id, ...(name === undefined ? {} : { name }), configured: name !== undefined };
}
