import { exchangeDetails, replyFacts } from '../kore/details.ts';
import type { Exchange } from '../kore/transport.ts';
import type { Attempt } from './nextMove.ts';
import type { StopOrder, StopOutcome, UncheckedBecause } from './outcome.ts';
import { decide, type Reading } from './verdict.ts';

/** What an order has come to so far. It grows while the order runs; the outcome can be told from it at any time. */
export interface OrderState {
  readonly attempts: Attempt[];
  readonly readings: Reading[];
  uncheckedBecause: UncheckedBecause;
  /** A stop request is out and not answered. */
  inFlight: boolean;
  /** The last exchange as it came, and what takes its secrets out of a text. */
  last?: { readonly exchange: Exchange; readonly redact: (text: string) => string };
}

export type OutcomeFacts = Omit<StopOutcome, 'message' | 'startedAt' | 'finishedAt'>;

export function newOrderState(): OrderState {
  return { attempts: [], readings: [], uncheckedBecause: 'noReading', inFlight: false };
}

/** The outcome by the verdict table, if the order ended now. */
export function outcomeFacts(state: OrderState, before: StopOrder['before'], cancelled: boolean): OutcomeFacts {
  const exchanges = state.inFlight
    ? [...state.attempts, { class: 'unanswered', failure: 'noAnswer' } as const]
    : state.attempts;
  const decision = decide({
    exchanges,
    readings: state.readings,
    uncheckedBecause: cancelled ? 'cancelled' : state.uncheckedBecause,
    cancelled,
    ...(before === undefined ? {} : { stateBefore: before.state }),
  });
  const requests = exchanges.filter((one) => one.class !== 'unsent').length;
  const read = state.readings.at(-1);
  const httpStatus = state.attempts.findLast((one) => one.httpStatus !== undefined)?.httpStatus;
  const details = {
    ...(state.last === undefined ? {} : exchangeDetails(state.last.exchange, state.last.redact)),
    ...(requests === 0 ? { nothingSent: true } : {}),
  };
  return {
    ...decision,
    requests,
    ...(read === undefined ? {} : { state: read.state, stateReadAt: new Date(read.readAtMs).toISOString() }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
    ...(state.last === undefined ? {} : replyFacts(state.last.exchange, state.last.redact)),
  };
}
