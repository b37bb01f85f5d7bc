import { checkCampaignId } from '../../streams/fields.ts';
import { describeProblem } from '../../streams/problemText.ts';
import type { App } from '../app.ts';
import type { CallerDesk } from '../callers/callerDesk.ts';
import { endsWithRestart } from '../stopping/afterPlan.ts';
import { notReadText } from '../texts/checkedText.ts';
import { restartsText } from '../texts/laterText.ts';
import { outcomeText } from '../texts/outcomeText.ts';
import { stepText } from '../../texts/stepText.ts';
import { stopTellAndGive } from './stopSmsCampaign.ts';

/** It may have to wait for stops; nobody sees that it waits. */
const readPatienceMs = 15_000;

/** What the window does for tasks, other extensions and assistants. */
export function callerDesk(app: App): CallerDesk {
  const { board, credentials, reader, outlet, log } = app;
  return {
    board,
    reader,
    log,
    now: () => app.now(),
    hasCredential: async (stream) => (await credentials.find(stream)).kind === 'found',
    readState: async ({ stream, id }) => {
      const [online, found] = await Promise.all([app.online(), credentials.find(stream)]);
      return online.checkNow(
        stream,
        found.kind === 'found' ? found.credential : undefined,
        id,
        AbortSignal.timeout(readPatienceMs),
      );
    },
    stop: (campaign, options) => stopTellAndGive(app, campaign, options),
    sentence: ({ campaign, outcome, credential, checkingUntilMs }) =>
      endsWithRestart(outcome, campaign)
        ? restartsText(campaign, outcome.stateReadAt ?? outcome.finishedAt, reader)
        : outcomeText(outcome, campaign, credential, reader, checkingUntilMs).sentence,
    notReadSentence: (campaign, failure) => notReadText(campaign, failure, app.now(), reader).sentence,
    stepText: (step) => stepText(step, app.now(), reader),
    checkCampaignId: (value) => {
      const checked = checkCampaignId(value);
      return checked.ok ? checked : { ok: false, sentence: describeProblem(checked.problem, reader.l10n) };
    },
    clean: (text) => outlet.document(text),
  };
}
