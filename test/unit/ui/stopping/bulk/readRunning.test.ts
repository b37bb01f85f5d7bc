import assert from 'node:assert/strict';

import type { ListedCampaign } from '../../../../../src/kore/replies.ts';
import { goOnline, type Listing } from '../../../../../src/online.ts';
import { startSimulator, type PracticeCampaign, type Simulator } from '../../../../../src/practice/index.ts';
import { readRunning, type Running } from '../../../../../src/ui/stopping/bulk/readRunning.ts';
import { keptLog } from '../../../support/orders.ts';
import { listedCampaign } from '../../support.ts';

type Heard = readonly [rows: number, total: number | undefined];

async function read(
  readPage: (page: number) => Promise<Listing>,
): Promise<{ running: Running; heard: readonly Heard[] }> {
  const heard: Heard[] = [];
  const running = await readRunning(readPage, (rows, total) => heard.push([rows, total]));
  return { running, heard };
}

const idsOf = ({ rows }: Running): readonly string[] => rows.map(({ row }) => row.id);

describe('Reading what is running', () => {
  let kore: Simulator;
  before(async () => {
    const campaigns = Array.from({ length: 130 }, (_, n) => practiceCampaign(n));
    kore = await startSimulator({ campaigns, rateLimitPerMinute: null });
  });
  after(() => kore.close());
  const online = goOnline({ log: keptLog(), tokenLifetimeSeconds: () => 300, clean: (text) => text });
  const readPage = (page: number): Promise<Listing> =>
    online.listPage(kore.stream, kore.credential, { which: 'sending', page });

  it('goes through all pages, and tells how far it is', async () => {
    const { running, heard } = await read(readPage);
    assert.equal(running.kind, 'read');
    assert.equal(new Set(idsOf(running)).size, 117);
    assert.ok(running.rows.every(({ row }) => ['Active', 'Scheduled'].includes(row.state)));
    assert.deepEqual(heard, [
      [50, 117],
      [100, 117],
      [117, 117],
    ]);
  });

  it('keeps what was read until a page failed', async () => {
    const { running } = await read(async (page) => {
      if (page === 1) kore.misbehave({ kind: 'answer', call: 'list', status: 503 });
      return readPage(page);
    });
    kore.misbehave(undefined);
    assert.deepEqual([running.kind, running.rows.length], ['failed', 50]);
    assert.equal(running.kind === 'failed' && running.failure.httpStatus, 503);
  });

  describe('where the list changes meanwhile', () => {
    const row = (n: number): ListedCampaign => ({ ...listedCampaign, id: `cd-${String(n)}` });
    const page = (
      ns: readonly number[],
      hasMore: boolean,
      more: { total?: number; oddities?: string[] } = {},
    ): Listing => ({
      kind: 'listed',
      readAtMs: 1000,
      campaigns: ns.map(row),
      hasMore,
      oddities: [],
      ...more,
    });
    const from = (...pages: readonly Listing[]) => {
      const left = [...pages];
      return () => Promise.resolve(left.shift() ?? assert.fail('one page too many was read'));
    };

    it('is read once more when fewer rows came than there are', async () => {
      // 1 was stopped by somebody after the first page: 3 moved to the first page, and was never seen.
      const pages = from(
        page([1, 2], true, { total: 5 }),
        page([4, 5], false, { total: 5 }),
        page([2, 3], true, { total: 5 }),
        page([4, 5], false, { total: 5 }),
      );
      const { running } = await read(pages);
      assert.deepEqual([...idsOf(running)].sort(), ['cd-1', 'cd-2', 'cd-3', 'cd-4', 'cd-5']);
    });

    it('is read twice at the most', async () => {
      const { running } = await read(from(page([1], false, { total: 9 }), page([1], false, { total: 9 })));
      assert.deepEqual([running.kind, idsOf(running)], ['read', ['cd-1']]);
    });

    it('is read once where Kore does not say how many there are, or rows cannot be read', async () => {
      await read(from(page([1], false)));
      await read(from(page([1], false, { total: 2, oddities: ['results[1]: id'] })));
    });

    it('ends where a server gives the same page again and again', async () => {
      const { running } = await read(from(page([1, 2], true), page([1, 2], true)));
      assert.deepEqual(idsOf(running), ['cd-1', 'cd-2']);
    });
  });
});

/** Each tenth has run to its end. */
function practiceCampaign(n: number): PracticeCampaign {
  return {
    id: `cd-${String(n)}`,
    name: `Campaign ${String(n)}`,
    description: '',
    type: 'sms',
    status: n % 10 === 0 ? 'Completed' : n % 10 === 1 ? 'Scheduled' : 'Active',
    priority: 1,
    totalMessagesSent: n,
    messagesPerMinute: 60,
    contactLists: [],
    createdAt: new Date(Date.UTC(2026, 10, 1) + n * 1000).toISOString(),
    updatedAt: '2026-11-20T11:00:00.000Z',
    schedule: { isSchedulingEnabled: false },
    content: { format: 'simple', text: 'Hello' },
  };
}
