import type { Lane, Log, RateBudget, StopNotice } from './caller.ts';
import { longestPauseMs, usualPauseMs } from './retryAfter.ts';

export interface RateBudgetPorts {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly log?: Log;
  /** Requests that an account may make in a minute; Kore documents 60. */
  readonly perMinute?: number;
}

/** Lanes that can be held back, the more urgent first. */
const heldLanes = ['bulk', 'confirm', 'list'] as const;
type HeldLane = (typeof heldLanes)[number];

/** Kore counts a request when it arrives and we when it leaves, so it is kept a second longer than the minute. */
const countedForMs = 61_000;
/** An announced stop that has not been handed to the network (a journal or a signature that hangs) counts so long. */
const announcedForMs = 3000;
/** One that was handed to the network is on the wire by then, answered or not. */
const handedOverForMs = 1000;
/** So many of the minute's requests a bulk leaves: for a single stop, and for the reading after it. */
const leftByBulk = 2;
const nameOfLane: Readonly<Record<HeldLane, string>> = {
  bulk: 'the next request of a bulk',
  confirm: 'a status check',
  list: 'a list',
};

/**
 * Counts each account's requests in a sliding minute. A stop is counted and goes at once, over the limit too. What
 * stops many waits until it leaves room for a single stop; a confirmation waits for room; a list, and whatever nobody
 * waits for, until it leaves half of the minute free; all of them wait while a stop is announced. A more urgent lane
 * goes before the others, each lane in its order.
 *
 * A refusal by Kore holds back bulks and lists only: what an order reads has its own gaps and its own end, and a wait
 * here would take from it the chance that others' requests have run out of the minute by then.
 */
export function createRateBudget(ports: RateBudgetPorts): RateBudget {
  const accounts = new Map<string, Account>();
  const at = (name: string): Account => {
    const account = accounts.get(name) ?? createAccount(ports);
    accounts.set(name, account);
    return account;
  };
  return {
    take: (account, lane, signal, onHeld) => at(account).take(lane, signal, onHeld),
    announceStop: (account) => at(account).announceStop(),
    refused: (account, retryAfterMs) => at(account).refused(retryAfterMs),
  };
}

type OnHeld = (untilMs: number) => void;

interface Account {
  take(lane: Lane, signal: AbortSignal | undefined, onHeld: OnHeld | undefined): Promise<void>;
  announceStop(): StopNotice;
  refused(retryAfterMs: number | undefined): void;
}

function createAccount(ports: RateBudgetPorts): Account {
  const { sleep, log, perMinute = 60 } = ports;
  const minute = createMinute(ports.now, perMinute);
  // Sets keep the order of those who wait, and let any of them leave.
  const waiting: Readonly<Record<HeldLane, Set<() => void>>> = {
    bulk: new Set(),
    confirm: new Set(),
    list: new Set(),
  };
  const told = new Set<HeldLane>();
  const announced = new Set<StopNotice>();
  let timer: AbortController | undefined;

  const wakeAt = (nowMs: number, dueMs: number): void => {
    const own = (timer = new AbortController());
    sleep(dueMs - nowMs, own.signal).then(
      () => moveOn(dueMs),
      () => undefined,
    );
  };
  const tell = (lane: HeldLane, nowMs: number, dueMs: number): void => {
    if (told.has(lane)) return;
    told.add(lane);
    const waits = `${nameOfLane[lane]} waits ${Math.ceil((dueMs - nowMs) / 1000)} s`;
    log?.info(
      minute.hasRoom(lane, nowMs)
        ? `Rate limit: Kore.ai said that it is used up; ${waits}.`
        : `Rate limit: ${minute.used(nowMs)} of ${perMinute} used in the last minute; ${waits}.`,
    );
  };
  /** Lets go whoever may; `atLeastMs` is a time that is known to have come, whatever the clock says. */
  const moveOn = (atLeastMs?: number): void => {
    timer?.abort();
    timer = undefined;
    const nowMs = minute.observe(atLeastMs);
    // The end of the announcement lets them go on.
    if (announced.size > 0) return;
    let nextMs = Infinity;
    for (const lane of heldLanes) {
      for (const go of waiting[lane]) {
        const dueMs = minute.freeAtMs(lane);
        if (dueMs > nowMs) {
          tell(lane, nowMs, dueMs);
          nextMs = Math.min(nextMs, dueMs);
          break;
        }
        minute.count(nowMs);
        go();
      }
      if (waiting[lane].size === 0) told.delete(lane);
    }
    if (nextMs < Infinity) wakeAt(nowMs, nextMs);
  };
  const hold = (lane: HeldLane, signal: AbortSignal | undefined, onHeld: OnHeld | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        waiting[lane].delete(go);
        signal?.removeEventListener('abort', abort);
      };
      const go = (): void => {
        leave();
        resolve();
      };
      const abort = (): void => {
        leave();
        reject(cancelled());
        moveOn();
      };
      waiting[lane].add(go);
      signal?.addEventListener('abort', abort);
      moveOn();
      const untilMs = minute.freeAtMs(lane);
      // An announced stop holds it for moments only.
      if (waiting[lane].has(go) && untilMs > minute.observe()) onHeld?.(untilMs);
    });

  return {
    take: (lane, signal, onHeld) => {
      if (signal?.aborted === true) return Promise.reject(cancelled());
      if (lane !== 'stop') return hold(lane, signal, onHeld);
      minute.count(minute.observe());
      return Promise.resolve();
    },
    announceStop: () => announce(announced, sleep, moveOn),
    refused: (retryAfterMs) => minute.pause(Math.min(retryAfterMs ?? usualPauseMs, longestPauseMs)),
  };
}

