import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';

/** What the journal needs of a file system. */
export type JournalDisk = Pick<typeof fs, 'mkdir' | 'open' | 'readdir' | 'rename' | 'rm' | 'lstat'>;
export type FileHandle = fs.FileHandle;

export const realDisk: JournalDisk = fs;

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants as Partial<typeof constants>;
/**
 * A pipe in the place of a file is opened without waiting for its other end, and a link not at all. Windows has
 * neither flag.
 */
export const readFlags = (O_RDONLY ?? 0) | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);

/**
 * Does one thing after the other. A call to a dead network home never comes back and keeps one of Node's four threads,
 * of which a look-up of a host name needs one: so the journal never has more than one call out in a lane.
 */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
