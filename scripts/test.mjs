// npm test: everything there is to check. One part while developing: npm test -- unit|mockoon|host|e2e [--grep text]
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hostIsSupported } from './host.mjs';
import { root, run, say } from './run.mjs';
import { setUp, setUpMockoon } from './setup.mjs';

const kinds = ['unit', 'mockoon', 'host', 'e2e'];
const nothing = { passed: 0, failed: 0, skipped: 0 };
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
  if (positionals.length === 0) {
    for (const [what, program, ...args] of [
      ['types', bin('typescript/bin/tsc'), '--noEmit'],
      ['types of the pages', bin('typescript/bin/tsc'), '--noEmit', '-p', join(root, 'src', 'ui', 'webviews')],
      ['lint', bin('eslint/bin/eslint.js'), '.'],
      ['format', bin('prettier/bin/prettier.cjs'), '--check', '.'],
    ]) {
      if (!(await passes(what, program, ...args))) return { [what]: oneFailure };
    }
  }
  await rm(countsFolder, { recursive: true, force: true });
  await mkdir(countsFolder, { recursive: true });
  const found = {};
  if (chosen.includes('unit')) found.unit = await mochaRun('unit', '.mocharc.json');
  if (chosen.includes('mockoon')) found.mockoon = await mochaRun('mockoon', 'test/mockoon/.mocharc.json');
  if (!chosen.includes('host') && !chosen.includes('e2e')) return found;

  say('\nPackage');
  const packaged = await run('npm', ['run', '--silent', 'package'], { show: true });
  if (packaged.code !== 0) return { ...found, package: oneFailure };
  if (chosen.includes('host')) found.host = await suiteRun();
  if (chosen.includes('e2e')) {
    if (hostIsSupported) found.e2e = await mochaRun('e2e', 'test/e2e/.mocharc.json');
    else
      say(`\nThe e2e tests are left out: they need the VS Code host, which there is none of for ${process.platform}`);
  }
  return found;
}

async function passes(what, program, ...args) {
  say(`\n${what[0].toUpperCase()}${what.slice(1)}`);
  const { code } = await run(process.execPath, [program, ...args], { show: true });
  return code === 0;
}

/** The unit, mockoon and e2e tests: mocha in a Node of its own. */
function mochaRun(kind, config) {
  const counts = join(countsFolder, `${kind}.json`);
  const reporter = ['--reporter', join(root, 'test', 'countingReporter.cjs'), '--reporter-option', `counts=${counts}`];
  return countedRun(kind, counts, [bin('mocha/bin/mocha.js'), '--config', config, ...reporter, ...grep]);
}

/** The host tests: mocha inside the extension host. */
function suiteRun() {
  const counts = join(countsFolder, 'host.json');
  const where = hostIsSupported ? [] : ['--desktop'];
  return countedRun('host', counts, ['--import', 'tsx', 'test/host/run.ts', '--counts', counts, ...where, ...grep]);
}

/** A run that fails without a failed test (a crash, an error on load) counts as a failure. */
async function countedRun(kind, file, args) {
  say(`\nTests: ${kind}`);
  const { code } = await run(process.execPath, args, { show: true });
  const counts = JSON.parse(await readFile(file, 'utf8').catch(() => JSON.stringify(nothing)));
  return code !== 0 && counts.failed === 0 ? sum([counts, oneFailure]) : counts;
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
