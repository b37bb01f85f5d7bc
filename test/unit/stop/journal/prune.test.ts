import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';

import type { StopJournal } from '../../../../src/stop/journal/index.ts';
import { intentOf, iso, outcomeOf, startMs, unresolved, useJournals } from '../../support/journals.ts';

const dayMs = 86_400_000;
const idsOf = async (journal: StopJournal): Promise<readonly string[]> =>
  (await journal.read()).map(({ intent }) => intent.id);

describe('Pruning the journal', () => {
  const { open, kill, files, text, folder, computer } = useJournals();
  /** A window that stopped these so many days ago, and is gone. */
  const left = async (pid: number, stops: Readonly<Record<string, number>>): Promise<void> => {
    const journal = open(pid);
    for (const [id, days] of Object.entries(stops)) {
      const at = iso(startMs - days * dayMs);
      await journal.begin(intentOf(id, { at, about: { tier: 'staging' } }));
      await journal.end(id, outcomeOf({ startedAt: at, finishedAt: at }));
      await journal.note(id, { kind: 'seen', at });
    }
    kill(pid);
  };

  it('drops what is older than the days, with all that was told of it', async () => {
    await left(1, { a: 401, b: 399, c: 1 });
    const journal = open(2);
    await journal.prune({ days: 400, entries: 100 });
    assert.deepEqual(await idsOf(journal), ['b', 'c']);
    assert.doesNotMatch(await text(), /"a"/);
    const entries = await journal.read();
    assert.deepEqual(
      entries.map(({ outcome, later }) => [outcome?.verdict, later.length]),
      [
        ['stopped', 1],
        ['stopped', 1],
      ],
    );
  });

  it('drops the oldest of more than the entries, from whatever file', async () => {
    await left(1, { a: 5, d: 2 });
    await left(2, { b: 4, c: 3, e: 1 });
    const journal = open(3);
    await journal.prune({ days: 400, entries: 3 });
    assert.deepEqual(await idsOf(journal), ['c', 'd', 'e']);
  });

  it('deletes a file of which nothing is left, and one that never had anything', async () => {
    await left(1, { a: 500 });
    await left(2, { b: 1 });
    const owner = { kind: 'owner', pid: 99, host: 'pc', boot: 'boot of pc', space: 'pid:[1]', startedAt: iso(startMs) };
    await fs.writeFile(join(folder(), `${startMs}-0000000000000001-0.jsonl`), `${JSON.stringify(owner)}\n`);
    const before = await files();
    await open(3).prune({ days: 400, entries: 100 });
    // One with something is left, and the one that shows that this window is there.
    assert.equal(before.length, 3);
    assert.equal((await files()).filter((name) => before.includes(name)).length, 1);
    assert.deepEqual(await idsOf(open(4)), ['b']);
  });

  it('leaves the files of windows that are there as they are', async () => {
    const running = open(1);
    await running.begin(intentOf('a', { at: iso(startMs - 500 * dayMs) }));
    const before = await text();
    await open(2).prune({ days: 400, entries: 100 });
    assert.equal(await text(), before);
    await running.end('a', outcomeOf());
    assert.equal((await open(3).read())[0]?.outcome?.verdict, 'stopped');
  });

  it('leaves what nobody was told yet to the one who tells it', async () => {
    await open(1).begin(intentOf('a', { at: iso(startMs - 500 * dayMs) }));
    kill(1);
    await open(2).prune({ days: 400, entries: 100 });
    assert.equal((await open(3).takeOver()).length, 1);
  });

  it('does not keep from being told what became ripe while it pruned or read', async () => {
    await open(1).begin(intentOf('a'));
    kill(1);
    const journal = open(2);
    await journal.read();
    await journal.prune({ days: 400, entries: 100 });
    assert.equal((await journal.takeOver()).length, 1);
  });

  it('drops what this window took over, once it is too old', async () => {
    await open(1).begin(intentOf('a'));
    kill(1);
    const journal = open(2);
    const [taken] = await journal.takeOver();
    await journal.end('a', taken?.outcome ?? unresolved('unknown'));
    computer.nowMs += 500 * dayMs;
    await journal.prune({ days: 400, entries: 100 });
    assert.deepEqual(await idsOf(journal), []);
  });

  it('drops garbage from a file that it writes anew, and leaves no file beside', async () => {
    await left(1, { a: 500, b: 1 });
    const [name = ''] = await files();
    await fs.appendFile(join(folder(), name), 'garbage\n{"kind":"outcome","of":"nobody","outcome":{}}\n');
    await open(2).prune({ days: 400, entries: 100 });
    assert.doesNotMatch(await text(), /garbage|nobody/);
    assert.ok((await files()).every((one) => one.endsWith('.jsonl')));
  });

  it('keeps the old file whole when the new one cannot be written', async () => {
    await left(1, { a: 500, b: 1 });
    const broken: typeof fs.open = (path, flags, mode) =>
      flags === 'wx'
        ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        : fs.open(path, flags, mode);
    await assert.rejects(open(2, { disk: { ...fs, open: broken } }).prune({ days: 400, entries: 100 }));
    kill(2);
    assert.deepEqual(await idsOf(open(3)), ['a', 'b']);
  });

  it('is done by one window when several do it at once', async () => {
    await left(1, { a: 500, b: 1 });
    await left(2, { c: 500, d: 2 });
    const windows = [3, 4, 5].map((pid) => open(pid));
    await Promise.all(windows.map((journal) => journal.prune({ days: 400, entries: 100 })));
    assert.deepEqual(await idsOf(open(6)), ['d', 'b']);
    // Each was taken before it was written.
    assert.ok((await files()).filter((name) => name.includes('~')).length === 2, String(await files()));
  });

  it('leaves a file to the window that is at it', async () => {
    await left(1, { a: 500, b: 1 });
    const gate = gated();
    const slow: typeof fs.open = async (path, flags, mode) => {
      if (flags === 'wx') await gate.pass();
      return fs.open(path, flags, mode);
    };
    const first = open(2, { disk: { ...fs, open: slow } }).prune({ days: 400, entries: 100 });
    await gate.reached;
    await open(3).prune({ days: 400, entries: 100 });
    gate.release();
    await first;
    assert.equal((await files()).filter((name) => name.includes('~')).length, 1, String(await files()));
    assert.deepEqual(await idsOf(open(4)), ['b']);
  });

  it('leaves a file to a window that came while the folder was being listed', async () => {
    await left(1, { a: 500, b: 1 });
    const taker = open(2);
    await taker.begin(intentOf('c'));
    const before = await files();
    const own = before.find((name) => !name.includes('~') && name !== before[0]) ?? '';
    const [, window = ''] = own.split('-');
    const taken = (before[0] ?? '').replace('.jsonl', `~${window}.jsonl`);
    await fs.rename(join(folder(), before[0] ?? ''), join(folder(), taken));
    let lists = 0;
    const readdir = (async (path: string) => {
      lists += 1;
      const names = await fs.readdir(path);
      return lists === 1 ? names.filter((name) => name !== own) : names;
    }) as typeof fs.readdir;
    await open(3, { disk: { ...fs, readdir } }).prune({ days: 400, entries: 100 });
    assert.ok((await files()).includes(taken), String(await files()));
  });

  it('keeps how a stop ended when the file that it was begun in cannot be read', async () => {
    await open(1).begin(intentOf('a'));
    kill(1);
    const [begun = ''] = await files();
    const second = open(2);
    const [taken] = await second.takeOver();
    await second.end('a', taken?.outcome ?? unresolved('unknown'));
    await second.note('a', { kind: 'seen', at: iso(startMs) });
    kill(2);
    const unreadable: typeof fs.open = (path, flags, mode) =>
      String(path).includes(begun.replace('.jsonl', '~')) && typeof flags === 'number'
        ? Promise.reject(Object.assign(new Error('away'), { code: 'EIO' }))
        : fs.open(path, flags, mode);
    await open(3, { disk: { ...fs, open: unreadable } }).prune({ days: 400, entries: 100 });
    assert.deepEqual(await open(4).takeOver(), []);
    assert.equal((await open(4).read())[0]?.later.length, 1);
  });
});

/** Something that waits, once it has come that far, until it is let on. */
function gated(): { pass(): Promise<void>; readonly reached: Promise<void>; release(): void } {
  let release = (): void => undefined;
  let come = (): void => undefined;
  const open = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => (come = resolve));
  const pass = (): Promise<void> => {
    come();
    return open;
  };
  return { pass, reached, release };
}
