interface Timer {
  readonly dueMs: number;
  fire(): void;
}

/** A clock that moves only when nothing else can happen. Needs code that waits for nothing but `sleep`. */
export interface VirtualTime {
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Does something at a time; of two at the same time the one that was asked for first. */
  readonly at: (timeMs: number, what: () => void) => void;
  /** Lets time pass until the work has settled, and fails when it never would. */
  readonly runUntilSettled: (work: Promise<unknown>) => Promise<void>;
  /** Waits that have neither ended nor been aborted. */
  readonly pendingSleeps: () => number;
}

export function virtualTime(startMs: number): VirtualTime {
  let nowMs = startMs;
  let sleeping = 0;
  const timers: Timer[] = [];

  const add = (timer: Timer): void => {
    const place = timers.findIndex((other) => other.dueMs > timer.dueMs);
    timers.splice(place === -1 ? timers.length : place, 0, timer);
  };
  return {
    now: () => nowMs,
    at: (timeMs, what) => add({ dueMs: Math.max(timeMs, nowMs), fire: what }),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(new Error('aborted'));
          return;
        }
        sleeping += 1;
        const abort = (): void => {
          sleeping -= 1;
          timers.splice(timers.indexOf(timer), 1);
          reject(new Error('aborted'));
        };
        const timer: Timer = {
          dueMs: nowMs + Math.max(0, ms),
          fire: () => {
            sleeping -= 1;
            signal?.removeEventListener('abort', abort);
            resolve();
          },
        };
        add(timer);
        signal?.addEventListener('abort', abort, { once: true });
      }),
    runUntilSettled: async (work) => {
      const settled = new AbortController();
      const settle = (): void => settled.abort();
      work.then(settle, settle);
      for (;;) {
        // Whatever does not wait for time has happened by then.
        await new Promise(setImmediate);
        if (settled.signal.aborted) return;
        const next = timers.shift();
        if (next === undefined) throw new Error('It waits for ever.');
        nowMs = Math.max(nowMs, next.dueMs);
        next.fire();
      }
    },
    pendingSleeps: () => sleeping,
  };
}
