import assert from 'node:assert/strict';

import { worstExitCode } from '../../../src/cli/exitCodes.ts';

describe('The exit code of several stops', () => {
  it('is the worst of theirs: not stopped, unknown, not confirmed, stopped', () => {
    assert.equal(worstExitCode([0, 4, 3, 1]), 1);
    assert.equal(worstExitCode([0, 4, 3]), 3);
    assert.equal(worstExitCode([4, 0]), 4);
    assert.equal(worstExitCode([0, 0]), 0);
  });

  it('is never that of a success where there is none', () => {
    assert.equal(worstExitCode([]), 3);
  });
});
