import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import { StreamConfiguration } from '../../../src/ui/streamConfiguration.ts';

const good = {
  name: 'Acme Retail',
  host: 'platform.kore.ai',
  accountId: '5f00000000000000000000aa',
  streamId: 'st-1',
  tier: 'staging',
  campaigns: [{ id: 'cd-1', name: 'Blast', colour: 'red' }, 'no campaign'],
  note: { of: ['my own', null, 7] },
};
const twin = { ...good, name: 'Acme again' };
const second = { ...good, name: 'Second', streamId: 'st-2', campaigns: undefined };
/** Everything that can stand in the list. */
const entries: readonly unknown[] = [
  'not an object',
  null,
  7,
  [good],
  {},
  { ...good, host: 'user@evil.example' },
  good,
  { name: 'half' },
  twin,
  JSON.parse(JSON.stringify(second)),
];

const setting = (): unknown => vscode.workspace.getConfiguration().inspect('kore.streams')?.globalValue;
const write = (value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration().update('kore.streams', value, vscode.ConfigurationTarget.Global);

/** A settings file that was just mended is believed a moment later. */
async function mendedWrite(value: unknown): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      await write(value);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await write(value);
}

describe('StreamConfiguration', () => {
  let configuration: StreamConfiguration;

  async function openedWith(value: unknown): Promise<void> {
    await write(value);
    configuration = new StreamConfiguration();
  }

  afterEach(async () => {
    configuration.dispose();
    await mendedWrite(undefined);
  });

  function found(name: string): ReturnType<StreamConfiguration['settings']>['streams'][number] {
    return configuration.settings().streams.find((one) => one.name === name) ?? assert.fail(name);
  }

  it('shows the good entries, and a problem for each other', async () => {
    await openedWith(entries);
    const { streams, problems } = configuration.settings();
    assert.deepEqual(
      streams.map(({ name }) => name),
      ['Acme Retail', 'Second'],
    );
    assert.deepEqual([...new Set(problems.map(({ entry }) => entry))].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('adds at the end and leaves every other entry as it stands', async () => {
    await openedWith(entries);
    const entry = { name: 'New', host: 'eu-platform.kore.ai', accountId: 'a', streamId: 'st-3' };
    assert.deepEqual(await configuration.add(entry), { ok: true });
    assert.deepEqual(setting(), [...entries, entry]);
  });

  it('adds the first one', async () => {
    await openedWith(undefined);
    const entry = { name: 'New', host: 'platform.kore.ai', accountId: 'a', streamId: 'st-3' };
    assert.deepEqual(await configuration.add(entry), { ok: true });
    assert.deepEqual(setting(), [entry]);
  });

  it('changes one entry, as it is written, and leaves every other as it stands', async () => {
    await openedWith(entries);
    const result = await configuration.change(found('Acme Retail'), (raw) => ({ ...raw, name: 'Renamed' }));
    assert.deepEqual(result, { ok: true });
    assert.deepEqual(
      setting(),
      entries.map((one) => (one === good ? { ...good, name: 'Renamed' } : one)),
    );
  });

  it('removes one entry and leaves every other as it stands', async () => {
    await openedWith(entries);
    assert.deepEqual(await configuration.remove(found('Second')), { ok: true });
    assert.deepEqual(setting(), entries.slice(0, -1));
  });

  it('finds the entry by origin, account and stream, however its host is written', async () => {
    await openedWith(entries);
    const same = { ...found('Second'), name: 'x', host: 'HTTPS://Platform.kore.ai:443/' };
    assert.deepEqual(await configuration.remove(same), { ok: true });
    assert.deepEqual(setting(), entries.slice(0, -1));
  });

  it('writes nothing when the entry has gone', async () => {
    await openedWith(entries);
    const gone = { ...found('Second'), streamId: 'st-gone' };
    for (const write of [() => configuration.remove(gone), () => configuration.change(gone, () => ({}))]) {
      const result = await write();
      assert.ok(!result.ok);
      assert.match(result.words, /no longer in kore\.streams/);
    }
    assert.deepEqual(setting(), entries);
  });

  for (const [what, value] of [
    ['an object', { streams: [good] }],
    ['a text', 'x'],
    ['a number', 7],
    ['true', true],
  ] as const) {
    it(`refuses to write when the value is ${what}, and leaves it`, async () => {
      await openedWith(value);
      assert.deepEqual(configuration.settings().streams, []);
      assert.equal(configuration.settings().problems.length, 1);
      const result = await configuration.add(good);
      assert.deepEqual(result, { ok: false, words: 'kore.streams is not a list' });
      assert.deepEqual(setting(), value);
    });
  }

  it('hears of a change, and of no other setting', async () => {
    await openedWith([good]);
    let changes = 0;
    configuration.onDidChange(() => (changes += 1));
    await write([good, second]);
    assert.equal(changes, 1);
    assert.deepEqual(
      configuration.settings().streams.map(({ name }) => name),
      ['Acme Retail', 'Second'],
    );
    const settings = vscode.workspace.getConfiguration('kore');
    await settings.update('confirmStop', 'production', vscode.ConfigurationTarget.Global);
    await settings.update('confirmStop', undefined, vscode.ConfigurationTarget.Global);
    assert.equal(changes, 1);
  });

  it('says so when VS Code cannot write, and rejects nothing', async () => {
    await openedWith([good]);
    await vscode.commands.executeCommand('workbench.action.openSettingsJson');
    const editor = vscode.window.activeTextEditor ?? assert.fail('the settings file did not open');
    const { document } = editor;
    assert.match(document.uri.path, /settings\.json$/);
    const text = document.getText();
    const end = document.positionAt(text.length);
    // Unsaved and broken.
    assert.ok(await editor.edit((edit) => edit.insert(end, '\n{"unfinished": ')));
    try {
      for (const write of [
        () => configuration.add(second),
        () => configuration.remove(found('Acme Retail')),
        () => configuration.change(found('Acme Retail'), (raw) => raw),
      ]) {
        const result = await write();
        assert.ok(!result.ok, 'it was written');
        assert.ok(result.words.length > 10, result.words);
      }
      assert.deepEqual(setting(), [good]);
    } finally {
      // VS Code in a browser saves by itself: the file on disk may be broken too.
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      await editor.edit((edit) => edit.replace(whole, text));
      await document.save();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('takes nothing from a workspace', async function () {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    if (folder === undefined) this.skip();
    await openedWith([good]);
    const file = vscode.Uri.joinPath(folder, '.vscode', 'settings.json');
    const evil = {
      'kore.streams': [{ ...good, host: 'evil.example' }],
      'kore.confirmStop': 'never',
      'editor.tabSize': 3,
    };
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(evil)));
    try {
      // Read when another setting of the same file is.
      const read = (): unknown => vscode.workspace.getConfiguration('editor').inspect('tabSize')?.workspaceValue;
      for (let tries = 0; tries < 150 && read() !== 3; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.equal(read(), 3, 'the workspace settings were not read');
      assert.deepEqual(
        configuration.settings().streams.map(({ host }) => host),
        ['https://platform.kore.ai'],
      );
      assert.equal(vscode.workspace.getConfiguration('kore').get('confirmStop'), 'always');
      configuration.dispose();
      configuration = new StreamConfiguration();
      assert.deepEqual(
        configuration.settings().streams.map(({ host }) => host),
        ['https://platform.kore.ai'],
      );
    } finally {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, '.vscode'), { recursive: true });
    }
  }).timeout(40_000);
});
