import assert from 'node:assert/strict';

import { historyRows, type HistoryRow } from '../../../../src/stop/history/historyRow.ts';
import type { JournalEntry } from '../../../../src/stop/journal/index.ts';
import { historyMarkdown, historyTexts } from '../../../../src/ui/texts/historyPageText.ts';
import { historyDetail, historyRowView, knownLabel, resultLabel } from '../../../../src/ui/texts/historyText.ts';
import { columnNames } from '../../../../src/ui/webviews/history/messages.ts';
import { ids } from '../../support/orders.ts';
import { intentOf, iso, outcomeOf, startMs } from '../../support/journals.ts';
import { nowMs, reader, without } from '../support.ts';

const rowOf = (more: Partial<JournalEntry> = {}): HistoryRow => {
  const entry = { intent: intentOf('a'), outcome: outcomeOf(), later: [], notes: [], interrupted: false, ...more };
  return historyRows([entry])[0] ?? assert.fail();
};
const of = (outcome: Parameters<typeof outcomeOf>[0]): HistoryRow => rowOf({ outcome: outcomeOf(outcome) });
const cellsOf = (row: HistoryRow): readonly string[] =>
  historyRowView(row, reader).cells.map(({ text, below = '' }) => (below === '' ? text : `${text} / ${below}`));

describe('How a stop of the history ended', () => {
  it('is green only where Kore’s own state told it', () => {
    const told = [
      of({}),
      of({ effect: 'alreadyStopped' }),
      of({ confirmedBy: 'reply' }),
      of({ effect: 'finished', state: 'Completed' }),
      of({ verdict: 'accepted' }),
      of({ verdict: 'notStopped' }),
      of({ verdict: 'unknown' }),
      of({ verdict: 'unknown', reason: 'interrupted' }),
    ].map((row) => [resultLabel(row, reader), historyRowView(row, reader).mark]);
    assert.deepEqual(told, [
      ['Stopped', 'good'],
      ['Already stopped', 'good'],
      ['Stopped, not double-checked', 'open'],
      ['Too late: run to its end', 'bad'],
      ['Not confirmed', 'open'],
      ['NOT stopped', 'bad'],
      ['UNKNOWN', 'open'],
      ['Interrupted: UNKNOWN', 'open'],
    ]);
  });

  it('says by what it is known, and what was read later', () => {
    const clock = /\d\d:\d\d:\d\d/g;
    const known = (row: HistoryRow): string => knownLabel(row, reader).replace(clock, '…');
    const unread = without(without(of({ verdict: 'notStopped', requests: 0 }), 'state'), 'stateReadAt');
    assert.deepEqual(
      [
        known(of({})),
        known(of({ confirmedBy: 'reply' })),
        known(unread),
        known({ ...unread, requests: 1 }),
        known({ ...unread, requests: 1, httpStatus: 403 }),
        known({ ...of({ verdict: 'accepted', state: 'Active' }), laterState: 'Stopped', laterReadAt: iso(startMs) }),
        known({ ...unread, result: 'interrupted', laterState: 'Stopped', laterReadAt: iso(startMs) }),
      ],
      [
        'Kore.ai said Stopped (…).',
        "Kore.ai's reply only.",
        'Nothing was sent.',
        'No answer.',
        'Kore.ai answered 403.',
        'Kore.ai said Active (…). Later Stopped (…).',
        'Later Kore.ai said Stopped (…).',
      ],
    );
  });
});

