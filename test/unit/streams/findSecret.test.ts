import assert from 'node:assert/strict';

import { findSecret } from '../../../src/streams/findSecret.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';

describe('a secret in a parsed text', () => {
  for (const name of [
    'clientSecret',
    'client_secret',
    'CLIENT-SECRET',
    'token',
    'accessToken',
    'password',
    'passwd',
    'passphrase',
    'privateKey',
    'privateKeyPem',
    'private-key',
    'pem',
    'credential',
    'credentials',
    'apiKey',
    'jwt',
    'auth',
    'Authorization',
    'cookie',
    'key',
    'pwd',
  ]) {
    it(`is a member called ${name}, wherever it is and whatever it holds`, () => {
      assert.equal(findSecret({ [name]: 'x' }), name);
      assert.equal(findSecret([{ a: 1 }, { b: { [name]: null } }]), `[1].b.${name}`);
    });
  }

  for (const [what, value] of [
    ['a token', jwt],
    ['a token within a sentence', `use ${jwt} for now`],
    ['a token of which only the first two parts were copied', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIi'],
    ['a header with a token of any form', 'Bearer 0123456789abcdef'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE'],
    ['a private key on one line', '-----BEGIN RSA PRIVATE KEY----- MIIE'],
  ] as const) {
    it(`is ${what} as a value, in a member of any name`, () => {
      assert.equal(findSecret({ streams: [{ note: value }] }), 'streams[0].note');
      assert.equal(findSecret([value]), '[0]');
      assert.equal(findSecret(value), '');
    });
  }

  it('is not repeated where it stands in the place of a name', () => {
    assert.equal(findSecret({ a: { [jwt]: 1 } }), 'a.…');
  });

  it('may hide deeper than anybody writes: that counts as one', () => {
    const nested = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
    assert.notEqual(findSecret(nested), undefined);
  });

  it('is none of what makes up a stream, and no everyday word', () => {
    const stream = {
      name: 'Author of the Keynote, Bearer bonds, eyJ',
      host: 'https://platform.kore.ai',
      accountId: 'a1',
      streamId: 'st-1',
      iid: 'st-2',
      tier: 'staging',
      campaigns: [{ id: 'cd-1', name: 'Secret sale, token of thanks' }],
      author: 'x',
      monkey: 1,
      keyword: 'x',
      temperature: 2,
    };
    assert.equal(findSecret({ koreCampaignsSetup: 1, streams: [stream] }), undefined);
  });
});
