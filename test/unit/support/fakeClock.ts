import nodeFetch from 'node-fetch';

import type { Fetch } from '../../../src/kore/transport.ts';

interface Timer {
  readonly dueMs: number;
  fire(): void;
}

/** Ports `now`, `sleep`, `random` and `fetch` under which waiting takes no time. */
export interface FakeClock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** The middle: the first two back-offs are 0.25 s and 0.5 s. */
  readonly random: () => number;
  /** The given fetch, node-fetch if none; while one of its requests is out, time stands still. */
  readonly fetch: Fetch;
  /** Lets the next timer fire although a request is out: what a server does that never answers. */
  passNextTimer(): void;
  /** Every wait that was asked for, in order. */
  readonly waitsMs: readonly number[];
}

/**
 * Time moves to the next timer whenever no request is out. A request is out from the call of `fetch` until its
 * signal is aborted, which the transport does at the end of every exchange.
 */
export function fakeClock(fetch: Fetch = nodeFetch): FakeClock {
  let nowMs = Date.UTC(2026, 10, 23, 2, 10, 45);
  let inFlight = 0;
  const timers = new Set<Timer>();
  const waitsMs: number[] = [];

  const passNextTimer = (): void => {
    const [next] = [...timers].sort((one, other) => one.dueMs - other.dueMs);
    if (next === undefined) return;
    timers.delete(next);
    nowMs = Math.max(nowMs, next.dueMs);
    next.fire();
  };
  const moveOn = (): void => {
    setImmediate(() => {
      if (inFlight === 0) passNextTimer();
    });
  };

  return {
    now: () => nowMs,
    random: () => 0.5,
    sleep: (ms, signal) => {
      waitsMs.push(ms);
      return new Promise((resolve, reject) => {
        const abort = (): void => {
          timers.delete(timer);
          reject(new Error('The wait was aborted.'));
        };
        const fire = (): void => {
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        const timer = { dueMs: nowMs + ms, fire };
        if (signal?.aborted === true) {
          abort();
          return;
        }
        timers.add(timer);
        signal?.addEventListener('abort', abort);
        moveOn();
      });
    },
    fetch: (url, init) => {
      inFlight += 1;
      init.signal.addEventListener('abort', () => {
        inFlight -= 1;
        moveOn();
      });
      return fetch(url, init);
    },
    passNextTimer,
    waitsMs,
  };
}
