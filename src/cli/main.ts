/** The program `kore-campaigns`. */
import process from 'node:process';

import { exitCodes } from '../stop/exitCode.ts';
import { run } from './run.ts';

/** Of package.json; esbuild puts it in. */
declare const cliVersion: string;

// Node ends with 0 where nothing is left to wait for, whatever was not answered.
process.once('beforeExit', () => process.exit(exitCodes.unknown));
// Node's own exit code of a fault would say "not stopped".
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`kore-campaigns failed: ${error instanceof Error ? error.name : 'unknown fault'}\n`);
    process.exit(exitCodes.unknown);
  });
}
void run(process, cliVersion);
