import { Command, CommanderError, Option } from 'commander';

import type { ExitCode } from '../stop/exitCode.ts';
import { tiers } from '../streams/stream.ts';
import type { Cli, CommonFlags } from './cli.ts';
import { helpAfter } from './helpText.ts';
import type { ListFlags, ReadFlags } from './readCommands.ts';
import type { StopFlags } from './stopCommand.ts';
import { WrongUse } from './wrongUse.ts';

/** Where help and the version go. */
type Print = (text: string) => void;

/**
 * Runs one command. Resolves with its exit code, or with 0 after help; rejects with `WrongUse` for what cannot be used.
 * What a command needs is loaded when it runs: help needs nothing.
 */
export async function runProgram(args: readonly string[], cli: Cli, version: string, print: Print): Promise<ExitCode> {
  refuseSecretOptions(args);
  let code: ExitCode = 0;
  const program = buildProgram(cli, version, print, (ended) => {
    code = ended;
  });
  if (args.length === 0) throw new WrongUse('Which command? kore-campaigns --help lists them.');
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error: unknown) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    throw new WrongUse(withoutValues(error.message));
  }
  return code;
}

function buildProgram(cli: Cli, version: string, print: Print, ended: (code: ExitCode) => void): Command {
  const program = new Command('kore-campaigns');
  program
    .description('Stops Kore.ai SMS campaigns, and tells truthfully whether they stopped.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureOutput({ writeOut: print, writeErr: () => undefined })
    .exitOverride()
    .addHelpText('after', helpAfter);

  const add = (command: Command): Command => {
    program.addCommand(command.copyInheritedSettings(program));
    return command;
  };
  add(stopCommandLine()).action(async (campaigns: string[], flags: StopFlags) => {
    const { stopCommand } = await import('./stopCommand.ts');
    ended(await stopCommand(campaigns, flags, cli));
  });
  add(statusCommandLine()).action(async (campaigns: string[], flags: ReadFlags) => {
    const { statusCommand } = await import('./readCommands.ts');
    ended(await statusCommand(campaigns, flags, cli));
  });
  add(listCommandLine()).action(async (flags: ListFlags) => {
    const { listCommand } = await import('./readCommands.ts');
    ended(await listCommand(flags, cli));
  });
  add(readyCommandLine()).action(async (campaigns: string[], flags: ReadFlags) => {
    const { readyCommand } = await import('./readCommands.ts');
    ended(await readyCommand(campaigns, flags, cli));
  });
  add(curlCommandLine()).action(async (campaign: string, flags: CommonFlags) => {
    const { curlCommand } = await import('./curlCommand.ts');
    ended(await curlCommand(campaign, flags, cli));
  });
  return program;
}

const campaignHelp = 'ids (cd-…), or names that the file of streams gives them';
const timeoutHelp = 'give up a call after so long';

function stopCommandLine(): Command {
  return withCredential(withStream(new Command('stop')))
    .summary('stop campaigns, and read whether they stopped')
    .description('Sends the documented stop request for each campaign, then reads its state.')
    .argument('<campaigns...>', campaignHelp)
    .option('-y, --yes', 'do not ask; needed where no terminal can')
    .option('--no-check', 'do not read the state afterwards: the exit code is 4 at best')
    .option('--deadline <seconds>', 'for the whole stop of one campaign; 60 when not given')
    .option('--attempt-timeout <seconds>', 'for one request of it; 15 when not given')
    .option('--json', 'print the outcome as JSON, of several campaigns a list');
}

function statusCommandLine(): Command {
  return withCredential(withStream(new Command('status')))
    .summary('read the state of campaigns')
    .description("Reads each campaign's state. Exit code 0 when all were read, whatever they are.")
    .argument('<campaigns...>', campaignHelp)
    .option('--timeout <seconds>', timeoutHelp)
    .option('--json', 'print { campaignId, state, readAt }, of several campaigns a list');
}

function listCommandLine(): Command {
  return withCredential(withStream(new Command('list')))
    .summary('list what sends or is about to')
    .description('Lists the 50 newest campaigns that send or are about to.')
    .option('--all', 'those in any state')
    .option('--page <number>', 'the next 50 are page 2')
    .option('--timeout <seconds>', timeoutHelp)
    .option('--json', 'print { campaigns, hasMore, readAt }');
}

function readyCommandLine(): Command {
  return withCredential(withStream(new Command('ready')))
    .summary('find out whether a stop would work now')
    .description('Checks host, proxy, certificate, credential, scope and clock. Sends no stop.')
    .argument('[campaigns...]', `campaigns that Kore should know: ${campaignHelp}`)
    .option('--timeout <seconds>', timeoutHelp)
    .option('--json', 'print the checks as JSON');
}

function curlCommandLine(): Command {
  return withStream(new Command('curl'))
    .summary('print the stop request as a curl command')
    .description('Prints the stop request as a curl command that reads the token from $KORE_AUTH. Sends nothing.')
    .argument('<campaign>', campaignHelp);
}

function withStream(command: Command): Command {
  return command
    .optionsGroup('Which stream:')
    .option(
      '-f, --streams <file>',
      'a JSON file of the shape of the setting kore.streams; else the variable KORE_STREAMS',
    )
    .option('-s, --stream <name>', 'which of them, by name or stream id; not needed for one')
    .option('--host <host>', 'in place of a file: platform.kore.ai, for example')
    .option('--account <id>', 'with --host: the account id')
    .option('--stream-id <id>', 'with --host: the stream or bot id (st-…)')
    .option('--iid <id>', 'with --host: the application id, where it is not the stream id')
    .option('--name <name>', 'with --host: what to call it')
    .addOption(new Option('--tier <tier>', 'with --host; not given, it is handled as production').choices([...tiers]))
    .optionsGroup('Options:');
}

function withCredential(command: Command): Command {
  return command
    .optionsGroup('Credential, else from the environment:')
    .option('--auth-stdin', 'read a token from standard input')
    .option('--secret-stdin', 'read the client secret from standard input; KORE_CLIENT_ID names the client')
    .optionsGroup('Options:')
    .option('-v, --verbose', 'print each request: method, address, status, duration');
}

const secretOption =
  /^--?(?:auth|token|jwt|bearer|secret|client-?secret|client-?id|password|pass|api-?key|credential|kore-?auth|private-?key)s?(?:=|$)/i;

/** Told before anything else reads the line: what follows such an option must appear nowhere. */
function refuseSecretOptions(args: readonly string[]): void {
  const found = args.find((one) => secretOption.test(one));
  if (found === undefined) return;
  throw new WrongUse(
    `${found.split('=')[0] ?? ''} is no option: what stands in a command line, every program on this computer can read. Set KORE_CLIENT_ID and KORE_CLIENT_SECRET, or KORE_AUTH, or pipe it in (--auth-stdin, --secret-stdin).`,
  );
}

/** What commander says, without what was typed after an equals sign, and as a sentence. */
function withoutValues(message: string): string {
  const text = message.replace(/^error: /, '').replace(/=[^'"\s]*/g, '=…');
  return `${text.charAt(0).toUpperCase()}${text.slice(1).split('\n')[0] ?? ''}${/[.?)]$/.test(text) ? '' : '.'}`;
}
