import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import type { JournalDisk } from './disk.ts';
import type { FiledEntry } from './entries.ts';
import { openPlain, readLines } from './folder.ts';
import { idOfLine, readLine } from './line.ts';

export interface JournalLimits {
  /** Entries that are older go. */
  readonly days: number;
  /** Of more than these the oldest go. */
  readonly entries: number;
}

const dayMs = 24 * 3_600_000;

/** The ids of the entries that are within the limits; `entries` are oldest first. */
export function withinLimits(
  entries: readonly FiledEntry[],
  { days, entries: most }: JournalLimits,
  nowMs: number,
): ReadonlySet<string> {
  const oldestMs = nowMs - days * dayMs;
  const surplus = entries.length - most;
  return new Set(
    entries
      .filter(({ intent }, index) => index >= surplus && Date.parse(intent.at) >= oldestMs)
      .map(({ intent }) => intent.id),
  );
}

/** Writes a file anew with these entries only, beside and then in its place; one that has none of them is deleted. */
export async function rewriteWith(
  disk: JournalDisk,
  folder: string,
  name: string,
  keeps: (id: string) => boolean,
): Promise<void> {
  const path = join(folder, name);
  const lines: string[] = [];
  const owners: string[] = [];
  const source = await openPlain(disk, path);
  if (source === undefined) return;
  try {
    await readLines(source, (text) => {
      const line = readLine(text);
      const id = line === undefined ? undefined : idOfLine(line);
      if (line?.kind === 'owner') owners.push(text);
      else if (id !== undefined && keeps(id)) lines.push(text);
    });
  } finally {
    await source.close();
  }
  if (lines.length === 0) return disk.rm(path, { force: true });
  const beside = join(folder, `${randomBytes(8).toString('hex')}.new`);
  const target = await disk.open(beside, 'wx', 0o600);
  try {
    await target.writeFile(`${[...owners, ...lines].join('\n')}\n`);
    await target.datasync();
  } finally {
    await target.close();
  }
  await disk.rename(beside, path);
}
