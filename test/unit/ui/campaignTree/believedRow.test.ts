import assert from 'node:assert/strict';

import { believedArgument, believedSelection } from '../../../../src/ui/campaignTree/believedRow.ts';
import type { TreeNode } from '../../../../src/ui/campaignTree/treeNode.ts';
import { campaign, stream, streamWithoutTier } from '../support.ts';

const streamRow: TreeNode = { kind: 'stream', stream };
const campaignRow: TreeNode = { kind: 'campaign', campaign };
const drawn = new Set<TreeNode>([streamRow, campaignRow]);
const ports = {
  tree: { hasDrawn: (node: TreeNode) => drawn.has(node) },
  board: { streams: () => [{ ...stream, streamId: 'st-other' }, stream] },
};
const believed = (argument: unknown): unknown => believedArgument(argument, ports);

describe('What a command is called with', () => {
  it('is a row where the view has drawn it', () => {
    for (const row of drawn) assert.equal(believed(row), row);
  });

  it('is the configured stream of these ids where it only looks like the row of one, with our name and tier', () => {
    const forgedName = { ...streamWithoutTier, name: 'Harmless' };
    for (const forged of [forgedName, { ...forgedName, tier: 'development', practice: true }]) {
      assert.deepEqual(believed({ kind: 'stream', stream: forged }), streamRow);
    }
    const { host, accountId, streamId } = stream;
    assert.deepEqual(
      believed({ kind: 'stream', stream: { host: host.toUpperCase(), accountId, streamId } }),
      streamRow,
    );
  });

  it('is nothing where it looks like the row of a stream that there is not', () => {
    const { host, accountId } = stream;
    for (const forged of [
      undefined,
      null,
      'x',
      {},
      { ...stream, streamId: 'st-x' },
      { host, accountId },
      { ...stream, host: 1 },
    ]) {
      assert.equal(believed({ kind: 'stream', stream: forged }), undefined);
    }
  });

  it('is no row where it only looks like one of any other kind', () => {
    const gone = { key: 'k' };
    assert.deepEqual(believed({ kind: 'goneCredential', gone }), { gone });
    assert.deepEqual(believed({ ...campaignRow }), { campaign });
    assert.deepEqual(believed({ kind: 'listFailure', stream, failure: {} }), { stream, failure: {} });
  });

  it('is its arguments where it has some', () => {
    const ids = { stream: stream.name, campaignId: 'cd-1' };
    assert.deepEqual(believed(ids), ids);
    for (const other of [undefined, null, 'text', 7]) assert.equal(believed(other), other);
  });

  it('is read once, so that it cannot become a row after it was looked at', () => {
    let reads = 0;
    const changing = {
      get kind(): string {
        reads += 1;
        return reads === 1 ? 'nothing' : 'campaign';
      },
      campaign,
    };
    assert.deepEqual(believed(changing), { campaign });
    assert.equal(reads, 1);
  });
});

describe('The rows that are selected', () => {
  it('are those that the view has drawn', () => {
    const selection = [campaignRow, { ...campaignRow }, null, 'x', streamRow];
    assert.deepEqual(believedSelection(selection, ports), [campaignRow, streamRow]);
    for (const none of [undefined, null, {}, 'x']) assert.equal(believedSelection(none, ports), undefined);
  });
});
