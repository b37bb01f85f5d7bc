import {
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  window,
  type Disposable,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';

import type { Log } from '../../kore/caller.ts';
import type { Reader } from '../../texts/format.ts';
import { commandIds } from '../commands/commandIds.ts';
import { notLoadedRow } from '../texts/notLoadedText.ts';
import { toError } from '../toError.ts';
import type { CampaignTree } from './campaignTree.ts';
import type { TreeNode } from './treeNode.ts';

/** The row that stands in the place of all others. */
interface NotLoaded {
  readonly kind: 'notLoaded';
  readonly why: string;
}

type Node = TreeNode | NotLoaded;

export interface LateTreePorts {
  /** Loads the tree, which is shown then. */
  readonly open: () => Promise<unknown>;
  readonly log: Log;
  readonly reader: Reader;
}

/** The view `kore.campaigns` before anything is loaded: loads it when VS Code asks for its rows, and passes them on. */
export class LateTree implements TreeDataProvider<Node>, Disposable {
  readonly #ports: LateTreePorts;
  readonly #changed = new EventEmitter<Node | Node[] | undefined>();
  #tree: CampaignTree | undefined;
  #following: Disposable | undefined;
  #failed = false;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(ports: LateTreePorts) {
    this.#ports = ports;
  }

  /** From now on the rows are those of this tree. */
  show(tree: CampaignTree): void {
    this.#tree = tree;
    this.#following = tree.onDidChangeTreeData((nodes) => this.#changed.fire(nodes));
    if (this.#failed) this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#following?.dispose();
    this.#changed.dispose();
  }

  getTreeItem(node: Node): TreeItem {
    if (node.kind !== 'notLoaded') return this.#tree?.getTreeItem(node) ?? new TreeItem('');
    const item = new TreeItem(notLoadedRow(this.#ports.reader));
    item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
    item.tooltip = node.why;
    item.command = { command: commandIds.refresh, title: '' };
    return item;
  }

  resolveTreeItem(item: TreeItem, node: Node): TreeItem {
    return node.kind === 'notLoaded' ? item : (this.#tree?.resolveTreeItem(item, node) ?? item);
  }

  getChildren(node?: Node): Node[] | Promise<Node[]> {
    if (node?.kind === 'notLoaded') return [];
    return this.#tree?.getChildren(node) ?? this.#load();
  }

  /** What went wrong is a row, never an empty list. */
  async #load(): Promise<Node[]> {
    try {
      await this.#ports.open();
      return this.#tree?.getChildren() ?? [];
    } catch (error: unknown) {
      this.#failed = true;
      const why = toError(error).message;
      this.#ports.log.warn(why);
      return [{ kind: 'notLoaded', why }];
    }
  }
}

/** Shows the tree as the view of the extension. */
export function openCampaignView(tree: LateTree): TreeView<Node> {
  return window.createTreeView('kore.campaigns', {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
}
