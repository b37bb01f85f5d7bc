import { statSync } from 'node:fs';
import Module from 'node:module';
import { sep } from 'node:path';
import type * as vscode from 'vscode';
import { steadyMs } from '../clock.ts';
import type { Activation } from './protocol.ts';

interface Main {
  activate?(context: vscode.ExtensionContext): unknown;
}

/** As Node has it, and as VS Code replaces it too. */
interface Loader {
  _load: (request: string, parent: { readonly filename: string } | undefined, isMain: boolean) => unknown;
}

const loader = Module as unknown as Loader;

/** What an extension gets as `vscode`: VS Code makes one for each, and keeps it. */
export function apiOf(extension: vscode.Extension<unknown>): typeof vscode {
  const filename = `${extension.extensionPath}${sep}package.json`;
  return loader._load('vscode', { filename }, false) as typeof vscode;
}

/** Activates it and takes the time: of loading its main file, and of its `activate()`. */
export async function watchActivation(extension: vscode.Extension<unknown>): Promise<Activation> {
  if (extension.isActive) throw new Error(`${extension.id} is active already`);
  const folder = extension.extensionPath + sep;
  const before = new Set(Object.keys(require.cache));
  const times = { loadMs: NaN, activateMs: NaN };
  const { _load: load } = loader;
  loader._load = (request, parent, isMain) => {
    const own = request.startsWith(folder) && parent?.filename.startsWith(folder) !== true;
    if (!own) return load.call(loader, request, parent, isMain);
    const loadedFromMs = steadyMs();
    const main = load.call(loader, request, parent, isMain) as Main;
    times.loadMs = steadyMs() - loadedFromMs;
    return { ...main, activate: (context: vscode.ExtensionContext) => timed(() => main.activate?.(context), times) };
  };
  try {
    await extension.activate();
  } finally {
    loader._load = load;
  }
  if (Number.isNaN(times.activateMs)) throw new Error(`${extension.id} was activated, and nobody saw it`);
  const files = Object.keys(require.cache).filter((path) => path.startsWith(folder) && !before.has(path));
  return { ...times, files: files.length, bytes: files.reduce((sum, path) => sum + statSync(path).size, 0) };
}

async function timed(activate: () => unknown, times: { activateMs: number }): Promise<unknown> {
  const beganMs = steadyMs();
  const result = activate();
  // What is no promise is through; a wait for it would wait for other extensions too, which begin in the same turn.
  if (result instanceof Promise) await result;
  times.activateMs = steadyMs() - beganMs;
  return result;
}
