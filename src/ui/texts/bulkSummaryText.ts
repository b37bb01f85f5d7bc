import type { StopOutcome } from '../../stop/outcome.ts';
import { clock, count, shortClock, type Reader } from '../../texts/format.ts';
import { sentBefore, type KnownCampaign } from '../../texts/knownCampaign.ts';
import { isConfirmed } from '../campaigns/standing.ts';
import type { FoundCredential } from '../credentials/credentialStore.ts';
import { tiersText } from '../../texts/bulkText.ts';
import type { UsedCredential } from './reasonFacts.ts';

/** How one of several campaigns ended: only `stopped` and `already` are stops that a reading confirmed. */
export type BulkEnd = 'stopped' | 'already' | 'finished' | 'replyOnly' | 'accepted' | 'notStopped' | 'unknown';

/** One of several campaigns with how its stop ended. */
export interface BulkResult {
  /** As it was known when the stop went out. */
  readonly campaign: KnownCampaign;
  readonly outcome: StopOutcome;
  /** It was on its way already when this one was asked for. */
  readonly joined?: boolean;
  readonly signedWith?: FoundCredential;
  /** What it was signed with, as it may be told. */
  readonly credential?: UsedCredential;
  /** Until when its state is read by itself, where it is; milliseconds since 1970. */
  readonly checkingUntilMs?: number;
}

export interface BulkSummaryText {
  /** Information fades and Do Not Disturb hides it: only where every one is stopped, confirmed, and stays so. */
  readonly severity: 'info' | 'error';
  readonly sentence: string;
}

type Counts = Readonly<Record<BulkEnd, number>>;

/** With fewer requests the account's minute is not full. */
const pacedFrom = 40;

export function bulkEnd(outcome: StopOutcome): BulkEnd {
  switch (outcome.verdict) {
    case 'stopped':
      if (!isConfirmed(outcome)) return 'replyOnly';
      return outcome.effect === 'finished' ? 'finished' : outcome.effect === 'alreadyStopped' ? 'already' : 'stopped';
    case 'accepted':
    case 'notStopped':
    case 'unknown':
      return outcome.verdict;
  }
}

/** One that another try could help: not stopped, or not known to be. What has run to its end is past help. */
export function isOther(outcome: StopOutcome): boolean {
  const end = bulkEnd(outcome);
  return end !== 'stopped' && end !== 'already' && end !== 'finished';
}

/** What a progress says behind `Stopping 12 campaigns`: `7 stopped, 1 not, 4 to go…` */
export function bulkProgressText(total: number, ended: readonly StopOutcome[], sent: number, reader: Reader): string {
  const { l10n } = reader;
  const counts = countEnds(ended);
  const toGo = total - ended.length;
  const waiting = sent - ended.filter(({ requests }) => requests > 0).length;
  const part = (number: number, text: (facts: { count: string }) => string): readonly string[] =>
    number === 0 ? [] : [text({ count: count(number, reader) })];
  const parts = [
    l10n.t('{count} stopped', { count: count(counts.stopped + counts.already, reader) }),
    ...part(counts.notStopped, (facts) => l10n.t('{count} not', facts)),
    ...part(counts.finished, (facts) => l10n.t('{count} had finished', facts)),
    ...part(counts.replyOnly + counts.accepted, (facts) => l10n.t('{count} not confirmed', facts)),
    ...part(counts.unknown, (facts) => l10n.t('{count} unknown', facts)),
  ].join(', ');
  const facts = { parts, toGo: count(toGo, reader), waiting: count(waiting, reader) };
  // Then they wait for room in the account's minute, and nothing moves for a while.
  if (sent >= pacedFrom && sent < total) {
    return l10n.t("{parts}, {toGo} to go, as fast as Kore.ai's 60 requests a minute let them…", facts);
  }
  return waiting > 0
    ? l10n.t('{parts}, {toGo} to go, {waiting} of them sent…', facts)
    : l10n.t('{parts}, {toGo} to go…', facts);
}

