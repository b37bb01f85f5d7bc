import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { hasCode } from '../../kore/hasCode.ts';
import type { FileHandle, JournalDisk, Lane } from './disk.ts';
import { fileName } from './fileName.ts';

/** More lines than this wait for no disk. */
const mostWaiting = 1000;

export interface OwnFilePorts {
  readonly folder: string;
  readonly disk: JournalDisk;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For what nobody waits for: syncing and touching. */
  readonly beside: Lane;
  /** The line that each of this window's files begins with. */
  readonly firstLine: () => string;
  /** The lines of stops that are out: written again when the file was lost. */
  readonly openLines: () => readonly string[];
}

interface Waiting {
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The one file that this window appends to; made with its first line. */
export class OwnFile {
  /** Names this window in the names of its files, and of those that it took over. */
  readonly window = randomBytes(8).toString('hex');
  readonly #ports: OwnFilePorts;
  #waiting: Waiting[] = [];
  #writing = false;
  #handle: FileHandle | undefined;
  #made = 0;
  #begun = false;
  /** The last write may have ended inside a line. */
  #torn = false;
  #syncing = false;
  #touching = false;
  #closed = false;

  constructor(ports: OwnFilePorts) {
    this.#ports = ports;
  }

  /** Resolves when the lines were handed to the operating system; rejects when they could not be. */
  append(text: string): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('The journal is closed.'));
    if (this.#waiting.length >= mostWaiting) return Promise.reject(new Error('The journal does not answer.'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text, resolve, reject });
      void this.#writeAll();
    });
  }

  /** Shows others that this window is there. */
  touch(): void {
    const { beside, now } = this.#ports;
    const handle = this.#handle;
    if (handle === undefined || this.#touching) return;
    this.#touching = true;
    void beside
      .run(async () => {
        this.#touching = false;
        const at = new Date(now());
        await handle.utimes(at, at);
        await this.#replaceIfLost(handle);
      })
      .catch(() => undefined);
  }

  /** What waits is written still. */
  close(): void {
    this.#closed = true;
    if (!this.#writing) this.#forget();
  }

  async #writeAll(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const lines = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(lines.map(({ text }) => text).join(''));
        for (const { resolve } of lines) resolve();
      } catch (error: unknown) {
        // A full disk can have room again; with any other failure a new file is tried the next time.
        if (!hasCode(error, 'ENOSPC', 'EDQUOT')) this.#forget();
        for (const { reject } of lines) reject(error);
      }
    }
    this.#writing = false;
    if (this.#closed) this.#forget();
    else this.#sync();
  }

  async #write(lines: string): Promise<void> {
    const handle = (this.#handle ??= await this.#open());
    const text = [this.#torn ? '\n' : '', this.#begun ? '' : this.#ports.firstLine(), lines].join('');
    const bytes = Buffer.from(text);
    this.#torn = true;
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length) throw Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' });
    this.#torn = false;
    this.#begun = true;
  }

  async #open(): Promise<FileHandle> {
    const { disk, folder, now } = this.#ports;
    const path = join(folder, fileName({ startedAtMs: now(), window: this.window, part: this.#made }));
    this.#made += 1;
    this.#begun = false;
    this.#torn = false;
    const open = (): Promise<FileHandle> => disk.open(path, 'ax', 0o600);
    return open().catch(async (error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
      await disk.mkdir(folder, { recursive: true });
      return open();
    });
  }

  #forget(): void {
    const handle = this.#handle;
    this.#handle = undefined;
    if (handle !== undefined) void this.#ports.beside.run(() => handle.close()).catch(() => undefined);
  }

  /** Brings what was written to the disk itself, for a computer that loses its power. */
  #sync(): void {
    const handle = this.#handle;
    if (handle === undefined || this.#syncing) return;
    this.#syncing = true;
    void this.#ports.beside
      .run(async () => {
        this.#syncing = false;
        await handle.datasync();
        await this.#replaceIfLost(handle);
      })
      .catch(() => undefined);
  }

  /** Someone can delete the folder under a running window: what is out must be found all the same. */
  async #replaceIfLost(handle: FileHandle): Promise<void> {
    const { nlink } = await handle.stat();
    if (nlink > 0 || this.#handle !== handle) return;
    this.#forget();
    const lines = this.#ports.openLines();
    if (lines.length > 0) void this.append(lines.join('')).catch(() => undefined);
  }
}
