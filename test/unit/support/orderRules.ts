/** What must hold for any order, read from the design once more and not from the code under test. */
import assert from 'node:assert/strict';

import type { StopOutcome } from '../../../src/stop/index.ts';
import type { Truth } from './behaviours.ts';
import { startMs, type Answered, type Ran, type StopCall, type Waiting, type World } from './orderWorlds.ts';

/** What a stop request came to, by what its client had of the reply. */
export function truthOf(call: StopCall): Truth {
  const whole = call.end === 'whole' || (call.end === 'error' && call.behaviour.kind === 'error');
  return whole ? (call.behaviour.truth ?? 'unanswered') : 'unanswered';
}

const tainting: readonly Truth[] = ['unanswered', 'unreadable', 'failed', 'transient'];
/** After these a stop is sent again. */
export const mayPass: readonly Truth[] = ['unsent', 'unanswered', 'rate', 'transient', 'tooEarly'];
/** After one of these the state is read. */
export const wantsReading: readonly Truth[] = [...tainting, 'stopped', 'accepted', 'refused'];
const goingOn = ['Active', 'Preparing', 'Paused', 'Ready', 'Scheduled', 'Rescheduled'];
const left = (truth: Truth): boolean => truth !== 'unsent' && truth !== 'certificate';
const isAtRest = (state: string | undefined): boolean => state === 'Stopped' || state === 'Completed';
const statesOf = (reads: readonly StopCall[]): readonly string[] =>
  reads.flatMap((call) => (call.end === 'whole' && call.behaviour.reads !== undefined ? [call.behaviour.reads] : []));

/** The table of the design, read once more. */
function verdictBy(truths: readonly Truth[], state: string | undefined): StopOutcome['verdict'] {
  if (truths.some(left) && isAtRest(state)) return 'stopped';
  if (truths.includes('stopped')) return state === undefined ? 'stopped' : 'accepted';
  if (truths.includes('accepted')) return 'accepted';
  if (!truths.some((truth) => tainting.includes(truth))) return 'notStopped';
  return state !== undefined && goingOn.includes(state) ? 'notStopped' : 'unknown';
}

/** Verdict, effect and what is told, against what was on the wire when the answer came. */
export function assertTruthful({ outcome, stops, reads }: Answered, stateBefore: string | undefined): void {
  const truths = stops.map(truthOf);
  const state = statesOf(reads).at(-1);
  const tainted = truths.some((truth) => tainting.includes(truth));
  // The two that must never break, in words of their own.
  if (outcome.verdict === 'stopped') {
    assert.ok(
      truths.includes('stopped') || (truths.some(left) && isAtRest(state)),
      'stopped without Stopped or Completed from Kore after the request',
    );
  }
  if (outcome.verdict === 'notStopped' && (tainted || truths.includes('stopped') || truths.includes('accepted'))) {
    assert.ok(state !== undefined && goingOn.includes(state), 'not stopped although it may have been acted on');
  }
  assert.equal(outcome.verdict, verdictBy(truths, state));
  assert.equal(outcome.state, state);
  assert.equal(outcome.requests, truths.filter(left).length);
  assert.equal(outcome.details?.nothingSent, outcome.requests === 0 ? true : undefined);
  assert.equal(outcome.reason === undefined, outcome.verdict === 'stopped');
  assert.match(outcome.message, /^[^\p{C}\u2028]+$/u);
  if (outcome.verdict !== 'stopped') {
    assert.deepEqual(
      [outcome.confirmedBy, outcome.effect, outcome.uncheckedBecause],
      [undefined, undefined, undefined],
    );
    return;
  }
  assert.equal(outcome.confirmedBy, state === undefined ? 'reply' : 'status');
  assert.equal(outcome.uncheckedBecause === undefined, state !== undefined);
  const already = stateBefore === 'Stopped' || (truths.includes('refused') && !tainted);
  assert.equal(
    outcome.effect,
    state === 'Completed' ? 'finished' : state === 'Stopped' && already ? 'alreadyStopped' : 'stopped',
  );
}

interface Times {
  readonly deadlineMs: number;
  readonly reserveMs: number;
  readonly attemptMs: number;
  readonly scale: number;
}

function timesOf({ confirm, deadlineMs = 60_000, attemptTimeoutMs = 15_000 }: World['options']): Times {
  const reserveMs = confirm === false ? 0 : Math.min(deadlineMs / 4, 10_000);
  return { deadlineMs, reserveMs, attemptMs: attemptTimeoutMs, scale: Math.min(1, deadlineMs / 60_000) };
}

const endOf = (call: StopCall): number => call.endedAtMs ?? Infinity;

/** When the fourth request of an order that met only the rate limit is due; undefined for any other order. */
function fourthAtMs(stops: readonly StopCall[], world: World): number | undefined {
  const three = stops.slice(0, 3);
  const answered = three.filter((call) => truthOf(call) !== 'unsent');
  const [first] = answered;
  const last = three[2];
  if (world.options.deadlineMs !== undefined || first === undefined || last === undefined) return undefined;
  const onlyRate = answered.every((call) => truthOf(call) === 'rate' && call.retryUntilMs === undefined);
  if (!onlyRate || truthOf(last) !== 'rate') return undefined;
  return Math.max(endOf(last), endOf(first) + 60_000);
}

