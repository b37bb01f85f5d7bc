/**
 * One validator for each field a person can type. The settings, the input boxes and the stop-request
 * module all use these, so that a value is judged the same wherever it comes from.
 */
import { tiers, type Tier } from './stream.ts';

export type FieldName =
  | 'name'
  | 'host'
  | 'accountId'
  | 'streamId'
  | 'iid'
  | 'tier'
  | 'campaigns'
  | 'campaignId'
  | 'campaignName'
  | 'clientId'
  | 'clientSecret'
  | 'algorithm'
  | 'subject'
  | 'privateKeyPem'
  | 'token'
  | 'stream'
  | 'credential';

/** What was given in place of an RSA key as PKCS#8 in PEM. */
export type KeyForm = 'encrypted' | 'pkcs1' | 'ec' | 'openssh' | 'publicKey' | 'certificate' | 'other';

/** What is wrong with one field, as facts. `place` counts from 1. */
export type FieldProblem =
  | { readonly field: FieldName; readonly code: 'missing' | 'notText' | 'notAList' | 'notAnObject' | 'notAHost' }
  | { readonly field: FieldName; readonly code: 'tooLong'; readonly longest: number }
  | { readonly field: FieldName; readonly code: 'badCharacter'; readonly character: string; readonly place: number }
  | { readonly field: FieldName; readonly code: 'notOneOf'; readonly allowed: readonly string[] }
  | { readonly field: FieldName; readonly code: 'duplicate' }
  | { readonly field: FieldName; readonly code: 'unusableKey' | 'notAPem' | 'notWhole' }
  | { readonly field: FieldName; readonly code: 'otherKey'; readonly form: KeyForm }
  | { readonly field: FieldName; readonly code: 'shortKey'; readonly bits: number }
  | { readonly field: 'host'; readonly code: 'userInfo' | 'path' | 'query' | 'insecure' }
  | { readonly field: 'host'; readonly code: 'scheme'; readonly scheme: string };

export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: FieldProblem };

const longestId = 200;
const longestName = 200;
const longestHost = 300;
/** Headers of servers and proxies end at 8 to 16 kB. */
const longestToken = 8000;

export function good<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function bad(problem: FieldProblem): { readonly ok: false; readonly problem: FieldProblem } {
  return { ok: false, problem };
}

function trimmedText(field: FieldName, value: unknown, longest: number): Checked<string> {
  if (value === undefined || value === null) return bad({ field, code: 'missing' });
  if (typeof value !== 'string') return bad({ field, code: 'notText' });
  const text = value.trim();
  if (text === '') return bad({ field, code: 'missing' });
  if (text.length > longest) return bad({ field, code: 'tooLong', longest });
  return good(text);
}

/** Finds the first character outside `allowed`, a pattern of exactly one character. */
function onlyCharacters(field: FieldName, text: string, allowed: RegExp): Checked<string> {
  const characters = Array.from(text);
  const index = characters.findIndex((character) => !allowed.test(character));
  if (index === -1) return good(text);
  return bad({ field, code: 'badCharacter', character: characters[index] ?? '', place: index + 1 });
}

/** Ids become part of a path and of headers: letters, digits, `-` and `_` only, at most 200. */
function checkId(field: FieldName, value: unknown): Checked<string> {
  const text = trimmedText(field, value, longestId);
  return text.ok ? onlyCharacters(field, text.value, /^[A-Za-z0-9_-]$/) : text;
}

export const checkCampaignId = (value: unknown): Checked<string> => checkId('campaignId', value);
export const checkStreamId = (value: unknown): Checked<string> => checkId('streamId', value);
export const checkAccountId = (value: unknown): Checked<string> => checkId('accountId', value);
export const checkIid = (value: unknown): Checked<string> => checkId('iid', value);

/** A name is for people: anything but control characters. */
export function checkName(field: 'name' | 'campaignName' | 'stream', value: unknown): Checked<string> {
  const text = trimmedText(field, value, longestName);
  return text.ok ? onlyCharacters(field, text.value, /^[^\p{Cc}\p{Cs}]$/u) : text;
}

export function checkTier(value: unknown): Checked<Tier> {
  const tier = tiers.find((one) => one === value);
  return tier === undefined ? bad({ field: 'tier', code: 'notOneOf', allowed: tiers }) : good(tier);
}

/** A client id or subject becomes a claim of the token: visible text, no control characters. */
export function checkClaim(field: 'clientId' | 'subject', value: unknown): Checked<string> {
  const text = trimmedText(field, value, longestId);
  return text.ok ? onlyCharacters(field, text.value, /^[^\p{Cc}\p{Cs}]$/u) : text;
}

/** A client secret is used byte for byte; only white space around it, which comes with a paste, is dropped. */
export function checkClientSecret(value: unknown): Checked<string> {
  return trimmedText('clientSecret', value, longestToken);
}

/** A token is sent as it is, in a header: visible ASCII only. A pasted `auth:` or `Bearer` before it is dropped. */
export function checkToken(value: unknown): Checked<string> {
  const bare = typeof value === 'string' ? value.trim().replace(/^(?:auth:\s*|bearer(?:\s+|$))+/i, '') : value;
  const text = trimmedText('token', bare, longestToken);
  return text.ok ? onlyCharacters('token', text.value, /^[\x21-\x7e]$/) : text;
}

/** 127.0.0.0/8, ::1 and localhost: the only places that plain `http` may reach. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Reads a host as a person writes it and returns its origin (`scheme://host[:port]`), the same for every
 * spelling of the same host.
 */
export function checkHost(value: unknown): Checked<string> {
  const text = trimmedText('host', value, longestHost);
  if (!text.ok) return text;
  const visible = onlyCharacters('host', text.value, /^[\x21-\x5b\x5d-\x7e]$/);
  if (!visible.ok) return visible;
  const schemeMatch = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text.value);
  const scheme = schemeMatch?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return bad({ field: 'host', code: 'scheme', scheme });
  }
  const rest = text.value.slice(schemeMatch?.[0].length ?? 0);
  if (/[?#]/.test(rest)) return bad({ field: 'host', code: 'query' });
  if (/\/./.test(rest)) return bad({ field: 'host', code: 'path' });
  if (rest.includes('@')) return bad({ field: 'host', code: 'userInfo' });
  return originOfAuthority(scheme, rest.replace(/\/$/, ''));
}

function originOfAuthority(scheme: 'http' | 'https' | undefined, authority: string): Checked<string> {
  const parsed = parseUrl(`https://${authority}`);
  if (parsed === null || !/^[a-z0-9.-]+$|^\[[0-9a-f:.]+\]$/.test(parsed.hostname)) {
    return bad({ field: 'host', code: 'notAHost' });
  }
  const loopback = isLoopback(parsed.hostname);
  if (scheme === 'http' && !loopback) return bad({ field: 'host', code: 'insecure' });
  const used = scheme ?? (loopback ? 'http' : 'https');
  return good(new URL(`${used}://${authority}`).origin);
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
