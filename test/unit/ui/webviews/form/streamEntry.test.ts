import assert from 'node:assert/strict';

import { readStreamSettings } from '../../../../../src/streams/streamSettings.ts';
import { editedEntry } from '../../../../../src/ui/webviews/form/streamEntry.ts';

const entry = {
  name: '  Acme ',
  host: 'HTTPS://Kore.Example/',
  accountId: 'a1',
  streamId: 'st-1',
  iid: 'st-2',
  note: { mine: [1] },
  campaigns: [{ id: 'cd-1', name: 'One', mark: 1 }, 'odd', { id: 'cd/bad' }, { id: ' cd-2 ' }],
};
const [before] = readStreamSettings([entry]).streams;

describe('an entry that was edited in the form', () => {
  if (before === undefined) throw new Error('the entry is a good one');

  it('stays as it is written where nothing was changed', () => {
    assert.deepEqual(editedEntry(entry, before, before), entry);
  });

  it('is written anew in the changed members only', () => {
    const after = { ...before, accountId: 'a2', tier: 'staging' } as const;
    assert.deepEqual(editedEntry(entry, before, after), { ...entry, accountId: 'a2', tier: 'staging' });
  });

  it('loses an iid that was emptied', () => {
    const { iid, ...after } = before;
    const { iid: written, ...rest } = entry;
    assert.deepEqual([iid, written], ['st-2', 'st-2']);
    assert.deepEqual(editedEntry(entry, before, after), rest);
  });

  it('keeps campaigns that it could not read, and what it does not know of the others', () => {
    const campaigns = [{ id: 'cd-1', name: 'Uno' }, { id: 'cd-3' }];
    assert.deepEqual(editedEntry(entry, before, { ...before, campaigns }).campaigns, [
      { id: 'cd-1', name: 'Uno', mark: 1 },
      'odd',
      { id: 'cd/bad' },
      { id: 'cd-3' },
    ]);
  });
});
