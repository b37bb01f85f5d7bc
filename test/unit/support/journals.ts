import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openJournal, type JournalPorts, type StopJournal } from '../../../src/stop/journal/index.ts';
import type { StopIntent, StopOutcome } from '../../../src/stop/index.ts';
import { ids } from './orders.ts';

/** 23 Nov 2026, 02:10:45 in Greenwich. */
export const startMs = Date.UTC(2026, 10, 23, 2, 10, 45);
export const iso = (ms: number): string => new Date(ms).toISOString();

/** The computer that most windows of a test run on: which of its processes are alive is for the test to say. */
export interface Computer {
  nowMs: number;
  readonly alive: Set<number>;
}

export interface Journals {
  readonly folder: () => string;
  readonly computer: Computer;
  /** The journal of a window; `pid` is alive until the test ends it. */
  readonly open: (pid: number, more?: Partial<JournalPorts> & { readonly host?: string }) => StopJournal;
  /** The window's process is gone, and its journal with it. */
  readonly kill: (pid: number) => void;
  readonly files: () => Promise<readonly string[]>;
  /** All files, one after the other. */
  readonly text: () => Promise<string>;
}

/** Lets the tests of the describe block that calls it open journals in a folder that is new for each. */
export function useJournals(): Journals {
  let folder = '';
  const computer: Computer = { nowMs: startMs, alive: new Set() };
  const opened: StopJournal[] = [];
  const begun: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'kore-journal-')), 'journal');
    computer.nowMs = startMs;
    computer.alive.clear();
  });
  afterEach(async () => {
    // A journal stays open for as long as a stop is out.
    await Promise.allSettled(begun.splice(0).map((end) => end()));
    for (const journal of opened.splice(0)) journal.dispose();
    await rm(join(folder, '..'), { recursive: true, force: true });
  });
  const files = async (): Promise<readonly string[]> => (await readdir(folder).catch(() => [])).sort();
  return {
    folder: () => folder,
    computer,
    open: (pid, { host = 'pc', ...more } = {}) => {
      computer.alive.add(pid);
      const journal = openJournal({
        folder,
        now: () => computer.nowMs,
        here: {
          owner: { pid, host, boot: `boot of ${host}`, space: 'pid:[1]', startedAt: iso(startMs - 60_000) },
          bootedAtMs: startMs - 3_600_000,
          isAlive: (one) => computer.alive.has(one),
        },
        ...more,
      });
      opened.push(journal);
      const begin = journal.begin.bind(journal);
      journal.begin = (intent) => {
        begun.push(() => Promise.race([journal.end(intent.id, outcomeOf()), immediate()]));
        return begin(intent);
      };
      return journal;
    },
    kill: (pid) => void computer.alive.delete(pid),
    files,
    text: async () => {
      const names = await files();
      return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('');
    },
  };
}

/** A disk that hangs must not hold a test's end. */
const immediate = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

export function intentOf(id: string, more: Partial<StopIntent> = {}): StopIntent {
  return {
    id,
    at: iso(startMs),
    stream: {
      name: 'Acme Retail',
      origin: 'https://platform.kore.ai',
      accountId: ids.accountId,
      streamId: ids.streamId,
    },
    campaignId: `cd-${id}`,
    before: { state: 'Active', readAt: iso(startMs - 5000), sent: 41_203 },
    about: { campaignName: 'Black Friday blast', tier: 'production', operator: 'Ada' },
    ...more,
  };
}

export function outcomeOf(more: Partial<StopOutcome> = {}): StopOutcome {
  return {
    verdict: 'stopped',
    confirmedBy: 'status',
    effect: 'stopped',
    state: 'Stopped',
    stateReadAt: iso(startMs + 7000),
    message: 'Stopped.',
    requests: 1,
    startedAt: iso(startMs),
    finishedAt: iso(startMs + 8000),
    ...more,
  };
}

export function unresolved(
  verdict: 'unknown' | 'accepted' | 'notStopped',
  more: Partial<StopOutcome> = {},
): StopOutcome {
  const times = { startedAt: iso(startMs), finishedAt: iso(startMs + 8000) };
  return { verdict, reason: 'noAnswer', message: 'No answer.', requests: 1, ...times, ...more };
}
