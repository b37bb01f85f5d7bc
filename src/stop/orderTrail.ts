import type { OrderState } from './orderState.ts';
import type { ExchangeClass } from './stopExchange.ts';

/** What an order did, step by step: for the journal. Times are ISO; no secret in it. */
export interface OrderTrail {
  /** Stop requests, in order; `unsent` is one of which no byte left. */
  readonly exchanges: readonly {
    readonly at: string;
    readonly endedAt: string;
    readonly class: ExchangeClass;
    readonly httpStatus?: number;
  }[];
  /** Readings of the campaign's state after them. */
  readonly readings: readonly { readonly at: string; readonly state: string }[];
}

/** What has ended by now: a request that is still out is in the outcome only. */
export function orderTrail({ attempts, readings }: OrderState): OrderTrail {
  return {
    exchanges: attempts.map(({ beganAtMs, endedAtMs, class: came, httpStatus }) => ({
      at: new Date(beganAtMs).toISOString(),
      endedAt: new Date(endedAtMs).toISOString(),
      class: came,
      ...(httpStatus === undefined ? {} : { httpStatus }),
    })),
    readings: readings.map(({ state, readAtMs }) => ({ at: new Date(readAtMs).toISOString(), state })),
  };
}
