/** A JWT or JWE; the second part of a JWE can be empty. */
const tokenShape = /(?<![A-Za-z0-9])eyJ[\w-]{5,}(?:\.[\w-]*)+/g;

/**
 * Takes out of a text every given secret (well-formed text), percent-encoded too, and whatever has the shape of a
 * JWT. Every text from outside passes through here before it becomes part of an outcome, a log line or a message.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets
    .filter((secret) => secret.length > 0)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .sort((one, other) => other.length - one.length);
  const withoutKnown = known.reduce((left, secret) => left.split(secret).join('…'), text);
  return withoutKnown.replace(tokenShape, '…');
}
