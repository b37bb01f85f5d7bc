import * as fs from 'node:fs/promises';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  SafetyTimers,
  type DueTimer,
  type LeftTimer,
  type NewTimer,
  type SafetyTimer,
} from '../../../src/stop/safetyTimer/index.ts';
import type { TimerDisk } from '../../../src/stop/safetyTimer/timerFolder.ts';
import { ids, keptLog } from './orders.ts';

/** 23 Nov 2026, 02:10:45 in Greenwich. */
export const startMs = Date.UTC(2026, 10, 23, 2, 10, 45);
export const minuteMs = 60_000;

export const threeMinutes: NewTimer = {
  stream: { name: 'Acme Retail', origin: 'https://platform.kore.ai', accountId: ids.accountId, streamId: ids.streamId },
  tier: 'staging',
  campaignId: ids.campaignId,
  campaignName: 'Checkout test',
  minutes: 3,
};

/** A window with its timers, and all that they made it do. */
export interface TimerWindow {
  readonly timers: SafetyTimers;
  readonly fired: DueTimer[];
  readonly asked: LeftTimer[];
  readonly lost: SafetyTimer[];
  readonly stuck: string[];
  /** What was told to wait, each time that it changed. */
  readonly shown: (readonly SafetyTimer[])[];
  readonly log: readonly string[];
  /** What it fires or asks is over. */
  finish(): void;
  /** The process is gone: nothing of it goes on. */
  kill(): void;
  /** The process does nothing for a while. */
  freeze(): void;
  thaw(): void;
}

export interface WindowTraits {
  readonly canStop?: (timer: SafetyTimer) => Promise<boolean>;
  readonly mayStop?: () => boolean;
  readonly isElsewhere?: (timer: SafetyTimer) => boolean;
  /** In place of the real functions. */
  readonly disk?: Partial<TimerDisk>;
  /** What it fires or asks is over at once. */
  readonly atOnce?: boolean;
}

const uncounted = new WeakSet<Promise<unknown>>();
/** A call of which nobody knows when it ends: time goes by meanwhile. */
export function slow<T>(call: Promise<T>): Promise<T> {
  uncounted.add(call);
  return call;
}
/** What a call to a dead disk gives. */
export const never = slow(new Promise<never>(() => undefined));

interface Sleeper {
  readonly window: object;
  readonly dueMs: number;
  wake(): void;
}

export interface TimerWindows {
  readonly folder: () => string;
  readonly now: () => number;
  readonly open: (traits?: WindowTraits) => Promise<TimerWindow>;
  /** Time goes by, and every window does what it does in it. */
  readonly pass: (ms: number) => Promise<void>;
  /** The computer sleeps: no window does anything, and only the wall clock goes on. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Somebody sets the clock. */
  readonly setClock: (byMs: number) => void;
  /** What is asked of a window, with what it does by itself; no time goes by. */
  readonly settle: <T>(work: Promise<T>) => Promise<T>;
  readonly files: () => Promise<readonly string[]>;
}

