import assert from 'node:assert/strict';

import { selectedCampaigns } from '../../../../src/ui/campaignTree/selectedCampaigns.ts';
import type { TreeNode } from '../../../../src/ui/campaignTree/treeNode.ts';
import { campaign, stream } from '../support.ts';

const row = (id: string, of = stream): TreeNode => ({ kind: 'campaign', campaign: { ...campaign, stream: of, id } });
const idsOf = (clicked: unknown, selection?: unknown): readonly string[] =>
  selectedCampaigns(clicked, selection).map(({ id }) => id);

describe('What the menu of a row acts upon', () => {
  it('is the selection where the row is in it', () => {
    assert.deepEqual(idsOf(row('b'), [row('a'), row('b'), row('c')]), ['a', 'b', 'c']);
  });

  it('is the row alone where it is outside the selection', () => {
    assert.deepEqual(idsOf(row('d'), [row('a'), row('b'), row('c')]), ['d']);
    const elsewhere = { ...stream, streamId: 'st-elsewhere' };
    assert.deepEqual(idsOf(row('b', elsewhere), [row('a'), row('b')]), ['b']);
  });

  it('is the row alone without a selection', () => {
    for (const selection of [undefined, null, [], 'a', {}]) assert.deepEqual(idsOf(row('a'), selection), ['a']);
  });

  it('leaves out rows that are no campaigns, and names each campaign once', () => {
    const streamRow: TreeNode = { kind: 'stream', stream };
    assert.deepEqual(idsOf(row('a'), [streamRow, row('a'), null, row('b'), row('b')]), ['a', 'b']);
  });

  it('is nothing for anything but a campaign’s row', () => {
    for (const clicked of [undefined, null, { kind: 'stream', stream }, { stream: 'x', campaignId: 'a' }]) {
      assert.deepEqual(idsOf(clicked, [row('a')]), []);
    }
  });
});
