import type { StopJournal } from '../../stop/journal/index.ts';
import type { App } from '../app.ts';
import { enterMissing } from '../credentials/resolveCredential.ts';
import { endsWithRestart } from '../stopping/afterPlan.ts';
import { tellOutcome } from '../stopping/tellOutcome.ts';
import { stoppedByTimerText } from '../texts/timerText.ts';
import type { TimerDesk } from '../timers/timerDesk.ts';
import { settleTrial } from './settleTrial.ts';
import { act, checkAndTell, stopAndTell } from './stopSmsCampaign.ts';
import { findTarget } from './targets.ts';

/** What the window does for safety timers. */
export function timerDesk(app: App, folder: string, journal: () => Promise<StopJournal>): TimerDesk {
  const { board, credentials, reader, outlet, log } = app;
  return {
    folder,
    board,
    credentials,
    reader,
    outlet,
    log,
    now: () => app.now(),
    journal,
    inspectToken: (token) => app.inspectToken(token),
    findCampaign: async (argument, question) =>
      (await findTarget(app, argument, { ...question, sendsNothing: true }))?.campaign,
    enterCredential: async ({ stream }) =>
      (await enterMissing(stream, credentials, app, ['computer', 'window'])) !== undefined,
    stopAsAgreed: (campaign, credential) => app.stopFlow.stop(campaign, { credential, agreed: true }),
    tell: (result, added) => {
      // That it can start again is told by what looks after it; here only whose doing it was.
      if (endsWithRestart(result.outcome, result.campaign))
        void outlet.info(stoppedByTimerText(result.campaign, added, reader));
      else void tellOutcome(result, (action) => act(app, result, action), app, undefined, added);
      void settleTrial(app, result.campaign.stream, result.signedWith, result.joined === true ? [] : [result.outcome]);
    },
    stopNow: (campaign) => stopAndTell(app, campaign, {}),
    checkNow: (campaign) => checkAndTell(app, campaign),
    showByHand: (campaign) => app.byHand.show(campaign),
    showLog: () => app.channel.show(),
  };
}
