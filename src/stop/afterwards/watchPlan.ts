import type { Access } from '../../kore/access.ts';
import type { ListedCampaign } from '../../kore/replies.ts';
import type { LaterFact } from '../laterFact.ts';

/** A campaign whose stop has been answered, and with what it is read. */
export interface WatchPlan {
  readonly access: Access;
  readonly campaignId: string;
  /** Ends the watching at once. */
  readonly signal: AbortSignal;
}

export type TellFact = (fact: LaterFact) => void;

/** Nobody waits for these reads, so they go when nothing more urgent does. */
export const backgroundRead = { timeoutMs: 5000, lane: 'list' } as const;

/** The campaign sends, or is about to this minute. */
export function goesOn(state: string): boolean {
  return state === 'Active' || state === 'Preparing';
}

export function stateFact(state: string, readAtMs: number): Extract<LaterFact, { kind: 'read' }> {
  return { kind: 'read', at: new Date(readAtMs).toISOString(), state };
}

export function rowFact(row: ListedCampaign, readAtMs: number): Extract<LaterFact, { kind: 'read' }> {
  const sent = row.sent === undefined ? {} : { sent: row.sent };
  return { ...stateFact(row.state, readAtMs), ...sent, restarts: row.scheduled || row.recurring };
}
