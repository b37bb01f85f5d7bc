import type { Memento } from 'vscode';

import type { Log } from '../../kore/caller.ts';
import { toError } from '../toError.ts';

/** How a day's check came out. `offline`: no host could be reached, so it says more of this computer than of streams. */
export type DailyResult = 'checked' | 'offline';

export interface DailyPorts {
  /** Of this computer, shared by its windows a moment after each change. */
  readonly memory: Pick<Memento, 'get' | 'update'>;
  /** Held by one window of this VS Code at a time. */
  readonly lock: { hold(): Promise<boolean>; release(): Promise<void> };
  /** Checks, remembers, and tells what fails; `offline` is told only where `evenOffline`. Sends no stop. */
  check(options: { readonly signal: AbortSignal; readonly evenOffline: boolean }): Promise<DailyResult>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly log: Log;
}

const key = 'kore.dailyCheckAtMs';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A start is busy enough, and windows that start together shall not all ask at once. */
const firstLookMs = minuteMs;
const spreadMs = 4 * minuteMs;
/** A computer that slept through the time makes up for it soon. */
const lookEveryMs = 15 * minuteMs;
/** After so many tries in a row without a network it is told all the same: the host itself may be gone. */
const quietTries = 3;
/** The other windows have heard by then when it was. */
const settleMs = 5000;

/** Checks once a day, from one window, for as long as it is not disposed of. */
export class DailyCheck {
  readonly #ports: DailyPorts;
  readonly #end = new AbortController();
  #notBeforeMs = 0;
  #offline = 0;

  constructor(ports: DailyPorts) {
    this.#ports = ports;
  }

  dispose(): void {
    this.#end.abort();
  }

  /** Resolves when it is disposed of; never rejects. */
  async run(): Promise<void> {
    const { sleep, random } = this.#ports;
    const { signal } = this.#end;
    try {
      await sleep(firstLookMs + random() * spreadMs, signal);
      for (;;) {
        await this.#look();
        await sleep(lookEveryMs, signal);
      }
    } catch {
      // Only the sleep rejects, at the end.
    }
  }

  async #look(): Promise<void> {
    const { lock, log } = this.#ports;
    try {
      if (!this.#isDue() || !(await lock.hold())) return;
      try {
        // Another window can have done it while this one waited.
        if (this.#isDue()) await this.#check();
      } finally {
        await lock.release();
      }
    } catch (error: unknown) {
      if (this.#end.signal.aborted) return;
      this.#waitAnHour();
      log.warn(`The daily check did not work: ${toError(error).message}`);
    }
  }

  async #check(): Promise<void> {
    const { memory, now, sleep } = this.#ports;
    const { signal } = this.#end;
    const result = await this.#ports.check({ signal, evenOffline: this.#offline + 1 >= quietTries });
    if (signal.aborted) return;
    this.#offline = result === 'offline' ? this.#offline + 1 : 0;
    if (result === 'offline' && this.#offline < quietTries) {
      this.#waitAnHour();
      return;
    }
    this.#offline = 0;
    await memory.update(key, now());
    await sleep(settleMs, signal);
  }

  #waitAnHour(): void {
    this.#notBeforeMs = this.#ports.now() + hourMs;
  }

  #isDue(): boolean {
    const nowMs = this.#ports.now();
    const lastMs: unknown = this.#ports.memory.get(key);
    const waitsMs = this.#notBeforeMs - nowMs;
    // A clock that was set back makes both look as if they came from the future.
    if (waitsMs > 0 && waitsMs <= hourMs) return false;
    return typeof lastMs !== 'number' || Math.abs(nowMs - lastMs) >= dayMs;
  }
}
