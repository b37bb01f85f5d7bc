import { firstProblem, type CheckResult, type ReadinessCheck } from '../../stop/readinessChecks.ts';
import { dayAndClock, hostLabel, isError, tierLabel, type Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';
import { problemOf } from '../readiness/streamReadiness.ts';
import type { CheckedStream } from '../readiness/runReadiness.ts';
import { clockText, readinessProblemText } from './readinessText.ts';
import { wrap } from './wrap.ts';

/** What each check found for each stream, to be read as plain text. `leavesFrom` as `leavesFromText` tells it. */
export function readinessReport(
  checked: readonly CheckedStream[],
  leavesFrom: string,
  nowMs: number,
  reader: Reader,
): string {
  const { l10n } = reader;
  const head = [
    l10n.t('Would a stop work? Checked {at}', { at: dayAndClock(nowMs, reader) }),
    l10n.t('No stop was sent. Not tested: the stop call itself.'),
    ...wrap(l10n.t('Requests leave from: {place}', { place: leavesFrom })),
  ];
  return `${[head, ...checked.map((one) => streamLines(one, reader))].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function streamLines(one: CheckedStream, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const { stream, readiness } = one;
  const name = `${plainText(stream.name)} (${tierLabel(stream, reader)}), ${hostLabel(stream.host)}`;
  const word = readiness.ready
    ? l10n.t('ready to stop')
    : firstProblem(readiness.checks)?.result === 'failed'
      ? l10n.t('NOT READY')
      : l10n.t('NOT KNOWN whether ready');
  return [`${name}: ${word}`, ...checkRows(one, reader).flatMap(checkLines)];
}

/** What one check found, in words. */
export interface CheckRow {
  readonly result: CheckResult['result'];
  readonly word: string;
  readonly label: string;
  /** Cause and advice; empty where all is well. */
  readonly why: readonly string[];
}

/** What each check of a stream found. */
export function checkRows(one: CheckedStream, reader: Reader): readonly CheckRow[] {
  return one.readiness.checks.map((check) => ({
    result: check.result,
    word: resultWord(check, one, reader),
    label: checkLabel(check.check, reader) + (isError(check.httpStatus) ? ` (${String(check.httpStatus)})` : ''),
    why: whyLines(check, one, reader),
  }));
}

function checkLines({ word, label, why }: CheckRow): readonly string[] {
  return [
    `  ${word.padEnd(wordWidth)}${label}`,
    ...why.flatMap((line) => wrap(line).map((part) => `  ${' '.repeat(wordWidth)}${part}`)),
  ];
}

const wordWidth = 14;

function resultWord({ check, result, reason }: CheckResult, { stream }: CheckedStream, { l10n }: Reader): string {
  if (result === 'failed') return l10n.t('FAILED');
  if (check === 'campaigns' && stream.campaigns.length === 0) return l10n.t('none there');
  if (result === 'unknown') return reason === undefined ? l10n.t('not reached') : l10n.t('not known');
  return check === 'certificate' && stream.host.startsWith('http:') ? l10n.t('not needed') : l10n.t('ok');
}

function checkLabel(check: ReadinessCheck, { l10n }: Reader): string {
  switch (check) {
    case 'input':
      return l10n.t('Setting of the stream');
    case 'credential':
      return l10n.t('Credential on this computer');
    case 'host':
      return l10n.t('Host answers');
    case 'proxy':
      return l10n.t('Proxy, if there is one, lets it through');
    case 'certificate':
      return l10n.t('Certificate of the host');
    case 'signIn':
      return l10n.t('Kore.ai accepts the credential');
    case 'scope':
      return l10n.t('Allowed to manage campaigns (API scope)');
    case 'clock':
      return l10n.t("This computer's clock");
    case 'campaigns':
      return l10n.t('Campaigns in the settings are known to Kore.ai');
  }
}

function whyLines(check: CheckResult, { stream, readiness, used }: CheckedStream, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const { details = {} } = check;
  if (check.result === 'ok' || check.reason === undefined) return [];
  if (check.check === 'clock') return [clockText(Number(details.clockAheadMs ?? 0), reader)];
  if (check.check === 'campaigns' && check.result === 'failed') {
    const id = plainText(String(details.campaignId ?? ''), 200);
    const count = Number(details.missing ?? 1);
    return [
      count === 1
        ? l10n.t('Not known: {id}', { id })
        : l10n.t('Not known: {id} and {count} more', { id, count: count - 1 }),
    ];
  }
  const atMs = Date.parse(readiness.checkedAt);
  const { cause, advice } = readinessProblemText(stream, problemOf(check, used), atMs, reader);
  return [cause, ...(advice === '' ? [] : [advice])];
}