/** How stops of several campaigns ended, in one message. There are at least two. */
export function bulkSummaryText(results: readonly BulkResult[], reader: Reader): BulkSummaryText {
  const outcomes = results.map(({ outcome }) => outcome);
  const counts = countEnds(outcomes);
  const restarting = results.filter(canStartAgain).length;
  const good = counts.stopped + counts.already === results.length;
  const cancelled = outcomes.some(
    ({ reason, uncheckedBecause }) => reason === 'cancelled' || uncheckedBecause === 'cancelled',
  );
  const sentences = cancelled
    ? cancelledSentences(results, reader)
    : counts.stopped === results.length
      ? allStoppedSentences(results, reader)
      : countSentences(results, counts, reader);
  const summary = [...sentences, ...restartSentences(restarting, reader), ...checkingSentences(results, reader)].join(
    ' ',
  );
  const practice = results.every(({ campaign }) => campaign.stream.practice === true);
  return {
    severity: good && restarting === 0 ? 'info' : 'error',
    sentence: practice ? reader.l10n.t('PRACTICE, nothing real: {summary}', { summary }) : summary,
  };
}

/** A list told that it is scheduled or repeats, and it is stopped. */
function canStartAgain({ campaign: { listed }, outcome }: BulkResult): boolean {
  const end = bulkEnd(outcome);
  return (end === 'stopped' || end === 'already') && (listed?.scheduled === true || listed?.recurring === true);
}

function countEnds(outcomes: readonly StopOutcome[]): Counts {
  const ends = outcomes.map(bulkEnd);
  const of = (end: BulkEnd): number => ends.filter((one) => one === end).length;
  return {
    stopped: of('stopped'),
    already: of('already'),
    finished: of('finished'),
    replyOnly: of('replyOnly'),
    accepted: of('accepted'),
    notStopped: of('notStopped'),
    unknown: of('unknown'),
  };
}

function allStoppedSentences(results: readonly BulkResult[], reader: Reader): readonly string[] {
  const { l10n } = reader;
  const readAtMs = Math.max(...results.map(({ outcome }) => Date.parse(outcome.stateReadAt ?? outcome.finishedAt)));
  const facts = { count: count(results.length, reader), at: clock(readAtMs, reader) };
  return [l10n.t('All {count} stopped, confirmed by Kore.ai at {at}.', facts), ...sentSentences(results, reader)];
}

/** What the lists told just before the stops: by now it can be more. */
function sentSentences(results: readonly BulkResult[], reader: Reader): readonly string[] {
  const { l10n } = reader;
  const before = results.map(({ campaign, outcome }) => sentBefore(campaign, Date.parse(outcome.startedAt)));
  const known = before.filter((one) => one !== undefined);
  if (known.length === 0) return [];
  const facts = {
    sent: count(
      known.reduce((sum, { sent }) => sum + sent, 0),
      reader,
    ),
    at: clock(Math.min(...known.map(({ readAtMs }) => readAtMs)), reader),
  };
  return [
    known.length === before.length
      ? l10n.t('{sent} sent in all, read before the stop ({at}).', facts)
      : l10n.t('At least {sent} sent in all, read before the stop ({at}).', facts),
  ];
}

function countSentences(results: readonly BulkResult[], counts: Counts, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const campaigns = results.map(({ campaign }) => campaign);
  const facts = {
    stopped: count(counts.stopped, reader),
    count: count(results.length, reader),
    tiers: tiersText(campaigns, reader),
  };
  const rest = restParts(counts, reader);
  return [
    l10n.t('{stopped} of {count} stopped and confirmed ({tiers}).', facts),
    ...(rest.length === 0 ? [] : [l10n.t('{parts}.', { parts: rest.join(', ') })]),
  ];
}

