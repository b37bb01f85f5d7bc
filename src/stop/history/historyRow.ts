import type { JournalEntry, JournalNote } from '../journal/index.ts';
import type { LaterFact } from '../laterFact.ts';
import type { OrderTrail } from '../orderTrail.ts';
import type { StopOutcome, Verdict } from '../outcome.ts';

/** How a stop ended; `running`: it is out. `interrupted`: its window was gone before it ended, or nothing tells. */
export type HistoryResult = Verdict | 'running' | 'interrupted';

/** One stop as the history shows and exports it: facts only. Times are ISO. */
export interface HistoryRow {
  readonly id: string;
  /** When it was asked for. */
  readonly at: string;
  /** Who, where that was set. */
  readonly operator?: string;
  readonly stream: string;
  /** An origin. */
  readonly host: string;
  readonly accountId: string;
  readonly streamId: string;
  /** As the stream was set then; missing where it was not set. */
  readonly tier?: string;
  readonly campaignName?: string;
  readonly campaignId: string;
  readonly result: HistoryResult;
  readonly confirmedBy?: 'reply' | 'status';
  readonly effect?: StopOutcome['effect'];
  readonly reason?: StopOutcome['reason'];
  readonly uncheckedBecause?: StopOutcome['uncheckedBecause'];
  /** The state that was read last before the stop ended. */
  readonly state?: string;
  readonly stateReadAt?: string;
  /** The state that was read last since then. */
  readonly laterState?: string;
  readonly laterReadAt?: string;
  readonly sentBefore?: number;
  readonly sentAfter?: number;
  /** Stop requests of which a byte may have left; missing while that is not known. */
  readonly requests?: number;
  readonly httpStatus?: number;
  readonly finishedAt?: string;
  /** One English line. */
  readonly message?: string;
  readonly trail?: OrderTrail;
  readonly later: readonly LaterFact[];
  readonly notes: readonly JournalNote[];
}

/** The journal's entries (oldest first) as rows, the newest first. */
export function historyRows(entries: readonly JournalEntry[]): readonly HistoryRow[] {
  return entries.map(historyRow).reverse();
}

function historyRow({ intent, outcome, trail, later, notes, interrupted }: JournalEntry): HistoryRow {
  const { stream, about, before } = intent;
  const read = later.findLast((fact) => fact.kind === 'read');
  return defined({
    id: intent.id,
    at: intent.at,
    operator: about?.operator,
    stream: stream.name,
    host: stream.origin,
    accountId: stream.accountId,
    streamId: stream.streamId,
    tier: about?.tier,
    campaignName: about?.campaignName,
    campaignId: intent.campaignId,
    result: resultOf(outcome, interrupted),
    ...(outcome === undefined ? {} : factsOf(outcome)),
    laterState: read?.state,
    laterReadAt: read?.at,
    sentBefore: before?.sent,
    sentAfter: sentAfter(later),
    trail,
    later,
    notes,
  });
}

/** An outcome line that cannot be read says no more than that it ended. */
function resultOf(outcome: StopOutcome | undefined, interrupted: boolean): HistoryResult {
  if (interrupted || outcome?.reason === 'interrupted') return 'interrupted';
  return outcome?.verdict ?? 'running';
}

function factsOf(outcome: StopOutcome): Partial<Undefined<HistoryRow>> {
  const { confirmedBy, effect, reason, uncheckedBecause, state, stateReadAt, httpStatus, finishedAt, message } =
    outcome;
  // Of an interrupted one it is assumed, not known.
  const requests = reason === 'interrupted' ? undefined : outcome.requests;
  return {
    confirmedBy,
    effect,
    reason,
    uncheckedBecause,
    state,
    stateReadAt,
    requests,
    httpStatus,
    finishedAt,
    message,
  };
}

function sentAfter(later: readonly LaterFact[]): number | undefined {
  const told = later.findLast((fact) => (fact.kind === 'read' || fact.kind === 'quiet') && fact.sent !== undefined);
  return told !== undefined && 'sent' in told ? told.sent : undefined;
}

type Undefined<T> = { [K in keyof T]: T[K] | undefined };

/** Without the members that have no value. */
function defined(row: Undefined<HistoryRow>): HistoryRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as HistoryRow;
}
