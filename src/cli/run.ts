import { exitCodes, type ExitCode } from '../stop/exitCode.ts';
import type { Log } from '../kore/caller.ts';
import { createRedactor, type Redactor } from '../kore/redact.ts';
import { english } from '../streams/problemText.ts';
import type { ConfiguredStream } from '../streams/stream.ts';
import type { Cli, CommonFlags, OnlineCli } from './cli.ts';
import { watchInterrupts } from './interrupts.ts';
import { createOutput } from './output.ts';
import { runProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';
import { Cancelled, WrongUse } from './wrongUse.ts';

/** Runs the program and ends it with the exit code of its command. Never rejects. */
export async function run(process: Surroundings, version: string): Promise<void> {
  const redactor = createRedactor();
  const output = createOutput(process, redactor.clean);
  const cancel = watchInterrupts(process, output.note);
  const cli: Cli = {
    output,
    reader: { l10n: english, language: 'en', formats: new Map() },
    now: Date.now,
    cancel,
    ask: async (question) => {
      const { askLine } = await import('./askLine.ts');
      return askLine(question, process, cancel);
    },
    chooseStream: async (flags) => {
      const { chooseStream } = await import('./streamChoice.ts');
      return chooseStream(flags, process.env, output.note);
    },
    goOnline: (stream, flags) => goOnline(stream, flags, { process, redactor, output, cancel }),
  };
  const print = (text: string): void => void process.stdout.write(text);
  const code = await runProgram(process.argv.slice(2), cli, version, print).catch((error: unknown) =>
    codeOfError(error, cli),
  );
  await output.flush();
  // What is still open (a proxy that never answers, standard input) must not hold the program.
  process.exit(code);
}

interface Parts extends Pick<Cli, 'output' | 'cancel'> {
  readonly process: Surroundings;
  readonly redactor: Redactor;
}

async function goOnline(
  stream: ConfiguredStream,
  flags: CommonFlags,
  { process, redactor, output, cancel }: Parts,
): Promise<OnlineCli> {
  const { readCredentialSource } = await import('./credentialSource.ts');
  const { buildOnline } = await import('./buildOnline.ts');
  const credential = await readCredentialSource(flags, process, cancel);
  redactor.learn(credential);
  const log: Log = { info: output.note, warn: output.note };
  return buildOnline(stream, credential, process.env, {
    clean: redactor.clean,
    ...(flags.verbose === true ? { log } : {}),
  });
}

function codeOfError(error: unknown, { output }: Cli): ExitCode {
  if (error instanceof WrongUse) {
    output.note(`kore-campaigns: ${error.message}`);
    output.note('Nothing was sent. kore-campaigns --help tells how it is used.');
    return exitCodes.wrongUse;
  }
  if (error instanceof Cancelled) {
    output.note('You cancelled. Nothing was sent.');
    return exitCodes.notStopped;
  }
  // A fault of this program: whatever had left may have been acted on.
  output.note(`kore-campaigns failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return exitCodes.unknown;
}
