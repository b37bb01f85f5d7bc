import { homedir } from 'node:os';
import { Uri, window, workspace } from 'vscode';

import { historyCsv, historyJson } from '../../../stop/history/historyExport.ts';
import type { HistoryRow } from '../../../stop/history/historyRow.ts';
import { count, quoted } from '../../../texts/format.ts';
import { plainText } from '../../../texts/plainText.ts';
import { historyMarkdown } from '../../texts/historyPageText.ts';
import { toError } from '../../toError.ts';
import type { HistoryDesk } from './historyDesk.ts';

type Format = 'csv' | 'json' | 'md';

/** Asks in which format and where, and writes the stops that the table shows, in its order. */
export async function exportHistory(rows: readonly HistoryRow[], desk: HistoryDesk): Promise<void> {
  const { l10n } = desk.reader;
  const format = await askFormat(rows.length, desk);
  if (format === undefined) return;
  const target = await window.showSaveDialog({
    title: l10n.t('Export Stops'),
    saveLabel: l10n.t('Export'),
    defaultUri: Uri.joinPath(folder(), `kore-stops-${new Date(desk.now()).toISOString().slice(0, 10)}.${format}`),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (target === undefined) return;
  const name = quoted(target.path.slice(target.path.lastIndexOf('/') + 1));
  try {
    await workspace.fs.writeFile(target, Buffer.from(desk.outlet.document(textOf(rows, format, desk))));
  } catch (error: unknown) {
    const words = plainText(toError(error).message, 300);
    void desk.outlet.error(l10n.t('{name} could not be written: {words}', { name, words }));
    return;
  }
  const open = l10n.t('Open');
  const facts = { count: count(rows.length, desk.reader), name };
  void desk.outlet.info(l10n.t('Exported: {count} stops to {name}.', facts), open).then((choice) => {
    if (choice === open) void window.showTextDocument(target);
  });
}

async function askFormat(stops: number, { ask, reader }: HistoryDesk): Promise<Format | undefined> {
  const { l10n } = reader;
  const answer = await ask.askChoice<Format>({
    title: l10n.t('Export {count} Stops', { count: count(stops, reader) }),
    placeholder: l10n.t('In which format?'),
    choices: [
      {
        value: 'csv',
        label: 'CSV',
        detail: l10n.t('For a spreadsheet. A text that it would take for a formula has an apostrophe before it.'),
      },
      { value: 'json', label: 'JSON', detail: l10n.t('All that the record has of each, for another program.') },
      { value: 'md', label: 'Markdown', detail: l10n.t('The table, to read or to put into a report.') },
    ],
  });
  return answer === undefined || answer === 'back' ? undefined : answer.value;
}

function textOf(rows: readonly HistoryRow[], format: Format, { now, reader }: HistoryDesk): string {
  switch (format) {
    case 'csv':
      return historyCsv(rows);
    case 'json':
      return historyJson(rows, now());
    case 'md':
      return historyMarkdown(rows, now(), reader);
  }
}

function folder(): Uri {
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
}
