import { refuse, type Access } from '../kore/access.ts';
import { callKore } from '../kore/caller.ts';
import { exchangeDetails, replyFacts } from '../kore/details.ts';
import { stopRequest } from '../kore/endpoints.ts';
import type { Exchange } from '../kore/transport.ts';
import { outcomeMessage } from './message.ts';
import type { StopOptions, StopOrder, StopOutcome, StopStep } from './outcome.ts';
import type { OrderPorts, StopIntent } from './ports.ts';
import { prepare } from './prepare.ts';
import { takeReadings, type ReadingsTaken } from './readings.ts';
import { toStopExchange, wantsReading, type StopExchange } from './stopExchange.ts';
import { decide } from './verdict.ts';

const usualDeadlineMs = 60_000;
const usualAttemptTimeoutMs = 15_000;
const longestReserveMs = 10_000;
/** A journal that does not answer holds a stop back no longer than this. */
const journalPatienceMs = 50;

/** The limits of one order, in milliseconds. */
interface Limits {
  readonly deadlineMs: number;
  /** Kept at the end for readings. */
  readonly reserveMs: number;
  readonly attemptTimeoutMs: number;
  readonly scale: number;
}

type OutcomeFacts = Omit<StopOutcome, 'message' | 'startedAt' | 'finishedAt'>;

/** Carries out one order: request, readings, outcome. Never rejects for what the network, Kore or the input does. */
export async function runStopOrder(order: StopOrder, options: StopOptions, ports: OrderPorts): Promise<StopOutcome> {
  const startedAtMs = ports.now();
  const finish = (facts: OutcomeFacts): StopOutcome => {
    const startedAt = new Date(startedAtMs).toISOString();
    const outcome = { ...facts, startedAt, finishedAt: new Date(ports.now()).toISOString() };
    const message = outcomeMessage(outcome, order);
    ports.log?.info(message);
    return { ...outcome, message };
  };
  const prepared = prepare(order, startedAtMs);
  if (!prepared.ok) return finish(notSent(prepared.refusal));
  if (options.signal?.aborted === true) return finish(notSent({ reason: 'cancelled' }));

  const { access, campaignId } = prepared;
  const intent = intentOf(order, access, campaignId, ports);
  await beginJournal(intent, ports);
  const outcome = finish(await sendAndRead(order, access, campaignId, options, ports));
  // Not waited for: a journal that hangs must not keep the answer from the person.
  void written(() => ports.journal?.end(intent.id, outcome)).then((done) => {
    if (!done) ports.log?.warn('The journal could not be written.');
  });
  return outcome;
}

function notSent(refusal: Pick<Required<StopOutcome>, 'reason'> & Pick<StopOutcome, 'details'>): OutcomeFacts {
  const details = { ...refusal.details, nothingSent: true };
  return { verdict: 'notStopped', reason: refusal.reason, requests: 0, details };
}

