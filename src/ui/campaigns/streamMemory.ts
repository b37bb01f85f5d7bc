import type { Listing, WhichList } from '../../online.ts';
import type { StopOutcome, StopReason } from '../../stop/outcome.ts';
import type { Activity, KnownCampaign } from '../../texts/knownCampaign.ts';
import type { UsedCredential } from '../texts/reasonFacts.ts';
import { rowsOf, withPage, type PagedList, type ReadRow } from './pagedList.ts';
import { nextPace, type Pace } from './speed.ts';

/** A page of a list. */
export type Listed = Extract<Listing, { kind: 'listed' }>;
export interface ListFailure {
  readonly kind: 'failed';
  readonly reason: StopReason;
  readonly httpStatus?: number;
  readonly details: NonNullable<StopOutcome['details']>;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** What the call was signed with. */
  readonly credential?: UsedCredential;
}

/** What is known of a stream's list. `last` is what was read last, also while it is read again. */
export type ListState =
  | { readonly kind: 'never' }
  /** For the first time. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'listed'; readonly last: PagedList }
  | { readonly kind: 'failed'; readonly failure: ListFailure; readonly last?: PagedList };

/** What was read last, if anything was. */
export function lastOf(state: ListState): PagedList | undefined {
  return state.kind === 'listed' || state.kind === 'failed' ? state.last : undefined;
}

/** What this window did or does to a campaign, with what was known of it. */
export interface Noted {
  readonly campaign: KnownCampaign;
  readonly activity: Activity;
}

/** All that is known of one stream, whatever its entry in the settings looks like by now. */
export class StreamMemory {
  readonly lists: Record<WhichList, ListState> = { sending: { kind: 'never' }, all: { kind: 'never' } };
  readonly reads = new Map<string, Promise<boolean>>();
  readonly noted = new Map<string, Noted>();
  readonly timed = new Map<string, { readonly campaign: KnownCampaign; readonly dueAtMs: number }>();
  paces: ReadonlyMap<string, Pace> = new Map();
  /** When the list of what sends was last asked for; milliseconds since 1970. */
  askedAtMs: number | undefined;
  /** At least until then what is read waits, so that stops have room; milliseconds since 1970. */
  heldUntilMs: number | undefined;
  #rows:
    { readonly sending: ListState; readonly all: ListState; readonly rows: ReadonlyMap<string, ReadRow> } | undefined;
  /** Counts what changed, for what was made from it. */
  version = 0;

  last(which: WhichList): PagedList | undefined {
    return lastOf(this.lists[which]);
  }

  /** Each campaign of the lists once; made anew only when a list was read. */
  rows(): ReadonlyMap<string, ReadRow> {
    const { sending, all } = this.lists;
    if (this.#rows?.sending !== sending || this.#rows.all !== all) {
      this.#rows = { sending, all, rows: rowsOf([lastOf(sending), lastOf(all)]) };
    }
    return this.#rows.rows;
  }

  /** Notes a page that was read. */
  keep(which: WhichList, index: number, page: Listed): void {
    this.paces = pacesAfter(this.paces, page);
    this.lists[which] = { kind: 'listed', last: withPage(this.last(which), index, page) };
    this.version += 1;
  }

  /** Notes that a page could not be read; what was read before stays. */
  fail(which: WhichList, failure: ListFailure): void {
    const last = this.last(which);
    this.lists[which] = { kind: 'failed', failure, ...(last === undefined ? {} : { last }) };
    this.version += 1;
  }
}

/** The paces after a page was read, of the campaigns that a list has. */
function pacesAfter(before: ReadonlyMap<string, Pace>, { campaigns, readAtMs }: Listed): ReadonlyMap<string, Pace> {
  const paces = new Map(before);
  for (const { id, state, sent } of campaigns) {
    const pace = nextPace(paces.get(id), { state, readAtMs, ...(sent === undefined ? {} : { sent }) });
    if (pace === undefined) paces.delete(id);
    else paces.set(id, pace);
  }
  return paces;
}
