import assert from 'node:assert/strict';

import { mayLeaveOut } from '../../../../src/ui/tasks/mayLeaveOut.ts';
import { stream } from '../support.ts';

const both = { allowed: true, isTrusted: true };

describe('The question of a task', () => {
  it('is left out for a development stream where the person has said so', () => {
    assert.equal(mayLeaveOut({ ...stream, tier: 'development' }, both), true);
    assert.equal(mayLeaveOut({ ...stream, tier: 'development' }, { ...both, allowed: false }), false);
  });

  it('is asked in a workspace that is not trusted, whatever is set', () => {
    assert.equal(mayLeaveOut({ ...stream, tier: 'development' }, { ...both, isTrusted: false }), false);
  });

  it('is asked for every other tier, and for a stream without one', () => {
    for (const one of [stream, { ...stream, tier: 'staging' as const }, {}]) {
      assert.equal(mayLeaveOut(one, both), false);
    }
  });
});
