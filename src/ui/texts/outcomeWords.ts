import type { StopOutcome } from '../../stop/outcome.ts';
import { clock, count, quoted, shortClock, tierLabel, type Reader } from '../../texts/format.ts';
import { campaignLabel, sentBefore, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { OutcomeAction } from './outcomeFixes.ts';

export interface OutcomeText {
  /** Information fades and Do Not Disturb hides it: only for what needs nobody. */
  readonly severity: 'info' | 'error';
  readonly sentence: string;
  readonly actions: readonly OutcomeAction[];
  /** For the row of the campaign. */
  readonly row: string;
}

export function names(campaign: KnownCampaign, reader: Reader): { name: string; tier: string } {
  return { name: quoted(campaignLabel(campaign)), tier: tierLabel(campaign.stream, reader) };
}

export function readClock(outcome: StopOutcome, reader: Reader): string {
  return clock(Date.parse(outcome.stateReadAt ?? outcome.finishedAt), reader);
}

/** How many were sent by when, as a list told it just before the stop; nothing where none did. */
export function sentSentences(outcome: StopOutcome, campaign: KnownCampaign, reader: Reader): readonly string[] {
  const before = sentBefore(campaign, Date.parse(outcome.startedAt));
  if (before === undefined) return [];
  const facts = { sent: count(before.sent, reader), at: clock(before.readAtMs, reader) };
  return [reader.l10n.t('{sent} sent by {at}.', facts)];
}

/** That the state is read on by itself, where it is. */
export function checkingSentences(untilMs: number | undefined, reader: Reader): readonly string[] {
  if (untilMs === undefined) return [];
  return [reader.l10n.t('Checking every 15 s until {until}.', { until: shortClock(untilMs, reader) })];
}
