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
      const key = await importPKCS8(credential.privateKeyPem, credential.algorithm).catch(() => undefined);
      if (key === undefined) return bad({ field: 'privateKeyPem', code: 'unusableKey' });
      return good(await sign(credential, key, facts));
    }
  }
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
    return typeof exp === 'number' && Number.isFinite(exp) ? { kind: 'jwt', expiresAtMs: exp * 1000 } : { kind: 'jwt' };
  } catch {
    return { kind: 'opaque' };
  }
}
