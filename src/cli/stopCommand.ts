import { exitCodeOf, type ExitCode } from '../stop/exitCode.ts';
import type { HeldStop, StopOptions, StopOrder, StopOutcome, StopStep } from '../stop/index.ts';
import type { ConfiguredStream } from '../streams/stream.ts';
import { hostLabel } from '../texts/format.ts';
import { knownState, stateBefore, type KnownCampaign } from '../texts/knownCampaign.ts';
import { stepText } from '../texts/stepText.ts';
import { adviceText } from './adviceText.ts';
import { askStop } from './askStop.ts';
import type { Cli, CommonFlags, OnlineCli } from './cli.ts';
import { worstExitCode } from './exitCodes.ts';
import { configuredCampaign, lookBefore } from './lookBefore.ts';
import { secondsOf } from './numbers.ts';
import { campaignIdOf } from './streamChoice.ts';
import { WrongUse } from './wrongUse.ts';

export interface StopFlags extends CommonFlags {
  readonly yes?: true;
  /** False with `--no-check`. */
  readonly check: boolean;
  readonly deadline?: string;
  readonly attemptTimeout?: string;
}

/** Stops one campaign or several, and tells of each how it ended. */
export async function stopCommand(given: readonly string[], flags: StopFlags, cli: Cli): Promise<ExitCode> {
  const { output, cancel } = cli;
  const limits = readLimits(flags, given.length);
  const stream = await cli.chooseStream(flags);
  // Each once: the question tells how many they are.
  const ids = [...new Set(given.map((one) => campaignIdOf(one, stream)))];
  const asks = flags.yes !== true;
  if (asks && !output.hasTerminal) {
    throw new WrongUse('There is no terminal to ask at: --yes stops without a question.');
  }
  if (asks && (flags.authStdin === true || flags.secretStdin === true)) {
    throw new WrongUse('Standard input cannot give the secret and the answer: --yes stops without a question.');
  }
  const online = await cli.goOnline(stream, flags);
  // While somebody reads the question, the connection is made: no byte of a request leaves before the yes.
  const held = asks && ids.length === 1 ? holdOrder(configuredCampaign(stream, ids[0] ?? ''), online) : undefined;
  const campaigns = asks
    ? await lookBefore(stream, ids, online, cancel)
    : ids.map((id) => configuredCampaign(stream, id));
  const goesOn = !asks || (await askStop(campaigns, cli));
  if (!goesOn) held?.drop();
  // Without a yes the orders are ended before they begin: their outcomes say that nothing was sent.
  const signal = goesOn ? cancel : AbortSignal.abort();
  const orders = campaigns.map((campaign) => orderOf(campaign, online));
  const options = { signal, confirm: flags.check, ...limits, ...(goesOn && held !== undefined ? { held } : {}) };
  const outcomes = await send(orders, options, cli, online);
  tell(outcomes, ids, { ...flags, list: given.length > 1 }, cli, { stream, online });
  return worstExitCode(outcomes.map(exitCodeOf));
}

function readLimits(
  { deadline, attemptTimeout }: StopFlags,
  many: number,
): Pick<StopOptions, 'deadlineMs' | 'attemptTimeoutMs'> {
  const limits = {
    ...(deadline === undefined ? {} : { deadlineMs: secondsOf('--deadline', deadline) }),
    ...(attemptTimeout === undefined ? {} : { attemptTimeoutMs: secondsOf('--attempt-timeout', attemptTimeout) }),
  };
  if (many > 1 && Object.keys(limits).length > 0) {
    throw new WrongUse('--deadline and --attempt-timeout are for one campaign: several are paced by the rate limit.');
  }
  return limits;
}

function holdOrder(campaign: KnownCampaign, online: OnlineCli): HeldStop | undefined {
  return online.stopper.holdStop(orderOf(campaign, online));
}

function orderOf(campaign: KnownCampaign, { credential }: OnlineCli): StopOrder {
  const { stream, id, name } = campaign;
  const known = knownState(campaign);
  return {
    stream,
    campaignId: id,
    credential,
    ...(known === undefined ? {} : { before: stateBefore(known) }),
    about: {
      ...(name === undefined ? {} : { campaignName: name }),
      ...(stream.tier === undefined ? {} : { tier: stream.tier }),
    },
  };
}

async function send(
  orders: readonly StopOrder[],
  options: StopOptions & { readonly confirm: boolean },
  cli: Cli,
  { stopper }: OnlineCli,
): Promise<readonly StopOutcome[]> {
  const [only, ...others] = orders;
  if (only !== undefined && others.length === 0) {
    const run = (onProgress?: StopOptions['onProgress']): Promise<StopOutcome> =>
      stopper.stopSmsCampaign(only, { ...options, ...(onProgress === undefined ? {} : { onProgress }) });
    return [await (cli.output.showsProgress ? withSteps(run, cli) : run())];
  }
  const { output } = cli;
  let ended = 0;
  const progress = (): void => output.progress(`${ended} of ${orders.length} ended. Ctrl+C ends the waiting only…`);
  progress();
  return stopper.stopManySmsCampaigns(orders, {
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    confirm: options.confirm,
    onOutcome: () => {
      ended += 1;
      progress();
    },
  });
}

/** The first words wait until the request is on its way: to write a time takes longer than to send it. */
const firstShowMs = 50;

/** Shows the last step, anew each second: a countdown is in it. */
async function withSteps(
  run: (onProgress: (step: StopStep) => void) => Promise<StopOutcome>,
  { output, reader, now }: Cli,
): Promise<StopOutcome> {
  let last: StopStep | undefined;
  let shown = false;
  const show = (): void => {
    // In a terminal the window's Cancel is Ctrl+C.
    if (last !== undefined) output.progress(stepText(last, now(), reader).replace('Cancel', 'Ctrl+C'));
    shown = true;
  };
  const first = setTimeout(show, firstShowMs);
  const again = setInterval(show, 1000);
  try {
    return await run((step) => {
      last = step;
      if (shown) show();
    });
  } finally {
    clearTimeout(first);
    clearInterval(again);
  }
}

function tell(
  outcomes: readonly StopOutcome[],
  ids: readonly string[],
  { json, list }: StopFlags & { readonly list: boolean },
  { output }: Cli,
  { stream, online }: { readonly stream: ConfiguredStream; readonly online: OnlineCli },
): void {
  if (json === true) {
    const named = outcomes.map((outcome, index) => ({ campaignId: ids[index], ...outcome }));
    output.json(list ? named : named[0]);
    return;
  }
  const way = { host: hostLabel(stream.host), ...(online.proxy === undefined ? {} : { proxy: online.proxy }) };
  const advice = new Set<string>();
  for (const outcome of outcomes) {
    output.result(outcome.message);
    advice.add(adviceText(outcome, way));
  }
  for (const one of advice) if (one !== '') output.result(one);
  if (outcomes.length > 1) output.note(summary(outcomes));
}

function summary(outcomes: readonly StopOutcome[]): string {
  const codes = outcomes.map(exitCodeOf);
  const count = (code: ExitCode): number => codes.filter((one) => one === code).length;
  return `${count(0)} of ${outcomes.length} stopped and confirmed, ${count(4)} not confirmed, ${count(1)} NOT stopped, ${count(3)} UNKNOWN.`;
}
