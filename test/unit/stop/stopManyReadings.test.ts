import assert from 'node:assert/strict';

import type { StopOutcome } from '../../../src/stop/index.ts';
import { campaignIds, ordersFor, type CallOfMany, type Met } from '../support/koreOfMany.ts';
import { mostInAMinute, startMs, tally, useMany } from '../support/manyStops.ts';

const met = (status: number, body: unknown = {}) => ({ kind: 'reply', status, body }) satisfies Met;
const rowsOf = (states: Readonly<Record<string, string>>): Met =>
  met(200, {
    status: 'success',
    data: { results: Object.entries(states).map(([id, status]) => ({ id, name: id, status })), hasMore: false },
  });
const says = ({ says: text = '' }: CallOfMany, id: string): boolean => text.includes(`"${id}"`);

describe('The states of many stops', () => {
  it('are read from one page for every 25, the last changed first and of any state, and again at the end', async () => {
    const { run, calls } = useMany();
    assert.deepEqual(tally(await run(ordersFor(campaignIds(55)))), { 'stopped status': 55 });
    const lists = calls('list');
    assert.equal(lists.length, 3);
    for (const { body } of lists) {
      assert.deepEqual(JSON.parse(body), { limit: 50, skip: 0, page: 1, type: 'sms', sortBy: { updatedAt: 'desc' } });
    }
    assert.equal(calls('status').length, 0);
  });

  it('are read at once where no more stops are to come', async () => {
    const { run, calls, seconds } = useMany();
    const [outcome] = await run(ordersFor(campaignIds(1)));
    assert.deepEqual(seconds(calls('list')), [0.2]);
    const { message, ...facts } = outcome ?? assert.fail();
    assert.match(message, /^Stopped, read as Stopped at 2026-11-23T02:10:45.400Z: campaign cd-0 /);
    assert.deepEqual(facts, {
      verdict: 'stopped',
      confirmedBy: 'status',
      effect: 'stopped',
      requests: 1,
      state: 'Stopped',
      stateReadAt: '2026-11-23T02:10:45.400Z',
      httpStatus: 200,
      details: { koreMessage: 'Campaign Stopped' },
      startedAt: '2026-11-23T02:10:45.000Z',
      finishedAt: '2026-11-23T02:10:45.400Z',
    });
  });

  it('are not taken from a page that was asked for before the stop ended', async () => {
    // The page of the first 25 leaves while the next stops are out, and shows them stopped.
    const { run, calls } = useMany({
      latencyMs: (nth) => 200 + nth,
      meets: ({ call }) =>
        call === 'list' ? rowsOf(Object.fromEntries(campaignIds(30).map((id) => [id, 'Stopped']))) : undefined,
    });
    const outcomes = await run(ordersFor(campaignIds(30)));
    const [page = assert.fail(), last = assert.fail()] = calls('list');
    for (const [index, { stateReadAt }] of outcomes.entries()) {
      const { endedAtMs = assert.fail() } = calls('stop', `cd-${index}`)[0] ?? assert.fail();
      const source = endedAtMs <= page.beganAtMs ? page : last;
      assert.equal(stateReadAt, new Date(source.endedAtMs ?? assert.fail()).toISOString(), `cd-${index}`);
    }
    assert.ok(calls('stop').some(({ endedAtMs = 0 }) => endedAtMs > page.beganAtMs));
  });

  it('are read again where a list lags behind', async () => {
    const { run, calls } = useMany({ listLagsMs: 3000 });
    const outcomes = await run(ordersFor(campaignIds(30)));
    assert.deepEqual(tally(outcomes), { 'stopped status': 30 });
    assert.equal(calls('status').length, 0);
    assert.ok(calls('list').length <= 4);
  });

  it('are read one by one where few are left, and where the pages go on to lag', async () => {
    for (const many of [3, 30]) {
      const { run, calls } = useMany({ listLagsMs: 600_000 });
      const outcomes = await run(ordersFor(campaignIds(many)));
      assert.deepEqual(tally(outcomes), { 'stopped status': many });
      assert.equal(calls('status').length, many);
    }
  });

  it('are read one by one where the page does not have them', async () => {
    const { run, calls } = useMany({
      meets: ({ call }) => (call === 'list' ? rowsOf({ other: 'Stopped' }) : undefined),
    });
    assert.deepEqual(tally(await run(ordersFor(campaignIds(2)))), { 'stopped status': 2 });
    assert.equal(calls('status').length, 2);
  });

  it('are not taken from a page that says two things of one campaign', async () => {
    const two = [
      { id: 'cd-0', name: 'a', status: 'Stopped' },
      { id: 'cd-0', name: 'a', status: 'Active' },
    ];
    const { run, calls } = useMany({
      meets: ({ call }) => (call === 'list' ? met(200, { status: 'success', data: { results: two } }) : undefined),
    });
    assert.deepEqual(tally(await run(ordersFor(['cd-0']))), { 'stopped status': 1 });
    assert.equal(calls('status').length, 1);
  });

  it('are looked for among those created last where those changed last do not have them', async () => {
    const { run, calls } = useMany({
      meets: ({ call, body }) =>
        call === 'list' && body.includes('updatedAt') ? rowsOf({ other: 'Active' }) : undefined,
    });
    const outcomes = await run(ordersFor(campaignIds(100)));
    assert.deepEqual(tally(outcomes), { 'stopped status': 100 });
    assert.deepEqual(
      calls('list').map(({ body }) => /updatedAt|createdAt/.exec(body)?.[0]),
      ['updatedAt', ...Array<string>(calls('list').length - 1).fill('createdAt')],
    );
    assert.equal(calls('status').length, 0);
  });

  it('are not read where the check is off', async () => {
    const { run, kore } = useMany();
    assert.deepEqual(tally(await run(ordersFor(campaignIds(30)), { confirm: false })), { 'stopped reply off': 30 });
    assert.equal(kore.calls.length, 30);
  });

  it('that stay Active make no stop, and are not asked for without end', async () => {
    const { run, calls } = useMany({
      meets: ({ call, campaignId = '' }) =>
        call === 'list'
          ? rowsOf({ 'cd-0': 'Active', 'cd-1': 'Active' })
          : call === 'status'
            ? met(200, { status: 'success', data: { id: campaignId, status: 'Active' } })
            : undefined,
    });
    const outcomes = await run(ordersFor(campaignIds(2)));
    assert.deepEqual(tally(outcomes), { 'accepted stillRunning': 2 });
    assert.deepEqual([calls('list').length, calls('status').length], [1, 6]);
    assert.ok(outcomes.every(({ finishedAt }) => Date.parse(finishedAt) < startMs + 10_000));
  });

  it('tell that one was stopped although its request was not answered', async () => {
    const { run, kore, calls } = useMany({
      meets: (call) => {
        if (call.call !== 'stop' || call.campaignId !== 'cd-1') return undefined;
        kore.setState('cd-1', 'Stopped');
        return { kind: 'cut' };
      },
    });
    const outcomes = await run(ordersFor(campaignIds(3)));
    assert.deepEqual(tally(outcomes), { 'stopped status': 3 });
    assert.deepEqual([outcomes[1]?.requests, outcomes[1]?.effect], [3, 'stopped']);
    assert.equal(calls('status').length, 0);
  });

  it('that a late page calls Active do not make an unanswered stop a failed one', async () => {
    const { run, kore, calls } = useMany({
      listLagsMs: 600_000,
      meets: (call) => {
        if (call.call !== 'stop' || call.campaignId !== 'cd-1') return undefined;
        if (kore.stateOf('cd-1') === 'Active') kore.setState('cd-1', 'Stopped');
        return { kind: 'cut' };
      },
    });
    const outcomes = await run(ordersFor(campaignIds(40)));
    assert.deepEqual(tally(outcomes), { 'stopped status': 40 });
    assert.ok(calls('list').length >= 2 && calls('list').every((page) => says(page, 'cd-1')));
  });

  it('tell that one was stopped before, where Kore refuses to stop it', async () => {
    const { run, kore, calls } = useMany({
      meets: ({ call, campaignId }) => (call === 'stop' && campaignId === 'cd-1' ? met(409) : undefined),
    });
    kore.setState('cd-1', 'Stopped');
    const outcomes = await run(ordersFor(campaignIds(3)));
    assert.equal(outcomes[1]?.effect, 'alreadyStopped');
    assert.equal(calls('status').length, 0);
  });

  it('end the reading of a refused stop whatever they are', async () => {
    const { run, kore, calls } = useMany({
      meets: ({ call, campaignId }) => (call === 'stop' && campaignId === 'cd-1' ? met(409) : undefined),
    });
    kore.setState('cd-1', 'Paused');
    const outcomes = await run(ordersFor(campaignIds(3)));
    assert.deepEqual(
      [outcomes[1]?.verdict, outcomes[1]?.reason, outcomes[1]?.state],
      ['notStopped', 'refused', 'Paused'],
    );
    assert.equal(calls('status').length, 0);
  });
});

