import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** The process that writes a journal file. */
export interface Owner {
  readonly pid: number;
  /** Name of the computer. */
  readonly host: string;
  /** What the system calls this run of it, where it tells. */
  readonly boot?: string;
  /** Within which process ids are counted, where the system tells: containers count on their own. */
  readonly space?: string;
  /** ISO time. */
  readonly startedAt: string;
}

/** This process, and what it can find out of others. */
export interface Here {
  readonly owner: Owner;
  /** Milliseconds since 1970. */
  readonly bootedAtMs: number;
  /** False only when there is surely no such process. */
  readonly isAlive: (pid: number) => boolean;
}

export function here(now: () => number): Here {
  const boot = tryTo(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const space = tryTo(() => readlinkSync('/proc/self/ns/pid'));
  return {
    owner: {
      pid: process.pid,
      host: hostname(),
      ...(boot === undefined ? {} : { boot }),
      ...(space === undefined ? {} : { space }),
      startedAt: new Date(now() - process.uptime() * 1000).toISOString(),
    },
    bootedAtMs: now() - uptime() * 1000,
    isAlive,
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error: unknown) {
    // Another user's process may not be asked, so it is there.
    return (error as { code?: unknown }).code !== 'ESRCH';
  }
}

function tryTo(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * Whether the owner of a file is surely gone: its process ended, or the computer was started anew since. All else shows
 * only in a file that is no longer touched: another computer, another container, a process id that was given again.
 */
export function isSurelyGone(owner: Owner, touchedAtMs: number, { owner: own, bootedAtMs, isAlive }: Here): boolean {
  if (owner.host !== own.host) return false;
  const sameRun = owner.boot !== undefined && owner.boot === own.boot;
  // A clock that was set since can make the start look earlier than it was; then the touch is late.
  if (!sameRun && Date.parse(owner.startedAt) < bootedAtMs && touchedAtMs < bootedAtMs) return true;
  const sameCounting = owner.space === own.space && (sameRun || owner.boot === undefined || own.boot === undefined);
  return sameCounting && !isAlive(owner.pid);
}

/** An owner touches its file this often. */
export const touchEveryMs = 30_000;
const goneAfterMs = 90_000;

/** Watches files by our own clock: one that is not touched for 90 s has lost its owner. */
export class Watch {
  readonly #seen = new Map<string, { readonly touchedAtMs: number; lookedAtMs: number; quietMs: number }>();

  /** Notes a look; true when the file has been quiet for long enough. */
  isQuiet(name: string, touchedAtMs: number, nowMs: number): boolean {
    const seen = this.#seen.get(name);
    if (seen?.touchedAtMs !== touchedAtMs) {
      this.#seen.set(name, { touchedAtMs, lookedAtMs: nowMs, quietMs: 0 });
      return false;
    }
    // After a sleep of the computer its owner is as late as we are: a long time between two looks counts as a short one.
    seen.quietMs += Math.min(Math.max(0, nowMs - seen.lookedAtMs), touchEveryMs);
    seen.lookedAtMs = nowMs;
    return seen.quietMs >= goneAfterMs;
  }

  /** Forgets files that are no longer there. */
  keepOnly(names: ReadonlySet<string>): void {
    for (const name of this.#seen.keys()) {
      if (!names.has(name)) this.#seen.delete(name);
    }
  }
}
