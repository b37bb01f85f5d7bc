import { longestPauseMs } from '../kore/retryAfter.ts';
import type { FaultCause } from '../kore/transport.ts';
import type { StopExchange } from './stopExchange.ts';

/** Requests that one order may take; one more when every answer was the rate limit. */
export const mostAttempts = 3;

const firstBackoffMs = 500;
const longestBackoffMs = 8000;
/** Kore's limit is by the minute: this long after the first refusal there is room again. */
const rateWindowMs = 60_000;

/** One exchange, with what decides whether and when it is tried again. */
export interface Attempt extends StopExchange {
  readonly cause?: FaultCause;
  /** A usable `Retry-After`, from the end of the exchange. */
  readonly retryAfterMs?: number;
  readonly endedAtMs: number;
}

export interface MoveFacts {
  readonly attempts: readonly Attempt[];
  readonly nowMs: number;
  /** When the time for stop requests is over: the deadline without the reserve for readings. */
  readonly sendUntilMs: number;
  /** The caller gave the deadline: it does not move. */
  readonly hardDeadline: boolean;
  /** The longest that one stop request may take. */
  readonly attemptTimeoutMs: number;
  /** The order is one of many that wait for room in the rate limit: such a wait takes nothing from its time. */
  readonly paced?: boolean;
  /** At least 0, below 1. */
  readonly random: () => number;
}

/** What comes after an exchange: nothing more is sent, or a request at a time. */
export type Move =
  | { readonly kind: 'end' }
  | {
      readonly kind: 'again';
      readonly atMs: number;
      /** The deadline moves by this much. */
      readonly extendMs: number;
    };

/** Causes of an unsent request that may be gone a moment later. */
const passing: ReadonlySet<FaultCause> = new Set<FaultCause>([
  'nameNotFound',
  'connectionRefused',
  'unreachable',
  'tls',
  'proxyUnreachable',
  'proxyFailed',
]);

const end: Move = { kind: 'end' };

/** Decides whether a further stop request is sent, and when. Pure but for `random`. */
export function nextMove(facts: MoveFacts): Move {
  const { attempts, nowMs, sendUntilMs } = facts;
  const last = attempts.at(-1);
  if (last === undefined || !mayPass(last)) return end;
  if (facts.paced === true && last.class === 'rate') return pacedAfterRate(last, facts);
  if (attempts.length >= mostAttempts) return lastTryAfterRate(facts);
  const waitMs = waitAfter(last, attempts.length, facts);
  return nowMs + waitMs < sendUntilMs ? { kind: 'again', atMs: nowMs + waitMs, extendMs: 0 } : end;
}

function waitAfter(last: Attempt, tries: number, { nowMs, random }: MoveFacts): number {
  const backoffMs = random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (tries - 1));
  if (last.retryAfterMs === undefined) return backoffMs;
  const askedMs = Math.max(0, last.endedAtMs + last.retryAfterMs - nowMs);
  // The rate limit's own time is the one to keep; on 503 it only lengthens the wait.
  return last.class === 'rate' ? askedMs : Math.max(backoffMs, askedMs);
}

/**
 * An order that met nothing but the rate limit, and was never told until when, is sent once more when the minute is
 * over. Its deadline moves by the wait, or by more where the request would else be cut short.
 */
function lastTryAfterRate({ attempts, nowMs, sendUntilMs, hardDeadline, attemptTimeoutMs }: MoveFacts): Move {
  if (hardDeadline || attempts.length > mostAttempts || attempts.at(-1)?.class !== 'rate') return end;
  const answered = attempts.filter((attempt) => attempt.class !== 'unsent');
  const first = answered[0];
  const onlyRate = answered.every((attempt) => attempt.class === 'rate' && attempt.retryAfterMs === undefined);
  if (first === undefined || !onlyRate) return end;
  const atMs = Math.max(nowMs, first.endedAtMs + rateWindowMs);
  return { kind: 'again', atMs, extendMs: Math.max(atMs - nowMs, atMs + attemptTimeoutMs - sendUntilMs) };
}

/**
 * In a bulk no order may fail because of the limit: it waits until Kore's own time or for a minute, and its deadline
 * moves by that. An order that met nothing else is sent once more here too.
 */
function pacedAfterRate({ retryAfterMs = rateWindowMs, endedAtMs }: Attempt, { attempts, nowMs }: MoveFacts): Move {
  const onlyRate = attempts.every((attempt) => attempt.class === 'rate' || attempt.class === 'unsent');
  if (attempts.length >= (onlyRate ? mostAttempts + 1 : mostAttempts) || retryAfterMs > longestPauseMs) return end;
  const atMs = Math.max(nowMs, endedAtMs + retryAfterMs);
  return { kind: 'again', atMs, extendMs: atMs - nowMs };
}

/** True when sending again is safe and can help. */
function mayPass({ class: exchangeClass, cause }: Attempt): boolean {
  switch (exchangeClass) {
    case 'unanswered':
    case 'rate':
    case 'transient':
      return true;
    case 'unsent':
      return cause !== undefined && passing.has(cause);
    case 'stopped':
    case 'accepted':
    case 'failed':
    case 'unreadable':
    case 'refused':
      return false;
  }
}
