import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';

import type { Journal, StopIntent, StopOutcome, StopStep } from '../../../src/stop/index.ts';
import { campaignIds, ordersFor, type Met } from '../support/koreOfMany.ts';
import { startMs, tally, useMany } from '../support/manyStops.ts';
import { ids } from '../support/orders.ts';

const met = (status: number, body: unknown = {}): Met => ({ kind: 'reply', status, body });

describe('Of many stops', () => {
  it('each has its own outcome, in the order given, whatever becomes of the others', async () => {
    const meets: Readonly<Record<string, Met>> = {
      'cd-1': met(404),
      'cd-3': met(500),
      'cd-5': { kind: 'cut' },
      'cd-7': met(401),
      'cd-9': met(200, '<html>'),
      'cd-11': met(202, { status: 'Stopping' }),
    };
    const { kore, run } = useMany({
      meets: ({ call, campaignId = '' }) => (call === 'stop' ? meets[campaignId] : undefined),
    });
    const outcomes = await run(ordersFor(campaignIds(30)));
    const told = outcomes.map(({ verdict, reason, requests }) => [verdict, reason, requests]);
    assert.deepEqual(told.slice(0, 12), [
      ['stopped', undefined, 1],
      ['notStopped', 'notFound', 1],
      ['stopped', undefined, 1],
      ['notStopped', 'stillRunning', 3],
      ['stopped', undefined, 1],
      ['notStopped', 'stillRunning', 3],
      ['stopped', undefined, 1],
      ['notStopped', 'unauthorized', 1],
      ['stopped', undefined, 1],
      ['notStopped', 'stillRunning', 1],
      ['stopped', undefined, 1],
      ['accepted', 'stillRunning', 1],
    ]);
    assert.ok(outcomes.slice(12).every(({ confirmedBy }) => confirmedBy === 'status'));
    assert.equal(kore.stateOf('cd-29'), 'Stopped');
  });

  it('those that cannot be sent are refused at once, and take nothing from the others', async () => {
    const { run, kore } = useMany();
    const [good = assert.fail(), other = assert.fail(), third = assert.fail()] = ordersFor(campaignIds(3));
    const withoutCredential = { stream: other.stream, campaignId: other.campaignId };
    const bad = [
      { ...good, campaignId: 'cd/0' },
      withoutCredential,
      { ...third, stream: { ...third.stream, host: '' } },
    ];
    const ended: number[] = [];
    const outcomes = await run([...bad, good], { onOutcome: (index) => ended.push(index) });
    assert.deepEqual(tally(outcomes), { 'notStopped badInput': 2, 'notStopped noCredential': 1, 'stopped status': 1 });
    assert.equal(ended.at(-1), 3);
    assert.equal(kore.calls.length, 2);
  });

  it('those for one campaign are sent once, and each has the outcome', async () => {
    const { run, calls } = useMany();
    const steps: [number, StopStep['kind']][] = [];
    const orders = ordersFor(['cd-0', ' cd-0 ', 'cd-1', 'cd-0']);
    const outcomes = await run(orders, {
      onProgress: (index, { kind }) => steps.push([index, kind]),
    });
    assert.equal(calls('stop', 'cd-0').length, 1);
    assert.equal(outcomes[0], outcomes[1]);
    assert.equal(outcomes[0], outcomes[3]);
    assert.deepEqual(steps.slice(0, 3), [
      [1, 'joined'],
      [3, 'joined'],
      [0, 'sending'],
    ]);
  });

  it('those of two streams for campaigns of one id are two', async () => {
    const { run, calls } = useMany();
    const streamId = 'st-00000000-9999-5222-8333-444444444444';
    await run([...ordersFor(['cd-0']), ...ordersFor(['cd-0'], { streamId })]);
    assert.deepEqual(
      calls('stop').map(({ stream }) => stream),
      [ids.streamId, streamId],
    );
  });

  it('one that is on its way already is not sent again', async () => {
    const { stopper, run, calls } = useMany();
    const orders = ordersFor(campaignIds(3));
    const [, second = assert.fail()] = orders;
    const single = stopper.stopSmsCampaign(second);
    const outcomes = await run(orders);
    assert.equal(outcomes[1], await single);
    assert.equal(calls('stop').length, 3);
  });

  it('each step is told with the order’s index', async () => {
    const { run } = useMany();
    const steps: [number, StopStep['kind']][] = [];
    await run(ordersFor(campaignIds(2)), { onProgress: (index, { kind }) => steps.push([index, kind]) });
    const kinds: readonly StopStep['kind'][] = ['sending', 'answered', 'checking', 'read'];
    for (const index of [0, 1]) {
      assert.deepEqual(
        steps.filter(([of]) => of === index).map(([, kind]) => kind),
        kinds,
      );
    }
  });

  it('each is journalled when it is begun and when it ends', async () => {
    const begun: StopIntent[] = [];
    const ended: StopOutcome[] = [];
    const journal: Journal = {
      begin: (intent) => Promise.resolve(void begun.push(intent)),
      end: (_id, outcome) => Promise.resolve(void ended.push(outcome)),
    };
    const cancel = new AbortController();
    const { run, after } = useMany({}, { journal });
    after(30, () => cancel.abort());
    const outcomes = await run(ordersFor(campaignIds(80)), { signal: cancel.signal });
    const sent = outcomes.filter(({ requests }) => requests === 1);
    assert.deepEqual(new Set(ended), new Set(sent));
    assert.equal(begun.length, sent.length);
    assert.equal(begun[56]?.at, '2026-11-23T02:10:46.100Z');
  });
});

