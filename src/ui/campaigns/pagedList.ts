import type { CampaignPage, ListedCampaign } from '../../kore/replies.ts';

/** A campaign as a list told it. */
export interface ReadRow {
  readonly listed: ListedCampaign;
  /** When that page was read; milliseconds since 1970. */
  readonly readAtMs: number;
}

/** One page as it was read. */
export interface ReadPage extends Omit<CampaignPage, 'oddities'> {
  readonly readAtMs: number;
}

interface ShownPage {
  readonly rows: readonly ReadRow[];
  readonly hasMore: boolean;
}

/** The pages of a stream's list that were read so far, the newest campaigns first; each row with the time of its own reading. */
export interface PagedList {
  readonly pages: readonly ShownPage[];
  /** When the first page was read; milliseconds since 1970. */
  readonly readAtMs: number;
  /** Kore has more rows than were read. */
  readonly hasMore: boolean;
  /** How many Kore has, where it says so. */
  readonly total?: number;
}

/** The list with one page read anew, or with one more. */
export function withPage(list: PagedList | undefined, index: number, page: ReadPage): PagedList {
  const { readAtMs, hasMore, total } = page;
  const rows = page.campaigns.map((listed) => ({ listed, readAtMs }));
  const before = list?.pages ?? [];
  const [next, ...others] = before.slice(index + 1);
  // Where a page is the last one there is nothing behind it any more.
  const behind =
    next === undefined || !hasMore
      ? []
      : [{ ...next, rows: [...movedOn(before[index]?.rows ?? [], rows), ...next.rows] }, ...others];
  const pages = [...before.slice(0, index), { rows, hasMore }, ...behind];
  return {
    pages,
    readAtMs: index === 0 || list === undefined ? readAtMs : list.readAtMs,
    hasMore: pages.at(-1)?.hasMore ?? false,
    ...(total === undefined ? {} : { total }),
  };
}

/**
 * Rows that newer ones have pushed off a page that is read by itself: older than all that is on it now, so they are on
 * the next one, which is not. They stay as they were read, or a campaign that sends would go from the screen.
 */
function movedOn(before: readonly ReadRow[], now: readonly ReadRow[]): readonly ReadRow[] {
  const oldest = now.reduce((least, { listed }) => Math.min(least, createdAtMs(listed)), Infinity);
  const there = new Set(now.map(({ listed }) => listed.id));
  return before.filter(({ listed }) => !there.has(listed.id) && !(createdAtMs(listed) > oldest));
}

/** `NaN` where it is not known. */
function createdAtMs({ createdAt }: ListedCampaign): number {
  return Date.parse(createdAt ?? '');
}

/** Each campaign of the lists once, as it was read last, in the order of the lists. */
export function rowsOf(lists: readonly (PagedList | undefined)[]): ReadonlyMap<string, ReadRow> {
  const found = new Map<string, ReadRow>();
  for (const list of lists) {
    for (const { rows } of list?.pages ?? []) {
      for (const row of rows) {
        const other = found.get(row.listed.id);
        if (other === undefined || other.readAtMs < row.readAtMs) found.set(row.listed.id, row);
      }
    }
  }
  return found;
}
