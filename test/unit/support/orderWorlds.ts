import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';

import fc from 'fast-check';

import {
  createStopper,
  type Journal,
  type StopOptions,
  type StopOutcome,
  type StopperPorts,
} from '../../../src/stop/index.ts';
import { stopPlan, statusPlan, type Planned } from './behaviours.ts';
import { orderAt } from './orders.ts';
import { virtualKore, type Call, type VirtualKore } from './virtualKore.ts';
import { virtualTime, type VirtualTime } from './virtualTime.ts';

/** When every order of a world begins. */
export const startMs = Date.UTC(2026, 10, 23, 2, 10, 45);
const token = 'not-a-real-token-but-a-canary';

/** A call of an order; most often a stop request. */
export type StopCall = Call<Planned>;

/** Everything outside the order that can differ. */
export interface World {
  readonly stop: readonly Planned[];
  readonly status: readonly Planned[];
  readonly options: Pick<StopOptions, 'confirm' | 'deadlineMs' | 'attemptTimeoutMs'>;
  /** Used one after the other, and again from the first. */
  readonly randoms: readonly number[];
  /** How long each reading is held back; no budget when absent. */
  readonly heldMs: number | undefined;
  readonly journal: 'none' | 'works' | 'slow' | 'hangs' | 'fails';
  readonly stateBefore: string | undefined;
  /** For how long its stop was held before the order was given, and after how long each held one is lost. */
  readonly held: { readonly forMs: number; readonly lostAfterMs: number | undefined } | undefined;
  readonly cancel: { readonly atMs: number } | { readonly atStep: number } | undefined;
}

const options: fc.Arbitrary<World['options']> = fc.record(
  {
    confirm: fc.constantFrom(true, true, true, false),
    deadlineMs: fc.oneof(fc.integer({ min: 1, max: 120_000 }), fc.constantFrom(1, 100, 8000, 40_000, 60_000, 300_000)),
    attemptTimeoutMs: fc.oneof(fc.integer({ min: 1, max: 60_000 }), fc.constantFrom(1, 1000, 15_000)),
  },
  { requiredKeys: [] },
);
// Most orders have the usual limits: the moving deadline is only theirs.
const mostlyUsual = fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: options });

const timeMs = fc.oneof(
  fc.constantFrom(0, 1, 250, 15_000, 50_000, 60_000),
  fc.integer({ min: 0, max: 2000 }),
  fc.integer({ min: 0, max: 130_000 }),
);

/** Any order in any world. */
export const worlds: fc.Arbitrary<World> = fc.record({
  stop: stopPlan,
  status: statusPlan,
  options: mostlyUsual,
  randoms: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 4 }),
  heldMs: fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(0, 500, 5000, 19_999, 20_000, 3_600_000) },
  ),
  journal: fc.constantFrom('none', 'works', 'slow', 'hangs', 'fails'),
  stateBefore: fc.constantFrom(undefined, 'Active', 'Stopped'),
  held: fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({
        forMs: fc.oneof(
          { weight: 8, arbitrary: fc.integer({ min: 0, max: 45_000 }) },
          { weight: 4, arbitrary: fc.constantFrom(0, 1, 19_999, 20_000, 40_000) },
          { weight: 1, arbitrary: fc.constant(301_000) },
        ),
        lostAfterMs: fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 25_000 }), fc.constantFrom(0, 20_000)),
      }),
    },
  ),
  cancel: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.record({ atMs: timeMs }) },
    { weight: 1, arbitrary: fc.record({ atStep: fc.integer({ min: 1, max: 12 }) }) },
  ),
});

/** One caller's answer, with what had happened on the wire when it came. */
export interface Answered {
  readonly outcome: StopOutcome;
  readonly endedAtMs: number;
  readonly stops: readonly StopCall[];
  readonly reads: readonly StopCall[];
}

/** When a caller cancelled, and how many requests had begun by then. */
export interface Cancelled {
  readonly atMs: number;
  readonly calls: number;
}

/** One order to its end. */
export interface Ran extends Answered {
  readonly cancelled: Cancelled | undefined;
  readonly begun: number;
  readonly ended: readonly StopOutcome[];
}

function portsOf(world: World, time: VirtualTime, kore: VirtualKore<Planned>, lines: string[]): StopperPorts {
  let draws = 0;
  const { heldMs } = world;
  return {
    fetch: kore.fetch,
    now: time.now,
    sleep: time.sleep,
    random: () => world.randoms[draws++ % world.randoms.length] ?? 0,
    log: { info: (line) => void lines.push(line), warn: (line) => void lines.push(line) },
    ...(heldMs === undefined
      ? {}
      : {
          budget: {
            take: (_account: string, lane: string, signal?: AbortSignal) =>
              lane === 'stop' ? Promise.resolve() : time.sleep(heldMs, signal),
          },
        }),
  };
}

