/** Words of a member's name, in small letters and without anything between, that say that its value is a secret. */
const secretWords =
  /secret|token|passw(?:or)?d|passphrase|privatekey|pem$|credential|apikey|accesskey|jwt|jwk|bearer|authorization|cookie/;
/** Names that say it as a whole word only: “auth” is a part of “author”. */
const secretNames = new Set(['auth', 'pwd', 'pass', 'key', 'authheader']);
/** A JWT or JWE, a header that carries one, or a key or certificate in PEM. */
const secretValue = /(?:^|[^A-Za-z0-9])eyJ[\w-]{5,}\.[\w-]*|-----BEGIN\s|\b[Bb]earer\s+[\w.~+/=-]{16}/;
/** Nothing that a person writes is deeper. */
const deepest = 50;

/**
 * The path to the first member of a parsed JSON value that is a secret by its name, or holds one by its shape, such as
 * `streams[0].clientSecret`. Undefined when there is none. What is nested too deeply to look at counts as one.
 */
export function findSecret(value: unknown, path = '', depth = 0): string | undefined {
  if (depth > deepest) return path;
  if (typeof value === 'string') return secretValue.test(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const members: readonly (readonly [key: string, value: unknown])[] = Object.entries(value);
  for (const [key, member] of members) {
    const place = Array.isArray(value) ? `${path}[${key}]` : [path, nameToTell(key)].filter(Boolean).join('.');
    const found = !Array.isArray(value) && isSecretName(key) ? place : findSecret(member, place, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isSecretName(key: string): boolean {
  const letters = key.toLowerCase().replace(/[^a-z]/g, '');
  return secretWords.test(letters) || secretNames.has(letters) || secretValue.test(key);
}

/** The name of a member, unless it is itself a secret. */
function nameToTell(key: string): string {
  return secretValue.test(key) || key.length > 60 ? '…' : key;
}