/** Requests, waits and the end, as the design limits them. */
export function assertInTime(ran: Ran, world: World): void {
  const { stops, reads, endedAtMs, cancelled, outcome } = ran;
  const { deadlineMs, reserveMs, attemptMs, scale } = timesOf(world.options);
  const [first] = stops;
  if (cancelled !== undefined) {
    assert.equal(stops.length + reads.length, cancelled.calls, 'a request began after the cancel');
    const journalMs = first === undefined ? 50 : 0;
    assert.ok(endedAtMs <= cancelled.atMs + journalMs, 'the order went on after the cancel');
    assert.equal(outcome.reason, outcome.verdict === 'stopped' ? undefined : 'cancelled');
  } else {
    assert.notEqual(outcome.reason, 'cancelled');
  }
  if (first === undefined) {
    assert.ok(cancelled !== undefined, 'nothing was tried');
    return;
  }
  const baseMs = first.beganAtMs;
  assert.ok(baseMs >= startMs, 'a request left before its order was given');
  assert.ok(baseMs - startMs <= 50, 'the first request was held back');
  const fourth = fourthAtMs(stops, world);
  const sendUntilMs = baseMs + deadlineMs - reserveMs;
  const windowMs = Math.min(attemptMs, deadlineMs - reserveMs);
  const extendMs =
    fourth === undefined ? 0 : Math.max(fourth - endOf(stops[2] ?? first), fourth + windowMs - sendUntilMs);
  const endMs = baseMs + deadlineMs + extendMs;

  assert.ok(stops.length <= (fourth === undefined ? 3 : 4), `${stops.length} stop requests`);
  assert.ok(endedAtMs <= endMs, 'the order went on after its deadline');
  stops.forEach((call, index) => {
    assert.ok(endOf(call) - call.beganAtMs <= windowMs, 'a stop request had too much time');
    const next = stops[index + 1];
    if (next === undefined) return;
    assert.ok(mayPass.includes(truthOf(call)), `sent again after ${truthOf(call)}`);
    if (index === 2) assert.equal(next.beganAtMs, fourth);
    else assertWait(call, next.beganAtMs, 500 * 2 ** index);
    assert.ok(next.beganAtMs < sendUntilMs || index === 2, 'a stop request began in the time for readings');
  });
  assertEnoughTries(ran, fourth, sendUntilMs);

  const said = stops.find((call) => truthOf(call) === 'stopped');
  const readUntilMs = said === undefined ? endMs : Math.min(endMs, endOf(said) + 20_000 * scale);
  const lastEndMs = Math.max(...stops.map(endOf));
  for (const call of reads) {
    assert.ok(call.beganAtMs >= lastEndMs, 'a reading began before the last stop request ended');
    assert.ok(call.beganAtMs < readUntilMs, 'a reading began too late');
    assert.ok(endOf(call) <= Math.min(call.beganAtMs + 5000, readUntilMs), 'a reading had too much time');
  }
  assertReadings(ran, world);
}

/** The wait between two stop requests. */
function assertWait(call: StopCall, nextMs: number, longestBackoffMs: number): void {
  const endedMs = endOf(call);
  const { behaviour, retryUntilMs } = call;
  const unavailable = behaviour.kind === 'reply' && behaviour.reply.status === 503;
  const asked = truthOf(call) === 'rate' || (unavailable && call.end === 'whole') ? retryUntilMs : undefined;
  if (truthOf(call) === 'rate' && asked !== undefined) {
    assert.equal(nextMs, asked);
    return;
  }
  assert.ok(nextMs >= Math.max(endedMs, asked ?? 0), 'sent before Retry-After');
  assert.ok(nextMs <= Math.max(endedMs + longestBackoffMs, asked ?? 0), 'waited too long');
}

/** An order gives up only when the rules or the time end it. */
function assertEnoughTries({ stops, cancelled }: Ran, fourth: number | undefined, sendUntilMs: number): void {
  const last = stops.at(-1);
  if (last === undefined || cancelled !== undefined || !mayPass.includes(truthOf(last))) return;
  if (fourth !== undefined) assert.equal(stops.length, 4, 'no fourth request');
  if (stops.length >= 3) return;
  const waitUntilMs = Math.max(endOf(last) + 500 * 2 ** (stops.length - 1), last.retryUntilMs ?? 0);
  assert.ok(waitUntilMs >= sendUntilMs, 'gave up too early');
}

/** Whether there are readings, and when they end. */
function assertReadings({ stops, reads, cancelled }: Ran, world: World): void {
  const wanted = world.options.confirm !== false && stops.some((call) => wantsReading.includes(truthOf(call)));
  if (!wanted) assert.equal(reads.length, 0, 'a reading that nobody wants');
  else if (cancelled === undefined && world.heldMs === undefined) assert.notEqual(reads.length, 0, 'no reading');
  const states = reads.map((call) => statesOf([call])[0]);
  assert.ok(!states.slice(0, -1).some(isAtRest), 'read on after the campaign was at rest');
}

/** One intent and one outcome, whatever happens. */
export function assertJournalled({ outcome, stops, begun, ended }: Ran, world: World): void {
  if (world.journal === 'none') return;
  assert.ok(begun <= 1 && (begun === 1 || stops.length === 0), `${begun} intents`);
  assert.deepEqual(ended, begun === 1 ? [outcome] : []);
}

/** One outcome for all who wait to the end; a truthful one, at once, for who does not. */
export function assertShared(answers: readonly Answered[], waiting: readonly Waiting[]): void {
  const stayed = new Set<StopOutcome>();
  answers.forEach((answered, index) => {
    assertTruthful(answered, undefined);
    const cancelAtMs = startMs + (waiting[index]?.cancelAtMs ?? Infinity);
    assert.ok(answered.endedAtMs <= cancelAtMs, 'waited on after the cancel');
    if (answered.endedAtMs < cancelAtMs) stayed.add(answered.outcome);
  });
  assert.ok(stayed.size <= 1, 'one order had two outcomes');
  assert.ok(Math.max(...answers.map(({ stops }) => stops.length)) <= 4, 'a second order was begun');
}
