import assert from 'node:assert/strict';

import { rowsOf, withPage, type PagedList, type ReadPage } from '../../../../src/ui/campaigns/pagedList.ts';
import { listedCampaign } from '../support.ts';

/** Campaigns by their number: the higher, the newer. */
function page(numbers: readonly number[], readAtMs: number, more: Partial<ReadPage> = {}): ReadPage {
  return {
    campaigns: numbers.map((n) => ({ ...listedCampaign, id: `${n}`, createdAt: new Date(n * 1000).toISOString() })),
    readAtMs,
    hasMore: true,
    ...more,
  };
}
const shown = (list: PagedList | undefined): readonly string[] =>
  [...rowsOf([list])].map(([id, { readAtMs }]) => `${id} at ${readAtMs}`);

describe('A list in pages', () => {
  const first = withPage(undefined, 0, page([9, 8, 7], 1, { total: 6 }));
  const both = withPage(first, 1, page([6, 5, 4], 2, { hasMore: false, total: 6 }));

  it('has the rows of each page that was read, each with its own time', () => {
    assert.deepEqual(shown(both), ['9 at 1', '8 at 1', '7 at 1', '6 at 2', '5 at 2', '4 at 2']);
    assert.deepEqual([first.hasMore, both.hasMore, both.total, both.readAtMs], [true, false, 6, 1]);
  });

  it('has the new rows of a page that is read again, and the others as they were', () => {
    const again = withPage(both, 0, page([9, 8, 7], 30));
    assert.deepEqual(shown(again), ['9 at 30', '8 at 30', '7 at 30', '6 at 2', '5 at 2', '4 at 2']);
    assert.equal(again.readAtMs, 30);
  });

  it('keeps what newer campaigns have pushed on to a page that is not read', () => {
    const again = withPage(both, 0, page([11, 10, 9], 30));
    assert.deepEqual(shown(again), [
      '11 at 30',
      '10 at 30',
      '9 at 30',
      '8 at 1',
      '7 at 1',
      '6 at 2',
      '5 at 2',
      '4 at 2',
    ]);
    assert.deepEqual(shown(withPage(again, 1, page([8, 7, 6], 31))).slice(3), ['8 at 31', '7 at 31', '6 at 31']);
  });

  it('loses what is on its page no more although older ones are', () => {
    assert.deepEqual(shown(withPage(both, 0, page([9, 7, 6], 30))).slice(0, 4), [
      '9 at 30',
      '7 at 30',
      '6 at 30',
      '5 at 2',
    ]);
  });

  it('keeps what may have been pushed on, where no time of creation is told', () => {
    const undated = (read: ReadPage): ReadPage => ({
      ...read,
      campaigns: read.campaigns.map(({ id }) => ({ ...listedCampaign, id })),
    });
    const list = withPage(withPage(undefined, 0, undated(page([9, 8], 1))), 1, undated(page([7], 1)));
    assert.deepEqual(shown(withPage(list, 0, undated(page([10, 9], 2)))), ['10 at 2', '9 at 2', '8 at 1', '7 at 1']);
  });

  it('has nothing behind a page that is the last one by now', () => {
    const again = withPage(both, 0, page([9], 30, { hasMore: false }));
    assert.deepEqual([shown(again), again.hasMore], [['9 at 30'], false]);
  });

  it('shows only the first 50 as long as nobody asks for more', () => {
    assert.deepEqual(shown(withPage(first, 0, page([11, 10, 9], 30))), ['11 at 30', '10 at 30', '9 at 30']);
  });

  it('has a campaign that several pages or lists tell of once, as it was read last', () => {
    const overlapping = withPage(first, 1, page([7, 6], 5));
    assert.deepEqual(shown(overlapping), ['9 at 1', '8 at 1', '7 at 5', '6 at 5']);
    const other = withPage(undefined, 0, page([9, 2], 3));
    assert.deepEqual(
      [...rowsOf([first, undefined, other])].map(([id, { readAtMs }]) => [id, readAtMs]),
      [
        ['9', 3],
        ['8', 1],
        ['7', 1],
        ['2', 3],
      ],
    );
  });
});
