import { env, window, type Disposable, type MessageItem } from 'vscode';

import type { Redactor } from '../kore/redact.ts';
import type { Credential } from '../streams/stream.ts';

/** A modal question; Escape is its `no`, or VS Code's own Cancel where it has none. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
  readonly no?: string;
}

/**
 * The one door through which messages, documents and copied text leave the extension: nothing passes that the redactor knows or
 * takes for a token. Lint keeps the rest of the code from VS Code's own functions.
 */
export class Outlet {
  readonly #redactor: Redactor;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  /** From now on nothing that leaves has a secret of this credential in it. */
  guard(credential: Credential): void {
    this.#redactor.learn(credential);
  }

  /** Information fades and Do Not Disturb hides it. Resolves with the button, when it is gone: never wait for it. */
  info(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
    return window.showInformationMessage(this.#redactor.clean(message), ...buttons);
  }

  /** The same for what needs a person. */
  error(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
    return window.showErrorMessage(this.#redactor.clean(message), ...buttons);
  }

  /** True for yes. The first button has the focus. */
  async ask({ message, detail, yes, no }: Question): Promise<boolean> {
    const yesItem: MessageItem = { title: yes };
    const noItems: readonly MessageItem[] = no === undefined ? [] : [{ title: no, isCloseAffordance: true }];
    const options = { modal: true, detail: this.#redactor.clean(detail) };
    const answer = await window.showWarningMessage(this.#redactor.clean(message), options, yesItem, ...noItems);
    return answer === yesItem;
  }

  /** The text of a document, as it may be shown. */
  document(text: string): string {
    return this.#redactor.clean(text);
  }

  async copy(text: string): Promise<void> {
    await env.clipboard.writeText(this.#redactor.clean(text));
  }

  /** A word in the status bar for so many milliseconds, or until it is disposed of. */
  status(message: string, forMs: number): Disposable {
    return window.setStatusBarMessage(this.#redactor.clean(message), forMs);
  }
}
