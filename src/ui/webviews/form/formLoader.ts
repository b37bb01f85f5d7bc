import type { Disposable, WebviewPanel } from 'vscode';

import type { ConfiguredStream } from '../../../streams/stream.ts';
import type { FormPanels } from './formPanels.ts';

/** All of the forms that a window has where none is open: a way to load them, and to bring them back after a reload. */
export class FormLoader implements Disposable {
  readonly #load: () => Promise<FormPanels>;
  #loaded: Promise<FormPanels> | undefined;

  constructor(load: () => Promise<FormPanels>) {
    this.#load = load;
  }

  dispose(): void {
    this.#loaded?.then(
      (forms) => forms.dispose(),
      () => undefined,
    );
  }

  /** Shows the form of a stream, or the one that adds a stream. */
  async show(stream?: ConfiguredStream): Promise<void> {
    (await this.#open()).show(stream);
  }

  /** Fills a panel that a reload has brought back; `state` is what its page has kept. */
  async revive(panel: WebviewPanel, state: unknown): Promise<void> {
    (await this.#open()).revive(panel, state);
  }

  #open(): Promise<FormPanels> {
    this.#loaded ??= this.#load().catch((error: unknown) => {
      this.#loaded = undefined;
      throw error;
    });
    return this.#loaded;
  }
}
