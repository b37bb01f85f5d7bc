import assert from 'node:assert/strict';
import { EventEmitter, TreeItem } from 'vscode';

import { english } from '../../../src/streams/problemText.ts';
import type { CampaignTree } from '../../../src/ui/campaignTree/campaignTree.ts';
import { LateTree } from '../../../src/ui/campaignTree/lateTree.ts';
import type { TreeNode } from '../../../src/ui/campaignTree/treeNode.ts';

const reader = { l10n: english, language: 'en' };
const node: TreeNode = { kind: 'missingCredentials', streams: [] };

/** As much of a tree as VS Code asks for. */
function treeOf(rows: TreeNode[]) {
  const changed = new EventEmitter<TreeNode | TreeNode[] | undefined>();
  const tree = {
    onDidChangeTreeData: changed.event,
    getChildren: () => rows,
    getTreeItem: () => new TreeItem('a row'),
  };
  return { changed, tree: tree as unknown as CampaignTree };
}

describe('The view before anything is loaded', () => {
  it('loads its rows when VS Code asks for them, and hears of their changes', async () => {
    const { changed, tree } = treeOf([node]);
    const late: LateTree = new LateTree({
      open: () => {
        late.show(tree);
        return Promise.resolve();
      },
      log: { info: () => undefined, warn: () => undefined },
      reader,
    });
    const heard: unknown[] = [];
    late.onDidChangeTreeData((nodes) => heard.push(nodes));
    assert.deepEqual(await late.getChildren(), [node]);
    assert.equal(late.getTreeItem(node).label, 'a row');
    changed.fire([node]);
    assert.deepEqual(heard, [[node]]);
    late.dispose();
  });

  it('has one row that says so and tries again where nothing can be loaded, until that works', async () => {
    const warned: string[] = [];
    const late = new LateTree({
      open: () => Promise.reject(new Error('Cannot find module')),
      log: { info: () => undefined, warn: (message) => warned.push(message) },
      reader,
    });
    const heard: unknown[] = [];
    late.onDidChangeTreeData((nodes) => heard.push(nodes));
    const [failed, ...others] = await late.getChildren();
    assert.ok(failed !== undefined && others.length === 0);
    const item = late.getTreeItem(failed);
    assert.deepEqual(
      [item.label, item.tooltip, item.command?.command],
      ['Kore Campaigns could not be loaded. Click to try again', 'Cannot find module', 'kore.refresh'],
    );
    assert.deepEqual(warned, ['Cannot find module']);
    late.show(treeOf([node]).tree);
    assert.deepEqual(heard, [undefined]);
    assert.deepEqual(await late.getChildren(), [node]);
    late.dispose();
  });
});
