import { bad, checkClaim, checkClientSecret, checkToken, good, type Checked } from './fields.ts';
import { checkPrivateKeyPem } from './privateKeyPem.ts';
import type { Credential } from './stream.ts';

/** The token's `sub` when a credential names none. */
export const defaultSubject = 'kore-campaigns';

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
  const privateKeyPem = checkPrivateKeyPem(raw.privateKeyPem);
  if (!privateKeyPem.ok) return privateKeyPem;
  const algorithm = keyAlgorithms.find((one) => one === raw.algorithm);
  if (algorithm === undefined) return bad({ field: 'algorithm', code: 'notOneOf', allowed: keyAlgorithms });
  const subject = checkSubject(raw.subject);
  if (!subject.ok) return subject;
  return good({
    kind: 'privateKey',
    clientId: clientId.value,
    privateKeyPem: privateKeyPem.value,
    algorithm,
    subject: subject.value,
  });
}

function checkSubject(value: unknown): Checked<string> {
  return value === undefined ? good(defaultSubject) : checkClaim('subject', value);
}
