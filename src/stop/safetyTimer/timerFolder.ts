import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';

import { hasCode } from '../../kore/hasCode.ts';
import type { JournalDisk } from '../journal/disk.ts';
import { openPlain, takeFile } from '../journal/folder.ts';
import { readTimer, timerText, type SafetyTimer } from './timer.ts';
import { readTimerFileName, timerFileName, type TimerFileName } from './timerFileName.ts';

/** What timers need of a file system. */
export type TimerDisk = JournalDisk & Pick<typeof fs, 'utimes'>;

export const realDisk: TimerDisk = fs;

/** A timer's file is a few hundred bytes long. */
const longestBytes = 16 * 1024;
/** An ended timer's file goes after this long: no timer waits longer, so nobody misses it then. */
const endedForMs = 3_600_000;

/** A file's text, and when its window last touched it. */
export interface TimerFileContent {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly touchedAtMs: number;
}

/** The folder with one file for each safety timer. */
export class TimerFolder {
  readonly #folder: string;
  readonly #disk: TimerDisk;

  constructor(folder: string, disk: TimerDisk) {
    this.#folder = folder;
    this.#disk = disk;
  }

  /** None when there is no folder. */
  async list(): Promise<readonly TimerFileName[]> {
    const names = await this.#disk.readdir(this.#folder).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return [];
      throw error;
    });
    return names.sort().flatMap((name) => readTimerFileName(name) ?? []);
  }

  /** Undefined when the file is not there (any more); of one that is none of ours the text is empty. */
  async read(file: TimerFileName): Promise<TimerFileContent | undefined> {
    try {
      const handle = await openPlain(this.#disk, this.#path(file));
      if (handle === undefined) return { text: '', touchedAtMs: 0 };
      try {
        const { mtimeMs } = await handle.stat();
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestBytes + 1), 0, longestBytes + 1, 0);
        const text = bytesRead > longestBytes ? '' : buffer.toString('utf8', 0, bytesRead);
        return { text, touchedAtMs: Math.round(mtimeMs) };
      } finally {
        await handle.close();
      }
    } catch (error: unknown) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  /** Resolves when the timer is on disk and can be read there; else nothing of it stays. */
  async write(timer: SafetyTimer): Promise<void> {
    await this.#disk.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const beside = join(this.#folder, `${randomBytes(8).toString('hex')}.new`);
    const file = { state: 'waiting', id: timer.id } as const;
    const text = timerText(timer);
    try {
      await this.#writeWhole(beside, text, new Date(timer.setAtMs));
      await this.#disk.rename(beside, this.#path(file));
      const there = await this.read(file);
      if (there?.text !== text || typeof readTimer(timer.id, text) === 'string')
        throw new Error('What was written cannot be read again.');
    } catch (error: unknown) {
      for (const path of [beside, this.#path(file)]) await this.#disk.rm(path, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async #writeWhole(path: string, text: string, at: Date): Promise<void> {
    const handle = await this.#disk.open(path, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.datasync();
      await handle.utimes(at, at);
    } finally {
      await handle.close();
    }
  }

  /** False when another window was faster. */
  async move(from: TimerFileName, to: TimerFileName): Promise<boolean> {
    // Only what is taken has a name of this window's own, by which an answer that got lost can be made good.
    if (to.state === 'taken') return takeFile(this.#disk, this.#folder, timerFileName(from), timerFileName(to));
    try {
      await this.#disk.rename(this.#path(from), this.#path(to));
      return true;
    } catch (error: unknown) {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    }
  }

  /** Shows other windows that there is one that has the file in view. One that is gone is left alone. */
  async touch(file: TimerFileName, nowMs: number): Promise<void> {
    const at = new Date(nowMs);
    await this.#disk.utimes(this.#path(file), at, at).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
    });
  }

  /** Removes what ended long ago. */
  async sweep(files: readonly TimerFileName[], nowMs: number): Promise<void> {
    for (const file of files) {
      if (file.state !== 'ended') continue;
      const path = this.#path(file);
      const { mtimeMs } = await this.#disk.lstat(path);
      if (Math.abs(nowMs - mtimeMs) > endedForMs) await this.#disk.rm(path, { force: true });
    }
  }

  #path(file: TimerFileName): string {
    return join(this.#folder, timerFileName(file));
  }
}
