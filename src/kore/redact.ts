const tokenShape = /\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)*/g;

/**
 * Takes out of a text every given secret and whatever has the shape of a JWT. Every text from outside passes
 * through here before it becomes part of an outcome, a log line or a message.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length > 0).sort((one, other) => other.length - one.length);
  const withoutKnown = known.reduce((left, secret) => left.split(secret).join('…'), text);
  return withoutKnown.replace(tokenShape, '…');
}
