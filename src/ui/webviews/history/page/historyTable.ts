import { columnNames, type ColumnName, type DetailView, type HistoryTexts, type RowView } from '../messages.ts';
import { button, element } from '../../shared/page/elements.ts';
import { filled } from './elements.ts';
import type { ListState } from './listState.ts';

export interface TableActions {
  readonly sort: (column: ColumnName) => void;
  /** Opens the detail of a row, or closes it. */
  readonly toggle: (id: string) => void;
  readonly addNote: (id: string) => void;
}

/** A row that is open, with its detail once that has come. */
export interface OpenRow {
  readonly id: string;
  readonly detail?: DetailView;
}

const sorted = { true: '\u25BE', false: '\u25B4' } as const;

/**
 * The table of a page of rows. The browser's own, not the element library's: that one cuts its columns to a fixed
 * width and has no cell that spans a row, and screen readers know this one best.
 */
export function historyTable(
  rows: readonly RowView[],
  state: ListState,
  open: OpenRow | undefined,
  texts: HistoryTexts,
  actions: TableActions,
): HTMLTableElement {
  const head = element('thead', {}, [
    element(
      'tr',
      {},
      columnNames.map((column) => headCell(column, state, texts, actions)),
    ),
  ]);
  const body = rows.flatMap((row) => [
    tableRow(row, row.id === open?.id, texts, actions),
    ...(row.id === open?.id && open.detail !== undefined ? [detailRow(row.id, open.detail, texts, actions)] : []),
  ]);
  const table = element('table', {}, [head, element('tbody', {}, body)]);
  table.setAttribute('aria-label', texts.table);
  return table;
}

function headCell(column: ColumnName, state: ListState, texts: HistoryTexts, actions: TableActions): HTMLElement {
  const chosen = state.column === column;
  const mark = element('span', { className: 'order' }, [sorted[`${state.down}`]]);
  mark.ariaHidden = 'true';
  const press = element('button', { id: `sort-${column}` }, [texts.columns[column], ...(chosen ? [mark] : [])]);
  press.addEventListener('click', () => actions.sort(column));
  const cell = element('th', {}, [press]);
  cell.scope = 'col';
  cell.ariaSort = chosen ? (state.down ? 'descending' : 'ascending') : 'none';
  return cell;
}

function tableRow(row: RowView, open: boolean, texts: HistoryTexts, actions: TableActions): HTMLElement {
  const cells = columnNames.map((column, place) => {
    const { text, ...cell } = row.cells[place] ?? { text: '' };
    const hasNotes = column === 'campaign' && row.notes > 0;
    const below = hasNotes ? filled(texts.hasNotes, { count: String(row.notes) }) : cell.below;
    const shown = [
      column === 'campaign' ? campaignButton(row, text, open, actions) : text,
      ...(below === undefined ? [] : [element('span', { className: 'below' }, [below])]),
    ];
    return element('td', { className: column === 'result' ? `result ${row.mark}` : column }, shown);
  });
  return element('tr', { className: open ? 'open' : '' }, cells);
}

function campaignButton({ id }: RowView, text: string, open: boolean, actions: TableActions): HTMLElement {
  const press = element('button', { id: `row-${id}`, className: 'campaign' }, [text]);
  press.ariaExpanded = String(open);
  press.addEventListener('click', () => actions.toggle(id));
  return press;
}

function detailRow(id: string, detail: DetailView, texts: HistoryTexts, actions: TableActions): HTMLElement {
  const facts = element(
    'dl',
    {},
    detail.facts.flatMap(([label, value]) => [element('dt', {}, [label]), element('dd', {}, [value])]),
  );
  const add = button(texts.addNote, () => actions.addNote(id));
  add.id = `note-${id}`;
  const told = element('div', { className: 'told' }, [
    facts,
    ...section(texts.requests, detail.requests),
    ...section(texts.later, detail.later),
    ...section(texts.notes, detail.notes),
    add,
  ]);
  const cell = element('td', {}, [told]);
  cell.colSpan = columnNames.length;
  return element('tr', { className: 'detail' }, [cell]);
}

function section(heading: string, lines: readonly string[]): readonly HTMLElement[] {
  if (lines.length === 0) return [];
  const items = lines.map((line) => element('li', {}, [line]));
  return [element('h2', {}, [heading]), element('ul', {}, items)];
}
