import { createPrivateKey } from 'node:crypto';

import { decodeJwt, importPKCS8, SignJWT } from 'jose';

import { defaultSubject } from '../streams/credential.ts';
import { bad, checkClaim, good, type Checked, type FieldProblem } from '../streams/fields.ts';
import type { ClientSecretCredential, Credential, PrivateKeyCredential } from '../streams/stream.ts';

export interface SigningFacts {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  readonly lifetimeSeconds: number;
  /** The token's `jti`, fresh for each request. */
  readonly tokenId: string;
}

/**
 * Makes the value of the `auth` header: a signed JWT with `sub`, `appId` (Kore's spelling), `iat`, `exp` and
 * `jti`, or the pasted token as it is. The credential is one that `checkCredential` returned.
 */
export async function makeAuthToken(credential: Credential, facts: SigningFacts): Promise<Checked<string>> {
  switch (credential.kind) {
    case 'token':
      return good(credential.token);
    case 'clientSecret':
      return good(await sign(credential, new TextEncoder().encode(credential.clientSecret), facts));
    case 'privateKey': {
      const token = await signWithKey(credential, facts).catch(() => undefined);
      return token === undefined ? bad(keyProblem(credential.privateKeyPem)) : good(token);
    }
  }
}

/** Rejects for a key that is no PKCS#8 PEM, is of another kind or too short. */
async function signWithKey(credential: PrivateKeyCredential, facts: SigningFacts): Promise<string> {
  return sign(credential, await importPKCS8(credential.privateKeyPem, credential.algorithm), facts);
}

/** Why a key that looked right did not sign. */
function keyProblem(pem: string): FieldProblem {
  const field = 'privateKeyPem';
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    if (asymmetricKeyType === 'ec') return { field, code: 'otherKey', form: 'ec' };
    if (asymmetricKeyType !== 'rsa') return { field, code: 'otherKey', form: 'other' };
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    return bits > 0 && bits < 2048 ? { field, code: 'shortKey', bits } : { field, code: 'unusableKey' };
  } catch {
    return { field, code: 'unusableKey' };
  }
}

/** Tries whether a credential can sign, by signing; what is made is thrown away. */
export async function tryToSign(credential: Credential): Promise<FieldProblem | undefined> {
  const made = await makeAuthToken(credential, { nowMs: 0, lifetimeSeconds: 60, tokenId: 'none' });
  return made.ok ? undefined : made.problem;
}

function sign(
  credential: ClientSecretCredential | PrivateKeyCredential,
  key: Parameters<SignJWT['sign']>[0],
  facts: SigningFacts,
): Promise<string> {
  const issuedAt = Math.floor(facts.nowMs / 1000);
  return new SignJWT({ appId: credential.clientId })
    .setProtectedHeader({ alg: credential.algorithm ?? 'HS256', typ: 'JWT' })
    .setSubject(credential.subject ?? defaultSubject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + facts.lifetimeSeconds)
    .setJti(facts.tokenId)
    .sign(key);
}

/** What a pasted token tells of itself without a key. Kore may accept tokens that are no JWT. */
export type TokenFacts =
  | { readonly kind: 'opaque' }
  /** `clientId` as its `appId` tells it: anybody can have written it. */
  | { readonly kind: 'jwt'; readonly expiresAtMs?: number; readonly clientId?: string };

export function inspectToken(token: string): TokenFacts {
  try {
    const { exp, appId } = decodeJwt(token);
    const expiresAtMs = typeof exp === 'number' ? exp * 1000 : NaN;
    const clientId = checkClaim('clientId', appId);
    return {
      kind: 'jwt',
      ...(isTime(expiresAtMs) ? { expiresAtMs } : {}),
      ...(clientId.ok ? { clientId: clientId.value } : {}),
    };
  } catch {
    return { kind: 'opaque' };
  }
}

/** False for what no Date can hold, which a token can claim all the same. */
function isTime(ms: number): boolean {
  return !Number.isNaN(new Date(ms).getTime());
}
