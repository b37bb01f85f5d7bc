import assert from 'node:assert/strict';

import { CallLimit } from '../../../../src/ui/callers/callLimit.ts';

describe('What other programs let Kore be asked', () => {
  it('is six calls in any minute, with how long to wait for the next', () => {
    let nowMs = 1_000_000;
    const limit = new CallLimit(() => nowMs);
    for (let call = 0; call < 6; call += 1) {
      assert.equal(limit.take(), 0);
      nowMs += 1000;
    }
    assert.equal(limit.take(), 54);
    nowMs += 53_999;
    assert.equal(limit.take(), 1);
    nowMs += 1;
    assert.equal(limit.take(), 0);
    assert.equal(limit.take(), 1);
  });

  it('is not over for good when the clock is set back', () => {
    let nowMs = 1_000_000;
    const limit = new CallLimit(() => nowMs);
    for (let call = 0; call < 6; call += 1) limit.take();
    nowMs -= 500_000;
    assert.equal(limit.take(), 0);
  });
});
