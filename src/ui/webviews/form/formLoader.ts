import { window, type Disposable } from 'vscode';

import type { ConfiguredStream } from '../../../streams/stream.ts';
import type { FormPanels } from './formPanels.ts';

/** All of the forms that a window has where none is open: a way to load them, and to bring them back after a reload. */
export class FormLoader implements Disposable {
  readonly #load: () => Promise<FormPanels>;
  readonly #serializer: Disposable;
  #loaded: Promise<FormPanels> | undefined;

  constructor(load: () => Promise<FormPanels>) {
    this.#load = load;
    this.#serializer = window.registerWebviewPanelSerializer('kore.streamForm', {
      deserializeWebviewPanel: async (panel, state: unknown) => (await this.#open()).revive(panel, state),
    });
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#loaded?.then(
      (forms) => forms.dispose(),
      () => undefined,
    );
  }

  /** Shows the form of a stream, or the one that adds a stream. */
  async show(stream?: ConfiguredStream): Promise<void> {
    (await this.#open()).show(stream);
  }

  #open(): Promise<FormPanels> {
    this.#loaded ??= this.#load().catch((error: unknown) => {
      this.#loaded = undefined;
      throw error;
    });
    return this.#loaded;
  }
}
