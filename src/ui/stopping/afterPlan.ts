import { unresolvedForMs } from '../../stop/afterwards/unresolvedForMs.ts';
import type { StopOutcome } from '../../stop/outcome.ts';
import { isProduction } from '../../streams/stream.ts';
import type { KnownCampaign, KnownStream } from '../../texts/knownCampaign.ts';

/** What is done by itself after an outcome. */
export interface AfterPlan {
  /** It may have stopped: read until that is clear. */
  readonly unresolved: boolean;
  /** A reading says that it is stopped: see that the counter stands still. */
  readonly quiet: boolean;
  /** Look at it again some minutes later. */
  readonly watched: boolean;
}

const nothing: AfterPlan = { unresolved: false, quiet: false, watched: false };

/** A stop that only Kore's reply tells is read on like one that is not confirmed, and looked at later all the same. */
export function afterPlan(outcome: StopOutcome, stream: KnownStream): AfterPlan {
  switch (outcome.verdict) {
    case 'notStopped':
      return nothing;
    case 'unknown':
    case 'accepted':
      return { ...nothing, unresolved: true };
    case 'stopped':
      if (outcome.effect === 'finished') return nothing;
      if (outcome.confirmedBy === 'status')
        return { unresolved: false, quiet: true, watched: isRealProduction(stream) };
      return { unresolved: true, quiet: false, watched: isRealProduction(stream) };
  }
}

/** Until when its state is read by itself, where it is; milliseconds since 1970. */
export function checkingUntil(outcome: StopOutcome, stream: KnownStream): number | undefined {
  return afterPlan(outcome, stream).unresolved ? Date.parse(outcome.finishedAt) + unresolvedForMs : undefined;
}

/** The same once a reading has told that it is stopped. */
export function clearedPlan(stream: KnownStream): AfterPlan {
  return { unresolved: false, quiet: true, watched: isRealProduction(stream) };
}

/**
 * Its end is told by the words that it can start again, in place of the good news: a reading confirmed the stop, and a
 * list or the confirmation has told that it is scheduled or repeats.
 */
export function endsWithRestart(outcome: StopOutcome, { listed }: KnownCampaign): boolean {
  if (outcome.confirmedBy !== 'status' || outcome.effect === 'finished') return false;
  return listed !== undefined && (listed.scheduled || listed.recurring);
}

/** The simulator never is. */
function isRealProduction({ tier, practice }: KnownStream): boolean {
  return practice !== true && isProduction(tier);
}
