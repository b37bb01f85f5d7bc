import { count, quoted, type Reader } from '../../texts/format.ts';
import { campaignLabel } from '../../texts/knownCampaign.ts';
import type { StopNews } from '../stopping/afterStop.ts';

type NewsFacts = Pick<StopNews, 'kind' | 'state' | 'severity'> & { readonly stop: Pick<StopNews['stop'], 'campaign'> };

/** At most this many campaigns are named. */
const mostNames = 3;

/** What was learnt of several campaigns that were stopped together, in one message; what is bad goes first. */
export function bulkNewsText(
  news: readonly NewsFacts[],
  reader: Reader,
): { readonly severity: 'info' | 'error'; readonly sentence: string } {
  const { l10n } = reader;
  const of = (fits: (one: NewsFacts) => boolean): readonly NewsFacts[] => news.filter(fits);
  const part = (those: readonly NewsFacts[], text: (facts: { names: string }) => string): readonly string[] =>
    those.length === 0 ? [] : [text({ names: names(those, reader) })];
  const cleared = (state: string): readonly NewsFacts[] => of((one) => one.kind === 'cleared' && one.state === state);
  const sentences = [
    ...part(
      of(({ kind }) => kind === 'sendsAgain'),
      (facts) => l10n.t('SENDING AGAIN: {names}.', facts),
    ),
    ...part(
      of(({ kind }) => kind === 'goesOn'),
      (facts) => l10n.t("NOT at rest, Kore's counter goes on: {names}.", facts),
    ),
    ...part(
      of(({ kind }) => kind === 'restarts'),
      (facts) => l10n.t('Can start again by themselves: {names}.', facts),
    ),
    ...part(cleared('Completed'), (facts) => l10n.t('Too late, run to their end: {names}.', facts)),
    ...part(cleared('Stopped'), (facts) => l10n.t('Stopped by now, confirmed by Kore.ai: {names}.', facts)),
  ];
  return {
    severity: news.some(({ severity }) => severity === 'error') ? 'error' : 'info',
    sentence: l10n.t('Of the campaigns stopped together: {news}', { news: sentences.join(' ') }),
  };
}

function names(news: readonly NewsFacts[], reader: Reader): string {
  const shown = news.slice(0, mostNames).map(({ stop }) => quoted(campaignLabel(stop.campaign)));
  const more = news.length - shown.length;
  return more > 0
    ? reader.l10n.t('{names} and {more} more', { names: shown.join(', '), more: count(more, reader) })
    : shown.join(', ');
}
