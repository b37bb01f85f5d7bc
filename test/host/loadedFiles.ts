import { statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** A file of the extension under test. */
export interface LoadedFile {
  /** Relative to its `dist/`. */
  readonly name: string;
  readonly bytes: number;
}

/** What of its bundles Node has loaded in this process, by name. */
export function readLoaded(extensionPath: string): readonly LoadedFile[] {
  const dist = join(extensionPath, 'dist') + sep;
  return Object.keys(require.cache)
    .filter((path) => path.startsWith(dist))
    .sort()
    .map((path) => ({ name: path.slice(dist.length), bytes: statSync(path).size }));
}
