import { asCurl } from '../kore/curl.ts';
import { stopRequest } from '../kore/endpoints.ts';
import { exitCodes, type ExitCode } from '../stop/exitCode.ts';
import { checkStream } from '../streams/streamSettings.ts';
import type { Cli, CommonFlags } from './cli.ts';
import { campaignIdOf } from './streamChoice.ts';
import { WrongUse } from './wrongUse.ts';

/** Prints the stop request as a curl command, which reads the token from `$KORE_AUTH`. Sends nothing. */
export async function curlCommand(given: string, flags: CommonFlags, cli: Cli): Promise<ExitCode> {
  const stream = await cli.chooseStream(flags);
  const checked = checkStream(stream);
  if (!checked.ok) throw new WrongUse('This is no stream.');
  const { host, accountId, streamId, iid } = checked.value;
  const request = stopRequest({ origin: host, accountId, streamId, iid }, campaignIdOf(given, stream));
  for (const line of asCurl(request).split('\n')) cli.output.result(line);
  return exitCodes.stopped;
}
