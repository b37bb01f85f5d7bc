import { accountOf } from '../kore/caller.ts';
import { createRateBudget } from '../kore/rateBudget.ts';
import type { OrderOptions } from './given.ts';
import { keyOf, type RunOrder } from './joinOrders.ts';
import { once } from './once.ts';
import type { StopOrder, StopOutcome, StopStep } from './outcome.ts';
import { createPageReadings, type PageReadings } from './pageReadings.ts';
import type { OrderPorts } from './ports.ts';
import { prepare, type PreparedOrder } from './prepare.ts';
import type { InBulk } from './stopOrder.ts';

export interface ManyOptions {
  /** Orders that have not been begun are not sent any more; each of the others ends at once. */
  readonly signal?: AbortSignal;
  /** One order's step. */
  readonly onProgress?: (index: number, step: StopStep) => void;
  /** An order has ended; each index once. */
  readonly onOutcome?: (index: number, outcome: StopOutcome) => void;
  /** Whether the states are read after the requests; default true. */
  readonly confirm?: boolean;
}

/** Orders of one account that are being sent at the same time, at most. */
const sendingAtOnce = 10;
/** One more is sent at the same time where no order was done with sending for so long. */
const anotherAfterMs = 20;
/** A timer this late means that the process was busy: what was answered meanwhile is not known yet. */
const busyMs = 5;

/** The orders for one campaign, by their index, the first one's values checked. */
interface Unit {
  readonly prepared: PreparedOrder;
  readonly indexes: number[];
}

/** Carries out one order of the many. */
type RunIndex = (index: number, inBulk?: InBulk) => Promise<void>;

/**
 * Runs many orders, each as a single one is run, but for two things: their requests wait for room in the account's rate
 * limit, and their states are read from pages of the campaign list.
 */
export function manyStopper(
  run: RunOrder,
  given: OrderPorts,
): (orders: readonly StopOrder[], options: ManyOptions) => Promise<readonly StopOutcome[]> {
  const ports = { ...given, budget: given.budget ?? createRateBudget(given) };
  return async (orders, options) => {
    const outcomes: StopOutcome[] = [];
    const cancels = cancelAll(options.signal);
    const runIndex: RunIndex = async (index, inBulk) => {
      const order = orders[index];
      if (order === undefined) return;
      const cancel = cancels.one();
      const outcome = await run(order, { ...optionsOf(index, options), signal: cancel.signal }, inBulk);
      cancels.forget(cancel);
      outcomes[index] = outcome;
      tell(() => options.onOutcome?.(index, outcome), ports);
    };
    const { accounts, unusable } = group(orders, ports);
    await Promise.all([
      ...unusable.map((index) => runIndex(index)),
      ...accounts.map(([account, units]) => runAccount(account, units, cancels, runIndex, ports)),
    ]);
    cancels.end();
    return outcomes;
  };
}

function optionsOf(index: number, { onProgress, confirm }: ManyOptions): OrderOptions {
  return {
    ...(onProgress === undefined ? {} : { onProgress: (step) => onProgress(index, step) }),
    ...(confirm === undefined ? {} : { confirm }),
  };
}

/** The orders of each account, those for one campaign together; and those that will be refused unsent. */
function group(
  orders: readonly StopOrder[],
  ports: OrderPorts,
): { accounts: (readonly [account: string, units: readonly Unit[]])[]; unusable: readonly number[] } {
  const accounts = new Map<string, Map<string, Unit>>();
  const unusable: number[] = [];
  orders.forEach((order, index) => {
    const prepared = prepare(order, ports.now());
    if (!prepared.ok) {
      unusable.push(index);
      return;
    }
    const units = entryOf(accounts, accountOf(prepared.access.target), () => new Map<string, Unit>());
    entryOf(units, keyOf(prepared), () => ({ prepared, indexes: [] })).indexes.push(index);
  });
  return { accounts: [...accounts].map(([account, units]) => [account, [...units.values()]] as const), unusable };
}

