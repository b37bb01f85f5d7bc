import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { leaveForNextWindow } from './overReload.ts';
import { eventsFileVariable, grepVariable, partVariable, suiteParts, type SuiteEvent } from './suiteEvents.ts';

type Tell = (event: SuiteEvent) => void;

/** VS Code calls this inside the extension host. */
export async function run(): Promise<void> {
  const { [eventsFileVariable]: eventsFile, [partVariable]: wanted, [grepVariable]: grep } = process.env;
  const part = suiteParts.find((one) => one === wanted);
  if (eventsFile === undefined) throw new Error(`${eventsFileVariable} is not set`);
  const tell: Tell = (event) => {
    appendFileSync(eventsFile, `${JSON.stringify(event)}\n`);
  };
  try {
    if (part === undefined) throw new Error(`${partVariable} is ${String(wanted)}`);
    const failures = await runMocha(join(__dirname, part), tell, grep);
    if (failures > 0) throw new Error(`${String(failures)} failed`);
  } finally {
    if (part === 'suite') await leave(tell);
    tell({ kind: 'end' });
  }
}

/** The next window's tests are only worth something when this has worked. */
async function leave(tell: Tell): Promise<void> {
  try {
    await leaveForNextWindow();
  } catch (error: unknown) {
    tell({ kind: 'fail', title: 'leaving credentials for the next window', depth: 1, error: describeError(error) });
  }
}

async function runMocha(folder: string, tell: Tell, grep: string | undefined): Promise<number> {
  const mocha = new Mocha({ timeout: 20_000, ...(grep === undefined ? {} : { grep }) });
  mocha.reporter(reporterTo(tell));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(folder, name));
  }
  try {
    return await new Promise((resolve) => mocha.run(resolve));
  } catch (error: unknown) {
    // A test file that cannot be loaded is one failure: none of its tests has run.
    tell({ kind: 'fail', title: 'loading the test files', depth: 1, error: describeError(error) });
    return 1;
  }
}

function reporterTo(tell: Tell): Mocha.ReporterConstructor {
  const { EVENT_SUITE_BEGIN, EVENT_TEST_PASS, EVENT_TEST_PENDING, EVENT_TEST_FAIL } = Mocha.Runner.constants;
  return class extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options);
      runner.on(EVENT_SUITE_BEGIN, (suite) => {
        if (!suite.root) tell({ kind: 'suite', ...place(suite) });
      });
      runner.on(EVENT_TEST_PASS, (test) => {
        tell({ kind: 'pass', ...place(test), durationMs: test.duration ?? 0 });
      });
      runner.on(EVENT_TEST_PENDING, (test) => {
        tell({ kind: 'skip', ...place(test) });
      });
      runner.on(EVENT_TEST_FAIL, (test, error: unknown) => {
        tell({ kind: 'fail', ...place(test), error: describeError(error) });
      });
    }
  };
}

function place(item: Mocha.Suite | Mocha.Test): { title: string; depth: number } {
  return { title: item.title, depth: item.titlePath().length };
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
