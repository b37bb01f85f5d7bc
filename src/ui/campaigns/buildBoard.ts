import { Disposable, type Memento } from 'vscode';

import { findToTell } from '../credentials/describeCredential.ts';
import type { CredentialDesk } from '../credentials/askForCredential.ts';
import type { CredentialStore } from '../credentials/credentialStore.ts';
import type { PracticeStream } from '../practiceStream.ts';
import { StreamConfiguration } from '../streamConfiguration.ts';
import { CampaignBoard, type BoardPorts } from './campaignBoard.ts';
import { PinnedStreams } from './pinnedStreams.ts';

export interface KnownPorts extends Pick<BoardPorts, 'online' | 'now'> {
  readonly credentials: CredentialStore;
  readonly practice: PracticeStream;
  readonly memory: Memento;
  readonly desk: Pick<CredentialDesk, 'reader' | 'inspectToken'>;
}

/** The board, and the streams that it is about. It hears when those or their credentials are others. */
export function buildBoard({ online, now, credentials, practice, memory, desk }: KnownPorts): {
  readonly board: CampaignBoard;
  readonly configuration: StreamConfiguration;
  readonly pins: PinnedStreams;
  readonly following: Disposable;
} {
  const configuration = new StreamConfiguration();
  const pins = new PinnedStreams(memory);
  const board = new CampaignBoard({
    streams: () => [...configuration.settings().streams, ...practice.streams()],
    settingProblems: () => configuration.settings().problems,
    credentialOf: (stream) => findToTell(stream, credentials, desk),
    online,
    now,
    isPinned: (stream) => pins.isPinned(stream),
  });
  const following = Disposable.from(
    ...[pins, configuration, practice].map(({ onDidChange }) => onDidChange(() => board.streamsChanged())),
    credentials.onDidChange(() => board.credentialsChanged()),
  );
  return { board, configuration, pins, following };
}
