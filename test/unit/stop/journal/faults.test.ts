import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';

import { createStopper } from '../../../../src/stop/index.ts';
import { kore, saysState, saysStopped } from '../../support/answers.ts';
import { fakeClock, type FakeClock } from '../../support/fakeClock.ts';
import { intentOf, outcomeOf, startMs, useJournals } from '../../support/journals.ts';
import { keptLog, orderAt } from '../../support/orders.ts';
import { useRecorders } from '../../support/recorder.ts';

type Disk = typeof fs;
const never = <T>(): Promise<T> => new Promise(() => undefined);
const fails = (code: string) => (): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));

interface Ran {
  readonly confirmedBy?: string;
  readonly sentAfterMs?: number;
  /** That the journal could not be written. */
  readonly warned: boolean;
}

/** The same clock, on which the 50 ms for the journal never pass. */
function withoutPatience(sleep: FakeClock['sleep']): FakeClock['sleep'] {
  return (ms, signal) =>
    ms === 50
      ? new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))))
      : sleep(ms, signal);
}

describe('A stop with a journal', () => {
  const { open, folder, files } = useJournals();
  const startRecorder = useRecorders();

  /**
   * Stops on a clock that waits for nobody; what came of it, and when the request was seen. With `patience` as `none`
   * the clock stands while the disk works: then the disk must answer by itself.
   */
  async function stopWith(disk: Partial<Disk>, patience: 'real' | 'none' = 'none'): Promise<Ran> {
    const faked = fakeClock();
    const clock = patience === 'real' ? faked : { ...faked, sleep: withoutPatience(faked.sleep) };
    const startedAtMs = clock.now();
    const sentAfterMs: number[] = [];
    const answer = kore({ stop: saysStopped, status: saysState('Stopped') });
    const recorder = await startRecorder((request, socket) => {
      sentAfterMs.push(clock.now() - startedAtMs);
      answer(request, socket);
    });
    const log = keptLog();
    const journal = open(1, { disk: { ...fs, ...disk } });
    const { confirmedBy } = await createStopper({ ...clock, log, journal }).stopSmsCampaign(orderAt(recorder.origin));
    await new Promise(setImmediate);
    const [first] = sentAfterMs;
    return {
      ...(confirmedBy === undefined ? {} : { confirmedBy }),
      ...(first === undefined ? {} : { sentAfterMs: first }),
      warned: log.lines.some((line) => line.includes('The journal could not be written; the stop goes on')),
    };
  }

  for (const [what, disk] of [
    ['whose folder cannot be made', { mkdir: fails('EACCES') }],
    ['on a read-only disk', { mkdir: fails('EROFS'), open: fails('EROFS') }],
    ['whose file cannot be made', { open: fails('EACCES') }],
    ['on a disk without a place for a file', { open: fails('ENOSPC') }],
  ] as const) {
    it(`${what} goes out, is answered, and says so in the log`, async () => {
      assert.deepEqual(await stopWith(disk), { confirmedBy: 'status', sentAfterMs: 0, warned: true });
    });
  }

  for (const [what, disk] of [
    ['whose folder hangs', { open: never, mkdir: never }],
    ['whose disk does not say that a folder is missing', { mkdir: never }],
  ] as const) {
    it(`${what} goes out 50 ms later and is answered`, async () => {
      assert.deepEqual(await stopWith(disk, 'real'), { confirmedBy: 'status', sentAfterMs: 50, warned: true });
    });
  }

  it('on a full disk goes out, is answered, and says so in the log', async function () {
    const full = await fs.open('/dev/full', 'a').catch(() => undefined);
    if (full === undefined) this.skip();
    await full.close();
    const disk = { open: (path: string, flags: string | number) => fs.open(flags === 'ax' ? '/dev/full' : path, 'a') };
    assert.deepEqual(await stopWith(disk as unknown as Partial<Disk>), {
      confirmedBy: 'status',
      sentAfterMs: 0,
      warned: true,
    });
  });

  it('whose folder is a file goes out and is answered', async () => {
    await fs.writeFile(folder(), 'not a folder');
    assert.deepEqual(await stopWith({}), { confirmedBy: 'status', sentAfterMs: 0, warned: true });
    await fs.rm(folder());
  });

  it('that works goes out at once, without a warning', async () => {
    assert.deepEqual(await stopWith({}), { confirmedBy: 'status', sentAfterMs: 0, warned: false });
    assert.equal((await files()).length, 1);
  });

  it('is not held back by a sync that hangs', async () => {
    let release = (): void => undefined;
    const hangs = new Promise<void>((resolve) => (release = resolve));
    const openWithSync = async (...args: Parameters<Disk['open']>): Promise<fs.FileHandle> =>
      withSync(await fs.open(...args), () => hangs);
    assert.equal((await stopWith({ open: openWithSync })).warned, false);
    const entries = await open(2).read();
    assert.equal(entries[0]?.outcome?.verdict, 'stopped');
    release();
  });
});

