/** Texts with something in them that no sentence has. */
export function oddities(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => odd.some((pattern) => pattern.test(text)));
}

const odd: readonly RegExp[] = [
  // A place without its value.
  /(?<!\\u)\{\w+\}/,
  / {2}/,
  /\s[.,;:!?](?:\s|$)/,
  /(?<!\.)\.\.(?!\.)|,,|;;|\.,|,\./,
  /\b(?:undefined|null|NaN)\b|\[object/,
];
