import { commands } from 'vscode';

import type { App } from '../app.ts';
import { believedArgument, believedSelection } from '../campaignTree/believedRow.ts';
import { addCampaign, removeCampaign } from './campaignList.ts';
import { addStreamAndShow } from './addStream.ts';
import { checkReadiness, checkReadinessOfAll } from './checkReadiness.ts';
import { commandIds, type CommandId } from './commandIds.ts';
import { copyAsCurl } from './copyAsCurl.ts';
import { copyRequestForAdmin } from './copyRequestForAdmin.ts';
import { copySummary } from './copySummary.ts';
import { removeCredentials, setCredentials } from './credentialCommands.ts';
import { editStream } from './editStream.ts';
import { copyLink, copySetup, pasteSetup } from './handover.ts';
import { howToStopByHand } from './howToStopByHand.ts';
import { pinStream, show, showMore } from './lists.ts';
import { markAsSeen } from './markAsSeen.ts';
import { openPracticeStream } from './openPracticeStream.ts';
import { explainListFailure, refresh } from './refresh.ts';
import { removeEverything } from './removeEverything.ts';
import { setCredentialForSeveral } from './setCredentialForSeveral.ts';
import { removeStream } from './removeStream.ts';
import { stopAllInStream, stopSeveral } from './stopSeveral.ts';
import { addStreamInForm, editStreamInForm } from './streamForm.ts';
import {
  checkNow,
  keepTrying,
  stopFromStatusBar,
  stopSmsCampaign,
  stopWithAnotherCredential,
} from './stopSmsCampaign.ts';

/** Of a row of the tree: the row, and where several are selected, all of them. */
type Handler = (app: App, argument?: unknown, selection?: unknown) => unknown;

/** Help and what else is seldom needed: a bundle of its own. */
const guide = () => import('../guide/index.ts');

/** Every command id with what it does. The log can be shown without this: `bindCommands` does. */
const handlers: Readonly<Record<Exclude<CommandId, 'kore.showLog'>, Handler>> = {
  [commandIds.stopSmsCampaign]: stopSmsCampaign,
  // The button of a row is for that row, whatever else is selected.
  [commandIds.stopThisCampaign]: stopSmsCampaign,
  [commandIds.stopSeveral]: stopSeveral,
  [commandIds.stopAllInStream]: stopAllInStream,
  [commandIds.addStream]: addStreamAndShow,
  [commandIds.editStream]: editStream,
  [commandIds.addStreamInForm]: (app) => addStreamInForm(app),
  [commandIds.editStreamInForm]: editStreamInForm,
  [commandIds.removeStream]: removeStream,
  [commandIds.addCampaign]: addCampaign,
  [commandIds.removeCampaign]: removeCampaign,
  [commandIds.setCredentials]: setCredentials,
  [commandIds.removeCredentials]: removeCredentials,
  [commandIds.setCredentialForSeveral]: setCredentialForSeveral,
  [commandIds.removeEverything]: removeEverything,
  [commandIds.checkReadiness]: checkReadiness,
  [commandIds.checkReadinessOfAll]: (app) => checkReadinessOfAll(app),
  [commandIds.refresh]: refresh,
  [commandIds.showMore]: showMore,
  [commandIds.showAll]: (app) => show(app, 'all'),
  [commandIds.showOnlySending]: (app) => show(app, 'sending'),
  [commandIds.pinStream]: (app, argument) => pinStream(app, argument, true),
  [commandIds.unpinStream]: (app, argument) => pinStream(app, argument, false),
  [commandIds.copyAsCurl]: copyAsCurl,
  [commandIds.copyLink]: copyLink,
  [commandIds.copySetup]: copySetup,
  // What another extension calls it with is not taken: the person pastes it.
  [commandIds.pasteSetup]: (app) => pasteSetup(app),
  [commandIds.openPracticeStream]: openPracticeStream,
  [commandIds.openSetting]: () => commands.executeCommand('workbench.action.openSettings', 'kore.streams'),
  [commandIds.stopFromStatusBar]: stopFromStatusBar,
  [commandIds.stopWithAnotherCredential]: stopWithAnotherCredential,
  [commandIds.checkNow]: checkNow,
  [commandIds.keepTrying]: keepTrying,
  [commandIds.stopTrying]: (app) => app.trying.end(),
  [commandIds.howToStopByHand]: howToStopByHand,
  [commandIds.copySummary]: copySummary,
  [commandIds.showHistory]: (app) => app.history.show(),
  [commandIds.markAsSeen]: markAsSeen,
  [commandIds.copyRequestForAdmin]: copyRequestForAdmin,
  [commandIds.setSafetyTimer]: async (app, argument) => (await app.timers.open()).set(argument),
  [commandIds.cancelSafetyTimer]: async (app, argument) => (await app.timers.open()).cancel(argument),
  [commandIds.explainListFailure]: explainListFailure,
  [commandIds.openHelp]: async (app) => (await guide()).openHelp(app),
  [commandIds.explainResult]: async (app, argument) => (await guide()).explainResult(app, argument),
  [commandIds.reportProblem]: async (app) => (await guide()).reportProblem(app),
  [commandIds.makePracticeGoWrong]: async (app) => (await guide()).makePracticeGoWrong(app),
};

/** Does what the command is for. Anybody can call it with anything: what it is called with is sifted here, for all of them. */
export function runCommand(app: App, id: keyof typeof handlers, argument?: unknown, selection?: unknown): unknown {
  return handlers[id](app, believedArgument(argument, app), believedSelection(selection, app));
}
