import { refuse } from '../kore/access.ts';
import type { StopNotice } from '../kore/caller.ts';
import type { OrderOptions } from './given.ts';
import { limitsOf } from './limits.ts';
import { beginJournal, endJournal } from './journalling.ts';
import { outcomeMessage } from './message.ts';
import { outcomeFacts, type OrderState, type OutcomeFacts } from './orderState.ts';
import type { StopOrder, StopOutcome, StopStep } from './outcome.ts';
import type { OrderPorts } from './ports.ts';
import type { PreparedOrder } from './prepare.ts';
import { takeReadings, type TakeReadings } from './readings.ts';
import { sendStop, type Pace } from './sendStop.ts';
import { wantsReading } from './stopExchange.ts';

/** What an order of a bulk has in common with the others. */
export interface InBulk {
  /** With the bulk's budget. */
  readonly ports: OrderPorts;
  readonly pace: Pace;
  readonly takeReadings: TakeReadings;
}

/** One order on its way: what it was given, and what has come of it. */
export interface RunningOrder {
  readonly order: StopOrder;
  readonly prepared: PreparedOrder;
  readonly options: OrderOptions;
  readonly state: OrderState;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (step: StopStep) => void;
  /** Tells the rate budget of the stop that is about to leave. */
  readonly notice?: StopNotice;
  readonly inBulk?: InBulk;
}

/** Carries out one order: journal, requests, readings, outcome. Never rejects. */
export async function runStopOrder(running: RunningOrder, ports: OrderPorts): Promise<StopOutcome> {
  const { intentId, written } = beginJournal(running, ports);
  const outcome = completeOutcome(await sendAndRead(running, written, ports), running, ports);
  ports.log?.info(outcome.message);
  endJournal(intentId, outcome, running, ports);
  return outcome;
}

/** The outcome if the order ended now: for a caller that stops waiting while others wait on. */
export function outcomeSoFar(running: RunningOrder, ports: OrderPorts): StopOutcome {
  return completeOutcome(outcomeFacts(running.state, running.order.before, true), running, ports);
}

/** An order that was not begun. */
export function refusedOutcome(
  order: StopOrder,
  refusal: Pick<Required<StopOutcome>, 'reason'> & Pick<StopOutcome, 'details'>,
  ports: OrderPorts,
): StopOutcome {
  const outcome = completeOutcome(notSent(refusal), { order, startedAtMs: ports.now() }, ports);
  ports.log?.info(outcome.message);
  return outcome;
}

function completeOutcome(
  facts: OutcomeFacts,
  { order, startedAtMs }: Pick<RunningOrder, 'order' | 'startedAtMs'>,
  ports: OrderPorts,
): StopOutcome {
  const startedAt = new Date(startedAtMs).toISOString();
  const timed = { ...facts, startedAt, finishedAt: new Date(ports.now()).toISOString() };
  return { ...timed, message: outcomeMessage(timed, order) };
}

function notSent(refusal: Pick<Required<StopOutcome>, 'reason'> & Pick<StopOutcome, 'details'>): OutcomeFacts {
  const details = { ...refusal.details, nothingSent: true };
  return { verdict: 'notStopped', reason: refusal.reason, requests: 0, details };
}

async function sendAndRead(running: RunningOrder, journalled: Promise<void>, ports: OrderPorts): Promise<OutcomeFacts> {
  const { prepared, options, state, signal, onProgress, order, notice, inBulk } = running;
  const { access, campaignId } = prepared;
  const limits = limitsOf(options);
  const plan = {
    ...{ access, campaignId, limits, signal, onProgress, journalled },
    ...(notice === undefined ? {} : { notice }),
    ...(inBulk === undefined ? {} : { pace: inBulk.pace }),
    ...(options.held === undefined ? {} : { held: options.held }),
  };
  const sent = await sendStop(plan, state, ports);
  if (sent.kind === 'unusable') return notSent(refuse(sent.problem).refusal);
  if (sent.kind === 'cancelled') return outcomeFacts(state, order.before, true);
  if (options.confirm === false) {
    state.uncheckedBecause = 'off';
  } else if (state.attempts.some(wantsReading)) {
    const { deadlineAtMs } = sent;
    const reading = { access, campaignId, deadlineAtMs, scale: limits.scale, signal, onProgress };
    const ended = await (inBulk?.takeReadings ?? takeReadings)(reading, state, ports);
    return outcomeFacts(state, order.before, ended === 'cancelled');
  }
  return outcomeFacts(state, order.before, false);
}
