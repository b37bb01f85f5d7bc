import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { Lane } from '../../../src/kore/caller.ts';
import { createRateBudget } from '../../../src/kore/rateBudget.ts';
import { virtualTime } from '../support/virtualTime.ts';

const runs = Math.ceil(Number(process.env.KORE_PROPERTY_RUNS ?? 10_000) / 10);
const seed = Number(process.env.KORE_SEED ?? Date.now() % 1_000_000_000);

/** Someone who asks, or a stop that is announced and ends. Milliseconds. */
type Event =
  | { readonly kind: 'ask'; readonly atMs: number; readonly lane: Lane; readonly patienceMs: number | undefined }
  | { readonly kind: 'announce'; readonly atMs: number; readonly forMs: number };

const timesMs = fc.oneof(fc.constantFrom(0, 1, 60_000, 61_000, 61_001), fc.integer({ min: 0, max: 200_000 }));
const events: fc.Arbitrary<readonly Event[]> = fc
  .array(
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc.record({
          kind: fc.constant('ask' as const),
          atMs: timesMs,
          lane: fc.constantFrom<Lane>('stop', 'bulk', 'bulk', 'confirm', 'confirm', 'list', 'list'),
          patienceMs: fc.option(timesMs, { nil: undefined, freq: 3 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('announce' as const),
          atMs: timesMs,
          forMs: fc.integer({ min: 0, max: 5000 }),
        }),
      },
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((list) => list.toSorted((one, other) => one.atMs - other.atMs));

/** One who asked; `nth` counts what happened, in its order. */
interface Asked {
  readonly lane: Lane;
  readonly atMs: number;
  readonly nth: number;
  wentAtMs?: number;
  wentNth?: number;
  leftNth?: number;
}

const announcedForMs = 3000;
const countedForMs = 61_000;

async function play(perMinute: number, planned: readonly Event[]): Promise<readonly Asked[]> {
  const time = virtualTime(0);
  const budget = createRateBudget({ now: time.now, sleep: time.sleep, perMinute });
  const all: Asked[] = [];
  let happened = 0;
  const ask = async (lane: Lane, patienceMs: number | undefined): Promise<void> => {
    const cancel = new AbortController();
    const asked: Asked = { lane, atMs: time.now(), nth: (happened += 1) };
    all.push(asked);
    const over = budget.take('account', lane, cancel.signal).then(
      () => {
        asked.wentAtMs = time.now();
        asked.wentNth = happened += 1;
      },
      () => (asked.leftNth = happened += 1),
    );
    if (patienceMs !== undefined) time.at(time.now() + patienceMs, () => cancel.abort());
    await over;
  };
  const work = planned.map(
    (event) =>
      new Promise<void>((resolve, reject) => {
        time.at(event.atMs, () => {
          if (event.kind === 'ask') {
            ask(event.lane, event.patienceMs).then(resolve, reject);
          } else {
            const notice = budget.announceStop?.('account');
            time.at(event.atMs + event.forMs, () => notice?.end());
            resolve();
          }
        });
      }),
  );
  // Fails when anyone waits for ever.
  await time.runUntilSettled(Promise.all(work));
  // The end of a notice may still be to come.
  await time.runUntilSettled(new Promise<void>((resolve) => time.at(time.now() + 10_000, resolve)));
  assert.equal(time.pendingSleeps(), 0, 'a wait was left behind');
  return all;
}

function assertFair(perMinute: number, planned: readonly Event[], all: readonly Asked[]): void {
  const gone = all
    .filter((one): one is Asked & { wentAtMs: number; wentNth: number } => one.wentAtMs !== undefined)
    .toSorted((one, other) => one.wentNth - other.wentNth);
  const mostOf = { bulk: Math.max(1, perMinute - 2), confirm: perMinute, list: Math.floor(perMinute / 2) };
  /** A stop was announced before that time, and its notice had not ended at another. */
  const announced = (beforeMs: number, atMs: number): boolean =>
    planned.some(
      (event) =>
        event.kind === 'announce' && event.atMs < beforeMs && atMs < event.atMs + Math.min(event.forMs, announcedForMs),
    );
  /** How many are counted when all of that moment have gone. */
  const countedAt = (atMs: number): number =>
    gone.filter(({ wentAtMs }) => wentAtMs <= atMs && wentAtMs + countedForMs > atMs).length;
  const urgency: readonly Lane[] = ['stop', 'bulk', 'confirm', 'list'];
  for (const [index, one] of gone.entries()) {
    if (one.lane === 'stop') {
      assert.equal(one.wentAtMs, one.atMs, 'a stop waited');
      continue;
    }
    // Of those let go at one moment any may be told first.
    const upTo = gone
      .slice(0, index + 1)
      .filter(({ wentAtMs, lane }) => wentAtMs < one.wentAtMs || urgency.indexOf(lane) <= urgency.indexOf(one.lane));
    const lastMinute = upTo.filter(({ wentAtMs }) => wentAtMs > one.wentAtMs - 60_000).length;
    assert.ok(lastMinute <= mostOf[one.lane], `${one.lane}: ${lastMinute} in a minute`);
    assert.ok(!announced(one.wentAtMs, one.wentAtMs), 'it went while a stop was announced');
    for (const other of all) {
      const stays =
        other.wentAtMs === undefined ? (other.leftNth ?? Infinity) > one.wentNth : other.wentAtMs > one.wentAtMs;
      const waits = other.nth < one.wentNth && stays;
      assert.ok(!(waits && other.lane === one.lane && other.nth < one.nth), `${one.lane} before its turn`);
      assert.ok(!(waits && other.lane === 'confirm' && one.lane === 'list'), 'a list before a confirmation');
      const bulkMayGo = countedAt(one.wentAtMs) <= mostOf.bulk;
      assert.ok(!(waits && bulkMayGo && other.lane === 'bulk' && one.lane !== 'bulk'), `${one.lane} before a bulk`);
    }
    if (one.wentAtMs === one.atMs) continue;
    const beforeMs = one.wentAtMs - 1;
    const counted = gone.filter(({ wentAtMs }) => wentAtMs <= beforeMs && wentAtMs + countedForMs > beforeMs).length;
    const heldBack = counted >= mostOf[one.lane] || announced(one.wentAtMs, beforeMs);
    assert.ok(heldBack, `${one.lane} waited although there was room`);
  }
}

describe(`Any asking of the rate budget (${runs} runs, seed ${seed}; KORE_SEED runs it again)`, () => {
  it('is let go in its turn, within the limits of its lane, and never for nothing held back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(2, 3, 6, 12, 60), events, async (perMinute, planned) => {
        assertFair(perMinute, planned, await play(perMinute, planned));
      }),
      { numRuns: runs, seed, verbose: fc.VerbosityLevel.None },
    );
  }).timeout(120_000);
});
