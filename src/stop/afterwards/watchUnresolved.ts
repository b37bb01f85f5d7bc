import type { KorePorts } from '../../kore/caller.ts';
import { readStatus } from '../../kore/campaigns.ts';
import { slept } from '../sendStop.ts';
import { isAtRest } from '../verdict.ts';
import { unresolvedForMs } from './unresolvedForMs.ts';
import { backgroundRead, endingAt, stateFact, type TellFact, type WatchPlan } from './watchPlan.ts';

const everyMs = 15_000;

export interface UnresolvedPlan extends WatchPlan {
  /** When the stop was answered; milliseconds since 1970. */
  readonly finishedAtMs: number;
  /** When the state was read last, if it was; milliseconds since 1970. */
  readonly lastReadAtMs?: number;
}

/**
 * Reads the state every 15 s until it is at rest, at most 10 minutes from the answer. Each reading is told; a read that
 * failed is not, and ends nothing. Never rejects.
 */
export function watchUnresolved(
  plan: UnresolvedPlan,
  ports: KorePorts,
  tell: TellFact,
): Promise<'atRest' | 'over' | 'cancelled'> {
  return endingAt(plan.finishedAtMs + unresolvedForMs, plan.signal, ports, async (signal) => {
    let nextAtMs = plan.lastReadAtMs === undefined ? 0 : plan.lastReadAtMs + everyMs;
    while (await slept(nextAtMs - ports.now(), signal, ports)) {
      nextAtMs = ports.now() + everyMs;
      const read = await readStatus(plan.access, plan.campaignId, ports, { ...backgroundRead, signal });
      if (read.kind === 'failed') continue;
      tell(stateFact(read.state, read.readAtMs));
      if (isAtRest(read.state)) return 'atRest';
    }
    return plan.signal.aborted ? 'cancelled' : 'over';
  });
}
