import type { Access } from '../kore/access.ts';
import type { KorePorts } from '../kore/caller.ts';
import { readStatus, type ReadFailure } from '../kore/campaigns.ts';
import { isDocumentedState } from '../kore/endpoints.ts';
import type { StopStep, UncheckedBecause } from './outcome.ts';
import { taints, type StopExchange } from './stopExchange.ts';
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
  readonly exchanges: readonly StopExchange[];
  /** When the last stop request ended; milliseconds since 1970. */
  readonly lastExchangeEndedAtMs: number;
  readonly deadlineAtMs: number;
  /** Shrinks the gaps with a short deadline; 1 for the usual 60 s. */
  readonly scale: number;
  readonly signal?: AbortSignal;
  readonly onProgress: (step: StopStep) => void;
}

export interface ReadingsTaken {
  readonly readings: readonly Reading[];
  /** Why there is no reading, for a stop that only the reply tells of. */
  readonly uncheckedBecause: UncheckedBecause;
  readonly cancelled: boolean;
}

/** Reads the campaign's state until it is at rest, or until the design's rules end it. Never rejects. */
export async function takeReadings(plan: ReadingPlan, ports: KorePorts): Promise<ReadingsTaken> {
  const saidStopped = plan.exchanges.some((one) => one.class === 'stopped');
  const checkUntilMs = plan.lastExchangeEndedAtMs + checkStoppedForMs * plan.scale;
  const untilMs = saidStopped ? Math.min(plan.deadlineAtMs, checkUntilMs) : plan.deadlineAtMs;
  const readings: Reading[] = [];
  let uncheckedBecause: UncheckedBecause = 'noReading';
  let refusals = 0;
  plan.onProgress({ kind: 'checking' });
  for (let turn = 0; refusals < 2 && !isEnough(plan, readings); turn += 1) {
    const gapMs = (gapsMs[Math.min(turn, gapsMs.length - 1)] ?? 0) * plan.scale;
    if (ports.now() + gapMs >= untilMs) break;
    if (!(await waited(gapMs, ports, plan.signal))) return { readings, uncheckedBecause: 'cancelled', cancelled: true };
    const read = await readStatus(plan.access, plan.campaignId, ports, {
      timeoutMs: Math.min(readTimeoutMs, untilMs - ports.now()),
      ...(plan.signal === undefined ? {} : { signal: plan.signal }),
    });
    if (read.kind === 'read') {
      readings.push({ state: read.state, readAtMs: read.readAtMs });
      plan.onProgress({ kind: 'read', state: read.state, atMs: read.readAtMs });
      refusals = 0;
    } else {
      if (read.reason === 'cancelled') return { readings, uncheckedBecause: 'cancelled', cancelled: true };
      uncheckedBecause = whyUnread(read);
      refusals = uncheckedBecause === 'refused' ? refusals + 1 : 0;
    }
  }
  return { readings, uncheckedBecause, cancelled: false };
}

/** True when the gap has passed, false when the person cancelled. */
async function waited(ms: number, ports: KorePorts, signal: AbortSignal | undefined): Promise<boolean> {
  if (signal?.aborted === true) return false;
  if (ms === 0) return true;
  return ports.sleep(ms, signal).then(
    () => true,
    () => false,
  );
}

function isEnough(plan: ReadingPlan, readings: readonly Reading[]): boolean {
  const last = readings.at(-1);
  if (last === undefined) return false;
  if (isAtRest(last.state)) return true;
  const classes = plan.exchanges.map((one) => one.class);
  if (classes.includes('stopped') || classes.includes('accepted')) return false;
  if (!plan.exchanges.some(taints)) return true;
  if (!isDocumentedState(last.state)) return false;
  const first = readings.find((one) => isDocumentedState(one.state));
  return first !== undefined && last.readAtMs - first.readAtMs >= convincingGapMs * plan.scale;
}

function whyUnread(failure: ReadFailure): UncheckedBecause {
  const status = failure.httpStatus ?? 0;
  const mayPass = failure.reason === 'rateLimited' || failure.reason === 'serverError';
  if (status >= 400 && status <= 499 && !mayPass) return 'refused';
  return failure.exchange?.kind === 'fault' ? 'unreachable' : 'noReading';
}
