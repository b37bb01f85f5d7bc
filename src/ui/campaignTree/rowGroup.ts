import type { TreeNode } from './treeNode.ts';

/** A row as it shall be. */
export interface Wanted {
  /** Among the rows of one parent. */
  readonly key: string;
  readonly node: TreeNode;
  /** All that it shows, compared member by member with `===`. */
  readonly shows: readonly unknown[];
}

interface Row {
  readonly key: string;
  /** VS Code knows a row by this object; what it shows is put into it. */
  readonly node: TreeNode;
  shows: readonly unknown[];
  /** What it showed when it was drawn last; undefined until then. */
  drawn: readonly unknown[] | undefined;
}

/** The rows of one parent, over time. */
export class RowGroup {
  /** What the rows were made from, and until when: for whoever makes them, to make none for nothing. */
  made: { readonly from: readonly unknown[]; readonly holdsUntilMs: number } = { from: [], holdsUntilMs: -Infinity };
  #rows: ReadonlyMap<string, Row> = new Map();
  readonly #rowOfNode = new WeakMap<TreeNode, Row>();
  /** As VS Code was given them. */
  #shown: readonly Row[] = [];

  /** The rows to give to VS Code. */
  show(wanted: Iterable<Wanted>): TreeNode[] {
    this.#shown = this.#take(wanted);
    return this.nodes();
  }

  nodes(): TreeNode[] {
    return this.#shown.map(({ node }) => node);
  }

  /** Notes that a row is drawn with what it shows now, and gives its key; undefined where it is another group's. */
  drawn(node: TreeNode): string | undefined {
    const row = this.#rowOfNode.get(node);
    if (row !== undefined) row.drawn = row.shows;
    return row?.key;
  }

  /** The rows that show something else than when they were drawn; `others` where they are not the rows VS Code has. */
  news(wanted: Iterable<Wanted>): 'others' | TreeNode[] {
    const rows = this.#take(wanted);
    const sameRows = rows.length === this.#shown.length && rows.every((row, index) => row === this.#shown[index]);
    if (!sameRows) return 'others';
    return rows.filter(({ shows, drawn }) => drawn !== undefined && !isSame(shows, drawn)).map(({ node }) => node);
  }

  #take(wanted: Iterable<Wanted>): readonly Row[] {
    const rows = new Map<string, Row>();
    for (const { key, node, shows } of wanted) {
      const row = this.#rows.get(key) ?? this.#newRow(key, node, shows);
      if (!isSame(row.shows, shows)) {
        row.shows = shows;
        Object.assign(row.node, node);
      }
      rows.set(key, row);
    }
    this.#rows = rows;
    return [...rows.values()];
  }

  #newRow(key: string, node: TreeNode, shows: readonly unknown[]): Row {
    const row = { key, node: { ...node }, shows, drawn: undefined };
    this.#rowOfNode.set(row.node, row);
    return row;
  }
}

export function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
