import { createHash, randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { mustRun, root } from './run.mjs';

const recipe = join(root, 'test', 'host');
const recipeFiles = ['package.json', 'package-lock.json', '.npmrc'];

/** The VS Code that the tests run in is put together from npm packages; that works on Linux only. */
export const hostIsSupported = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

/** Where the host lies, or will lie, on this computer: outside the project, one folder for each of its versions. */
export function hostPaths() {
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const hash = createHash('sha256').update(readFileSync(join(recipe, 'package-lock.json')));
  const version = hash.update(`${process.platform}-${process.arch}`).digest('hex').slice(0, 16);
  return within(join(caches, 'kore-campaigns', `host-${version}`));
}

/** Whether the host is complete: it is moved to its place only when it is. */
export function hostIsThere() {
  return existsSync(hostPaths().folder);
}

/** Puts the host together beside its place and then moves it there; two runs at once do no harm. */
export async function buildHost() {
  const { folder } = hostPaths();
  await removeLeftovers(dirname(folder));
  const parts = within(`${folder}.${randomUUID()}.part`);
  try {
    await mkdir(parts.folder, { recursive: true });
    for (const name of recipeFiles) await copyFile(join(recipe, name), join(parts.folder, name));
    // The package's own install script asks for another Node than ours and for Kerberos headers.
    await mustRun('npm', ['ci', '--ignore-scripts'], { cwd: parts.folder });
    const cwd = join(parts.folder, 'node_modules', 'code-server', 'lib', 'vscode');
    await mustRun('npm', ['install', '--omit=dev', '--ignore-scripts'], { cwd });
    // Without spdlog there are no log files on disk. The headers come with the Node that runs the host.
    const env = { ...process.env, npm_config_nodedir: join(parts.node, '..', '..') };
    await mustRun('npm', ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], { cwd, env });
    accessSync(join(cwd, 'node_modules', '@vscode', 'spdlog', 'build', 'Release', 'spdlog.node'));
    await rename(parts.folder, folder).catch((error) => {
      if (!hostIsThere()) throw error; // otherwise another run was faster
    });
  } finally {
    await rm(parts.folder, { recursive: true, force: true });
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

/** The Chromium or Chrome that shows the host's window, or undefined. */
export function findBrowser() {
  return findProgram('chromium') ?? findProgram('chromium-browser') ?? findProgram('google-chrome');
}

/** The full path of a program on the PATH, or undefined. */
export function findProgram(name) {
  const ends = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => ends.map((end) => join(folder, name + end))).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function within(folder) {
  const modules = join(folder, 'node_modules');
  return {
    folder,
    node: join(modules, `node-linux-${process.arch}`, 'bin', 'node'),
    entry: join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
}
