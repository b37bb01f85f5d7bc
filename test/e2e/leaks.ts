import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VsCodeWindow } from '../window/index.ts';

/** A place where something secret was found. Never what was found. */
export type Leak = string;

/** The beginning of a signed token, in whatever text. */
const tokenShape = /eyJ[\w-]{8,}\.[\w-]{8,}/;

/** Which of the named texts has a secret or a token in it. */
export function leaksIn(texts: Readonly<Record<string, string>>, secrets: readonly string[]): readonly Leak[] {
  const isSecret = (text: string): boolean =>
    tokenShape.test(text) ||
    secrets.some((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)));
  return Object.keys(texts).filter((place) => isSecret(texts[place] ?? ''));
}

/** Every file below a folder: logs, settings, global storage. */
export async function textsOfFiles(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')] as const));
  return Object.fromEntries(texts);
}

/** What can be read in the window: every frame's text, every notification that ever was, the clipboard. */
export async function textsOfWindow(window: VsCodeWindow): Promise<Record<string, string>> {
  const frames = await Promise.all(
    window.page
      .frames()
      .map(
        async (frame, n) => [`frame ${String(n)}`, await frame.evaluate<string>('document.body.innerText')] as const,
      ),
  );
  const toasts = window.toasts.shown.map((toast, n) => [`toast ${String(n)}`, JSON.stringify(toast)] as const);
  return Object.fromEntries([...frames, ...toasts, ['clipboard', await window.readClipboard()]]);
}
