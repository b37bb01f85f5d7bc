import assert from 'node:assert/strict';

import { createRateBudget } from '../../../src/kore/rateBudget.ts';
import { startSimulator } from '../../../src/practice/index.ts';
import { createStopper, type Credential } from '../../../src/stop/index.ts';
import { token } from '../practice/practiceClient.ts';
import { campaignIds, ordersFor, type CallOfMany, type KoreOfManyPlan } from '../support/koreOfMany.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { mostInAMinute, startMs, tally, useMany } from '../support/manyStops.ts';
import { ids } from '../support/orders.ts';
import { sendingCampaign } from '../support/sendingCampaign.ts';

const otherAccount = '5f00000000000000000000bb';

describe('1,000 stops in one call', () => {
  it('are each confirmed, as fast as the limit of 60 a minute allows, and none fails for it', async () => {
    const { kore, run, calls } = useMany();
    const outcomes = await run(ordersFor(campaignIds(1000)));
    assert.deepEqual(tally(outcomes), { 'stopped status': 1000 });
    assert.ok(kore.calls.every(({ status }) => status === 200));
    const [stops, lists] = [calls('stop'), calls('list')];
    assert.equal(stops.length, 1000);
    assert.ok(lists.length <= 1000 / 25 + 1, `${lists.length} pages`);
    assert.equal(kore.calls.length, stops.length + lists.length);
    // 60 can go at once and 60 more each minute: the last of n requests leaves after ceil(n / 60) - 1 minutes.
    const allowedMs = (Math.ceil(kore.calls.length / 60) - 1) * 60_000;
    const tookMs = Math.max(...stops.map(({ beganAtMs }) => beganAtMs)) - startMs;
    assert.ok(tookMs <= allowedMs * 1.05, `${tookMs} of ${allowedMs} ms`);
    assert.equal(mostInAMinute(kore.calls), 58);
  }).timeout(30_000);
});

describe('1,000 stops of the practice Kore', () => {
  it('are each confirmed, and none fails for the limit that it holds', async () => {
    const clock = fakeClock();
    let calls = 0;
    // Time stands still while a request is out: what changed last is to be seen all the same.
    const simulator = await startSimulator({
      now: () => clock.now() + (calls += 1),
      campaigns: campaignIds(1000).map((id) => sendingCampaign({ id })),
    });
    try {
      const credential: Credential = { kind: 'token', token: token(simulator) };
      const { stopManySmsCampaigns } = createStopper({ ...clock, budget: createRateBudget(clock) });
      const outcomes = await stopManySmsCampaigns(
        campaignIds(1000).map((campaignId) => ({ stream: simulator.stream, campaignId, credential })),
      );
      assert.deepEqual(tally(outcomes), { 'stopped status': 1000 });
      const { campaigns, requests } = simulator.state();
      assert.deepEqual(new Set(campaigns.map(({ status }) => status)), new Set(['Stopped']));
      assert.deepEqual(new Set(requests.map(({ status }) => status)), new Set([200]));
    } finally {
      await simulator.close();
    }
  }).timeout(60_000);
});