/** What is not stopped and confirmed, each kind with a count of its own. */
function restParts(counts: Counts, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const part = (number: number, one: string, several: (facts: { count: string }) => string): readonly string[] =>
    number === 0 ? [] : [number === 1 ? one : several({ count: count(number, reader) })];
  return [
    ...part(counts.already, l10n.t('1 was stopped already'), (facts) => l10n.t('{count} were stopped already', facts)),
    ...part(counts.finished, l10n.t('1 had already finished'), (facts) =>
      l10n.t('{count} had already finished', facts),
    ),
    ...part(counts.notStopped, l10n.t('1 NOT stopped'), (facts) => l10n.t('{count} NOT stopped', facts)),
    ...part(counts.accepted, l10n.t('1 NOT confirmed'), (facts) => l10n.t('{count} NOT confirmed', facts)),
    ...part(counts.replyOnly, l10n.t('1 stopped by the reply alone, NOT double-checked'), (facts) =>
      l10n.t('{count} stopped by the reply alone, NOT double-checked', facts),
    ),
    ...part(counts.unknown, l10n.t('1 UNKNOWN'), (facts) => l10n.t('{count} UNKNOWN', facts)),
  ];
}

/** What had left counts, and what never did: a cancel takes nothing back. */
function cancelledSentences(results: readonly BulkResult[], reader: Reader): readonly string[] {
  const { l10n } = reader;
  const left = results.map(({ outcome }) => outcome).filter(({ requests }) => requests > 0);
  const never = results.length - left.length;
  const requests = left.reduce((sum, outcome) => sum + outcome.requests, 0);
  const facts = {
    count: count(left.length, reader),
    requests: count(requests, reader),
    never: count(never, reader),
    parts: cancelledParts(countEnds(left), reader).join(', '),
  };
  const one = left.length === 1;
  const had =
    left.length === 0
      ? l10n.t('Cancelled: nothing was sent.')
      : requests === left.length
        ? one
          ? l10n.t('Cancelled: 1 request had left ({parts}).', facts)
          : l10n.t('Cancelled: {count} requests had left ({parts}).', facts)
        : one
          ? l10n.t('Cancelled: {requests} requests for 1 campaign had left ({parts}).', facts)
          : l10n.t('Cancelled: {requests} requests for {count} campaigns had left ({parts}).', facts);
  if (never === 0) return [had];
  return [
    had,
    ...(left.length === 0
      ? []
      : [never === 1 ? l10n.t('1 was never sent.') : l10n.t('{never} were never sent.', facts)]),
  ];
}

function cancelledParts(counts: Counts, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const part = (number: number, text: (facts: { count: string }) => string): readonly string[] =>
    number === 0 ? [] : [text({ count: count(number, reader) })];
  return [
    ...part(counts.stopped, (facts) => l10n.t('{count} stopped', facts)),
    ...part(counts.already, (facts) => l10n.t('{count} stopped already', facts)),
    ...part(counts.finished, (facts) => l10n.t('{count} had finished', facts)),
    ...part(counts.notStopped, (facts) => l10n.t('{count} NOT stopped', facts)),
    ...part(counts.accepted, (facts) => l10n.t('{count} NOT confirmed', facts)),
    ...part(counts.replyOnly, (facts) => l10n.t('{count} stopped by the reply alone', facts)),
    ...part(counts.unknown, (facts) => l10n.t('{count} unknown', facts)),
  ];
}

function restartSentences(restarting: number, reader: Reader): readonly string[] {
  const { l10n } = reader;
  if (restarting === 0) return [];
  return [
    restarting === 1
      ? l10n.t('1 of them is scheduled or repeats and can start again by itself.')
      : l10n.t('{count} of them are scheduled or repeat and can start again by themselves.', {
          count: count(restarting, reader),
        }),
  ];
}

function checkingSentences(results: readonly BulkResult[], reader: Reader): readonly string[] {
  const untilMs = Math.max(...results.map(({ checkingUntilMs }) => checkingUntilMs ?? -Infinity));
  if (untilMs === -Infinity) return [];
  return [
    reader.l10n.t('What is not clear is checked every 15 s until {until}.', { until: shortClock(untilMs, reader) }),
  ];
}
