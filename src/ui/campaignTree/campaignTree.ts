import { Disposable, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';

import type { KnownStream } from '../../texts/knownCampaign.ts';
import { streamShows, treeItem, treeTooltip, type TreeFacts } from './treeItem.ts';
import type { TreeNode } from './treeNode.ts';
import { TreeRows } from './treeRows.ts';

/** What changes within so long is drawn at once: many stops change many rows. */
const gatheredForMs = 30;
/** Ages are told by the minute; nothing is drawn again sooner for time alone. */
const leastAgeMs = 5000;
const mostAgeMs = 3_600_000;

/** The view `kore.campaigns`: streams, their campaigns, and a row for whatever is wrong. */
export class CampaignTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #changed = new EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly #openedOrClosed = new EventEmitter<void>();
  readonly #facts: TreeFacts;
  readonly #rows: TreeRows;
  readonly #subscription: Disposable;
  readonly #drawn = new WeakSet<TreeNode>();
  #gathering: NodeJS.Timeout | undefined;
  #ageing: NodeJS.Timeout | undefined;
  #visible = false;

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidOpenOrClose = this.#openedOrClosed.event;

  constructor(facts: TreeFacts) {
    this.#facts = facts;
    this.#rows = new TreeRows({ ...facts, streamShows: (stream) => streamShows(stream, facts) });
    const changed = (): void => this.#gather();
    this.#subscription = Disposable.from(
      facts.board.onDidChange(changed),
      facts.readiness.onDidChange(changed),
      facts.overview.onDidChange(changed),
    );
  }

  /** What a row says of its age goes on although nothing was read, while it can be seen. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.#tellNews();
    else clearTimeout(this.#ageing);
  }

  dispose(): void {
    clearTimeout(this.#gathering);
    clearTimeout(this.#ageing);
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#openedOrClosed.dispose();
  }

  getTreeItem(node: TreeNode): TreeItem {
    this.#drawn.add(node);
    const id = this.#rows.drawn(node);
    const item = treeItem(node, this.#facts);
    if (id !== undefined) item.id = id;
    return item;
  }

  resolveTreeItem(item: TreeItem, node: TreeNode): TreeItem {
    item.tooltip ??= treeTooltip(node, this.#facts);
    return item;
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node === undefined) return this.#rows.roots();
    if (node.kind !== 'stream') return [];
    const wasOpen = this.#rows.isOpen(node.stream);
    const children = this.#rows.open(node.stream);
    if (!wasOpen) this.#openedOrClosed.fire();
    return children;
  }

  /** A row of this view, and not something of that shape that another extension made. */
  hasDrawn(node: TreeNode): boolean {
    return this.#drawn.has(node);
  }

  isOpen(stream: KnownStream): boolean {
    return this.#rows.isOpen(stream);
  }

  /** To be called when the person has closed it: VS Code asks for what is in it until then. */
  close(stream: KnownStream): void {
    this.#rows.close(stream);
    this.#openedOrClosed.fire();
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => this.#tellNews(), gatheredForMs);
  }

  #tellNews(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const news = this.#rows.news();
    if (news === 'all') this.#changed.fire(undefined);
    else if (news.length > 0) this.#changed.fire(news);
    this.#age();
  }

  #age(): void {
    clearTimeout(this.#ageing);
    if (!this.#visible) return;
    const inMs = this.#rows.nextNewsAtMs() - this.#facts.now();
    if (inMs < Infinity) {
      this.#ageing = setTimeout(() => this.#tellNews(), Math.min(mostAgeMs, Math.max(leastAgeMs, inMs + 100)));
    }
  }
}
