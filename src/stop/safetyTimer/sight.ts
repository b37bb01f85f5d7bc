import type { SafetyTimer } from './timer.ts';

/** When it is: the wall clock, which can jump, and a clock that only goes on (not while the computer sleeps). */
export interface Instant {
  /** Milliseconds since 1970. */
  readonly wallMs: number;
  readonly elapsedMs: number;
}

/** A window that had a timer in view this short a time before another one sees it was reloaded, not closed. */
export const reloadMs = 30_000;
/** Nobody has had a timer in view for so long that there is no window but this one. */
export const missedAfterMs = 15_000;
/** A window that holds a timer and does not touch it for so long is gone. */
export const cutAfterMs = 30_000;
/** Before its time a window finds out whether it could stop the campaign. */
export const readyBeforeMs = 5000;
/** A window that could not waits this long for one that could. */
export const unreadyForMs = 5000;
/** What could not be taken for so long does not go off by itself. */
export const stuckAfterMs = 10_000;
/** Between two looks of a computer that is awake lies less. */
const sleptAfterMs = 10_000;

/** Why a timer is late: the computer slept, or no window was there for a moment, or it could not be taken at once. */
export type LateBecause = 'slept' | 'away' | 'held';

/** A timer as this window has it in view while it waits. */
export class Sight {
  readonly timer: SafetyTimer;
  readonly #seenBefore: boolean;
  readonly #reloaded: boolean;
  readonly #dueElapsedMs: number;
  #due: { readonly sinceMs: number; readonly slept: boolean } | undefined;
  /** For how long nobody has touched its file, in this window's sight. */
  stillMs = 0;
  /** Whether this window could stop the campaign; undefined until it has found out. */
  canStop: boolean | undefined;
  asked = false;
  /** The person was told that it does not go off. */
  told = false;
  /** Its file was not there when this window wanted it. */
  gone = false;

  constructor(timer: SafetyTimer, touchedAtMs: number, now: Instant) {
    this.timer = timer;
    const leftMs = timer.dueAtMs - now.wallMs;
    this.#seenBefore = leftMs > 0;
    this.#reloaded = Math.abs(now.wallMs - touchedAtMs) <= reloadMs;
    // A clock that was set back since must not make it wait longer than it was set to.
    this.#dueElapsedMs = now.elapsedMs + Math.min(leftMs, timer.dueAtMs - timer.setAtMs);
  }

  /** To be called with each look; `last` is the one before. */
  look(now: Instant, last: Instant | undefined, stillMs: number): void {
    this.stillMs = stillMs;
    if (!this.isDue(now)) return;
    const slept = last !== undefined && now.wallMs - last.wallMs > sleptAfterMs;
    this.#due ??= { sinceMs: now.elapsedMs, slept: this.#seenBefore && slept };
  }

  isDue({ wallMs, elapsedMs }: Instant): boolean {
    return wallMs >= this.timer.dueAtMs || (this.#seenBefore && elapsedMs >= this.#dueElapsedMs);
  }

  isNear({ wallMs, elapsedMs }: Instant): boolean {
    return this.isDue({ wallMs: wallMs + readyBeforeMs, elapsedMs: elapsedMs + readyBeforeMs });
  }

  /** How long this window has known that it is due; undefined before. */
  dueForMs({ elapsedMs }: Instant): number | undefined {
    return this.#due === undefined ? undefined : elapsedMs - this.#due.sinceMs;
  }

  /** VS Code was there at its time: then it fires, late where need be. Else the person is asked. */
  mayFire(): boolean {
    return this.#seenBefore || this.#reloaded;
  }

  lateMs({ wallMs, elapsedMs }: Instant): number {
    return Math.max(0, wallMs - this.timer.dueAtMs, this.#seenBefore ? elapsedMs - this.#dueElapsedMs : 0);
  }

  lateBecause(): LateBecause {
    if (!this.#seenBefore) return 'away';
    return this.#due?.slept === true ? 'slept' : 'held';
  }
}

/** Finds files that nobody touches any more, by a clock of our own. */
export class Stillness {
  readonly #seen = new Map<string, { readonly touchedAtMs: number; lookedAtMs: number; stillMs: number }>();

  /** Notes a look; for how long the file has been still in our sight. */
  stillForMs(name: string, touchedAtMs: number, { elapsedMs }: Instant): number {
    const seen = this.#seen.get(name);
    if (seen?.touchedAtMs !== touchedAtMs) {
      this.#seen.set(name, { touchedAtMs, lookedAtMs: elapsedMs, stillMs: 0 });
      return 0;
    }
    // When we were held up, so were others: a long time between two looks counts as a short one.
    seen.stillMs += Math.min(Math.max(0, elapsedMs - seen.lookedAtMs), longestStepMs);
    seen.lookedAtMs = elapsedMs;
    return seen.stillMs;
  }

  /** Forgets files that are no longer there. */
  keepOnly(names: ReadonlySet<string>): void {
    for (const name of this.#seen.keys()) {
      if (!names.has(name)) this.#seen.delete(name);
    }
  }
}

const longestStepMs = 2000;
