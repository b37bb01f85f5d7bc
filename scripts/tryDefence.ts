import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { kindOf, without, type Defence, type TestName } from '../test/defences/defence.ts';
import type { SuiteReport } from '../test/host/followEvents.ts';
import { mustRun, root, run } from './run.mjs';

/** A copy of the checkout, as it is on disk, with the packages of the original. */
export interface Copy {
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** What came of taking a defence away. */
export interface Trial {
  /** `noProof`: nothing can be said, since the test does not run, or fails with the defence too. */
  readonly result: 'killed' | 'survived' | 'noProof';
  /** Of a killed one the first line of what the test said, so that one can see what it failed on. */
  readonly why: string;
  readonly seconds: number;
}

/** Why a test is no proof although nothing was taken away; undefined where it passes. Each test is tried once. */
export type Baselines = Map<string, Promise<string | undefined>>;

interface Ran {
  readonly passed: number;
  readonly failures: readonly { readonly title: string; readonly error: string }[];
}

export async function openCopy(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'kore-defences-'));
  const listed = await mustRun('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  for (const file of listed.split('\0').filter((name) => name !== '')) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await copyFile(join(root, file), join(folder, file));
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return { folder, close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Runs the test of a defence with it and without it. The copy is then as before. */
export async function tryDefence(defence: Defence, copy: Copy, baselines: Baselines): Promise<Trial> {
  const startedAtMs = Date.now();
  const trial = (result: Trial['result'], why: string): Trial => ({
    result,
    why: why.split('\n')[0]?.slice(0, 200) ?? '',
    seconds: Math.round((Date.now() - startedAtMs) / 100) / 10,
  });
  const path = join(copy.folder, defence.file);
  const source = await readFile(path, 'utf8');
  try {
    const mutant = without(defence, source);
    const problem = await baselineOf(defence.test, copy, baselines);
    if (problem !== undefined) return trial('noProof', problem);
    await writeFile(path, mutant);
    const { passed, failures } = await runTest(defence.test, copy.folder);
    const [failure] = failures.filter(({ title }) => title.startsWith(defence.test.title));
    if (failure !== undefined) return trial('killed', failure.error);
    if (failures[0] !== undefined) return trial('noProof', `${failures[0].title}: ${failures[0].error}`);
    return passed > 0 ? trial('survived', 'all passed') : trial('noProof', 'no such test was run');
  } catch (error: unknown) {
    return trial('noProof', error instanceof Error ? error.message : String(error));
  } finally {
    await writeFile(path, source);
  }
}

function baselineOf(test: TestName, { folder }: Copy, baselines: Baselines): Promise<string | undefined> {
  const key = JSON.stringify(test);
  const known = baselines.get(key);
  if (known !== undefined) return known;
  const problem = runTest(test, folder).then(({ passed, failures }) => {
    const [failure] = failures;
    if (failure !== undefined) return `fails with the defence too: ${failure.title}: ${failure.error}`;
    return passed > 0 ? undefined : 'no such test was run';
  });
  baselines.set(key, problem);
  return problem;
}

/** Runs one test, in a mocha of its own: what happens in one has no part in the next. */
async function runTest(test: TestName, folder: string): Promise<Ran> {
  const titles = [...(test.after ?? []), test.title];
  const grep = `(?:${titles.map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`;
  const report = join(folder, 'report.json');
  await rm(report, { force: true });
  const { output } = await commandOf(test, grep, report, folder);
  const text = await readFile(report, 'utf8').catch(() => {
    throw new Error(`there was no run: ${output.trim().slice(-200).replaceAll('\n', ' ')}`);
  });
  return kindOf(test) === 'host' ? (JSON.parse(text) as SuiteReport).suite : readMocha(text);
}

async function commandOf(test: TestName, grep: string, report: string, folder: string): ReturnType<typeof run> {
  const kind = kindOf(test);
  if (kind !== 'unit') await mustRun('npm', ['run', '--silent', 'package'], { cwd: folder });
  const tsx = ['--import', 'tsx'];
  if (kind === 'host') {
    const args = [...tsx, 'test/host/run.ts', '--grep', grep, '--counts', report];
    return run(process.execPath, args, { cwd: folder });
  }
  const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js');
  const timeout = kind === 'unit' ? '10000' : '120000';
  const reporter = ['--reporter', 'json', '--reporter-option', `output=${report}`];
  const args = [...tsx, mocha, '--no-config', '--exit', '--timeout', timeout, ...reporter, '--grep', grep];
  return run(process.execPath, [...args, join('test', test.file)], { cwd: folder });
}

function readMocha(text: string): Ran {
  const { stats, failures } = JSON.parse(text) as {
    stats: { passes: number };
    failures: readonly { title: string; err: { message?: string } }[];
  };
  return {
    passed: stats.passes,
    failures: failures.map(({ title, err }) => ({ title, error: err.message ?? 'no message' })),
  };
}
