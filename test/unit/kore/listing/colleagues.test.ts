import assert from 'node:assert/strict';

import { listCampaigns, sendingOrAboutTo } from '../../../../src/kore/campaigns.ts';
import { createRateBudget } from '../../../../src/kore/rateBudget.ts';
import { RefreshSchedule, type RefreshEnd } from '../../../../src/kore/listing/refreshSchedule.ts';
import { createRateLimit } from '../../../../src/practice/rateLimit.ts';
import { createStopper, type StopOutcome } from '../../../../src/stop/index.ts';
import { orderAt } from '../../support/orders.ts';
import { rowsSaid, statusSaid, tokenAccess, virtualCalls, type SeenCall } from '../../support/virtualCalls.ts';

const colleagues = 12;
const streamsOpen = 10;
const minutes = 20;

/** Drawn from a seed, so that a failure can be seen again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Twelve VS Codes, each with its own rate budget, look at one account, whose limit Kore holds over all of them. */
function lookTogether(seed: number) {
  const tooMany = { status: 429, body: { message: 'rate limit' } };
  const world = virtualCalls(({ url }) => {
    if (!mayCome()) return tooMany;
    if (url.includes('/trigger/')) return { body: { status: 'Stopped' } };
    return url.includes('/status?') ? statusSaid('Stopped') : rowsSaid([]);
  });
  const { time, startMs, seen } = world;
  const mayCome = createRateLimit(60, time.now);
  const ends: RefreshEnd['kind'][] = [];
  const windows = Array.from({ length: colleagues }, (_, index) => {
    const random = randomFrom(seed + index);
    const budget = createRateBudget({ now: time.now, sleep: time.sleep });
    const ports = { ...world.ports, budget };
    const read = async (): Promise<RefreshEnd> => {
      const page = await listCampaigns(tokenAccess, ports, { timeoutMs: 15_000, states: sendingOrAboutTo });
      const kind = page.kind === 'listed' ? 'read' : page.reason === 'rateLimited' ? 'rateLimited' : 'failed';
      ends.push(kind);
      return { kind };
    };
    const schedule = new RefreshSchedule({
      now: time.now,
      sleep: time.sleep,
      random,
      everySeconds: () => 60,
      streams: () =>
        Array.from({ length: streamsOpen }, (_none, of) => ({ key: `${of}`, account: 'a', likely: of < 2 })),
      myTurn: () => Promise.resolve(true),
      read,
    });
    const { stopSmsCampaign } = createStopper({ ...ports, random });
    return { schedule, stopSmsCampaign };
  });
  const at = (seconds: number, what: () => void): void => time.at(startMs + seconds * 1000, what);
  const pass = async (): Promise<void> => {
    await world.run(new Promise<void>((resolve) => at(minutes * 60, resolve)));
    for (const { schedule } of windows) schedule.dispose();
  };
  return { windows, seen, ends, at, pass };
}

function mostInAMinute(calls: readonly SeenCall[]): number {
  const within = (from: number): number =>
    calls.filter(({ atSeconds }) => atSeconds >= from && atSeconds < from + 60).length;
  return Math.max(...calls.map(({ atSeconds }) => within(atSeconds)));
}

const lists = (calls: readonly SeenCall[]): readonly SeenCall[] =>
  calls.filter(({ url }) => url.includes('getAllCampaignDetails'));

for (const seed of [1, 2, 3]) {
  describe(`Twelve colleagues who look at ${streamsOpen} streams of one account, drawn from ${seed}`, () => {
    it('ask for at most 30 lists in any minute, though all begin at once and come back again and again', async () => {
      const { windows, seen, ends, at, pass } = lookTogether(seed);
      at(0, () => windows.forEach(({ schedule }) => schedule.wake()));
      for (let second = 30; second < minutes * 60; second += 45) {
        at(second, () => windows.forEach(({ schedule }) => schedule.hasten()));
      }
      await pass();
      assert.ok(mostInAMinute(lists(seen)) <= 30, String(mostInAMinute(lists(seen))));
      assert.deepEqual(new Set(ends), new Set(['read']));
      // All of them saw something: this is not quiet because nobody asks.
      assert.ok(lists(seen).length >= colleagues * minutes, String(lists(seen).length));
    });

    it('leave room for a stop at any moment: Kore takes its first request', async () => {
      const { windows, at, pass } = lookTogether(seed);
      const outcomes: StopOutcome[] = [];
      at(0, () => windows.forEach(({ schedule }) => schedule.wake()));
      for (let minute = 0; minute < minutes - 2; minute += 1) {
        const { stopSmsCampaign } = windows[minute % colleagues] ?? {};
        const order = orderAt(tokenAccess.target.origin, { credential: tokenAccess.credential });
        at(minute * 60 + 1 + minute * 2.5, () => void stopSmsCampaign?.(order).then((one) => outcomes.push(one)));
      }
      await pass();
      assert.equal(outcomes.length, minutes - 2);
      for (const { verdict, confirmedBy, requests } of outcomes) {
        assert.deepEqual(
          { verdict, confirmedBy, requests },
          { verdict: 'stopped', confirmedBy: 'status', requests: 1 },
        );
      }
    });
  });
}
