import { workspace } from 'vscode';

import type { App } from '../app.ts';
import type { KnownCampaign } from '../campaigns/knownCampaign.ts';
import { enterMissing, enterOnce } from '../credentials/resolveCredential.ts';
import type { FlowOptions, FlowResult } from '../stopping/stopFlow.ts';
import { tellOutcome } from '../stopping/tellOutcome.ts';
import type { OutcomeAction } from '../texts/outcomeFixes.ts';
import { copyRequestOf } from './copyRequestForAdmin.ts';
import { copySummaryOf } from './copySummary.ts';
import { editStream } from './editStream.ts';
import { findTarget } from './targets.ts';

/** Stops one campaign: from the palette, a row, or plain `{ stream, campaignId }`. Returns the outcome. */
export async function stopSmsCampaign(app: App, argument?: unknown): Promise<FlowResult['outcome'] | undefined> {
  const { l10n } = app.reader;
  const target = await findTarget(app, argument, {
    title: l10n.t('Stop SMS Campaign'),
    placeholder: asksAlways()
      ? l10n.t('Campaign name, id, or a pasted link: Enter asks, then stops')
      : l10n.t('Campaign name, id, or a pasted link: Enter stops'),
  });
  if (target === undefined) return undefined;
  return stopAndTell(app, target.campaign, {
    alwaysConfirm: target.calledWithArguments,
    ...(target.credential === undefined ? {} : { credential: target.credential }),
  });
}

/** From the status bar: what it told of is seen by then. */
export function stopFromStatusBar(app: App): Promise<FlowResult['outcome'] | undefined> {
  app.statusBar.markSeen();
  return stopSmsCampaign(app);
}

/** Stops one campaign with a credential that is typed for this stop and kept nowhere. */
export async function stopWithAnotherCredential(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const target = await findTarget(app, argument, {
    title: l10n.t('Stop with Another Credential Once'),
    placeholder: l10n.t('Campaign name, id, or a pasted link: Enter asks for the credential'),
    sendsNothing: true,
  });
  if (target === undefined) return;
  const credential = await enterOnce(target.campaign.stream, app);
  if (credential === undefined) return;
  await stopAndTell(app, target.campaign, { credential, alwaysConfirm: target.calledWithArguments });
}

function asksAlways(): boolean {
  return workspace.getConfiguration('kore').get('confirmStop') === 'always';
}

/** Stops it and tells how that ended; returns the outcome. */
export async function stopAndTell(
  app: App,
  campaign: KnownCampaign,
  options: FlowOptions,
): Promise<FlowResult['outcome'] | undefined> {
  const result = await app.stopFlow.stop(campaign, options);
  if (result === undefined) return undefined;
  // Told without waiting: a notification can stay for hours.
  void tellOutcome(result, (action) => act(app, result, action), app.reader);
  return result.outcome;
}

/** Carries out what a result's button offers. */
export async function act(app: App, { campaign, outcome }: FlowResult, action: OutcomeAction): Promise<void> {
  switch (action) {
    case 'stopAgain':
      await stopAndTell(app, campaign, {});
      return;
    case 'setCredential':
    case 'useAnotherOnce': {
      const entered =
        action === 'setCredential'
          ? await enterMissing(campaign.stream, app.credentials, app)
          : await enterOnce(campaign.stream, app);
      if (entered !== undefined) await stopAndTell(app, campaign, { credential: entered });
      return;
    }
    case 'editStream':
      await editStream(app, { kind: 'stream', stream: campaign.stream });
      return;
    case 'howToStopByHand':
      await app.byHand.show(campaign);
      return;
    case 'copySummary':
      await copySummaryOf(app, campaign, outcome);
      return;
    case 'copyRequestForAdmin':
      await copyRequestOf(app, campaign.stream);
      return;
    case 'showLog':
      app.channel.show();
      return;
  }
}
