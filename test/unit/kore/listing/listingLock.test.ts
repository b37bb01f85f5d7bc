import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ListingLock, type LockFiles } from '../../../../src/kore/listing/listingLock.ts';
import { keptLog } from '../../support/orders.ts';
import { virtualTime } from '../../support/virtualTime.ts';

const path = join('/globalStorage', 'lists-are-read-by');
const fails = (code: string) => (): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));

/** The windows of one VS Code, with a disk in memory and a clock that does not wait. */
function useWindows() {
  const time = virtualTime(1_000_000);
  const disk = new Map<string, { text: string; touchedAtMs: number }>();
  const write = (at: string, text: string): Promise<void> => {
    disk.set(at, { text, touchedAtMs: time.now() });
    return Promise.resolve();
  };
  const files: LockFiles = {
    makeFolder: () => Promise.resolve(),
    create: (at, text) => (disk.has(at) ? fails('EEXIST')() : write(at, text)),
    replace: write,
    read: (at) => {
      const found = disk.get(at);
      return found === undefined ? fails('ENOENT')() : Promise.resolve({ ...found });
    },
    remove: (at) => Promise.resolve(void disk.delete(at)),
  };
  const open = (owner: string, other: Partial<LockFiles> = {}) => {
    const log = keptLog();
    const ports = { folder: '/globalStorage', owner, now: time.now, sleep: time.sleep, log };
    const lock = new ListingLock({ ...ports, files: { ...files, ...other } });
    return { lock, log, hold: (focusedAtMs = 0) => lock.hold(focusedAtMs) };
  };
  const pass = (seconds: number): Promise<void> =>
    time.runUntilSettled(new Promise<void>((resolve) => time.at(time.now() + seconds * 1000, resolve)));
  return { time, disk, open, pass };
}

