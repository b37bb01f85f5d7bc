import { decodeJwt, importPKCS8, SignJWT } from 'jose';

import { defaultSubject } from '../streams/credential.ts';
import { bad, good, type Checked } from '../streams/fields.ts';
import type { ClientSecretCredential, Credential, PrivateKeyCredential } from '../streams/stream.ts';

export const defaultTokenLifetimeSeconds = 300;

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
      return token === undefined ? bad({ field: 'privateKeyPem', code: 'unusableKey' }) : good(token);
    }
  }
}

/** Rejects for a key that is no PKCS#8 PEM, is of another kind or too short. */
async function signWithKey(credential: PrivateKeyCredential, facts: SigningFacts): Promise<string> {
  return sign(credential, await importPKCS8(credential.privateKeyPem, credential.algorithm), facts);
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
export type TokenFacts = { readonly kind: 'opaque' } | { readonly kind: 'jwt'; readonly expiresAtMs?: number };

export function inspectToken(token: string): TokenFacts {
  try {
    const { exp } = decodeJwt(token);
    const expiresAtMs = typeof exp === 'number' ? exp * 1000 : NaN;
    return isTime(expiresAtMs) ? { kind: 'jwt', expiresAtMs } : { kind: 'jwt' };
  } catch {
    return { kind: 'opaque' };
  }
}

/** False for what no Date can hold, which a token can claim all the same. */
function isTime(ms: number): boolean {
  return !Number.isNaN(new Date(ms).getTime());
}