/** Adds a notice that ends by itself: nothing that hangs may hold the account's other calls back for long. */
function announce(announced: Set<StopNotice>, sleep: RateBudgetPorts['sleep'], moveOn: () => void): StopNotice {
  const timers = new AbortController();
  const end = (): void => {
    timers.abort();
    if (announced.delete(notice)) moveOn();
  };
  const endAfter = (ms: number): void => {
    sleep(ms, timers.signal).then(end, () => undefined);
  };
  const notice: StopNotice = {
    handedOver: () => {
      if (announced.has(notice)) endAfter(handedOverForMs);
    },
    end,
  };
  announced.add(notice);
  endAfter(announcedForMs);
  return notice;
}

function cancelled(): Error {
  return new Error('Cancelled while it waited for the rate limit.');
}

interface Minute {
  /** The time now. A clock that was set back takes what is counted along: nobody waits for it to catch up. */
  observe(atLeastMs?: number): number;
  count(nowMs: number): void;
  used(nowMs: number): number;
  hasRoom(lane: HeldLane, nowMs: number): boolean;
  /** From when on the lane may go, if nothing else does. */
  freeAtMs(lane: HeldLane): number;
  /** Holds back all but confirmations. */
  pause(ms: number): void;
}

/** One account's requests of the last minute. Keeps no more of them than the limit: older ones decide nothing. */
function createMinute(now: () => number, perMinute: number): Minute {
  const most: Readonly<Record<HeldLane, number>> = {
    bulk: Math.max(1, perMinute - leftByBulk),
    confirm: perMinute,
    list: Math.max(1, Math.floor(perMinute / 2)),
  };
  let sentAtMs: readonly number[] = [];
  let pausedUntilMs = -Infinity;
  let seenAtMs = -Infinity;

  const observe = (atLeastMs = -Infinity): number => {
    const nowMs = now();
    const backMs = Math.max(seenAtMs, atLeastMs) - nowMs;
    if (backMs > 0) {
      sentAtMs = sentAtMs.map((ms) => ms - backMs);
      pausedUntilMs -= backMs;
    }
    seenAtMs = nowMs;
    return nowMs;
  };
  const roomAtMs = (lane: HeldLane): number => (sentAtMs.at(-most[lane]) ?? -Infinity) + countedForMs;
  return {
    observe,
    count: (nowMs) => {
      sentAtMs = [...sentAtMs, nowMs].slice(-perMinute);
    },
    used: (nowMs) => sentAtMs.filter((ms) => ms + countedForMs > nowMs).length,
    hasRoom: (lane, nowMs) => roomAtMs(lane) <= nowMs,
    freeAtMs: (lane) => (lane === 'confirm' ? roomAtMs(lane) : Math.max(roomAtMs(lane), pausedUntilMs)),
    pause: (ms) => {
      pausedUntilMs = Math.max(pausedUntilMs, observe() + ms);
    },
  };
}