/** Lets the tests of the describe block that calls it open windows on one real folder, with a clock of their own. */
export function useTimerWindows(): TimerWindows {
  let folder = '';
  let wallMs = startMs;
  let elapsedMs = 0;
  let outstanding = 0;
  let sleepers: Sleeper[] = [];
  const stopped = new Set<object>();
  const opened: TimerWindow[] = [];

  const counted = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      const called = call(...args);
      if (uncounted.has(called)) return called;
      outstanding += 1;
      try {
        return await called;
      } finally {
        outstanding -= 1;
      }
    };
  };
  /** The real disk, with each call counted, so that it is known when nothing goes on. */
  const diskOf = (changed: Partial<TimerDisk> = {}): TimerDisk => {
    const disk = { ...fs, ...changed };
    const countedOpen = counted(async (...args: Parameters<typeof fs.open>) => {
      const handle = await disk.open(...args);
      return new Proxy(handle, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return counted((member as (...rest: unknown[]) => Promise<unknown>).bind(target));
        },
      });
    });
    return {
      mkdir: counted(disk.mkdir as (...args: unknown[]) => Promise<undefined>),
      open: countedOpen,
      readdir: counted(disk.readdir as (...args: unknown[]) => Promise<string[]>) as unknown as TimerDisk['readdir'],
      rename: counted(disk.rename),
      rm: counted(disk.rm),
      lstat: counted(disk.lstat as (...args: unknown[]) => Promise<unknown>) as unknown as TimerDisk['lstat'],
      utimes: counted(disk.utimes),
    };
  };

  const calm = async (): Promise<void> => {
    for (let quiet = 0; quiet < 5;) {
      await new Promise(setImmediate);
      quiet = outstanding === 0 ? quiet + 1 : 0;
    }
  };

  const advance = async (ms: number, clocks: (stepMs: number) => void): Promise<void> => {
    const endMs = elapsedMs + ms;
    for (;;) {
      const next = sleepers
        .filter(({ window, dueMs }) => !stopped.has(window) && dueMs <= endMs)
        .reduce<number>((least, { dueMs }) => Math.min(least, dueMs), endMs);
      clocks(Math.max(0, next - elapsedMs));
      const awake = sleepers.filter(({ window, dueMs }) => !stopped.has(window) && dueMs <= elapsedMs);
      sleepers = sleepers.filter((one) => !awake.includes(one));
      for (const one of awake) one.wake();
      await calm();
      if (awake.length === 0 && elapsedMs >= endMs) return;
    }
  };

  const open = async ({ canStop, mayStop, isElsewhere, disk, atOnce }: WindowTraits = {}): Promise<TimerWindow> => {
    const self = {};
    const log = keptLog();
    const over: (() => void)[] = [];
    const untilFinished = (): Promise<void> =>
      atOnce === true ? Promise.resolve() : new Promise((resolve) => over.push(resolve));
    const facts = {
      fired: [] as DueTimer[],
      asked: [] as LeftTimer[],
      lost: [] as SafetyTimer[],
      stuck: [] as string[],
      shown: [] as (readonly SafetyTimer[])[],
    };
    const timers = new SafetyTimers({
      folder,
      now: () => wallMs,
      elapsed: () => elapsedMs,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          const abort = (): void => {
            sleepers = sleepers.filter((one) => one !== sleeper);
            reject(new Error('aborted'));
          };
          const wake = (): void => {
            signal.removeEventListener('abort', abort);
            resolve();
          };
          const sleeper = { window: self, dueMs: elapsedMs + ms, wake };
          sleepers.push(sleeper);
          signal.addEventListener('abort', abort);
        }),
      disk: diskOf(disk),
      log,
      hands: {
        isElsewhere: isElsewhere ?? (() => false),
        canStop: canStop ?? (() => Promise.resolve(true)),
        mayStop: mayStop ?? (() => true),
        fire: (due) => {
          facts.fired.push(due);
          return untilFinished();
        },
        ask: (left) => {
          facts.asked.push(left);
          return untilFinished();
        },
        changed: (waiting) => void facts.shown.push(waiting),
        lost: (timer) => void facts.lost.push(timer),
        stuck: (_timer, words) => void facts.stuck.push(words),
      },
    });
    const window: TimerWindow = {
      timers,
      ...facts,
      log: log.lines,
      finish: () => {
        for (const one of over.splice(0)) one();
      },
      kill: () => {
        stopped.add(self);
        timers.dispose();
      },
      freeze: () => void stopped.add(self),
      thaw: () => void stopped.delete(self),
    };
    opened.push(window);
    void timers.start();
    await calm();
    return window;
  };

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'kore-timers-')), 'timers');
    wallMs = startMs;
    elapsedMs = 0;
    sleepers = [];
    stopped.clear();
  });
  afterEach(async () => {
    for (const { timers } of opened.splice(0)) timers.dispose();
    await calm();
    await rm(join(folder, '..'), { recursive: true, force: true });
  });
  return {
    folder: () => folder,
    now: () => wallMs,
    open,
    pass: (ms) =>
      advance(ms, (stepMs) => {
        wallMs += stepMs;
        elapsedMs += stepMs;
      }),
    sleep: async (ms) => {
      wallMs += ms;
      await advance(0, () => undefined);
    },
    setClock: (byMs) => {
      wallMs += byMs;
    },
    settle: async (work) => {
      const result = await work;
      await calm();
      return result;
    },
    files: async () => (await readdir(folder).catch(() => [])).sort(),
  };
}
