import type { KorePorts, Log, RateBudget } from '../kore/caller.ts';
import type { Fetch } from '../kore/transport.ts';
import type { OrderTrail } from './orderTrail.ts';
import type { StopOrder, StopOutcome } from './outcome.ts';

/** What is written before a stop request is released. No secret in it. */
export interface StopIntent {
  readonly id: string;
  /** ISO time. */
  readonly at: string;
  readonly stream: {
    readonly name: string;
    readonly origin: string;
    readonly accountId: string;
    readonly streamId: string;
  };
  readonly campaignId: string;
  readonly before?: NonNullable<StopOrder['before']>;
  readonly about?: NonNullable<StopOrder['about']>;
}

/** Intent and outcome on disk. Neither call may hold a stop back. */
export interface Journal {
  /** Resolves when the line was handed to the operating system. */
  begin(intent: StopIntent): Promise<void>;
  /** `trail` where what led to the outcome is known. */
  end(intentId: string, outcome: StopOutcome, trail?: OrderTrail): Promise<void>;
}

/** What a stopper takes from outside; each missing one is the real thing, or none for journal, budget and log. */
export interface StopperPorts {
  readonly fetch?: Fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** At least 0, below 1. */
  readonly random?: () => number;
  readonly journal?: Journal;
  readonly budget?: RateBudget;
  readonly log?: Log;
  /** How long a token holds that is signed for a request, asked for each one; default 300. */
  readonly tokenLifetimeSeconds?: () => number;
  /** Takes secrets out of the texts of Kore's replies, beside the token of the call. */
  readonly clean?: (text: string) => string;
}

/** The same, complete, as the order sees them. */
export interface OrderPorts extends KorePorts {
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly journal?: Journal;
}
