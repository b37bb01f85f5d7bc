/**
 * `npm run soak`: thousands of stop orders against the simulator with its limit off, one after the other and 50 at
 * once, on one stopper; prints what memory they leave behind. Ends with 1 when an order is not confirmed.
 */
import { setTimeout as sleepFor } from 'node:timers/promises';
import { createRateBudget } from '../src/kore/rateBudget.ts';
import { startSimulator, type Simulator } from '../src/practice/index.ts';
import { createStopper, type StopOutcome, type Stopper } from '../src/stop/index.ts';
import { sendingCampaign } from '../test/unit/support/sendingCampaign.ts';
import { megabytes } from './bench/figures.ts';
import { say } from './run.mjs';

const sequentialOrders = 10_000;
const sequentialMarks = [100, 1000, 5000, 10_000];
const roundsAtOnce = 20;
const ordersAtOnce = 50;
/** Campaigns of one simulator: a new one on the same port takes its place when all are stopped. */
const campaignsHeld = 100;
/** The budget's minute in this many parts, so that it is used up and waited for without taking an hour. */
const hurry = 1000;

const stopper = createStopper({
  budget: createRateBudget({
    now: () => Date.now() * hurry,
    sleep: (ms, signal) => sleepFor(ms / hurry, undefined, signal === undefined ? {} : { signal }),
  }),
});
const counts: Record<string, number> = {};
let port = 0;

say(`${sequentialOrders} orders, one after the other`);
for (let done = 0; done < sequentialOrders; done += campaignsHeld) {
  await withKore(campaignsHeld, async (kore, ids) => {
    for (const [index, id] of ids.entries()) {
      count(await stop(stopper, kore, id));
      if (sequentialMarks.includes(done + index + 1)) await tellMemory(done + index + 1);
    }
  });
}
say(`${roundsAtOnce} times ${ordersAtOnce} orders at once`);
for (let round = 1; round <= roundsAtOnce; round += 1) {
  await withKore(ordersAtOnce, async (kore, ids) => {
    for (const outcome of await Promise.all(ids.map((id) => stop(stopper, kore, id)))) count(outcome);
  });
  if (round === 1 || round % 5 === 0) await tellMemory(round * ordersAtOnce);
}
say(`Outcomes: ${JSON.stringify(counts)}`);
if (Object.keys(counts).some((key) => key !== 'stopped status')) process.exitCode = 1;

async function withKore(many: number, work: (kore: Simulator, ids: readonly string[]) => Promise<void>): Promise<void> {
  const ids = Array.from({ length: many }, (_, nth) => `cd-${nth}`);
  const kore = await startSimulator({
    port,
    rateLimitPerMinute: null,
    campaigns: ids.map((id) => sendingCampaign({ id })),
  });
  port = Number(new URL(kore.origin).port);
  try {
    await work(kore, ids);
  } finally {
    await kore.close();
  }
}

function stop({ stopSmsCampaign }: Stopper, kore: Simulator, campaignId: string): Promise<StopOutcome> {
  return stopSmsCampaign({ stream: kore.stream, campaignId, credential: kore.credential });
}

function count({ verdict, confirmedBy, uncheckedBecause, reason }: StopOutcome): void {
  const key = [verdict, confirmedBy, uncheckedBecause, reason].filter((word) => word !== undefined).join(' ');
  counts[key] = (counts[key] ?? 0) + 1;
}

/** What is in use once all that can be freed is. */
async function tellMemory(orders: number): Promise<void> {
  // Sockets of answered requests close a moment later.
  await sleepFor(100);
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const open = process.getActiveResourcesInfo().length;
  say(`  after ${orders}: heap ${megabytes(heapUsed)}, rss ${megabytes(rss)}, ${open} open handles and timers`);
}
