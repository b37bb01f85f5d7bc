import type { KorePorts } from '../../kore/caller.ts';
import { readStatus } from '../../kore/campaigns.ts';
import type { LaterFact } from '../laterFact.ts';
import { slept } from '../sendStop.ts';
import { backgroundRead, stateFact, type TellFact, type WatchPlan } from './watchPlan.ts';

const minuteMs = 60_000;

/** When a stopped campaign is looked at again, in minutes after its stop was answered. */
export const looksAfterMinutes: readonly number[] = [2, 10, 60];

/** What nobody looked at for so long is another day's affair. */
const tooLateMs = 24 * 60 * minuteMs;
/** A look that failed is taken again this often and with this gap. */
const tries = 4;
const retryGapMs = 30_000;

export interface ProductionPlan extends WatchPlan {
  /** When the stop was answered; milliseconds since 1970. */
  readonly finishedAtMs: number;
  /** What is known already: looks that were taken are not taken again. */
  readonly later: readonly LaterFact[];
}

/**
 * Reads the state once at each of the later looks that is still to come; those that are overdue, after a reload or when
 * the computer slept, are one read now. Tells the reading and then the look. Never rejects.
 */
export async function watchProduction(
  plan: ProductionPlan,
  ports: KorePorts,
  tell: TellFact,
): Promise<'over' | 'cancelled'> {
  let doneMinutes = Math.max(0, ...plan.later.map((fact) => (fact.kind === 'watched' ? fact.afterMinutes : 0)));
  for (;;) {
    const next = nextLook(doneMinutes, plan.finishedAtMs, ports.now());
    if (next === undefined) return 'over';
    if (next.waitMs > 0) {
      if (!(await slept(next.waitMs, plan.signal, ports))) return 'cancelled';
      continue;
    }
    const fact = await look(plan, ports);
    if (plan.signal.aborted) return 'cancelled';
    if (fact !== undefined) {
      tell(fact);
      tell({ kind: 'watched', at: fact.at, afterMinutes: next.minutes });
    }
    doneMinutes = next.minutes;
  }
}

/** The latest look that is due, else the first to come. */
function nextLook(
  doneMinutes: number,
  finishedAtMs: number,
  nowMs: number,
): { readonly minutes: number; readonly waitMs: number } | undefined {
  if (nowMs - finishedAtMs > tooLateMs) return undefined;
  const left = looksAfterMinutes.filter((minutes) => minutes > doneMinutes);
  const due = left.findLast((minutes) => finishedAtMs + minutes * minuteMs <= nowMs);
  const minutes = due ?? left[0];
  return minutes === undefined
    ? undefined
    : { minutes, waitMs: Math.max(0, finishedAtMs + minutes * minuteMs - nowMs) };
}

async function look(plan: ProductionPlan, ports: KorePorts): Promise<ReturnType<typeof stateFact> | undefined> {
  const { access, campaignId, signal } = plan;
  for (let attempt = 1; ; attempt += 1) {
    const read = await readStatus(access, campaignId, ports, { ...backgroundRead, signal });
    if (read.kind === 'read') return stateFact(read.state, read.readAtMs);
    if (attempt === tries || !(await slept(retryGapMs, signal, ports))) return undefined;
  }
}
