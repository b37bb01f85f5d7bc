import type { Details } from '../kore/details.ts';
import type { Attempt } from './nextMove.ts';
import type { StopOrder, StopOutcome, UncheckedBecause } from './outcome.ts';
import { taints, type StopExchange } from './stopExchange.ts';
import { decide, type Reading } from './verdict.ts';

/** An exchange with what can be told of it. No secret in it. */
interface Told extends StopExchange {
  readonly details: Details;
  readonly updatedAt?: string;
}

/** One exchange of the order. */
export interface ToldAttempt extends Attempt, Told {
  /** Milliseconds since 1970. */
  readonly beganAtMs: number;
}

const notAnswered: Told = { class: 'unanswered', failure: 'noAnswer', details: {} };

/** What an order has come to so far. It grows while the order runs; the outcome can be told from it at any time. */
export interface OrderState {
  readonly attempts: ToldAttempt[];
  readonly readings: Reading[];
  uncheckedBecause: UncheckedBecause;
  /** A stop request is out and not answered. */
  inFlight: boolean;
}

export type OutcomeFacts = Omit<StopOutcome, 'message' | 'startedAt' | 'finishedAt'>;

export function newOrderState(): OrderState {
  return { attempts: [], readings: [], uncheckedBecause: 'noReading', inFlight: false };
}

/** The outcome by the verdict table, if the order ended now. */
export function outcomeFacts(state: OrderState, before: StopOrder['before'], cancelled: boolean): OutcomeFacts {
  const attempts: readonly Told[] = state.inFlight ? [...state.attempts, notAnswered] : state.attempts;
  const decision = decide({
    exchanges: attempts,
    readings: state.readings,
    uncheckedBecause: cancelled ? 'cancelled' : state.uncheckedBecause,
    cancelled,
    ...(before === undefined ? {} : { stateBefore: before.state }),
  });
  const requests = attempts.filter((one) => one.class !== 'unsent').length;
  const read = state.readings.at(-1);
  // The facts are those of the exchange that gives the reason, not a later one's.
  const telling = decision.verdict === 'unknown' ? attempts.findLast(taints) : attempts.at(-1);
  const details = { ...telling?.details, ...(requests === 0 ? { nothingSent: true } : {}) };
  return {
    ...decision,
    requests,
    ...(read === undefined ? {} : { state: read.state, stateReadAt: new Date(read.readAtMs).toISOString() }),
    ...(telling?.httpStatus === undefined ? {} : { httpStatus: telling.httpStatus }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
    ...(telling?.updatedAt === undefined ? {} : { updatedAt: telling.updatedAt }),
  };
}
