import type { HistoryRow } from '../../stop/history/historyRow.ts';
import { clock, count, day, type Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';
import type { HistoryTexts } from '../webviews/history/messages.ts';
import { columnNames } from '../webviews/history/messages.ts';
import { columnLabels, historyRowView } from './historyText.ts';

export function historyHeading({ l10n }: Reader): string {
  return l10n.t('Stops sent from this computer only');
}

/** Every word of the history's page. */
export function historyTexts(reader: Reader): HistoryTexts {
  const { l10n, language } = reader;
  return {
    language,
    columns: columnLabels(reader),
    heading: historyHeading(reader),
    about: aboutText(reader),
    none: l10n.t('No stop has been sent from this computer yet.'),
    noneFits: l10n.t('No stop fits the filter.'),
    filter: l10n.t('Filter'),
    filterHint: l10n.t('Words of a campaign, stream, name, result, id or note'),
    exportAs: l10n.t('Export…'),
    openAsText: l10n.t('Open as Text'),
    refresh: l10n.t('Refresh'),
    table: l10n.t('Stops'),
    shown: l10n.t('{shown} of {all} stops', { shown: '{shown}', all: '{all}' }),
    page: l10n.t('{first} to {last} of {shown}', { first: '{first}', last: '{last}', shown: '{shown}' }),
    previous: l10n.t('Previous'),
    next: l10n.t('Next'),
    requests: l10n.t('Requests and readings (UTC)'),
    later: l10n.t('Learnt later (UTC)'),
    notes: l10n.t('Notes (UTC)'),
    addNote: l10n.t('Add Note…'),
    hasNotes: l10n.t('Notes: {count}', { count: '{count}' }),
  };
}

function aboutText({ l10n }: Reader): string {
  return l10n.t(
    'What colleagues stopped from their computers, or in the console, is not here; nor are practice stops. The record keeps what the settings kore.journalDays and kore.journalEntries say.',
  );
}

/** The same table as a Markdown document. */
export function historyMarkdown(rows: readonly HistoryRow[], nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const labels = columnLabels(reader);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const read = { count: count(rows.length, reader), when: `${day(nowMs, reader)} ${clock(nowMs, reader)}` };
  return [
    `# ${historyHeading(reader)}`,
    '',
    aboutText(reader),
    '',
    l10n.t('{count} stops, read {when}.', read),
    '',
    line([...columnNames.map((name) => labels[name]), l10n.t('Campaign id'), l10n.t('Notes')]),
    line(Array.from({ length: columnNames.length + 2 }, () => '---')),
    ...rows.map((row) => line(markdownCells(row, reader))),
    '',
  ].join('\n');
}

function markdownCells(row: HistoryRow, reader: Reader): readonly string[] {
  const cells = historyRowView(row, reader).cells.map(({ text, below }) =>
    below === undefined ? text : `${text} (${below})`,
  );
  return [...cells, row.campaignId, row.notes.map(({ text }) => text).join(' / ')].map(markdownCell);
}

/** Nothing in a cell ends it, or becomes a link, an image, mark-up or HTML. */
function markdownCell(text: string): string {
  return plainText(text, 2000)
    .replace(/[\\`*_[\]<>|#~!]/g, (character) => `\\${character}`)
    .replace(/&/g, '&amp;');
}