describe('The lock of the window that reads lists', () => {
  it('is held by the first that asks, and by no other while that one is there', async () => {
    const { open, pass } = useWindows();
    const [one, two] = [open('one'), open('two')];
    assert.deepEqual([await one.hold(), await two.hold(), await one.hold()], [true, false, true]);
    await pass(300);
    assert.deepEqual([await two.hold(), await one.hold()], [false, true]);
    await one.lock.release();
    await two.lock.release();
  });

  it('is held by one of several that ask at the same time', async () => {
    const { open } = useWindows();
    const windows = ['one', 'two', 'three'].map((owner) => open(owner));
    const held = await Promise.all(windows.map(({ hold }) => hold()));
    assert.equal(held.filter(Boolean).length, 1);
    for (const { lock } of windows) await lock.release();
  });

  it('goes to the window that got the focus last, and the other one knows', async () => {
    const { open, pass, time } = useWindows();
    const [one, two] = [open('one'), open('two')];
    await one.hold();
    assert.equal(await two.hold(1000), true);
    assert.equal(await one.hold(), false);
    await pass(300);
    assert.deepEqual([await one.hold(), await two.hold(1000)], [false, true]);
    assert.equal(await one.hold(time.now()), true);
    assert.equal(await two.hold(1000), false);
    await one.lock.release();
  });

  it('does not go to and fro between windows that all have the focus, as far as they know', async () => {
    const { open } = useWindows();
    const [one, two] = [open('one'), open('two')];
    const turns: boolean[] = [];
    for (let time = 0; time < 3; time += 1) turns.push(await one.hold(1000), await two.hold(2000));
    assert.deepEqual(turns, [true, true, false, true, false, true]);
    await two.lock.release();
  });

  it('goes to the focus also from a window that got it before the clock was set back', async () => {
    const { open, disk, time } = useWindows();
    disk.set(path, { text: `other ${time.now() + 3_600_000}`, touchedAtMs: time.now() });
    const one = open('one');
    assert.equal(await one.hold(time.now()), true);
    await one.lock.release();
  });

  it('is taken from a window that has not touched it for 30 seconds', async () => {
    const { open, pass, disk, time } = useWindows();
    disk.set(path, { text: 'dead', touchedAtMs: time.now() });
    const one = open('one');
    await pass(30);
    assert.equal(await one.hold(), false);
    await pass(1);
    assert.equal(await one.hold(), true);
    await one.lock.release();
  });

  it('is taken where the clock was set back behind it', async () => {
    const { open, disk, time } = useWindows();
    disk.set(path, { text: 'dead', touchedAtMs: time.now() + 3_600_000 });
    const one = open('one');
    assert.equal(await one.hold(), true);
    await one.lock.release();
  });

  it('is free at once when its window lets go of it, and another’s stays', async () => {
    const { open, disk, time } = useWindows();
    const [one, two] = [open('one'), open('two')];
    await one.hold();
    await one.lock.release();
    assert.equal(disk.size, 0);
    assert.equal(await two.hold(), true);
    await one.lock.release();
    assert.match(disk.get(path)?.text ?? '', /^two /);
    await two.lock.release();
    assert.equal(time.pendingSleeps(), 0);
  });

  it('is another’s where two take it at once and the other one was last', async () => {
    const { open, disk, time } = useWindows();
    disk.set(path, { text: 'dead 0', touchedAtMs: 0 });
    const replace = (at: string): Promise<void> => {
      disk.set(at, { text: 'two 0', touchedAtMs: time.now() });
      return Promise.resolve();
    };
    const one = open('one', { replace });
    assert.equal(await one.hold(), false);
    assert.equal(time.pendingSleeps(), 0);
  });

  it('stays another’s that took it unseen, when its window lets go of it', async () => {
    const { open, disk, time } = useWindows();
    const one = open('one');
    await one.hold();
    disk.set(path, { text: 'two 7', touchedAtMs: time.now() });
    await one.lock.release();
    assert.equal(disk.get(path)?.text, 'two 7');
  });

  it('is lost for good when it was taken while it was not asked for', async () => {
    const { open, pass, disk, time } = useWindows();
    const one = open('one');
    await one.hold();
    disk.set(path, { text: 'two 7', touchedAtMs: time.now() });
    await pass(25);
    assert.equal(disk.get(path)?.touchedAtMs, 1_000_000);
    assert.equal(time.pendingSleeps(), 0);
    await one.lock.release();
    assert.match(disk.get(path)?.text ?? '', /^two /);
  });

  it('keeps nobody waiting where it cannot be read or written', async () => {
    for (const broken of [
      { read: fails('EACCES') },
      { makeFolder: fails('EROFS') },
      { create: fails('ENOSPC') },
      { read: () => Promise.resolve({ text: 'other', touchedAtMs: 0 }), replace: fails('EROFS') },
    ]) {
      const { open } = useWindows();
      for (const window of [open('one', broken), open('two', broken)]) {
        assert.equal(await window.hold(), true);
        await window.lock.release();
      }
    }
  });

  it('keeps nobody waiting where the disk does not answer, and is held when it does again', async () => {
    const { open, time } = useWindows();
    const waiting: (() => void)[] = [];
    const hangs = () => new Promise<never>((_, reject) => waiting.push(() => void fails('ENOENT')().catch(reject)));
    const one = open('one', { read: hangs });
    const held = one.hold();
    await time.runUntilSettled(held);
    assert.deepEqual([await held, time.now()], [true, 1_002_000]);
    for (const go of waiting) go();
    assert.match(one.log.lines.join('\n'), /from every window/);
    await one.lock.release();
  });

  it('tells in the log who reads, when that changes and only then', async () => {
    const { open } = useWindows();
    const [one, two] = [open('one'), open('two')];
    for (let time = 0; time < 3; time += 1) {
      await one.hold();
      await two.hold();
    }
    await two.hold(1);
    await one.hold();
    await two.lock.release();
    await one.hold();
    const words = (window: typeof one): readonly string[] =>
      window.log.lines.map((line) => /from (\w+) window/.exec(line)?.[1] ?? line);
    assert.deepEqual(
      [words(one), words(two)],
      [
        ['this', 'another', 'this'],
        ['another', 'this'],
      ],
    );
    await one.lock.release();
  });
});

describe('The lock of the window that reads lists, on a real disk', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kore-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = (owner: string, inFolder = join(folder, 'not', 'there', 'yet')): ListingLock =>
    new ListingLock({ folder: inFolder, owner, now: Date.now, sleep: virtualTime(0).sleep, log: keptLog() });
  const file = (): string => join(folder, 'not', 'there', 'yet', 'lists-are-read-by');

  it('makes its folder, goes to the focus and from a dead owner, and leaves nothing behind', async () => {
    const [one, two] = [open('one'), open('two')];
    assert.deepEqual([await one.hold(0), await two.hold(0), await two.hold(7)], [true, false, true]);
    assert.equal(await readFile(file(), 'utf8'), 'two 7');
    const old = new Date(Date.now() - 31_000);
    await utimes(file(), old, old);
    assert.deepEqual([await one.hold(0), await two.hold(0)], [true, false]);
    await one.release();
    await two.release();
    assert.deepEqual(await readdir(join(folder, 'not', 'there', 'yet')), []);
  });

  it('lets every window read where there can be no folder', async () => {
    await writeFile(join(folder, 'file'), '');
    for (const owner of ['one', 'two']) assert.equal(await open(owner, join(folder, 'file', 'in')).hold(0), true);
  });
});
