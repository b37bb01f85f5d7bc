import { firstProblem, type Readiness } from '../../stop/readinessChecks.ts';
import { clock, day, isError, quoted, shortClock, type Reader } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { isTrusted } from '../readiness/readinessRecord.ts';
import { problemOf, type ReadinessProblem, type StreamReadiness } from '../readiness/streamReadiness.ts';
import type { CheckedStream } from '../readiness/runReadiness.ts';
import { failureWord, listFailureText } from './listFailureText.ts';
import type { ReasonText } from './reasonFacts.ts';

/** What of a stream's readiness stands in its row; shorter to see than to hear. */
export interface ReadinessWords {
  readonly seen: string;
  readonly heard: string;
}

export function readinessWords(readiness: StreamReadiness | undefined, nowMs: number, reader: Reader): ReadinessWords {
  const { l10n } = reader;
  const same = (words: string): ReadinessWords => ({ seen: words, heard: words });
  if (readiness === undefined) return same(l10n.t('not checked yet'));
  if (readiness.kind === 'noCredential') return same(l10n.t('no credential here'));
  if (!isTrusted(readiness.atMs, nowMs)) {
    return same(l10n.t('not checked since {day}', { day: day(readiness.atMs, reader) }));
  }
  const at = shortClock(readiness.atMs, reader);
  if (readiness.kind === 'ready') {
    return { seen: l10n.t('ready {at}', { at }), heard: l10n.t('ready to stop, checked {at}', { at }) };
  }
  const why = problemWord(readiness.problem, reader);
  return same(
    readiness.kind === 'failed'
      ? l10n.t("can't stop: {why}", { why })
      : l10n.t('not known whether ready: {why}', { why }),
  );
}

function problemWord(problem: ReadinessProblem, reader: Reader): string {
  const { reason, httpStatus } = problem;
  const { l10n } = reader;
  if (reason === 'forbidden') return l10n.t('{status}, is the scope published?', { status: httpStatus ?? 403 });
  if (reason === 'clockSkew') return l10n.t("this computer's clock");
  return isError(httpStatus) ? String(httpStatus) : failureWord(reason, reader);
}

/** Cause and advice; no stop was involved, so none is talked of. */
export function readinessProblemText(
  stream: KnownStream,
  problem: ReadinessProblem,
  atMs: number,
  reader: Reader,
): ReasonText {
  const { l10n } = reader;
  const text = listFailureText(stream, { kind: 'failed', ...problem, atMs }, reader);
  switch (problem.reason) {
    case 'noCredential':
      return {
        cause: l10n.t('No credential for {stream} on this computer.', { stream: quoted(stream.name) }),
        advice: l10n.t('Set it with “Kore: Set Credential…”.'),
      };
    case 'noAnswer':
    case 'serverError':
      return { cause: text.cause, advice: l10n.t('Check again in a minute.') };
    case 'badReply':
      return { cause: text.cause, advice: l10n.t('Often a VPN or Wi-Fi sign-in page. Sign in, then check again.') };
    case 'refused':
      return { cause: text.cause, advice: l10n.t('Check host, account id and stream id.') };
    case 'secretStore':
      return { cause: text.cause, advice: l10n.t('Unlock the keyring, then check again.') };
    default:
      return text;
  }
}

/** One notification for one check or many. */
export interface ReadinessSummary {
  readonly severity: 'info' | 'error';
  readonly sentence: string;
}

/** Undefined when the person cancelled before anything was found. */
export function readinessSummary(checked: readonly CheckedStream[], reader: Reader): ReadinessSummary | undefined {
  const ended = checked.filter(({ readiness }) => firstProblem(readiness.checks)?.reason !== 'cancelled');
  const [only, ...others] = ended;
  if (only === undefined) return undefined;
  if (others.length === 0 && checked.length === 1) return summaryOfOne(only, reader);
  return summaryOfMany(ended, checked.length, reader);
}

