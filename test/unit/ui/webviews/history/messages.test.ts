import assert from 'node:assert/strict';

import { readMessage } from '../../../../../src/ui/webviews/history/messages.ts';

describe('What the history’s page sends', () => {
  it('is taken as it is meant', () => {
    for (const message of [
      { kind: 'ready' },
      { kind: 'refresh' },
      { kind: 'detail', id: 'a' },
      { kind: 'addNote', id: 'a' },
      { kind: 'export', ids: ['a', 'b'] },
      { kind: 'text', ids: [] },
    ]) {
      assert.deepEqual(readMessage({ ...message, more: 1 }), message);
    }
  });

  it('is nothing where it is anything else', () => {
    for (const other of [
      undefined,
      null,
      'ready',
      {},
      { kind: 'stop' },
      { kind: 'detail' },
      { kind: 'addNote', id: 7 },
      { kind: 'export', ids: 'a' },
      { kind: 'text', ids: ['a', 7] },
    ]) {
      assert.equal(readMessage(other), undefined);
    }
  });
});
