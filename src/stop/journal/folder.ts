import { join } from 'node:path';

import { hasCode } from '../../kore/hasCode.ts';
import { readFlags, type FileHandle, type JournalDisk } from './disk.ts';
import { readFileName, type FileName } from './fileName.ts';

export interface JournalFile extends FileName {
  readonly name: string;
}

/** The journal files of the folder, oldest first; none when there is no folder. */
export async function listFiles(disk: JournalDisk, folder: string): Promise<readonly JournalFile[]> {
  const names = await disk.readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  return names.sort().flatMap((name) => {
    const read = readFileName(name);
    return read === undefined ? [] : [{ name, ...read }];
  });
}

const chunkBytes = 256 * 1024;
/** A line longer than this is none of ours. */
const longestLineBytes = 256 * 1024;
/** What is behind this is none of ours either. */
const longestFileBytes = 256 * 1024 * 1024;

/** Opens a file for reading; undefined when it is no plain file. */
export async function openPlain(disk: JournalDisk, path: string): Promise<FileHandle | undefined> {
  let handle: FileHandle;
  try {
    handle = await disk.open(path, readFlags);
  } catch (error: unknown) {
    if (hasCode(error, 'ELOOP', 'ENXIO', 'EISDIR')) return undefined;
    throw error;
  }
  const stat = await handle.stat();
  if (stat.isFile()) return handle;
  await handle.close();
  return undefined;
}

/** Calls back with each whole line, chunk by chunk, so that a long file neither fills the memory nor blocks. */
export async function readLines(handle: FileHandle, take: (line: string) => void): Promise<void> {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let rest = Buffer.alloc(0);
  let tooLong = false;
  for (let position = 0; position < longestFileBytes;) {
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let from = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, from)) {
      if (!tooLong && end > from) take(bytes.toString('utf8', from, end));
      tooLong = false;
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > longestLineBytes) {
      rest = Buffer.alloc(0);
      tooLong = true;
    }
  }
  // A last line without its end can be whole: a process that was killed may have lost the rest of the write.
  if (!tooLong && rest.length > 0) take(rest.toString('utf8'));
}

/**
 * Gives a file to this window; false when another one was faster. A file's name changes with each taker, so of several
 * that try, one finds it.
 */
export async function takeFile(disk: JournalDisk, folder: string, from: string, to: string): Promise<boolean> {
  try {
    await disk.rename(join(folder, from), join(folder, to));
    return true;
  } catch (error: unknown) {
    if (!hasCode(error, 'ENOENT')) throw error;
    // A network drive can have asked twice: then it was we who moved it.
    return disk.lstat(join(folder, to)).then(
      () => true,
      () => false,
    );
  }
}
