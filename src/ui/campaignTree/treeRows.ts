import { rowsOfPage } from '../../kore/rowsOfPage.ts';
import { streamKey } from '../../streams/streamKey.ts';
import { knownState, type KnownStream } from '../../texts/knownCampaign.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import { lastOf, type ListState } from '../campaigns/streamMemory.ts';
import { ageChangesAtMs, ageOf } from './rowAge.ts';
import { isSame, RowGroup, type Wanted } from './rowGroup.ts';
import type { TreeNode } from './treeNode.ts';

/** What the rows are made from. */
export interface TreeSources {
  readonly board: Pick<
    CampaignBoard,
    'streams' | 'settingProblems' | 'isPinned' | 'shown' | 'listState' | 'isReading' | 'heldUntilMs' | 'campaigns'
  >;
  readonly overview: {
    current(): {
      readonly missing: readonly KnownStream[];
      readonly gone: readonly Extract<TreeNode, { kind: 'goneCredential' }>['gone'][];
    };
  };
  /** All that a stream's own row shows. */
  readonly streamShows: (stream: KnownStream) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type QuietNode = Extract<TreeNode, { kind: 'nothingSending' }>;

/** With fewer streams without a credential each one's own row says so. */
const severalStreams = 2;
/** States in which a campaign neither sends nor is about to, of those that are documented. */
const atRest: readonly string[] = ['Stopped', 'Completed', 'Ready', 'Paused'];
/** One by one more rows cost VS Code more than all of a stream at once. */
const mostSingleRows = 200;

/**
 * The rows of the tree, each the same object as long as it is the same row, and which of them show something else by
 * now: of ten thousand rows only those are drawn again.
 */
export class TreeRows {
  readonly #sources: TreeSources;
  readonly #roots = new RowGroup();
  /** Of the streams that are open. */
  readonly #open = new Map<string, RowGroup>();

  constructor(sources: TreeSources) {
    this.#sources = sources;
  }

  roots(): TreeNode[] {
    return this.#roots.show(this.#wantedRoots(this.#allQuiet()));
  }

  /** The rows in a stream, which is open from now on. */
  open(stream: KnownStream): TreeNode[] {
    const key = streamKey(stream);
    const group = this.#open.get(key) ?? new RowGroup();
    this.#open.set(key, group);
    return group.show(this.#make(stream, group, this.#allQuiet() !== undefined));
  }

  isOpen(stream: KnownStream): boolean {
    return this.#open.has(streamKey(stream));
  }

  close(stream: KnownStream): void {
    this.#open.delete(streamKey(stream));
  }

  /**
   * A row is drawn as it is now. Gives an id that it keeps: without one VS Code knows a row by its label, and loses one
   * that is drawn again with another.
   */
  drawn(node: TreeNode): string | undefined {
    for (const [parent, group] of [['', this.#roots] as const, ...this.#open]) {
      const key = group.drawn(node);
      if (key !== undefined) return `${key} in ${parent}`;
    }
    return undefined;
  }

  /** The rows that show something else than when they were drawn; a stream stands for all in it. */
  news(): 'all' | TreeNode[] {
    // It looks at every stream, and each stream's rows depend on it.
    const quiet = this.#allQuiet();
    const roots = this.#roots.news(this.#wantedRoots(quiet));
    if (roots === 'others') return 'all';
    const news = new Set(roots);
    for (const node of this.#roots.nodes()) {
      const group = node.kind === 'stream' ? this.#open.get(streamKey(node.stream)) : undefined;
      if (node.kind !== 'stream' || group === undefined) continue;
      if (this.#isUpToDate(node.stream, group, quiet !== undefined)) continue;
      const changed = group.news(this.#make(node.stream, group, quiet !== undefined));
      if (changed === 'others' || changed.length > mostSingleRows) news.add(node);
      else for (const one of changed) news.add(one);
    }
    return [...news];
  }

  /** When time alone lets a row show something else; milliseconds since 1970. */
  nextNewsAtMs(): number {
    const { board, now } = this.#sources;
    const nowMs = now();
    const times = board.streams().map((stream) => {
      const readAtMs = lastOf(board.listState(stream))?.readAtMs;
      const own = readAtMs === undefined ? Infinity : ageChangesAtMs(readAtMs, nowMs);
      return Math.min(own, this.#open.get(streamKey(stream))?.made.holdsUntilMs ?? Infinity);
    });
    return Math.min(...times);
  }

  /** What the rows in a stream are made from, beside the time. `allQuiet`: one row says so for all streams. */
  #sourcesOf(stream: KnownStream, allQuiet: boolean): readonly unknown[] {
    const { board } = this.#sources;
    const lists = [board.listState(stream), board.listState(stream, 'all')];
    const facts = [board.shown(), board.isReading(stream), board.heldUntilMs(stream), allQuiet];
    return [stream, ...lists, board.campaigns(stream), ...facts];
  }

  #isUpToDate(stream: KnownStream, { made: { from, holdsUntilMs } }: RowGroup, allQuiet: boolean): boolean {
    return this.#sources.now() < holdsUntilMs && isSame(from, this.#sourcesOf(stream, allQuiet));
  }

  #make(stream: KnownStream, group: RowGroup, allQuiet: boolean): readonly Wanted[] {
    const nowMs = this.#sources.now();
    const from = this.#sourcesOf(stream, allQuiet);
    const wanted = [...this.#wantedIn(stream, nowMs, allQuiet)];
    const holdsUntilMs = this.#sources.board.campaigns(stream).reduce((soonest, campaign) => {
      const known = knownState(campaign);
      return known === undefined ? soonest : Math.min(soonest, ageChangesAtMs(known.readAtMs, nowMs));
    }, Infinity);
    group.made = { from, holdsUntilMs };
    return wanted;
  }

  *#wantedRoots(quiet: QuietNode | undefined): Iterable<Wanted> {
    const { board, overview, streamShows } = this.#sources;
    const { missing, gone } = overview.current();
    if (missing.length >= severalStreams) {
      yield one('missing', { kind: 'missingCredentials', streams: missing }, ...missing);
    }
    for (const stream of pinnedFirst(board)) {
      yield one(`stream ${streamKey(stream)}`, { kind: 'stream', stream }, stream, streamShows(stream));
    }
    const streams = board.streams();
    if (streams.length > 0 && streams.every(({ practice }) => practice === true)) {
      yield one('addStream', { kind: 'addStream' });
    }
    if (quiet !== undefined) yield one('nothing', quiet, quiet.readAtMs, ...quiet.streams);
    for (const [index, found] of board.settingProblems().entries()) {
      yield one(`problem ${index}`, { kind: 'settingProblem', found }, found);
    }
    for (const stream of gone) yield one(`gone ${stream.key}`, { kind: 'goneCredential', gone: stream });
  }

  *#wantedIn(stream: KnownStream, nowMs: number, allQuiet: boolean): Iterable<Wanted> {
    const { board } = this.#sources;
    const which = board.shown();
    const lists =
      which === 'all' ? [board.listState(stream), board.listState(stream, 'all')] : [board.listState(stream)];
    const failed = lists.find((list) => list.kind === 'failed');
    if (failed !== undefined) {
      yield one('failure', { kind: 'listFailure', stream, failure: failed.failure }, failed.failure, stream);
    }
    let rows = 0;
    for (const campaign of board.campaigns(stream)) {
      const known = knownState(campaign);
      const { configured, activity, stopsAtMs } = campaign;
      const acted = configured || activity !== undefined || stopsAtMs !== undefined;
      // Where Kore does not heed the filter, this does.
      if (which === 'sending' && !acted && known !== undefined && atRest.includes(known.state)) continue;
      rows += 1;
      const age = known === undefined ? 0 : ageOf(known.readAtMs, nowMs);
      yield { key: `campaign ${campaign.id}`, node: { kind: 'campaign', campaign }, shows: [campaign, age] };
    }
    yield* this.#lastRows(stream, lists.at(-1) ?? { kind: 'never' }, rows, allQuiet);
  }

