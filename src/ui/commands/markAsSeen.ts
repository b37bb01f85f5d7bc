import type { App } from '../app.ts';
import { campaignLabel } from '../campaigns/knownCampaign.ts';
import { isUnseen } from '../campaigns/standing.ts';
import { quoted } from '../texts/format.ts';
import { findTarget } from './targets.ts';

/** Takes a stop that did not surely work out of the status bar. Its row goes on telling how it ended. */
export async function markAsSeen(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const target = await findTarget(app, argument, {
    title: l10n.t('Mark as Seen'),
    placeholder: l10n.t('Campaign whose stop you know of: Enter takes it out of the status bar, nothing is sent'),
    sendsNothing: true,
  });
  if (target === undefined) return;
  const { campaign } = target;
  if (campaign.activity?.kind !== 'ended' || !isUnseen(campaign)) {
    void app.outlet.info(
      l10n.t('Nothing to mark: the status bar tells of no stop of {name} that needs you.', {
        name: quoted(campaignLabel(campaign)),
      }),
    );
    return;
  }
  const at = new Date(app.now()).toISOString();
  app.afterStop.note({ campaign, outcome: campaign.activity.outcome }, { kind: 'seen', at });
}
