import { mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Log } from '../caller.ts';
import { hasCode } from '../hasCode.ts';

/** What the lock needs of files; each rejects as Node's own functions do. */
export interface LockFiles {
  /** Makes the folder, if it is not there. */
  readonly makeFolder: (folder: string) => Promise<void>;
  /** Rejects with `EEXIST` where there is one. */
  readonly create: (path: string, text: string) => Promise<void>;
  /** In one step: nobody sees half of it. */
  readonly replace: (path: string, text: string) => Promise<void>;
  readonly read: (path: string) => Promise<{ readonly text: string; readonly touchedAtMs: number }>;
  readonly remove: (path: string) => Promise<void>;
}

export interface LockPorts {
  /** Shared by all windows of this VS Code. */
  readonly folder: string;
  /** Of this window, and of no other. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly files?: LockFiles;
}

const fileName = 'lists-are-read-by';
/** Whoever holds it touches it this often. */
const touchedEveryMs = 10_000;
/** One that is not touched for so long has lost its owner. */
const goneAfterMs = 30_000;
/** A folder that does not answer (a dead network home) is as one that cannot be written. */
const patienceMs = 2000;

type Holder = 'this' | 'another' | 'all';

const told: Readonly<Record<Holder, string>> = {
  this: 'Lists are read by themselves from this window now.',
  another: 'Lists are read by themselves from another window now; Refresh works in this one.',
  all: 'Lists are read by themselves from every window: what tells them apart cannot be written.',
};

/** Who holds it, as the file tells it. */
interface Found {
  readonly owner: string;
  readonly focusedAtMs: number;
  readonly isGone: boolean;
}

/**
 * Lets one window of a VS Code read lists by itself. The one that got the focus last takes it from the others; a window
 * that is gone loses it after 30 seconds. Where the file cannot be read or written every window reads: nobody is kept waiting.
 */
export class ListingLock {
  readonly #ports: LockPorts;
  readonly #files: LockFiles;
  readonly #path: string;
  #holder: Holder | undefined;
  #touching: AbortController | undefined;
  #focusedAtMs = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: LockPorts) {
    this.#ports = ports;
    this.#files = ports.files ?? realFiles(ports.owner);
    this.#path = join(ports.folder, fileName);
  }

  /** Whether this window may read now. `focusedAtMs`: when it got the focus last, 0 for never. */
  async hold(focusedAtMs: number): Promise<boolean> {
    this.#focusedAtMs = focusedAtMs;
    const patience = new AbortController();
    const held = this.#inTurn(() => this.#takes()).then(
      (takes) => (takes ? 'this' : 'another'),
      () => 'all' as const,
    );
    const late = this.#ports.sleep(patienceMs, patience.signal).then(
      () => 'all' as const,
      () => held,
    );
    const holder = await Promise.race([held, late]);
    patience.abort();
    this.#become(holder);
    return holder !== 'another';
  }

  /** Lets another window read. */
  release(): Promise<void> {
    return this.#inTurn(async () => {
      const held = this.#holder === 'this';
      this.#stopTouching();
      this.#holder = undefined;
      // One that was taken over is another window's.
      if (held && (await this.#ownerNow())?.owner === this.#ports.owner) await this.#files.remove(this.#path);
    }).catch(() => undefined);
  }

  async #takes(): Promise<boolean> {
    const { folder, owner } = this.#ports;
    const found = await this.#ownerNow();
    if (found?.owner === owner) return true;
    if (found === undefined) {
      await this.#files.makeFolder(folder);
      return this.#files.create(this.#path, this.#text()).then(
        () => true,
        (error: unknown) => {
          if (hasCode(error, 'EEXIST')) return false;
          throw error;
        },
      );
    }
    if (!found.isGone && found.focusedAtMs >= this.#focusedAtMs) return false;
    await this.#files.replace(this.#path, this.#text());
    // Two windows can do that at once: the last one has it.
    return (await this.#ownerNow())?.owner === owner;
  }

  #text(): string {
    return `${this.#ports.owner} ${this.#focusedAtMs}`;
  }

  async #ownerNow(): Promise<Found | undefined> {
    try {
      const { text, touchedAtMs } = await this.#files.read(this.#path);
      const [owner = '', focused] = text.split(' ');
      const focusedAtMs = Number(focused);
      const nowMs = this.#ports.now();
      return {
        owner,
        // A clock that was set back makes both look as if they came from the future.
        focusedAtMs: focusedAtMs <= nowMs ? focusedAtMs : 0,
        isGone: Math.abs(nowMs - touchedAtMs) > goneAfterMs,
      };
    } catch (error: unknown) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  #become(holder: Holder): void {
    if (holder !== this.#holder) {
      this.#ports.log.info(told[holder]);
      this.#holder = holder;
    }
    if (holder !== 'this') this.#stopTouching();
    else if (this.#touching === undefined) this.#goOnTouching((this.#touching = new AbortController()).signal);
  }

  #goOnTouching(signal: AbortSignal): void {
    this.#ports.sleep(touchedEveryMs, signal).then(
      () => this.#inTurn(() => this.#touch()).then(() => this.#holder === 'this' && this.#goOnTouching(signal)),
      () => undefined,
    );
  }

  async #touch(): Promise<void> {
    try {
      if ((await this.#ownerNow())?.owner !== this.#ports.owner) this.#become('another');
      else await this.#files.replace(this.#path, this.#text());
    } catch {
      // Whether it can be written is seen when a list is next to be read.
    }
  }

  #stopTouching(): void {
    this.#touching?.abort();
    this.#touching = undefined;
  }

  /** One after the other: what is asked of files takes its time. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work, work);
    this.#last = next;
    return next;
  }
}

function realFiles(owner: string): LockFiles {
  return {
    makeFolder: async (folder) => {
      await mkdir(folder, { recursive: true });
    },
    create: (path, text) => writeFile(path, text, { flag: 'wx' }),
    replace: async (path, text) => {
      const beside = `${path}.${owner}`;
      await writeFile(beside, text);
      await rename(beside, path).catch(async (error: unknown) => {
        await unlink(beside).catch(() => undefined);
        throw error;
      });
    },
    read: async (path) => {
      const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
      return { text, touchedAtMs: mtimeMs };
    },
    remove: unlink,
  };
}
