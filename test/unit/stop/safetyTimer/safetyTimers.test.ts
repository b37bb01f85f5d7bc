import assert from 'node:assert/strict';
import { stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { timerText, type SafetyTimer } from '../../../../src/stop/safetyTimer/timer.ts';
import { minuteMs, startMs, threeMinutes, useTimerWindows, type TimerWindow } from '../../support/timerWindows.ts';

const dueMs = startMs + 3 * minuteMs;
const firedBy = (windows: readonly TimerWindow[]): readonly number[] => windows.map(({ fired }) => fired.length);
const firstOf = (windows: readonly TimerWindow[]): TimerWindow => windows[0] ?? assert.fail('there is no window');
const askedBy = (windows: readonly TimerWindow[]): readonly number[] => windows.map(({ asked }) => asked.length);

describe('A safety timer', () => {
  const { folder, now, open, pass, sleep, setClock, settle, files } = useTimerWindows();

  /** A timer that a window left, which last touched it then. */
  async function left(touchedAtMs: number, more: Partial<SafetyTimer> = {}, name = '.json'): Promise<SafetyTimer> {
    const window = await open();
    const timer = await settle(window.timers.set(threeMinutes));
    window.kill();
    const path = join(folder(), `${timer.id}${name}`);
    await writeFile(path, timerText({ ...timer, ...more }));
    await utimes(path, touchedAtMs / 1000, touchedAtMs / 1000);
    return { ...timer, ...more };
  }

  it('goes off at its time, once, and is over when its stop is', async () => {
    const window = await open();
    const timer = await settle(window.timers.set(threeMinutes));
    assert.deepEqual([timer.setAtMs, timer.dueAtMs], [startMs, dueMs]);
    await pass(3 * minuteMs - 1000);
    assert.deepEqual(window.fired, []);
    await pass(1000);
    assert.deepEqual(window.fired, [{ timer, lateMs: 0, lateBecause: 'held' }]);
    assert.deepEqual(window.timers.waiting(), []);
    await pass(5 * minuteMs);
    window.finish();
    await pass(3 * minuteMs);
    assert.deepEqual([window.fired.length, window.asked.length], [1, 0]);
    assert.deepEqual(await files(), [`${timer.id}.ended`]);
  });

  it('is on the disk, without a secret and for this user only, when it is said to be set', async () => {
    const window = await open();
    const { id } = await settle(window.timers.set(threeMinutes));
    const { mode } = await stat(join(folder(), `${id}.json`));
    if (process.platform !== 'win32') assert.equal(mode & 0o777, 0o600);
    assert.deepEqual(
      window.timers.waiting().map(({ campaignName, tier }) => [campaignName, tier]),
      [['Checkout test', 'staging']],
    );
  });

  it('of a campaign takes the place of the one before', async () => {
    const window = await open({ atOnce: true });
    await settle(window.timers.set(threeMinutes));
    await pass(minuteMs);
    const second = await settle(window.timers.set({ ...threeMinutes, minutes: 5 }));
    const other = await settle(window.timers.set({ ...threeMinutes, campaignId: 'cd-other', minutes: 4 }));
    assert.deepEqual(window.timers.waiting(), [other, second]);
    await pass(5 * minuteMs);
    assert.deepEqual(
      window.fired.map(({ timer }) => timer),
      [other, second],
    );
  });

  it('does not go off once it is cancelled, from any window', async () => {
    const [one, other] = [await open(), await open()];
    const timer = await settle(one.timers.set(threeMinutes));
    await pass(minuteMs);
    assert.equal(await settle(other.timers.cancel(timer)), true);
    await pass(2000);
    assert.deepEqual([one.timers.waiting(), other.timers.waiting()], [[], []]);
    assert.equal(await settle(one.timers.cancel(timer)), false);
    await pass(5 * minuteMs);
    assert.deepEqual(
      [firedBy([one, other]), askedBy([one, other])],
      [
        [0, 0],
        [0, 0],
      ],
    );
    assert.deepEqual([...one.lost, ...other.lost], []);
  });

  it('cannot be cancelled once it has gone off, and says so', async () => {
    const window = await open();
    const timer = await settle(window.timers.set(threeMinutes));
    await pass(3 * minuteMs);
    assert.equal(await settle(window.timers.cancel(timer)), false);
    assert.equal(window.fired.length, 1);
  });

  it('is shown by every window, and by none when it is over', async () => {
    const [one, other] = [await open({ atOnce: true }), await open({ atOnce: true })];
    const timer = await settle(one.timers.set(threeMinutes));
    await pass(10_000);
    for (const { shown } of [one, other]) assert.deepEqual(shown, [[timer]]);
    await pass(3 * minuteMs);
    for (const { shown } of [one, other]) assert.deepEqual(shown, [[timer], []]);
  });

  it('goes off in exactly one of three windows', async () => {
    for (let round = 0; round < 5; round += 1) {
      const windows = [await open({ atOnce: true }), await open({ atOnce: true }), await open({ atOnce: true })];
      await settle(firstOf(windows.slice(round % 3)).timers.set(threeMinutes));
      await pass(4 * minuteMs);
      assert.equal(windows.flatMap(({ fired }) => fired).length, 1);
      assert.deepEqual(askedBy(windows), [0, 0, 0]);
      for (const window of windows) window.kill();
    }
  });

  it('goes off in another window when the one that set it is closed', async () => {
    const [one, other] = [await open(), await open()];
    await settle(one.timers.set(threeMinutes));
    await pass(10_000);
    one.kill();
    await pass(3 * minuteMs);
    assert.deepEqual([firedBy([one, other]), other.fired[0]?.lateMs], [[0, 1], 0]);
  });

  it('goes off on time after a reload before it', async () => {
    const before = await open();
    await settle(before.timers.set(threeMinutes));
    await pass(2 * minuteMs);
    before.kill();
    await pass(20_000);
    const after = await open();
    await pass(40_000);
    assert.deepEqual(
      after.fired.map(({ lateMs }) => lateMs),
      [0],
    );
  });

  it('goes off late, within half a minute, when its time comes during a reload', async () => {
    const before = await open();
    await settle(before.timers.set(threeMinutes));
    await pass(3 * minuteMs - 3000);
    before.kill();
    await pass(20_000);
    const after = await open();
    await pass(10_000);
    assert.deepEqual(
      after.fired.map(({ lateMs, lateBecause }) => [lateMs, lateBecause]),
      [[18_000, 'away']],
    );
    assert.deepEqual(after.asked, []);
  });

  it('goes off when VS Code was closed in the meantime, and is open at its time', async () => {
    const before = await open();
    await settle(before.timers.set(threeMinutes));
    before.kill();
    await pass(minuteMs);
    const after = await open();
    await pass(2 * minuteMs);
    assert.deepEqual([after.fired.length, after.asked.length], [1, 0]);
  });

  it('is asked about at the next start, by one window, when VS Code was closed at its time', async () => {
    const before = await open();
    const timer = await settle(before.timers.set(threeMinutes));
    await pass(minuteMs);
    before.kill();
    await pass(3 * minuteMs);
    const windows = [await open(), await open()];
    await pass(minuteMs);
    assert.deepEqual(firedBy(windows), [0, 0]);
    const asked = windows.flatMap((window) => window.asked);
    assert.deepEqual(
      asked.map(({ timer, why }) => [timer, why]),
      [[timer, 'missed']],
    );
    for (const window of windows) window.finish();
    await pass(5 * minuteMs);
    assert.equal(windows.flatMap((window) => window.asked).length, 1);
    assert.deepEqual(await files(), [`${timer.id}.ended`]);
  });

  it('is asked about again when the window that asked is gone without an answer', async () => {
    await left(startMs);
    await pass(30 * minuteMs);
    const first = await open();
    await pass(minuteMs);
    assert.deepEqual(
      first.asked.map(({ why }) => why),
      ['missed'],
    );
    await pass(5 * minuteMs);
    first.kill();
    const second = await open();
    await pass(minuteMs);
    assert.deepEqual(
      second.asked.map(({ why }) => why),
      ['missed'],
    );
  });

  it('goes off late when the computer slept at its time, and tells so', async () => {
    const windows = [await open(), await open()];
    await settle(firstOf(windows).timers.set(threeMinutes));
    await pass(2 * minuteMs);
    await sleep(3 * 60 * minuteMs);
    await pass(2000);
    const fired = windows.flatMap((window) => window.fired);
    assert.deepEqual(
      fired.map(({ lateBecause }) => lateBecause),
      ['slept'],
    );
    for (const { lateMs } of fired) assert.ok(Math.abs(lateMs - (3 * 60 - 1) * minuteMs) <= 2000, String(lateMs));
  });

  it('is not taken for missed by a window that is opened as the computer wakes', async () => {
    const old = await open();
    await settle(old.timers.set(threeMinutes));
    await pass(2 * minuteMs);
    old.freeze();
    await sleep(60 * minuteMs);
    const young = await open();
    await pass(10_000);
    assert.deepEqual([young.fired, young.asked], [[], []]);
    old.thaw();
    await pass(minuteMs);
    assert.deepEqual(
      [firedBy([old, young]), askedBy([old, young])],
      [
        [1, 0],
        [0, 0],
      ],
    );
  });

  it('goes off after its minutes although the clock was set back', async () => {
    const window = await open();
    await settle(window.timers.set(threeMinutes));
    await pass(minuteMs);
    setClock(-120 * minuteMs);
    await pass(2 * minuteMs - 1000);
    assert.deepEqual(window.fired, []);
    await pass(1000);
    assert.deepEqual(
      window.fired.map(({ lateMs }) => lateMs),
      [0],
    );
  });

  it('waits no longer than it was set to, although the clock was set back while VS Code was closed', async () => {
    await left(startMs);
    setClock(-120 * minuteMs);
    const window = await open();
    await pass(3 * minuteMs + 1000);
    assert.equal(window.fired.length, 1);
  });

  it('goes off at once when the clock is set past its time', async () => {
    const window = await open();
    await settle(window.timers.set(threeMinutes));
    await pass(minuteMs);
    setClock(2.5 * minuteMs);
    await pass(2000);
    assert.equal(window.fired.length, 1);
  });

  it('is taken at once by a window that could stop it, and left to that one by others', async () => {
    const cannot = [false, false].map((can) => open({ canStop: () => Promise.resolve(can) }));
    const windows = [...(await Promise.all(cannot)), await open()];
    await settle(firstOf(windows).timers.set(threeMinutes));
    await pass(3 * minuteMs);
    assert.deepEqual(firedBy(windows), [0, 0, 1]);
  });

  it('is taken a little later by one that could not: then the person hears of it', async () => {
    for (const canStop of [
      () => Promise.resolve(false),
      () => Promise.reject(new Error('broken')),
      () => new Promise<never>(() => undefined),
    ]) {
      const window = await open({ canStop });
      await settle(window.timers.set(threeMinutes));
      await pass(3 * minuteMs + 4000);
      assert.deepEqual(window.fired, []);
      await pass(1000);
      assert.deepEqual(
        window.fired.map(({ lateMs }) => lateMs),
        [5000],
      );
      window.finish();
      window.kill();
    }
  });

  it('that may not stop its campaign any more is asked about, and again after a restart', async () => {
    let isAllowed = true;
    const traits = { canStop: () => Promise.resolve(isAllowed), mayStop: () => isAllowed };
    const windows = [await open(traits), await open(traits)];
    const timer = await settle(firstOf(windows).timers.set(threeMinutes));
    isAllowed = false;
    await pass(4 * minuteMs);
    const atMs = dueMs + 5000;
    assert.deepEqual(
      windows.flatMap(({ asked }) => asked),
      [{ timer, why: 'refused', atMs }],
    );
    for (const window of windows) window.kill();
    const next = await open({ mayStop: () => true });
    await pass(minuteMs);
    assert.deepEqual(next.asked, [{ timer, why: 'refused', atMs }]);
    assert.deepEqual(firedBy([...windows, next]), [0, 0, 0]);
  });

  it('whose window was killed while it stopped the campaign is asked about, not sent again', async () => {
    const first = await open();
    const timer = await settle(first.timers.set(threeMinutes));
    await pass(3 * minuteMs);
    assert.equal(first.fired.length, 1);
    first.kill();
    const windows = [await open(), await open()];
    await pass(minuteMs);
    assert.deepEqual(firedBy(windows), [0, 0]);
    assert.deepEqual(
      windows.flatMap(({ asked }) => asked),
      [{ timer, why: 'cut', atMs: dueMs }],
    );
    for (const window of windows) window.kill();
    await pass(3 * minuteMs);
    const last = await open();
    await pass(minuteMs);
    assert.deepEqual(last.asked, [{ timer, why: 'cut', atMs: dueMs }]);
  });

  it('is not asked about while its stop takes its time', async () => {
    const windows = [await open(), await open()];
    await settle(firstOf(windows).timers.set(threeMinutes));
    await pass(6 * minuteMs);
    assert.equal(windows.flatMap(({ fired }) => fired).length, 1);
    assert.deepEqual(askedBy(windows), [0, 0]);
  });

  it('of a simulator in another window is left alone, and ends without a word when that is gone', async () => {
    const [its, other] = [await open(), await open({ isElsewhere: () => true })];
    await settle(its.timers.set({ ...threeMinutes, tier: 'practice' }));
    await pass(3 * minuteMs);
    assert.deepEqual(firedBy([its, other]), [1, 0]);
    its.finish();
    await pass(1000);
    await settle(its.timers.set({ ...threeMinutes, tier: 'practice' }));
    its.kill();
    await pass(4 * minuteMs);
    assert.deepEqual([other.fired, other.asked, other.lost], [[], [], []]);
    assert.ok((await files()).every((name) => name.endsWith('.ended')));
  });

  it('of a simulator whose window was killed while it stopped the campaign ends without a word', async () => {
    const its = await open();
    await settle(its.timers.set({ ...threeMinutes, tier: 'practice' }));
    await pass(3 * minuteMs);
    its.kill();
    const other = await open({ isElsewhere: () => true });
    await pass(minuteMs);
    assert.deepEqual([other.fired, other.asked], [[], []]);
    assert.match((await files()).join(), /^[0-9a-f]{16}\.ended$/);
  });

  it('is read anew with each look', async () => {
    const window = await open();
    const timer = await settle(window.timers.set(threeMinutes));
    await pass(10_000);
    await writeFile(join(folder(), `${timer.id}.json`), timerText({ ...timer, dueAtMs: now() + 2000 }));
    await pass(3000);
    assert.equal(window.fired.length, 1);
  });

  it('leaves no file behind for longer than an hour after its end', async () => {
    const window = await open({ atOnce: true });
    await settle(window.timers.set({ ...threeMinutes, minutes: 1 }));
    await pass(2 * minuteMs);
    window.kill();
    await pass(30 * minuteMs);
    (await open()).kill();
    assert.equal((await files()).length, 1);
    await pass(40 * minuteMs);
    await open();
    assert.deepEqual(await files(), []);
  });

  it('is lost when something deletes its file, and that is told', async () => {
    const { rm } = await import('node:fs/promises');
    const window = await open();
    const timer = await settle(window.timers.set(threeMinutes));
    await pass(minuteMs);
    await rm(folder(), { recursive: true });
    await pass(2000);
    assert.deepEqual([window.lost, window.timers.waiting()], [[timer], []]);
    await pass(6 * minuteMs);
    assert.deepEqual([window.fired.length, window.lost.length], [0, 1]);
  });
});
