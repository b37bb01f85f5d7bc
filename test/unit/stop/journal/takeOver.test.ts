import assert from 'node:assert/strict';
import { access, rm } from 'node:fs/promises';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';

import type { StopJournal, TakenEntry } from '../../../../src/stop/journal/index.ts';
import { intentOf, iso, outcomeOf, startMs, unresolved, useJournals } from '../../support/journals.ts';

const told = (entries: readonly TakenEntry[]): readonly string[] =>
  entries.map(({ intent, why }) => `${intent.id} ${why}`).sort();

const dayMs = 86_400_000;

describe('Taking over what a window left', () => {
  const { open, kill, files, folder, computer } = useJournals();
  /** Looks again and again, as a window does, for so long. */
  const lookFor = async (journal: StopJournal, ms: number, stepMs = 30_000): Promise<readonly string[]> => {
    const all: TakenEntry[] = [];
    for (const endMs = computer.nowMs + ms; computer.nowMs < endMs; computer.nowMs += stepMs)
      all.push(...(await journal.takeOver()));
    return told(all);
  };

  it('finds nothing, and makes nothing, where there is no folder', async () => {
    const journal = open(1);
    assert.deepEqual(await journal.takeOver(), []);
    assert.deepEqual(await journal.read(), []);
    await assert.rejects(access(folder()));
  });

  it('tells at once of a stop whose process is gone', async () => {
    await open(1).begin(intentOf('a'));
    kill(1);
    computer.nowMs += 5000;
    const [entry, ...others] = await open(2).takeOver();
    assert.deepEqual(others, []);
    assert.deepEqual(entry, {
      intent: intentOf('a'),
      later: [],
      notes: [],
      interrupted: true,
      why: 'interrupted',
      outcome: {
        verdict: 'unknown',
        reason: 'interrupted',
        requests: 1,
        startedAt: iso(startMs),
        finishedAt: iso(startMs + 5000),
        message: 'UNKNOWN whether it stopped: campaign cd-a of Acme Retail (interrupted); 1 stop request sent.',
      },
    });
  });

  it('never tells of a stop while its window is there', async () => {
    const running = open(1);
    await running.begin(intentOf('a'));
    const second = open(2);
    // It shows that it is there every 30 s, by its file.
    for (let looks = 0; looks < 40; looks += 1) {
      assert.deepEqual(await second.takeOver(), []);
      computer.nowMs += 30_000;
      const [name = ''] = await files();
      await fs.utimes(join(folder(), name), new Date(computer.nowMs), new Date(computer.nowMs));
    }
    assert.equal((await second.read())[0]?.interrupted, false);
    await running.end('a', outcomeOf());
    assert.equal((await second.read())[0]?.outcome?.verdict, 'stopped');
  });

  it('touches its file every 30 s, until it is disposed of', async () => {
    const waits: number[] = [];
    let pass: (() => void) | undefined;
    const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        waits.push(ms);
        pass = resolve;
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const journal = open(1, { sleep });
    await journal.begin(intentOf('a'));
    const [name = ''] = await files();
    const touchedAtMs = async (): Promise<number> => (await fs.stat(join(folder(), name))).mtimeMs;
    for (const ms of [30_000, 60_000]) {
      computer.nowMs = startMs + ms;
      pass?.();
      for (let tries = 0; (await touchedAtMs()) !== computer.nowMs && tries < 500; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(await touchedAtMs(), computer.nowMs);
    }
    assert.deepEqual(waits, [30_000, 30_000, 30_000]);
    journal.dispose();
    await new Promise(setImmediate);
    assert.equal(waits.length, 3);
  });

  it('tells of a process id that was given again after 90 s without a sign', async () => {
    await open(1).begin(intentOf('a'));
    const second = open(2);
    assert.deepEqual(await lookFor(second, 90_000), []);
    assert.deepEqual(await lookFor(second, 30_000), ['a interrupted']);
  });

  it('waits for the sign of a window on another computer, whatever its process id is here', async () => {
    await open(1, { host: 'elsewhere' }).begin(intentOf('a'));
    kill(1);
    const second = open(2);
    assert.deepEqual(await lookFor(second, 90_000), []);
    assert.deepEqual(await lookFor(second, 30_000), ['a interrupted']);
  });

  it('counts a sleep of the computer as one look, for the other window slept too', async () => {
    await open(1).begin(intentOf('a'));
    const second = open(2);
    await second.takeOver();
    computer.nowMs += 8 * 3_600_000;
    assert.deepEqual(await second.takeOver(), []);
    computer.nowMs -= 3_600_000;
    assert.deepEqual(await second.takeOver(), []);
  });

  it('gives each stop to one window, however many look', async () => {
    for (let pid = 1; pid <= 10; pid += 1) {
      await open(pid).begin(intentOf(`a${pid}`));
      kill(pid);
    }
    const windows = [11, 12, 13, 14, 15].map((pid) => open(pid));
    const taken = (await Promise.all(windows.map((journal) => journal.takeOver()))).flat();
    assert.equal(taken.length, 10);
    assert.equal(new Set(taken.map(({ intent }) => intent.id)).size, 10);
    for (const journal of windows) assert.deepEqual(await journal.takeOver(), []);
  });

  it('tells once what was told: its outcome is that it was interrupted', async () => {
    await open(1).begin(intentOf('a', { at: iso(startMs - 2 * dayMs) }));
    kill(1);
    const second = open(2);
    const [entry] = await second.takeOver();
    assert.ok(entry !== undefined);
    assert.equal(second.idOf(entry.outcome), 'a');
    await second.end('a', entry.outcome);
    kill(2);
    const third = open(3);
    assert.deepEqual(told(await third.takeOver()), ['a unresolved']);
    const [kept] = await third.read();
    assert.deepEqual([kept?.interrupted, kept?.outcome], [true, entry.outcome]);
  });

  it('tells again what a window took and did not tell before it was gone', async () => {
    await open(1).begin(intentOf('a'));
    kill(1);
    const second = open(2);
    assert.deepEqual(told(await second.takeOver()), ['a interrupted']);
    assert.deepEqual(await open(3).takeOver(), []);
    kill(2);
    assert.deepEqual(told(await open(4).takeOver()), ['a interrupted']);
  });

  it('keeps how a stop ended whose window was only taken for gone', async () => {
    const slow = open(1);
    await slow.begin(intentOf('a'));
    const second = open(2);
    await lookFor(second, 120_000);
    const [entry] = await second.read();
    assert.equal(entry?.interrupted, true);
    await second.end('a', unresolved('unknown', { reason: 'interrupted' }));
    await slow.end('a', outcomeOf());
    const [kept] = await open(3).read();
    assert.deepEqual([kept?.interrupted, kept?.outcome], [false, outcomeOf()]);
  });

  it('brings back the unresolved stops of the last day that nobody has seen', async () => {
    const journal = open(1);
    const day = { finishedAt: iso(startMs - dayMs - 1000) };
    for (const [id, outcome] of [
      ['unknown', unresolved('unknown')],
      ['accepted', unresolved('accepted')],
      ['notStopped', unresolved('notStopped')],
      ['seen', unresolved('unknown')],
      ['cleared', unresolved('accepted')],
      ['worse', unresolved('accepted')],
      ['old', unresolved('unknown', day)],
      ['byReply', outcomeOf({ confirmedBy: 'reply', uncheckedBecause: 'refused' })],
    ] as const) {
      await journal.begin(intentOf(id));
      await journal.end(id, outcome);
    }
    await journal.note('seen', { kind: 'seen', at: iso(startMs) });
    await journal.note('cleared', { kind: 'read', at: iso(startMs), state: 'Active' });
    await journal.note('cleared', { kind: 'read', at: iso(startMs), state: 'Stopped' });
    await journal.note('worse', { kind: 'read', at: iso(startMs), state: 'Stopped' });
    await journal.note('worse', { kind: 'read', at: iso(startMs), state: 'Active' });
    kill(1);
    const second = open(2);
    const taken = await second.takeOver();
    assert.deepEqual(
      told(taken),
      ['accepted', 'byReply', 'notStopped', 'unknown', 'worse'].map((id) => `${id} unresolved`),
    );
    const worse = taken.find(({ intent }) => intent.id === 'worse');
    assert.equal(worse?.later.length, 2);
    await second.note('worse', { kind: 'seen', at: iso(startMs) });
    kill(2);
    assert.ok(!told(await open(3).takeOver()).includes('worse unresolved'));
  });

  it('brings back production stops whose later looks are not over', async () => {
    const journal = open(1);
    for (const [id, tier, minutes] of [
      ['none', 'production', []],
      ['some', undefined, [2, 10]],
      ['all', 'production', [2, 10, 60]],
      ['staging', 'staging', []],
    ] as const) {
      await journal.begin(intentOf(id, { about: tier === undefined ? {} : { tier } }));
      await journal.end(id, outcomeOf());
      for (const afterMinutes of minutes) await journal.note(id, { kind: 'watched', at: iso(startMs), afterMinutes });
    }
    await journal.begin(intentOf('finished'));
    await journal.end('finished', outcomeOf({ effect: 'finished', state: 'Completed' }));
    kill(1);
    assert.deepEqual(told(await open(2).takeOver()), ['none watched', 'some watched']);
  });

  it('lets only the last stop of a campaign count', async () => {
    const journal = open(1);
    const same = { campaignId: 'cd-same' };
    await journal.begin(intentOf('first', same));
    await journal.begin(intentOf('second', { ...same, at: iso(startMs + 1) }));
    await journal.end('second', outcomeOf());
    await journal.note('second', { kind: 'watched', at: iso(startMs), afterMinutes: 60 });
    kill(1);
    assert.deepEqual(await open(2).takeOver(), []);
  });

  it('tells all the same where it cannot write, and says so', async () => {
    await open(1).begin(intentOf('a'));
    kill(1);
    const warned: string[] = [];
    const denied = (): Promise<never> => Promise.reject(Object.assign(new Error('read-only'), { code: 'EROFS' }));
    const open2: typeof fs.open = (path, flags, mode) => (flags === 'ax' ? denied() : fs.open(path, flags, mode));
    const second = open(2, {
      disk: { ...fs, open: open2, rename: denied },
      log: { info: () => undefined, warn: (line) => void warned.push(line) },
    });
    assert.deepEqual(told(await second.takeOver()), ['a interrupted']);
    assert.equal(warned.length, 1);
    assert.deepEqual(await second.takeOver(), []);
  });

  it('looks again after a look that failed', async () => {
    await open(1).begin(intentOf('a'));
    kill(1);
    let fails = true;
    const readdir = ((path: string) =>
      fails ? Promise.reject(new Error('away')) : fs.readdir(path)) as unknown as typeof fs.readdir;
    const second = open(2, { disk: { ...fs, readdir } });
    await assert.rejects(second.takeOver());
    fails = false;
    assert.deepEqual(told(await second.takeOver()), ['a interrupted']);
  });

  it('is not kept from the others by a file that cannot be read', async () => {
    await open(1).begin(intentOf('a'));
    await open(2).begin(intentOf('b'));
    kill(1);
    kill(2);
    const [first = ''] = await files();
    const broken: typeof fs.open = (path, flags, mode) =>
      String(path).endsWith(first) ? Promise.reject(new Error('EIO')) : fs.open(path, flags, mode);
    const third = open(3, { disk: { ...fs, open: broken } });
    assert.equal((await third.takeOver()).length, 1);
    await rm(join(folder(), first));
  });
});

describe('A computer that was started anew', () => {
  const { open } = useJournals();
  const at = (host: string, boot: string | undefined, bootedAtMs: number) => ({
    here: {
      owner: { pid: 2, host, ...(boot === undefined ? {} : { boot }), startedAt: iso(startMs) },
      bootedAtMs,
      isAlive: () => true,
    },
  });

  for (const [what, boot] of [
    ['by its own word', 'another boot'],
    ['by its clock', undefined],
  ] as const) {
    it(`has no window of before, ${what}`, async () => {
      await open(1, at('pc', boot === undefined ? undefined : 'boot of pc', startMs - 3_600_000)).begin(intentOf('a'));
      const later = open(2, at('pc', boot, Date.now() + 60_000));
      assert.deepEqual(told(await later.takeOver()), ['a interrupted']);
    });
  }

  it('is not taken for that when only the clock was set', async () => {
    await open(1, at('pc', 'boot of pc', startMs - 3_600_000)).begin(intentOf('a'));
    assert.deepEqual(await open(2, at('pc', 'boot of pc', Date.now() + 60_000)).takeOver(), []);
  });

  it('is not taken for that when a file was touched since', async () => {
    await open(1, at('pc', undefined, startMs - 3_600_000)).begin(intentOf('a'));
    assert.deepEqual(await open(2, at('pc', undefined, Date.now() - 60_000)).takeOver(), []);
  });

  it('is another one when its name is', async () => {
    await open(1, at('pc', 'boot of pc', startMs - 3_600_000)).begin(intentOf('a'));
    assert.deepEqual(await open(2, at('laptop', 'another boot', Date.now() + 60_000)).takeOver(), []);
  });
});

describe('A process in another container', () => {
  const { open } = useJournals();
  const inSpace = (space: string) => ({
    here: {
      owner: { pid: 5, host: 'pc', boot: 'one', space, startedAt: iso(startMs) },
      bootedAtMs: 0,
      isAlive: () => false,
    },
  });

  it('is not taken for gone because no process here has its id', async () => {
    await open(1, inSpace('pid:[1]')).begin(intentOf('a'));
    assert.deepEqual(await open(2, inSpace('pid:[2]')).takeOver(), []);
    assert.deepEqual(told(await open(2, inSpace('pid:[1]')).takeOver()), ['a interrupted']);
  });
});
