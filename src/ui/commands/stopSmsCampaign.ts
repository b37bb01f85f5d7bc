import { workspace } from 'vscode';

import { canKeepTrying } from '../../stop/afterwards/keepTrying.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { isUnseen } from '../campaigns/standing.ts';
import { proofOfStop } from '../credentials/credentialProof.ts';
import { enterOnce, enterOnTrial, resolveCredential } from '../credentials/resolveCredential.ts';
import type { FlowOptions, FlowResult } from '../stopping/stopFlow.ts';
import { endsWithRestart } from '../stopping/afterPlan.ts';
import { tellOutcome } from '../stopping/tellOutcome.ts';
import { tellWithActions } from '../stopping/tellWithActions.ts';
import type { OutcomeAction } from '../texts/outcomeFixes.ts';
import { readNow } from './checkNow.ts';
import { copyRequestOf } from './copyRequestForAdmin.ts';
import { copySummaryOf } from './copySummary.ts';
import { editStream } from './editStream.ts';
import { findElsewhere } from './findById.ts';
import { replaceAnyway, settleTrial, whatStays } from './settleTrial.ts';
import { findTarget } from './targets.ts';

/** Stops one campaign: from the palette, a row, or plain `{ stream, campaignId }`. Returns the outcome. */
export async function stopSmsCampaign(app: App, argument?: unknown): Promise<FlowResult['outcome'] | undefined> {
  const { l10n } = app.reader;
  const target = await findTarget(app, argument, {
    title: l10n.t('Stop SMS Campaign'),
    placeholder: asksAlways()
      ? l10n.t('Campaign name, id, or a pasted link: Enter asks, then stops')
      : l10n.t('Campaign name, id, or a pasted link: Enter stops'),
    row: app.stopFlow.row,
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
    ignoresToken: true,
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
  return (await stopTellAndGive(app, campaign, options))?.outcome;
}

/** The same; returns all that is known of how it ended. */
export async function stopTellAndGive(
  app: App,
  campaign: KnownCampaign,
  options: FlowOptions,
): Promise<FlowResult | undefined> {
  const result = await app.stopFlow.stop(campaign, options);
  // Where the person did not stop after all, what was typed is not for nothing.
  if (result === undefined) void settleTrial(app, campaign.stream, options.credential);
  else tell(app, result);
  return result;
}

/** Without waiting: a notification can stay for hours. */
export function tell(app: App, result: FlowResult): void {
  void tellAndSettle(app, result);
}

async function tellAndSettle(app: App, result: FlowResult): Promise<void> {
  const { campaign, outcome, signedWith, credential } = result;
  // That it can start again is told by what looks after it.
  if (!endsWithRestart(outcome, campaign)) {
    const refused = credential?.onTrial === true && proofOfStop(outcome) === 'refused';
    const told = refused
      ? { ...result, credential: { ...credential, ...(await whatStays(app, campaign.stream)) } }
      : result;
    void tellOutcome(told, (action) => act(app, result, action), app);
  }
  // One that was on its way already was signed by whoever began it.
  await settleTrial(app, campaign.stream, signedWith, result.joined === true ? [] : [outcome]);
}

/** Reads a campaign's state now: from the palette, a row, or plain `{ stream, campaignId }`. */
export async function checkNow(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const target = await findTarget(app, argument, {
    title: l10n.t('Check Now'),
    placeholder: l10n.t('Campaign name, id, or a pasted link: Enter asks Kore.ai for its state, no stop is sent'),
    ignoresToken: true,
  });
  if (target !== undefined) await checkAndTell(app, target.campaign);
}

/** Reads a campaign's state and tells it. */
export async function checkAndTell(app: App, campaign: KnownCampaign): Promise<void> {
  const text = await readNow(app, campaign);
  if (text === undefined) return;
  const { activity } = app.board.find(campaign.stream, campaign.id);
  const actions = async (action: OutcomeAction): Promise<void> => {
    if (activity?.kind === 'ended') await act(app, { campaign, outcome: activity.outcome }, action);
    else app.channel.show();
  };
  void tellWithActions(text, actions, app);
}

/** Stops a campaign, and again until the host answers: from the palette, a row, or plain `{ stream, campaignId }`. */
export async function keepTrying(app: App, argument?: unknown): Promise<void> {
  const { l10n } = app.reader;
  const target = await findTarget(app, argument, {
    title: l10n.t('Keep Trying'),
    placeholder: l10n.t('Campaign name, id, or a pasted link: Enter asks, then stops it as soon as the host answers'),
  });
  if (target === undefined) return;
  const { campaign, credential } = target;
  const options = {
    alwaysConfirm: target.calledWithArguments,
    ...(credential === undefined ? {} : { credential }),
  };
  if (campaign.activity?.kind === 'ended' && canKeepTrying(campaign.activity.outcome)) {
    const { outcome } = campaign.activity;
    const signedWith = credential === undefined ? {} : { signedWith: credential };
    await tryOnAndTell(app, { campaign, outcome, ...signedWith }, options);
    return;
  }
  const first = await app.stopFlow.stop(campaign, options);
  if (first === undefined) {
    void settleTrial(app, campaign.stream, credential);
    return;
  }
  if (canKeepTrying(first.outcome)) await tryOnAndTell(app, first);
  else tell(app, first);
}

/** Goes on with a stop that found no way through. */
async function tryOnAndTell(app: App, result: FlowResult, options: FlowOptions = {}): Promise<void> {
  const { campaign, outcome } = result;
  const signedWith = result.signedWith ?? (await resolveCredential(campaign.stream, app.credentials, app));
  if (signedWith === undefined) return;
  if (!(await app.stopFlow.agrees(campaign, options))) {
    void settleTrial(app, campaign.stream, signedWith);
    return;
  }
  const end = await app.trying.run(campaign, outcome, signedWith);
  if (end === 'waitIsTooLong') tell(app, result);
  else if (end === 'ended') {
    app.outlet.status(app.reader.l10n.t('No longer trying: it is NOT stopped.'), 5000);
  } else if (end !== 'goesOnAlready') tell(app, end);
}

/** The stop is what is urgent: it is signed with the new one at once, and shows whether that can take the old one's place. */
async function stopWithNewCredential(app: App, campaign: KnownCampaign): Promise<void> {
  const entered = await enterOnTrial(campaign.stream, app.credentials, app);
  if (entered !== undefined) await stopAndTell(app, campaign, { credential: entered });
}

/** Carries out what a result's button offers. */
export async function act(app: App, result: FlowResult, action: OutcomeAction): Promise<void> {
  const { campaign, outcome, signedWith } = result;
  switch (action) {
    case 'stopAgain':
      // What was typed for one stop is for this campaign, and may be all there is.
      await stopAndTell(app, campaign, signedWith?.keep === 'once' ? { credential: signedWith } : {});
      return;
    case 'setCredential':
      await stopWithNewCredential(app, campaign);
      return;
    case 'replaceAnyway':
      if (signedWith !== undefined) await replaceAnyway(app, campaign.stream, signedWith);
      return;
    case 'useAnotherOnce': {
      const entered = await enterOnce(campaign.stream, app);
      if (entered !== undefined) await stopAndTell(app, campaign, { credential: entered });
      return;
    }
    case 'lookElsewhere':
      await stopElsewhere(app, result);
      return;
    case 'editStream':
      await editStream(app, { kind: 'stream', stream: campaign.stream });
      return;
    case 'checkNow':
      await checkAndTell(app, campaign);
      return;
    case 'keepTrying':
      await tryOnAndTell(app, result);
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

/** Looks for a campaign that one stream does not know in the others, and stops it where it is. */
async function stopElsewhere(app: App, { campaign, outcome }: FlowResult): Promise<void> {
  const found = await findElsewhere(app, campaign);
  if (found === undefined || (await stopAndTell(app, found, { alwaysConfirm: true })) === undefined) return;
  const { activity } = app.board.find(campaign.stream, campaign.id);
  // What the first stream did not have needs nobody any more.
  if (activity?.kind === 'ended' && activity.outcome === outcome && isUnseen({ activity })) {
    app.afterStop.note({ campaign, outcome }, { kind: 'seen', at: new Date(app.now()).toISOString() });
  }
}
