import assert from 'node:assert/strict';

import type { OrderTrail } from '../../../src/stop/orderTrail.ts';
import { createStopper, type Journal, type StopIntent } from '../../../src/stop/index.ts';
import { kore, reply, saysState, saysStopped } from '../support/answers.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { ids, keptLog, orderAt, secretCredential } from '../support/orders.ts';
import { useRecorders } from '../support/recorder.ts';

const never = (): Promise<void> => new Promise(() => undefined);
const fails = (): Promise<void> => Promise.reject(new Error('disk full'));
const throws = (): never => {
  throw new Error('disposed');
};
const works = (): Promise<void> => Promise.resolve();

describe('The journal of a stop', () => {
  const startRecorder = useRecorders();
  const stopsAndChecks = kore({ stop: saysStopped, status: saysState('Stopped') });

  it('has the intent before the request is out, and then the outcome', async () => {
    const told: string[] = [];
    const intents: StopIntent[] = [];
    const ends: Parameters<Journal['end']>[] = [];
    const journal: Journal = {
      begin: async (intent) => {
        intents.push(intent);
        await new Promise((resolve) => setTimeout(resolve, 10));
        told.push('intent');
      },
      end: (...line) => {
        told.push('outcome');
        ends.push(line);
        return works();
      },
    };
    const recorder = await startRecorder((request, socket) => {
      told.push(request.target.includes('/trigger/') ? 'stop' : 'status');
      stopsAndChecks(request, socket);
    });
    const before = { state: 'Active', readAt: '2026-11-23T02:10:00Z', sent: 41_203 };
    const about = { campaignName: 'Blast', tier: 'production', operator: 'Ada' };
    const order = orderAt(recorder.origin, { before, about });
    const outcome = await createStopper({ now: fakeClock().now, journal }).stopSmsCampaign(order);
    assert.deepEqual(told, ['intent', 'stop', 'status', 'outcome']);
    const { id, ...intent } = intents[0] ?? assert.fail();
    assert.deepEqual(intent, {
      at: '2026-11-23T02:10:45.000Z',
      stream: { name: 'Acme Retail', origin: recorder.origin, accountId: ids.accountId, streamId: ids.streamId },
      campaignId: ids.campaignId,
      before,
      about,
    });
    const at = '2026-11-23T02:10:45.000Z';
    const trail: OrderTrail = {
      exchanges: [{ at, endedAt: at, class: 'stopped', httpStatus: 200 }],
      readings: [{ at, state: 'Stopped' }],
    };
    assert.deepEqual(ends, [[id, outcome, trail]]);
  });

  it('has no more of an order than is known', async () => {
    const intents: StopIntent[] = [];
    const journal: Journal = { begin: (intent) => works().then(() => void intents.push(intent)), end: works };
    const recorder = await startRecorder(stopsAndChecks);
    await createStopper({ ...fakeClock(), journal }).stopSmsCampaign(orderAt(recorder.origin));
    assert.deepEqual(
      intents.map((intent) => Object.keys(intent)),
      [['id', 'at', 'stream', 'campaignId']],
    );
  });

  it('never has a secret', async () => {
    const lines: unknown[] = [];
    const journal: Journal = {
      begin: (intent) => works().then(() => void lines.push(intent)),
      end: (...line) => works().then(() => void lines.push(line)),
    };
    const recorder = await startRecorder(reply(401, { message: secretCredential.kind }));
    await createStopper({ journal }).stopSmsCampaign(orderAt(recorder.origin));
    const written = JSON.stringify(lines);
    assert.ok(written.includes(ids.campaignId));
    assert.doesNotMatch(written, /eyJ|not-a-real-secret|cs-0000/);
  });

  it('has nothing of an order that was refused or cancelled before', async () => {
    let lines = 0;
    const journal: Journal = {
      begin: () => works().then(() => void (lines += 1)),
      end: () => works().then(() => void (lines += 1)),
    };
    const recorder = await startRecorder(stopsAndChecks);
    const { stopSmsCampaign } = createStopper({ journal });
    await stopSmsCampaign(orderAt(recorder.origin, { campaignId: 'a/b' }));
    await stopSmsCampaign(orderAt(recorder.origin), { signal: AbortSignal.abort() });
    assert.equal(lines, 0);
  });

  it('has one intent and one outcome for an order of several requests', async () => {
    const told: string[] = [];
    const journal: Journal = {
      begin: () => works().then(() => void told.push('intent')),
      end: () => works().then(() => void told.push('outcome')),
    };
    const answer = kore({ stop: [reply(500), reply(429), saysStopped], status: saysState('Stopped') });
    const recorder = await startRecorder((request, socket) => {
      told.push(request.target.includes('/trigger/') ? 'stop' : 'status');
      answer(request, socket);
    });
    await createStopper({ ...fakeClock(), journal }).stopSmsCampaign(orderAt(recorder.origin));
    assert.deepEqual(told, ['intent', 'stop', 'stop', 'stop', 'status', 'outcome']);
  });

  it('has different ids for different orders', async () => {
    const seen = new Set<string>();
    const journal: Journal = { begin: (intent) => works().then(() => void seen.add(intent.id)), end: works };
    const recorder = await startRecorder(saysStopped);
    const { stopSmsCampaign } = createStopper({ journal });
    await stopSmsCampaign(orderAt(recorder.origin), { confirm: false });
    await stopSmsCampaign(orderAt(recorder.origin), { confirm: false });
    assert.equal(seen.size, 2);
  });

  it('that hangs holds the stop back for 50 milliseconds and no longer, with a warning', async () => {
    const clock = fakeClock();
    const startedAtMs = clock.now();
    const log = keptLog();
    const sentAfterMs: number[] = [];
    const recorder = await startRecorder((request, socket) => {
      sentAfterMs.push(clock.now() - startedAtMs);
      stopsAndChecks(request, socket);
    });
    const stopper = createStopper({ ...clock, log, journal: { begin: never, end: never } });
    const outcome = await stopper.stopSmsCampaign(orderAt(recorder.origin));
    assert.equal(outcome.confirmedBy, 'status');
    assert.equal(sentAfterMs[0], 50);
    assert.ok(log.lines.some((line) => /journal.*goes on/.test(line)));
  });

  it('that answers does not hold the stop back', async () => {
    const clock = fakeClock();
    const startedAtMs = clock.now();
    const log = keptLog();
    const recorder = await startRecorder(stopsAndChecks);
    const stopper = createStopper({ ...clock, log, journal: { begin: works, end: works } });
    await stopper.stopSmsCampaign(orderAt(recorder.origin));
    assert.equal(clock.now(), startedAtMs);
    assert.deepEqual(
      log.lines.filter((line) => line.includes('journal')),
      [],
    );
  });

  for (const [what, broken] of [
    ['fails', fails],
    ['throws', throws],
  ] as const) {
    it(`that ${what} does not keep the stop or its answer back, with a warning for each line`, async () => {
      const log = keptLog();
      const recorder = await startRecorder(stopsAndChecks);
      const stopper = createStopper({ ...fakeClock(), log, journal: { begin: broken, end: broken } });
      const outcome = await stopper.stopSmsCampaign(orderAt(recorder.origin));
      assert.equal(outcome.confirmedBy, 'status');
      await new Promise(setImmediate);
      assert.equal(log.lines.filter((line) => line.includes('journal')).length, 2);
    });

    it(`that ${what} does not where there is no log either`, async () => {
      const recorder = await startRecorder(stopsAndChecks);
      const stopper = createStopper({ ...fakeClock(), journal: { begin: broken, end: broken } });
      assert.equal((await stopper.stopSmsCampaign(orderAt(recorder.origin))).confirmedBy, 'status');
    });
  }
});

describe('A log that throws', () => {
  const startRecorder = useRecorders();

  it('does not keep the stop or its answer back', async () => {
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
    const stopper = createStopper({ log: { info: throws, warn: throws }, journal: { begin: fails, end: fails } });
    const outcome = await stopper.stopSmsCampaign(orderAt(recorder.origin));
    assert.equal(outcome.confirmedBy, 'status');
    assert.equal((await stopper.stopSmsCampaign(orderAt(''))).reason, 'badInput');
  });
});