describe('Many stops', () => {
  it('go ten at a time, in the order given', async () => {
    const { run, calls } = useMany();
    await run(ordersFor(campaignIds(25)));
    const stops = calls('stop');
    assert.deepEqual(
      stops.map(({ campaignId }) => campaignId),
      campaignIds(25),
    );
    assert.equal(mostAtOnce(stops), 10);
  });

  it('begin with two at a time, and go more at a time only where answers are slow', async () => {
    const slow = useMany();
    await slow.run(ordersFor(campaignIds(25)));
    assert.deepEqual(slow.seconds(slow.calls('stop')).slice(0, 11), [
      ...[0, 0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.14, 0.16, 0.2],
    ]);
    const quick = useMany({ latencyMs: 15 });
    await quick.run(ordersFor(campaignIds(25)));
    assert.equal(mostAtOnce(quick.calls('stop')), 2);
  });

  it('go no more at a time because this process was busy when an answer came, unless it always is', async () => {
    const late = (lateMs: number): Parameters<typeof useMany>[1] => {
      let waits = 0;
      return (_budget, time) => ({
        sleep: (ms, signal) => time.sleep(ms === 20 && waits++ === 0 ? ms + lateMs : ms, signal),
      });
    };
    const once = useMany({ latencyMs: (nth) => (nth < 2 ? 45 : 15) }, late(20));
    await once.run(ordersFor(campaignIds(25)));
    assert.equal(mostAtOnce(once.calls('stop')), 2);
    const always = useMany({}, (_budget, time) => ({
      sleep: (ms, signal) => time.sleep(ms === 20 ? ms + 20 : ms, signal),
    }));
    await always.run(ordersFor(campaignIds(25)));
    assert.equal(mostAtOnce(always.calls('stop')), 6);
  });

  it('go more at a time again after one of them had to wait for the rate limit', async () => {
    let asked = 0;
    const { run, calls } = useMany({ latencyMs: 1000 }, (budget, time) => ({
      budget: {
        take: async (...given) => {
          if (asked++ === 2) await time.sleep(100);
          await budget.take(...given);
        },
      },
    }));
    await run(ordersFor(campaignIds(25)));
    assert.equal(mostAtOnce(calls('stop')), 10);
  });

  it('begin their clocks when their first requests may go', async () => {
    const { run } = useMany();
    const outcomes = await run(ordersFor(campaignIds(70)));
    const startedAfter = outcomes.map(({ startedAt }) => (Date.parse(startedAt) - startMs) / 1000);
    // One of the 58 is a page.
    assert.deepEqual([startedAfter[0], startedAfter[56], startedAfter[57], startedAfter[69]], [0, 1.1, 61, 61.24]);
  });

  it('do not hold a single stop back, and leave room for it and its reading', async () => {
    const { stopper, run, after, calls, seconds } = useMany();
    const [single = assert.fail()] = ordersFor(['cd-single']);
    const outcomes: Promise<unknown>[] = [];
    after(30, () => {
      const stopped = stopper.stopSmsCampaign(single);
      outcomes.push(stopped.then((outcome) => assert.equal(outcome.confirmedBy, 'status')));
    });
    assert.deepEqual(tally(await run(ordersFor(campaignIds(100)))), { 'stopped status': 100 });
    assert.equal(calls('stop').filter(({ beganAtMs }) => beganAtMs < startMs + 30_000).length, 57);
    assert.deepEqual(seconds(calls('stop', 'cd-single')), [30]);
    assert.deepEqual(
      calls('status', 'cd-single').map(({ status }) => status),
      [200],
    );
    assert.equal((await Promise.all(outcomes)).length, 1);
  });

  it('of two accounts do not wait for each other', async () => {
    const { run, calls } = useMany();
    const orders = [...ordersFor(campaignIds(50)), ...ordersFor(campaignIds(50, 'cd-b'), { accountId: otherAccount })];
    assert.deepEqual(tally(await run(orders)), { 'stopped status': 100 });
    assert.ok(calls('stop').every(({ beganAtMs }) => beganAtMs < startMs + 10_000));
    for (const account of [ids.accountId, otherAccount]) {
      assert.equal(calls('stop').filter((one) => one.account === account).length, 50);
    }
  });

  it('of two streams share the account’s limit, and each stream has its pages', async () => {
    const { run, kore, calls } = useMany();
    const streamId = 'st-00000000-9999-5222-8333-444444444444';
    const orders = [...ordersFor(campaignIds(40)), ...ordersFor(campaignIds(40, 'cd-b'), { streamId })];
    assert.deepEqual(tally(await run(orders)), { 'stopped status': 80 });
    assert.equal(mostInAMinute(kore.calls), 58);
    assert.deepEqual(new Set(calls('list').map(({ stream }) => stream)), new Set([ids.streamId, streamId]));
  });

  it('pace themselves where the stopper has no budget', async () => {
    const { kore, run } = useMany({}, () => ({ budget: undefined }) as object);
    assert.deepEqual(tally(await run(ordersFor(campaignIds(130)))), { 'stopped status': 130 });
    assert.equal(mostInAMinute(kore.calls), 58);
  });

  it('wait after a refusal where the stopper has no budget', async () => {
    const meets: NonNullable<KoreOfManyPlan['meets']> = (_call, nth) =>
      nth === 0 ? { kind: 'reply', status: 429, body: {} } : undefined;
    const { run, calls, seconds } = useMany({ meets }, () => ({ budget: undefined }) as object);
    assert.deepEqual(tally(await run(ordersFor(campaignIds(30)))), { 'stopped status': 30 });
    assert.deepEqual(
      seconds(calls('stop')).filter((second) => second > 0.2 && second < 60.2),
      [],
    );
  });
});

