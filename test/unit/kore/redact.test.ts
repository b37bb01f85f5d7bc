import assert from 'node:assert/strict';

import { redact } from '../../../src/kore/redact.ts';

describe('redact', () => {
  it('takes out every given secret, wherever it stands', () => {
    assert.equal(redact('a s3cret b s3cret', ['s3cret']), 'a … b …');
    assert.equal(redact('xs3crety', ['s3cret']), 'x…y');
  });

  it('takes out the longer of two secrets first, so that no end of it is left', () => {
    assert.equal(redact('abcdef', ['abc', 'abcdef']), '…');
  });

  it('reads a secret as plain characters', () => {
    assert.equal(redact('a+b a.*b', ['a.*b']), 'a+b …');
    assert.equal(redact('x', ['$&']), 'x');
  });

  it('takes out what has the shape of a JWT or a JWE, known or not', () => {
    assert.equal(redact('auth eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln end', []), 'auth … end');
    assert.equal(redact('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0', []), '…');
    assert.equal(redact('"eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn"', []), '"…"');
    assert.equal(redact('token_eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', []), 'token_…');
  });

  it('takes out a secret that was percent-encoded on its way', () => {
    assert.equal(redact('/login/a%2Fb%3D', ['a/b=']), '/login/…');
  });

  it('leaves a text without secrets alone', () => {
    assert.equal(redact('Campaign Stopped', ['s3cret', '']), 'Campaign Stopped');
  });
});
