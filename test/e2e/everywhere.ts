import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VsCodeWindow } from '../window/index.ts';
import { searchFor, type Secret } from '../unit/support/secretSearch.ts';

const watchPage = fileURLToPath(new URL('watchPage.js', import.meta.url));

/** What a window shows and leaves behind. */
export type PlaceKind = 'file' | 'storage' | 'window' | 'clipboard' | 'document';

export interface Place {
  readonly kind: PlaceKind;
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Seen {
  readonly where: string;
  readonly text: string;
}

/** Every place in which a secret could lie. What can be seen is kept from `watch` on, over reloads too. */
export class Everywhere {
  readonly #window: VsCodeWindow;
  readonly #seen = new Map<string, string>();
  readonly #taken: Place[] = [];
  readonly #typed = new Set<string>();

  private constructor(window: VsCodeWindow) {
    this.#window = window;
  }

  /** Keeps all that the window shows from now on. */
  static async watch(window: VsCodeWindow): Promise<Everywhere> {
    const everywhere = new Everywhere(window);
    const context = window.page.context();
    await context.exposeFunction('koreSaw', (seen: readonly Seen[]) => {
      for (const { where, text } of seen) everywhere.#seen.set(text, where);
    });
    await context.addInitScript({ path: watchPage });
    const script = await readFile(watchPage, 'utf8');
    for (const frame of window.page.frames()) await frame.evaluate(script);
    return everywhere;
  }

  /** What a person types into a plain box stands there; it is searched for everywhere else. */
  typed(text: string): string {
    this.#typed.add(text);
    return text;
  }

  /** Keeps what is in the clipboard after `act`, once it is as wanted. */
  async takeClipboard(name: string, act: () => Promise<unknown>, wanted: RegExp): Promise<string> {
    const window = this.#window;
    await window.page.evaluate(`navigator.clipboard.writeText('')`);
    await act();
    const text = await window.screen.waitFor(`${String(wanted)} in the clipboard`, async () => {
      const copied = await window.readClipboard();
      return wanted.test(copied) && copied;
    });
    return this.#take('clipboard', name, text);
  }

  /** Keeps the whole text of the document that has the focus. */
  async takeDocument(name: string): Promise<string> {
    const { page, screen } = this.#window;
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await page.evaluate(`navigator.clipboard.writeText('')`);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+C');
    const text = await screen.waitFor('the text of the document', async () => {
      const copied = await this.#window.readClipboard();
      return copied !== '' && copied;
    });
    return this.#take('document', name, text);
  }

  #take(kind: PlaceKind, name: string, text: string): string {
    this.#taken.push({ kind, name, bytes: Buffer.from(text) });
    return text;
  }

  /** All places as they are now. */
  async places(): Promise<readonly Place[]> {
    return [...(await this.#files()), ...(await this.#storage()), ...(await this.#shown()), ...this.#taken];
  }

  /** Everything on disk: what VS Code and the extension keep, and the browser's profile. */
  async #files(): Promise<readonly Place[]> {
    const folder = dirname(this.#window.host.userDataFolder);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    // One that is gone by now was a temporary one.
    const read = paths.map(async (path) => ({ path, bytes: await readFile(path).catch(() => undefined) }));
    return (await Promise.all(read)).flatMap(({ path, bytes }) =>
      bytes === undefined ? [] : [{ kind: 'file' as const, name: relative(folder, path), bytes }],
    );
  }

  /** The browser's storage, where a VS Code in a browser keeps state, logs and, encrypted, secrets. */
  async #storage(): Promise<readonly Place[]> {
    const entries =
      await this.#window.page.evaluate<readonly { name: string; text: string; latin1: boolean }[]>(readStorage);
    return entries.map(({ name, text, latin1 }) => ({
      kind: 'storage',
      name,
      bytes: Buffer.from(text, latin1 ? 'latin1' : 'utf8'),
    }));
  }

  async #shown(): Promise<readonly Place[]> {
    for (const frame of this.#window.page.frames()) await frame.evaluate('window.koreFlush?.()').catch(() => undefined);
    return [...this.#seen]
      .filter(([text]) => !this.#typed.has(text))
      .map(([text, where]) => ({ kind: 'window', name: where, bytes: Buffer.from(text) }));
  }
}

/** Of localStorage, sessionStorage, cookies and every database, with their keys. */
const readStorage = `(async () => {
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const entries = [];
  const keep = (name, value) => {
    const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
    const latin1 = bytes instanceof Uint8Array;
    const text = latin1
      ? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
      : typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    entries.push({ name, text, latin1 });
  };
  keep('cookies', document.cookie);
  for (const [name, storage] of Object.entries({ localStorage, sessionStorage })) {
    keep('keys of ' + name, Object.keys(storage));
    for (const [key, value] of Object.entries(storage)) keep(name + ' ' + key, value);
  }
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([answer(objects.getAllKeys()), answer(objects.getAll())]);
      keep('keys of ' + name + ' ' + store, keys);
      keys.forEach((key, index) => keep([name, store, String(key)].join(' '), values[index]));
    }
    database.close();
  }
  return entries;
})()`;

export interface SearchFigures {
  readonly bytes: number;
  /** Byte sequences that were looked for. */
  readonly forms: number;
  readonly places: Readonly<Record<PlaceKind, number>>;
  /** Kind, name and offset of what was found; never what it was. */
  readonly hits: readonly string[];
}

/** Looks for the secrets in every place. */
export function searchPlaces(places: readonly Place[], secrets: Iterable<Secret>): SearchFigures {
  const search = searchFor(secrets);
  const counts = { file: 0, storage: 0, window: 0, clipboard: 0, document: 0 };
  for (const { kind } of places) counts[kind] += 1;
  return {
    bytes: places.reduce((sum, { bytes }) => sum + bytes.length, 0),
    forms: search.forms,
    places: counts,
    hits: places.flatMap(({ kind, name, bytes }) => {
      const index = search.indexIn(bytes);
      return index < 0 ? [] : [`${kind} ${name} (at ${String(index)})`];
    }),
  };
}

/** `1,234 places (12 file, …), 12.3 MB, 5,678 forms of 12 secrets, 0 hits`. */
export function figuresLine({ bytes, forms, places, hits }: SearchFigures, secrets: number): string {
  const total = Object.values(places).reduce((sum, count) => sum + count, 0);
  const kinds = Object.entries(places).map(([kind, count]) => `${String(count)} ${kind}`);
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  const sought = `${String(forms)} forms of ${String(secrets)} secrets`;
  return `${String(total)} places (${kinds.join(', ')}), ${size}, ${sought}, ${String(hits.length)} hits`;
}
