import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const recipeFiles = ['package.json', 'package-lock.json', '.npmrc'];

/**
 * Where the packages of a recipe (a folder with a lock file of its own) lie, or will lie, on this computer: outside
 * the project, one folder for each version of the lock.
 */
export function cacheFolder(name, recipe) {
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const hash = createHash('sha256').update(readFileSync(join(recipe, 'package-lock.json')));
  const version = hash.update(`${process.platform}-${process.arch}`).digest('hex').slice(0, 16);
  return join(caches, 'kore-campaigns', `${name}-${version}`);
}

/** Puts the packages together beside their place and then moves them there; two runs at once do no harm. */
export async function buildInCache(folder, recipe, build) {
  await removeLeftovers(dirname(folder));
  const parts = `${folder}.${randomUUID()}.part`;
  try {
    await mkdir(parts, { recursive: true });
    for (const name of recipeFiles) await copyFile(join(recipe, name), join(parts, name));
    await build(parts);
    await rename(parts, folder).catch((error) => {
      if (!existsSync(folder)) throw error; // otherwise another run was faster
    });
  } finally {
    await rm(parts, { recursive: true, force: true });
  }
}

/** A set-up that was killed leaves its unfinished folder; after an hour it is surely nobody's. */
async function removeLeftovers(cache) {
  for (const name of await readdir(cache).catch(() => [])) {
    const path = join(cache, name);
    if (!name.endsWith('.part') || Date.now() - (await stat(path)).mtimeMs < 3_600_000) continue;
    await rm(path, { recursive: true, force: true });
  }
}
