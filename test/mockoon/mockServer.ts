import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockoonEntry, mockoonIsThere } from '../../scripts/mockoon.mjs';
import { refusedPort } from '../unit/support/recorder.ts';
import { environmentOf, type MockRoute } from './environment.ts';

/** One request as the mock server has logged it. */
export interface LoggedRequest {
  readonly method: string;
  /** As it came, a double slash too. */
  readonly urlPath: string;
  readonly query: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly body: string;
}

export interface MockServer {
  readonly origin: string;
  /** The requests whose path has all the parts, in order; waits until Mockoon, which logs late, has logged `count`. */
  requests(count: number, ...parts: readonly string[]): Promise<readonly LoggedRequest[]>;
  close(): Promise<void>;
}

/** Starts Mockoon with the routes; resolves when it listens. */
export async function startMockServer(routes: readonly MockRoute[]): Promise<MockServer> {
  if (!mockoonIsThere()) throw new Error('The mock server is not installed: npm run setup');
  const folder = await mkdtemp(join(tmpdir(), 'kore-mockoon-'));
  const data = join(folder, 'kore.json');
  await writeFile(data, JSON.stringify(environmentOf(routes)));
  const port = await refusedPort();
  const quiet = ['--disable-admin-api', '--disable-log-to-file', '--log-transaction'];
  const place = ['--port', String(port), '--hostname', '127.0.0.1'];
  const child = spawn(process.execPath, [mockoonEntry(), 'start', '--data', data, ...place, ...quiet], {
    // It keeps settings in the user's home.
    env: { ...process.env, HOME: folder, USERPROFILE: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = readLines(child);
  const close = async (): Promise<void> => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until(child, lines, () => lines.some((line) => line.includes('Server started')));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    requests: async (count, ...parts) => {
      const fitting = (): readonly LoggedRequest[] =>
        lines.flatMap(loggedRequest).filter(({ urlPath }) => parts.every((part) => urlPath.includes(part)));
      await until(child, lines, () => fitting().length >= count);
      return fitting();
    },
    close,
  };
}

function readLines(child: ChildProcess): readonly string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
    });
  }
  return lines;
}

function loggedRequest(line: string): readonly LoggedRequest[] {
  if (!line.includes('"transaction"')) return [];
  const { transaction } = JSON.parse(line) as { transaction?: { request: LoggedRequest } };
  return transaction === undefined ? [] : [transaction.request];
}

async function until(child: ChildProcess, lines: readonly string[], holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!holds()) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`Mockoon:\n${lines.join('\n').slice(-4000)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await end;
}