async function sendAndRead(
  order: StopOrder,
  access: Access,
  campaignId: string,
  options: StopOptions,
  ports: OrderPorts,
): Promise<OutcomeFacts> {
  const limits = limitsOf(options);
  const onProgress = safely(options.onProgress, ports);
  const beganAtMs = ports.now();
  const deadlineAtMs = beganAtMs + limits.deadlineMs;
  onProgress({ kind: 'sending', atMs: beganAtMs });
  const call = await callKore(stopRequest(access.target, campaignId), access, ports, {
    timeoutMs: Math.min(limits.attemptTimeoutMs, limits.deadlineMs - limits.reserveMs),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if ('problem' in call) return notSent(refuse(call.problem).refusal);

  const exchange = toStopExchange(call.exchange, access.credential.kind !== 'token');
  onProgress({ kind: 'answered', says: saidBy(exchange), atMs: call.exchange.endedAtMs });
  const cancelled = call.exchange.kind === 'fault' && call.exchange.cause === 'cancelled';
  const taken: ReadingsTaken =
    cancelled || options.confirm === false || !wantsReading(exchange)
      ? { readings: [], uncheckedBecause: options.confirm === false ? 'off' : 'noReading', cancelled }
      : await takeReadings(
          {
            access,
            campaignId,
            exchanges: [exchange],
            lastExchangeEndedAtMs: call.exchange.endedAtMs,
            deadlineAtMs,
            scale: limits.scale,
            ...(options.signal === undefined ? {} : { signal: options.signal }),
            onProgress,
          },
          ports,
        );
  noteEarlierStop(call.exchange, beganAtMs, ports);
  return judged(order, exchange, call.exchange, taken, call.redact);
}

/** Joins the table's decision with what the reply told. */
function judged(
  order: StopOrder,
  exchange: StopExchange,
  raw: Exchange,
  taken: ReadingsTaken,
  redact: (text: string) => string,
): OutcomeFacts {
  const decision = decide({
    exchanges: [exchange],
    readings: taken.readings,
    uncheckedBecause: taken.uncheckedBecause,
    cancelled: taken.cancelled,
    ...(order.before === undefined ? {} : { stateBefore: order.before.state }),
  });
  const last = taken.readings.at(-1);
  const requests = exchange.class === 'unsent' ? 0 : 1;
  const details = { ...exchangeDetails(raw, redact), ...(requests === 0 ? { nothingSent: true } : {}) };
  return {
    ...decision,
    requests,
    ...(last === undefined ? {} : { state: last.state, stateReadAt: new Date(last.readAtMs).toISOString() }),
    ...(exchange.httpStatus === undefined ? {} : { httpStatus: exchange.httpStatus }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
    ...replyFacts(raw, redact),
  };
}

function saidBy(exchange: StopExchange): Extract<StopStep, { kind: 'answered' }>['says'] {
  return exchange.class === 'stopped' || exchange.class === 'accepted' ? exchange.class : 'other';
}

function limitsOf(options: StopOptions): Limits {
  const deadlineMs = options.deadlineMs ?? usualDeadlineMs;
  const reserveMs = options.confirm === false ? 0 : Math.min(deadlineMs / 4, longestReserveMs);
  return {
    deadlineMs,
    reserveMs,
    attemptTimeoutMs: options.attemptTimeoutMs ?? usualAttemptTimeoutMs,
    scale: Math.min(1, deadlineMs / usualDeadlineMs),
  };
}

/** A listener that throws must not end an order whose request is out. */
function safely(listener: StopOptions['onProgress'], ports: OrderPorts): (step: StopStep) => void {
  return (step) => {
    try {
      listener?.(step);
    } catch {
      ports.log?.warn(`A progress listener failed at “${step.kind}”.`);
    }
  };
}

function intentOf(order: StopOrder, access: Access, campaignId: string, ports: OrderPorts): StopIntent {
  const { origin, accountId, streamId } = access.target;
  return {
    id: ports.newTokenId(),
    at: new Date(ports.now()).toISOString(),
    stream: { name: order.stream.name, origin, accountId, streamId },
    campaignId,
    ...(order.before === undefined ? {} : { before: order.before }),
    ...(order.about === undefined ? {} : { about: order.about }),
  };
}

async function beginJournal(intent: StopIntent, ports: OrderPorts): Promise<void> {
  if (ports.journal === undefined) return;
  const patience = new AbortController();
  const done = await Promise.race([
    written(() => ports.journal?.begin(intent)),
    ports.sleep(journalPatienceMs, patience.signal).then(
      () => false,
      () => false,
    ),
  ]);
  patience.abort();
  if (!done) ports.log?.warn('The journal could not be written; the stop goes on.');
}

/** False when the journal rejects or throws. */
async function written(write: () => Promise<void> | undefined): Promise<boolean> {
  try {
    await write();
    return true;
  } catch {
    return false;
  }
}

/** An activation time before the order is a hint that the campaign was stopped already. */
function noteEarlierStop(exchange: Exchange, beganAtMs: number, ports: OrderPorts): void {
  const { updatedAt } = replyFacts(exchange, (text) => text);
  if (updatedAt === undefined || !(Date.parse(updatedAt) < beganAtMs)) return;
  ports.log?.info('The reply’s updatedAt is before this request: the campaign may have been stopped already.');
}
