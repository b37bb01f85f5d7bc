import assert from 'node:assert/strict';

import { toError } from '../../../src/ui/toError.ts';

describe('What was thrown', () => {
  it('is told as it is where it is an error, else by its words', () => {
    const error = new RangeError('too far');
    assert.equal(toError(error), error);
    assert.equal(toError('gone').message, 'gone');
  });

  it('is told also where it has no words or fails to tell them, as what another extension throws may', () => {
    const fails = (): never => {
      throw new Error('no');
    };
    const silent = [
      Object.create(null) as object,
      { toString: fails },
      Object.defineProperty(new Error(), 'message', { get: fails }),
      new Proxy({}, { getPrototypeOf: fails }),
    ];
    for (const one of silent) assert.equal(toError(one).message, 'What was thrown has no words.');
    assert.equal(typeof toError(Object.assign(new Error(), { message: { a: 1 } })).message, 'string');
  });
});
