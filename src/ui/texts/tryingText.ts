import type { TryingStep } from '../../stop/afterwards/keepTrying.ts';
import { clock, quoted, tierLabel, type Reader } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';

export function tryingTitle(campaign: KnownCampaign, reader: Reader): string {
  return reader.l10n.t('Keeps trying to stop {name} ({tier})', {
    name: quoted(campaignLabel(campaign)),
    tier: tierLabel(campaign.stream, reader),
  });
}

/** Where it is by now, with a countdown: for the progress, anew each second. */
export function tryingText(step: TryingStep, nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const givesUpAt = clock(step.givesUpAtMs, reader);
  if (step.kind === 'trying') {
    return l10n.t('Try {attempt} is on its way. Gives up at {givesUpAt}…', {
      attempt: step.attempt,
      givesUpAt,
    });
  }
  const facts = { seconds: Math.max(0, Math.ceil((step.untilMs - nowMs) / 1000)), givesUpAt };
  return step.outcome.reason === 'rateLimited'
    ? l10n.t("Kore.ai's rate limit is used up. Next try in {seconds} s, gives up at {givesUpAt}…", facts)
    : l10n.t('No connection yet. Next try in {seconds} s, gives up at {givesUpAt}…', facts);
}
