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
const tableBits = 19;

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
  const byBeginning = new Map<number, Buffer[]>();
  // For nearly every place of a text one look into a small table tells that nothing begins there.
  const mayBegin = new Uint8Array(2 ** tableBits);
  for (const form of forms.values()) {
    const beginning = form.readInt32BE();
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), form]);
    mayBegin[placeInTable(beginning)] = 1;
  }
  return {
    forms: forms.size,
    indexIn: (bytes) => {
      let beginning = 0;
      for (let end = 0; end < bytes.length; end += 1) {
        beginning = (beginning << 8) | (bytes[end] ?? 0);
        if (mayBegin[placeInTable(beginning)] === 0 || end < 3) continue;
        for (const form of byBeginning.get(beginning) ?? []) if (isAt(end - 3, form, bytes)) return end - 3;
      }
      return -1;
    },
  };
}

function placeInTable(beginning: number): number {
  return Math.imul(beginning, 0x9e3779b1) >>> (32 - tableBits);
}

/** Without a copy or a view: it is asked millions of times. */
function isAt(start: number, form: Buffer, bytes: Uint8Array): boolean {
  for (let index = 0; index < form.length; index += 1) if (bytes[start + index] !== form[index]) return false;
  return true;
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
