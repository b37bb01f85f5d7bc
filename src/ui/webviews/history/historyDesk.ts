import type { Uri } from 'vscode';

import type { StopJournal } from '../../../stop/journal/index.ts';
import type { StopIntent } from '../../../stop/ports.ts';
import type { StopOutcome } from '../../../stop/outcome.ts';
import type { Reader } from '../../../texts/format.ts';
import type { Outlet } from '../../outlet.ts';
import type { askChoice, askText } from '../../quickInput.ts';

/** What the history takes from the window: so that what it uses of it is not loaded a second time. */
export interface HistoryDesk {
  readonly journal: () => Promise<StopJournal>;
  readonly reader: Reader;
  readonly outlet: Outlet;
  readonly extensionUri: Uri;
  readonly ask: { readonly askChoice: typeof askChoice; readonly askText: typeof askText };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Who writes a note; empty where that is not set. */
  readonly operatorName: () => string;
  /** Why a stop did not end as stopped; undefined where it did. */
  readonly causeOf: (intent: StopIntent, outcome: StopOutcome) => string | undefined;
  /** Opens a text to read. */
  readonly showDocument: (name: string, text: string) => Promise<void>;
}
