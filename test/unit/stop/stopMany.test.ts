import assert from 'node:assert/strict';

import { createRateBudget } from '../../../src/kore/rateBudget.ts';
import { createStopper, type ManyOptions, type StopOrder, type StopOutcome } from '../../../src/stop/index.ts';
import { campaignIds, koreOfMany, ordersFor, type KoreOfManyPlan } from '../support/koreOfMany.ts';
import { virtualTime } from '../support/virtualTime.ts';

const startMs = Date.UTC(2026, 10, 23, 2, 10, 45);

function useMany(plan: KoreOfManyPlan = {}) {
  const time = virtualTime(startMs);
  const kore = koreOfMany(plan, time);
  const ports = { fetch: kore.fetch, now: time.now, sleep: time.sleep, random: () => 0.5 };
  const stopper = createStopper({ ...ports, budget: createRateBudget(ports) });
  const run = async (orders: readonly StopOrder[], options?: ManyOptions): Promise<readonly StopOutcome[]> => {
    const work = stopper.stopManySmsCampaigns(orders, options);
    await time.runUntilSettled(work);
    return work;
  };
  return { time, kore, stopper, run };
}

function tally(outcomes: readonly StopOutcome[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { verdict, reason, confirmedBy, uncheckedBecause } of outcomes) {
    const key = [verdict, reason, confirmedBy, uncheckedBecause].filter((word) => word !== undefined).join(' ');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

describe('1,000 stops in one call', () => {
  it('are each confirmed, as fast as the limit of 60 a minute allows, and none fails for it', async () => {
    const { kore, run } = useMany();
    const outcomes = await run(ordersFor(campaignIds(1000)));
    assert.deepEqual(tally(outcomes), { 'stopped status': 1000 });
    const stops = kore.calls.filter(({ call }) => call === 'stop');
    const lists = kore.calls.filter(({ call }) => call === 'list');
    assert.ok(lists.length <= 1000 / 25 + 1, `${lists.length} lists`);
    assert.deepEqual([stops.length, kore.calls.length], [1000, 1000 + lists.length]);
    assert.ok(kore.calls.every(({ status }) => status === 200));
    // 60 can go at once, and 60 more each minute: the last of n requests after ceil(n / 60) - 1 minutes.
    const allowedMs = (Math.ceil(kore.calls.length / 60) - 1) * 60_000;
    const tookMs = Math.max(...stops.map(({ beganAtMs }) => beganAtMs)) - startMs;
    assert.ok(tookMs <= allowedMs * 1.05, `${tookMs} of ${allowedMs} ms`);
  });
});
