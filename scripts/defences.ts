// npm run defences [-- --host] [--only text …]: takes each defence away, one at a time, in a copy of this folder, and sees
// that its test fails then. `--host`: those too whose tests need VS Code, which takes an hour.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import { credentials } from '../test/defences/credentials.ts';
import { kindOf, type Defence } from '../test/defences/defence.ts';
import { threats } from '../test/defences/threats.ts';
import { say } from './run.mjs';
import { openCopy, tryDefence, type Baselines, type Trial } from './tryDefence.ts';

interface Job {
  readonly row: string;
  readonly defence: Defence;
}

const { values } = parseArgs({ options: { host: { type: 'boolean' }, only: { type: 'string', multiple: true } } });

const needsVsCode = ({ defence }: Job): boolean => kindOf(defence.test) !== 'unit';
const all: readonly Job[] = [threats, credentials].flatMap((rows) =>
  Object.entries(rows).flatMap(([row, defences]) => defences.map((defence) => ({ row, defence }))),
);
const { only = [''] } = values;
const wanted = all.filter((job) => only.some((text) => JSON.stringify(job).includes(text)));
const withVsCode = values.host === true ? wanted.filter(needsVsCode) : [];
const without = wanted.filter((job) => !needsVsCode(job));
const left = wanted.length - without.length - withVsCode.length;

const startedAtMs = Date.now();
const baselines: Baselines = new Map();
const trials = [
  ...(await runAll(without, Math.min(availableParallelism(), without.length))),
  // A window takes what there is of the computer.
  ...(await runAll(withVsCode, Math.min(1, withVsCode.length))),
];
const count = (result: Trial['result']): number => trials.filter((trial) => trial.result === result).length;
const seconds = Math.round((Date.now() - startedAtMs) / 1000);
say(
  `\n${trials.length} defences taken away: ${count('killed')} killed, ${count('survived')} survived, ` +
    `${count('noProof')} without proof; ${seconds} s`,
);
if (left > 0) say(`${left} were left out: they need VS Code (npm run defences -- --host)`);
process.exitCode = trials.length === 0 || count('killed') < trials.length ? 1 : 0;

/** Works through the jobs, in so many copies side by side. */
async function runAll(jobs: readonly Job[], copies: number): Promise<readonly Trial[]> {
  const queue = [...jobs];
  const done: Trial[] = [];
  const work = async (): Promise<void> => {
    const copy = await openCopy();
    try {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        const trial = await tryDefence(job.defence, copy, baselines);
        done.push(trial);
        tell(job, trial);
      }
    } finally {
      await copy.close();
    }
  };
  await Promise.all(Array.from({ length: copies }, work));
  return done;
}

function tell({ row, defence: { file, take, test } }: Job, { result, why, seconds: took }: Trial): void {
  const words = { killed: 'killed  ', survived: 'SURVIVED', noProof: 'NO PROOF' }[result];
  const where = `${file}: ${take.replace(/\s+/g, ' ').slice(0, 60)}`;
  say(`${words} ${row}\n         ${where}\n         ${test.file}: ${test.title}\n         ${why} (${took} s)`);
}
