import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';

import type { Listing } from '../../../../src/online.ts';
import type { ListedCampaign } from '../../../../src/kore/replies.ts';
import type { KnownStream } from '../../../../src/texts/knownCampaign.ts';
import { CampaignBoard } from '../../../../src/ui/campaigns/campaignBoard.ts';
import type { TreeNode } from '../../../../src/ui/campaignTree/treeNode.ts';
import { TreeRows } from '../../../../src/ui/campaignTree/treeRows.ts';
import { listedCampaign, nowMs, outcome, practiceStream, stream } from '../support.ts';

const named = (name: string, more: Partial<KnownStream> = {}): KnownStream => ({
  ...stream,
  name,
  streamId: `st-${name}`,
  ...more,
});
const row = (id: string, more: Partial<ListedCampaign> = {}): ListedCampaign => ({ ...listedCampaign, id, ...more });
const refused: Listing = { kind: 'failed', reason: 'forbidden', httpStatus: 403, details: {} };

/** A row as one word. */
function word(node: TreeNode): string {
  switch (node.kind) {
    case 'stream':
      return `stream ${node.stream.name}`;
    case 'campaign':
      return node.campaign.id;
    case 'more':
      return `${node.count} more of ${node.total ?? '?'}${node.reading ? ', reading' : ''}${node.heldUntilMs === undefined ? '' : ', waits'}`;
    case 'nothingSending':
      return `nothing ${node.which} in ${node.streams.length} at ${node.readAtMs - nowMs}`;
    case 'notRead':
      return node.reading ? 'reading' : 'notRead';
    default:
      return node.kind;
  }
}

/** A tree whose rows VS Code draws whenever it is told to, as it does. */
function useTree(streams: readonly KnownStream[], pinned: readonly string[] = []) {
  const clock = { nowMs };
  const lists = new Map<string, readonly ListedCampaign[] | Listing>();
  const told = {
    streams,
    missing: [] as readonly KnownStream[],
    gone: [] as readonly string[],
    text: '',
    held: undefined as Promise<void> | undefined,
  };
  let total: number | undefined;
  const board = new CampaignBoard({
    streams: () => told.streams,
    settingProblems: () => [],
    credentialOf: () => Promise.resolve({ kind: 'none' }),
    online: () =>
      Promise.resolve({
        listPage: async ({ name }, _credential, { which, page, onHeld }) => {
          if (told.held !== undefined) onHeld?.(nowMs);
          await told.held;
          const list = lists.get(which === 'all' ? `all of ${name}` : name) ?? [];
          if (!Array.isArray(list)) return list as Listing;
          const all = list as readonly ListedCampaign[];
          const campaigns = all.slice(page * 3, page * 3 + 3);
          const hasMore = all.length > page * 3 + 3;
          const counted = total === undefined ? {} : { total };
          return { kind: 'listed', readAtMs: clock.nowMs, campaigns, hasMore, oddities: [], ...counted };
        },
      }),
    now: () => clock.nowMs,
    isPinned: ({ name }) => pinned.includes(name),
  });
  const rows = new TreeRows({
    board,
    overview: {
      current: () => ({
        missing: told.missing,
        gone: told.gone.map((key) => ({ key, host: '', accountId: '', streamId: '' })),
      }),
    },
    streamShows: ({ name }) => `${name} ${told.text}`,
    now: () => clock.nowMs,
  });
  const drawAll = (nodes: readonly TreeNode[]): readonly TreeNode[] => {
    for (const node of nodes) rows.drawn(node);
    return nodes;
  };
  const roots = (): readonly string[] => drawAll(rows.roots()).map(word);
  const open = (of: KnownStream): readonly string[] => drawAll(rows.open(of)).map(word);
  /** What is drawn again, as VS Code does it. */
  const news = (): 'all' | readonly string[] => {
    const found = rows.news();
    if (found === 'all') {
      roots();
      for (const one of told.streams) if (rows.isOpen(one)) open(one);
      return 'all';
    }
    for (const node of drawAll(found)) if (node.kind === 'stream' && rows.isOpen(node.stream)) open(node.stream);
    return found.map(word);
  };
  const setTotal = (count: number): void => {
    total = count;
  };
  return { board, clock, lists, told, rows, roots, open, news, setTotal };
}

const one = named('One');
const two = named('Two');

