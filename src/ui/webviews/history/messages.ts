/** What the history's page and the extension tell each other. Both sides use these types, neither anything else. */

/** The columns of the table, in their order. */
export const columnNames = [
  'when',
  'who',
  'stream',
  'tier',
  'campaign',
  'result',
  'known',
  'before',
  'after',
  'requests',
] as const;

export type ColumnName = (typeof columnNames)[number];

/** What a cell shows, and by what it is sorted where that is something else. */
export interface CellView {
  readonly text: string;
  /** A second line, smaller. */
  readonly below?: string;
  readonly sort?: number | string;
}

/** One stop, as it may be shown. */
export interface RowView {
  readonly id: string;
  /** One for each column. */
  readonly cells: readonly CellView[];
  /** What else it can be found by: ids and notes. */
  readonly find: string;
  /** Whether a stop is known to have happened: beside the words, never in their place. */
  readonly mark: 'good' | 'bad' | 'open';
  readonly notes: number;
}

/** What the table has no room for. */
export interface DetailView {
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly requests: readonly string[];
  readonly later: readonly string[];
  readonly notes: readonly string[];
}

/** Every word of the page. Those with {places} are filled in by it. */
export interface HistoryTexts {
  readonly language: string;
  readonly columns: Readonly<Record<ColumnName, string>>;
  readonly heading: string;
  readonly about: string;
  readonly none: string;
  readonly noneFits: string;
  readonly filter: string;
  readonly filterHint: string;
  readonly exportAs: string;
  readonly openAsText: string;
  readonly refresh: string;
  readonly table: string;
  /** `{shown}`, `{all}` */
  readonly shown: string;
  /** `{first}`, `{last}`, `{shown}` */
  readonly page: string;
  readonly previous: string;
  readonly next: string;
  readonly requests: string;
  readonly later: string;
  readonly notes: string;
  readonly addNote: string;
  /** In a row that has notes: `{count}` */
  readonly hasNotes: string;
}

export type ToPage =
  | { readonly kind: 'show'; readonly texts: HistoryTexts; readonly rows: readonly RowView[] }
  | { readonly kind: 'detail'; readonly id: string; readonly detail: DetailView }
  /** A row has changed, and its detail with it. */
  | { readonly kind: 'row'; readonly row: RowView; readonly detail: DetailView }
  | { readonly kind: 'failed'; readonly texts: HistoryTexts; readonly text: string };

export type ToHost =
  | { readonly kind: 'ready' | 'refresh' }
  | { readonly kind: 'detail' | 'addNote'; readonly id: string }
  /** The stops that the filter leaves, in the order of the table. */
  | { readonly kind: 'export' | 'text'; readonly ids: readonly string[] };

/** Reads what a page has sent, of which nothing is believed. */
export function readMessage(value: unknown): ToHost | undefined {
  const { kind, id, ids } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  switch (kind) {
    case 'ready':
    case 'refresh':
      return { kind };
    case 'detail':
    case 'addNote':
      return typeof id === 'string' ? { kind, id } : undefined;
    case 'export':
    case 'text':
      return Array.isArray(ids) && ids.every((one) => typeof one === 'string') ? { kind, ids } : undefined;
    default:
      return undefined;
  }
}
