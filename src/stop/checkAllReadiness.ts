import type { KorePorts } from '../kore/caller.ts';
import type { Credential, Stream } from '../streams/stream.ts';
import { findReadiness, type ReadinessOptions } from './readiness.ts';
import { readinessOf, type Readiness } from './readinessChecks.ts';

/** One stream to check, with what was found of its credential. */
export interface ReadinessCandidate {
  readonly stream: Stream;
  readonly credential: Credential | undefined;
  /** What the secret store said when it failed: then nothing is asked. */
  readonly secretStoreWords?: string;
  /** Campaigns that Kore should know. */
  readonly campaignIds?: readonly string[];
}

export interface CheckAllOptions extends Pick<ReadinessOptions, 'signal' | 'timeoutMs'> {
  /** Called once for each candidate, as soon as its result is there. */
  readonly onResult?: (candidate: ReadinessCandidate, readiness: Readiness) => void;
}

/** Accounts have limits of their own, so several are asked side by side; not more than a network likes. */
const accountsAtOnce = 6;

/**
 * Checks many streams, those of one account one after the other; how fast is up to the `budget` in the ports. Gives one
 * result each, in the given order: a stream that fails never stops the others, and after an abort the rest are
 * `cancelled`.
 */
export async function checkAllReadiness(
  candidates: readonly ReadinessCandidate[],
  options: CheckAllOptions,
  ports: KorePorts,
): Promise<readonly Readiness[]> {
  const results = new Map<ReadinessCandidate, Readiness>();
  const waiting = byAccount(candidates);
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      for (const candidate of group) {
        const readiness = await checkOne(candidate, options, ports);
        results.set(candidate, readiness);
        options.onResult?.(candidate, readiness);
      }
    }
  };
  await Promise.all(Array.from({ length: accountsAtOnce }, work));
  return candidates.map((candidate) => results.get(candidate) ?? readinessOf([], ports.now()));
}

function byAccount(candidates: readonly ReadinessCandidate[]): (readonly ReadinessCandidate[])[] {
  const groups = new Map<string, ReadinessCandidate[]>();
  for (const candidate of candidates) {
    const account = `${candidate.stream.host} ${candidate.stream.accountId}`;
    const group = groups.get(account);
    if (group === undefined) groups.set(account, [candidate]);
    else group.push(candidate);
  }
  return [...groups.values()];
}

async function checkOne(
  { stream, credential, secretStoreWords, campaignIds }: ReadinessCandidate,
  { signal, timeoutMs }: CheckAllOptions,
  ports: KorePorts,
): Promise<Readiness> {
  if (signal?.aborted === true) {
    return readinessOf([{ check: 'host', result: 'unknown', reason: 'cancelled' }], ports.now());
  }
  if (secretStoreWords !== undefined) {
    const details = { words: secretStoreWords };
    return readinessOf([{ check: 'credential', result: 'failed', reason: 'secretStore', details }], ports.now());
  }
  const options = {
    lane: 'list' as const,
    ...(signal === undefined ? {} : { signal }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(campaignIds === undefined ? {} : { campaignIds }),
  };
  return findReadiness(stream, credential, options, ports);
}
