import assert from 'node:assert/strict';

import fc from 'fast-check';

import { columnNames, type CellView, type RowView } from '../../../../../../src/ui/webviews/history/messages.ts';
import {
  chosenRows,
  firstState,
  pageCount,
  readState,
  rowsOfPage,
  rowsOn,
  searched,
  type ListState,
} from '../../../../../../src/ui/webviews/history/page/listState.ts';

const row = (id: string, cells: Partial<Record<(typeof columnNames)[number], CellView>>, find = ''): RowView => ({
  id,
  cells: columnNames.map((name) => cells[name] ?? { text: '' }),
  find,
  mark: 'open',
  notes: 0,
});
const rows = [
  row(
    'a',
    { when: { text: 'x', sort: 3 }, campaign: { text: 'Blast 10' }, before: { text: '1,000', sort: 1000 } },
    'cd-1',
  ),
  row(
    'b',
    { when: { text: 'y', sort: 2 }, campaign: { text: 'Blast 9' }, result: { text: 'NOT stopped' } },
    'cd-2\nINC-4711',
  ),
  row('c', {
    when: { text: 'z', sort: 1, below: '2026Z' },
    campaign: { text: 'Élan' },
    before: { text: '200', sort: 200 },
  }),
];
const chosen = (state: Partial<ListState>, from = rows): string =>
  chosenRows(
    from.map((one) => searched(one, 'en')),
    { ...firstState, ...state },
    'en',
  )
    .map(({ id }) => id)
    .join('');

describe('The history’s table', () => {
  it('begins with the newest', () => assert.equal(chosen({}), 'abc'));

  it('is sorted by what a column means, not by how it is written', () => {
    assert.equal(chosen({ column: 'before', down: false }), 'cab');
    assert.equal(chosen({ column: 'campaign', down: false }), 'bac');
    assert.equal(chosen({ column: 'campaign', down: true }), 'cab');
  });

  it('has rows without a value last, whichever way it is sorted', () => {
    assert.equal(chosen({ column: 'before', down: true }), 'acb');
  });

  it('keeps rows that have every word of the filter, in whatever case and place', () => {
    assert.equal(chosen({ filter: 'BLAST' }), 'ab');
    assert.equal(chosen({ filter: ' inc-47  blast ' }), 'b');
    assert.equal(chosen({ filter: '2026z' }), 'c');
    assert.equal(chosen({ filter: 'blast 2026z' }), '');
    assert.equal(chosen({ filter: 'élan' }), 'c');
  });

  it('loses and doubles no row over its pages', () => {
    fc.assert(
      fc.property(fc.nat(450), (length) => {
        const many = Array.from({ length }, (_, n) => row(String(n), {}));
        const pages = Array.from({ length: pageCount(length) }, (_, page) => rowsOn(many, page));
        assert.deepEqual(pages.flat(), many);
        assert.ok(pages.every((page) => page.length <= rowsOfPage));
      }),
    );
  });

  it('takes of a kept state what it can use', () => {
    for (const none of [undefined, null, 7, 'x', [], {}, { filter: 1, column: 'x', down: 'no', page: -1 }]) {
      assert.deepEqual(readState(none), firstState);
    }
    const kept: ListState = { filter: 'a', column: 'who', down: false, page: 3 };
    assert.deepEqual(readState(kept), kept);
  });
});
