import { readdir } from 'node:fs/promises';
import type { Disposable } from 'vscode';

import type { Log } from '../../kore/caller.ts';
import { toError } from '../toError.ts';
import type { WindowTimers } from './windowTimers.ts';

/** How often it is looked whether another window has set a timer. */
const lookEveryMs = 10_000;

export interface TimerLoaderPorts {
  /** Where the timers lie; it need not be there. */
  readonly folder: string;
  /** Loads what works with them, and has it look once. */
  load(): Promise<WindowTimers>;
  readonly log: Log;
}

/** Where no timer waits, all of it that a window has: a look at a folder now and then. */
export class TimerLoader implements Disposable {
  readonly #ports: TimerLoaderPorts;
  #loaded: Promise<WindowTimers> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(ports: TimerLoaderPorts) {
    this.#ports = ports;
  }

  /** Begins to look, after the caller has returned. */
  start(afterMs = 0): void {
    if (this.#disposed || this.#loaded !== undefined) return;
    this.#timer = setTimeout(() => void this.#look().then(() => this.start(lookEveryMs)), afterMs);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#loaded?.then(
      (timers) => timers.dispose(),
      () => undefined,
    );
  }

  readonly open = (): Promise<WindowTimers> => {
    this.#loaded ??= this.#ports.load().catch((error: unknown) => {
      this.#loaded = undefined;
      throw error;
    });
    return this.#loaded;
  };

  /** The timers, where there is any. */
  async openIfAny(): Promise<WindowTimers | undefined> {
    return this.#loaded !== undefined || (await hasTimers(this.#ports.folder)) ? this.open() : undefined;
  }

  async #look(): Promise<void> {
    try {
      await this.openIfAny();
    } catch (error: unknown) {
      this.#ports.log.warn(`The safety timers could not be loaded: ${toError(error).message}`);
    }
  }
}

/** Those that were put aside are for a person to look at. */
async function hasTimers(folder: string): Promise<boolean> {
  return readdir(folder).then(
    (names) => names.some((name) => /\.(?:json|ended)$/.test(name)),
    () => false,
  );
}