describe('Many stops whose limit colleagues use up', () => {
  const withRetryAfter: KoreOfManyPlan = {
    retryAfter: (untilMs, nowMs) => String(Math.ceil((untilMs - nowMs) / 1000)),
  };

  for (const [what, plan] of [
    ['wait a minute', {}],
    ['wait until Kore’s own time', withRetryAfter],
  ] as const) {
    it(`${what}, go on, and none fails for it`, async () => {
      const { kore, run, after, calls } = useMany(plan);
      for (let second = 0; second < 300; second += 1) after(second, () => second % 20 === 0 && kore.colleague(7));
      const outcomes = await run(ordersFor(campaignIds(200)));
      assert.deepEqual(tally(outcomes), { 'stopped status': 200 });
      const refused = calls('stop').filter(({ status }) => status === 429);
      assert.ok(refused.length > 0 && refused.length <= 50, `${refused.length} refused`);
    });
  }

  it('send nothing in the meantime', async () => {
    const { kore, run, calls, seconds } = useMany();
    kore.colleague(60);
    const outcomes = await run(ordersFor(campaignIds(20)));
    assert.deepEqual(tally(outcomes), { 'stopped status': 20 });
    const [refused, later] = [seconds(calls('stop')).slice(0, 10), seconds(calls('stop')).slice(10)];
    assert.ok(refused.every((second) => second < 0.2));
    assert.equal(later.length, 20);
    assert.equal(later[0], 60.36);
    assert.deepEqual(
      outcomes.map(({ requests }) => requests),
      [...Array<number>(10).fill(2), ...Array<number>(10).fill(1)],
    );
  });

  it('wait longer than a single order would, where Kore says until when', async () => {
    const { kore, run, seconds, calls } = useMany({
      meets: (call, nth) =>
        call.call === 'stop' && nth === 0 ? { kind: 'reply', status: 429, body: {}, retryAfter: '300' } : undefined,
    });
    const outcomes = await run(ordersFor(campaignIds(3)));
    // What tells that there is no room is believed for pages too.
    assert.deepEqual(tally(outcomes), { 'stopped status': 1, 'stopped reply budget': 2 });
    assert.deepEqual(seconds(calls('stop', 'cd-0')), [0, 300.2]);
    assert.equal(kore.stateOf('cd-0'), 'Stopped');
  });

  it('do not wait longer than ten minutes', async () => {
    const { run, calls } = useMany({
      meets: (call, nth) =>
        call.call === 'stop' && nth === 0 ? { kind: 'reply', status: 429, body: {}, retryAfter: '601' } : undefined,
    });
    const [first] = await run(ordersFor(campaignIds(1)));
    assert.deepEqual([first?.verdict, first?.reason], ['notStopped', 'rateLimited']);
    assert.equal(first?.details?.retryAfterMs, 601_000);
    assert.equal(calls('stop').length, 1);
  });

  it('give up on one that was refused four times', async () => {
    const { run, calls, seconds } = useMany({
      meets: ({ campaignId }) => (campaignId === 'cd-1' ? { kind: 'reply', status: 429, body: {} } : undefined),
    });
    const outcomes = await run(ordersFor(campaignIds(3)));
    assert.deepEqual(tally(outcomes), { 'stopped status': 2, 'notStopped rateLimited': 1 });
    assert.deepEqual(seconds(calls('stop', 'cd-1')), [0, 60.2, 120.4, 180.6]);
  });
});

describe('A stop of many that is sent again', () => {
  const failsOnce =
    (campaignId: string): NonNullable<KoreOfManyPlan['meets']> =>
    (call) => {
      if (call.call !== 'stop' || call.campaignId !== campaignId || failed.has(call.campaignId)) return undefined;
      failed.add(call.campaignId);
      return { kind: 'reply', status: 503, body: {} };
    };
  const failed = new Set<string>();
  beforeEach(() => failed.clear());

  it('waits for room too, and has as much time after that as before', async () => {
    const { run, kore, calls, seconds } = useMany({ meets: failsOnce('cd-55') });
    const outcomes = await run(ordersFor(campaignIds(60)));
    assert.deepEqual(tally(outcomes), { 'stopped status': 60 });
    const [first = 0, second = 0] = seconds(calls('stop', 'cd-55'));
    assert.ok(first < 5 && second >= 61, `${first} and ${second}`);
    assert.equal(mostInAMinute(kore.calls), 58);
  });

  it('is not sent again by a computer that slept meanwhile', async () => {
    let taken = 0;
    const { run, calls } = useMany({ meets: failsOnce('cd-0') }, (_budget, time) => ({
      budget: { take: () => (taken++ === 1 ? time.sleep(3_600_000) : Promise.resolve()) },
    }));
    const outcomes = await run(ordersFor(campaignIds(1)));
    assert.equal(calls('stop').length, 1);
    assert.deepEqual(tally(outcomes), { 'notStopped stillRunning': 1 });
  });
});

function mostAtOnce(calls: readonly CallOfMany[]): number {
  return Math.max(
    ...calls.map(
      ({ beganAtMs: atMs }) => calls.filter((one) => one.beganAtMs <= atMs && (one.endedAtMs ?? 0) > atMs).length,
    ),
  );
}
