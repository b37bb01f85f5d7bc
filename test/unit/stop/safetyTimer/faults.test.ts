import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';

import type { TimerDisk } from '../../../../src/stop/safetyTimer/timerFolder.ts';
import { minuteMs, never, slow, startMs, threeMinutes, useTimerWindows } from '../../support/timerWindows.ts';

const fails = (code: string) => (): Promise<never> => Promise.reject(Object.assign(new Error(`${code}: no`), { code }));

describe('A safety timer that cannot be set', () => {
  const { folder, open, pass, files } = useTimerWindows();

  for (const [what, disk] of [
    ['whose folder cannot be made', { mkdir: fails('EACCES') }],
    ['on a read-only disk', { mkdir: fails('EROFS'), open: fails('EROFS') }],
    ['on a disk without a place for a file', { open: fails('ENOSPC') }],
    ['whose file cannot get its name', { rename: fails('EPERM') }],
  ] as const) {
    it(`is an error, and none that waits: ${what}`, async () => {
      const window = await open({ disk: disk as unknown as Partial<TimerDisk> });
      await assert.rejects(window.timers.set(threeMinutes), /E[A-Z]+: no/);
      await pass(4 * minuteMs);
      assert.deepEqual([window.timers.waiting(), window.fired, window.shown], [[], [], []]);
      assert.deepEqual(await files(), []);
    });
  }

  it('is an error when a file has the place of the folder', async () => {
    await fs.writeFile(folder(), 'not a folder');
    const window = await open();
    await assert.rejects(window.timers.set(threeMinutes), /EEXIST|ENOTDIR/);
    assert.deepEqual(window.timers.waiting(), []);
  });

  it('is an error when what was written cannot be read again, and nothing of it stays', async () => {
    let renamed = false;
    const rename: typeof fs.rename = async (from, to) => {
      await fs.writeFile(from, '');
      await fs.rename(from, to);
      renamed = true;
    };
    const window = await open({ disk: { rename } });
    await assert.rejects(window.timers.set(threeMinutes), /cannot be read again/);
    assert.deepEqual([renamed, await files()], [true, []]);
  });

  it('is an error when the disk does not answer in five seconds', async () => {
    const window = await open({ disk: { mkdir: () => never } as unknown as Partial<TimerDisk> });
    const setting = assert.rejects(window.timers.set(threeMinutes), /does not answer/);
    await pass(6000);
    await setting;
  });

  it('and is written after it was given up does not go off', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await fs.mkdir(folder());
    const mkdir = (() => slow(held)) as unknown as TimerDisk['mkdir'];
    const window = await open({ disk: { mkdir } });
    const setting = assert.rejects(window.timers.set(threeMinutes), /does not answer/);
    await pass(6000);
    await setting;
    letGo();
    await pass(4 * minuteMs);
    assert.deepEqual([window.fired, window.timers.waiting()], [[], []]);
    assert.match((await files()).join(), /^[0-9a-f]{16}\.ended$/);
  });
});

