import { Disposable, window, workspace, type TreeView } from 'vscode';

import type { Log } from '../../kore/caller.ts';
import type { RefreshEnd, WatchedStream } from '../../kore/listing/refreshSchedule.ts';
import { usualPauseMs } from '../../kore/retryAfter.ts';
import type { Online, Refreshing } from '../../online.ts';
import { streamKey } from '../../streams/streamKey.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { CampaignTree } from '../campaignTree/campaignTree.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { toError } from '../toError.ts';
import type { CampaignBoard } from './campaignBoard.ts';

/** Nobody looks at a window for longer than that without a click. */
const looksForMs = 300_000;
/** What a person opens is read again when it is older than this. */
const openedAfterMs = 15_000;

export interface LiveListsPorts {
  readonly board: CampaignBoard;
  readonly tree: CampaignTree;
  readonly view: TreeView<unknown>;
  online(): Promise<Online>;
  /** Shared by the windows of this VS Code. */
  readonly folder: string;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * Lets the lists be read that somebody looks at: those of open and of pinned streams, while the view can be seen and the
 * window is in use.
 */
export class LiveLists implements Disposable {
  readonly #ports: LiveListsPorts;
  readonly #subscription: Disposable;
  #focused = window.state.focused;
  #focusedAtMs: number;
  #lostFocusAtMs: number;
  #lookingAway: NodeJS.Timeout | undefined;
  #refreshing: Promise<Refreshing> | undefined;
  #ended = false;

  constructor(ports: LiveListsPorts) {
    this.#ports = ports;
    const { board, tree, view } = ports;
    this.#lostFocusAtMs = ports.now();
    this.#focusedAtMs = this.#focused ? ports.now() : 0;
    this.#subscription = Disposable.from(
      view.onDidChangeVisibility(({ visible }) => this.#seen(visible)),
      view.onDidExpandElement(({ element }) => isNode(element, 'stream') && this.#opened(element.stream)),
      view.onDidCollapseElement(({ element }) => isNode(element, 'stream') && tree.close(element.stream)),
      window.onDidChangeWindowState(({ focused }) => this.#focus(focused)),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('kore.refreshSeconds') && this.#wake()),
      tree.onDidOpenOrClose(() => this.#wake()),
      board.onDidChange(({ kind }) => kind === 'streams' && this.#wake()),
    );
    this.#seen(view.visible);
  }

  dispose(): void {
    this.#ended = true;
    clearTimeout(this.#lookingAway);
    this.#subscription.dispose();
    void this.#refreshing?.then((refreshing) => refreshing.dispose());
  }

  #seen(visible: boolean): void {
    this.#ports.tree.setVisible(visible);
    this.#wake(visible);
  }

  #focus(focused: boolean): void {
    if (focused === this.#focused) return;
    this.#focused = focused;
    clearTimeout(this.#lookingAway);
    if (focused) this.#focusedAtMs = this.#ports.now();
    else {
      this.#lostFocusAtMs = this.#ports.now();
      this.#lookingAway = setTimeout(() => this.#wake(), looksForMs + 1);
    }
    this.#wake(focused);
  }

  /** A person waits for it. */
  #opened(stream: KnownStream): void {
    const { board, now } = this.#ports;
    const askedAtMs = board.askedAtMs(stream) ?? -Infinity;
    if (Math.abs(now() - askedAtMs) >= openedAfterMs) void board.refreshFirstPage(stream);
    if (board.shown() === 'all' && board.listState(stream, 'all').kind === 'never') void board.refresh(stream, ['all']);
  }

  /** `cameBack`: what is not quite new is read at once. Loads nothing before there is something to read. */
  #wake(cameBack = false): void {
    if (this.#ended || (this.#refreshing === undefined && this.#watched().length === 0)) return;
    this.#refreshing ??= this.#begin();
    this.#refreshing.then(
      (refreshing) => {
        if (this.#watched().length === 0) refreshing.pause();
        else if (cameBack) refreshing.hasten();
        else refreshing.wake();
      },
      (error: unknown) => this.#ports.log.warn(`Lists are not read by themselves: ${toError(error).message}`),
    );
  }

  async #begin(): Promise<Refreshing> {
    return (await this.#ports.online()).keepFresh({
      folder: this.#ports.folder,
      everySeconds: () => workspace.getConfiguration('kore').get('refreshSeconds'),
      focusedAtMs: () => this.#focusedAtMs,
      streams: () => this.#watched(),
      read: (key) => this.#read(key),
    });
  }

  /** Open and pinned streams, the likeliest first. */
  #watched(): readonly WatchedStream[] {
    const { board, tree, view, now } = this.#ports;
    const looks = this.#focused || now() - this.#lostFocusAtMs < looksForMs;
    if (this.#ended || !view.visible || !looks) return [];
    const open = board.likeliestFirst().filter((stream) => tree.isOpen(stream) || board.isPinned(stream));
    return open.map((stream) => watchedStream(stream, board));
  }

  async #read(key: string): Promise<RefreshEnd> {
    const { board } = this.#ports;
    const stream = board.streams().find((one) => streamKey(one) === key);
    if (stream === undefined) return { kind: 'failed' };
    await board.refreshFirstPage(stream);
    const list = board.listState(stream);
    if (list.kind !== 'failed') return { kind: 'read' };
    const { reason, details } = list.failure;
    if (reason !== 'rateLimited') return { kind: 'failed' };
    const { retryAfterMs } = details;
    return { kind: 'rateLimited', ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}) };
  }
}

function watchedStream(stream: KnownStream, board: CampaignBoard): WatchedStream {
  const key = streamKey(stream);
  const askedAtMs = board.askedAtMs(stream);
  const list = board.listState(stream);
  const refused = list.kind === 'failed' && list.failure.reason === 'rateLimited' ? list.failure : undefined;
  const pauseMs = refused?.details.retryAfterMs;
  return {
    key,
    account: key.slice(0, key.lastIndexOf(' ')),
    likely: board.isPinned(stream) || board.sendingCount(stream) > 0,
    ...(askedAtMs === undefined ? {} : { askedAtMs }),
    ...(refused === undefined
      ? {}
      : { pausedUntilMs: refused.atMs + (typeof pauseMs === 'number' ? pauseMs : usualPauseMs) }),
  };
}
