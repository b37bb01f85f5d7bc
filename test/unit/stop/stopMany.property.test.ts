import assert from 'node:assert/strict';

import fc from 'fast-check';

import { manyWorlds, runMany, type ManyAnswered, type ManyWorld, type RanMany } from '../support/manyWorlds.ts';
import { assertTruthful, mayPass, truthOf, wantsReading } from '../support/orderRules.ts';
import { startMs, type StopCall } from '../support/orderWorlds.ts';

const runs = Math.ceil(Number(process.env.KORE_PROPERTY_RUNS ?? 10_000) / 20);
const seed = Number(process.env.KORE_SEED ?? Date.now() % 1_000_000_000);

const patienceMs = 150_000;
const endOf = (call: StopCall): number => call.endedAtMs ?? Infinity;
const lastEndOf = (stops: readonly StopCall[]): number => Math.max(...stops.map(endOf));

/** By what was on the wire, and nothing that was asked before the last stop request ended. */
function assertEarned(answered: ManyAnswered): void {
  const lastEndMs = lastEndOf(answered.stops);
  assert.ok(
    answered.statusReads.every(({ beganAtMs }) => beganAtMs >= lastEndMs),
    'read before the last stop request ended',
  );
  // Of what happens at one moment either may be first.
  const asked = [0, 1e-6].map((ms) => answered.reads.filter(({ beganAtMs }) => beganAtMs >= lastEndMs + ms));
  // A page of the others tells nothing of one that is to be sent again, or needs no reading.
  const truths = answered.stops.map(truthOf);
  if (mayPass.includes(truths.at(-1) ?? 'stopped') || !truths.some((one) => wantsReading.includes(one))) asked.push([]);
  const failures = asked.map((reads) => failureOf(() => assertTruthful({ ...answered, reads }, undefined)));
  if (!failures.includes(undefined)) throw failures[0];
}

function failureOf(check: () => void): unknown {
  try {
    check();
    return undefined;
  } catch (error: unknown) {
    return error;
  }
}

function assertInTime({ outcome, stops, endedAtMs }: ManyAnswered, { cancelAtMs, confirm }: ManyWorld): void {
  const onlyRate = stops.slice(0, 3).every((call) => ['rate', 'unsent'].includes(truthOf(call)));
  assert.ok(stops.length <= (onlyRate ? 4 : 3), `${stops.length} stop requests`);
  if (outcome.reason === 'cancelled' || outcome.uncheckedBecause === 'cancelled') {
    assert.equal(endedAtMs, startMs + (cancelAtMs ?? NaN), 'cancelled at another time');
  }
  if (cancelAtMs !== undefined) assert.ok(endedAtMs <= startMs + cancelAtMs || outcome.reason !== 'cancelled');
  if (stops.length === 0) assert.equal(outcome.reason, 'cancelled');
  // One that is to be sent again can wait long for its turn.
  const last = stops.at(-1);
  if (last !== undefined && !mayPass.includes(truthOf(last))) {
    assert.ok(endedAtMs <= endOf(last) + patienceMs, `it took ${endedAtMs - endOf(last)} ms`);
  }
  if (!confirm) assert.notEqual(outcome.confirmedBy, 'status');
}

function assertPaced({ calls }: RanMany, { perMinute, cancelAtMs }: ManyWorld): void {
  for (const account of calls) {
    const timesMs = account.map(({ beganAtMs }) => beganAtMs).toSorted((one, other) => one - other);
    for (const [index, fromMs] of timesMs.entries()) {
      const inMinute = timesMs.slice(index).filter((ms) => ms < fromMs + 60_000).length;
      assert.ok(inMinute <= Math.max(1, perMinute - 2), `${inMinute} in a minute of ${perMinute}`);
    }
    const lastMs = timesMs.at(-1) ?? 0;
    assert.ok(cancelAtMs === undefined || lastMs <= startMs + cancelAtMs, 'a request began after the cancel');
  }
}

describe(`Any many orders, whatever Kore, the network and the person do (${runs} runs, seed ${seed}; KORE_SEED runs it again)`, () => {
  it('have a truthful outcome each, in time, and never more requests in a minute than they may', async () => {
    await fc.assert(
      fc.asyncProperty(manyWorlds, async (world) => {
        const ran = await runMany(world);
        for (const answered of ran.answers) {
          assertEarned(answered);
          assertInTime(answered, world);
          const twin = ran.answers.find(
            ({ account, campaign }) => account === answered.account && campaign === answered.campaign,
          );
          if (world.cancelAtMs === undefined) assert.equal(answered.outcome, twin?.outcome);
        }
        assertPaced(ran, world);
      }),
      { numRuns: runs, seed, verbose: fc.VerbosityLevel.None },
    );
  }).timeout(120_000);
});
