import { setMaxListeners } from 'node:events';

import { prepareAccess } from '../kore/access.ts';
import type { KorePorts } from '../kore/caller.ts';
import { readStatus } from '../kore/campaigns.ts';
import { checkCampaignId } from '../streams/fields.ts';
import type { Credential, Stream } from '../streams/stream.ts';
import type { StopReason } from './outcome.ts';

/** At most this many status calls for one search: the account's minute is for stops. */
export const mostLooks = 10;
/** The longest that one of them may take. */
const readTimeoutMs = 5000;
/** All of it together, however long the rate limit has them wait: a person is waiting too. */
const longestMs = 15_000;
/** Once it is found, the other streams have so long to say that they know it too. */
const graceMs = 1000;

/** One stream to look in, with what was found of its credential. */
export interface LookCandidate {
  readonly stream: Stream;
  readonly credential: Credential | undefined;
  /** The secret store failed: then nothing is asked. */
  readonly secretStoreFailed?: boolean;
}

export type Looked =
  | { readonly kind: 'found'; readonly state: string; readonly readAtMs: number }
  /** Kore says (404) that it knows no such campaign, or no such stream. */
  | { readonly kind: 'notThere'; readonly httpStatus: number }
  /** Nobody can say whether it is there. */
  | { readonly kind: 'notRead'; readonly reason: StopReason; readonly httpStatus?: number }
  /** Its turn did not come, or the search was over before it had answered. */
  | { readonly kind: 'notAsked' };

export interface LookOptions {
  readonly signal?: AbortSignal;
  /** Called as streams are through. */
  readonly onLooked?: (looked: number) => void;
}

/**
 * Looks for a campaign in streams by Get Campaign Status, side by side as the account's rate limit lets them go, the first
 * ten of them that can be asked. One result each, in the given order; never rejects for what the network or Kore does.
 */
export async function lookForCampaign(
  candidates: readonly LookCandidate[],
  campaignId: string,
  { signal, onLooked }: LookOptions,
  ports: KorePorts,
): Promise<readonly Looked[]> {
  const over = new AbortController();
  // Each call listens twice: Node takes more than ten listeners for a leak.
  setMaxListeners(4 * mostLooks, over.signal);
  const end = (): void => over.abort();
  signal?.addEventListener('abort', end);
  if (signal?.aborted === true) end();
  const endAfter = (ms: number): void => void ports.sleep(ms, over.signal).then(end, () => undefined);
  if (!over.signal.aborted) endAfter(longestMs);
  const id = checkCampaignId(campaignId);
  let asked = 0;
  let through = 0;
  const lookIn = async ({ stream, credential, secretStoreFailed }: LookCandidate): Promise<Looked> => {
    if (!id.ok) return { kind: 'notRead', reason: 'badInput' };
    if (secretStoreFailed === true) return { kind: 'notRead', reason: 'secretStore' };
    const prepared = prepareAccess(stream, credential, ports.now());
    if (!prepared.ok) return { kind: 'notRead', reason: prepared.refusal.reason };
    if (asked >= mostLooks) return { kind: 'notAsked' };
    asked += 1;
    const read = await readStatus(prepared.access, id.value, ports, { timeoutMs: readTimeoutMs, signal: over.signal });
    if (read.kind === 'read') {
      endAfter(graceMs);
      return { kind: 'found', state: read.state, readAtMs: read.readAtMs };
    }
    const { reason, httpStatus } = read;
    if (reason === 'cancelled') return { kind: 'notAsked' };
    if (reason === 'notFound' && httpStatus !== undefined) return { kind: 'notThere', httpStatus };
    return { kind: 'notRead', reason, ...(httpStatus === undefined ? {} : { httpStatus }) };
  };
  const all = await Promise.all(
    candidates.map(async (candidate) => {
      const looked = await lookIn(candidate);
      through += 1;
      onLooked?.(through);
      return looked;
    }),
  );
  end();
  signal?.removeEventListener('abort', end);
  return all;
}
