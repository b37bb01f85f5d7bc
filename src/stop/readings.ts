import type { Access } from '../kore/access.ts';
import type { CallOptions } from '../kore/caller.ts';
import { readStatus, type ReadFailure } from '../kore/campaigns.ts';
import { isDocumentedState } from '../kore/endpoints.ts';
import { endingAt } from './endingAt.ts';
import type { StopStep, UncheckedBecause } from './outcome.ts';
import type { OrderState } from './orderState.ts';
import type { OrderPorts } from './ports.ts';
import { slept } from './sendStop.ts';
import { taints } from './stopExchange.ts';
import { isAtRest, type Reading } from './verdict.ts';

/** The longest that one status request may take. */
const readTimeoutMs = 5000;
/** A reply that says Stopped is checked for this long. */
const checkStoppedForMs = 20_000;
/** Two readings this far apart show that a tainted request was not acted on. */
const convincingGapMs = 2000;
const gapsMs = [0, 1000, 2000, 4000];

export interface ReadingPlan {
  readonly access: Access;
  readonly campaignId: string;
  readonly deadlineAtMs: number;
  /** Shrinks the gaps with a short deadline; 1 for the usual 60 s. */
  readonly scale: number;
  readonly signal: AbortSignal;
  readonly onProgress: (step: StopStep) => void;
}

/** Takes an order's readings into its state. Never rejects. */
export type TakeReadings = (plan: ReadingPlan, state: OrderState, ports: OrderPorts) => Promise<'done' | 'cancelled'>;

/** Reads the campaign's state until it is at rest, or until the design's rules end it. Never rejects. */
export async function takeReadings(
  plan: ReadingPlan,
  state: OrderState,
  ports: OrderPorts,
): Promise<'done' | 'cancelled'> {
  const untilMs = readUntilMs(plan, state);
  plan.onProgress({ kind: 'checking' });
  if (ports.budget === undefined) {
    await readUntil(untilMs, plan, state, ports);
  } else {
    await endingAt(untilMs, plan.signal, ports, (signal) => readUntil(untilMs, { ...plan, signal }, state, ports));
  }
  return plan.signal.aborted ? 'cancelled' : 'done';
}

/** What a bulk reads one by one is within the budget of the bulk, and ends after so many reads. */
interface ReadLimits extends Pick<CallOptions, 'lane'> {
  readonly mostReads?: number;
}

/** Returns when enough was read, when the time is over, and when the signal aborts: true when Kore refused two in a row. */
export async function readUntil(
  untilMs: number,
  plan: ReadingPlan,
  state: OrderState,
  ports: OrderPorts,
  { mostReads = Infinity, ...lane }: ReadLimits = {},
): Promise<boolean> {
  let refusals = 0;
  for (let turn = 0; turn < mostReads && refusals < 2; turn += 1) {
    // What was read before, from a list that may be late, does not do without a status request.
    if (turn > 0 && isEnough(plan, state)) break;
    const gapMs = (gapsMs[Math.min(turn, gapsMs.length - 1)] ?? 0) * plan.scale;
    if (ports.now() + gapMs >= untilMs || !(await slept(gapMs, plan.signal, ports))) return false;
    // A computer that was asleep wakes up late.
    if (ports.now() >= untilMs) return false;
    const read = await readStatus(plan.access, plan.campaignId, ports, {
      timeoutMs: Math.min(readTimeoutMs, untilMs - ports.now()),
      signal: plan.signal,
      ...lane,
    });
    if (read.kind === 'read') {
      noteReading(read, plan, state);
      refusals = 0;
    } else {
      state.uncheckedBecause = whyUnread(read);
      refusals = state.uncheckedBecause === 'refused' ? refusals + 1 : 0;
    }
  }
  return refusals >= 2;
}

export function noteReading(reading: Reading, plan: ReadingPlan, state: OrderState): void {
  const { state: read, readAtMs } = reading;
  state.readings.push({ state: read, readAtMs });
  plan.onProgress({ kind: 'read', state: read, atMs: readAtMs });
}

function readUntilMs(plan: ReadingPlan, { attempts }: OrderState): number {
  const saidStopped = attempts.find((attempt) => attempt.class === 'stopped');
  if (saidStopped === undefined) return plan.deadlineAtMs;
  return Math.min(plan.deadlineAtMs, saidStopped.endedAtMs + checkStoppedForMs * plan.scale);
}

/** True when no further reading can change the verdict, or the rules end them. */
export function isEnough(plan: ReadingPlan, { attempts, readings }: OrderState): boolean {
  const last = readings.at(-1);
  if (last === undefined) return false;
  if (isAtRest(last.state)) return true;
  const classes = attempts.map((one) => one.class);
  if (classes.includes('stopped') || classes.includes('accepted')) return false;
  if (!attempts.some(taints)) return true;
  if (!isDocumentedState(last.state)) return false;
  const first = readings.find((one) => isDocumentedState(one.state));
  return first !== undefined && last.readAtMs - first.readAtMs >= convincingGapMs * plan.scale;
}

export function whyUnread(failure: ReadFailure): UncheckedBecause {
  const status = failure.httpStatus ?? 0;
  const mayPass = failure.reason === 'rateLimited' || failure.reason === 'serverError';
  if (status >= 400 && status <= 499 && !mayPass) return 'refused';
  if (failure.exchange?.kind !== 'fault') return 'noReading';
  // Held back until the time was over.
  return failure.reason === 'cancelled' && failure.exchange.sent === 'no' ? 'budget' : 'unreachable';
}