describe('A row of the history', () => {
  it('has a cell for each column, with both times', () => {
    const [when = '', ...cells] = cellsOf(
      rowOf({ later: [{ kind: 'read', at: iso(startMs), state: 'Stopped', sent: 41_690 }] }),
    );
    assert.match(when, /^2026-11-2\d \d\d:\d\d:\d\d \/ 2026-11-23 02:10:45Z$/);
    assert.deepEqual(cells.with(5, 'known'), [
      'Ada',
      'Acme Retail',
      'PRODUCTION',
      'Black Friday blast',
      'Stopped',
      'known',
      '41,203',
      '41,690',
      '1',
    ]);
    assert.equal(cells.length + 1, columnNames.length);
  });

  it('says that the tier was not set, and shows the id where there is no name', () => {
    const cells = cellsOf(rowOf({ intent: intentOf('b', { about: {} }) }));
    assert.deepEqual(cells.slice(1, 5), ['', 'Acme Retail', 'tier not set', 'cd-b']);
  });

  it('can be found by ids and notes', () => {
    const { find } = historyRowView(rowOf({ notes: [{ at: iso(startMs), text: 'INC-4711' }] }), reader);
    assert.deepEqual(find.split('\n'), ['cd-a', ids.streamId, 'platform.kore.ai', 'INC-4711']);
  });
});

describe('The detail of a stop', () => {
  it('has each request with its answer, each reading, what was learnt later, and the notes', () => {
    const at = iso(startMs);
    const detail = historyDetail(
      rowOf({
        trail: {
          exchanges: [
            { at, endedAt: iso(startMs + 15_000), class: 'unanswered' },
            { at: iso(startMs + 16_000), endedAt: iso(startMs + 16_120), class: 'stopped', httpStatus: 200 },
          ],
          readings: [{ at: iso(startMs + 17_000), state: 'Stopped' }],
        },
        later: [
          { kind: 'quiet', at: iso(startMs + 30_000), since: iso(startMs + 20_000), sent: 41_690 },
          { kind: 'seen', at: iso(startMs + 40_000) },
        ],
        notes: [
          { at, text: 'INC-4711', by: 'Ada' },
          { at, text: 'x\n[y](command:z)' },
        ],
      }),
      'Because.',
      reader,
    );
    const address = `https://platform.kore.ai/campaign/api/v2/public/${ids.streamId}/campaign//trigger/cd-a?accountId=${ids.accountId}&campaignType=sms&trigger=stop`;
    assert.deepEqual(detail.requests, [
      `2026-11-23 02:10:45Z POST ${address}: no answer, 15,000 ms`,
      `2026-11-23 02:11:01Z POST ${address}: 200, Kore.ai said Stopped, 120 ms`,
      '2026-11-23 02:11:02Z state read: Kore.ai said Stopped',
    ]);
    assert.deepEqual(detail.later, [
      '2026-11-23 02:11:15Z counter unchanged at 41,690 since 2026-11-23 02:11:05Z',
      '2026-11-23 02:11:25Z seen by the person',
    ]);
    assert.deepEqual(detail.notes, ['2026-11-23 02:10:45Z Ada: INC-4711', '2026-11-23 02:10:45Z: x [y] (command:z)']);
    assert.deepEqual(
      detail.facts.find(([label]) => label === 'Why'),
      ['Why', 'Because.'],
    );
  });

  it('says that an earlier version did not keep the requests', () => {
    assert.deepEqual(historyDetail(rowOf(), undefined, reader).requests, [
      'Not in the record: an earlier version kept only how many they were.',
    ]);
  });
});

describe('The history as a Markdown document', () => {
  it('is one table in which no text ends a cell or becomes mark-up', () => {
    const about = { campaignName: 'a|b\n[c](command:d) <img src=x> `e` *f* & ~g~ ![h](i)' };
    const text = historyMarkdown([rowOf({ intent: intentOf('a', { about }) }), rowOf()], nowMs, reader);
    const table = text.split('\n').filter((line) => line.startsWith('|'));
    assert.equal(table.length, 4);
    for (const line of table) assert.equal(line.replace(/\\\|/g, '').split('|').length, columnNames.length + 4, line);
    assert.doesNotMatch(text, /(?<!\\)<img|(?<!\\)\[c|(?<!\\)`e/);
    assert.match(text, /^# Stops sent from this computer only\n/);
  });
});

describe('The words of the history’s page', () => {
  it('leave the numbers to the page', () => {
    const { shown, page, hasNotes } = historyTexts(reader);
    assert.deepEqual(
      [shown, page, hasNotes],
      ['{shown} of {all} stops', '{first} to {last} of {shown}', 'Notes: {count}'],
    );
  });
});
