import { Disposable, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';

import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import type { KnownStream } from '../campaigns/knownCampaign.ts';
import { treeItem, type TreeFacts } from './treeItem.ts';
import type { TreeNode } from './treeNode.ts';

/** With fewer streams without a credential each one's own row says so. */
const severalStreams = 2;

/** The view `kore.campaigns`: streams, their campaigns, and a row for whatever is wrong. */
export class CampaignTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #facts: TreeFacts;
  readonly #board: CampaignBoard;
  readonly #subscription: Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(facts: TreeFacts) {
    this.#facts = facts;
    this.#board = facts.board;
    this.#subscription = Disposable.from(
      facts.board.onDidChange(() => this.#changed.fire()),
      facts.readiness.onDidChange(() => this.#changed.fire()),
      facts.overview.onDidChange(() => this.#changed.fire()),
    );
  }

  /** What a row says of its age goes on although nothing was read: to be called when the view is shown. */
  tellAnew(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  getTreeItem(node: TreeNode): TreeItem {
    return treeItem(node, this.#facts);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node === undefined) return this.#roots();
    return node.kind === 'stream' ? this.#campaignsOf(node.stream) : [];
  }

  #roots(): TreeNode[] {
    const { missing, gone } = this.#facts.overview.current();
    return [
      ...(missing.length < severalStreams ? [] : [{ kind: 'missingCredentials', streams: missing } as const]),
      ...this.#board.streams().map((stream) => ({ kind: 'stream', stream }) as const),
      ...this.#board.settingProblems().map((found) => ({ kind: 'settingProblem', found }) as const),
      ...gone.map((one) => ({ kind: 'goneCredential', gone: one }) as const),
    ];
  }

  #campaignsOf(stream: KnownStream): TreeNode[] {
    const list = this.#board.listState(stream);
    // The rows come when the list is there; opening never waits for it.
    if (list.kind === 'never') void this.#board.refresh(stream);
    const campaigns = this.#board.campaigns(stream).map((campaign) => ({ kind: 'campaign', campaign }) as const);
    if (list.kind === 'failed') return [{ kind: 'listFailure', stream, failure: list.failure }, ...campaigns];
    if (list.kind === 'listed' && campaigns.length === 0) {
      return [{ kind: 'nothingSending', stream, readAtMs: list.last.readAtMs }];
    }
    return campaigns;
  }
}
