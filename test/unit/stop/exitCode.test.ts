import assert from 'node:assert/strict';

import { exitCodeOf, exitCodes } from '../../../src/stop/exitCode.ts';

describe('The exit code of a stop', () => {
  it('is 0 only for one that was read as stopped after it', () => {
    assert.equal(exitCodeOf({ verdict: 'stopped', confirmedBy: 'status' }), 0);
    assert.equal(exitCodeOf({ verdict: 'stopped', confirmedBy: 'reply' }), 4);
    assert.equal(exitCodeOf({ verdict: 'stopped' }), 4);
  });

  it('tells apart what is not stopped, unknown and not confirmed', () => {
    assert.equal(exitCodeOf({ verdict: 'notStopped' }), 1);
    assert.equal(exitCodeOf({ verdict: 'unknown' }), 3);
    assert.equal(exitCodeOf({ verdict: 'accepted' }), 4);
  });

  it('stays as scripts know it', () => {
    assert.deepEqual(exitCodes, { stopped: 0, notStopped: 1, wrongUse: 2, unknown: 3, notConfirmed: 4 });
  });
});
