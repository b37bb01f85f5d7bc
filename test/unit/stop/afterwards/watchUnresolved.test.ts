import assert from 'node:assert/strict';

import type { LaterFact } from '../../../../src/stop/laterFact.ts';
import { watchUnresolved, type UnresolvedPlan } from '../../../../src/stop/afterwards/watchUnresolved.ts';
import { ids } from '../../support/orders.ts';
import { statusSaid, tokenAccess, virtualCalls, type Said } from '../../support/virtualCalls.ts';
import type { KorePorts } from '../../../../src/kore/caller.ts';

describe('The background readings of a stop that is not confirmed', () => {
  async function run(
    answer: (index: number) => Said,
    more: (startMs: number) => Partial<UnresolvedPlan> = () => ({}),
    ports: Partial<KorePorts> = {},
  ) {
    const facts: LaterFact[] = [];
    const calls = virtualCalls((_call, index) => answer(index), ports);
    const signal = new AbortController().signal;
    const plan = { access: tokenAccess, campaignId: ids.campaignId, signal, finishedAtMs: calls.startMs };
    const watching = watchUnresolved({ ...plan, ...more(calls.startMs) }, calls.ports, (fact) => facts.push(fact));
    const end = await calls.run(watching);
    return { end, facts, calls, atSeconds: calls.seen.map((call) => call.atSeconds) };
  }

  it('begin at once where the state was never read, and are taken every 15 seconds until it is at rest', async () => {
    const { end, facts, atSeconds, calls } = await run((index) => statusSaid(index < 2 ? 'Active' : 'Stopped'));
    assert.equal(end, 'atRest');
    assert.deepEqual(atSeconds, [0, 15, 30]);
    assert.deepEqual(facts, [
      { kind: 'read', at: '2026-11-23T02:10:45.000Z', state: 'Active' },
      { kind: 'read', at: '2026-11-23T02:11:00.000Z', state: 'Active' },
      { kind: 'read', at: '2026-11-23T02:11:15.000Z', state: 'Stopped' },
    ]);
    assert.ok(calls.seen.every(({ url }) => url.includes('view=status')));
    assert.equal(calls.time.pendingSleeps(), 0);
  });

  it('begin 15 seconds after the last reading of the order', async () => {
    const { atSeconds } = await run(
      () => statusSaid('Completed'),
      (startMs) => ({ lastReadAtMs: startMs - 4000 }),
    );
    assert.deepEqual(atSeconds, [11]);
  });

  it('end ten minutes after the answer, whatever they tell', async () => {
    const { end, atSeconds } = await run(() => statusSaid('Active'));
    assert.equal(end, 'over');
    assert.deepEqual([atSeconds.length, atSeconds.at(-1)], [40, 585]);
    const late = await run(
      () => statusSaid('Active'),
      (startMs) => ({ finishedAtMs: startMs - 580_000 }),
    );
    assert.deepEqual(late.atSeconds, [0, 15]);
    const tooLate = await run(
      () => statusSaid('Active'),
      (startMs) => ({ finishedAtMs: startMs - 600_000 }),
    );
    assert.deepEqual([tooLate.end, tooLate.atSeconds], ['over', []]);
  });

  it('are not ended by a read that fails, and tell nothing of it', async () => {
    const failures: readonly Said[] = [{ status: 403 }, { status: 500 }, { body: '<html>' }, { silent: true }];
    const { end, facts } = await run((index) => failures[index] ?? statusSaid('Stopped'));
    assert.equal(end, 'atRest');
    assert.equal(facts.length, 1);
  });

  it('go on after a state that is neither sending nor at rest', async () => {
    const states = ['Paused', 'Rerun', 'Scheduled', 'stopped', 'Stopped'];
    const { facts } = await run((index) => statusSaid(states[index] ?? ''));
    assert.deepEqual(
      facts.map((fact) => fact.kind === 'read' && fact.state),
      states,
    );
  });

  it('end at once when they are cancelled', async () => {
    const cancel = new AbortController();
    const { end, atSeconds, calls } = await run(
      (index) => {
        if (index === 1) cancel.abort();
        return statusSaid('Active');
      },
      () => ({ signal: cancel.signal }),
    );
    assert.deepEqual([end, atSeconds], ['cancelled', [0, 15]]);
    assert.equal(calls.time.pendingSleeps(), 0);
  });

  it('wait in the lane of what nobody waits for, and no longer than they last', async () => {
    const lanes: string[] = [];
    const budget: KorePorts['budget'] = {
      take: (_account, lane, signal) => {
        lanes.push(lane);
        return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
      },
    };
    const { end, atSeconds } = await run(() => statusSaid('Active'), undefined, { budget });
    assert.deepEqual([end, atSeconds, lanes], ['over', [], ['list']]);
  });
});
