import type { OrderState } from './orderState.ts';
import type { OrderPorts } from './ports.ts';
import type { ReadingPlan } from './readings.ts';
import { slept } from './sendStop.ts';

/** Where no stops make a page due, those that were sent do not wait longer for one. */
const pageWithinMs = 75_000;
/** An order that was not confirmed by then ends with what is known. */
export const patienceMs = 150_000;

/** An order of a bulk that sends no more and waits for a reading of its state. */
export interface WaitingOrder {
  readonly plan: ReadingPlan;
  readonly state: OrderState;
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
  /** Aborts when it does not wait any more. */
  readonly over: AbortSignal;
  readonly leave: () => void;
  /** Pages that were due for it, read or not. */
  pages: number;
  /** It was read by itself. */
  readSingly: boolean;
}

export interface WaitingOrders {
  readonly all: ReadonlySet<WaitingOrder>;
  /** Resolves when it has left, was cancelled, or lost its patience. */
  readonly wait: (plan: ReadingPlan, state: OrderState) => Promise<'done' | 'cancelled'>;
}

export interface WaitingListener {
  /** One has waited long for its first page. */
  readonly onLate: () => void;
  /** The last one is gone. */
  readonly onEmpty: () => void;
}

export function createWaitingOrders({ onLate, onEmpty }: WaitingListener, ports: OrderPorts): WaitingOrders {
  const all = new Set<WaitingOrder>();
  const wait = (plan: ReadingPlan, state: OrderState): Promise<'done' | 'cancelled'> =>
    new Promise((resolve) => {
      const over = new AbortController();
      const leave = (): void => {
        if (!all.delete(one)) return;
        over.abort();
        resolve(plan.signal.aborted ? 'cancelled' : 'done');
        if (all.size === 0) onEmpty();
      };
      const one: WaitingOrder = {
        ...{ plan, state, sinceMs: ports.now(), over: over.signal, leave },
        ...{ pages: 0, readSingly: false },
      };
      all.add(one);
      if (plan.signal.aborted) leave();
      else plan.signal.addEventListener('abort', leave, { signal: over.signal });
      void losePatience(one, onLate, ports);
    });
  return { all, wait };
}

async function losePatience(one: WaitingOrder, onLate: () => void, ports: OrderPorts): Promise<void> {
  if (!(await slept(pageWithinMs, one.over, ports))) return;
  if (one.pages === 0) onLate();
  if (!(await slept(one.sinceMs + patienceMs - ports.now(), one.over, ports))) return;
  one.state.uncheckedBecause = 'budget';
  one.leave();
}
