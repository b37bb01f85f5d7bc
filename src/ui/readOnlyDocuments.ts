import { EventEmitter, languages, Uri, window, workspace, type Disposable } from 'vscode';

import type { Outlet } from './outlet.ts';

const scheme = 'kore-campaigns';

/** Texts to read, each under a name: opened beside nothing else, never saved, gone with the window. */
export class ReadOnlyDocuments implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #registration: Disposable;

  constructor(outlet: Outlet) {
    this.#registration = workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => outlet.document(this.#texts.get(uri.path) ?? ''),
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  /** Shows the text; a document of that name that is open gets the new one. */
  async show(name: string, text: string, language = 'plaintext'): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${name}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    const document = await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), language);
    await window.showTextDocument(document, { preview: true });
  }
}
