// Runs the suite of this folder inside a real extension host and prints its results:
//   node --import tsx test/host/run.ts [--desktop] [--grep text] [--counts file]
// The host put together by the set-up is the usual one; `--desktop` takes a desktop VS Code, which is the one of
// VSCODE_EXECUTABLE_PATH or else is downloaded. The parts of the suite run in one window after the other, of the same
// profile: what the first keeps in VS Code's secret store, the second finds there.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { runTests } from '@vscode/test-electron';
import { openWindow, type HostedSuite, type VsCodeWindow } from '../window/index.ts';
import { buildSuite } from './buildSuite.ts';
import { followEvents, type SuiteCounts, type SuiteReport } from './followEvents.ts';
import { makeCertificate } from '../unit/support/certificate.ts';
import { authorityVariable, eventsFileVariable, grepVariable, partVariable, suiteParts } from './suiteEvents.ts';

const { values } = parseArgs({
  options: { desktop: { type: 'boolean' }, grep: { type: 'string' }, counts: { type: 'string' } },
});

/** A part of the suite, and where it tells what came of it. */
interface Part extends HostedSuite {
  readonly secretsExtension: string;
  readonly events: string;
}

const folder = await mkdtemp(join(tmpdir(), 'kore-suite-'));
try {
  const parts = await prepareParts();
  const counts = sum(await (values.desktop === true ? runOnDesktop(parts) : runInHost(parts)));
  const report: SuiteReport = { suite: counts };
  if (values.counts !== undefined) await writeFile(values.counts, JSON.stringify(report));
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function prepareParts(): Promise<readonly Part[]> {
  const built = await buildSuite();
  return suiteParts.map((part) => {
    const events = join(folder, `${part}.jsonl`);
    const grep = values.grep === undefined ? {} : { [grepVariable]: values.grep };
    return { ...built, events, env: { [eventsFileVariable]: events, [partVariable]: part, ...grep } };
  });
}

async function runInHost(parts: readonly Part[]): Promise<readonly SuiteCounts[]> {
  const all: SuiteCounts[] = [];
  let window: VsCodeWindow | undefined;
  try {
    for (const suite of parts) {
      if (window === undefined) {
        const env = await authorityEnvironment();
        window = await openWindow({ suite, env, unpacked: [suite.secretsExtension] });
      } else {
        await untilSecretsAreWritten(window);
        await window.reloadWith(suite);
      }
      all.push(await followEvents(suite.events));
    }
  } finally {
    await window?.close();
  }
  return all;
}

/** The browser writes secrets, sealed, a moment after VS Code has said that they are stored. */
async function untilSecretsAreWritten({ page }: VsCodeWindow): Promise<void> {
  let before: unknown;
  for (let same = 0; same < 10;) {
    const now: unknown = await page.evaluate(`localStorage.getItem('secrets.provider')`);
    same = now === before ? same + 1 : 0;
    before = now;
    await sleep(50);
  }
}

async function runOnDesktop(parts: readonly Part[]): Promise<readonly SuiteCounts[]> {
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const { VSCODE_EXECUTABLE_PATH: vscodeExecutablePath } = process.env;
  const all: SuiteCounts[] = [];
  for (const { extensionFolder, secretsExtension, testsPath, env, events } of parts) {
    let isOver = false;
    const run = runTests({
      extensionDevelopmentPath: [extensionFolder, secretsExtension],
      extensionTestsPath: testsPath,
      extensionTestsEnv: env,
      launchArgs: [workspace, '--disable-extensions', '--user-data-dir', join(folder, 'data')],
      ...(vscodeExecutablePath === undefined ? {} : { vscodeExecutablePath }),
    });
    // It rejects for failing tests too; the events tell more.
    const ended = run.then(
      () => (isOver = true),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        isOver = true;
      },
    );
    all.push(await followEvents(events, { silenceMs: 600_000, isOver: () => isOver }));
    await ended;
  }
  return all;
}

function sum(all: readonly SuiteCounts[]): SuiteCounts {
  const total = (key: 'passed' | 'failed' | 'skipped'): number => all.reduce((so, counts) => so + counts[key], 0);
  const failures = all.flatMap((counts) => counts.failures);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped'), failures };
}

/** Makes an authority that the host trusts, for the tests' own servers. Only for the host: VS Code reads it once. */
async function authorityEnvironment(): Promise<Record<string, string>> {
  const { cert, key, name } = makeCertificate({ name: 'Kore Suite Root', isAuthority: true });
  const [pem, both] = [join(folder, 'authority.pem'), join(folder, 'authority.json')];
  await writeFile(pem, cert);
  await writeFile(both, JSON.stringify({ cert, key, name }));
  return { NODE_EXTRA_CA_CERTS: pem, [authorityVariable]: both };
}
