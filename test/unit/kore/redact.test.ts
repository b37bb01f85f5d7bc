import assert from 'node:assert/strict';

import { createRedactor, redact } from '../../../src/kore/redact.ts';

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

  it('takes out a secret that was escaped for JSON, as the record of stops does', () => {
    assert.equal(redact(JSON.stringify({ name: 'x a"b\\c' }), ['a"b\\c']), '{"name":"x …"}');
  });

  it('leaves a text without secrets alone', () => {
    assert.equal(redact('Campaign Stopped', ['s3cret', '']), 'Campaign Stopped');
  });
});

describe('The redactor', () => {
  const key = [
    '-----BEGIN PRIVATE KEY-----',
    'MIIEvQIBADANBgkqhkiG9w0B',
    'AQEFAASCBKcwggSjAgEAAoIB',
    '-----END PRIVATE KEY-----',
  ];

  it('takes out every secret that it has learnt, and no client id', () => {
    const { learn, clean } = createRedactor();
    const text = 'cs-1 a-client-secret an.opaque.token';
    assert.equal(clean(text), text);
    learn({ kind: 'clientSecret', clientId: 'cs-1', clientSecret: 'a-client-secret' });
    learn({ kind: 'token', token: 'an.opaque.token' });
    assert.equal(clean(text), 'cs-1 … …');
  });

  it('takes out a private key, whole, in part and with other line ends, and leaves the words around it', () => {
    const { learn, clean } = createRedactor();
    learn({ kind: 'privateKey', clientId: 'cs-1', privateKeyPem: key.join('\n'), algorithm: 'RS256' });
    assert.equal(clean(`key ${key.join('\n')}`), 'key …');
    assert.equal(clean(key.join('\r\n')), `${key[0] ?? ''}\r\n…\r\n…\r\n${key[3] ?? ''}`);
    assert.equal(clean(`only ${key[2] ?? ''}`), 'only …');
    const short = 'QUJDREVGR0hJSg==';
    learn({ kind: 'privateKey', clientId: 'cs-1', privateKeyPem: `${key[0] ?? ''}\n${short}`, algorithm: 'RS256' });
    assert.equal(clean(`its end ${short}`), 'its end …');
    assert.equal(clean('a PRIVATE KEY is needed'), 'a PRIVATE KEY is needed');
  });

  it('takes out what has the shape of a token, learnt or not', () => {
    assert.equal(createRedactor().clean('auth eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln'), 'auth …');
  });

  it('leaves words alone that are a secret of a few characters', () => {
    const { learn, clean } = createRedactor();
    learn({ kind: 'clientSecret', clientId: 'cs-1', clientSecret: 'sent' });
    learn({ kind: 'token', token: 'sixsix' });
    assert.equal(clean('Nothing was sent. sixsix'), 'Nothing was sent. …');
  });
});
