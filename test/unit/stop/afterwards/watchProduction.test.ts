import assert from 'node:assert/strict';

import { watchProduction, type ProductionPlan } from '../../../../src/stop/afterwards/watchProduction.ts';
import type { LaterFact } from '../../../../src/stop/laterFact.ts';
import { ids } from '../../support/orders.ts';
import { statusSaid, tokenAccess, virtualCalls, type Said } from '../../support/virtualCalls.ts';

const minuteMs = 60_000;

describe('The later looks at a stopped campaign', () => {
  async function run(
    more: (startMs: number) => Partial<ProductionPlan> = () => ({}),
    answer: (index: number) => Said = () => statusSaid('Stopped'),
  ) {
    const facts: LaterFact[] = [];
    const calls = virtualCalls((_call, index) => answer(index));
    const signal = new AbortController().signal;
    const plan = { access: tokenAccess, campaignId: ids.campaignId, signal, finishedAtMs: calls.startMs, later: [] };
    const end = await calls.run(
      watchProduction({ ...plan, ...more(calls.startMs) }, calls.ports, (fact) => facts.push(fact)),
    );
    const looks = facts.flatMap((fact) => (fact.kind === 'watched' ? [fact.afterMinutes] : []));
    return { end, facts, looks, calls, atMinutes: calls.seen.map((call) => call.atSeconds / 60) };
  }
  const watched = (afterMinutes: number): LaterFact => ({ kind: 'watched', at: '', afterMinutes });

  it('are one status call each after 2, 10 and 60 minutes, told with what they read', async () => {
    const { end, facts, atMinutes, calls } = await run();
    assert.deepEqual([end, atMinutes], ['over', [2, 10, 60]]);
    assert.ok(calls.seen.every(({ url }) => url.includes('view=status')));
    assert.deepEqual(facts.slice(0, 2), [
      { kind: 'read', at: '2026-11-23T02:12:45.000Z', state: 'Stopped' },
      { kind: 'watched', at: '2026-11-23T02:12:45.000Z', afterMinutes: 2 },
    ]);
  });

  it('that are overdue are one call now', async () => {
    const after = async (minutes: number, later: readonly LaterFact[] = []) => {
      const { atMinutes, looks } = await run((startMs) => ({ finishedAtMs: startMs - minutes * minuteMs, later }));
      return [atMinutes, looks];
    };
    assert.deepEqual(await after(5), [
      [0, 5, 55],
      [2, 10, 60],
    ]);
    assert.deepEqual(await after(15), [
      [0, 45],
      [10, 60],
    ]);
    assert.deepEqual(await after(600), [[0], [60]]);
    assert.deepEqual(await after(24 * 60), [[0], [60]], 'up to a day');
    assert.deepEqual(await after(10), [
      [0, 50],
      [10, 60],
    ]);
    const other: LaterFact = { kind: 'read', at: '', state: 'Stopped' };
    assert.deepEqual(await after(600, [other]), [[0], [60]], 'whatever else is known');
    assert.deepEqual(await after(2), [
      [0, 8, 58],
      [2, 10, 60],
    ]);
  });

  it('are not taken twice, and none is after the last', async () => {
    const { atMinutes, looks } = await run((startMs) => ({
      finishedAtMs: startMs - 3 * minuteMs,
      later: [watched(2)],
    }));
    assert.deepEqual(
      [atMinutes, looks],
      [
        [7, 57],
        [10, 60],
      ],
    );
    const none = await run(() => ({ later: [watched(60), watched(10)] }));
    assert.deepEqual([none.end, none.atMinutes], ['over', []]);
  });

  it('are left when the stop is more than a day old', async () => {
    const { end, atMinutes } = await run((startMs) => ({ finishedAtMs: startMs - 24 * 60 * minuteMs - 1 }));
    assert.deepEqual([end, atMinutes], ['over', []]);
  });

  it('tell that it is sending again, and go on', async () => {
    const { facts } = await run(undefined, () => statusSaid('Active'));
    assert.equal(facts.filter((fact) => fact.kind === 'read' && fact.state === 'Active').length, 3);
  });

  it('that fail are tried again a few times, and then not told as taken', async () => {
    const twice = await run(undefined, (index) => (index < 2 ? { status: 500 } : statusSaid('Stopped')));
    assert.deepEqual(
      [twice.atMinutes.slice(0, 3), twice.looks],
      [
        [2, 2.5, 3],
        [2, 10, 60],
      ],
    );
    const never = await run(undefined, (index) => (index < 4 ? { status: 403 } : statusSaid('Stopped')));
    assert.deepEqual(
      [never.atMinutes, never.looks],
      [
        [2, 2.5, 3, 3.5, 10, 60],
        [10, 60],
      ],
    );
  });

  it('end at once when they are cancelled', async () => {
    const cancel = new AbortController();
    const { end, atMinutes, calls } = await run(
      () => ({ signal: cancel.signal }),
      (index) => {
        if (index === 1) cancel.abort();
        return statusSaid('Stopped');
      },
    );
    assert.deepEqual([end, atMinutes], ['cancelled', [2, 10]]);
    assert.equal(calls.time.pendingSleeps(), 0);
  });

  it('end as cancelled while they wait for the next, and in the last of all', async () => {
    const waiting = await run(() => ({ signal: AbortSignal.abort() }));
    assert.deepEqual([waiting.end, waiting.atMinutes], ['cancelled', []]);
    const cancel = new AbortController();
    const last = await run(
      () => ({ signal: cancel.signal }),
      (index) => {
        if (index === 2) cancel.abort();
        return statusSaid('Stopped');
      },
    );
    assert.deepEqual([last.end, last.looks], ['cancelled', [2, 10]]);
  });
});