describe('Many stops whose list Kore refuses', () => {
  const refusesLists = { meets: ({ call }: CallOfMany) => (call === 'list' ? met(403) : undefined) };
  const refusesReads = { meets: ({ call }: CallOfMany) => (call === 'stop' ? undefined : met(403)) };

  it('are confirmed one by one', async () => {
    const { run, calls } = useMany(refusesLists);
    assert.deepEqual(tally(await run(ordersFor(campaignIds(20)))), { 'stopped status': 20 });
    assert.deepEqual([calls('list').length, calls('status').length], [2, 20]);
  });

  it('are known by the reply where Kore refuses that too', async () => {
    const { run, calls } = useMany(refusesReads);
    assert.deepEqual(tally(await run(ordersFor(campaignIds(20)))), { 'stopped reply refused': 20 });
    assert.deepEqual([calls('list').length, calls('status').length], [2, 40]);
  });

  it('do not let the requests for that take the place of stops', async () => {
    const { run, calls, kore } = useMany(refusesLists);
    const outcomes = await run(ordersFor(campaignIds(500)));
    assert.equal(mostInAMinute(kore.calls), 58);
    const { 'stopped status': confirmed = 0, 'stopped reply budget': unchecked = 0, ...others } = tally(outcomes);
    assert.deepEqual(others, {});
    assert.equal(confirmed + unchecked, 500);
    const lastStopMs = Math.max(...calls('stop').map(({ beganAtMs }) => beganAtMs));
    const meanwhile = calls('status').filter(({ beganAtMs }) => beganAtMs < lastStopMs);
    // At most two orders for every 25, and one request each where the first tells enough.
    assert.ok(meanwhile.length <= (500 / 25) * 2, `${meanwhile.length} status requests`);
    assert.equal(calls('list').length, 2);
    assert.ok(outcomes.every((one) => secondsOf(one) <= 152));
  });

  it('are each read once between the stops, not the first ones for ever', async () => {
    const active = (id: string): Met => met(200, { status: 'success', data: { id, status: 'Active' } });
    const { run, calls } = useMany({
      meets: ({ call, campaignId = '' }) =>
        call === 'list' ? met(403) : call === 'status' && /^cd-[01]$/.test(campaignId) ? active(campaignId) : undefined,
    });
    await run(ordersFor(campaignIds(160)));
    const lastStopMs = Math.max(...calls('stop').map(({ beganAtMs }) => beganAtMs));
    const meanwhile = calls('status').filter(({ beganAtMs }) => beganAtMs < lastStopMs);
    const campaigns = meanwhile.map(({ campaignId }) => campaignId);
    assert.deepEqual(campaigns.slice(0, 6).toSorted(), ['cd-0', 'cd-0', 'cd-1', 'cd-1', 'cd-2', 'cd-3']);
  });

  it('are read again by pages once one worked', async () => {
    let refused = 0;
    const { run, calls } = useMany({
      meets: ({ call }) => (call === 'list' && refused++ % 2 === 0 ? met(403) : undefined),
    });
    assert.deepEqual(tally(await run(ordersFor(campaignIds(150)))), { 'stopped status': 150 });
    assert.ok(calls('list').length >= 4, `${calls('list').length} pages`);
  });
});