  /** What stands below the campaigns, or in their place. */
  *#lastRows(stream: KnownStream, list: ListState, rows: number, allQuiet: boolean): Iterable<Wanted> {
    const { board } = this.#sources;
    const which = board.shown();
    const last = lastOf(list);
    const heldUntilMs = board.heldUntilMs(stream);
    if (last?.hasMore === true) {
      const { total } = last;
      const loaded = last.pages.reduce((sum, page) => sum + page.rows.length, 0);
      const count = total === undefined ? rowsOfPage : Math.min(rowsOfPage, Math.max(1, total - loaded));
      const reading = board.isReading(stream);
      const facts = { stream, count, total, reading, heldUntilMs };
      yield one('more', { kind: 'more', ...facts }, ...Object.values(facts));
    } else if (rows === 0 && list.kind === 'listed' && !allQuiet) {
      const readAtMs = list.last.readAtMs;
      yield one('nothing', { kind: 'nothingSending', streams: [stream], readAtMs, which }, stream, readAtMs, which);
    } else if (rows === 0 && (list.kind === 'never' || list.kind === 'reading')) {
      const reading = list.kind === 'reading';
      yield one('notRead', { kind: 'notRead', stream, reading, heldUntilMs }, stream, reading, heldUntilMs);
    }
  }

  /** All streams, where there are several and nothing sends or is about to in any: one row says so for all of them. */
  #allQuiet(): QuietNode | undefined {
    const { board } = this.#sources;
    if (board.shown() === 'all') return undefined;
    const streams = board.streams().filter(({ practice }) => practice !== true);
    if (streams.length < severalStreams) return undefined;
    let readAtMs = Infinity;
    for (const stream of streams) {
      const list = board.listState(stream);
      if (list.kind !== 'listed' || list.last.hasMore) return undefined;
      readAtMs = Math.min(readAtMs, list.last.readAtMs);
    }
    if (streams.some((stream) => board.campaigns(stream).some((campaign) => !isAtRest(knownState(campaign)?.state)))) {
      return undefined;
    }
    return { kind: 'nothingSending', streams, readAtMs, which: 'sending' };
  }
}

/** A campaign whose state was not read says nothing of what sends. */
function isAtRest(state: string | undefined): boolean {
  return state === undefined || atRest.includes(state);
}

/** Pinned ones first, else as they stand in the settings. */
function pinnedFirst(board: TreeSources['board']): readonly KnownStream[] {
  const place = (stream: KnownStream): number => (board.isPinned(stream) ? 0 : 1);
  return board.streams().toSorted((first, second) => place(first) - place(second));
}

function one(key: string, node: TreeNode, ...shows: readonly unknown[]): Wanted {
  return { key, node, shows };
}
