import type { StopOptions } from './outcome.ts';

const usualDeadlineMs = 60_000;
const usualAttemptTimeoutMs = 15_000;
const longestReserveMs = 10_000;

/** The limits of one order, in milliseconds. */
export interface Limits {
  readonly deadlineMs: number;
  /** The caller gave the deadline: it does not move. */
  readonly hard: boolean;
  /** Kept at the end for readings; none when the check is off. */
  readonly reserveMs: number;
  /** The longest that one stop request may take. */
  readonly attemptTimeoutMs: number;
  /** Shrinks the gaps between readings with a short deadline; 1 for the usual one. */
  readonly scale: number;
}

export function limitsOf(options: StopOptions): Limits {
  const deadlineMs = options.deadlineMs ?? usualDeadlineMs;
  return {
    deadlineMs,
    hard: options.deadlineMs !== undefined,
    reserveMs: options.confirm === false ? 0 : Math.min(deadlineMs / 4, longestReserveMs),
    attemptTimeoutMs: options.attemptTimeoutMs ?? usualAttemptTimeoutMs,
    scale: Math.min(1, deadlineMs / usualDeadlineMs),
  };
}
