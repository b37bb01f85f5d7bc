// Runs the suite of this folder inside a real extension host and prints its results:
//   node --import tsx test/host/run.ts [--desktop] [--grep text] [--counts file]
// The host put together by the set-up is the usual one; `--desktop` takes a desktop VS Code, which is the one of
// VSCODE_EXECUTABLE_PATH or else is downloaded.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { openWindow } from '../window/index.ts';
import { buildSuite, extensionFolder } from './buildSuite.ts';
import { followEvents, type SuiteCounts } from './followEvents.ts';
import { makeCertificate } from '../unit/support/certificate.ts';
import { authorityVariable, eventsFileVariable, grepVariable } from './suiteEvents.ts';

const { values } = parseArgs({
  options: { desktop: { type: 'boolean' }, grep: { type: 'string' }, counts: { type: 'string' } },
});

const folder = await mkdtemp(join(tmpdir(), 'kore-suite-'));
try {
  const counts = await (values.desktop === true ? runOnDesktop(folder) : runInHost(folder));
  if (values.counts !== undefined) await writeFile(values.counts, JSON.stringify(counts));
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function runInHost(folder: string): Promise<SuiteCounts> {
  const testsPath = await buildSuite();
  const events = join(folder, 'events.jsonl');
  const env = { ...suiteEnvironment(events), ...(await authorityEnvironment(folder)) };
  const window = await openWindow({ suite: { extensionFolder, testsPath }, env });
  try {
    return await followEvents(events);
  } finally {
    await window.close();
  }
}

async function runOnDesktop(folder: string): Promise<SuiteCounts> {
  const testsPath = await buildSuite();
  const events = join(folder, 'events.jsonl');
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const { VSCODE_EXECUTABLE_PATH: vscodeExecutablePath } = process.env;
  let isOver = false;
  const run = runTests({
    extensionDevelopmentPath: extensionFolder,
    extensionTestsPath: testsPath,
    extensionTestsEnv: suiteEnvironment(events),
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
  const counts = await followEvents(events, { silenceMs: 600_000, isOver: () => isOver });
  await ended;
  return counts;
}

function suiteEnvironment(events: string): Record<string, string> {
  return { [eventsFileVariable]: events, ...(values.grep === undefined ? {} : { [grepVariable]: values.grep }) };
}

/** Makes an authority that the host trusts, for the tests' own servers. Only for the host: VS Code reads it once. */
async function authorityEnvironment(folder: string): Promise<Record<string, string>> {
  const { cert, key, name } = makeCertificate({ name: 'Kore Suite Root', isAuthority: true });
  const [pem, both] = [join(folder, 'authority.pem'), join(folder, 'authority.json')];
  await writeFile(pem, cert);
  await writeFile(both, JSON.stringify({ cert, key, name }));
  return { NODE_EXTRA_CA_CERTS: pem, [authorityVariable]: both };
}
