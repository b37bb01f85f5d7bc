import { decodeJwt, importPKCS8, SignJWT } from 'jose';

import { checkClaim, checkClientSecret, checkToken, good, bad, type Checked } from '../streams/fields.ts';
import type { ClientSecretCredential, Credential, PrivateKeyCredential } from '../streams/stream.ts';

export const defaultTokenLifetimeSeconds = 300;

const defaultSubject = 'kore-campaigns';

export interface SigningFacts {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  readonly lifetimeSeconds: number;
  /** The token's `jti`, fresh for each request. */
  readonly tokenId: string;
}

/** Checks every field of a credential before it is used; returns it trimmed. Throws nothing. */
export function checkCredential(value: unknown): Checked<Credential> {
  if (typeof value !== 'object' || value === null) return bad({ field: 'credential', code: 'notAnObject' });
  const raw = value as Partial<Record<string, unknown>>;
  switch (raw.kind) {
    case 'token': {
      const token = checkToken(raw.token);
      return token.ok ? good({ kind: 'token', token: token.value }) : token;
    }
    case 'clientSecret':
      return checkClientSecretCredential(raw);
    case 'privateKey':
      return checkPrivateKeyCredential(raw);
    default:
      return bad({ field: 'credential', code: 'notOneOf', allowed: ['clientSecret', 'privateKey', 'token'] });
  }
}

const secretAlgorithms = ['HS256', 'HS384', 'HS512'] as const;
const keyAlgorithms = ['RS256', 'RS384', 'RS512'] as const;

function checkClientSecretCredential(raw: Partial<Record<string, unknown>>): Checked<Credential> {
  const clientId = checkClaim('clientId', raw.clientId);
  if (!clientId.ok) return clientId;
  const clientSecret = checkClientSecret(raw.clientSecret);
  if (!clientSecret.ok) return clientSecret;
  const algorithm = secretAlgorithms.find((one) => one === (raw.algorithm ?? 'HS256'));
  if (algorithm === undefined) return bad({ field: 'algorithm', code: 'notOneOf', allowed: secretAlgorithms });
  const subject = checkSubject(raw.subject);
  if (!subject.ok) return subject;
  return good({
    kind: 'clientSecret',
    clientId: clientId.value,
    clientSecret: clientSecret.value,
    algorithm,
    subject: subject.value,
  });
}

function checkPrivateKeyCredential(raw: Partial<Record<string, unknown>>): Checked<Credential> {
  const clientId = checkClaim('clientId', raw.clientId);
  if (!clientId.ok) return clientId;
  if (typeof raw.privateKeyPem !== 'string') return bad({ field: 'privateKeyPem', code: 'missing' });
  const algorithm = keyAlgorithms.find((one) => one === raw.algorithm);
  if (algorithm === undefined) return bad({ field: 'algorithm', code: 'notOneOf', allowed: keyAlgorithms });
  const subject = checkSubject(raw.subject);
  if (!subject.ok) return subject;
  return good({
    kind: 'privateKey',
    clientId: clientId.value,
    privateKeyPem: raw.privateKeyPem,
    algorithm,
    subject: subject.value,
  });
}

function checkSubject(value: unknown): Checked<string> {
  return value === undefined ? good(defaultSubject) : checkClaim('subject', value);
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