describe('A safety timer on a disk that fails later', () => {
  const { folder, open, pass, settle, files } = useTimerWindows();

  it('tells once that it does not go off, and does not go off after that', async () => {
    let broken = false;
    const rename: typeof fs.rename = (from, to) => (broken ? fails('EROFS')() : fs.rename(from, to));
    const window = await open({ disk: { rename } });
    await settle(window.timers.set(threeMinutes));
    await pass(2 * minuteMs);
    broken = true;
    await pass(minuteMs + 9000);
    assert.deepEqual(window.stuck, []);
    await pass(minuteMs);
    assert.deepEqual(window.stuck, ['EROFS: no']);
    assert.equal(window.log.filter((line) => line.includes('EROFS')).length, 1);
    broken = false;
    await pass(minuteMs);
    assert.deepEqual([window.fired, window.asked, window.lost], [[], [], []]);
    assert.ok((await files()).every((name) => name.endsWith('.ended')));
  });

  it('goes off late when the disk was away for a moment', async () => {
    let broken = false;
    const rename: typeof fs.rename = (from, to) => (broken ? fails('EIO')() : fs.rename(from, to));
    const window = await open({ disk: { rename } });
    await settle(window.timers.set(threeMinutes));
    broken = true;
    await pass(3 * minuteMs + 4000);
    broken = false;
    await pass(2000);
    assert.deepEqual([window.fired.length, window.stuck], [1, []]);
  });

  for (const [what, broken] of [
    ['does not answer any more', () => never],
    ['cannot be read any more', fails('EACCES')],
  ] as const) {
    it(`tells that it does not go off when the disk ${what}`, async () => {
      let isBroken = false;
      const readdir = ((path: string) => (isBroken ? broken() : fs.readdir(path))) as unknown as TimerDisk['readdir'];
      const window = await open({ disk: { readdir } });
      await settle(window.timers.set(threeMinutes));
      await pass(minuteMs);
      isBroken = true;
      await pass(2 * minuteMs - 1000);
      assert.deepEqual([window.stuck, window.lost], [[], []]);
      await pass(30_000);
      assert.equal(window.stuck.length, 1);
      await pass(30_000);
      assert.deepEqual([window.stuck.length, window.lost, window.timers.waiting().length], [1, [], 1]);
    });
  }

  it('is taken by no window that is closed by the time the disk answers', async () => {
    let isSlow = false;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const rename: typeof fs.rename = (from, to) => (isSlow ? slow(held.then(fails('ENOENT'))) : fs.rename(from, to));
    const window = await open({ disk: { rename } });
    const timer = await settle(window.timers.set(threeMinutes));
    const other = await settle(window.timers.set({ ...threeMinutes, campaignId: 'cd-other' }));
    await pass(3 * minuteMs - 1000);
    isSlow = true;
    void window.timers.cancel(other).catch(() => undefined);
    await pass(3000);
    isSlow = false;
    window.timers.dispose();
    letGo();
    await pass(minuteMs);
    assert.deepEqual([window.fired, await files()], [[], [`${other.id}.json`, `${timer.id}.json`].sort()]);
  });

  it('is not told as stuck for what is wrong with another file', async () => {
    const bad = 'ffffffffffffffff';
    const rename: typeof fs.rename = (from, to) =>
      String(from).includes(bad) ? fails('EPERM')() : fs.rename(from, to);
    const before = await open();
    const timer = await settle(before.timers.set(threeMinutes));
    before.kill();
    await pass(10 * minuteMs);
    await fs.writeFile(join(folder(), `${bad}.json`), 'no timer');
    const [window, elsewhere] = [
      await open({ disk: { rename } }),
      await open({ disk: { rename }, isElsewhere: () => true }),
    ];
    await pass(13_000);
    assert.deepEqual([window.stuck, window.asked], [[], []]);
    await pass(minuteMs);
    assert.deepEqual([...window.stuck, ...elsewhere.stuck], []);
    assert.ok(window.asked.length === 1 || (await files()).includes(`${timer.id}.ended`));
  });

  it('is not told as stuck when another window was faster, whatever is wrong with another file', async () => {
    const bad = 'ffffffffffffffff';
    const ended = async (from: string): Promise<void> => fs.rename(from, from.replace(/json$/, 'ended'));
    const rename: typeof fs.rename = async (from, to) => {
      if (String(from).includes(bad)) return fails('EPERM')();
      if (String(from).endsWith('.json')) await ended(String(from));
      return fs.rename(from, to);
    };
    const before = await open();
    const timer = await settle(before.timers.set(threeMinutes));
    before.kill();
    await pass(10 * minuteMs);
    await fs.writeFile(join(folder(), `${bad}.json`), 'no timer');
    const window = await open({ disk: { rename } });
    await pass(minuteMs);
    assert.deepEqual([window.stuck, window.asked], [[], []]);
    assert.ok((await files()).includes(`${timer.id}.ended`));
  });

  it('that cannot be cancelled says so, and goes off', async () => {
    let broken = false;
    const rename: typeof fs.rename = (from, to) => (broken ? fails('EPERM')() : fs.rename(from, to));
    const window = await open({ disk: { rename } });
    const timer = await settle(window.timers.set(threeMinutes));
    broken = true;
    await assert.rejects(window.timers.cancel(timer), /EPERM/);
    broken = false;
    await pass(4 * minuteMs);
    assert.equal(window.fired.length, 1);
  });

  it('keeps no other timer from its time when one file cannot be had', async () => {
    let heldId = '';
    const rename: typeof fs.rename = (from, to) =>
      heldId !== '' && String(from).includes(heldId) ? fails('EBUSY')() : fs.rename(from, to);
    const window = await open({ disk: { rename } });
    const one = await settle(window.timers.set(threeMinutes));
    const other = await settle(window.timers.set({ ...threeMinutes, campaignId: 'cd-other' }));
    heldId = [one.id, other.id].sort()[0] ?? '';
    await pass(4 * minuteMs);
    assert.deepEqual(
      window.fired.map(({ timer }) => timer.id === heldId),
      [false],
    );
    assert.equal(window.stuck.length, 1);
  });
});

