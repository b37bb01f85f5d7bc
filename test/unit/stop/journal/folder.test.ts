import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { realDisk, type JournalDisk } from '../../../../src/stop/journal/disk.ts';
import { listFiles, openPlain, readLines, takeFile } from '../../../../src/stop/journal/folder.ts';

const window = '0123456789abcdef';
const failing = (call: keyof JournalDisk, code: string): JournalDisk => ({
  ...realDisk,
  [call]: () => Promise.reject(Object.assign(new Error('x'), { code })),
});

describe('The folder of the journal', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kore-journal-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function linesOf(text: string | Buffer): Promise<readonly string[]> {
    const path = join(folder, 'file');
    await writeFile(path, text);
    const handle = (await openPlain(realDisk, path)) ?? assert.fail();
    const lines: string[] = [];
    try {
      await readLines(handle, (line) => lines.push(line));
    } finally {
      await handle.close();
    }
    return lines;
  }

  it('has its files by their time, and nothing that is none of them', async () => {
    const names = [2, 1, 3].map((ms) => `${String(ms).padStart(13, '0')}-${window}-0.jsonl`);
    for (const name of [...names, 'x.jsonl', 'y.new']) await writeFile(join(folder, name), '');
    const disk = { ...realDisk, readdir: () => Promise.resolve(['x.jsonl', ...names]) } as unknown as JournalDisk;
    for (const one of [realDisk, disk]) {
      assert.deepEqual(
        (await listFiles(one, folder)).map(({ startedAtMs }) => startedAtMs),
        [1, 2, 3],
      );
    }
  });

  it('has none where it is not there, and says so where it cannot be read', async () => {
    assert.deepEqual(await listFiles(realDisk, join(folder, 'none')), []);
    await assert.rejects(listFiles(failing('readdir', 'EACCES'), folder), { code: 'EACCES' });
  });

  it('opens plain files only, and says so where one cannot be opened', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await mkdir(join(folder, 'folder'));
    assert.equal(await openPlain(realDisk, join(folder, 'folder')), undefined);
    if (process.platform !== 'win32') {
      await symlink(file, join(folder, 'link'));
      assert.equal(await openPlain(realDisk, join(folder, 'link')), undefined);
    }
    for (const code of ['ELOOP', 'ENXIO', 'EISDIR']) {
      assert.equal(await openPlain(failing('open', code), file), undefined);
    }
    for (const code of ['EACCES', 'ENOENT', 'EMFILE'])
      await assert.rejects(openPlain(failing('open', code), file), { code });
  });

  it('reads each line that is not empty, and a last one without its end', async () => {
    assert.deepEqual(await linesOf(''), []);
    assert.deepEqual(await linesOf('\n\na\n\nbé\nc'), ['a', 'bé', 'c']);
    assert.deepEqual(await linesOf('a\n'), ['a']);
  });

  it('reads lines across the chunks of a file, up to 256 KiB each, and passes over much longer ones', async () => {
    const chunk = 256 * 1024;
    const longest = 'x'.repeat(chunk);
    assert.deepEqual(await linesOf(`${'a'.repeat(chunk - 3)}\nabcdef\nb`), ['a'.repeat(chunk - 3), 'abcdef', 'b']);
    assert.deepEqual(await linesOf(`a\n${longest}\nb`), ['a', longest, 'b']);
    assert.deepEqual(await linesOf(`${longest}\n${'z'.repeat(3 * chunk)}\nb\n${'z'.repeat(2 * chunk)}`), [
      longest,
      'b',
    ]);
    assert.deepEqual(await linesOf(`a\n${'y'.repeat(2 * chunk)}\n\nb`), ['a', 'b']);
  });

  it('gives a file to the one who finds it', async () => {
    await writeFile(join(folder, 'a'), '');
    assert.ok(await takeFile(realDisk, folder, 'a', 'b'));
    assert.ok(!(await takeFile(realDisk, folder, 'a', 'c')));
    assert.ok(await takeFile(realDisk, folder, 'a', 'b'), 'asked twice by a network drive');
    await assert.rejects(takeFile(failing('rename', 'EACCES'), folder, 'b', 'd'), { code: 'EACCES' });
  });
});
