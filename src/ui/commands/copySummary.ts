import type { StopOutcome } from '../../stop/outcome.ts';
import { quoted } from '../../texts/format.ts';
import { campaignKey, campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { selectedCampaigns } from '../campaignTree/selectedCampaigns.ts';
import { operatorName } from '../stopping/orderOf.ts';
import { summaryText } from '../texts/summaryText.ts';
import { findTarget } from './targets.ts';

/** Copies how the last stop of a campaign ended, or of each selected one, for a ticket or a chat. */
export async function copySummary(app: App, argument?: unknown, selection?: unknown): Promise<void> {
  const selected = selectedCampaigns(argument, selection);
  if (selected.length > 1) {
    const known = selected.map(({ stream, id }) => app.board.find(stream, id));
    const texts = known.flatMap((one) =>
      one.activity?.kind === 'ended' ? [summaryOf(app, one, one.activity.outcome)] : [],
    );
    await copyTexts(app, texts);
    return;
  }
  const { l10n } = app.reader;
  const target = await findTarget(app, argument, {
    title: l10n.t('Copy Summary'),
    placeholder: l10n.t('Campaign that was stopped: Enter copies, nothing is sent'),
    sendsNothing: true,
  });
  if (target === undefined) return;
  const { campaign } = target;
  if (campaign.activity?.kind === 'ended') {
    await copySummaryOf(app, campaign, campaign.activity.outcome);
    return;
  }
  void app.outlet.info(
    l10n.t('Nothing to copy: no stop of {name} has ended in this window.', { name: quoted(campaignLabel(campaign)) }),
  );
}

/** The same, of one outcome; with what was learnt since, where that is still how its last stop ended. */
export async function copySummaryOf(app: App, campaign: KnownCampaign, outcome: StopOutcome): Promise<void> {
  await copyTexts(app, [summaryOf(app, campaign, outcome)]);
}

async function copyTexts(app: App, texts: readonly string[]): Promise<void> {
  await app.outlet.copy(texts.join('\n'));
  app.outlet.status(app.reader.l10n.t('Summary copied.'), 5000);
}

/** As text: of one outcome of a campaign. */
export function summaryOf(app: App, campaign: KnownCampaign, outcome: StopOutcome): string {
  const key = campaignKey(campaign.stream, campaign.id);
  // As it was known when the stop went out: a list that was read since tells another count.
  const noted = app.board.activities().find(({ stream, id }) => campaignKey(stream, id) === key);
  const later =
    noted?.activity?.kind === 'ended' && noted.activity.outcome === outcome ? (noted.activity.later ?? []) : [];
  return summaryText({ campaign: noted ?? campaign, outcome, later, operatorName: operatorName() }, app.reader);
}
