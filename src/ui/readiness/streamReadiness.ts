import type { StopOutcome, StopReason } from '../../stop/outcome.ts';
import { firstProblem, whereItEnded, type CheckResult } from '../../stop/readinessChecks.ts';
import type { ListState } from '../campaigns/campaignBoard.ts';
import type { UsedCredential } from '../texts/reasonFacts.ts';
import type { ReadinessRecord } from './readinessRecord.ts';

/** Why a stream is not ready, or not known to be. */
export interface ReadinessProblem {
  readonly reason: StopReason;
  readonly httpStatus?: number;
  readonly details: NonNullable<StopOutcome['details']>;
  readonly credential?: UsedCredential;
}

/** What is known of whether a stop in a stream would work; times in milliseconds since 1970. */
export type StreamReadiness =
  | { readonly kind: 'ready'; readonly atMs: number }
  /** `failed`: a stop would fail the same way. `unknown`: it cannot be told. */
  | { readonly kind: 'failed' | 'unknown'; readonly atMs: number; readonly problem: ReadinessProblem }
  | { readonly kind: 'noCredential' };

/** What is known of a stream's credential, without the credential. */
export type CredentialFacts = { readonly kind: 'none' } | ({ readonly kind: 'found' } & UsedCredential);

/** `credential`: what was checked with. */
export function problemOf(
  check: Pick<CheckResult, 'reason' | 'httpStatus' | 'details'> | undefined,
  credential: UsedCredential | undefined,
): ReadinessProblem {
  const { reason = 'noAnswer', httpStatus, details = {} } = check ?? {};
  return {
    reason,
    details,
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(credential === undefined ? {} : { credential }),
  };
}

/**
 * A list read is a check too: it is the same call, with the same credential, that a check makes. So a list that was
 * refused takes back an earlier "ready", and one that was read an earlier "can't stop". It tells nothing of the clock
 * and of configured campaigns, so it does not put off the daily check.
 */
export function readinessOfList(list: ListState): StreamReadiness | undefined {
  switch (list.kind) {
    case 'listed':
      return { kind: 'ready', atMs: list.last.readAtMs };
    case 'failed': {
      const { reason, atMs, credential } = list.failure;
      if (reason === 'noCredential') return { kind: 'noCredential' };
      if (reason === 'cancelled') return undefined;
      return { kind: whereItEnded(reason).result, atMs, problem: problemOf(list.failure, credential) };
    }
    default:
      return undefined;
  }
}

/** `credential`: what the check was made with. */
export function readinessOfRecord(
  { checks, checkedAtMs }: ReadinessRecord,
  credential: UsedCredential | undefined,
): StreamReadiness {
  const bad = firstProblem(checks);
  if (bad === undefined) return { kind: 'ready', atMs: checkedAtMs };
  if (bad.reason === 'noCredential') return { kind: 'noCredential' };
  return {
    kind: bad.result === 'failed' ? 'failed' : 'unknown',
    atMs: checkedAtMs,
    problem: problemOf(bad, credential),
  };
}

/** The newest of what is known; nothing that is older than the credential counts. */
export function newestReadiness(
  known: readonly (StreamReadiness | undefined)[],
  credential: CredentialFacts | undefined,
): StreamReadiness | undefined {
  if (credential?.kind === 'none') return { kind: 'noCredential' };
  const setAtMs = credential?.setAtMs ?? 0;
  let newest: Exclude<StreamReadiness, { kind: 'noCredential' }> | undefined;
  for (const one of known) {
    if (one === undefined) continue;
    if (one.kind === 'noCredential') {
      // Without a look into the secret store since, the last that was told of it counts.
      if (credential === undefined) return one;
      continue;
    }
    if (one.atMs >= setAtMs && (newest === undefined || one.atMs > newest.atMs)) newest = one;
  }
  return newest;
}
