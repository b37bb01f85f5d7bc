import type { KorePorts } from '../../kore/caller.ts';
import { findRow, listCampaigns, readStatus, type RowReading } from '../../kore/campaigns.ts';
import type { ReadCampaignPage } from '../../kore/sharedPages.ts';
import { endingAt } from '../endingAt.ts';
import { slept } from '../sendStop.ts';
import { isAtRest } from '../verdict.ts';
import { backgroundRead, goesOn, rowFact, type TellFact, type WatchPlan } from './watchPlan.ts';

/** Two equal counts this far apart show that the counter stands still. */
const convincingGapMs = 10_000;
const gapsMs = [0, convincingGapMs, convincingGapMs, 20_000, 30_000, 60_000];
const longestMs = 10 * 60_000;

/** Kore's counter went on after the stop. Times are ISO. */
export interface Growth {
  readonly since: string;
  readonly from: number;
  readonly at: string;
  readonly to: number;
}

export interface QuietListener {
  readonly tell: TellFact;
  /** Called once at most, when the count is higher than at an earlier read after the stop. */
  readonly onGrowth: (growth: Growth) => void;
}

/** How it ended; `notFound`: there is no row or no count, so nothing can be said. */
export type QuietEnd = 'quiet' | 'notFound' | 'over' | 'cancelled';

/**
 * Reads the campaign's row after a stop until two reads at least 10 s apart tell the same count and not that it is
 * sending. Each read is a fact, then `quiet` is one. At most 10 minutes, in the background; never rejects.
 */
export function proveQuiet(
  plan: WatchPlan,
  ports: KorePorts,
  listener: QuietListener,
  readPage: ReadCampaignPage = listCampaigns,
): Promise<QuietEnd> {
  return endingAt(ports.now() + longestMs, plan.signal, ports, async (signal) => {
    let first: { readonly at: string; readonly atMs: number; readonly sent: number } | undefined;
    let grew = false;
    for (let turn = 0; await slept(gapsMs[Math.min(turn, gapsMs.length - 1)] ?? 0, signal, ports); turn += 1) {
      const found = await findRow(plan.access, plan.campaignId, ports, { ...backgroundRead, signal }, readPage);
      if (found.kind === 'failed') continue;
      if (found.kind === 'notFound') return 'notFound';
      const fact = await factOf(found, { ...plan, signal }, ports);
      listener.tell(fact);
      const { at, sent, state } = fact;
      if (sent === undefined) return 'notFound';
      if (first !== undefined && sent > first.sent && !grew) {
        grew = true;
        listener.onGrowth({ since: first.at, from: first.sent, at, to: sent });
      }
      if (first?.sent !== sent) first = { at, atMs: found.readAtMs, sent };
      if (found.readAtMs - first.atMs >= convincingGapMs && !goesOn(state)) {
        listener.tell({ kind: 'quiet', at, since: first.at, sent });
        return 'quiet';
      }
    }
    return plan.signal.aborted ? 'cancelled' : 'over';
  });
}

/** A list can lag behind: where its row does not tell a state at rest, the status call has the last word on that. */
async function factOf(
  { row, readAtMs }: Extract<RowReading, { kind: 'row' }>,
  { access, campaignId, signal }: WatchPlan,
  ports: KorePorts,
): Promise<ReturnType<typeof rowFact>> {
  const fact = rowFact(row, readAtMs);
  if (isAtRest(row.state)) return fact;
  const status = await readStatus(access, campaignId, ports, { ...backgroundRead, signal });
  return status.kind === 'read' ? { ...fact, state: status.state } : fact;
}
