import assert from 'node:assert/strict';

import { limitsOf } from '../../../src/stop/limits.ts';

describe('limitsOf', () => {
  it('gives 60 s to an order and 15 s to a request, and keeps 10 s for readings', () => {
    assert.deepEqual(limitsOf({}), {
      deadlineMs: 60_000,
      hard: false,
      reserveMs: 10_000,
      attemptTimeoutMs: 15_000,
      scale: 1,
    });
  });

  it('keeps a quarter of a short deadline for readings, and never more than 10 s', () => {
    for (const [deadlineMs, reserveMs, scale] of [
      [400, 100, 400 / 60_000],
      [30_000, 7500, 0.5],
      [40_000, 10_000, 2 / 3],
      [60_000, 10_000, 1],
      [600_000, 10_000, 1],
    ] as const) {
      assert.deepEqual(limitsOf({ deadlineMs }), {
        deadlineMs,
        hard: true,
        reserveMs,
        attemptTimeoutMs: 15_000,
        scale,
      });
    }
  });

  it('keeps nothing for readings when the check is off', () => {
    assert.equal(limitsOf({ confirm: false }).reserveMs, 0);
    assert.equal(limitsOf({ confirm: false, deadlineMs: 8000 }).reserveMs, 0);
  });

  it('takes the limit of one request alone from that option', () => {
    const limits = limitsOf({ attemptTimeoutMs: 100 });
    assert.deepEqual(
      [limits.attemptTimeoutMs, limits.deadlineMs, limits.reserveMs, limits.hard],
      [100, 60_000, 10_000, false],
    );
  });
});