/** The same file, with another sync. */
function withSync(handle: fs.FileHandle, datasync: () => Promise<void>): fs.FileHandle {
  handle.datasync = datasync;
  return handle;
}

describe('A disk that fails', () => {
  const { open, files, text, folder, kill } = useJournals();

  it('that hangs never has more than one call of a window’s stops and one beside them', async () => {
    let calls = 0;
    const counted = <T>(): Promise<T> => {
      calls += 1;
      return never<T>();
    };
    const journal = open(1, {
      disk: { mkdir: counted, open: counted, readdir: counted, rename: counted, rm: counted, lstat: counted },
    });
    for (let n = 0; n < 50; n += 1) {
      void journal.begin(intentOf(`a${n}`)).catch(() => undefined);
      void journal.end(`a${n}`, outcomeOf()).catch(() => undefined);
      void journal.read().catch(() => undefined);
      void journal.takeOver().catch(() => undefined);
      void journal.prune({ days: 1, entries: 1 }).catch(() => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(calls, 2);
  });

  it('that hangs is given no more than 1,000 lines; those after them fail at once', async () => {
    const journal = open(1, { disk: { ...fs, open: never } });
    const failed: number[] = [];
    for (let n = 0; n < 1100; n += 1)
      journal.note(`a${n}`, { kind: 'seen', at: '2026-11-23T02:10:45Z' }).catch(() => failed.push(n));
    await new Promise(setImmediate);
    // One batch is being written; the rest wait.
    assert.deepEqual([failed.length, failed[0]], [99, 1001]);
  });

  it('that had no room for the intent gets it with the outcome', async () => {
    let full = true;
    const disk = {
      ...fs,
      open: (path: fs.FileHandle | string, flags: string) =>
        full ? fails('ENOSPC')() : fs.open(path as string, flags),
    } as unknown as Disk;
    const journal = open(1, { disk });
    await assert.rejects(journal.begin(intentOf('a')));
    assert.deepEqual(await files(), []);
    full = false;
    await journal.end('a', outcomeOf());
    const [entry] = await open(2).read();
    assert.deepEqual([entry?.intent, entry?.outcome], [intentOf('a'), outcomeOf()]);
  });

  it('that took half a line has the next one on a line of its own', async () => {
    let shorten = false;
    const cutting = async (...args: Parameters<Disk['open']>): Promise<fs.FileHandle> => {
      const handle = await fs.open(...args);
      const write = handle.write.bind(handle) as (
        bytes: Buffer,
        from?: number,
        length?: number,
      ) => Promise<{ bytesWritten: number }>;
      const cut = (bytes: Buffer): Promise<{ bytesWritten: number }> => (shorten ? write(bytes, 0, 40) : write(bytes));
      handle.write = cut as typeof handle.write;
      return handle;
    };
    const journal = open(1, { disk: { ...fs, open: cutting } });
    await journal.begin(intentOf('a'));
    shorten = true;
    await assert.rejects(journal.begin(intentOf('b')), { code: 'ENOSPC' });
    shorten = false;
    await journal.begin(intentOf('c'));
    await journal.end('b', outcomeOf());
    const entries = await open(2).read();
    assert.deepEqual(entries.map(({ intent }) => intent.id).sort(), ['a', 'b', 'c']);
    assert.equal((await files()).length, 1);
  });

  it('that lost the file gets a new one', async () => {
    let broken = true;
    const breaking = async (...args: Parameters<Disk['open']>): Promise<fs.FileHandle> => {
      const handle = await fs.open(...args);
      if (broken) handle.write = fails('ESTALE');
      return handle;
    };
    const journal = open(1, { disk: { ...fs, open: breaking } });
    await assert.rejects(journal.begin(intentOf('a')));
    broken = false;
    await journal.begin(intentOf('b'));
    assert.equal((await files()).length, 2);
    kill(1);
    const entries = await open(2).takeOver();
    assert.deepEqual(
      entries.map(({ intent }) => intent.id),
      ['b'],
    );
  });

  it('is not written to after the end of the window', async () => {
    const journal = open(1);
    journal.dispose();
    await assert.rejects(journal.begin(intentOf('a')));
    assert.deepEqual(await files(), []);
  });

  it('gets the outcome of a stop that is out while the window closes', async () => {
    const journal = open(1);
    await journal.begin(intentOf('a'));
    journal.dispose();
    await journal.end('a', outcomeOf());
    assert.match(await text(), /"kind":"outcome","of":"a"/);
    await assert.rejects(journal.begin(intentOf('b')));
  });

  it('with a pipe in the place of a file does not hold the reader', async function () {
    if (process.platform === 'win32') this.skip();
    await open(1).begin(intentOf('a'));
    execFileSync('mkfifo', [join(folder(), `${startMs}-0000000000000001-0.jsonl`)]);
    assert.equal((await open(2).read()).length, 1);
  });
});
