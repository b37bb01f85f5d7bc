import assert from 'node:assert/strict';

import { checkCredential } from '../../../src/streams/credential.ts';

const secret = { kind: 'clientSecret', clientId: 'cs-1', clientSecret: 'x' };
const pem = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
const key = { kind: 'privateKey', clientId: 'cs-1', privateKeyPem: pem, algorithm: 'RS256' };

describe('checkCredential', () => {
  it('gives a client secret trimmed, with the usual algorithm and subject', () => {
    assert.deepEqual(checkCredential({ ...secret, clientId: ' cs-1 ', clientSecret: ' x\n' }), {
      ok: true,
      value: { ...secret, algorithm: 'HS256', subject: 'kore-campaigns' },
    });
  });

  it('keeps the algorithm and the subject that are named', () => {
    const named = { ...secret, algorithm: 'HS512', subject: 'on-call' };
    assert.deepEqual(checkCredential(named), { ok: true, value: named });
    assert.deepEqual(checkCredential({ ...key, subject: 'x' }), { ok: true, value: { ...key, subject: 'x' } });
  });

  it('restores the line breaks of a key', () => {
    const pasted = { ...key, privateKeyPem: pem.replaceAll('\n', ' '), subject: 'x' };
    assert.deepEqual(checkCredential(pasted), { ok: true, value: { ...key, subject: 'x' } });
  });

  it('takes a client secret of 1 to 31 characters', () => {
    for (const length of [1, 31]) assert.ok(checkCredential({ ...secret, clientSecret: 'x'.repeat(length) }).ok);
  });

  it('takes a token that is no JWT', () => {
    assert.deepEqual(checkCredential({ kind: 'token', token: ' opaque ' }), {
      ok: true,
      value: { kind: 'token', token: 'opaque' },
    });
  });

  const refused: readonly (readonly [what: string, credential: unknown, field: string, code: string])[] = [
    ['nothing', undefined, 'credential', 'notAnObject'],
    ['a text', 'x', 'credential', 'notAnObject'],
    ['no kind', {}, 'credential', 'notOneOf'],
    ['another kind', { kind: 'password' }, 'credential', 'notOneOf'],
    ['a token with a line break', { kind: 'token', token: 'a\nb' }, 'token', 'badCharacter'],
    ['no token', { kind: 'token' }, 'token', 'missing'],
    ['no client id', { ...secret, clientId: '' }, 'clientId', 'missing'],
    ['a client id with a line break', { ...secret, clientId: 'a\nb' }, 'clientId', 'badCharacter'],
    ['no client secret', { ...secret, clientSecret: undefined }, 'clientSecret', 'missing'],
    ['a client secret that is no text', { ...secret, clientSecret: 7 }, 'clientSecret', 'notText'],
    ['no signature at all', { ...secret, algorithm: 'none' }, 'algorithm', 'notOneOf'],
    ['an algorithm for keys', { ...secret, algorithm: 'RS256' }, 'algorithm', 'notOneOf'],
    ['an empty subject', { ...secret, subject: '' }, 'subject', 'missing'],
    ['a key without an algorithm', { ...key, algorithm: undefined }, 'algorithm', 'notOneOf'],
    ['a key with an algorithm for secrets', { ...key, algorithm: 'HS256' }, 'algorithm', 'notOneOf'],
    ['no key', { ...key, privateKeyPem: undefined }, 'privateKeyPem', 'missing'],
    ['a key that is not PEM', { ...key, privateKeyPem: 'x' }, 'privateKeyPem', 'notAPem'],
    [
      'a key of another form',
      { ...key, privateKeyPem: pem.replaceAll(' PRIVATE', ' RSA PRIVATE') },
      'privateKeyPem',
      'otherKey',
    ],
    ['a key without a client id', { ...key, clientId: undefined }, 'clientId', 'missing'],
    ['a key with a bad subject', { ...key, subject: 'a\u0000' }, 'subject', 'badCharacter'],
  ];
  for (const [what, credential, field, code] of refused) {
    it(`refuses ${what}, with the field’s name`, () => {
      const checked = checkCredential(credential);
      assert.ok(!checked.ok);
      assert.deepEqual([checked.problem.field, checked.problem.code], [field, code]);
    });
  }
});
