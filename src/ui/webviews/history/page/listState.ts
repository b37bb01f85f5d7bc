import { columnNames, type ColumnName, type RowView } from '../messages.ts';

/** What the person has chosen to see. */
export interface ListState {
  readonly filter: string;
  readonly column: ColumnName;
  readonly down: boolean;
  /** From 0. */
  readonly page: number;
}

/** The newest first. */
export const firstState: ListState = { filter: '', column: 'when', down: true, page: 0 };

export const rowsOfPage = 100;

/** A row with what is asked of it over and over. */
export interface SearchedRow {
  readonly row: RowView;
  /** All that it can be found by, in small letters. */
  readonly text: string;
}

export function searched(row: RowView, language: string): SearchedRow {
  const cells = row.cells.flatMap(({ text, below = '' }) => [text, below]);
  return { row, text: [...cells, row.find].join('\n').toLocaleLowerCase(language) };
}

/** The rows that have every word of the filter somewhere, in the chosen order; equal ones stay as they came. */
export function chosenRows(
  rows: readonly SearchedRow[],
  { filter, column, down }: ListState,
  language: string,
): readonly RowView[] {
  const words = filter.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
  const fitting = rows.filter(({ text }) => words.every((word) => text.includes(word))).map(({ row }) => row);
  const place = columnNames.indexOf(column);
  const collator = new Intl.Collator(language, { numeric: true });
  return fitting.sort((one, other) => {
    const [left, right] = [sortOf(one, place), sortOf(other, place)];
    // What has no value stands last, whichever way round.
    if (left === '' || right === '') return left === right ? 0 : left === '' ? 1 : -1;
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : collator.compare(String(left), String(right));
    return down ? -order : order;
  });
}

function sortOf({ cells }: RowView, place: number): number | string {
  const cell = cells[place];
  return cell?.sort ?? cell?.text ?? '';
}

/** How many pages there are; one where there is no row. */
export function pageCount(rows: number): number {
  return Math.max(1, Math.ceil(rows / rowsOfPage));
}

/** The rows of a page, counted from 0. */
export function rowsOn(rows: readonly RowView[], page: number): readonly RowView[] {
  return rows.slice(page * rowsOfPage, (page + 1) * rowsOfPage);
}

/** The state that a page has kept, as far as it can be used. */
export function readState(value: unknown): ListState {
  const { filter, column, down, page } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const known = columnNames.find((name) => name === column);
  return {
    filter: typeof filter === 'string' ? filter : firstState.filter,
    column: known ?? firstState.column,
    down: typeof down === 'boolean' ? down : firstState.down,
    page: Number.isSafeInteger(page) && Number(page) >= 0 ? Number(page) : firstState.page,
  };
}
