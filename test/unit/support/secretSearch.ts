/** A text, or bytes such as those that a key's PEM stands for. */
export type Secret = string | Uint8Array;

export interface SecretSearch {
  /** How many sequences of bytes are looked for. */
  readonly forms: number;
  /** Where the first of them begins, or -1. */
  readonly indexIn: (bytes: Uint8Array) => number;
}

/** A secret is looked for in pieces, so that one which is cut, wrapped or changed in places is found too. */
const pieceLength = 12;
const keyBits = 24;

/**
 * Looks for every piece of every secret: as UTF-8 and UTF-16, escaped once or twice for JSON, percent-encoded, in hex,
 * and in base64 wherever it begins in what was encoded. One pass over the bytes, however many secrets there are.
 */
export function searchFor(secrets: Iterable<Secret>): SecretSearch {
  const forms = new Map<string, Buffer>();
  for (const secret of secrets) {
    for (const piece of typeof secret === 'string' ? piecesOf(Array.from(secret)) : piecesOf(secret)) {
      const found = isText(piece) ? formsOfText(piece.join('')) : formsOfBytes(Buffer.from(piece));
      for (const form of found) forms.set(form.toString('latin1'), form);
    }
  }
  // By their first three bytes: for nearly every place of a text one look tells that nothing begins there.
  const begins = new Uint8Array(2 ** keyBits);
  const byBeginning = new Map<number, Buffer[]>();
  for (const form of forms.values()) {
    const key = form.readUIntBE(0, 3);
    begins[key] = 1;
    byBeginning.set(key, [...(byBeginning.get(key) ?? []), form]);
  }
  return {
    forms: forms.size,
    indexIn: (bytes) => {
      let key = 0;
      for (let end = 0; end < bytes.length; end += 1) {
        key = ((key << 8) | (bytes[end] ?? 0)) & (2 ** keyBits - 1);
        if (end < 2 || begins[key] === 0) continue;
        const rest = bytes.subarray(end - 2);
        if (byBeginning.get(key)?.some((form) => form.equals(rest.subarray(0, form.length))) === true) return end - 2;
      }
      return -1;
    },
  };
}

/** One after the other, and the last one from the end; a short secret is one piece. */
function piecesOf<T extends { readonly length: number; slice(from: number, to: number): T }>(secret: T): readonly T[] {
  const pieces: T[] = [];
  for (let from = 0; from < secret.length; from += pieceLength) {
    const start = Math.max(0, Math.min(from, secret.length - pieceLength));
    pieces.push(secret.slice(start, start + pieceLength));
  }
  return pieces;
}

function isText(piece: readonly string[] | Uint8Array): piece is readonly string[] {
  return !(piece instanceof Uint8Array);
}

function formsOfText(text: string): readonly Buffer[] {
  const escaped = JSON.stringify(text).slice(1, -1);
  const percent = encodeURIComponent(text);
  const texts = [
    ...[escaped, JSON.stringify(escaped).slice(1, -1)],
    ...[percent, percent.replace(/%\w\w/g, (code) => code.toLowerCase()), percent.replaceAll('%20', '+')],
  ];
  const bytes = Buffer.from(text);
  return [bytes, Buffer.from(text, 'utf16le'), ...texts.map((one) => Buffer.from(one)), ...encoded(bytes)];
}

function formsOfBytes(bytes: Buffer): readonly Buffer[] {
  return [bytes, ...encoded(bytes)];
}

function encoded(bytes: Buffer): readonly Buffer[] {
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].flatMap((before) => {
    // What the neighbours have a part in is left out.
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)];
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    return (['base64', 'base64url'] as const).map((encoding) => padded.toString(encoding).slice(from, to));
  });
  return [hex, hex.toUpperCase(), ...base64].map((one) => Buffer.from(one));
}
