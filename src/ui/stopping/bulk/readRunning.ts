import type { Listing } from '../../../online.ts';
import type { ListedCampaign } from '../../../kore/replies.ts';

type ReadFailure = Extract<Listing, { kind: 'failed' }>;

/** A row of the list, with when its page was read. */
export interface RunningRow {
  readonly row: ListedCampaign;
  /** Milliseconds since 1970. */
  readonly readAtMs: number;
}

/** What sends or is about to in a stream: all of it, or what was read until a page failed. */
export type Running =
  | { readonly kind: 'read'; readonly rows: readonly RunningRow[] }
  | { readonly kind: 'failed'; readonly rows: readonly RunningRow[]; readonly failure: ReadFailure };

/**
 * Reads every page of a list. A campaign that comes or goes meanwhile moves the others across the ends of pages: where
 * fewer rows came than the list has, it is read once more. `tell` hears how many rows there are by now, and how many
 * the list has where Kore says so.
 */
export async function readRunning(
  readPage: (page: number) => Promise<Listing>,
  tell: (rows: number, total: number | undefined) => void,
): Promise<Running> {
  const found = new Map<string, RunningRow>();
  for (let pass = 0; pass < 2; pass += 1) {
    const end = await readPages(readPage, found, tell);
    if (end.kind === 'failed') return { kind: 'failed', rows: [...found.values()], failure: end };
    if (end.total === undefined || found.size >= end.total) break;
  }
  return { kind: 'read', rows: [...found.values()] };
}

async function readPages(
  readPage: (page: number) => Promise<Listing>,
  found: Map<string, RunningRow>,
  tell: (rows: number, total: number | undefined) => void,
): Promise<ReadFailure | { readonly kind: 'whole'; readonly total: number | undefined }> {
  const ofThisPass = new Set<string>();
  for (let page = 0; ; page += 1) {
    const listing = await readPage(page);
    if (listing.kind === 'failed') return listing;
    const before = ofThisPass.size;
    for (const row of listing.campaigns) {
      ofThisPass.add(row.id);
      found.set(row.id, { row, readAtMs: listing.readAtMs });
    }
    tell(found.size, listing.total);
    // A server that gives the same page again has nothing more to tell.
    if (!listing.hasMore || ofThisPass.size === before) return { kind: 'whole', total: totalOf(listing) };
  }
}

/** Rows that cannot be read are counted by Kore all the same. */
function totalOf({ total, oddities }: Extract<Listing, { kind: 'listed' }>): number | undefined {
  return oddities.length > 0 ? undefined : total;
}
