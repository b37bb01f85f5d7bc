import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';

import type { HistoryTexts, ToHost, ToPage } from '../messages.ts';
import { element } from '../../shared/page/elements.ts';
import { HistoryDocument } from './historyDocument.ts';
import { readState, type ListState } from './listState.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: ListState): void;
};

/** Draws the table into `main` with what it is sent. */
export function runHistoryPage(main: HTMLElement): void {
  const vscode = acquireVsCodeApi();
  let shown: HistoryDocument | undefined;

  const open = (texts: HistoryTexts): HistoryDocument => {
    const made = new HistoryDocument(texts, readState(vscode.getState()), {
      tell: (message) => vscode.postMessage(message),
      remember: (state) => vscode.setState(state),
    });
    made.draw(main);
    return made;
  };

  const take = (message: ToPage): void => {
    switch (message.kind) {
      case 'show': {
        const first = shown === undefined;
        shown ??= open(message.texts);
        shown.show(message.rows);
        if (first) shown.focus();
        return;
      }
      case 'detail':
        shown?.showDetail(message.id, message.detail);
        return;
      case 'row':
        shown?.showRow(message.row, message.detail);
        return;
      case 'failed': {
        shown = undefined;
        const told = element('p', { className: 'status' }, [message.text]);
        told.role = 'alert';
        const again = element('vscode-button', {}, [message.texts.refresh]);
        again.addEventListener('click', () => vscode.postMessage({ kind: 'refresh' }));
        main.replaceChildren(element('h1', {}, [message.texts.heading]), told, again);
      }
    }
  };

  // Only the extension can send these: nothing else knows this frame, and the policy lets no other script in.
  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => take(data));
  vscode.postMessage({ kind: 'ready' });
}
