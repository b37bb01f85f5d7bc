import { accountOf } from '../kore/caller.ts';
import type { OrderOptions } from './given.ts';
import { newOrderState } from './orderState.ts';
import type { StopOptions, StopOrder, StopOutcome, StopStep } from './outcome.ts';
import type { OrderPorts } from './ports.ts';
import { prepare, type PreparedOrder } from './prepare.ts';
import { outcomeSoFar, refusedOutcome, runStopOrder, type InBulk, type RunningOrder } from './stopOrder.ts';

/** An order on its way, and those who wait for it. */
interface SharedOrder {
  readonly running: RunningOrder;
  readonly outcome: Promise<StopOutcome>;
  readonly listeners: Set<(step: StopStep) => void>;
  readonly cancel: AbortController;
  waiting: number;
}

/** `inBulk` counts only for an order that is begun by it. */
export type RunOrder = (order: StopOrder, options: OrderOptions, inBulk?: InBulk) => Promise<StopOutcome>;

/** Runs orders; a second one for a campaign that is being stopped gets the first one's outcome. */
export function joinOrders(ports: OrderPorts): RunOrder {
  const onTheWay = new Map<string, SharedOrder>();
  return async (order, options, inBulk) => {
    const prepared = prepare(order, ports.now());
    if (!prepared.ok) return refusedOutcome(order, prepared.refusal, ports);
    if (options.signal?.aborted === true) return refusedOutcome(order, { reason: 'cancelled' }, ports);
    const key = keyOf(prepared);
    const found = onTheWay.get(key);
    if (found !== undefined) {
      options.held?.drop();
      ports.log?.info('A stop of this campaign is on its way already; this one waits for its answer.');
      safely(options.onProgress, ports)({ kind: 'joined', atMs: found.running.startedAtMs });
      return waitFor(found, options, ports);
    }
    const given = { order, prepared, options, ...(inBulk === undefined ? {} : { inBulk }) };
    const shared = start(given, inBulk?.ports ?? ports);
    const leave = (): void => {
      shared.running.notice?.end();
      if (onTheWay.get(key) === shared) onTheWay.delete(key);
    };
    onTheWay.set(key, shared);
    // Who stops again right after a cancel must not get the cancelled order's outcome.
    shared.cancel.signal.addEventListener('abort', leave);
    void shared.outcome.then(leave, leave);
    return waitFor(shared, options, ports);
  };
}

/** The same for two orders of one campaign. */
export function keyOf({ access: { target }, campaignId }: PreparedOrder): string {
  return [target.origin, target.accountId, target.streamId, campaignId].join(' ');
}

function start(given: Pick<RunningOrder, 'order' | 'prepared' | 'options' | 'inBulk'>, ports: OrderPorts): SharedOrder {
  const cancel = new AbortController();
  const listeners = new Set<(step: StopStep) => void>();
  // Before the journal and the signature: of many stops begun at once all leave before the first one is checked. A
  // bulk's requests are let go before readings as it is, and would hold each other back.
  const account = accountOf(given.prepared.access.target);
  const notice = given.inBulk === undefined ? ports.budget?.announceStop?.(account) : undefined;
  const running: RunningOrder = {
    ...given,
    state: newOrderState(),
    startedAtMs: ports.now(),
    signal: cancel.signal,
    onProgress: (step) => {
      for (const listener of listeners) listener(step);
    },
    ...(notice === undefined ? {} : { notice }),
  };
  // Begun a moment later, when the first listener is in.
  const outcome = Promise.resolve().then(() => runStopOrder(running, ports));
  return { running, outcome, listeners, cancel, waiting: 0 };
}

/** Waits as one of several: who cancels ends the own waiting; the order ends when all have. */
async function waitFor(shared: SharedOrder, options: StopOptions, ports: OrderPorts): Promise<StopOutcome> {
  const { signal } = options;
  const listener = safely(options.onProgress, ports);
  shared.listeners.add(listener);
  shared.waiting += 1;
  const done = new AbortController();
  const left = new Promise<StopOutcome>((resolve) => {
    const leave = (): void => {
      shared.listeners.delete(listener);
      shared.waiting -= 1;
      if (shared.waiting === 0) shared.cancel.abort();
      else resolve(outcomeSoFar(shared.running, ports));
    };
    // A listener can have cancelled at the step before.
    if (signal?.aborted === true) leave();
    else signal?.addEventListener('abort', leave, { signal: done.signal });
  });
  try {
    return await Promise.race([shared.outcome, left]);
  } finally {
    done.abort();
    shared.listeners.delete(listener);
  }
}

/** A listener that throws must not end an order whose request is out. */
function safely(listener: StopOptions['onProgress'], ports: OrderPorts): (step: StopStep) => void {
  return (step) => {
    try {
      listener?.(step);
    } catch {
      ports.log?.warn(`A progress listener failed at “${step.kind}”.`);
    }
  };
}
