import { workspace } from 'vscode';

import type { StopOutcome } from '../../stop/outcome.ts';
import type { App } from '../app.ts';
import { campaignKey, campaignLabel, type KnownCampaign } from '../campaigns/knownCampaign.ts';
import { quoted } from '../texts/format.ts';
import { summaryText } from '../texts/summaryText.ts';
import { findTarget } from './targets.ts';

/** Copies how the last stop of a campaign ended, for a ticket or a chat. */
export async function copySummary(app: App, argument?: unknown): Promise<void> {
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
  const key = campaignKey(campaign.stream, campaign.id);
  // As it was known when the stop went out: a list that was read since tells another count.
  const noted = app.board.activities().find(({ stream, id }) => campaignKey(stream, id) === key);
  const later =
    noted?.activity?.kind === 'ended' && noted.activity.outcome === outcome ? (noted.activity.later ?? []) : [];
  const operatorName = workspace.getConfiguration('kore').get('operatorName');
  const text = summaryText(
    {
      campaign: noted ?? campaign,
      outcome,
      later,
      operatorName: typeof operatorName === 'string' ? operatorName : '',
    },
    app.reader,
  );
  await app.outlet.copy(text);
  app.outlet.status(app.reader.l10n.t('Summary copied.'), 5000);
}
