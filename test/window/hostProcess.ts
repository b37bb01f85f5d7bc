import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostPaths } from '../../scripts/host.mjs';

/** Settings without which VS Code opens things of its own over what a test looks at. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'workbench.editor.useModal': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export interface HostOptions {
  /** An empty folder for everything the host writes. */
  readonly folder: string;
  /** User settings, over the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What the person bound to keys. */
  readonly keybindings?: readonly Readonly<Record<string, unknown>>[];
  /** Packages to have installed from the start, by VS Code itself. */
  readonly vsix?: readonly string[];
  /** Unpacked extensions to have from the start. */
  readonly unpacked?: readonly string[];
  /** Environment variables to add (`NODE_EXTRA_CA_CERTS`); those of this process are not handed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** `restricted`: workspace trust is on, and the workspace is not trusted. */
  readonly trust?: 'trusted' | 'restricted';
  /** Lets the page run a test suite inside the extension host; VS Code then shows no toasts. */
  readonly runsSuite?: boolean;
}

export interface Host {
  /** Of the server, and of the process group of everything that it starts. */
  readonly pid: number | undefined;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly userDataFolder: string;
  /** What the host has printed so far. */
  readonly output: () => string;
  readonly close: () => Promise<void>;
}

/** Starts the VS Code server with folders of its own; resolves when it listens. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { folder } = options;
  const userDataFolder = join(folder, 'data');
  const home = join(folder, 'home');
  // VS Code leaves its sockets there.
  const temporary = join(folder, 'tmp');
  await mkdir(join(userDataFolder, 'User'), { recursive: true });
  await mkdir(home, { recursive: true });
  await mkdir(temporary, { recursive: true });
  await writeFile(join(folder, 'config.yaml'), '');
  await writeFile(
    join(userDataFolder, 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2),
  );
  await writeFile(join(userDataFolder, 'User', 'keybindings.json'), JSON.stringify(options.keybindings ?? []));
  const env = { ...inheritedEnvironment(), HOME: home, TMPDIR: temporary, ...options.env };
  const folders = [
    ['--user-data-dir', userDataFolder],
    ['--extensions-dir', join(folder, 'extensions')],
    ['--config', join(folder, 'config.yaml')],
  ].flat();
  // A folder without a list of what is installed in it is taken as it is.
  for (const extension of [...(options.unpacked ?? []), ...(await Promise.all((options.vsix ?? []).map(unpackOnce)))]) {
    await cp(extension, join(folder, 'extensions', basename(extension)), { recursive: true });
  }

  const { child, output } = launch(
    [
      ...folders,
      ...['--auth', 'none', '--bind-addr', '127.0.0.1:0'],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...(options.trust === 'restricted' ? [] : ['--disable-workspace-trust']),
      ...(options.runsSuite ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    env,
  );
  const killAtExit = () => signalGroup(child, 'SIGKILL');
  process.once('exit', killAtExit);
  const close = async () => {
    await endGroup(child);
    process.off('exit', killAtExit);
  };
  try {
    return { pid: child.pid, url: await listeningUrl(child, output), userDataFolder, output, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const unpacked = new Map<string, Promise<string>>();

/** The folder that VS Code makes of a package when a user installs it: made once in a process, for all its windows. */
function unpackOnce(vsix: string): Promise<string> {
  const folder = unpacked.get(vsix) ?? unpack(vsix);
  unpacked.set(vsix, folder);
  return folder;
}

async function unpack(vsix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kore-unpacked-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'config.yaml'), '');
  const extensions = join(folder, 'extensions');
  const folders = ['--user-data-dir', join(folder, 'data'), '--extensions-dir', extensions];
  const { child, output } = launch([...folders, '--config', join(folder, 'config.yaml'), '--install-extension', vsix], {
    ...inheritedEnvironment(),
    HOME: folder,
    TMPDIR: folder,
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [made] = (await readdir(extensions, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  if (code !== 0 || !output().includes('successfully installed') || made === undefined) {
    throw new Error(`${vsix} could not be installed (${String(code)}):\n${output()}`);
  }
  return join(extensions, made.name);
}

function launch(args: readonly string[], env: NodeJS.ProcessEnv): { child: ChildProcess; output: () => string } {
  const { node, entry } = hostPaths();
  // A process group of its own: closing it ends the extension host and file watchers too.
  const child = spawn(node, [entry, ...args], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const collect = (chunk: Buffer): void => {
    printed += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return { child, output: () => printed };
}

async function listeningUrl(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const url = /HTTP server listening on (http:\/\/[\d.:]+)/.exec(output())?.[1];
    if (url !== undefined) return url;
    await sleep(50);
  }
  throw new Error(`The VS Code host did not start:\n${output()}`);
}

/** A proxy or a Node or VS Code option of the caller would change what is tested. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(NODE_|npm_|VSCODE_|ELECTRON_|XDG_|MOCHA_)|_proxy$|^PORT$|^PASSWORD$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

async function endGroup(child: ChildProcess): Promise<void> {
  const started = Date.now();
  while (signalGroup(child, Date.now() - started > 5_000 ? 'SIGKILL' : 'SIGTERM')) {
    if (Date.now() - started > 20_000) throw new Error(`Process group ${String(child.pid)} does not end`);
    await sleep(100);
  }
}

/** False when no process of the group is left. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}
