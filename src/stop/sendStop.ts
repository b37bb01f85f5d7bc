import type { Access } from '../kore/access.ts';
import { callKore, type CallResult } from '../kore/caller.ts';
import { replyFacts } from '../kore/details.ts';
import { stopRequest } from '../kore/endpoints.ts';
import { retryAfterMs } from '../kore/retryAfter.ts';
import type { FieldProblem } from '../streams/fields.ts';
import type { Limits } from './limits.ts';
import { mostAttempts, nextMove, type Attempt } from './nextMove.ts';
import type { OrderState } from './orderState.ts';
import type { StopStep } from './outcome.ts';
import type { OrderPorts } from './ports.ts';
import { toStopExchange } from './stopExchange.ts';

export interface SendPlan {
  readonly access: Access;
  readonly campaignId: string;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly onProgress: (step: StopStep) => void;
}

/** How the sending ended; the deadline is the one that then holds. Milliseconds since 1970. */
export type Sent =
  | { readonly kind: 'done' | 'cancelled'; readonly deadlineAtMs: number }
  | { readonly kind: 'unusable'; readonly problem: FieldProblem };

/** Sends stop requests until one settles it or the rules end it; what came of them is in the state. */
export async function sendStop(plan: SendPlan, state: OrderState, ports: OrderPorts): Promise<Sent> {
  const { limits, signal } = plan;
  let deadlineAtMs = ports.now() + limits.deadlineMs;
  for (;;) {
    const sendUntilMs = deadlineAtMs - limits.reserveMs;
    const timeoutMs = Math.min(limits.attemptTimeoutMs, sendUntilMs - ports.now());
    const call = await sendOnce(plan, state, timeoutMs, ports);
    if ('problem' in call) return { kind: 'unusable', problem: call.problem };
    if (wasCancelled(call)) return { kind: 'cancelled', deadlineAtMs };
    const { random } = ports;
    const facts = { attempts: state.attempts, nowMs: ports.now(), sendUntilMs, hardDeadline: limits.hard, random };
    const move = nextMove(facts);
    if (move.kind === 'end') return { kind: 'done', deadlineAtMs };
    deadlineAtMs += move.extendMs;
    const because = state.attempts.at(-1)?.class === 'rate' ? 'rate' : 'again';
    plan.onProgress({ kind: 'waiting', because, untilMs: move.atMs });
    if (!(await slept(move.atMs - ports.now(), signal, ports))) return { kind: 'cancelled', deadlineAtMs };
  }
}

async function sendOnce(
  plan: SendPlan,
  state: OrderState,
  timeoutMs: number,
  ports: OrderPorts,
): Promise<CallResult | { readonly problem: FieldProblem }> {
  const { access, campaignId, signal } = plan;
  const beganAtMs = ports.now();
  plan.onProgress({ kind: 'sending', attempt: state.attempts.length + 1, attempts: mostAttempts, atMs: beganAtMs });
  state.inFlight = true;
  const call = await callKore(stopRequest(access.target, campaignId), access, ports, { timeoutMs, signal });
  state.inFlight = false;
  if ('problem' in call) return call;
  const attempt = attemptOf(call, access);
  state.attempts.push(attempt);
  state.last = call;
  noteEarlierStop(call, beganAtMs, ports);
  const worked = attempt.class === 'stopped' || attempt.class === 'accepted' ? attempt.class : 'other';
  plan.onProgress({ kind: 'answered', says: worked, atMs: attempt.endedAtMs });
  return call;
}

function attemptOf({ exchange }: CallResult, access: Access): Attempt {
  const { endedAtMs } = exchange;
  const classed = toStopExchange(exchange, access.credential.kind !== 'token');
  if (exchange.kind === 'fault') return { ...classed, endedAtMs, cause: exchange.cause };
  const waitMs = retryAfterMs(exchange.retryAfter, endedAtMs);
  const asks = classed.class === 'rate' || exchange.status === 503;
  return { ...classed, endedAtMs, ...(asks && waitMs !== undefined ? { retryAfterMs: waitMs } : {}) };
}

function wasCancelled({ exchange }: CallResult): boolean {
  return exchange.kind === 'fault' && exchange.cause === 'cancelled';
}

/** True when the time has passed, false when the order was cancelled. */
export async function slept(ms: number, signal: AbortSignal, ports: OrderPorts): Promise<boolean> {
  if (signal.aborted) return false;
  if (ms <= 0) return true;
  return ports.sleep(ms, signal).then(
    () => true,
    () => false,
  );
}

/** An activation time before the request is a hint that the campaign was stopped already. */
function noteEarlierStop({ exchange, redact }: CallResult, beganAtMs: number, ports: OrderPorts): void {
  const { updatedAt } = replyFacts(exchange, redact);
  if (updatedAt === undefined || !(Date.parse(updatedAt) < beganAtMs)) return;
  ports.log?.info('The reply’s updatedAt is before this request: the campaign may have been stopped already.');
}
