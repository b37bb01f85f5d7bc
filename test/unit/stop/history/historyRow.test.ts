import assert from 'node:assert/strict';

import { historyRows } from '../../../../src/stop/history/historyRow.ts';
import type { JournalEntry } from '../../../../src/stop/journal/index.ts';
import { ids } from '../../support/orders.ts';
import { intentOf, iso, outcomeOf, startMs } from '../../support/journals.ts';

const unended = (more: Partial<JournalEntry> = {}): JournalEntry => ({
  intent: intentOf('a'),
  later: [],
  notes: [],
  interrupted: false,
  ...more,
});
const entry = (more: Partial<JournalEntry> = {}): JournalEntry => ({ ...unended(), outcome: outcomeOf(), ...more });
const rowOf = (more: Partial<JournalEntry>) => historyRows([entry(more)])[0] ?? assert.fail();

describe('A row of the history', () => {
  it('has what was asked for and how it ended, and no member without a value', () => {
    const { later, notes, ...row } = rowOf({});
    assert.deepEqual([later, notes], [[], []]);
    assert.deepEqual(row, {
      id: 'a',
      at: iso(startMs),
      operator: 'Ada',
      stream: 'Acme Retail',
      host: 'https://platform.kore.ai',
      accountId: ids.accountId,
      streamId: ids.streamId,
      tier: 'production',
      campaignName: 'Black Friday blast',
      campaignId: 'cd-a',
      result: 'stopped',
      confirmedBy: 'status',
      effect: 'stopped',
      state: 'Stopped',
      stateReadAt: iso(startMs + 7000),
      sentBefore: 41_203,
      requests: 1,
      finishedAt: outcomeOf().finishedAt,
      message: 'Stopped.',
    });
  });

  it('is running while its window is there, and interrupted once that is gone', () => {
    assert.equal(historyRows([unended({})])[0]?.result, 'running');
    assert.equal(historyRows([unended({ interrupted: true })])[0]?.result, 'interrupted');
  });

  it('never counts a request of an interrupted stop: that is assumed, not known', () => {
    const outcome = outcomeOf({ verdict: 'unknown', reason: 'interrupted', requests: 1 });
    const row = rowOf({ outcome, interrupted: true });
    assert.deepEqual([row.result, row.requests], ['interrupted', undefined]);
  });

  it('tells what was read later beside how it ended, and never in its place', () => {
    const outcome = outcomeOf({ verdict: 'accepted', state: 'Active' });
    const row = rowOf({
      outcome,
      later: [
        { kind: 'read', at: iso(startMs + 60_000), state: 'Active', sent: 41_600 },
        { kind: 'read', at: iso(startMs + 90_000), state: 'Stopped' },
        { kind: 'seen', at: iso(startMs + 91_000) },
      ],
    });
    assert.deepEqual(
      [row.result, row.state, row.laterState, row.laterReadAt, row.sentAfter],
      ['accepted', 'Active', 'Stopped', iso(startMs + 90_000), 41_600],
    );
  });

  it('has the last count that was told after the stop', () => {
    const later = [
      { kind: 'read', at: iso(startMs + 20_000), state: 'Stopped', sent: 41_650 },
      { kind: 'quiet', at: iso(startMs + 40_000), since: iso(startMs + 20_000), sent: 41_690 },
    ] as const;
    assert.equal(rowOf({ later }).sentAfter, 41_690);
  });

  it('stands above older ones', () => {
    const rows = historyRows([entry(), entry({ intent: intentOf('b', { at: iso(startMs + 1) }) })]);
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['b', 'a'],
    );
  });
});
