import { ViewColumn, window, type Disposable, type Memento, type Uri, type WebviewPanel } from 'vscode';

import type { Log } from '../../../kore/caller.ts';
import type { ConfiguredStream } from '../../../streams/stream.ts';
import { toError } from '../../toError.ts';
import { pageOptions, showPage } from '../webviewPage.ts';
import type { FormDesk } from './formDesk.ts';
import { membersOf, textOf } from './formDraft.ts';
import { FormSession, mementoOf } from './formSession.ts';

export interface FormPorts {
  readonly extensionUri: Uri;
  readonly desk: FormDesk & { readonly memory: Pick<Memento, 'get' | 'update'> };
  readonly log: Log;
}

/** The stream forms of a window: at most one that adds, and one for each stream. */
export class FormPanels implements Disposable {
  readonly #ports: FormPorts;
  readonly #open = new Map<WebviewPanel, FormSession>();

  constructor(ports: FormPorts) {
    this.#ports = ports;
  }

  dispose(): void {
    for (const panel of [...this.#open.keys()]) panel.dispose();
  }

  /** Shows the form of a stream, or the one that adds a stream. One that is open already comes to the front. */
  show(stream: ConfiguredStream | undefined): void {
    const memento = mementoOf(stream);
    for (const [panel, session] of this.#open) {
      if (session.memento !== memento) continue;
      panel.reveal();
      return;
    }
    const options = pageOptions(this.#ports.extensionUri);
    this.#fill(window.createWebviewPanel('kore.streamForm', '', ViewColumn.Active, options), memento);
  }

  /** Fills a panel that a reload has brought back; `state` is what its page has kept. */
  revive(panel: WebviewPanel, state: unknown): void {
    this.#fill(panel, textOf(membersOf(state).memento) || mementoOf(undefined));
  }

  #fill(panel: WebviewPanel, memento: string): void {
    const { desk, extensionUri, log } = this.#ports;
    const session = new FormSession(memento, desk, {
      // VS Code says whether the page has it; one that is hidden asks for all when it is back.
      post: (message) => void panel.webview.postMessage(message),
      retitle: (title) => (panel.title = title),
    });
    this.#open.set(panel, session);
    panel.title = session.title;
    const listening = panel.webview.onDidReceiveMessage((message: unknown) => {
      session.handle(message).catch((error: unknown) => log.warn(`The stream form failed: ${toError(error).message}`));
    });
    panel.onDidDispose(() => {
      listening.dispose();
      session.dispose();
      this.#open.delete(panel);
    });
    showPage(panel.webview, {
      name: 'form',
      title: session.title,
      language: desk.reader.language,
      extensionUri,
    });
  }
}
