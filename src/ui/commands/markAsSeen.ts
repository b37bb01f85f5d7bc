import { quoted } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { isUnseen } from '../campaigns/standing.ts';
import { selectedCampaigns } from '../campaignTree/selectedCampaigns.ts';
import { findTarget } from './targets.ts';

/**
 * Takes stops that did not surely work out of the status bar: of the selected rows, or of one campaign. Their rows go on
 * telling how they ended.
 */
export async function markAsSeen(app: App, argument?: unknown, selection?: unknown): Promise<void> {
  const selected = selectedCampaigns(argument, selection);
  if (selected.length > 1) {
    for (const { stream, id } of selected) mark(app, app.board.find(stream, id));
    return;
  }
  const { l10n } = app.reader;
  const target = await findTarget(app, argument, {
    title: l10n.t('Mark as Seen'),
    placeholder: l10n.t('Campaign whose stop you know of: Enter takes it out of the status bar, nothing is sent'),
    sendsNothing: true,
  });
  if (target === undefined) return;
  const { campaign } = target;
  if (mark(app, campaign)) return;
  void app.outlet.info(
    l10n.t('Nothing to mark: the status bar tells of no stop of {name} that needs you.', {
      name: quoted(campaignLabel(campaign)),
    }),
  );
}

/** False where there is nothing to mark. */
function mark(app: App, campaign: KnownCampaign): boolean {
  if (campaign.activity?.kind !== 'ended' || !isUnseen(campaign)) return false;
  const at = new Date(app.now()).toISOString();
  app.afterStop.note({ campaign, outcome: campaign.activity.outcome }, { kind: 'seen', at });
  return true;
}