describe('A file in the folder of the timers', () => {
  const { folder, open, pass, settle, files } = useTimerWindows();
  const id = '0123456789abcdef';
  const good = {
    v: 1,
    stream: threeMinutes.stream,
    tier: 'staging',
    campaignId: 'cd-1',
    setAt: new Date(startMs).toISOString(),
    dueAt: new Date(startMs + minuteMs).toISOString(),
  };
  const put = async (text: string, name = `${id}.json`): Promise<void> => {
    await fs.mkdir(folder(), { recursive: true });
    await fs.writeFile(join(folder(), name), text);
    await fs.utimes(join(folder(), name), startMs / 1000, startMs / 1000);
  };

  it('that is good fires', async () => {
    await put(JSON.stringify(good));
    const window = await open();
    await pass(2 * minuteMs);
    assert.equal(window.fired.length, 1);
  });

  const bad: Readonly<Record<string, string>> = {
    'is empty': '',
    'is no JSON': '{"v":1',
    'is no object': '[1]',
    'is of another version': JSON.stringify({ ...good, v: 2 }),
    'is of a production stream': JSON.stringify({ ...good, tier: 'production' }),
    'has no tier': JSON.stringify({ ...good, tier: undefined }),
    'has no stream': JSON.stringify({ ...good, stream: undefined }),
    'has a host with a path': JSON.stringify({ ...good, stream: { ...good.stream, origin: 'https://a.example/x' } }),
    'has a campaign id with a slash': JSON.stringify({ ...good, campaignId: 'cd/1' }),
    'has a name that is none': JSON.stringify({ ...good, campaignName: 7 }),
    'has no time': JSON.stringify({ ...good, dueAt: undefined }),
    'has a time that is none': JSON.stringify({ ...good, dueAt: '2026-13-41T00:00:00.000Z' }),
    'has a time in another form': JSON.stringify({ ...good, dueAt: startMs + minuteMs }),
    'is due before it was set': JSON.stringify({ ...good, dueAt: good.setAt }),
    'waits for more than an hour': JSON.stringify({
      ...good,
      dueAt: new Date(startMs + 60 * minuteMs + 1).toISOString(),
    }),
    'is very long': JSON.stringify({ ...good, more: 'x'.repeat(20_000) }),
  };
  for (const [what, text] of Object.entries(bad)) {
    it(`that ${what} is put aside whole, told in the log, and fires nothing`, async () => {
      await put(text);
      const window = await open();
      await pass(2 * minuteMs);
      assert.deepEqual([window.fired, window.asked, window.lost, window.shown], [[], [], [], []]);
      assert.deepEqual(await files(), [`${id}.bad`]);
      assert.equal(await fs.readFile(join(folder(), `${id}.bad`), 'utf8'), text);
      assert.equal(window.log.filter((line) => line.includes('cannot be used')).length, 1);
    });
  }

  it('that a window held and nobody can read is put aside too', async () => {
    await put('{', `${id}~fire~0123456789abcdef~1763863845000.json`);
    const window = await open();
    await pass(minuteMs);
    assert.deepEqual([window.asked, await files()], [[], [`${id}.bad`]]);
  });

  it('that is a link or a folder fires nothing', async () => {
    await fs.mkdir(join(folder(), `${id.replace('0', '1')}.json`), { recursive: true });
    const elsewhere = join(folder(), '..', 'elsewhere');
    await fs.writeFile(elsewhere, JSON.stringify(good));
    if (process.platform !== 'win32') await fs.symlink(elsewhere, join(folder(), `${id}.json`));
    const window = await open();
    await pass(2 * minuteMs);
    assert.deepEqual([window.fired, window.asked, window.shown], [[], [], []]);
    assert.equal(await fs.readFile(elsewhere, 'utf8'), JSON.stringify(good));
  });

  it('that goes bad while it waits is told as lost', async () => {
    const window = await open();
    const timer = await settle(window.timers.set(threeMinutes));
    await pass(minuteMs);
    await fs.writeFile(join(folder(), `${timer.id}.json`), 'gone');
    await pass(minuteMs);
    assert.deepEqual(window.lost, [timer]);
  });

  it('of another name is left alone', async () => {
    await put('x', 'notes.txt');
    await put(JSON.stringify(good), 'timer.json');
    const window = await open();
    await pass(2 * minuteMs);
    assert.deepEqual([window.fired, await files()], [[], ['notes.txt', 'timer.json']]);
  });
});
