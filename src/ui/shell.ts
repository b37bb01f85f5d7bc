import type { ExtensionContext, LogOutputChannel, TreeView } from 'vscode';

import type { Log } from '../kore/caller.ts';
import type { Redactor } from '../kore/redact.ts';
import type { Reader } from '../texts/format.ts';
import type { Outlet } from './outlet.ts';

/** What `extension.ts` makes with VS Code at once, and the window is built upon. */
export interface Shell {
  readonly context: ExtensionContext;
  readonly channel: LogOutputChannel;
  readonly redactor: Redactor;
  readonly outlet: Outlet;
  /** Of the channel, without secrets. */
  readonly log: Log;
  readonly reader: Reader;
  /** The view `kore.campaigns`, which may be empty yet. */
  readonly view: TreeView<unknown>;
}
