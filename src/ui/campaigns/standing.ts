import type { ListedCampaign } from '../../kore/replies.ts';
import type { LaterFact } from '../../stop/laterFact.ts';
import type { StopOutcome } from '../../stop/outcome.ts';
import type { Activity, KnownCampaign } from '../../texts/knownCampaign.ts';

/**
 * How the last stop of a campaign stands by now. `notStopped` is also what goes on again after a stop; `notConfirmed`
 * is what may have stopped: unknown, only taken, stopped by the reply alone.
 */
export type StandingKind = 'stopping' | 'notStopped' | 'notConfirmed' | 'tooLate' | 'stopped';

export interface Standing {
  readonly kind: StandingKind;
  /** Since when; milliseconds since 1970. */
  readonly sinceMs: number;
  /** The person has seen that it stands so. */
  readonly seen: boolean;
}

/** Undefined where no stop was tried. What is learnt later counts more; news is not seen yet. */
export function standingOf({ activity }: Pick<KnownCampaign, 'activity'>): Standing | undefined {
  if (activity === undefined) return undefined;
  if (activity.kind === 'stopping') return { kind: 'stopping', sinceMs: activity.sinceMs, seen: false };
  const { outcome, later = [] } = activity;
  return later.reduce<Standing>((before, fact) => after(before, fact), atFirst(outcome));
}

/** A stop that did not surely work, or came too late, and that the person has not put away. */
export function isUnseen(campaign: Pick<KnownCampaign, 'activity'>): boolean {
  const standing = standingOf(campaign);
  if (standing === undefined || standing.seen) return false;
  return standing.kind === 'notStopped' || standing.kind === 'notConfirmed' || standing.kind === 'tooLate';
}

/** The person has seen how it stood; something else may be known since. */
export function isPutAway({ activity }: Pick<KnownCampaign, 'activity'>): boolean {
  return activity?.kind === 'ended' && activity.later?.some(({ kind }) => kind === 'seen') === true;
}

/** A stop that the person has to do something about. Practice is never one. */
export function isUnresolved(campaign: Pick<KnownCampaign, 'activity' | 'stream'>): boolean {
  if (campaign.stream.practice === true) return false;
  const standing = standingOf(campaign);
  return (standing?.kind === 'notConfirmed' || standing?.kind === 'notStopped') && !standing.seen;
}

/**
 * What a list tells that was asked for after a stop had ended: that a campaign which was stopped sends again. A list
 * can lag behind, so it clears nothing; a reading that came since counts more.
 */
export function sendsAgain(
  { outcome, later = [] }: Extract<Activity, { kind: 'ended' }>,
  row: ListedCampaign,
  list: { readonly beganAtMs: number; readonly readAtMs: number },
): LaterFact | undefined {
  const atRest = later.some((fact) => fact.kind === 'read' && ['Stopped', 'Completed'].includes(fact.state));
  if (!(isConfirmed(outcome) || atRest) || !['Active', 'Preparing'].includes(row.state)) return undefined;
  const knownAtMs = Date.parse(lastRead(later)?.at ?? outcome.finishedAt);
  if (list.beganAtMs < knownAtMs) return undefined;
  return {
    kind: 'read',
    at: new Date(list.readAtMs).toISOString(),
    state: row.state,
    ...(row.sent === undefined ? {} : { sent: row.sent }),
    restarts: row.scheduled || row.recurring,
  };
}

/** The last time that Kore's state was read after the outcome. */
export function lastRead(later: readonly LaterFact[] | undefined): Extract<LaterFact, { kind: 'read' }> | undefined {
  return later?.findLast((fact) => fact.kind === 'read');
}

/** True for a stop that a reading confirmed, and that this did. */
export function isConfirmed(outcome: StopOutcome): boolean {
  return outcome.verdict === 'stopped' && outcome.confirmedBy === 'status' && outcome.effect !== undefined;
}

function atFirst(outcome: StopOutcome): Standing {
  const since = (kind: StandingKind, at = outcome.finishedAt): Standing => ({
    kind,
    sinceMs: Date.parse(at),
    seen: false,
  });
  switch (outcome.verdict) {
    case 'stopped':
      if (!isConfirmed(outcome)) return since('notConfirmed');
      return since(outcome.effect === 'finished' ? 'tooLate' : 'stopped', outcome.stateReadAt);
    case 'accepted':
    case 'unknown':
      return since('notConfirmed');
    case 'notStopped':
      // Given up before anything left: nothing is known to be wrong, and nobody waits for it.
      return { ...since('notStopped'), seen: outcome.reason === 'cancelled' && outcome.requests === 0 };
  }
}

function after(before: Standing, fact: LaterFact): Standing {
  if (fact.kind === 'seen') return { ...before, seen: true };
  if (fact.kind !== 'read') return before;
  const kind = kindAfter(before.kind, fact.state);
  return kind === before.kind ? before : { kind, sinceMs: Date.parse(fact.at), seen: false };
}

function kindAfter(before: StandingKind, state: string): StandingKind {
  switch (state) {
    case 'Stopped':
      return 'stopped';
    case 'Completed':
      // It came to its end after a stop that had worked; the stop is no less true.
      return before === 'stopped' ? 'stopped' : 'tooLate';
    default:
      // It was stopped, and is something else by now.
      return before === 'stopped' || before === 'tooLate' ? 'notStopped' : before;
  }
}
