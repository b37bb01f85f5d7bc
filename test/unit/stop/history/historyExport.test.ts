import assert from 'node:assert/strict';

import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { historyCsv, historyJson, localTime } from '../../../../src/stop/history/historyExport.ts';
import { historyRows, type HistoryRow } from '../../../../src/stop/history/historyRow.ts';
import { intentOf, iso, outcomeOf, startMs } from '../../support/journals.ts';

const [row = assert.fail()] = historyRows([
  { intent: intentOf('a'), outcome: outcomeOf(), later: [], notes: [], interrupted: false },
]);
/** Reads a CSV as an independent parser does. */
const read = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });
const named = (campaignName: string): HistoryRow => ({ ...row, campaignName });

describe('The history as CSV', () => {
  it('is read back by another parser, cell by cell', () => {
    const notes = [
      { at: iso(startMs + 9000), text: 'INC-4711, "wrong list"', by: 'Ada' },
      { at: iso(startMs), text: 'x' },
    ];
    const [cells] = read(historyCsv([{ ...row, notes }]));
    assert.deepEqual(cells, {
      time_utc: '2026-11-23T02:10:45.000Z',
      time_local: localTime('2026-11-23T02:10:45.000Z'),
      who: 'Ada',
      stream: 'Acme Retail',
      tier: 'production',
      host: 'https://platform.kore.ai',
      account_id: row.accountId,
      stream_id: row.streamId,
      campaign: 'Black Friday blast',
      campaign_id: 'cd-a',
      result: 'stopped',
      effect: 'stopped',
      known_by: 'status',
      not_checked_because: '',
      reason: '',
      state: 'Stopped',
      state_read_utc: iso(startMs + 7000),
      later_state: '',
      later_read_utc: '',
      sent_before: '41203',
      sent_after: '',
      requests: '1',
      http_status: '',
      finished_utc: row.finishedAt,
      in_words: 'Stopped.',
      notes: `${iso(startMs + 9000)} Ada: INC-4711, "wrong list"\n${iso(startMs)}: x`,
      id: 'a',
    });
  });

  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', ' =', '\t@', '＝', '＋', '－', '＠', '\u00A0=']) {
    it(`has an apostrophe before a text that begins with ${JSON.stringify(start)}: no spreadsheet counts it as a formula`, () => {
      const text = `${start}HYPERLINK("http://evil.example","x")`;
      const cells = read(historyCsv([{ ...named(text), operator: text, stream: text, message: text }]));
      const { campaign, who, stream, in_words: words } = cells[0] ?? {};
      assert.deepEqual([campaign, who, stream, words], Array(4).fill(`'${text}`));
    });
  }

  it('loses nothing of any text, and has none that is a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const cells = read(historyCsv(texts.map(named))).map(({ campaign = '' }) => campaign);
        assert.deepEqual(
          cells.map((cell, index) => (cell === `'${texts[index]}` ? texts[index] : cell)),
          texts,
        );
        for (const cell of cells) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
      }),
    );
  });

  it('begins with the mark by which Excel knows UTF-8, and ends its lines as the standard says', () => {
    const text = historyCsv([named('Müller')]);
    assert.ok(text.startsWith('\uFEFFtime_utc,'));
    assert.equal(text.split('\r\n').length, 3);
  });
});

describe('The history as JSON', () => {
  it('has all that is known of each stop, and says what it is', () => {
    const { about, exportedAt, stops } = JSON.parse(historyJson([row], startMs)) as Record<string, unknown>;
    assert.deepEqual([about, exportedAt, stops], ['Stops sent from this computer only', iso(startMs), [row]]);
  });
});

describe('A local time in an export', () => {
  it('says its distance from UTC', () => {
    const [, day, clock, offset] = /^(\S+) (\S+) ([+-]\d\d:\d\d)$/.exec(localTime('2026-11-23T02:10:45.000Z')) ?? [];
    assert.equal(new Date(`${day}T${clock}${offset}`).toISOString(), '2026-11-23T02:10:45.000Z');
  });
});
