import { env, Uri, window, type ExtensionContext } from 'vscode';

import { createRedactor } from './kore/redact.ts';
import type { App } from './ui/app.ts';
import { ByHandDocuments } from './ui/byHandDocuments.ts';
import { buildBoard } from './ui/campaigns/buildBoard.ts';
import { LiveLists } from './ui/campaigns/liveLists.ts';
import { CampaignTree, openCampaignView } from './ui/campaignTree/campaignTree.ts';
import { actLater } from './ui/commands/laterActions.ts';
import { formDesk } from './ui/commands/formDesk.ts';
import { registerCommands } from './ui/commands/registerCommands.ts';
import { act } from './ui/commands/stopSmsCampaign.ts';
import { CredentialOverview } from './ui/credentials/credentialOverview.ts';
import { CredentialStore } from './ui/credentials/credentialStore.ts';
import { LateModules } from './ui/lateModules.ts';
import { cleanLog } from './ui/log.ts';
import { historyDesk } from './ui/commands/historyDesk.ts';
import { timerDesk } from './ui/commands/timerDesk.ts';
import { localizer } from './ui/localizer.ts';
import { Outlet } from './ui/outlet.ts';
import { PracticeStream } from './ui/practiceStream.ts';
import { ReadOnlyDocuments } from './ui/readOnlyDocuments.ts';
import { BackgroundReadiness } from './ui/readiness/backgroundReadiness.ts';
import { DailyCheckSwitch } from './ui/readiness/dailyCheckSwitch.ts';
import { readLeavesFrom } from './ui/readiness/leavesFrom.ts';
import { ReadinessBoard } from './ui/readiness/readinessBoard.ts';
import { StatusBar } from './ui/statusBar.ts';
import { buildStopping } from './ui/stopping/buildStopping.ts';
import { keepFact } from './ui/stopping/keepFact.ts';
import { RestoreStops } from './ui/stopping/restoreStops.ts';
import { stopLinks } from './ui/stopLinks.ts';
import { TimerLoader } from './ui/timers/timerLoader.ts';
import { leavesFromText } from './ui/texts/leavesFromText.ts';
import { HistoryLoader } from './ui/webviews/history/historyLoader.ts';
import { WalkthroughSteps } from './ui/walkthroughSteps.ts';
import { FormLoader } from './ui/webviews/form/formLoader.ts';

/** Builds everything once and passes it in. HTTP, signing and the simulator are loaded when first used. */
export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel('Kore', { log: true });
  const redactor = createRedactor();
  const outlet = new Outlet(redactor);
  const log = cleanLog(channel, redactor);
  const now = Date.now;
  const reader = { l10n: localizer, language: env.language, formats: new Map<string, Intl.DateTimeFormat>() };

  const folder = Uri.joinPath(context.globalStorageUri, 'journal').fsPath;
  const late = new LateModules({ folder, now, log, redactor });
  const { online, journal, inspectToken, tryToSign } = late;
  const desk = { online, inspectToken, tryToSign, now, reader, outlet, log };

  const memory = context.globalState;
  const credentials = new CredentialStore(context.secrets, now, redactor.learn);
  const practice = new PracticeStream(() => import('./practice/index.ts'), credentials, log);
  const { board, configuration, pins, following } = buildBoard({ online, now, credentials, practice, memory, desk });
  const readiness = new ReadinessBoard({ board, credentials, memory, reader, inspectToken });
  const leavesFrom = (): string => leavesFromText(readLeavesFrom(context.extension.extensionKind), reader);
  const { ports, stopFlow, trying } = buildStopping({
    ...desk,
    board,
    credentials,
    act: (action, stop) => actLater(app, action, stop),
  });
  const { afterStop } = ports;
  const byHand = new ByHandDocuments(reader, outlet);
  const documents = new ReadOnlyDocuments(outlet);
  const overview = new CredentialOverview(credentials, () => board.streams());
  const tree = new CampaignTree({ board, readiness, overview, leavesFrom, now, reader });
  const view = openCampaignView(tree);
  const statusBar = new StatusBar({ board, view, trying, now, reader, afterStop, readiness });
  const background = new BackgroundReadiness({ view, board, readiness, online, now, log });
  const lists = new LiveLists({ board, tree, view, online, folder: context.globalStorageUri.fsPath, now, log });
  const timerFolder = Uri.joinPath(context.globalStorageUri, 'timers').fsPath;
  const timers = new TimerLoader({
    folder: timerFolder,
    load: async () => (await import('./ui/timers/index.ts')).openTimers(timerDesk(app, timerFolder, journal)),
    log,
  });
  const forms = new FormLoader(async () => {
    const { openForms } = await import('./ui/webviews/form/index.ts');
    return openForms({ extensionUri: context.extensionUri, desk: formDesk(app, memory), log });
  });
  const dailyCheck = new DailyCheckSwitch(
    async () => (await import('./ui/guide/index.ts')).startDailyCheck(app, context.globalStorageUri.fsPath),
    log,
  );
  const history = new HistoryLoader(async () => {
    const { HistoryView } = await import('./ui/webviews/history/index.ts');
    return new HistoryView(historyDesk(app, context.extensionUri, journal));
  });
  const app: App = {
    ...ports,
    tree,
    view,
    pins,
    overview,
    leavings: { memory, stops: Uri.file(folder) },
    configuration,
    practice,
    stopFlow,
    trying,
    timers,
    forms,
    history,
    readiness,
    leavesFrom,
    byHand,
    documents,
    about: { manifest: context.extension.packageJSON, logs: context.logUri },
    statusBar,
    channel,
    log,
  };
  const restore = new RestoreStops({
    ...desk,
    board,
    folder,
    journal,
    act: (result, action) => act(app, result, action),
    resume: (stop, later) => afterStop.resume(stop, later),
  });

  context.subscriptions.push(
    channel,
    configuration,
    credentials,
    practice,
    board,
    readiness,
    documents,
    background,
    overview,
    tree,
    lists,
    pins,
    following,
    configuration.onDidChange(() => overview.streamsChanged()),
    board.onDidLearn((learnt) => void keepFact(journal, learnt, log)),
    view,
    byHand,
    trying,
    statusBar,
    afterStop,
    registerCommands(app),
    window.registerUriHandler(stopLinks(app)),
    restore,
    timers,
    forms,
    dailyCheck,
    history,
    late,
    new WalkthroughSteps({ board, readiness, credentials, log }),
  );
  restore.start();
  timers.start();
  dailyCheck.begin();
  practice.openIfWanted();
}
