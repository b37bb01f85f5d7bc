/** One default binding of VS Code, as its own document of them lists it. */
export interface DefaultKey {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
}

/** The bindings in "Default Keybindings", a JSON list with comments after it. */
export function readDefaultKeys(document: string): readonly DefaultKey[] {
  const end = document.lastIndexOf('\n]');
  const start = document.indexOf('[');
  if (start === -1 || end === -1) throw new Error(`No list of keys in: ${document.slice(0, 200)}`);
  // Comments stand on lines of their own.
  const list = `${document.slice(start, end)}\n]`.replace(/^\s*\/\/.*$/gm, '');
  return JSON.parse(list) as readonly DefaultKey[];
}

/** Those that a press of the key could reach: the same one, and each chord that begins with it. */
export function takenBy(key: string, defaults: readonly DefaultKey[]): readonly DefaultKey[] {
  const wanted = stroke(key);
  return defaults.filter((one) => stroke(one.key.split(' ')[0] ?? '') === wanted);
}

/** A stroke with its modifiers in one order, whichever names they go by. */
function stroke(key: string): string {
  const parts = key.toLowerCase().trim().split('+');
  // A key can be the plus itself.
  const main = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '');
  const modifiers = parts.slice(0, -1).filter((part) => part !== '');
  const names = modifiers.map((name) => (['cmd', 'win', 'meta'].includes(name) ? 'meta' : name));
  return [...names.sort(), main.replace(/^\[key([a-z])\]$/, '$1')].join('+');
}
