import { listCampaigns } from '../kore/campaigns.ts';
import type { ListedCampaign } from '../kore/replies.ts';
import type { OrderState } from './orderState.ts';
import type { OrderPorts } from './ports.ts';
import { isEnough, noteReading, readUntil, whyUnread, type ReadingPlan, type TakeReadings } from './readings.ts';
import { slept } from './sendStop.ts';

/** A page is read for so many stops. */
const stopsOfPage = 25;
const pageTimeoutMs = 10_000;
/** After the last stop the page is read again at these gaps, while it still leaves many unconfirmed. */
const lastGapsMs = [0, 2000, 4000];
/** So few are read one by one. */
const fewOrders = 3;
/** Where stops do not go on, those that were sent do not wait longer for a page. */
const pageWithinMs = 75_000;
/** An order that was not confirmed by then ends with what is known. */
const patienceMs = 150_000;
/** Status requests for one order, after the last stop. */
const mostReads = 3;
/** Status requests between two pages, for orders that two pages did not confirm. */
const singlesBetweenPages = 2;

/** Confirms the orders of one stream by pages of its campaign list, the last changed first. */
export interface PageReadings {
  readonly takeReadings: TakeReadings;
  /** An order of the stream sends no more: it waits for its reading, or has ended. */
  readonly oneSent: () => void;
}

interface WaitingOrder {
  readonly plan: ReadingPlan;
  readonly state: OrderState;
  readonly sinceMs: number;
  /** Aborts when it does not wait any more. */
  readonly over: AbortSignal;
  readonly leave: (how: 'done' | 'cancelled') => void;
  /** Pages, read or not, that did not end its waiting. */
  pages: number;
  readSingly: boolean;
}

export function createPageReadings(orders: number, ports: OrderPorts): PageReadings {
  const waiting = new Set<WaitingOrder>();
  let toBeSent = orders;
  let busy = false;
  let refusals = 0;
  let reading = new AbortController();

  const readPage = async (): Promise<void> => {
    const [last] = [...waiting].slice(-1);
    if (last === undefined) return;
    // A request for the page that began before an order's last stop request ended tells nothing of it.
    let asked: readonly WaitingOrder[] | undefined;
    const page = await listCampaigns(last.plan.access, ports, {
      lane: 'bulk',
      newestBy: 'updatedAt',
      timeoutMs: pageTimeoutMs,
      signal: reading.signal,
      onHandedOver: () => (asked = [...waiting]),
    });
    for (const one of asked ?? waiting) {
      if (!waiting.has(one)) continue;
      one.pages += 1;
      if (page.kind === 'failed') {
        one.state.uncheckedBecause = whyUnread(page);
        continue;
      }
      const state = stateOn(page.campaigns, one.plan.campaignId);
      if (state === undefined) continue;
      noteReading({ state, readAtMs: page.readAtMs }, one.plan, one.state);
      if (isEnough(one.plan, one.state)) one.leave('done');
    }
    refusals = page.kind === 'failed' && whyUnread(page) === 'refused' ? refusals + 1 : 0;
  };
  const readSingly = async (one: WaitingOrder, most: number): Promise<void> => {
    one.readSingly = true;
    const plan = { ...one.plan, signal: AbortSignal.any([one.plan.signal, one.over]) };
    await readUntil(one.sinceMs + patienceMs, plan, one.state, ports, { lane: 'bulk', mostReads: most });
    if (isEnough(one.plan, one.state)) one.leave('done');
  };
  const isRefused = (): boolean => refusals >= 2;

  const readOn = async (): Promise<void> => {
    if (!isRefused()) await readPage();
    else for (const one of waiting) one.pages += 1;
    const late = [...waiting].filter((one) => one.pages >= 2 && !one.readSingly).slice(0, singlesBetweenPages);
    await Promise.all(late.map((one) => readSingly(one, 1)));
  };
  const readLast = async (): Promise<void> => {
    for (const gapMs of lastGapsMs) {
      if (isRefused() || !(await slept(gapMs, reading.signal, ports))) break;
      await readPage();
      if (waiting.size <= fewOrders) break;
    }
    await Promise.all(
      [...waiting].map(async (one) => {
        await readSingly(one, mostReads);
        one.leave('done');
      }),
    );
  };
  const moveOn = async (due = false): Promise<void> => {
    if (busy || waiting.size === 0) return;
    const fresh = [...waiting].filter(({ pages }) => pages === 0).length;
    if (!due && toBeSent > 0 && fresh < stopsOfPage) return;
    busy = true;
    reading = new AbortController();
    await (toBeSent === 0 ? readLast() : readOn());
    busy = false;
    await moveOn();
  };

  return {
    takeReadings: (plan, state) =>
      new Promise((resolve) => {
        const over = new AbortController();
        const one: WaitingOrder = {
          plan,
          state,
          sinceMs: ports.now(),
          over: over.signal,
          leave: (how) => {
            if (!waiting.delete(one)) return;
            over.abort();
            if (waiting.size === 0) reading.abort();
            resolve(how);
          },
          pages: 0,
          readSingly: false,
        };
        waiting.add(one);
        plan.onProgress({ kind: 'checking' });
        if (plan.signal.aborted) one.leave('cancelled');
        else plan.signal.addEventListener('abort', () => one.leave('cancelled'), { signal: over.signal });
        void moveOn();
        void beImpatient(one, () => moveOn(true), ports);
      }),
    oneSent: () => {
      toBeSent -= 1;
      void moveOn();
    },
  };
}

/** Asks for a page where no stops make one due, and ends the waiting when it has lasted too long. */
async function beImpatient(one: WaitingOrder, askForPage: () => Promise<void>, ports: OrderPorts): Promise<void> {
  if (!(await slept(pageWithinMs, one.over, ports))) return;
  if (one.pages === 0) void askForPage();
  if (!(await slept(patienceMs - pageWithinMs, one.over, ports))) return;
  one.state.uncheckedBecause = 'budget';
  one.leave('done');
}

/** What the page says of the campaign; nothing where it says two things. */
function stateOn(rows: readonly ListedCampaign[], campaignId: string): string | undefined {
  const states = new Set(rows.filter(({ id }) => id === campaignId).map(({ state }) => state));
  return states.size === 1 ? [...states][0] : undefined;
}
