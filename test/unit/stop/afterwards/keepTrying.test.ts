import assert from 'node:assert/strict';

import { canKeepTrying, keepTrying, type TryingStep } from '../../../../src/stop/afterwards/keepTrying.ts';
import type { StopOutcome } from '../../../../src/stop/outcome.ts';
import { virtualTime } from '../../support/virtualTime.ts';

const startMs = Date.UTC(2026, 10, 23, 2, 10, 45);
const outcome = (more: Partial<StopOutcome>): StopOutcome => ({
  verdict: 'notStopped',
  message: '',
  requests: 0,
  startedAt: '',
  finishedAt: '',
  ...more,
});
const unreachable = outcome({ reason: 'noConnection' });
const stopped = outcome({ verdict: 'stopped', confirmedBy: 'status', effect: 'stopped', requests: 1 });
const limited = (inSeconds?: number): StopOutcome =>
  outcome({
    reason: 'rateLimited',
    requests: 3,
    ...(inSeconds === undefined ? {} : { details: { retryAt: new Date(startMs + inSeconds * 1000).toISOString() } }),
  });

describe('To keep trying', () => {
  function run(last: StopOutcome, outcomes: readonly StopOutcome[], takesMs = 1000) {
    const time = virtualTime(startMs);
    const cancel = new AbortController();
    const steps: TryingStep[] = [];
    const atSeconds: number[] = [];
    const trying = keepTrying(
      last,
      async (signal) => {
        assert.equal(signal, cancel.signal);
        atSeconds.push((time.now() - startMs) / 1000);
        await time.sleep(takesMs);
        return outcomes[Math.min(atSeconds.length, outcomes.length) - 1] ?? stopped;
      },
      time,
      { signal: cancel.signal, onProgress: (step) => steps.push(step) },
    );
    return {
      time,
      cancel,
      steps,
      atSeconds,
      end: async () => {
        await time.runUntilSettled(trying);
        return trying;
      },
    };
  }

  it('stops at once, then 5 seconds after each answer that there is no connection, until it is answered', async () => {
    const { end, atSeconds, steps } = run(unreachable, [unreachable, unreachable, stopped]);
    assert.equal(await end(), stopped);
    assert.deepEqual(atSeconds, [0, 6, 12]);
    const givesUpAtMs = startMs + 900_000;
    assert.deepEqual(steps.slice(0, 3), [
      { kind: 'trying', attempt: 1, givesUpAtMs },
      { kind: 'waiting', outcome: unreachable, attempt: 2, untilMs: startMs + 6000, givesUpAtMs },
      { kind: 'trying', attempt: 2, givesUpAtMs },
    ]);
  });

  it('goes on while a proxy cannot be reached, or does not reach the host', async () => {
    const later = new Date(startMs + 60_000).toISOString();
    for (const last of [
      outcome({ reason: 'proxy' }),
      ...[{ code: 'ECONNREFUSED' }, { proxyStatus: 500 }, { proxyStatus: 502 }].map((details) =>
        outcome({ reason: 'proxy', details }),
      ),
      // Only the rate limit says until when.
      outcome({ reason: 'noConnection', details: { retryAt: later } }),
    ]) {
      const { end, atSeconds } = run(last, [stopped]);
      assert.equal(await end(), stopped);
      assert.deepEqual(atSeconds, [0]);
    }
  });

  it('waits until the rate limit ends where Kore said so, also before the first', async () => {
    const { end, atSeconds } = run(limited(20), [limited(40), limited(), stopped]);
    assert.equal(await end(), stopped);
    assert.deepEqual(atSeconds, [20, 40, 46]);
  });

  it('gives up after 15 minutes with the last outcome', async () => {
    const { end, atSeconds, time } = run(unreachable, [unreachable]);
    assert.equal(await end(), unreachable);
    assert.equal(atSeconds.at(-1), 894);
    assert.equal(atSeconds.length, 150);
    assert.equal(time.now(), startMs + 895_000);
  });

  it('does not wait for a rate limit that ends later than that', async () => {
    const hour = limited(3600);
    const { end, atSeconds } = run(hour, []);
    assert.equal(await end(), hour);
    assert.deepEqual(atSeconds, []);
  });

  it('ends with whatever may have been acted on, or will not pass', async () => {
    for (const other of [
      outcome({ verdict: 'unknown', reason: 'noConnection', requests: 1 }),
      outcome({ verdict: 'unknown', reason: 'noAnswer', requests: 1 }),
      outcome({ verdict: 'accepted', reason: 'stillRunning', requests: 1 }),
      outcome({ verdict: 'unknown', reason: 'rateLimited', requests: 1 }),
      outcome({ reason: 'noConnection', requests: 1 }),
      outcome({ reason: 'unauthorized', requests: 1 }),
      outcome({ reason: 'certificate' }),
      outcome({ reason: 'proxy', details: { proxyStatus: 407 } }),
      outcome({ reason: 'proxy', details: { proxyStatus: 499 } }),
      outcome({ reason: 'proxy', requests: 1 }),
      outcome({ reason: 'cancelled' }),
      stopped,
    ]) {
      assert.equal(canKeepTrying(other), false, JSON.stringify(other));
      const { end, atSeconds } = run(unreachable, [other]);
      assert.equal(await end(), other);
      assert.deepEqual(atSeconds, [0]);
    }
  });

  it('ends at once when it is cancelled in a pause, with the last outcome', async () => {
    const { end, cancel, time, atSeconds } = run(unreachable, [unreachable]);
    time.at(startMs + 3000, () => cancel.abort());
    assert.equal(await end(), unreachable);
    assert.deepEqual(atSeconds, [0]);
    assert.equal(time.now(), startMs + 3000);
  });

  it('sends nothing when it was cancelled before', async () => {
    const { end, cancel, atSeconds } = run(limited(5), [stopped]);
    cancel.abort();
    assert.deepEqual(await end(), limited(5));
    assert.deepEqual(atSeconds, []);
  });

  it('sends nothing more when a computer that was asleep wakes up at its end', async () => {
    for (const lateMs of [0, 1]) {
      const time = virtualTime(startMs);
      let stops = 0;
      const trying = keepTrying(
        limited(5),
        () => Promise.resolve((stops += 1)).then(() => stopped),
        { now: time.now, sleep: (_ms, signal) => time.sleep(900_000 + lateMs, signal) },
        { signal: new AbortController().signal },
      );
      await time.runUntilSettled(trying);
      assert.deepEqual(await trying, limited(5));
      assert.equal(stops, 0);
    }
  });
});
