import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { ids, secretCredential } from './orders.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, 'out', 'test-cli');

/** The program as it is packed, built once for all tests of a run. */
let built: Promise<string> | undefined;

export function builtCli(): Promise<string> {
  built ??= promisify(execFile)(process.execPath, ['esbuild.cli.mjs', '--production', '--outdir', folder], {
    cwd: root,
  }).then(() => join(folder, 'kore-campaigns.cjs'));
  return built;
}

export interface CliRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What other programs on the computer can see of it. */
  readonly commandLine: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input, whole; without it there is an empty one, and with null one that never ends. */
  readonly input?: string | Buffer | null;
  readonly cwd?: string;
  /** Called as soon as it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** The credential that the tests give by the environment, as the person would. */
export const credentialVariables = {
  KORE_CLIENT_ID: secretCredential.kind === 'clientSecret' ? secretCredential.clientId : '',
  KORE_CLIENT_SECRET: secretCredential.kind === 'clientSecret' ? secretCredential.clientSecret : '',
};

export const secret = credentialVariables.KORE_CLIENT_SECRET;

/** The options that name one stream. */
export function streamOptions(host: string): readonly string[] {
  return ['--host', host, '--account', ids.accountId, '--stream-id', ids.streamId, '--name', 'Acme Retail'];
}

/** Runs the program to its end, with nothing of this process's environment but the path. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const program = await builtCli();
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH ?? '', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => (text[name] += chunk));
  }
  child.stdin.on('error', () => undefined);
  if (options.input !== null) child.stdin.end(options.input ?? '');
  const commandLine = process.platform === 'linux' ? commandLineOf(child) : '';
  options.onStart?.(child);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...text, commandLine };
}

function commandLineOf({ pid }: ChildProcess): string {
  return readFileSync(`/proc/${pid ?? 'self'}/cmdline`, 'utf8').replaceAll('\0', ' ');
}

/** Starts what is given some at a time, each at once where it is its turn. */
export function someAtATime<T>(many: readonly (() => Promise<T>)[], atOnce = 24): readonly Promise<T>[] {
  const ways: Promise<unknown>[] = Array.from({ length: atOnce }, () => Promise.resolve());
  return many.map((one, index) => {
    const result = (ways[index % atOnce] ?? Promise.resolve()).then(one);
    ways[index % atOnce] = result.catch(() => undefined);
    return result;
  });
}
