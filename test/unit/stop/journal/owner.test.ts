import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

import { here, isSurelyGone, Watch, type Here, type Owner } from '../../../../src/stop/journal/owner.ts';

const nowMs = Date.UTC(2026, 10, 23, 2, 10, 45);
const bootedAtMs = nowMs - 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();

describe('This process', () => {
  it('says who it is, with the system’s run of it where that is told', () => {
    const { owner } = here(() => nowMs);
    const isLinux = existsSync('/proc/self/ns/pid');
    assert.deepEqual(owner, {
      pid: process.pid,
      host: hostname(),
      ...(isLinux ? { boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() } : {}),
      ...(isLinux ? { space: readlinkSync('/proc/self/ns/pid') } : {}),
      startedAt: owner.startedAt,
    });
  });

  it('began before now, and its computer before it', () => {
    const { owner, bootedAtMs: boot } = here(() => nowMs);
    const startedAtMs = Date.parse(owner.startedAt);
    const slackMs = 60_000;
    assert.ok(Math.abs(startedAtMs - (nowMs - process.uptime() * 1000)) < slackMs, owner.startedAt);
    assert.ok(Math.abs(boot - (nowMs - uptime() * 1000)) < slackMs, iso(boot));
    assert.ok(startedAtMs < nowMs && boot < nowMs);
  });

  it('knows a process that is there from one that has ended', () => {
    const { isAlive } = here(() => nowMs);
    assert.ok(isAlive(process.pid));
    const { pid } = spawnSync(process.execPath, ['--version']);
    assert.ok(!isAlive(pid));
  });

  it('takes a process that it may not ask for one that is there', () => {
    const kill = process.kill.bind(process);
    process.kill = () => {
      throw Object.assign(new Error('x'), { code: 'EPERM' });
    };
    try {
      assert.ok(here(() => nowMs).isAlive(1));
    } finally {
      process.kill = kill;
    }
  });
});

describe('The owner of a file', () => {
  const owner: Owner = { pid: 5, host: 'pc', boot: 'one', space: 'pid:[1]', startedAt: iso(bootedAtMs - 1) };
  const at = (more: Partial<Owner> = {}, isAlive = true): Here => ({
    owner: { ...owner, ...more },
    bootedAtMs,
    isAlive: () => isAlive,
  });
  const without = (key: 'boot' | 'space', from: Owner = owner): Owner => {
    const { [key]: left, ...rest } = from;
    assert.ok(left !== undefined);
    return rest;
  };
  const before = bootedAtMs - 1;

  it('is gone when its process is, as far as processes are counted together', () => {
    assert.ok(isSurelyGone(owner, nowMs, at({}, false)));
    assert.ok(!isSurelyGone(owner, nowMs, at({}, true)));
    assert.ok(!isSurelyGone(owner, nowMs, at({ space: 'pid:[2]' }, false)));
    assert.ok(!isSurelyGone(owner, nowMs, at({ boot: 'two' }, false)));
    assert.ok(!isSurelyGone(owner, nowMs, at({ host: 'laptop' }, false)));
  });

  it('is counted by its process id also where one of the two does not know the system’s run', () => {
    assert.ok(isSurelyGone(without('boot'), nowMs, at({}, false)));
    assert.ok(isSurelyGone(owner, nowMs, { ...at({}, false), owner: without('boot') }));
  });

  it('is gone when it began and was last seen before the computer was started', () => {
    assert.ok(isSurelyGone(owner, before, at({ boot: 'two' })));
    assert.ok(!isSurelyGone(owner, bootedAtMs, at({ boot: 'two' })), 'seen since');
    assert.ok(!isSurelyGone(owner, before, at()), 'the same run, so only the clock was set');
    for (const startedAtMs of [bootedAtMs, nowMs]) {
      assert.ok(!isSurelyGone({ ...owner, startedAt: iso(startedAtMs) }, before, at({ boot: 'two' })), 'begun since');
    }
  });
});

describe('The watch over files', () => {
  it('takes a file for left after 90 s without a touch, however long the looks are apart', () => {
    const watch = new Watch();
    const looks = [0, 30_000, 60_000, 89_999, 90_000].map((ms) => watch.isQuiet('a', 7, nowMs + ms));
    assert.deepEqual(looks, [false, false, false, false, true]);
    assert.ok(!watch.isQuiet('a', 8, nowMs + 200_000), 'a touch begins anew');
    const asleep = [1, 2, 3].map((hours) => watch.isQuiet('a', 8, nowMs + hours * 3_600_000));
    assert.deepEqual(asleep, [false, false, true], 'each look counts for 30 s at most');
  });

  it('counts nothing for a clock that was set back', () => {
    const watch = new Watch();
    watch.isQuiet('a', 7, nowMs);
    const looks = [-60_000, -90_000, -60_000, -30_000, 0].map((ms) => watch.isQuiet('a', 7, nowMs + ms));
    assert.deepEqual(looks, [false, false, false, false, true]);
  });

  it('forgets the files that are no longer there, and no others', () => {
    const watch = new Watch();
    for (const ms of [0, 30_000, 60_000, 90_000]) for (const name of ['a', 'b']) watch.isQuiet(name, 7, nowMs + ms);
    watch.keepOnly(new Set(['b']));
    assert.ok(!watch.isQuiet('a', 7, nowMs + 90_000));
    assert.ok(watch.isQuiet('b', 7, nowMs + 90_000));
  });
});
