import {
  clock,
  count,
  dayAndClock,
  hostLabel,
  quoted,
  stateLabel,
  tierLabel,
  type Reader,
} from '../../texts/format.ts';
import { campaignLabel } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import { isConfirmed } from '../campaigns/standing.ts';
import { bulkEnd, bulkSummaryText, type BulkEnd, type BulkResult } from './bulkSummaryText.ts';
import { wrap } from './wrap.ts';

/** One campaign of the report. */
export interface ReportedResult extends BulkResult {
  /** How its stop ended, as a single stop is told. */
  readonly sentence: string;
  /** What its row says by now, where that is about the same stop. */
  readonly now?: string;
}

/** What needs a person goes first. */
const ends: readonly BulkEnd[] = ['notStopped', 'unknown', 'accepted', 'replyOnly', 'finished', 'already', 'stopped'];

/** Each campaign of several with how it ended and how that is known, to be read as plain text. */
export function bulkReport(results: readonly ReportedResult[], endedAtMs: number, reader: Reader): string {
  const { l10n } = reader;
  const facts = { count: count(results.length, reader), at: dayAndClock(endedAtMs, reader) };
  const head = [
    l10n.t('Stop of {count} campaigns, ended {at}', facts),
    ...wrap(bulkSummaryText(results, reader).sentence),
  ];
  let number = 0;
  const sections = ends.flatMap((end) => {
    const those = results.filter(({ outcome }) => bulkEnd(outcome) === end);
    if (those.length === 0) return [];
    return [
      [`${endTitle(end, reader)} (${count(those.length, reader)})`],
      ...those.map((one) => {
        number += 1;
        return resultLines(one, number, reader);
      }),
    ];
  });
  return `${[head, ...sections].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function endTitle(end: BulkEnd, { l10n }: Reader): string {
  switch (end) {
    case 'stopped':
      return l10n.t('STOPPED AND CONFIRMED');
    case 'already':
      return l10n.t('STOPPED ALREADY');
    case 'finished':
      return l10n.t('TOO LATE: RUN TO THEIR END');
    case 'replyOnly':
      return l10n.t('STOPPED BY THE REPLY ALONE, NOT DOUBLE-CHECKED');
    case 'accepted':
      return l10n.t('NOT CONFIRMED');
    case 'notStopped':
      return l10n.t('NOT STOPPED');
    case 'unknown':
      return l10n.t('UNKNOWN');
  }
}

function resultLines(result: ReportedResult, number: number, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const { campaign, outcome, sentence, now } = result;
  const indent = ' '.repeat(String(number).length + 2);
  const stream = `${plainText(campaign.stream.name)} (${tierLabel(campaign.stream, reader)}), ${hostLabel(campaign.stream.host)}`;
  return [
    `${String(number)}  ${quoted(campaignLabel(campaign))}`,
    ...[
      stream,
      plainText(campaign.id, 200),
      ...wrap(sentence),
      ...wrap(howKnown(result, reader)),
      l10n.t('Stop requests sent: {requests}.', { requests: outcome.requests }),
      ...(now === undefined ? [] : wrap(l10n.t('By now: {row}', { row: now }))),
    ].map((line) => `${indent}${line}`),
  ];
}

/** On what the answer stands. */
function howKnown({ outcome }: BulkResult, reader: Reader): string {
  const { l10n } = reader;
  const { state, stateReadAt } = outcome;
  const read = { state: stateLabel(state ?? ''), at: clock(Date.parse(stateReadAt ?? outcome.finishedAt), reader) };
  if (outcome.verdict === 'stopped' && !isConfirmed(outcome)) {
    return l10n.t("How known: by Kore.ai's reply to the stop alone, no reading after it.");
  }
  if (state === undefined || stateReadAt === undefined) {
    return outcome.requests === 0
      ? l10n.t('How known: no stop request left.')
      : l10n.t('How known: its state was not read after the request.');
  }
  return l10n.t('How known: Kore.ai said {state} after the request, read {at}.', read);
}