describe('The rows of the tree', () => {
  it('lead on to a stream as long as practice is all that there is', () => {
    const { roots, told, news } = useTree([practiceStream]);
    assert.deepEqual(roots(), [`stream ${practiceStream.name}`, 'addStream']);
    told.streams = [one, practiceStream];
    assert.equal(news(), 'all');
    assert.deepEqual(roots(), ['stream One', `stream ${practiceStream.name}`]);
    told.streams = [];
    assert.deepEqual(roots(), []);
  });

  it('are the streams, pinned ones first, and what is wrong', () => {
    const { roots, told } = useTree([one, two, named('Three'), practiceStream], ['Three']);
    told.missing = [one, two];
    told.gone = ['a', 'b'];
    assert.deepEqual(roots(), [
      'missingCredentials',
      'stream Three',
      'stream One',
      'stream Two',
      `stream ${practiceStream.name}`,
      'goneCredential',
      'goneCredential',
    ]);
    told.missing = [one];
    assert.equal(roots()[0], 'stream Three');
  });

  it('say in an open stream that it was not read yet, that it is being read, and what there is', async () => {
    const { board, lists, open } = useTree([one, two]);
    assert.deepEqual(open(one), ['notRead']);
    lists.set('One', [row('a')]);
    const reading = board.refresh(one);
    assert.deepEqual(open(one), ['reading']);
    await reading;
    assert.deepEqual(open(one), ['a']);
  });

  it('keep the campaigns that were read beside a failure', async () => {
    const { board, lists, open } = useTree([one]);
    lists.set('One', [row('a')]);
    await board.refresh(one);
    lists.set('One', refused);
    await board.refresh(one);
    assert.deepEqual(open(one), ['listFailure', 'a']);
  });

  it('offer the next 50 where Kore has more, and no more than there are', async () => {
    const { board, lists, open, setTotal } = useTree([one]);
    lists.set(
      'One',
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => row(id)),
    );
    await board.refresh(one);
    assert.deepEqual(open(one), ['a', 'b', 'c', '50 more of ?']);
    setTotal(10_000);
    await board.refresh(one);
    assert.equal(open(one).at(-1), '50 more of 10000');
    setTotal(7);
    const reading = board.showMore(one);
    assert.equal(open(one).at(-1), '50 more of 10000, reading');
    await reading;
    assert.deepEqual(open(one), ['a', 'b', 'c', 'd', 'e', 'f', '1 more of 7']);
    await board.showMore(one);
    assert.deepEqual(open(one), ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('say that the next 50 wait for room in the minute, and no longer once they are read', async () => {
    const { board, lists, told, open, news } = useTree([one]);
    lists.set(
      'One',
      ['a', 'b', 'c', 'd'].map((id) => row(id)),
    );
    await board.refresh(one);
    open(one);
    let letGo = (): void => undefined;
    told.held = new Promise((resolve) => (letGo = resolve));
    const reading = board.showMore(one);
    news();
    await setImmediate();
    assert.deepEqual(news(), ['50 more of ?, reading, waits']);
    letGo();
    await reading;
    assert.deepEqual(open(one), ['a', 'b', 'c', 'd']);
  });

  it('leave out what is at rest where Kore does not heed the filter, unless the person has to do with it', async () => {
    const configured = named('One', { campaigns: [{ id: 'mine' }] });
    const { board, lists, open } = useTree([configured, two]);
    lists.set('One', [
      row('mine', { state: 'Stopped' }),
      row('rest', { state: 'Completed' }),
      row('odd', { state: 'Rerun' }),
    ]);
    await board.refresh(configured);
    board.noteOutcome(board.find(configured, 'acted'), outcome({ verdict: 'notStopped' }));
    assert.deepEqual(open(configured), ['acted', 'mine', 'odd']);
    board.noteOutcome(board.find(configured, 'rest'), outcome({ verdict: 'notStopped' }));
    assert.ok(open(configured).includes('rest'));
  });

  it('say that nothing sends: in a stream, or once for several when that is so in all', async () => {
    const { board, clock, lists, roots, open } = useTree([one, two, practiceStream]);
    await board.refresh(one);
    assert.deepEqual([open(one), roots().length], [['nothing sending in 1 at 0'], 3]);
    clock.nowMs += 5000;
    lists.set('Two', [row('a')]);
    await board.refresh(two);
    assert.deepEqual([open(one), roots().length], [['nothing sending in 1 at 0'], 3]);
    lists.set('Two', []);
    await board.refresh(two);
    assert.deepEqual([open(one), open(two)], [[], []]);
    assert.deepEqual(roots().at(-1), 'nothing sending in 2 at 0');
  });

  it('never say it of a list that could not be read, and say of all that none is there', async () => {
    const { board, lists, roots, open } = useTree([one, two]);
    lists.set('Two', refused);
    await Promise.all([board.refresh(one), board.refresh(two)]);
    assert.deepEqual([roots().length, open(two)], [2, ['listFailure']]);
    board.show('all');
    assert.deepEqual(open(one), ['notRead']);
    await board.refresh(one);
    assert.deepEqual(open(one), ['nothing all in 1 at 0']);
  });

  it('show all campaigns where that is asked for, those that send first', async () => {
    const { board, lists, open } = useTree([one]);
    lists.set('One', [row('a')]);
    lists.set('all of One', [row('z', { state: 'Completed' }), row('y', { state: 'Paused' }), row('a')]);
    board.show('all');
    await board.refresh(one);
    assert.deepEqual(open(one), ['a', 'z', 'y']);
    lists.set('all of One', refused);
    await board.refresh(one);
    assert.deepEqual(open(one), ['listFailure', 'a', 'z', 'y']);
    board.show('sending');
    assert.deepEqual(open(one), ['a']);
  });
});

describe('What is drawn again in the tree', () => {
  async function withRows(count: number) {
    const tree = useTree([one, two]);
    tree.lists.set(
      'One',
      Array.from({ length: count }, (_, n) => row(`c${n}`)),
    );
    await tree.board.refresh(one);
    while (tree.board.campaigns(one).length < count) await tree.board.showMore(one);
    tree.roots();
    tree.open(one);
    return tree;
  }

  it('is nothing while nothing changes', async () => {
    const { news } = await withRows(3);
    assert.deepEqual(news(), []);
  });

  it('is one row where one of many changes', async () => {
    const { board, news } = await withRows(300);
    board.noteStopping(board.find(one, 'c0'));
    assert.deepEqual(news(), ['c0']);
    board.noteSent(board.find(one, 'c0'), nowMs);
    assert.deepEqual(news(), ['c0']);
    assert.deepEqual(news(), []);
  });

  it('is the same object for the same row, with what it shows now', async () => {
    const { board, rows, open } = await withRows(3);
    const [first] = rows.open(one);
    board.noteStopping(board.find(one, 'c0'));
    open(one);
    assert.equal(rows.open(one)[0], first);
    assert.ok(first?.kind === 'campaign' && first.campaign.activity?.kind === 'stopping');
  });

  it('keeps its id whatever it shows, and no two rows have the same', async () => {
    const { board, rows, told, news } = await withRows(3);
    told.missing = [one, two];
    const ids = (): readonly (string | undefined)[] =>
      [...rows.roots(), ...rows.open(one), ...rows.open(two)].map((node) => rows.drawn(node));
    const before = ids();
    assert.equal(new Set(before).size, 7);
    assert.ok(!before.includes(undefined));
    told.missing = [two, one];
    board.noteStopping(board.find(one, 'c0'));
    news();
    assert.deepEqual(ids(), before);
  });

  it('is no row that VS Code has not drawn yet: it draws it with what it shows by then', async () => {
    const { board, rows, news } = await withRows(3);
    rows.close(one);
    rows.open(one);
    board.noteStopping(board.find(one, 'c0'));
    assert.deepEqual(news(), []);
  });

  it('is the rows of the page that was read, not those of the others', async () => {
    const { board, clock, news } = await withRows(12);
    clock.nowMs += 1000;
    await board.refreshFirstPage(one);
    assert.deepEqual(news(), ['c0', 'c1', 'c2']);
  });

  it('is the stream where its rows are others, or in another order', async () => {
    const { board, lists, news } = await withRows(3);
    board.noteStopping(board.find(one, 'c2'));
    assert.deepEqual(news(), ['stream One']);
    lists.set('One', [row('c0'), row('new')]);
    await board.refresh(one);
    assert.deepEqual(news(), ['stream One']);
  });

  it('is the stream’s own row where only that says something else', async () => {
    const { told, news } = await withRows(3);
    told.text = 'ready';
    assert.deepEqual(news(), ['stream One', 'stream Two']);
  });

  it('is all only where there are other streams', async () => {
    const { told, news } = await withRows(3);
    told.streams = [two, one];
    assert.equal(news(), 'all');
    assert.deepEqual(news(), []);
    told.streams = [two, { ...one, campaigns: [{ id: 'c9' }] }];
    assert.deepEqual(news(), ['stream One']);
  });

  it('is nothing in a stream that was closed', async () => {
    const { board, rows, news } = await withRows(3);
    rows.close(one);
    board.noteStopping(board.find(one, 'c0'));
    assert.deepEqual([news(), rows.isOpen(one)], [[], false]);
  });

  it('is a row whose age is told by another word, when time alone has passed', async () => {
    const { board, clock, rows, news } = await withRows(6);
    clock.nowMs += 60_000;
    await board.refreshFirstPage(one);
    news();
    assert.equal(rows.nextNewsAtMs(), nowMs + 120_000);
    clock.nowMs = nowMs + 119_999;
    assert.deepEqual(news(), []);
    clock.nowMs += 1;
    assert.deepEqual(news(), ['c3', 'c4', 'c5']);
    assert.equal(rows.nextNewsAtMs(), nowMs + 180_000);
    for (const laterMs of [180_000, 240_000]) {
      clock.nowMs = nowMs + laterMs;
      assert.deepEqual(news(), ['c0', 'c1', 'c2', 'c3', 'c4', 'c5']);
    }
  });

  it('is the stream once where more than two hundred of its rows change', async () => {
    const { clock, news } = await withRows(300);
    clock.nowMs += 120_000;
    assert.deepEqual(news(), ['stream One']);
  });
});