describe('Many stops that are cancelled', () => {
  it('send nothing more, and tell of each what had left', async () => {
    const cancel = new AbortController();
    // The seventh to sixteenth are out when it happens.
    const { run, after, kore, seconds } = useMany();
    after(0.3, () => cancel.abort());
    const outcomes = await run(ordersFor(campaignIds(100)), { signal: cancel.signal });
    assert.deepEqual(tally(outcomes), {
      'stopped reply cancelled': 6,
      'unknown cancelled': 10,
      'notStopped cancelled': 84,
    });
    assert.deepEqual(
      outcomes.map(({ requests }) => requests),
      [...Array<number>(16).fill(1), ...Array<number>(84).fill(0)],
    );
    assert.ok(outcomes.slice(16).every(({ details }) => details?.nothingSent === true));
    assert.ok(outcomes.every(({ finishedAt }) => Date.parse(finishedAt) <= startMs + 300));
    assert.ok(seconds(kore.calls).every((second) => second < 0.3));
  });

  it('while they wait for the limit end at once', async () => {
    const cancel = new AbortController();
    const { run, after, calls } = useMany();
    after(30, () => cancel.abort());
    const outcomes = await run(ordersFor(campaignIds(100)), { signal: cancel.signal });
    assert.equal(calls('stop').length, 57);
    assert.equal(outcomes.filter(({ reason, requests }) => reason === 'cancelled' && requests === 0).length, 43);
    assert.ok(outcomes.every(({ finishedAt }) => Date.parse(finishedAt) <= startMs + 30_000));
  });

  it('need no more than one listener of the caller’s signal', async () => {
    const cancel = new AbortController();
    const { run, after } = useMany();
    after(0.3, () => assert.equal(getEventListeners(cancel.signal, 'abort').length, 1));
    await run(ordersFor(campaignIds(30)), { signal: cancel.signal });
  });

  it('before they begin send nothing at all', async () => {
    const { run, kore } = useMany();
    const outcomes = await run(ordersFor(campaignIds(30)), { signal: AbortSignal.abort() });
    assert.deepEqual(tally(outcomes), { 'notStopped cancelled': 30 });
    assert.equal(kore.calls.length, 0);
  });

  it('leave one to whoever else waits for it, and it is read to its end', async () => {
    const cancel = new AbortController();
    const { stopper, pass, after, calls } = useMany({ latencyMs: 1000 });
    const orders = ordersFor(campaignIds(3));
    const [first = assert.fail()] = orders;
    const many = stopper.stopManySmsCampaigns(orders, { signal: cancel.signal });
    const single = new Promise<StopOutcome>((resolve, reject) => {
      after(0.5, () => void stopper.stopSmsCampaign(first).then(resolve, reject));
    });
    after(0.6, () => cancel.abort());
    assert.deepEqual(tally(await pass(many)), { 'unknown cancelled': 3 });
    assert.equal((await pass(single)).confirmedBy, 'status');
    assert.equal(calls('stop').length, 3);
  });
});

describe('Stopping many', () => {
  it('has no outcome of no order', async () => {
    const { run, kore } = useMany();
    assert.deepEqual(await run([]), []);
    assert.equal(kore.calls.length, 0);
  });

  it('takes whatever a caller in plain JavaScript passes', async () => {
    const { stopper, pass, kore } = useMany();
    for (const given of [undefined, null, 7, 'cd-0', {}]) {
      assert.deepEqual(await stopper.stopManySmsCampaigns(given as never, given as never), []);
    }
    const odd = { signal: 1, onProgress: 2, onOutcome: 3, confirm: 'no' };
    const outcomes = await pass(stopper.stopManySmsCampaigns([null, undefined, {}] as never, odd as never));
    assert.deepEqual(tally(outcomes), { 'notStopped badInput': 3 });
    assert.equal(kore.calls.length, 0);
  });

  it('goes on when a listener throws, and says so in the log', async () => {
    const { run, log } = useMany();
    const fail = (): never => assert.fail('not the stop’s fault');
    const outcomes = await run(ordersFor(campaignIds(2)), { onProgress: fail, onOutcome: fail });
    assert.deepEqual(tally(outcomes), { 'stopped status': 2 });
    assert.equal(log.lines.filter((line) => line === 'A listener failed at an outcome.').length, 2);
  });
});
