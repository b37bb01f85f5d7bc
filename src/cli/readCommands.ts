import type { Access } from '../kore/access.ts';
import {
  accessOrFailure,
  hasMoreAfter,
  listCampaigns,
  readStatus,
  sendingOrAboutTo,
  type ReadFailure,
  type ReadPage,
} from '../kore/campaigns.ts';
import { rowsOfPage } from '../kore/rowsOfPage.ts';
import { exitCodes, type ExitCode } from '../stop/exitCode.ts';
import { reasonWords } from '../stop/message.ts';
import type { ListedCampaign } from '../kore/replies.ts';
import type { CheckResult } from '../stop/index.ts';
import type { ConfiguredStream } from '../streams/stream.ts';
import { clock, count, quoted, stateLabel } from '../texts/format.ts';
import type { Cli, CommonFlags, OnlineCli } from './cli.ts';
import { pageOf, secondsOf } from './numbers.ts';
import { campaignIdOf } from './streamChoice.ts';

export interface ReadFlags extends CommonFlags {
  readonly timeout?: string;
}

export interface ListFlags extends ReadFlags {
  readonly all?: true;
  readonly page?: string;
}

const usualTimeoutMs = 15_000;

const done: ExitCode = exitCodes.stopped;
/** The words of a stop do not fit, its number does: what was asked for did not work. */
const failed: ExitCode = exitCodes.notStopped;

/** The state of each campaign, by Get Campaign Status. */
export async function statusCommand(given: readonly string[], flags: ReadFlags, cli: Cli): Promise<ExitCode> {
  const timeoutMs = timeoutOf(flags);
  const stream = await cli.chooseStream(flags);
  const ids = given.map((one) => campaignIdOf(one, stream));
  const online = await cli.goOnline(stream, flags);
  const read = await withAccess(stream, online, (access) =>
    Promise.all(ids.map((id) => readStatus(access, id, online.ports, { timeoutMs, signal: cli.cancel }))),
  );
  const results = ids.map((id, index) => ({ id, result: Array.isArray(read) ? read[index] : read }));
  const rows = results.flatMap(({ id, result }) => (result === undefined ? [] : [{ id, result }]));
  if (flags.json === true) {
    const values = rows.map(({ id, result }) =>
      result.kind === 'failed'
        ? { campaignId: id, ...failureValue(result) }
        : { campaignId: id, state: result.state, readAt: new Date(result.readAtMs).toISOString() },
    );
    cli.output.json(values.length === 1 ? values[0] : values);
  } else {
    for (const { id, result } of rows) {
      cli.output.result(
        result.kind === 'failed'
          ? `${id}: ${failureLine(result)}`
          : `${id}: ${stateLabel(result.state)}, read ${clock(result.readAtMs, cli.reader)}`,
      );
    }
  }
  return rows.every(({ result }) => result.kind === 'read') ? done : failed;
}

/** One page of a stream's campaigns, the newest first. */
export async function listCommand(flags: ListFlags, cli: Cli): Promise<ExitCode> {
  const timeoutMs = timeoutOf(flags);
  const page = pageOf(flags.page ?? '1');
  const stream = await cli.chooseStream(flags);
  const online = await cli.goOnline(stream, flags);
  const skip = page * rowsOfPage;
  const states = flags.all === true ? {} : { states: sendingOrAboutTo };
  const read = await withAccess(stream, online, (access) =>
    listCampaigns(access, online.ports, { timeoutMs, signal: cli.cancel, skip, ...states }),
  );
  if (read.kind === 'failed') {
    if (flags.json === true) cli.output.json(failureValue(read));
    else cli.output.result(failureLine(read));
    return failed;
  }
  const hasMore = hasMoreAfter(skip, read);
  if (flags.json === true) {
    const { campaigns, readAtMs } = read;
    cli.output.json({ campaigns, hasMore, readAt: new Date(readAtMs).toISOString() });
    return done;
  }
  for (const campaign of read.campaigns) cli.output.result(rowLine(campaign, cli));
  for (const line of listNotes(read, hasMore, page, flags, cli)) cli.output.note(line);
  return done;
}

function listNotes(
  read: ReadPage,
  hasMore: boolean,
  page: number,
  flags: ListFlags,
  { reader }: Cli,
): readonly string[] {
  const at = clock(read.readAtMs, reader);
  const none = flags.all === true ? 'No campaigns' : 'Nothing is sending or about to';
  return [
    ...(read.campaigns.length === 0 ? [`${none} (read ${at}).`] : [`Read ${at}.`]),
    ...(read.oddities.length === 0 ? [] : [`${read.oddities.length} rows could not be read.`]),
    ...(hasMore ? [`There are more: --page ${page + 2}.`] : []),
    ...(flags.all === true ? [] : ['--all lists the others too.']),
  ];
}

function rowLine({ id, name, state, sent, recurring, scheduled }: ListedCampaign, { reader }: Cli): string {
  return [
    id,
    stateLabel(state),
    sent === undefined ? 'sent not told' : `${count(sent, reader)} sent`,
    ...(recurring || scheduled ? ['can start again by itself'] : []),
    quoted(name, 80),
  ].join('  ');
}

/** Whether a stop would work now. No stop is sent. */
export async function readyCommand(given: readonly string[], flags: ReadFlags, cli: Cli): Promise<ExitCode> {
  const timeoutMs = timeoutOf(flags);
  const stream = await cli.chooseStream(flags);
  const campaignIds = given.map((one) => campaignIdOf(one, stream));
  const { stopper, credential } = await cli.goOnline(stream, flags);
  const readiness = await stopper.checkReadiness(stream, credential, { signal: cli.cancel, timeoutMs, campaignIds });
  if (flags.json === true) cli.output.json(readiness);
  else {
    cli.output.result(readiness.message);
    for (const check of readiness.checks) cli.output.result(checkLine(check));
  }
  return readiness.ready ? done : failed;
}

function checkLine({ check, result, reason, ...facts }: CheckResult): string {
  return `${check}: ${result}${reason === undefined ? '' : ` (${reasonWords(reason, facts)})`}`;
}

function timeoutOf({ timeout }: ReadFlags): number {
  return timeout === undefined ? usualTimeoutMs : secondsOf('--timeout', timeout);
}

async function withAccess<T>(
  stream: ConfiguredStream,
  { credential, ports }: OnlineCli,
  run: (access: Access) => Promise<T>,
): Promise<T | ReadFailure> {
  const access = accessOrFailure(stream, credential, ports.now());
  return 'kind' in access ? access : run(access);
}

function failureLine({ reason, httpStatus, details }: ReadFailure): string {
  return `not read (${reasonWords(reason, { details, ...(httpStatus === undefined ? {} : { httpStatus }) })})`;
}

function failureValue({ reason, httpStatus, details }: ReadFailure): object {
  return { reason, ...(httpStatus === undefined ? {} : { httpStatus }), details };
}
