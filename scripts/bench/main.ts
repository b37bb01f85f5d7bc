/**
 * `npm run bench`: everything that is measured, in one run of under ten minutes; `-- --only wire` (several with commas)
 * takes a part, `-- --quick` a few rounds, to see that it works, `-- --page` puts the figures into PERFORMANCE.md. Prints a
 * table and writes `bench/results.json`. Ends with 1 when something could not be measured; a goal that was not met is said
 * in the table.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import hostManifest from '../../test/host/package.json' with { type: 'json' };
import manifest from '../../package.json' with { type: 'json' };
import { root, say } from '../run.mjs';
import { benchBulk } from './bulk.ts';
import { benchFresh } from './fresh.ts';
import { benchIdle } from './idle.ts';
import { benchModule } from './moduleOverhead.ts';
import type { BenchPlan } from './plan.ts';
import { writePage } from './page.ts';
import { buildProbe } from './probe/buildProbe.ts';
import type { Row } from './row.ts';
import { Servers } from './server/servers.ts';
import { benchSize } from './size.ts';
import { markdownOf } from './table.ts';
import { benchTree } from './treeParts.ts';
import { benchWire } from './wire/wire.ts';

const parts: Readonly<Record<string, (plan: BenchPlan) => Promise<readonly Row[]>>> = {
  size: benchSize,
  module: benchModule,
  wire: benchWire,
  fresh: benchFresh,
  bulk: benchBulk,
  tree: benchTree,
  idle: benchIdle,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
  },
});
if (values.page && (values.quick || values.only !== undefined)) throw new Error('The page takes a whole run only');
const chosen = values.only?.split(',') ?? Object.keys(parts);
const loadBefore = loadavg();
const startedMs = Date.now();
const folder = await mkdtemp(join(tmpdir(), 'kore-bench-'));
const servers = new Servers(join(folder, 'authority.pem'));
const rows: Row[] = [];
try {
  const plan = { servers, probe: await buildProbe(), quick: values.quick };
  for (const name of chosen) {
    say(`Measuring: ${name}`);
    rows.push(...(await measure(name, plan)));
  }
} finally {
  await servers.close();
  await rm(folder, { recursive: true, force: true });
}
await tell();

/** A part that fails gives no figure of its own: it says what failed. */
async function measure(name: string, plan: BenchPlan): Promise<readonly Row[]> {
  const part = parts[name];
  if (part === undefined) throw new Error(`There is no part "${name}": ${Object.keys(parts).join(', ')}`);
  try {
    return await part(plan);
  } catch (error: unknown) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(problem);
    return [{ group: `Not measured: ${name}`, what: name, failed: problem }];
  }
}

async function tell(): Promise<void> {
  const [{ model } = { model: 'unknown' }] = cpus();
  const about = {
    at: new Date(startedMs).toISOString(),
    tookSeconds: Math.round((Date.now() - startedMs) / 1000),
    quick: values.quick,
    version: manifest.version,
    vsCode: `code-server ${hostManifest.dependencies['code-server']}`,
    node: process.version,
    machine: `${type()} ${release()}, ${cpus().length} × ${model}, ${Math.round(totalmem() / 1024 ** 3)} GB`,
    /** Of the last minute, before and after: figures of a busy machine say nothing. */
    loadAverage: { before: loadBefore[0], after: loadavg()[0] },
  };
  await mkdir(join(root, 'bench'), { recursive: true });
  await writeFile(join(root, 'bench', 'results.json'), `${JSON.stringify({ about, rows }, undefined, 2)}\n`);
  const load = about.loadAverage.before?.toFixed(1) ?? '?';
  const where = `${about.machine}; ${about.vsCode}; Node ${about.node}; load before ${load}; ${about.tookSeconds} s.`;
  say(`\n${markdownOf(rows)}\n\n${where}\nbench/results.json has them as numbers.`);
  const failed = rows.some((row) => 'failed' in row);
  if (values.page && !failed) await writePage(`${about.at.slice(0, 10)}, ${where}\n\n${markdownOf(rows)}`);
  if (values.quick) say('These are figures of a few rounds (--quick): they say that it works, nothing more.');
  if (failed) process.exitCode = 1;
}
