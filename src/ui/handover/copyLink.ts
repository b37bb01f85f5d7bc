import { streamKey } from '../../streams/streamKey.ts';
import { writeStopLink } from '../../streams/stopLink.ts';
import { hostLabel, quoted } from '../../texts/format.ts';
import { campaignLabel } from '../../texts/knownCampaign.ts';
import type { HandoverDesk } from './handoverDesk.ts';

/** Copies a link that opens the question for a campaign: for a runbook. It names ids only, and stops nothing by itself. */
export async function copyLink(desk: HandoverDesk, argument?: unknown): Promise<void> {
  const { outlet } = desk;
  const { l10n } = desk.reader;
  const title = l10n.t('Copy Link');
  const placeholder = l10n.t('Campaign name, id, or a pasted link: Enter copies, nothing is sent');
  const campaign = await desk.findCampaign(argument, title, placeholder);
  if (campaign === undefined) return;
  const { stream, id } = campaign;
  const name = quoted(campaignLabel(campaign));
  if (stream.practice === true) {
    void outlet.info(
      l10n.t('Nothing was copied: {name} is a practice campaign, which lives in this window only.', { name }),
    );
    return;
  }
  if (!desk.configuration.settings().streams.some((one) => streamKey(one) === streamKey(stream))) {
    void outlet.error(
      l10n.t(
        'Nothing was copied: the stream of {name} is not in your settings, and a link finds no other. Add it first.',
        {
          name,
        },
      ),
    );
    return;
  }
  await outlet.copy(desk.linkStart + writeStopLink({ stream: stream.streamId, campaignId: id }));
  void outlet.info(
    l10n.t(
      'Link to stop {name} copied. It always asks first; whoever opens it needs the stream on {host} in VS Code.',
      {
        name,
        host: hostLabel(stream.host),
      },
    ),
  );
}
