import { join } from 'node:path';

import type { Log } from '../../kore/caller.ts';
import { hasCode } from '../../kore/hasCode.ts';
import type { FileHandle, JournalDisk } from './disk.ts';
import { EntryCollector, type FiledEntry } from './entries.ts';
import type { FileName } from './fileName.ts';
import { listFiles, openPlain, readLines, type JournalFile } from './folder.ts';
import { idOfLine, readLine } from './line.ts';
import { isSurelyGone, Watch, type Here, type Owner } from './owner.ts';

export interface JournalReaderPorts {
  readonly folder: string;
  readonly disk: JournalDisk;
  readonly now: () => number;
  readonly here: () => Here;
  readonly log: Log | undefined;
  /** The window that reads. */
  readonly window: string;
}

/** The whole folder. */
export interface JournalFolder {
  readonly entries: readonly FiledEntry[];
  /** Files whose window is gone, and those that this window took over, as far as they could be read. */
  readonly files: readonly LeftFile[];
  /** False when not all of it could be read. */
  readonly whole: boolean;
}

/** A file that its writer is done with. */
export interface LeftFile extends JournalFile {
  /** This window took it. */
  readonly mine: boolean;
  /** The stops that it has a line about. */
  readonly ids: ReadonlySet<string>;
}

/** The window that answers for a file: the one that took it, else the one that wrote it. */
export function ownerOf({ window, takenBy }: FileName): string {
  return takenBy ?? window;
}

function ownFileOf(window: string, files: readonly JournalFile[]): JournalFile | undefined {
  return files.findLast((file) => file.window === window && file.takenBy === undefined);
}

/** Reads the folder, and finds out which windows are gone. */
export class JournalReader {
  readonly #ports: JournalReaderPorts;
  readonly #watch = new Watch();
  readonly #owners = new Map<string, Owner>();
  /** A window that is gone does not come back. */
  readonly #gone = new Set<string>();
  /** Files of gone windows that were looked at already. */
  readonly #known = new Set<string>();

  constructor(ports: JournalReaderPorts) {
    this.#ports = ports;
  }

  /** Files of gone windows that are not known yet. Reads first lines only. */
  async newlyGone(): Promise<ReadonlySet<string>> {
    const files = await this.#list();
    await this.#findGone(files);
    const found = files.filter((file) => this.#gone.has(ownerOf(file)) && !this.#known.has(file.name));
    return new Set(found.map(({ name }) => name));
  }

  /** These files were looked through. */
  markKnown(names: ReadonlySet<string>): void {
    for (const name of names) this.#known.add(name);
  }

  async readAll(): Promise<JournalFolder> {
    for (let tries = 1; ; tries += 1) {
      const files = await this.#list();
      await this.#findGone(files);
      const collector = new EntryCollector();
      const ids = new Map<string, ReadonlySet<string>>();
      for (const file of files) {
        const found = await this.#collect(file, collector);
        if (found !== undefined) ids.set(file.name, found);
      }
      // A file that was given to another window while this one read is there under a new name.
      const now = new Set((await this.#list()).map(({ name }) => name));
      if (tries < 3 && files.some(({ name }) => !now.has(name))) continue;
      return this.#folder(files, collector, ids);
    }
  }

  #folder(
    files: readonly JournalFile[],
    collector: EntryCollector,
    ids: ReadonlyMap<string, ReadonlySet<string>>,
  ): JournalFolder {
    const isMine = (file: JournalFile): boolean => file.takenBy === this.#ports.window;
    const left = files.filter((file) => isMine(file) || this.#gone.has(ownerOf(file)));
    // What was taken had lost its window, whoever has it now.
    const leftNames = new Set(
      [...left, ...files.filter(({ takenBy }) => takenBy !== undefined)].map(({ name }) => name),
    );
    return {
      entries: collector.entries((name) => leftNames.has(name)),
      files: left.flatMap((file) => {
        const found = ids.get(file.name);
        return found === undefined ? [] : [{ ...file, mine: isMine(file), ids: found }];
      }),
      whole: files.every(({ name }) => ids.has(name)),
    };
  }

  #list(): Promise<readonly JournalFile[]> {
    return listFiles(this.#ports.disk, this.#ports.folder);
  }

  /** The stops that a file has a line about; undefined when it could not be read. */
  async #collect(file: JournalFile, collector: EntryCollector): Promise<ReadonlySet<string> | undefined> {
    const ids = new Set<string>();
    const read = await this.#withFile(file, (handle) =>
      readLines(handle, (text) => {
        const line = readLine(text);
        if (line === undefined) return;
        collector.add(line, file.name);
        const id = idOfLine(line);
        if (id !== undefined) ids.add(id);
      }),
    );
    return read ? ids : undefined;
  }

  async #findGone(files: readonly JournalFile[]): Promise<void> {
    const windows = new Set(files.map(ownerOf));
    let again: readonly JournalFile[] | undefined;
    for (const window of windows) {
      if (window === this.#ports.window || this.#gone.has(window)) continue;
      // A taker has a file of its own before it takes one; it can have come while the folder was being listed.
      const own = ownFileOf(window, files) ?? ownFileOf(window, (again ??= await this.#list()));
      if (own === undefined || (await this.#isGone(own))) this.#gone.add(window);
    }
    this.#watch.keepOnly(new Set(files.map(({ name }) => name)));
  }

  async #isGone(file: JournalFile): Promise<boolean> {
    const { now, here } = this.#ports;
    let gone = false;
    await this.#withFile(file, async (handle) => {
      const { mtimeMs } = await handle.stat();
      const owner = this.#owners.get(file.window) ?? (await readOwner(handle));
      if (owner !== undefined) this.#owners.set(file.window, owner);
      const surely = owner !== undefined && isSurelyGone(owner, mtimeMs, here());
      gone = surely || this.#watch.isQuiet(file.name, mtimeMs, now());
    });
    return gone;
  }

  /** A file that cannot be read leaves the others readable; false for one. */
  async #withFile(file: JournalFile, use: (handle: FileHandle) => Promise<void>): Promise<boolean> {
    const { disk, folder, log } = this.#ports;
    try {
      const handle = await openPlain(disk, join(folder, file.name));
      if (handle === undefined) return true;
      try {
        await use(handle);
      } finally {
        await handle.close();
      }
      return true;
    } catch (error: unknown) {
      if (!hasCode(error, 'ENOENT')) log?.warn(`The journal file ${file.name} could not be read.`);
      return false;
    }
  }
}

const headBytes = 4096;

/** The line in which a file says who writes it, near its beginning. */
async function readOwner(handle: FileHandle): Promise<Owner | undefined> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  for (const text of buffer.toString('utf8', 0, bytesRead).split('\n')) {
    const line = readLine(text);
    if (line?.kind === 'owner') return line.owner;
  }
  return undefined;
}
