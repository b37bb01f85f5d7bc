import type { KorePorts } from '../../kore/caller.ts';
import { findRow, listCampaigns, readStatus } from '../../kore/campaigns.ts';
import type { ReadCampaignPage } from '../../kore/sharedPages.ts';
import { endingAt } from '../endingAt.ts';
import { slept } from '../sendStop.ts';
import { isAtRest } from '../verdict.ts';
import { unresolvedForMs } from './unresolvedForMs.ts';
import { backgroundRead, rowFact, stateFact, type TellFact, type WatchPlan } from './watchPlan.ts';

const everyMs = 15_000;

export interface UnresolvedPlan extends WatchPlan {
  /** When the stop was answered; milliseconds since 1970. */
  readonly finishedAtMs: number;
  /** When the state was read last, if it was; milliseconds since 1970. */
  readonly lastReadAtMs?: number;
  /** One of many: its row on a page that the others are on too is read in place of its status. */
  readonly oneOfMany?: boolean;
}

/**
 * Reads the state every 15 s until it is at rest, at most 10 minutes from the answer. Each reading is told; a read that
 * failed is not, and ends nothing. Never rejects.
 */
export function watchUnresolved(
  plan: UnresolvedPlan,
  ports: KorePorts,
  tell: TellFact,
  readPage: ReadCampaignPage = listCampaigns,
): Promise<'atRest' | 'over' | 'cancelled'> {
  return endingAt(plan.finishedAtMs + unresolvedForMs, plan.signal, ports, async (signal) => {
    let nextAtMs = plan.lastReadAtMs === undefined ? 0 : plan.lastReadAtMs + everyMs;
    while (await slept(nextAtMs - ports.now(), signal, ports)) {
      nextAtMs = ports.now() + everyMs;
      const fact = await readFact({ ...plan, signal }, ports, readPage);
      if (fact === undefined) continue;
      tell(fact);
      if (isAtRest(fact.state)) return 'atRest';
    }
    return plan.signal.aborted ? 'cancelled' : 'over';
  });
}

/** Undefined where it could not be read. A row that is on no page leaves the status call. */
async function readFact(
  { access, campaignId, signal, oneOfMany }: UnresolvedPlan,
  ports: KorePorts,
  readPage: ReadCampaignPage,
): Promise<ReturnType<typeof stateFact> | undefined> {
  const options = { ...backgroundRead, signal };
  const found = oneOfMany === true ? await findRow(access, campaignId, ports, options, readPage) : undefined;
  if (found?.kind === 'row') return rowFact(found.row, found.readAtMs);
  if (found?.kind === 'failed') return undefined;
  const read = await readStatus(access, campaignId, ports, options);
  return read.kind === 'failed' ? undefined : stateFact(read.state, read.readAtMs);
}
