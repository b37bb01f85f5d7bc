import assert from 'node:assert/strict';

import { createAfterwards } from '../../../../src/stop/afterwards/index.ts';
import type { LaterFact } from '../../../../src/stop/laterFact.ts';
import { ids, streamAt } from '../../support/orders.ts';
import { row, rowsSaid, statusSaid, tokenAccess, virtualCalls } from '../../support/virtualCalls.ts';

const stream = streamAt('platform.kore.ai');
const { credential } = tokenAccess;

describe('What is done after the answer of a stop', () => {
  function start() {
    const facts: LaterFact[] = [];
    const tell = (fact: LaterFact): void => void facts.push(fact);
    const calls = virtualCalls(({ url }) =>
      url.includes('view=status') ? statusSaid('Stopped') : rowsSaid([row({ totalMessagesSent: 7 })]),
    );
    const { signal } = new AbortController();
    const planOf = (campaignId: string) => ({ campaignId, signal, finishedAtMs: calls.startMs, later: [] });
    const afterwards = createAfterwards(calls.ports);
    const kinds = (): readonly string[] => facts.map(({ kind }) => kind);
    return { calls, afterwards, tell, kinds, planOf };
  }

  it('runs each watch with the stream’s own access', async () => {
    const { calls, afterwards, tell, kinds, planOf } = start();
    const plan = planOf(ids.campaignId);
    const onGrowth = (): void => undefined;
    assert.equal(await calls.run(afterwards.proveQuiet(stream, credential, plan, { tell, onGrowth })), 'quiet');
    assert.equal(await calls.run(afterwards.watchUnresolved(stream, credential, plan, tell)), 'atRest');
    assert.equal(await calls.run(afterwards.watchProduction(stream, credential, plan, tell)), 'over');
    assert.deepEqual([...new Set(kinds())], ['read', 'quiet', 'watched']);
    assert.ok(calls.seen.every(({ url }) => url.startsWith(`${tokenAccess.target.origin}/campaign/`)));
  });

  it('reads the counters of many that were stopped together from the same pages', async () => {
    const many = ['cd-1', 'cd-2', 'cd-3', 'cd-4', 'cd-5'];
    const calls = virtualCalls(() => rowsSaid(many.map((id) => row({ id, totalMessagesSent: 7 }))));
    const afterwards = createAfterwards(calls.ports);
    const listener = { tell: (): void => undefined, onGrowth: (): void => undefined };
    const { signal } = new AbortController();
    const ends = many.map((campaignId) => afterwards.proveQuiet(stream, credential, { campaignId, signal }, listener));
    assert.deepEqual(new Set(await calls.run(Promise.all(ends))), new Set(['quiet']));
    assert.equal(calls.seen.length, 2);
  });

  it('reads the states of many that are not confirmed from the same pages, and those on none by their status', async () => {
    const many = ['cd-1', 'cd-2', 'cd-3', 'cd-4', 'cd-5'];
    const onPage = many.slice(1).map((id) => row({ id, status: 'Stopped' }));
    const calls = virtualCalls(({ url }) => (url.includes('view=status') ? { status: 500 } : rowsSaid(onPage)));
    const afterwards = createAfterwards(calls.ports);
    const { signal } = new AbortController();
    const facts: (readonly [string, LaterFact])[] = [];
    const ends = many.map((campaignId) => {
      const plan = { campaignId, signal, finishedAtMs: calls.startMs, oneOfMany: true };
      return afterwards.watchUnresolved(stream, credential, plan, (fact) => facts.push([campaignId, fact]));
    });
    assert.deepEqual(await calls.run(Promise.all(ends)), ['over', 'atRest', 'atRest', 'atRest', 'atRest']);
    assert.deepEqual(
      facts.map(([id, fact]) => [id, fact.kind === 'read' && fact.state]),
      many.slice(1).map((id) => [id, 'Stopped']),
    );
    const ofStatus = calls.seen.filter(({ url }) => url.includes('view=status'));
    assert.ok(ofStatus.length > 1 && ofStatus.every(({ url }) => url.includes('cd-1')));
    assert.equal(calls.seen.length, 2 * ofStatus.length);
  });

  it('asks nothing with a campaign id, a stream or a credential that cannot be used', async () => {
    const { calls, afterwards, tell, planOf } = start();
    const listener = { tell, onGrowth: (): void => undefined };
    for (const [one, usable, campaignId, reason] of [
      [stream, credential, 'a/b', 'badInput'],
      [{ ...stream, accountId: 'a/b' }, credential, ids.campaignId, 'badInput'],
      [stream, { kind: 'token', token: '' }, ids.campaignId, 'badInput'],
    ] as const) {
      const plan = planOf(campaignId);
      assert.equal(await afterwards.proveQuiet(one, usable, plan, listener), 'unusable');
      assert.equal(await afterwards.watchUnresolved(one, usable, plan, tell), 'unusable');
      assert.equal(await afterwards.watchProduction(one, usable, plan, tell), 'unusable');
      for (const failed of [
        await afterwards.checkNow(one, usable, campaignId),
        await afterwards.lookForName(one, usable, campaignId),
      ]) {
        assert.deepEqual([failed.kind, 'reason' in failed && failed.reason], ['failed', reason]);
      }
      const schedule = await afterwards.turnOffSchedule(one, usable, { campaignId });
      assert.ok(schedule.kind === 'notSent' && schedule.reason === reason);
    }
    const failed = await afterwards.checkNow(stream, undefined, ids.campaignId);
    assert.deepEqual(failed, { kind: 'failed', reason: 'noCredential', details: {} });
    assert.deepEqual(calls.seen, []);
  });
});
