import { asCurl } from '../../kore/curl.ts';
import { stopRequest } from '../../kore/endpoints.ts';
import { quoted } from '../../texts/format.ts';
import { campaignLabel } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { findTarget } from './targets.ts';

/** Copies the stop request of a campaign as a curl command; the token is read from `$KORE_AUTH`, never in it. */
export async function copyAsCurl(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const target = await findTarget(app, argument, {
    title: l10n.t('Copy Stop Request as curl'),
    placeholder: l10n.t('Campaign name, id, or a pasted link: Enter copies, nothing is sent'),
    sendsNothing: true,
  });
  if (target === undefined) return;
  const { campaign } = target;
  const { host: origin, accountId, streamId, iid = streamId } = campaign.stream;
  await app.outlet.copy(asCurl(stopRequest({ origin, accountId, streamId, iid }, campaign.id)));
  void app.outlet.info(
    l10n.t('Copied: the stop request of {name}. Nothing was sent. Put a token into KORE_AUTH before you run it.', {
      name: quoted(campaignLabel(campaign)),
    }),
  );
}
