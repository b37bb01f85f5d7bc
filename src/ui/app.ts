import type { LogOutputChannel, Memento, TreeView, Uri } from 'vscode';

import type { Log } from '../kore/caller.ts';
import type { ByHandDocuments } from './byHandDocuments.ts';
import type { CampaignBoard } from './campaigns/campaignBoard.ts';
import type { PinnedStreams } from './campaigns/pinnedStreams.ts';
import type { CampaignTree } from './campaignTree/campaignTree.ts';
import type { CredentialOverview } from './credentials/credentialOverview.ts';
import type { CredentialStore } from './credentials/credentialStore.ts';
import type { ReadOnlyDocuments } from './readOnlyDocuments.ts';
import type { ReadinessBoard } from './readiness/readinessBoard.ts';
import type { TypedStream } from './commands/typedStream.ts';
import type { PracticeStream } from './practiceStream.ts';
import type { StatusBar } from './statusBar.ts';
import type { TryingFlow } from './stopping/keepTrying.ts';
import type { StopFlow, StopFlowPorts } from './stopping/stopFlow.ts';
import type { StreamConfiguration } from './streamConfiguration.ts';
import type { TimerLoader } from './timers/timerLoader.ts';
import type { FormLoader } from './webviews/form/formLoader.ts';
import type { HistoryLoader } from './webviews/history/historyLoader.ts';

/** What `window.ts` builds once and hands to the commands. */
export interface App extends StopFlowPorts {
  readonly board: CampaignBoard;
  readonly tree: CampaignTree;
  /** What the tree is shown in. */
  readonly view: Pick<TreeView<unknown>, 'title'>;
  readonly pins: PinnedStreams;
  readonly credentials: CredentialStore;
  readonly overview: CredentialOverview;
  /** What is kept on this computer beside the credentials. */
  readonly leavings: {
    readonly memory: Memento;
    /** The folder with the record of stops; it need not be there. */
    readonly stops: Uri;
  };
  readonly configuration: StreamConfiguration;
  /** What the boxes of Add Stream… offer again. */
  readonly typedStream: TypedStream;
  readonly practice: PracticeStream;
  readonly stopFlow: StopFlow;
  readonly trying: TryingFlow;
  readonly timers: TimerLoader;
  readonly forms: FormLoader;
  readonly history: HistoryLoader;
  readonly byHand: ByHandDocuments;
  readonly statusBar: StatusBar;
  readonly readiness: ReadinessBoard;
  readonly documents: ReadOnlyDocuments;
  /** The extension itself: its `package.json`, and the folder of its log. */
  readonly about: { readonly manifest: unknown; readonly logs: Uri };
  /** From where requests go out, in words. */
  readonly leavesFrom: () => string;
  readonly channel: LogOutputChannel;
  readonly log: Log;
}
