import type { Credential } from '../streams/stream.ts';

/** A JWT or JWE; the second part of a JWE can be empty. */
const tokenShape = /(?<![A-Za-z0-9])eyJ[\w-]{5,}(?:\.[\w-]*)+/g;

/**
 * Takes out of a text every given secret (well-formed text), percent-encoded or escaped for JSON too, and whatever has
 * the shape of a JWT. Every text from outside passes through here before it becomes part of an outcome, a log line or
 * a message.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return withoutForms(text, formsOf(secrets));
}

/** As what the secrets can stand in a text, the longest first. */
function formsOf(secrets: Iterable<string>): readonly string[] {
  return [...secrets]
    .filter((secret) => secret.length > 0)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((one, other) => other.length - one.length);
}

function withoutForms(text: string, forms: readonly string[]): string {
  const withoutKnown = forms.reduce((left, form) => left.replaceAll(form, '…'), text);
  return withoutKnown.replace(tokenShape, '…');
}

/** Knows the secrets that this window has met. Every text that leaves the extension passes `clean`. */
export interface Redactor {
  /** Called with each credential that is found, entered or kept. */
  readonly learn: (credential: Credential) => void;
  /** The text without any secret that was learnt, and without whatever has the shape of a token. */
  readonly clean: (text: string) => string;
}

/** A shorter secret is a syllable of everyday words: taking it out would tell it, and spoil every sentence. */
const shortestSecret = 6;

export function createRedactor(): Redactor {
  const known = new Set<string>();
  let forms: readonly string[] | undefined;
  return {
    learn: (credential) => {
      for (const secret of secretsOf(credential)) {
        if (secret.length < shortestSecret || known.has(secret)) continue;
        known.add(secret);
        forms = undefined;
      }
    },
    clean: (text) => withoutForms(text, (forms ??= formsOf(known))),
  };
}

function secretsOf(credential: Credential): readonly string[] {
  switch (credential.kind) {
    case 'clientSecret':
      return [credential.clientSecret];
    case 'token':
      return [credential.token];
    case 'privateKey':
      // Line by line as well: a text may carry a part of the key, or the key with other line ends.
      return [credential.privateKeyPem, ...credential.privateKeyPem.split(/\s+/).filter(isKeyText)];
  }
}

/** A line of the key itself, not a word of the lines around it. */
function isKeyText(line: string): boolean {
  return line.length >= 16 && /^[A-Za-z0-9+/]+={0,2}$/.test(line);
}
