import { listCampaigns } from '../kore/campaigns.ts';
import type { ListFilter } from '../kore/endpoints.ts';
import type { ListedCampaign } from '../kore/replies.ts';
import type { OrderPorts } from './ports.ts';
import { isEnough, noteReading, readUntil, whyUnread, type TakeReadings } from './readings.ts';
import { slept } from './sendStop.ts';
import { taints } from './stopExchange.ts';
import { isAtRest } from './verdict.ts';
import { createWaitingOrders, patienceMs, type WaitingOrder } from './waitingOrders.ts';

/** A page is read for so many stops; it has twice as many rows. */
const stopsOfPage = 25;
const pageTimeoutMs = 10_000;
/** After the last stop the page is read at these gaps, while it leaves many unconfirmed. */
const lastGapsMs = [0, 2000, 4000];
/** So few are read one by one. */
const fewOrders = 3;
/** Status requests for one order after the last stop. */
const mostReads = 3;
/** Between two pages so many orders that two pages did not confirm are read one by one, with so many requests each. */
const singlesBetweenPages = 2;
const readsBetweenPages = 2;

/** Confirms the orders of one stream by pages of its campaign list. */
export interface PageReadings {
  readonly takeReadings: TakeReadings;
  /** An order of the stream sends no more: it will wait for its reading, or has ended. */
  readonly oneSent: () => void;
}

/** `useless`: it had not even half of those that it was read for. */
type PageEnd = 'useful' | 'useless' | 'refused' | 'failed';

/** Reads a page for every 25 of the orders, and again when the last was sent; what pages do not confirm one by one. */
export function createPageReadings(orders: number, ports: OrderPorts): PageReadings {
  let toBeSent = orders;
  let reading = new AbortController();
  let busy = false;
  const pages = createPages(ports);
  const waiting = createWaitingOrders({ onLate: () => void moveOn(true), onEmpty: () => reading.abort() }, ports);

  const readOn = async (): Promise<void> => {
    const end = await pages.read(waiting.all, reading.signal);
    // At once: the room there is will be gone.
    if (end !== 'useful') await pages.read(waiting.all, reading.signal);
    const late = [...waiting.all].filter((one) => one.pages >= 2 && !one.readSingly).slice(0, singlesBetweenPages);
    await Promise.all(
      late.map(async (one) => {
        if (await readSingly(one, readsBetweenPages, ports)) one.leave();
      }),
    );
  };
  const readLast = async (): Promise<void> => {
    for (const gapMs of lastGapsMs) {
      if (pages.areRefused() || !(await slept(gapMs, reading.signal, ports))) break;
      await pages.read(waiting.all, reading.signal);
      if (waiting.all.size <= fewOrders) break;
    }
    await Promise.all(
      [...waiting.all].map(async (one) => {
        await readSingly(one, mostReads, ports);
        one.leave();
      }),
    );
  };
  const moveOn = async (isLate = false): Promise<void> => {
    if (busy || waiting.all.size === 0) return;
    const fresh = [...waiting.all].filter((one) => one.pages === 0).length;
    if (!isLate && toBeSent > 0 && fresh < stopsOfPage) return;
    busy = true;
    reading = new AbortController();
    await (toBeSent === 0 ? readLast() : readOn());
    busy = false;
    await moveOn();
  };
  return {
    takeReadings: (plan, state) => {
      plan.onProgress({ kind: 'checking' });
      const end = waiting.wait(plan, state);
      void moveOn();
      return end;
    },
    oneSent: () => {
      toBeSent -= 1;
      void moveOn();
    },
  };
}

interface Pages {
  /** Reads one for all who wait when its request leaves; those whom it confirms leave. */
  read(waiting: ReadonlySet<WaitingOrder>, signal: AbortSignal): Promise<PageEnd>;
  /** Kore refused two in a row: no more are read. */
  areRefused(): boolean;
}

/**
 * The campaigns that changed last are where a stop has just put them. A Kore that sorts in another way may have them
 * among those that were created last.
 */
function createPages(ports: OrderPorts): Pages {
  let newestBy: NonNullable<ListFilter['newestBy']> = 'updatedAt';
  let refusals = 0;
  return {
    areRefused: () => refusals >= 2,
    read: async (waiting, signal) => {
      if (refusals >= 2) {
        for (const one of waiting) one.pages += 1;
        return 'useful';
      }
      const end = await readPage(waiting, newestBy, signal, ports);
      refusals = end === 'refused' ? refusals + 1 : 0;
      if (end === 'useless' || end === 'refused') newestBy = newestBy === 'updatedAt' ? 'createdAt' : 'updatedAt';
      return end;
    },
  };
}

async function readPage(
  waiting: ReadonlySet<WaitingOrder>,
  newestBy: NonNullable<ListFilter['newestBy']>,
  signal: AbortSignal,
  ports: OrderPorts,
): Promise<PageEnd> {
  const [last] = [...waiting].slice(-1);
  if (last === undefined) return 'failed';
  // To a stop that ends after this request begins its reply tells nothing.
  let asked: readonly WaitingOrder[] | undefined;
  const page = await listCampaigns(last.plan.access, ports, {
    ...{ lane: 'bulk', newestBy, timeoutMs: pageTimeoutMs, signal },
    onHandedOver: () => (asked = [...waiting]),
  });
  const those = (asked ?? [...waiting]).filter((one) => waiting.has(one));
  const fresh = those.filter((one) => one.pages === 0);
  for (const one of those) one.pages += 1;
  if (page.kind === 'failed') {
    const why = whyUnread(page);
    for (const { state } of those) state.uncheckedBecause = why;
    return why === 'refused' ? why : 'failed';
  }
  const found = new Set(those.filter((one) => takeFrom(page.campaigns, page.readAtMs, one)));
  return fresh.filter((one) => found.has(one)).length * 2 >= fresh.length ? 'useful' : 'useless';
}

/** True when the page told the order's state. A row that is not at rest may be late: only a status request settles it. */
function takeFrom(rows: readonly ListedCampaign[], readAtMs: number, { plan, state, leave }: WaitingOrder): boolean {
  const states = new Set(rows.filter(({ id }) => id === plan.campaignId).map((row) => row.state));
  const [told] = states;
  // A page that says two things of one campaign says nothing.
  if (told === undefined || states.size > 1) return false;
  noteReading({ state: told, readAtMs }, plan, state);
  if (isAtRest(told) || (isEnough(plan, state) && !state.attempts.some(taints))) leave();
  return true;
}

/** True when nothing more is to be read of it: enough was, or Kore refuses it. */
async function readSingly(one: WaitingOrder, most: number, ports: OrderPorts): Promise<boolean> {
  one.readSingly = true;
  const { plan, state, sinceMs, over } = one;
  const own = { ...plan, signal: AbortSignal.any([plan.signal, over]) };
  const isRefused = await readUntil(sinceMs + patienceMs, own, state, ports, { lane: 'bulk', mostReads: most });
  return isRefused || isEnough(plan, state);
}
