import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';

import jwt from 'jsonwebtoken';

import { inspectToken, makeAuthToken, tryToSign } from '../../../src/kore/token.ts';
import type { ClientSecretCredential, PrivateKeyCredential } from '../../../src/streams/stream.ts';

const nowMs = Date.UTC(2026, 10, 23, 2, 10, 45, 678);
const nowSeconds = Math.floor(nowMs / 1000);
const facts = { nowMs, lifetimeSeconds: 300, tokenId: '11111111-2222-4333-8444-555555555555' };
const secret: ClientSecretCredential = {
  kind: 'clientSecret',
  clientId: 'cs-00000000-fake',
  clientSecret: 'this-is-visibly-no-secret-at-all',
};

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' });
const pem = (key: typeof keys.privateKey): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;

function keyCredential(algorithm: PrivateKeyCredential['algorithm'], privateKeyPem: string): PrivateKeyCredential {
  return { kind: 'privateKey', clientId: secret.clientId, privateKeyPem, algorithm };
}

async function tokenOf(credential: Parameters<typeof makeAuthToken>[0], more = {}): Promise<string> {
  const made = await makeAuthToken(credential, { ...facts, ...more });
  assert.ok(made.ok);
  return made.value;
}

describe('makeAuthToken', () => {
  it('makes the same token as ever for the same claims, key and clock', async () => {
    assert.equal(
      await tokenOf(secret),
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBJZCI6ImNzLTAwMDAwMDAwLWZha2UiLCJzdWIiOiJrb3JlLWNhbXBhaWducyIsImlhdCI6MTc5NTM5OTg0NSwiZXhwIjoxNzk1NDAwMTQ1LCJqdGkiOiIxMTExMTExMS0yMjIyLTQzMzMtODQ0NC01NTU1NTU1NTU1NTUifQ.7mXk1uJ4FBUaqnKgW4nqc91My9EZmiOMBeV26SrNv7A',
    );
  });

  for (const algorithm of ['HS256', 'HS384', 'HS512'] as const) {
    it(`signs with ${algorithm}, as another library verifies`, async () => {
      const token = await tokenOf({ ...secret, algorithm });
      const verified = jwt.verify(token, secret.clientSecret, { algorithms: [algorithm], clockTimestamp: nowSeconds });
      assert.deepEqual(verified, {
        sub: 'kore-campaigns',
        appId: secret.clientId,
        iat: nowSeconds,
        exp: nowSeconds + 300,
        jti: facts.tokenId,
      });
    });
  }

  for (const algorithm of ['RS256', 'RS384', 'RS512'] as const) {
    it(`signs with ${algorithm}, as another library verifies`, async () => {
      const token = await tokenOf({ ...keyCredential(algorithm, pem(keys.privateKey)), subject: 'on-call' });
      const verified = jwt.verify(token, publicKey, { algorithms: [algorithm], clockTimestamp: nowSeconds });
      assert.deepEqual(verified, {
        sub: 'on-call',
        appId: secret.clientId,
        iat: nowSeconds,
        exp: nowSeconds + 300,
        jti: facts.tokenId,
      });
    });
  }

  it('takes HS256 when the credential names no algorithm', async () => {
    const header = jwt.decode(await tokenOf(secret), { complete: true })?.header;
    assert.deepEqual(header, { alg: 'HS256', typ: 'JWT' });
  });

  it('lets the token run out after the given lifetime', async () => {
    const payload = jwt.decode(await tokenOf(secret, { lifetimeSeconds: 60 })) as jwt.JwtPayload;
    assert.equal(payload.exp, nowSeconds + 60);
  });

  it('signs with a secret as short as one character, and with one that is not ASCII', async () => {
    for (const clientSecret of ['x', 'kürzer als 32 Bytes']) {
      const token = await tokenOf({ ...secret, clientSecret });
      assert.ok(jwt.verify(token, clientSecret, { clockTimestamp: nowSeconds }));
    }
  });

  it('uses a secret byte for byte, never decoded', async () => {
    const clientSecret = Buffer.from('this is the decoded form').toString('base64');
    const token = await tokenOf({ ...secret, clientSecret });
    assert.ok(jwt.verify(token, clientSecret, { clockTimestamp: nowSeconds }));
  });

  it('takes a pasted token as it is', async () => {
    assert.equal(await tokenOf({ kind: 'token', token: 'opaque+token=' }), 'opaque+token=');
  });

  it('names the private key when it cannot sign, and why', async () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const edwards = generateKeyPairSync('ed25519').privateKey;
    const cut = pem(keys.privateKey).replace(/\n[^\n]{64}\n/, '\n');
    const unusable: readonly (readonly [pem: string, why: object])[] = [
      ['', { code: 'unusableKey' }],
      ['rubbish', { code: 'unusableKey' }],
      [String(publicKey), { code: 'unusableKey' }],
      [cut, { code: 'unusableKey' }],
      [String(keys.privateKey.export({ type: 'pkcs1', format: 'pem' })), { code: 'unusableKey' }],
      [pem(curve), { code: 'otherKey', form: 'ec' }],
      [pem(edwards), { code: 'otherKey', form: 'other' }],
      [pem(small), { code: 'shortKey', bits: 1024 }],
    ];
    for (const [given, why] of unusable) {
      const problem = { field: 'privateKeyPem', ...why };
      assert.deepEqual(await makeAuthToken(keyCredential('RS256', given), facts), { ok: false, problem });
      assert.deepEqual(await tryToSign(keyCredential('RS256', given)), problem);
    }
  });
});

describe('tryToSign', () => {
  it('finds nothing wrong with what can sign', async () => {
    for (const algorithm of ['RS256', 'RS384', 'RS512'] as const) {
      assert.equal(await tryToSign(keyCredential(algorithm, pem(keys.privateKey))), undefined);
    }
    assert.equal(await tryToSign(secret), undefined);
    assert.equal(await tryToSign({ kind: 'token', token: 'x' }), undefined);
  });
});

describe('inspectToken', () => {
  const signed = (claims: object): string => jwt.sign(claims, 'x', { noTimestamp: true });

  it('reads the time at which a JWT runs out, without a key', () => {
    assert.deepEqual(inspectToken(signed({ exp: nowSeconds })), { kind: 'jwt', expiresAtMs: nowSeconds * 1000 });
  });

  it('reads whose client id it says it is, where that can be one', () => {
    assert.deepEqual(inspectToken(signed({ appId: ' cs-1 ' })), { kind: 'jwt', clientId: 'cs-1' });
    for (const appId of ['', 7, null, {}, 'a\nb', 'x'.repeat(201)]) {
      assert.deepEqual(inspectToken(signed({ appId })), { kind: 'jwt' }, JSON.stringify(appId));
    }
  });

  it('knows a JWT that never runs out', () => {
    assert.deepEqual(inspectToken(signed({ sub: 'x' })), { kind: 'jwt' });
  });

  it('does not trust a time that is no time', () => {
    const withExp = (exp: string): string => `e30.${Buffer.from(`{"exp":${exp}}`).toString('base64url')}.x`;
    for (const exp of ['"soon"', 'null', '1e999', '{}', '-1e20', '1e20']) {
      assert.deepEqual(inspectToken(withExp(exp)), { kind: 'jwt' }, exp);
    }
  });

  it('calls anything else opaque', () => {
    for (const token of ['', 'x', 'a.b', 'a.b.c', 'a.b.c.d.e', `e30.${Buffer.from('[]').toString('base64url')}.x`]) {
      assert.deepEqual(inspectToken(token), { kind: 'opaque' }, token);
    }
  });
});
