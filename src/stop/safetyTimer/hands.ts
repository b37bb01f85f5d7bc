import type { LateBecause } from './sight.ts';
import type { SafetyTimer } from './timer.ts';
import type { TakenFor } from './timerFileName.ts';

/** A timer whose time has come, taken by this window. */
export interface DueTimer {
  readonly timer: SafetyTimer;
  /** Milliseconds. */
  readonly lateMs: number;
  readonly lateBecause: LateBecause;
}

/** A timer that is asked about, taken by this window. */
export interface LeftTimer {
  readonly timer: SafetyTimer;
  readonly why: Exclude<TakenFor, 'fire'>;
  /** When it was taken first; of `cut`, to fire. Milliseconds since 1970. */
  readonly atMs: number;
}

/** What a window does with timers. */
export interface TimerHands {
  /** It is of a simulator that another window has, or that is gone with its window. */
  isElsewhere(timer: SafetyTimer): boolean;
  /** Whether this window could stop the campaign now, without asking anybody. */
  canStop(timer: SafetyTimer): Promise<boolean>;
  /** Whether a timer may stop the campaign now: its stream can have become a production one. */
  mayStop(timer: SafetyTimer): boolean;
  /** Stops the campaign and tells how that ended; the timer is over when it settles. */
  fire(due: DueTimer): Promise<void>;
  /** Tells that nothing was sent, or that it is not known, and asks; the timer is over when it settles. */
  ask(left: LeftTimer): Promise<void>;
  /** The timers that wait are others than before; the next one first. */
  changed(timers: readonly SafetyTimer[]): void;
  /** Its file is gone, and nobody ended it: it will not go off. */
  lost(timer: SafetyTimer): void;
  /** Its time has come, and the disk does not let it go off; `words` tell why. */
  stuck(timer: SafetyTimer, words: string): void;
}
