// npm test: everything there is to check. One part while developing: npm test -- unit|mockoon|host|e2e [--grep text]
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hostIsSupported } from './host.mjs';
import { root, run, say } from './run.mjs';
import { setUp, setUpMockoon } from './setup.mjs';

const kinds = ['unit', 'mockoon', 'host', 'e2e'];
const nothing = { passed: 0, failed: 0, skipped: 0 };
/** Of more files of e2e tests that failed it is not the machine's fault. */
const mostRunAgain = 3;
/** A part that was not run to its end, for the counts. */
const oneFailure = { passed: 0, failed: 1, skipped: 0 };
const countsFolder = join(root, 'out', 'counts');
const bin = (name) => join(root, 'node_modules', name);

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const grep = values.grep === undefined ? [] : ['--grep', values.grep];
const chosen = positionals.length === 0 ? kinds : positionals;

const results = await runAll().catch((error) => {
  say(error.message);
  return { 'set-up': oneFailure };
});
const total = sum(Object.values(results));
say('');
for (const [kind, counts] of Object.entries(results)) say(`${kind}: ${summary(counts)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
say(summary(total));

async function runAll() {
  const unknown = chosen.filter((kind) => !kinds.includes(kind));
  if (unknown.length > 0) throw new Error(`No such part: ${unknown.join(', ')}. There are ${kinds.join(', ')}`);
  await setUp();
  if (chosen.includes('mockoon')) await setUpMockoon();
  const checked = positionals.length === 0 ? staticChecks() : Promise.resolve({});
  await rm(countsFolder, { recursive: true, force: true });
  await mkdir(countsFolder, { recursive: true });
  const found = await withoutWindows();
  Object.assign(found, await checked);
  if (!chosen.includes('e2e') || Object.values(found).includes(oneFailure)) return found;
  if (hostIsSupported) found.e2e = await windowsRun();
  else say(`\nThe e2e tests are left out: they need the VS Code host, which there is none of for ${process.platform}`);
  return found;
}

/** The tests that a busy machine does not disturb. */
async function withoutWindows() {
  const found = {};
  for (const kind of ['unit', 'mockoon']) if (chosen.includes(kind)) found[kind] = sumOfFiles(await mochaRun(kind));
  if (!chosen.includes('host') && !chosen.includes('e2e')) return found;

  say('\nPackage');
  const packaged = await run('npm', ['run', '--silent', 'package'], { show: true });
  if (packaged.code !== 0) return { ...found, package: oneFailure };
  if (chosen.includes('host')) found.host = await suiteRun();
  return found;
}

/** What is found without running anything: beside the first tests, one after the other, each told when it is through. */
async function staticChecks() {
  for (const [what, program, ...args] of [
    ['types', bin('typescript/bin/tsc'), '--noEmit'],
    ['types of the pages', bin('typescript/bin/tsc'), '--noEmit', '-p', join(root, 'src', 'ui', 'webviews')],
    ['format', bin('prettier/bin/prettier.cjs'), '--check', '.'],
    ['lint', bin('eslint/bin/eslint.js'), '.'],
  ]) {
    const { code, output } = await run(process.execPath, [program, ...args]);
    say(`\n${what[0].toUpperCase()}${what.slice(1)}: ${code === 0 ? 'nothing found' : `failed\n${output}`}`);
    if (code !== 0) return { [what]: oneFailure };
  }
  return {};
}

/**
 * The e2e tests, three files at a time: much of what they do is to wait. A window of a busy machine can be slower than a
 * step waits, so a few files that failed are run once more, one by one in windows of their own: that counts, and what
 * failed at first stays in the report.
 */
async function windowsRun() {
  // What an earlier run's windows have shown may be there no more.
  if (grep.length === 0) await rm(join(root, 'out', 'shown'), { recursive: true, force: true });
  const first = await mochaRun('e2e', await longestFirst());
  const failed = Object.keys(first).filter((file) => first[file].failed > 0);
  if (failed.length === 0 || failed.length > mostRunAgain || failed.some((file) => !file.endsWith('.test.ts')))
    return sumOfFiles(first);
  say(`\nOnce more, because of what failed above: ${failed.join(', ')}`);
  return sumOfFiles({ ...first, ...(await mochaRun('e2e', ['--no-parallel', ...failed])) });
}

/** The largest file takes the longest, more or less: begun last, it would be alone at the end. */
async function longestFirst() {
  const folder = join('test', 'e2e');
  const names = (await readdir(join(root, folder))).filter((name) => name.endsWith('.test.ts'));
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), size: (await stat(join(root, folder, name))).size })),
  );
  return files.sort((one, other) => other.size - one.size).map(({ path }) => path);
}

/** Mocha in a Node of its own: the counts of each file. A crash or an error on load counts as a failure. */
async function mochaRun(kind, files = [`test/${kind}/**/*.test.ts`]) {
  const counts = join(countsFolder, `${kind}.json`);
  const reporter = ['--reporter', join(root, 'test', 'countingReporter.cjs'), '--reporter-option', `counts=${counts}`];
  const config = kind === 'unit' ? '.mocharc.json' : `test/${kind}/.mocharc.json`;
  return countedRun(kind, counts, [bin('mocha/bin/mocha.js'), '--config', config, ...reporter, ...grep, ...files]);
}

/** The host tests: mocha inside the extension host. */
async function suiteRun() {
  const counts = join(countsFolder, 'host.json');
  const where = hostIsSupported ? [] : ['--desktop'];
  return sumOfFiles(
    await countedRun('host', counts, ['--import', 'tsx', 'test/host/run.ts', '--counts', counts, ...where, ...grep]),
  );
}

async function countedRun(kind, file, args) {
  say(`\nTests: ${kind}`);
  await rm(file, { force: true });
  const { code } = await run(process.execPath, args, { show: true });
  const counts = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  return code !== 0 && sumOfFiles(counts).failed === 0 ? { ...counts, crash: oneFailure } : counts;
}

function sumOfFiles(files) {
  return sum(Object.values(files));
}

function sum(all) {
  return all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    nothing,
  );
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
