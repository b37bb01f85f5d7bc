import { ProgressLocation, window } from 'vscode';

import { quoted } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { describeCredential } from '../credentials/describeCredential.ts';
import { resolveCredential } from '../credentials/resolveCredential.ts';
import { checkedText, notReadText, type CheckedText } from '../texts/checkedText.ts';

/** Reads a campaign's state because the person asks, and keeps it beside how its stop ended. Sends no stop. */
export async function readNow(app: App, campaign: KnownCampaign): Promise<CheckedText | undefined> {
  const { board, reader } = app;
  const resolved = await resolveCredential(campaign.stream, app.credentials, app);
  if (resolved === undefined) return undefined;
  const before = board.find(campaign.stream, campaign.id).activity;
  const online = await app.online();
  const title = reader.l10n.t('Asking Kore.ai for the state of {name}; no stop is sent', {
    name: quoted(campaignLabel(campaign)),
  });
  const where = { location: ProgressLocation.Notification, title, cancellable: true };
  const checked = await window.withProgress(where, (_, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    return online
      .checkNow(campaign.stream, resolved.credential, campaign.id, cancel.signal)
      .then((result) => (cancel.signal.aborted ? undefined : result));
  });
  if (checked === undefined) return undefined;
  // A reading is of a stop only when that had ended before it began.
  const known = board.find(campaign.stream, campaign.id);
  const same =
    before?.kind === 'ended' && known.activity?.kind === 'ended' && known.activity.outcome === before.outcome;
  const now = same ? known : withoutStop(known);
  if (checked.kind === 'failed') {
    const credential = await describeCredential(resolved, app);
    return notReadText(now, { ...checked, credential }, app.now(), reader);
  }
  if (same) board.noteLater(now, before.outcome, checked.fact);
  return checkedText(now, checked.fact, reader);
}

/** For telling a state alone. */
function withoutStop({ stream, id, name, configured }: KnownCampaign): KnownCampaign {
  return { stream, id, configured, ...(name === undefined ? {} : { name }) };
}
