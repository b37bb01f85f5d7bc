import assert from 'node:assert/strict';

import { campaignIdOf } from '../../../src/cli/streamChoice.ts';
import { ids } from '../support/orders.ts';

function stream(...campaigns: readonly { readonly id: string; readonly name?: string }[]) {
  return { name: 'Acme', host: 'https://kore.example', accountId: ids.accountId, streamId: ids.streamId, campaigns };
}

describe('What a campaign argument means', () => {
  it('is the campaign of that name in the file, else the id', () => {
    const of = stream({ id: 'cd-1', name: 'Blast' }, { id: 'cd-2', name: 'cd-2' });
    assert.equal(campaignIdOf('Blast', of), 'cd-1');
    assert.equal(campaignIdOf('cd-2', of), 'cd-2');
    assert.equal(campaignIdOf(' cd-3 ', of), 'cd-3');
  });

  it('is never another campaign than the id that was typed, whatever a file calls it', () => {
    const listed = stream({ id: 'cd-1', name: 'other' }, { id: 'other' });
    const unlisted = stream({ id: 'cd-1', name: 'cd-9' });
    for (const [given, of] of [
      ['other', listed],
      ['cd-9', unlisted],
    ] as const) {
      assert.throws(() => campaignIdOf(given, of), { code: 'wrongUse', message: /looks like the id of another/ });
    }
  });
});