async function runAccount(
  account: string,
  units: readonly Unit[],
  cancels: Cancels,
  runIndex: RunIndex,
  ports: OrderPorts & Required<Pick<OrderPorts, 'budget'>>,
): Promise<void> {
  const readings = readingsByStream(units, ports);
  const places = createPlaces(ports);
  const running: Promise<unknown>[] = [];
  const pace = (signal: AbortSignal): Promise<void> => ports.budget.take(account, 'bulk', signal);
  const cancel = cancels.one();
  for (const { prepared, indexes } of units) {
    await places.take();
    // After a cancel the order is refused.
    await pace(cancel.signal).catch(() => undefined);
    const pages = readings(prepared);
    const sent = once(() => {
      places.giveBack();
      pages.oneSent();
    });
    const inBulk: InBulk = {
      ports,
      pace,
      takeReadings: (plan, state) => {
        sent();
        return pages.takeReadings(plan, state, ports);
      },
    };
    running.push(Promise.all(indexes.map((index) => runIndex(index, inBulk))).finally(sent));
  }
  await Promise.all(running);
  places.end();
}

/** One reader of pages for each stream: a page has the campaigns of one. */
function readingsByStream(units: readonly Unit[], ports: OrderPorts): (prepared: PreparedOrder) => PageReadings {
  const streamOf = ({ access: { target } }: PreparedOrder): string => `${target.streamId} ${target.iid}`;
  const orders = new Map<string, number>();
  for (const { prepared } of units) orders.set(streamOf(prepared), (orders.get(streamOf(prepared)) ?? 0) + 1);
  const readers = new Map<string, PageReadings>();
  return (prepared) => {
    const stream = streamOf(prepared);
    return entryOf(readers, stream, () => createPageReadings(orders.get(stream) ?? 0, ports));
  };
}

/** Signals that abort with the caller's, which gets one listener however many the orders are. */
interface Cancels {
  one(): AbortController;
  forget(one: AbortController): void;
  end(): void;
}

function cancelAll(signal: AbortSignal | undefined): Cancels {
  const all = new Set<AbortController>();
  const abort = (): void => {
    for (const one of all) one.abort();
  };
  signal?.addEventListener('abort', abort);
  return {
    one: () => {
      const one = new AbortController();
      if (signal?.aborted === true) one.abort();
      all.add(one);
      return one;
    },
    forget: (one) => void all.delete(one),
    end: () => signal?.removeEventListener('abort', abort),
  };
}

interface Places {
  /** Resolves when there is one; one after the other. */
  take(): Promise<void>;
  giveBack(): void;
  end(): void;
}

/**
 * Two places at first. In VS Code each connection costs as much time as many requests, and while one is made nothing else
 * happens: so a further one is made only where the answers are slower than that.
 */
function createPlaces({ now, sleep }: Pick<OrderPorts, 'now' | 'sleep'>): Places {
  const over = new AbortController();
  let open = 2;
  let taken = 0;
  let givenBack = 0;
  let next: (() => void) | undefined;
  let growing = false;
  let wasBusy = false;
  const isAwaited = (): boolean => next !== undefined;
  const grow = async (): Promise<void> => {
    if (growing) return;
    growing = true;
    while (isAwaited() && open < sendingAtOnce) {
      const [before, dueMs] = [givenBack, now() + anotherAfterMs];
      await sleep(anotherAfterMs, over.signal);
      const isBusy = now() - dueMs > busyMs;
      // One that is always busy does not keep the others waiting.
      const mayBeAnswered = isBusy && !wasBusy;
      wasBusy = isBusy;
      // The one that got a place meanwhile may wait for the rate limit by now.
      if (givenBack !== before || mayBeAnswered || !isAwaited()) continue;
      open += 1;
      next?.();
    }
    growing = false;
  };
  return {
    take: async () => {
      while (taken >= open) {
        const given = new Promise<void>((resolve) => (next = resolve));
        grow().catch(() => undefined);
        await given;
        next = undefined;
      }
      taken += 1;
    },
    giveBack: () => {
      taken -= 1;
      givenBack += 1;
      next?.();
    },
    end: () => over.abort(),
  };
}

function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** A listener that throws must not end the others' orders. */
function tell(what: () => void, ports: OrderPorts): void {
  try {
    what();
  } catch {
    ports.log?.warn('A listener failed at an outcome.');
  }
}
