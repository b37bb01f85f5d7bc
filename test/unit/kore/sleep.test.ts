import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';

import { sleep } from '../../../src/kore/sleep.ts';

const longMs = 3_600_000;

describe('A wait', () => {
  it('ends after its time, a shorter one before a longer one, and listens no more', async () => {
    const { signal } = new AbortController();
    const ended: string[] = [];
    await Promise.all([
      sleep(30, signal).then(() => ended.push('longer')),
      sleep(1, signal).then(() => ended.push('shorter')),
    ]);
    assert.deepEqual(ended, ['shorter', 'longer']);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('ends with the reason of its signal, and listens no more', async () => {
    const abort = new AbortController();
    const waiting = sleep(longMs, abort.signal);
    abort.abort('enough');
    await assert.rejects(waiting, (reason) => reason === 'enough');
    assert.equal(getEventListeners(abort.signal, 'abort').length, 0);
  });

  it('is not begun where its signal has aborted', async () => {
    await assert.rejects(sleep(longMs, AbortSignal.abort('before')), (reason) => reason === 'before');
  });
});