describe('Many stops whose pages fail', () => {
  it('for another reason are confirmed by the next one', async () => {
    let failed = 0;
    const { run, calls } = useMany({
      meets: ({ call }) => (call === 'list' && failed++ === 0 ? met(500) : undefined),
    });
    assert.deepEqual(tally(await run(ordersFor(campaignIds(150)))), { 'stopped status': 150 });
    assert.equal(calls('status').length, 0);
  });

  it('because nothing can be read are known by the reply', async () => {
    const { run } = useMany({ meets: ({ call }) => (call === 'stop' ? undefined : { kind: 'cut' }) });
    assert.deepEqual(tally(await run(ordersFor(campaignIds(30)))), { 'stopped reply unreachable': 30 });
  });
});

describe('A stop of many that waits for its reading', () => {
  it('has a page within 75 seconds where the others do not go on', async () => {
    // One waits for Kore's own time; a budget that is not told of it would let the others' page go.
    const { run, seconds, calls } = useMany(
      {
        meets: ({ call, campaignId }, nth) =>
          call === 'stop' && campaignId === 'cd-5' && nth < 6 ? { ...met(429), retryAfter: '100' } : undefined,
      },
      (budget) => ({ budget: { take: (...asked) => budget.take(...asked) } }),
    );
    assert.deepEqual(tally(await run(ordersFor(campaignIds(6)))), { 'stopped status': 6 });
    assert.deepEqual(seconds(calls('stop', 'cd-5')), [0.08, 100.28]);
    assert.deepEqual(seconds(calls('list')), [75.2, 100.48]);
  });

  it('waits no longer than 150 seconds, and is then known by the reply', async () => {
    const { run, after, budget, kore } = useMany();
    // Kore says for ten minutes that the limit is used up: nothing but single stops goes.
    after(0.5, () => budget.refused?.('https://kore.example 5f00000000000000000000aa', 600_000));
    const outcomes = await run(ordersFor(campaignIds(40)));
    assert.deepEqual(tally(outcomes), { 'stopped reply budget': 26, 'stopped status': 14 });
    assert.ok(outcomes.every((one) => secondsOf(one) <= 151));
    assert.equal(kore.stateOf('cd-39'), 'Stopped');
  });
});

/** How long an order took. */
function secondsOf({ startedAt, finishedAt }: StopOutcome): number {
  return (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}
