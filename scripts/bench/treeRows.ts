import type { ListedCampaign } from '../../src/kore/replies.ts';
import { rowsOfPage } from '../../src/kore/rowsOfPage.ts';
import type { ConfiguredStream } from '../../src/streams/stream.ts';
import { CampaignBoard } from '../../src/ui/campaigns/campaignBoard.ts';
import type { TreeNode } from '../../src/ui/campaignTree/treeNode.ts';
import { TreeRows } from '../../src/ui/campaignTree/treeRows.ts';
import { megabytes, milliseconds, type Figure } from './figures.ts';

const streamsShown = 100;
const campaignsInOne = 10_000;
const rounds = 30;
/** Between two refreshes, so that no row is told anew for its age alone. */
const secondMs = 1000;
/** Of the rows of a page; the count of each is another at each refresh. */
const sendingOnPage = 10;

const streams: readonly ConfiguredStream[] = Array.from({ length: streamsShown }, (_, nth) => ({
  name: `Stream ${nth}`,
  host: 'https://platform.kore.ai',
  accountId: '0123456789abcdef01234567',
  streamId: `st-${nth}`,
  tier: 'production',
  campaigns: [],
}));

/** Every list of every stream is open; all 10,000 campaigns of one are read. */
export async function benchRows(): Promise<readonly Figure[]> {
  const clock = { nowMs: Date.UTC(2026, 10, 23, 2, 10, 45) };
  const board = boardOver(() => clock.nowMs);
  const rows = new TreeRows({
    board,
    overview: { current: () => ({ missing: [], gone: [] }) },
    streamShows: (stream) => String(board.sendingCount(stream)),
    now: () => clock.nowMs,
  });
  const [full, ...others] = streams;
  if (full === undefined) throw new Error('There is a first stream');
  const emptyBytes = heapBytes();

  for (const stream of others) await board.refreshFirstPage(stream);
  const loadingMs: number[] = [];
  for (let read = 0; read < campaignsInOne; read += rowsOfPage) {
    loadingMs.push(await timed(() => board.showMore(full)));
  }
  const openingMs = [await timed(() => draw(rows))];
  const fullBytes = heapBytes();

  const refreshMs: number[] = [];
  let drawnAgain = 0;
  for (let round = 0; round < rounds; round += 1) {
    clock.nowMs += secondMs;
    await board.refreshFirstPage(full);
    let news: 'all' | TreeNode[] = [];
    refreshMs.push(await timed(() => (news = rows.news())));
    drawnAgain = Math.max(drawnAgain, drawAgain(rows, news));
  }
  const afterBytes = heapBytes();

  const [stopped] = board.campaigns(full);
  if (stopped === undefined) throw new Error('There is a first campaign');
  board.noteStopping(stopped);
  drawAgain(rows, rows.news());
  const changingMs: number[] = [];
  let drawnForOne = 0;
  for (let round = 0; round < rounds; round += 1) {
    let news: 'all' | TreeNode[] = [];
    changingMs.push(
      await timed(() => {
        // In its place: it stays the first one.
        board.noteStopping(stopped);
        news = rows.news();
      }),
    );
    drawnForOne = Math.max(drawnForOne, drawAgain(rows, news));
  }
  return [
    [`one more page of ${campaignsInOne}`, milliseconds(loadingMs)],
    [`all ${streamsShown} streams and ${campaignsInOne} campaigns as rows`, milliseconds(openingMs)],
    ['rows to draw after a refresh of a page', milliseconds(refreshMs)],
    ['rows drawn after it, of 50 that were read', String(drawnAgain)],
    ['rows to draw after one campaign changed in its place', milliseconds(changingMs)],
    ['rows drawn after it', String(drawnForOne)],
    ['heap of all rows', megabytes(fullBytes - emptyBytes)],
    [`heap growth by ${rounds} refreshes`, megabytes(afterBytes - fullBytes)],
  ];
}

function boardOver(now: () => number): CampaignBoard {
  let reads = 0;
  return new CampaignBoard({
    streams: () => streams,
    settingProblems: () => [],
    credentialOf: () => Promise.resolve({ kind: 'none' }),
    online: () =>
      Promise.resolve({
        listPage: ({ name }, _credential, { page }) => {
          const first = page * rowsOfPage;
          const total = name === streams[0]?.name ? campaignsInOne : rowsOfPage;
          reads += 1;
          return Promise.resolve({
            kind: 'listed',
            readAtMs: now(),
            campaigns: Array.from({ length: rowsOfPage }, (_, nth) => listed(first + nth, nth, reads)),
            hasMore: first + rowsOfPage < total,
            total,
            oddities: [],
          });
        },
      }),
    now,
  });
}

function listed(id: number, nth: number, reads: number): ListedCampaign {
  return {
    id: `cd-${id}`,
    name: `Campaign ${id}`,
    state: nth < sendingOnPage ? 'Active' : 'Scheduled',
    sent: nth < sendingOnPage ? 1000 + reads : 0,
    contactLists: ['Testers'],
    createdAt: new Date(Date.UTC(2026, 10, 20) - id * 1000).toISOString(),
    scheduled: false,
    recurring: false,
  };
}

/** All rows, as VS Code asks for them. */
function draw(rows: TreeRows): void {
  for (const root of rows.roots()) {
    rows.drawn(root);
    if (root.kind === 'stream') for (const node of rows.open(root.stream)) rows.drawn(node);
  }
}

/** Draws what VS Code is told to draw anew; returns how many rows that are. */
function drawAgain(rows: TreeRows, news: 'all' | TreeNode[]): number {
  if (news === 'all') {
    draw(rows);
    return Infinity;
  }
  let drawn = 0;
  for (const node of news) {
    rows.drawn(node);
    drawn += 1;
    // VS Code asks again for all that is in a stream which is told anew.
    if (node.kind === 'stream') drawn += rows.open(node.stream).length;
  }
  return drawn;
}

async function timed(work: () => unknown): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
