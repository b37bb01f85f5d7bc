import { env, l10n, Uri, window, workspace, type ExtensionContext } from 'vscode';

import { createRedactor } from './kore/redact.ts';
import type { App } from './ui/app.ts';
import { ByHandDocuments } from './ui/byHandDocuments.ts';
import { CampaignBoard } from './ui/campaigns/campaignBoard.ts';
import { LiveLists } from './ui/campaigns/liveLists.ts';
import { PinnedStreams } from './ui/campaigns/pinnedStreams.ts';
import { CampaignTree } from './ui/campaignTree/campaignTree.ts';
import { actLater } from './ui/commands/laterActions.ts';
import { registerCommands } from './ui/commands/registerCommands.ts';
import { act } from './ui/commands/stopSmsCampaign.ts';
import { CredentialOverview } from './ui/credentials/credentialOverview.ts';
import { CredentialStore } from './ui/credentials/credentialStore.ts';
import { findToTell } from './ui/credentials/describeCredential.ts';
import { LateModules } from './ui/lateModules.ts';
import { cleanLog } from './ui/log.ts';
import { timerDesk } from './ui/commands/timerDesk.ts';
import { Outlet } from './ui/outlet.ts';
import { PracticeStream } from './ui/practiceStream.ts';
import { ReadOnlyDocuments } from './ui/readOnlyDocuments.ts';
import { BackgroundReadiness } from './ui/readiness/backgroundReadiness.ts';
import { readLeavesFrom } from './ui/readiness/leavesFrom.ts';
import { ReadinessBoard } from './ui/readiness/readinessBoard.ts';
import { StatusBar } from './ui/statusBar.ts';
import { AfterStop } from './ui/stopping/afterStop.ts';
import { keepFact } from './ui/stopping/keepFact.ts';
import { RestoreStops } from './ui/stopping/restoreStops.ts';
import { TryingFlow } from './ui/stopping/keepTrying.ts';
import { StopFlow, type StopFlowPorts } from './ui/stopping/stopFlow.ts';
import { stopLinks } from './ui/stopLinks.ts';
import { StreamConfiguration } from './ui/streamConfiguration.ts';
import { TimerLoader } from './ui/timers/timerLoader.ts';
import { leavesFromText } from './ui/texts/leavesFromText.ts';
import { toError } from './ui/toError.ts';

/** Builds everything once and passes it in. HTTP, signing and the simulator are loaded when first used. */
export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel('Kore', { log: true });
  const redactor = createRedactor();
  const outlet = new Outlet(redactor);
  const log = cleanLog(channel, redactor);
  const now = Date.now;
  const reader = { l10n, language: env.language, formats: new Map<string, Intl.DateTimeFormat>() };

  const folder = Uri.joinPath(context.globalStorageUri, 'journal').fsPath;
  const late = new LateModules({ folder, now, log, redactor });
  const { online, journal } = late;

  const inspectToken: App['inspectToken'] = async (token) => (await online()).inspectToken(token);
  const configuration = new StreamConfiguration();
  const credentials = new CredentialStore(context.secrets, now, redactor.learn);
  const pins = new PinnedStreams(context.globalState);
  const practice = new PracticeStream(() => import('./practice/index.ts'), credentials, log);
  const board = new CampaignBoard({
    streams: () => [...configuration.settings().streams, ...practice.streams()],
    settingProblems: () => configuration.settings().problems,
    credentialOf: (stream) => findToTell(stream, credentials, { reader, inspectToken }),
    online,
    now,
    isPinned: (stream) => pins.isPinned(stream),
  });
  const readiness = new ReadinessBoard({ board, credentials, memory: context.globalState, reader, inspectToken });
  const leavesFrom = (): string => leavesFromText(readLeavesFrom(context.extension.extensionKind), reader);
  const afterStop = new AfterStop({
    board,
    credentials,
    online,
    reader,
    outlet,
    log,
    act: (action, stop) => actLater(app, action, stop),
    now,
  });
  const ports: StopFlowPorts = {
    board,
    credentials,
    afterStop,
    online,
    inspectToken,
    tryToSign: async (credential) => (await online()).tryToSign(credential),
    now,
    reader,
    outlet,
  };
  const byHand = new ByHandDocuments(reader, outlet);
  const stopFlow = new StopFlow(ports);
  const trying = new TryingFlow({ board, stopFlow, now, reader });
  const documents = new ReadOnlyDocuments(outlet);
  const overview = new CredentialOverview(credentials, () => board.streams());
  const tree = new CampaignTree({ board, readiness, overview, leavesFrom, now, reader });
  const view = window.createTreeView('kore.campaigns', {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  const statusBar = new StatusBar({
    board,
    view,
    trying,
    now,
    reader,
    note: (stop, fact) => afterStop.note(stop, fact),
    notReady: () => readiness.notReady(),
  });
  const background = new BackgroundReadiness({ board, readiness, online, now, log });
  const lists = new LiveLists({ board, tree, view, online, folder: context.globalStorageUri.fsPath, now, log });
  if (view.visible) void background.viewShown();
  const timerFolder = Uri.joinPath(context.globalStorageUri, 'timers').fsPath;
  const timers = new TimerLoader({
    folder: timerFolder,
    load: async () => (await import('./ui/timers/index.ts')).openTimers(timerDesk(app, timerFolder, journal)),
    log,
  });
  const app: App = {
    ...ports,
    tree,
    view,
    pins,
    overview,
    leavings: { memory: context.globalState, stops: Uri.file(folder) },
    configuration,
    practice,
    stopFlow,
    trying,
    timers,
    readiness,
    leavesFrom,
    byHand,
    documents,
    statusBar,
    channel,
    log,
  };
  const restore = new RestoreStops({
    board,
    folder,
    journal,
    act: (result, action) => act(app, result, action),
    resume: (stop, later) => afterStop.resume(stop, later),
    reader,
    outlet,
    log,
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
    pins.onDidChange(() => board.streamsChanged()),
    configuration.onDidChange(() => board.streamsChanged()),
    configuration.onDidChange(() => overview.streamsChanged()),
    practice.onDidChange(() => board.streamsChanged()),
    credentials.onDidChange(() => board.credentialsChanged()),
    board.onDidLearn((learnt) => void keepFact(journal, learnt, log)),
    view,
    byHand,
    trying,
    statusBar,
    readiness.onDidChange(() => statusBar.update()),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void background.viewShown();
    }),
    afterStop,
    registerCommands(app),
    window.registerUriHandler(stopLinks(app)),
    restore,
    timers,
    late,
  );
  restore.start();
  timers.start();
  if (workspace.getConfiguration('kore').get('openPracticeOnStartup') === true) {
    practice.open().catch((error: unknown) => log.warn(`Practice could not be opened: ${toError(error).message}`));
  }
}
