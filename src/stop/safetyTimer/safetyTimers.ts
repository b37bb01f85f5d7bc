import { randomBytes } from 'node:crypto';

import type { Log } from '../../kore/caller.ts';
import { sleepUnseen } from '../../kore/sleep.ts';
import { Lane } from '../journal/disk.ts';
import type { TimerHands } from './hands.ts';
import { stuckAfterMs, type Instant } from './sight.ts';
import { isSameCampaign, keptName, type SafetyTimer, type TimedTier } from './timer.ts';
import { realDisk, TimerFolder, type TimerDisk } from './timerFolder.ts';
import { TimerView } from './timerView.ts';

/** How often the folder is looked at while there is a timer, and while there is none. */
const lookEveryMs = 1000;
const idleLookEveryMs = 10_000;
/** A disk that does not answer for this long is not waited for. */
const diskPatienceMs = 5000;

export interface SafetyTimerPorts {
  /** Made with the first timer. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds on a clock that nobody sets. */
  readonly elapsed?: () => number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly disk?: TimerDisk;
  readonly log?: Log;
  readonly hands: TimerHands;
}

export interface NewTimer {
  readonly stream: SafetyTimer['stream'];
  readonly tier: TimedTier;
  readonly campaignId: string;
  readonly campaignName?: string;
  readonly minutes: number;
}

/**
 * The safety timers of this computer, as one window sets, ends and looks at them. Every window looks; a file is renamed
 * to be taken, so exactly one window fires or asks. The wall clock is compared with each look: no wait is longer than
 * that, so that a computer that slept finds what is due when it wakes.
 */
export class SafetyTimers {
  readonly #now: () => Instant;
  readonly #sleep: NonNullable<SafetyTimerPorts['sleep']>;
  readonly #log: Log | undefined;
  readonly #folder: TimerFolder;
  readonly #view: TimerView;
  /** A call to a dead disk never comes back: never more than one is out. */
  readonly #lane = new Lane();
  readonly #closing = new AbortController();
  #lookingSinceMs: number | undefined;
  #failure = '';

  constructor(ports: SafetyTimerPorts) {
    const { folder, disk = realDisk, now, sleep = sleepUnseen, elapsed = elapsedMs, log, hands } = ports;
    this.#now = () => ({ wallMs: now(), elapsedMs: elapsed() });
    this.#sleep = sleep;
    this.#log = log;
    this.#folder = new TimerFolder(folder, disk);
    const window = randomBytes(8).toString('hex');
    this.#view = new TimerView({ folder: this.#folder, window, hands, lane: this.#lane, log });
  }

  /** Begins to look; has looked once when it resolves, unless the disk hangs. Never rejects. */
  async start(): Promise<void> {
    await this.#lookPatiently();
    void this.#keepLooking();
  }

  /** What this window holds is left to the next one. */
  dispose(): void {
    this.#closing.abort();
  }

  /** Those that wait, the next one first. */
  waiting(): readonly SafetyTimer[] {
    return this.#view.waiting();
  }

  /** Sets a timer, in place of another one of the same campaign. Rejects unless it is there for sure. */
  async set({ stream, tier, campaignId, campaignName, minutes }: NewTimer): Promise<SafetyTimer> {
    let givenUp = false;
    const setting = this.#lane.run(async () => {
      const setAtMs = this.#now().wallMs;
      const times = { setAtMs, dueAtMs: setAtMs + minutes * 60_000 };
      const id = randomBytes(8).toString('hex');
      const timer = { id, stream, tier, campaignId, ...keptName(campaignName), ...times };
      await this.#folder.write(timer);
      // Given up in the meantime: nobody believes in it any more.
      const over = givenUp ? [timer] : this.waiting().filter((one) => isSameCampaign(one, timer));
      for (const one of over) await this.#end(one.id);
      return timer;
    });
    const timer = await this.#patiently(setting).catch((error: unknown) => {
      givenUp = true;
      throw error;
    });
    this.#log?.info(`Safety timer ${timer.id} is set, for ${new Date(timer.dueAtMs).toISOString()}.`);
    await this.#lookPatiently();
    return timer;
  }

  /** Ends a timer; false when another window or its time came first. Rejects when the disk does not let it. */
  async cancel({ id }: SafetyTimer): Promise<boolean> {
    const cancelled = await this.#patiently(this.#lane.run(() => this.#end(id)));
    if (cancelled) this.#log?.info(`Safety timer ${id} is cancelled.`);
    await this.#lookPatiently();
    return cancelled;
  }

  #end(id: string): Promise<boolean> {
    return this.#folder.move({ state: 'waiting', id }, { state: 'ended', id });
  }

  async #keepLooking(): Promise<void> {
    for (;;) {
      const waited = await this.#sleep(this.#view.isBusy() ? lookEveryMs : idleLookEveryMs, this.#closing.signal).then(
        () => true,
        () => false,
      );
      if (!waited) return;
      if (this.#lookingSinceMs === undefined) void this.#look();
      else if (this.#now().elapsedMs - this.#lookingSinceMs > stuckAfterMs) this.#tellStuck('the disk does not answer');
    }
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    this.#lookingSinceMs ??= this.#now().elapsedMs;
    try {
      await this.#lane.run(async () => {
        if (!this.#closing.signal.aborted) await this.#view.look(this.#now());
      });
      this.#failure = '';
    } catch (error: unknown) {
      const words = error instanceof Error ? error.message : String(error);
      if (words !== this.#failure) this.#log?.warn(`The safety timers could not be looked through: ${words}`);
      this.#failure = words;
      this.#tellStuck(words);
    }
    this.#lookingSinceMs = undefined;
  }

  #tellStuck(words: string): void {
    this.#view.tellStuck(words, this.#now());
  }

  async #lookPatiently(): Promise<void> {
    await this.#patiently(this.#look()).catch(() => undefined);
  }

  async #patiently<T>(work: Promise<T>): Promise<T> {
    const enough = new AbortController();
    const patience = this.#sleep(diskPatienceMs, enough.signal).then(() => {
      throw new Error('The disk does not answer.');
    });
    try {
      return await Promise.race([work, patience]);
    } finally {
      patience.catch(() => undefined);
      enough.abort();
    }
  }
}

function elapsedMs(): number {
  return performance.now();
}
