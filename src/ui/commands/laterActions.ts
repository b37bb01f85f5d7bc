import { env, Uri } from 'vscode';

import type { App } from '../app.ts';
import type { AnsweredStop } from '../stopping/afterStop.ts';
import { turnOffSchedule } from '../stopping/turnOffSchedule.ts';
import type { LaterAction } from '../texts/actionTitle.ts';
import { copySummaryOf } from './copySummary.ts';
import { stopAndTell } from './stopSmsCampaign.ts';

/** What the buttons of messages do that come after the answer of a stop. */
export async function actLater(app: App, action: LaterAction, stop: AnsweredStop): Promise<void> {
  const { campaign, credential } = stop;
  switch (action) {
    case 'stopAgain':
      // What was typed for one stop is for this campaign, and may be all there is.
      await stopAndTell(app, campaign, credential.keep === 'once' ? { credential } : {});
      return;
    case 'turnOffSchedule':
      await turnOffSchedule(stop, app);
      return;
    case 'openConsole':
      await env.openExternal(Uri.parse(campaign.stream.host));
      return;
    case 'howToStopByHand':
      await app.byHand.show(campaign);
      return;
    case 'copySummary':
      await copySummaryOf(app, campaign, stop.outcome);
      return;
  }
}
