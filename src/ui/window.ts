import { Uri, type Disposable, type UriHandler } from 'vscode';

import type { App } from './app.ts';
import { ByHandDocuments } from './byHandDocuments.ts';
import { buildBoard } from './campaigns/buildBoard.ts';
import { LiveLists } from './campaigns/liveLists.ts';
import { CampaignTree } from './campaignTree/campaignTree.ts';
import type { LoadCallers } from './callers/callerDoors.ts';
import type { Run } from './commands/bindCommands.ts';
import { callerDesk } from './commands/callerDesk.ts';
import { actLater } from './commands/laterActions.ts';
import { formDesk } from './commands/formDesk.ts';
import { runCommand } from './commands/commandTable.ts';
import { act } from './commands/stopSmsCampaign.ts';
import { TypedStream } from './commands/typedStream.ts';
import { CredentialOverview } from './credentials/credentialOverview.ts';
import { CredentialStore } from './credentials/credentialStore.ts';
import { LateModules } from './lateModules.ts';
import { historyDesk } from './commands/historyDesk.ts';
import { timerDesk } from './commands/timerDesk.ts';
import { PracticeStream } from './practiceStream.ts';
import { ReadOnlyDocuments } from './readOnlyDocuments.ts';
import { BackgroundReadiness } from './readiness/backgroundReadiness.ts';
import { DailyCheckSwitch } from './readiness/dailyCheckSwitch.ts';
import { readLeavesFrom } from './readiness/leavesFrom.ts';
import { ReadinessBoard } from './readiness/readinessBoard.ts';
import { StatusBar } from './statusBar.ts';
import { buildStopping } from './stopping/buildStopping.ts';
import { keepFact } from './stopping/keepFact.ts';
import { RestoreStops } from './stopping/restoreStops.ts';
import { stopLinks } from './stopLinks.ts';
import { TimerLoader } from './timers/timerLoader.ts';
import { leavesFromText } from './texts/leavesFromText.ts';
import type { Shell } from './shell.ts';
import { HistoryLoader } from './webviews/history/historyLoader.ts';
import { WalkthroughSteps } from './walkthroughSteps.ts';
import { FormLoader } from './webviews/form/formLoader.ts';

/** All that a window of VS Code has of the extension, once it is loaded. */
export interface OpenWindow {
  readonly app: App;
  readonly run: Run;
  readonly links: UriHandler;
  /** What tasks, other extensions and assistants use. */
  readonly openCallers: LoadCallers;
}

/** Long enough after the start that nothing waits for what is loaded then. */
const warmAfterMs = 500;

/**
 * Builds everything once and passes it in. HTTP, signing and the simulator are loaded when first used. What is kept is
 * disposed of in the opposite order.
 */
export function openWindow(shell: Shell, keep: <D extends Disposable>(part: D) => D): OpenWindow {
  const { context, view, channel, redactor, outlet, log, reader } = shell;
  const now = Date.now;
  const { globalState: memory, globalStorageUri: storage, extensionUri } = context;
  const folder = Uri.joinPath(storage, 'journal').fsPath;
  const late = keep(new LateModules({ folder, now, log, redactor }));
  const { online, journal, inspectToken, tryToSign } = late;
  const desk = { online, inspectToken, tryToSign, now, reader, outlet, log };

  const credentials = keep(new CredentialStore(context.secrets, now, redactor.learn));
  const practice = keep(new PracticeStream(() => import('../practice/index.ts'), credentials, log));
  const { board, configuration, pins, following } = buildBoard({ online, now, credentials, practice, memory, desk });
  for (const one of [configuration, board, pins, following]) keep(one);
  keep(board.onDidLearn((learnt) => void keepFact(journal, learnt, log)));
  const readiness = keep(new ReadinessBoard({ board, credentials, memory, reader, inspectToken }));
  const leavesFrom = (): string => leavesFromText(readLeavesFrom(context.extension.extensionKind), reader);
  const { ports, stopFlow, trying } = buildStopping({
    ...desk,
    board,
    credentials,
    act: (action, stop) => actLater(app, action, stop),
  });
  const { afterStop } = ports;
  for (const one of [afterStop, trying]) keep(one);
  const documents = keep(new ReadOnlyDocuments(outlet));
  const overview = keep(new CredentialOverview(credentials, () => board.streams()));
  keep(configuration.onDidChange(() => overview.streamsChanged()));
  const tree = keep(new CampaignTree({ board, readiness, overview, leavesFrom, now, reader }));
  const statusBar = keep(new StatusBar({ board, view, trying, now, reader, afterStop, readiness }));
  keep(new BackgroundReadiness({ view, board, readiness, online, now, log }));
  keep(new LiveLists({ board, tree, view, online, folder: storage.fsPath, now, log }));
  const timerFolder = Uri.joinPath(storage, 'timers').fsPath;
  const timers = keep(
    new TimerLoader({
      folder: timerFolder,
      load: async () => (await import('./timers/index.ts')).openTimers(timerDesk(app, timerFolder, journal)),
      log,
    }),
  );
  const forms = keep(
    new FormLoader(async () => {
      const { openForms } = await import('./webviews/form/index.ts');
      return openForms({ extensionUri, desk: formDesk(app, memory), log });
    }),
  );
  const dailyCheck = keep(
    new DailyCheckSwitch(async () => (await import('./guide/index.ts')).startDailyCheck(app, storage.fsPath), log),
  );
  const history = keep(
    new HistoryLoader(async () => {
      const { HistoryView } = await import('./webviews/history/index.ts');
      return new HistoryView(historyDesk(app, extensionUri, journal));
    }),
  );
  const app: App = {
    ...ports,
    tree,
    view,
    pins,
    overview,
    leavings: { memory, stops: Uri.file(folder) },
    configuration,
    typedStream: new TypedStream(redactor.clean),
    practice,
    stopFlow,
    trying,
    timers,
    forms,
    history,
    readiness,
    leavesFrom,
    byHand: new ByHandDocuments(reader, outlet),
    documents,
    about: { manifest: context.extension.packageJSON, logs: context.logUri },
    statusBar,
    channel,
    log,
  };
  const restore = keep(
    new RestoreStops({
      ...desk,
      board,
      folder,
      journal,
      act: (result, action) => act(app, result, action),
      resume: (stop, later) => afterStop.resume(stop, later),
    }),
  );
  keep(new WalkthroughSteps({ board, readiness, credentials, log }));
  restore.start();
  timers.start();
  dailyCheck.begin();
  practice.openIfWanted();
  // Where there is something to stop, the first stop must not wait for HTTP and signing to be loaded.
  const warming = setTimeout(() => board.streams().length > 0 && late.warm(), warmAfterMs);
  keep({ dispose: () => clearTimeout(warming) });
  return {
    app,
    run: (id, argument, selection) => runCommand(app, id, argument, selection),
    links: stopLinks(app),
    openCallers: async (ended) => (await import('./callers/index.ts')).openCallers(callerDesk(app), ended),
  };
}
