import { isDocumentedState } from '../kore/endpoints.ts';
import type { StopEffect, StopReason, UncheckedBecause, Verdict } from './outcome.ts';
import { taints, type StopExchange } from './stopExchange.ts';

/** One reading of the campaign's state, from a request begun after the last stop request ended. */
export interface Reading {
  readonly state: string;
  /** Milliseconds since 1970. */
  readonly readAtMs: number;
}

/** All that the table looks at. */
export interface OrderFacts {
  readonly exchanges: readonly StopExchange[];
  /** In order; the last one counts. */
  readonly readings: readonly Reading[];
  /** Why no reading was had; told when only the reply says Stopped. */
  readonly uncheckedBecause: UncheckedBecause;
  readonly cancelled: boolean;
  /** Kore's state before the order, where it was known. */
  readonly stateBefore?: string;
}

export interface Decision {
  readonly verdict: Verdict;
  readonly confirmedBy?: 'reply' | 'status';
  readonly effect?: StopEffect;
  readonly uncheckedBecause?: UncheckedBecause;
  readonly reason?: StopReason;
}

/** The verdict table: the first line that holds. Pure. */
export function decide(facts: OrderFacts): Decision {
  const { exchanges } = facts;
  const last = facts.readings.at(-1);
  const sent = exchanges.some((one) => one.class !== 'unsent');
  const tainted = exchanges.some(taints);
  const saidStopped = exchanges.some((one) => one.class === 'stopped');

  if (sent && last !== undefined && isAtRest(last.state)) {
    return { verdict: 'stopped', confirmedBy: 'status', effect: effectOf(facts, last.state, tainted) };
  }
  if (saidStopped && last === undefined) {
    return { verdict: 'stopped', confirmedBy: 'reply', effect: 'stopped', uncheckedBecause: facts.uncheckedBecause };
  }
  if (saidStopped || exchanges.some((one) => one.class === 'accepted')) {
    return { verdict: 'accepted', reason: because(facts, reasonOfState(last)) };
  }
  if (tainted && last !== undefined && isDocumentedState(last.state)) {
    return { verdict: 'notStopped', reason: because(facts, reasonOfState(last)) };
  }
  if (tainted) return { verdict: 'unknown', reason: because(facts, failureReason(exchanges.findLast(taints))) };
  return { verdict: 'notStopped', reason: because(facts, failureReason(exchanges.at(-1))) };
}

/** Nothing will be sent any more: stopped, or run to its end. */
export function isAtRest(state: string): boolean {
  return state === 'Stopped' || state === 'Completed';
}

function effectOf(facts: OrderFacts, state: string, tainted: boolean): StopEffect {
  if (state === 'Completed') return 'finished';
  const refused = facts.exchanges.some((one) => one.class === 'refused' && (one.httpStatus ?? 0) >= 400);
  return (refused && !tainted) || facts.stateBefore === 'Stopped' ? 'alreadyStopped' : 'stopped';
}

function because(facts: OrderFacts, reason: StopReason): StopReason {
  return facts.cancelled ? 'cancelled' : reason;
}

function reasonOfState(reading: Reading | undefined): StopReason {
  switch (reading?.state) {
    case 'Active':
    case 'Preparing':
      return 'stillRunning';
    case 'Paused':
    case 'Ready':
    case 'Scheduled':
    case 'Rescheduled':
      return 'notSendingNow';
    default:
      return 'notConfirmed';
  }
}

function failureReason(exchange: StopExchange | undefined): StopReason {
  return exchange?.failure ?? 'badInput';
}
