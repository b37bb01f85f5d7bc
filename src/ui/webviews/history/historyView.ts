import { ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';

import { historyRows, type HistoryRow } from '../../../stop/history/historyRow.ts';
import type { JournalEntry } from '../../../stop/journal/index.ts';
import { plainText } from '../../../texts/plainText.ts';
import { historyHeading, historyMarkdown, historyTexts } from '../../texts/historyPageText.ts';
import { historyDetail, historyRowView } from '../../texts/historyText.ts';
import { toError } from '../../toError.ts';
import { pageOptions, showPage } from '../webviewPage.ts';
import { addNote } from './addNote.ts';
import { exportHistory } from './exportHistory.ts';
import type { HistoryDesk } from './historyDesk.ts';
import { readMessage, type DetailView, type ToHost, type ToPage } from './messages.ts';

/** The one tab with the history. What it shows is read anew each time that it comes into view. */
export class HistoryView implements Disposable {
  readonly #desk: HistoryDesk;
  #panel: WebviewPanel | undefined;
  #rows: readonly HistoryRow[] = [];
  #entries = new Map<string, JournalEntry>();

  constructor(desk: HistoryDesk) {
    this.#desk = desk;
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  show(): void {
    const { reader, extensionUri } = this.#desk;
    if (this.#panel !== undefined) {
      this.#panel.reveal();
      return;
    }
    const title = historyHeading(reader);
    const options = { ...pageOptions(extensionUri), enableFindWidget: true };
    const panel = window.createWebviewPanel('kore.history', title, ViewColumn.Active, options);
    this.#panel = panel;
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#rows = [];
      this.#entries.clear();
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const read = readMessage(message);
      if (read !== undefined) void this.#answer(read).catch((error: unknown) => this.#fail(error));
    });
    showPage(panel.webview, { name: 'history', title, language: reader.language, extensionUri });
  }

  async #answer(message: ToHost): Promise<void> {
    switch (message.kind) {
      case 'ready':
      case 'refresh':
        await this.#read();
        this.#post({ kind: 'show', texts: historyTexts(this.#desk.reader), rows: this.#views() });
        return;
      case 'detail': {
        const row = this.#row(message.id);
        if (row !== undefined) this.#post({ kind: 'detail', id: row.id, detail: this.#detail(row) });
        return;
      }
      case 'addNote':
        await this.#addNote(message.id);
        return;
      case 'export':
        await exportHistory(this.#named(message.ids), this.#desk);
        return;
      case 'text':
        await this.#openAsText(this.#named(message.ids));
    }
  }

  async #read(): Promise<void> {
    const entries = await (await this.#desk.journal()).read();
    this.#entries = new Map(entries.map((entry) => [entry.intent.id, entry]));
    this.#rows = historyRows(entries);
  }

  async #addNote(id: string): Promise<void> {
    const asked = this.#row(id);
    if (asked === undefined) return;
    if (await addNote(asked, this.#desk)) await this.#read();
    // Without a note too: the page then gives the focus back to where it was.
    const row = this.#row(id);
    if (row === undefined) return;
    this.#post({ kind: 'row', row: historyRowView(row, this.#desk.reader), detail: this.#detail(row) });
  }

  async #openAsText(rows: readonly HistoryRow[]): Promise<void> {
    const { reader, now, showDocument } = this.#desk;
    await showDocument(`${historyHeading(reader)}.md`, historyMarkdown(rows, now(), reader));
  }

  #views(): Extract<ToPage, { readonly kind: 'show' }>['rows'] {
    return this.#rows.map((row) => historyRowView(row, this.#desk.reader));
  }

  #detail(row: HistoryRow): DetailView {
    const { intent, outcome } = this.#entries.get(row.id) ?? {};
    const cause = intent === undefined || outcome === undefined ? undefined : this.#desk.causeOf(intent, outcome);
    return historyDetail(row, cause, this.#desk.reader);
  }

  #row(id: string): HistoryRow | undefined {
    return this.#rows.find((row) => row.id === id);
  }

  /** In the order of the table. */
  #named(ids: readonly string[]): readonly HistoryRow[] {
    const rows = new Map(this.#rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => rows.get(id) ?? []);
  }

  #fail(error: unknown): void {
    const { reader } = this.#desk;
    const words = plainText(toError(error).message, 300);
    const text = reader.l10n.t('The record of stops could not be read: {words}', { words });
    this.#post({ kind: 'failed', texts: historyTexts(reader), text });
  }

  /** Nothing leaves that the window knows for a secret. */
  #post(message: ToPage): void {
    void this.#panel?.webview.postMessage(JSON.parse(this.#desk.outlet.document(JSON.stringify(message))));
  }
}