function summaryOfOne(checked: CheckedStream, reader: Reader): ReadinessSummary {
  const { stream, readiness } = checked;
  const { l10n } = reader;
  const name = quoted(stream.name);
  if (!readiness.ready) {
    const { cause, advice } = causeOf(checked, reader);
    return {
      severity: 'error',
      sentence: l10n.t('Not ready to stop: {name}. {cause} {advice}', { name, cause, advice }).trim(),
    };
  }
  const at = clock(Date.parse(readiness.checkedAt), reader);
  const sentence = l10n.t('Ready to stop: {name}, checked {at}. Not tested: the stop call itself.', { name, at });
  return { severity: 'info', sentence: [sentence, ...remarks(checked.readiness, reader)].join(' ') };
}

function summaryOfMany(ended: readonly CheckedStream[], asked: number, reader: Reader): ReadinessSummary {
  const { l10n } = reader;
  const bad = ended.filter(({ readiness }) => !readiness.ready);
  const [first] = bad;
  const ready = ended.length - bad.length;
  const at = clock(Math.max(...ended.map(({ readiness }) => Date.parse(readiness.checkedAt))), reader);
  const rest = asked - ended.length;
  const left = rest === 0 ? [] : [l10n.t('You cancelled: {rest} not checked.', { rest })];
  if (first === undefined) {
    const sentence =
      rest === 0
        ? l10n.t('All {count} streams are ready to stop, checked {at}. Not tested: the stop call itself.', {
            count: ready,
            at,
          })
        : l10n.t('Ready to stop: {ready} of {asked} streams, checked {at}.', { ready, asked, at });
    const told = ended.some((one) => remarks(one.readiness, reader).length > 0)
      ? [l10n.t('Not all is well beside it: the report says what.')]
      : [];
    return { severity: 'info', sentence: [sentence, ...left, ...told].join(' ') };
  }
  const { cause, advice } = causeOf(first, reader);
  return {
    severity: 'error',
    sentence: [
      l10n.t('Not ready to stop: {bad} of {asked} streams: {names}.', {
        bad: bad.length,
        asked,
        names: namesOf(bad, reader),
      }),
      ...left,
      l10n.t('{name}: {cause} {advice}', { name: quoted(first.stream.name), cause, advice }).trim(),
    ].join(' '),
  };
}

const shownNames = 4;

function namesOf(bad: readonly CheckedStream[], { l10n }: Reader): string {
  const names = bad.slice(0, shownNames).map(({ stream }) => quoted(stream.name));
  const more = bad.length - names.length;
  return [...names, ...(more === 0 ? [] : [l10n.t('{count} more', { count: more })])].join(', ');
}

function causeOf({ stream, readiness, used }: CheckedStream, reader: Reader): ReasonText {
  const problem = problemOf(firstProblem(readiness.checks), used);
  return readinessProblemText(stream, problem, Date.parse(readiness.checkedAt), reader);
}

/** What is wrong although a stop would work. */
export function remarks({ checks }: Pick<Readiness, 'checks'>, reader: Reader): readonly string[] {
  const { l10n } = reader;
  return checks.flatMap(({ check, result, details = {} }) => {
    if (result !== 'failed') return [];
    if (check === 'clock') return [clockText(Number(details.clockAheadMs ?? 0), reader)];
    if (check !== 'campaigns') return [];
    return [
      l10n.t('Kore.ai does not know {count} of its campaigns in the settings.', {
        count: Number(details.missing ?? 1),
      }),
    ];
  });
}

export function clockText(aheadMs: number, { l10n }: Reader): string {
  const whole = Math.round(Math.abs(aheadMs) / 1000);
  const off = { minutes: Math.floor(whole / 60), seconds: whole % 60 };
  return aheadMs > 0
    ? l10n.t("This computer's clock is {minutes} min {seconds} s ahead of Kore.ai's: let the system set the time.", off)
    : l10n.t("This computer's clock is {minutes} min {seconds} s behind Kore.ai's: let the system set the time.", off);
}
