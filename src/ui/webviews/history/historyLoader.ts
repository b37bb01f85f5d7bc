import type { Disposable } from 'vscode';

import type { HistoryView } from './historyView.ts';

/** Loads the history when it is opened first. */
export class HistoryLoader implements Disposable {
  readonly #load: () => Promise<HistoryView>;
  #loaded: Promise<HistoryView> | undefined;

  constructor(load: () => Promise<HistoryView>) {
    this.#load = load;
  }

  dispose(): void {
    this.#loaded?.then(
      (view) => view.dispose(),
      () => undefined,
    );
  }

  async show(): Promise<void> {
    this.#loaded ??= this.#load().catch((error: unknown) => {
      this.#loaded = undefined;
      throw error;
    });
    (await this.#loaded).show();
  }
}
