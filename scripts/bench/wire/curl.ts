import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findProgram } from '../../host.mjs';
import { steadyMs } from '../clock.ts';
import type { HttpCall } from '../probe/protocol.ts';

export interface CurlRun {
  readonly beganMs: number;
  readonly endedMs: number;
}

export interface CurlOptions {
  readonly authorityFile: string;
  readonly proxyUrl?: string | undefined;
}

/** Runs curl with these requests: one, or all of them at once. Throws unless each is answered with 200. */
export async function runCurl(calls: readonly HttpCall[], options: CurlOptions): Promise<CurlRun> {
  const curl = findProgram('curl');
  if (curl === undefined) throw new Error('There is no curl');
  const many = calls.length > 1 ? ['--parallel', '--parallel-immediate', '--parallel-max', String(calls.length)] : [];
  const config = calls.map((call) => configOf(call, options)).join('next\n');
  const beganMs = steadyMs();
  const child = spawn(curl, ['--no-progress-meter', ...many, '--config', '-'], {
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name))),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(config);
  let printed = '';
  let problems = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  const endedMs = steadyMs();
  const answered = printed.split('\n').filter((line) => line === '200').length;
  if (code !== 0 || answered !== calls.length) {
    throw new Error(
      `curl ended with ${String(code)}, ${answered} of ${calls.length} were answered with 200: ${problems}`,
    );
  }
  return { beganMs, endedMs };
}

function configOf({ url, headers, body }: HttpCall, { authorityFile, proxyUrl }: CurlOptions): string {
  const lines = [
    ['url', url],
    ['request', 'POST'],
    ...Object.entries(headers).map(([name, value]) => ['header', `${name}: ${value}`]),
    ['data', body],
    ['cacert', authorityFile],
    ['output', '/dev/null'],
    ['write-out', '%{http_code}\n'],
    ...(proxyUrl === undefined ? [] : [['proxy', proxyUrl]]),
  ];
  return lines.map(([name = '', value = '']) => `${name} = ${JSON.stringify(value)}\n`).join('');
}
