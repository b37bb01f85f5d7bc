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
    await open(3).prune({ days: 400, entries: 100 });
    assert.equal((await files()).length, 1);
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
});