function journalOf(world: World, time: VirtualTime, ended: StopOutcome[], note: () => void): { journal?: Journal } {
  if (world.journal === 'none') return {};
  const begin: Readonly<Record<World['journal'], () => Promise<void>>> = {
    none: () => Promise.resolve(),
    works: () => Promise.resolve(),
    slow: () => time.sleep(30),
    hangs: () => new Promise(() => undefined),
    fails: () => Promise.reject(new Error('disk full')),
  };
  return {
    journal: {
      begin: () => {
        note();
        return begin[world.journal]();
      },
      end: (_id, outcome) => Promise.resolve(void ended.push(outcome)),
    },
  };
}

/** Runs one order in its world. Fails when it rejects, leaves a wait or a listener behind, or tells its token. */
export async function runOrder(world: World): Promise<Ran> {
  const { held: holding } = world;
  const time = virtualTime(startMs - (holding?.forMs ?? 0));
  const kore = virtualKore({ ...world, lostAfterMs: holding?.lostAfterMs }, time);
  const cancel = new AbortController();
  const lines: string[] = [];
  const ended: StopOutcome[] = [];
  const answers: Answered[] = [];
  let begun = 0;
  let steps = 0;
  let cancelled: Cancelled | undefined;
  const doCancel = (): void => {
    cancelled ??= { atMs: time.now(), calls: kore.calls.length };
    cancel.abort();
  };
  const { cancel: when, stateBefore: state } = world;
  const { stopSmsCampaign, holdStop } = createStopper({
    ...portsOf(world, time, kore, lines),
    ...journalOf(world, time, ended, () => (begun += 1)),
  });
  const before = state === undefined ? {} : { before: { state, readAt: new Date(startMs).toISOString() } };
  const order = orderAt('https://kore.example', { ...before, credential: { kind: 'token', token } });
  const onProgress = (): void => {
    steps += 1;
    if (when !== undefined && 'atStep' in when && steps === when.atStep) doCancel();
  };
  const held = holding === undefined ? undefined : holdStop(order);
  if (holding !== undefined) await time.runUntilSettled(time.sleep(holding.forMs));
  assert.deepEqual([kore.calls, lines, begun], [[], [], 0], 'something happened while it was held');
  if (when !== undefined && 'atMs' in when) {
    if (when.atMs === 0) doCancel();
    else time.at(startMs + when.atMs, () => answers.length === 0 && doCancel());
  }
  const options = { ...world.options, signal: cancel.signal, onProgress, ...(held === undefined ? {} : { held }) };
  const work = stopSmsCampaign(order, options);
  await time.runUntilSettled(work.then((outcome) => answers.push(answeredNow(outcome, time, kore))));
  const [answered] = answers;
  assert.ok(answered, 'it rejected');
  assert.equal(time.pendingSleeps(), 0, 'a wait was left behind');
  assert.equal(getEventListeners(cancel.signal, 'abort').length, 0, 'a listener was left behind');
  const told = JSON.stringify([answered.outcome, lines]);
  assert.ok(!told.includes(token), told);
  return { ...answered, cancelled, begun, ended };
}

function answeredNow(outcome: StopOutcome, time: VirtualTime, kore: VirtualKore<Planned>): Answered {
  const calls = kore.calls.map((call) => ({ ...call }));
  return {
    outcome,
    endedAtMs: time.now(),
    stops: calls.filter((call) => call.isStop),
    reads: calls.filter((call) => !call.isStop),
  };
}

/** Someone who waits for the order: since when, and until when at the longest. */
export interface Waiting {
  readonly fromMs: number;
  readonly cancelAtMs: number | undefined;
}

/** An order that takes at least a second, and those who asked for it within that. */
export const sharedOrders: fc.Arbitrary<{ readonly world: World; readonly waiting: readonly Waiting[] }> = fc.record({
  world: worlds.map((world) => ({
    ...world,
    stop: world.stop.map((planned) => ({ ...planned, afterMs: planned.afterMs + 1000 })),
    options: {},
    journal: 'none' as const,
    held: undefined,
    cancel: undefined,
  })),
  waiting: fc.array(
    fc.record({
      fromMs: fc.integer({ min: 0, max: 999 }),
      cancelAtMs: fc.option(
        timeMs.map((ms) => ms + 1000),
        { nil: undefined },
      ),
    }),
    { minLength: 2, maxLength: 4 },
  ),
});

/** Runs one order that several wait for; an answer for each. */
export async function runShared(world: World, waiting: readonly Waiting[]): Promise<readonly Answered[]> {
  const time = virtualTime(startMs);
  const kore = virtualKore(world, time);
  const { stopSmsCampaign } = createStopper(portsOf(world, time, kore, []));
  const order = orderAt('https://kore.example', { credential: { kind: 'token', token } });
  const answers = waiting.map(
    ({ fromMs, cancelAtMs }) =>
      new Promise<Answered>((resolve, reject) => {
        const cancel = new AbortController();
        time.at(startMs + fromMs, () => {
          const answered = stopSmsCampaign(order, { signal: cancel.signal });
          answered.then((outcome) => resolve(answeredNow(outcome, time, kore)), reject);
        });
        if (cancelAtMs !== undefined) time.at(startMs + cancelAtMs, () => cancel.abort());
      }),
  );
  const all = Promise.all(answers);
  await time.runUntilSettled(all);
  assert.equal(time.pendingSleeps(), 0, 'a wait was left behind');
  return all;
}
