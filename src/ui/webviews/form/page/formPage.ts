import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textarea/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';

import type { ToHost, ToPage } from '../messages.ts';
import { focusOn } from '../../shared/page/elements.ts';
import { FormDocument } from './formDocument.ts';

/** What VS Code keeps of a page over a reload: which form it is, and where the focus was. Nothing that was typed. */
interface PageState {
  readonly memento?: string;
  readonly focus?: string;
}

declare function acquireVsCodeApi(): {
  postMessage(message: ToHost): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

/** Draws the form into `main` with what it is sent. */
export function runFormPage(main: HTMLElement): void {
  const vscode = acquireVsCodeApi();
  const remember = (state: PageState): void => vscode.setState({ ...vscode.getState(), ...state });
  let form: FormDocument | undefined;

  const take = (message: ToPage): void => {
    switch (message.kind) {
      case 'show':
        remember({ memento: message.memento });
        if (form === undefined) {
          form = new FormDocument(message.texts, (answer) => vscode.postMessage(answer));
          form.draw(main);
        }
        form.fill(message.draft);
        form.show(message.view);
        focusAgain(form, vscode.getState()?.focus);
        return;
      case 'view':
        form?.show(message.view);
        if (message.focus !== undefined) form?.focus(message.focus);
        return;
      case 'fill':
        remember({ memento: message.memento });
        form?.fill(message.draft);
        return;
      case 'clear':
        form?.clear(message.what);
        return;
    }
  };

  // Only the extension can send these: nothing else knows this frame, and the policy lets no other script in.
  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => take(data));
  main.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && target.id !== '') remember({ focus: target.id });
  });
  vscode.postMessage({ kind: 'ready' });
}

/** Where it was before the page was hidden or loaded again; else where a form begins. */
function focusAgain(drawn: FormDocument, before: string | undefined): void {
  const there = before === undefined ? null : document.getElementById(before);
  if (there === null) drawn.focus('first');
  else focusOn(there);
}
