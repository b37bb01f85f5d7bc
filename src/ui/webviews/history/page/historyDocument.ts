import type { DetailView, HistoryTexts, RowView, ToHost } from '../messages.ts';
import { button, element, focusOn } from '../../shared/page/elements.ts';
import { filled } from './elements.ts';
import { historyTable, type OpenRow } from './historyTable.ts';
import { chosenRows, pageCount, rowsOfPage, rowsOn, searched, type ListState, type SearchedRow } from './listState.ts';

export interface DocumentPorts {
  readonly tell: (message: ToHost) => void;
  readonly remember: (state: ListState) => void;
}

/** The page: drawn once, and its table anew with every change. A page has a hundred rows, however many there are. */
export class HistoryDocument {
  readonly #texts: HistoryTexts;
  readonly #ports: DocumentPorts;
  readonly #status = element('p', { className: 'status' });
  readonly #place = element('div', { className: 'table' });
  readonly #pages = element('nav');
  readonly #filter = element('vscode-textfield', { id: 'filter' });
  #rows: readonly SearchedRow[] = [];
  #chosen: readonly RowView[] = [];
  #state: ListState;
  #open: OpenRow | undefined;

  constructor(texts: HistoryTexts, state: ListState, ports: DocumentPorts) {
    this.#texts = texts;
    this.#state = state;
    this.#ports = ports;
  }

  draw(main: HTMLElement): void {
    const texts = this.#texts;
    this.#status.role = 'status';
    this.#filter.label = texts.filter;
    this.#filter.placeholder = texts.filterHint;
    this.#filter.value = this.#state.filter;
    this.#filter.addEventListener('input', () => this.#choose({ filter: this.#filter.value, page: 0 }));
    const label = element('label', {}, [texts.filter]);
    label.htmlFor = 'filter';
    const ids = (): readonly string[] => this.#chosen.map(({ id }) => id);
    const { tell } = this.#ports;
    this.#place.role = 'region';
    this.#place.ariaLabel = texts.table;
    // It can be wider than the window: the arrow keys must reach it all.
    this.#place.tabIndex = 0;
    main.replaceChildren(
      element('h1', {}, [texts.heading]),
      element('p', { className: 'hint' }, [texts.about]),
      element('div', { className: 'tools' }, [
        element('div', { className: 'filter' }, [label, this.#filter]),
        button(texts.exportAs, () => tell({ kind: 'export', ids: ids() })),
        button(texts.openAsText, () => tell({ kind: 'text', ids: ids() })),
        button(texts.refresh, () => tell({ kind: 'refresh' })),
      ]),
      this.#status,
      this.#place,
      this.#pages,
    );
  }

  show(rows: readonly RowView[]): void {
    this.#rows = rows.map((row) => searched(row, this.#texts.language));
    if (this.#open !== undefined) this.#ports.tell({ kind: 'detail', id: this.#open.id });
    this.#choose({});
  }

  focus(): void {
    focusOn(this.#filter);
  }

  showDetail(id: string, detail: DetailView): void {
    if (this.#open?.id !== id) return;
    this.#open = { id, detail };
    this.#drawTable();
  }

  showRow(row: RowView, detail: DetailView): void {
    this.#rows = this.#rows.map((one) => (one.row.id === row.id ? searched(row, this.#texts.language) : one));
    if (this.#open?.id === row.id) this.#open = { id: row.id, detail };
    this.#choose({});
    // The box for the note had taken the focus.
    const button = document.getElementById(`note-${row.id}`);
    if (button !== null) focusOn(button);
  }

  #choose(more: Partial<ListState>): void {
    const state = { ...this.#state, ...more };
    this.#chosen = chosenRows(this.#rows, state, this.#texts.language);
    this.#state = { ...state, page: Math.min(state.page, pageCount(this.#chosen.length) - 1) };
    this.#ports.remember(this.#state);
    this.#drawTable();
  }

  #drawTable(): void {
    const texts = this.#texts;
    const focused = document.activeElement?.id ?? '';
    const { length } = this.#chosen;
    this.#tellStatus(length);
    const rows = rowsOn(this.#chosen, this.#state.page);
    this.#place.hidden = length === 0;
    this.#place.replaceChildren(
      historyTable(rows, this.#state, this.#open, texts, {
        sort: (column) =>
          this.#choose({
            column,
            page: 0,
            down: this.#state.column === column ? !this.#state.down : column === 'when',
          }),
        toggle: (id) => this.#toggle(id),
        addNote: (id) => this.#ports.tell({ kind: 'addNote', id }),
      }),
    );
    this.#drawPages(length);
    // What had the focus was drawn anew.
    const again = focused === '' ? null : document.getElementById(focused);
    if (again !== null && again !== document.activeElement) focusOn(again);
  }

  #tellStatus(length: number): void {
    const { none, noneFits, shown } = this.#texts;
    const all = this.#rows.length;
    const text = all === 0 ? none : length === 0 ? noneFits : filled(shown, this.#numbers({ shown: length, all }));
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  #drawPages(length: number): void {
    const { page } = this.#state;
    const pages = pageCount(length);
    this.#pages.hidden = pages === 1;
    if (pages === 1) return;
    const first = page * rowsOfPage + 1;
    const last = Math.min(length, first + rowsOfPage - 1);
    const turn = (id: string, label: string, to: number): HTMLElement => {
      const made = button(label, () => this.#turnTo(to));
      made.id = id;
      made.disabled = to < 0 || to >= pages;
      return made;
    };
    this.#pages.ariaLabel = this.#texts.table;
    this.#pages.replaceChildren(
      turn('previous', this.#texts.previous, page - 1),
      element('span', {}, [filled(this.#texts.page, this.#numbers({ first, last, shown: length }))]),
      turn('next', this.#texts.next, page + 1),
    );
  }

  #turnTo(page: number): void {
    this.#open = undefined;
    this.#choose({ page });
    this.#place.scrollTop = 0;
  }

  #toggle(id: string): void {
    if (this.#open?.id === id) this.#open = undefined;
    else {
      this.#open = { id };
      this.#ports.tell({ kind: 'detail', id });
    }
    this.#drawTable();
  }

  #numbers(values: Readonly<Record<string, number>>): Readonly<Record<string, string>> {
    const numbers = Object.entries(values).map(([key, value]) => [key, value.toLocaleString(this.#texts.language)]);
    return Object.fromEntries(numbers) as Readonly<Record<string, string>>;
  }
}
