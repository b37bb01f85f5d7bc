import { Disposable, env, window, workspace, type ExtensionContext, type WebviewPanel } from 'vscode';

import type { KoreCampaignsExports } from '../kore-campaigns.d.ts';
import { createRedactor } from './kore/redact.ts';
import { byHandScheme } from './ui/byHandScheme.ts';
import { CallerDoors } from './ui/callers/callerDoors.ts';
import { LateTree, openCampaignView } from './ui/campaignTree/lateTree.ts';
import { bindCommands } from './ui/commands/bindCommands.ts';
import { LateWindow } from './ui/lateWindow.ts';
import { cleanLog } from './ui/log.ts';
import { localizer } from './ui/localizer.ts';
import { Outlet } from './ui/outlet.ts';
import type { Shell } from './ui/shell.ts';
import { toError } from './ui/toError.ts';
import type { OpenWindow } from './ui/window.ts';

/**
 * Registers with VS Code all by which the extension is reached, and nothing else: what any of it does is `ui/window.ts`,
 * which is loaded by whatever is used first, or else as soon as this has returned. What is returned is for other
 * extensions.
 */
export function activate(context: ExtensionContext): KoreCampaignsExports {
  const channel = window.createOutputChannel('Kore', { log: true });
  const redactor = createRedactor();
  const outlet = new Outlet(redactor);
  const log = cleanLog(channel, redactor);
  const reader = { l10n: localizer, language: env.language, formats: new Map<string, Intl.DateTimeFormat>() };
  const tree = new LateTree({ open: () => late.open(), log, reader });
  const view = openCampaignView(tree);
  const shell: Shell = { context, channel, redactor, outlet, log, reader, view };
  const late = new LateWindow<OpenWindow>({
    load: async () => {
      const { openWindow } = await import('./ui/window.ts');
      return (keep) => openWindow(shell, keep);
    },
    opened: ({ app }) => tree.show(app.tree),
    reader,
  });
  const callers = new CallerDoors(async (ended) => (await late.open()).openCallers(ended), log);
  const idle = setImmediate(() => {
    late.open().catch((error: unknown) => log.warn(toError(error).message));
  });
  context.subscriptions.push(
    late,
    new Disposable(() => clearImmediate(idle)),
    ...doors(late, shell),
    callers,
    tree,
    view,
    channel,
  );
  return callers.exports;
}

/** By which ways what was loaded late is reached. Each loads it, waits for it and passes on what it was called with. */
function doors(late: LateWindow<OpenWindow>, { channel, outlet, log, reader }: Shell): readonly Disposable[] {
  return [
    bindCommands(async (id, ...given) => (await late.open()).run(id, ...given), { channel, outlet, log, reader }),
    window.registerUriHandler({
      handleUri: async (uri) => {
        try {
          await (await late.open()).links.handleUri(uri);
        } catch (error: unknown) {
          log.warn(toError(error).message);
          void outlet.error(toError(error).message);
        }
      },
    }),
    window.registerWebviewPanelSerializer('kore.streamForm', {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) =>
        (await late.open()).app.forms.revive(panel, state),
    }),
    workspace.registerTextDocumentContentProvider(byHandScheme, {
      provideTextDocumentContent: async (uri) => (await late.open()).app.byHand.provideTextDocumentContent(uri),
    }),
  ];
}
