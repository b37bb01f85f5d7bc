import type { Access } from '../kore/access.ts';
import { callKore, type CallResult, type StopNotice } from '../kore/caller.ts';
import { exchangeDetails, replyFacts } from '../kore/details.ts';
import { stopRequest } from '../kore/endpoints.ts';
import type { HeldCall } from '../kore/heldCall.ts';
import { longestPauseMs, retryAfterMs } from '../kore/retryAfter.ts';
import type { FieldProblem } from '../streams/fields.ts';
import type { Limits } from './limits.ts';
import { mostAttempts, nextMove } from './nextMove.ts';
import type { OrderState, ToldAttempt } from './orderState.ts';
import type { StopStep } from './outcome.ts';
import type { OrderPorts } from './ports.ts';
import { toStopExchange } from './stopExchange.ts';

/** Kore's longest pause, and a minute until there is room. */
const longestPacedMs = longestPauseMs + 61_000;

export interface SendPlan {
  readonly access: Access;
  readonly campaignId: string;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly onProgress: (step: StopStep) => void;
  /** The first request leaves after it. */
  readonly journalled: Promise<void>;
  /** Holds less urgent calls back until the first request is on the wire. */
  readonly notice?: StopNotice;
  readonly pace?: Pace;
  /** In place of the first request, where it can be used. */
  readonly held?: HeldCall;
}

/**
 * One of many orders that share the rate limit. Its first request is counted already; each further one goes when this
 * resolves. Rejects when the signal aborts.
 */
export type Pace = (signal: AbortSignal) => Promise<void>;

/** How the sending ended; the deadline is the one that then holds. Milliseconds since 1970. */
export type Sent =
  | { readonly kind: 'done' | 'cancelled'; readonly deadlineAtMs: number }
  | { readonly kind: 'unusable'; readonly problem: FieldProblem };

/** Sends stop requests until one settles it or the rules end it; what came of them is in the state. */
export async function sendStop(plan: SendPlan, state: OrderState, ports: OrderPorts): Promise<Sent> {
  const { limits, signal } = plan;
  let deadlineAtMs = ports.now() + limits.deadlineMs;
  for (;;) {
    const attemptTimeoutMs = Math.min(limits.attemptTimeoutMs, limits.deadlineMs - limits.reserveMs);
    const leftMs = deadlineAtMs - limits.reserveMs - ports.now();
    const attempt = await sendOnce(plan, state, Math.min(attemptTimeoutMs, leftMs), ports);
    if ('problem' in attempt) return { kind: 'unusable', problem: attempt.problem };
    // What the journal took does not count.
    if (state.attempts.length === 1) deadlineAtMs = attempt.beganAtMs + limits.deadlineMs;
    if (signal.aborted) return { kind: 'cancelled', deadlineAtMs };
    const move = nextMove({
      attempts: state.attempts,
      nowMs: ports.now(),
      sendUntilMs: deadlineAtMs - limits.reserveMs,
      hardDeadline: limits.hard,
      attemptTimeoutMs,
      paced: plan.pace !== undefined,
      random: ports.random,
    });
    if (move.kind === 'end') return { kind: 'done', deadlineAtMs };
    deadlineAtMs += move.extendMs;
    const because = attempt.class === 'rate' ? 'rate' : 'again';
    plan.onProgress({ kind: 'waiting', because, untilMs: move.atMs });
    if (!(await slept(move.atMs - ports.now(), signal, ports))) return { kind: 'cancelled', deadlineAtMs };
    const pacedMs = await paced(plan, ports);
    if (pacedMs === undefined) return { kind: 'cancelled', deadlineAtMs };
    deadlineAtMs += pacedMs;
    // A computer that was asleep wakes up late.
    if (ports.now() >= deadlineAtMs - limits.reserveMs) return { kind: 'done', deadlineAtMs };
  }
}

/**
 * For how long the next request was held back for the rate limit, but no longer than a computer that is awake can be;
 * undefined when the order was cancelled.
 */
async function paced({ pace, signal }: SendPlan, ports: OrderPorts): Promise<number | undefined> {
  const sinceMs = ports.now();
  await pace?.(signal).catch(() => undefined);
  return signal.aborted ? undefined : Math.min(ports.now() - sinceMs, longestPacedMs);
}

async function sendOnce(
  plan: SendPlan,
  state: OrderState,
  timeoutMs: number,
  ports: OrderPorts,
): Promise<ToldAttempt | { readonly problem: FieldProblem }> {
  const { access, campaignId, signal, notice } = plan;
  let beganAtMs = ports.now();
  const attempt = state.attempts.length + 1;
  const call = await callKore(stopRequest(access.target, campaignId), access, ports, {
    timeoutMs,
    signal,
    held: plan.held,
    leavesAfter: plan.journalled,
    onHandedOver: () => {
      beganAtMs = ports.now();
      state.inFlight = true;
      notice?.handedOver();
      plan.onProgress({ kind: 'sending', attempt, attempts: mostAttempts, atMs: beganAtMs });
    },
    ...(plan.pace === undefined ? {} : { lane: 'counted' }),
  });
  notice?.end();
  state.inFlight = false;
  if ('problem' in call) return call;
  const told = attemptOf(call, access, beganAtMs);
  state.attempts.push(told);
  noteEarlierStop(told, beganAtMs, ports);
  const worked = told.class === 'stopped' || told.class === 'accepted' ? told.class : 'other';
  plan.onProgress({ kind: 'answered', says: worked, atMs: told.endedAtMs });
  return told;
}

function attemptOf({ exchange, redact }: CallResult, access: Access, beganAtMs: number): ToldAttempt {
  const { endedAtMs } = exchange;
  const classed = toStopExchange(exchange, access.credential.kind !== 'token');
  const told = {
    ...classed,
    beganAtMs,
    endedAtMs,
    details: exchangeDetails(exchange, redact),
    ...replyFacts(exchange, redact),
  };
  if (exchange.kind === 'fault') return { ...told, cause: exchange.cause };
  const waitMs = retryAfterMs(exchange.retryAfter, endedAtMs);
  const asks = classed.class === 'rate' || exchange.status === 503;
  return { ...told, ...(asks && waitMs !== undefined ? { retryAfterMs: waitMs } : {}) };
}

/** True when the time has passed, false when the order was cancelled. */
export async function slept(ms: number, signal: AbortSignal, ports: Pick<OrderPorts, 'sleep'>): Promise<boolean> {
  if (signal.aborted) return false;
  if (ms <= 0) return true;
  return ports.sleep(ms, signal).then(
    () => true,
    () => false,
  );
}

/** An activation time before the request is a hint that the campaign was stopped already. */
function noteEarlierStop({ updatedAt }: ToldAttempt, beganAtMs: number, ports: OrderPorts): void {
  if (updatedAt === undefined || !(Date.parse(updatedAt) < beganAtMs)) return;
  ports.log?.info('The reply’s updatedAt is before this request: the campaign may have been stopped already.');
}
