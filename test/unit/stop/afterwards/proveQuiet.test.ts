import assert from 'node:assert/strict';

import { proveQuiet, type Growth } from '../../../../src/stop/afterwards/proveQuiet.ts';
import type { LaterFact } from '../../../../src/stop/laterFact.ts';
import { ids } from '../../support/orders.ts';
import {
  row,
  rowsSaid,
  statusSaid,
  tokenAccess,
  virtualCalls,
  type Said,
  type SeenCall,
} from '../../support/virtualCalls.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 23, 2, 10, 45) + seconds * 1000).toISOString();

const stateOf = (fact: LaterFact | undefined): unknown => fact?.kind === 'read' && fact.state;

describe('The proof that a campaign is quiet', () => {
  async function run(answer: (index: number, call: SeenCall) => Said, cancelAfterSeconds?: number) {
    const facts: LaterFact[] = [];
    const growths: Growth[] = [];
    const calls = virtualCalls((call, index) => answer(index, call));
    const cancel = new AbortController();
    if (cancelAfterSeconds !== undefined)
      calls.time.at(calls.startMs + cancelAfterSeconds * 1000, () => cancel.abort());
    const plan = { access: tokenAccess, campaignId: ids.campaignId, signal: cancel.signal };
    const tell = (fact: LaterFact): void => void facts.push(fact);
    const onGrowth = (growth: Growth): void => void growths.push(growth);
    const end = await calls.run(proveQuiet(plan, calls.ports, { tell, onGrowth }));
    assert.equal(calls.time.pendingSleeps(), 0);
    return { end, facts, growths, calls, atSeconds: calls.seen.map((call) => call.atSeconds) };
  }
  const sent = (count: number, more: object = {}): Said => rowsSaid([row({ totalMessagesSent: count, ...more })]);
  const read = (seconds: number, count: number) =>
    ({ kind: 'read', at: at(seconds), state: 'Stopped', sent: count, restarts: false }) as const;

  it('is two reads 10 seconds apart that tell the same count', async () => {
    const { end, facts, growths, atSeconds } = await run(() => sent(41_690));
    assert.deepEqual([end, atSeconds, growths], ['quiet', [0, 10], []]);
    assert.deepEqual(facts, [
      read(0, 41_690),
      read(10, 41_690),
      { kind: 'quiet', at: at(10), since: at(0), sent: 41_690 },
    ]);
  });

  it('tells once that the count grew, goes on, and counts the quiet from the first of the equal reads', async () => {
    const counts = [41_690, 41_702, 41_710, 41_710];
    const { end, facts, growths, atSeconds } = await run((index) => sent(counts[index] ?? 0));
    assert.deepEqual([end, atSeconds], ['quiet', [0, 10, 20, 40]]);
    assert.deepEqual(growths, [{ since: at(0), from: 41_690, at: at(10), to: 41_702 }]);
    assert.deepEqual(facts.at(-1), { kind: 'quiet', at: at(40), since: at(20), sent: 41_710 });
  });

  it('is not had while Kore says that it is sending, although the count stands', async () => {
    for (const state of ['Active', 'Preparing']) {
      const { end, facts } = await run((index, { url }) =>
        url.includes('view=status') ? statusSaid(index < 6 ? state : 'Stopped') : sent(7, { status: state }),
      );
      assert.equal(end, 'quiet');
      assert.deepEqual(facts.at(-1), { kind: 'quiet', at: at(40), since: at(0), sent: 7 });
      assert.deepEqual(facts.slice(0, 3).map(stateOf), [state, state, state]);
    }
  });

  it('asks for the status where the row does not tell a state at rest, because a list can lag behind', async () => {
    const { facts, calls } = await run((_index, { url }) =>
      url.includes('view=status') ? statusSaid('Stopped') : sent(7, { status: 'Active' }),
    );
    assert.deepEqual(facts.slice(0, 2), [read(0, 7), read(10, 7)]);
    assert.equal(calls.seen.length, 4);
    const unread = await run((_index, { url }) =>
      url.includes('view=status') ? { status: 403 } : sent(7, { status: 'Paused' }),
    );
    assert.deepEqual([unread.end, stateOf(unread.facts[0])], ['quiet', 'Paused']);
  });

  it('is given up after ten minutes of growing', async () => {
    const { end, facts, growths, atSeconds } = await run((index) => sent(index));
    assert.deepEqual([end, growths.length], ['over', 1]);
    assert.deepEqual(atSeconds.slice(0, 7), [0, 10, 20, 40, 70, 130, 190]);
    assert.ok((atSeconds.at(-1) ?? 0) < 600);
    assert.ok(facts.every((fact) => fact.kind === 'read'));
  });

  it('takes a count that fell for another one, and no growth', async () => {
    const counts = [9, 8, 8];
    const { facts, growths } = await run((index) => sent(counts[index] ?? 0));
    assert.deepEqual(growths, []);
    assert.deepEqual(facts.at(-1), { kind: 'quiet', at: at(20), since: at(10), sent: 8 });
  });

  it('tells that a scheduled or repeating campaign can start again', async () => {
    for (const flag of ['isSchedulingEnabled', 'isRecurrenceEnabled']) {
      const { facts } = await run(() => sent(1, { schedule: { [flag]: true } }));
      assert.deepEqual(facts[0], { ...read(0, 1), restarts: true });
    }
  });

  it('is looked for on two pages: what changed last, then what was created last', async () => {
    const others = Array.from({ length: 50 }, (_, n) => row({ id: `cd-${String(n)}` }));
    const { end, calls } = await run((index) => (index % 2 === 0 ? rowsSaid(others, true) : sent(1)));
    assert.equal(end, 'quiet');
    assert.deepEqual(
      calls.seen.map(({ body }) => (JSON.parse(body ?? '') as { sortBy: unknown }).sortBy),
      [{ updatedAt: 'desc' }, { createdAt: 'desc' }, { updatedAt: 'desc' }, { createdAt: 'desc' }],
    );
    assert.ok(calls.seen.every(({ body }) => !(body ?? '').includes('filters')));
  });

  it('is left out without a word when the row is on neither page, or on the only one', async () => {
    const others = Array.from({ length: 50 }, (_, n) => row({ id: `cd-${String(n)}` }));
    const full = await run(() => rowsSaid(others));
    assert.deepEqual([full.end, full.facts, full.atSeconds], ['notFound', [], [0, 0]]);
    const short = await run(() => rowsSaid(others.slice(1)));
    assert.deepEqual([short.end, short.atSeconds], ['notFound', [0]]);
  });

  it('is left out when the row has no count', async () => {
    const { end, facts } = await run(() => rowsSaid([row({ totalMessagesSent: 'many' })]));
    assert.equal(end, 'notFound');
    assert.deepEqual(facts, [{ kind: 'read', at: at(0), state: 'Stopped', restarts: false }]);
  });

  it('is not ended by reads that fail, nor had by one good read alone', async () => {
    const failures: readonly Said[] = [{ status: 503 }, sent(5), { status: 403 }, { body: 'x' }];
    const { end, facts } = await run((index) => failures[index] ?? sent(5));
    assert.equal(end, 'quiet');
    assert.deepEqual(facts, [read(10, 5), read(70, 5), { kind: 'quiet', at: at(70), since: at(10), sent: 5 }]);
  });

  it('ends at once when it is cancelled', async () => {
    const { end, facts, calls } = await run(() => sent(1), 5);
    assert.deepEqual([end, facts.length], ['cancelled', 1]);
    assert.equal(calls.time.now(), calls.startMs + 5000);
  });
});
