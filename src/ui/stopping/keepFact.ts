import type { Log } from '../../kore/caller.ts';
import type { StopJournal } from '../../stop/journal/index.ts';
import type { LaterFact } from '../../stop/laterFact.ts';
import type { StopOutcome } from '../../stop/outcome.ts';
import { toError } from '../toError.ts';

/** Writes what was learnt of a stop beside it, for after a reload. Of a stop that is in no journal nothing is kept. */
export async function keepFact(
  journal: () => Promise<StopJournal>,
  { outcome, fact }: { readonly outcome: StopOutcome; readonly fact: LaterFact },
  log: Log,
): Promise<void> {
  try {
    const kept = await journal();
    const id = kept.idOf(outcome);
    if (id !== undefined) await kept.note(id, fact);
  } catch (error: unknown) {
    log.warn(`The journal could not be written: ${toError(error).message}`);
  }
}
