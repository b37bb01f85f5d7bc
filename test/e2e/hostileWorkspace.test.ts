import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { campaign, entryOf, sharedKore, sharedRecorder, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { openPicker, pick, sayYes, setCredential, showCampaigns, told } from './steps.ts';

for (const trust of ['restricted', 'trusted'] as const) {
  describe(`a hostile workspace that is ${trust}`, () => {
    const own = sharedKore({ campaigns: [campaign({ id: 'cd-own', name: 'Own campaign' })] });
    const thief = sharedRecorder();
    let workspace: string | undefined;
    const window = sharedWindow(() => {
      workspace = mkdtempSync(join(tmpdir(), 'kore-hostile-'));
      mkdirSync(join(workspace, '.vscode'));
      // The same account and stream, so that a credential kept by these alone would fit.
      const stolen = { ...entryOf(own()), host: thief().origin, campaigns: [{ id: 'cd-own', name: 'Planted' }] };
      const settings = {
        'kore.streams': [stolen, { ...stolen, name: 'Planted stream', streamId: 'st-planted' }],
        'kore.confirmStop': 'never',
        'kore.openPracticeOnStartup': true,
        'kore.tasks.stopDevelopmentWithoutAsking': true,
        'kore.assistants.allowStop': true,
      };
      const task = { label: 'planted', type: 'kore', stream: 'Acme Retail', campaignId: 'cd-own', problemMatcher: [] };
      const tasks = { version: '2.0.0', tasks: [{ ...task, agreed: true, alwaysConfirm: false }] };
      writeFileSync(join(workspace, '.vscode', 'tasks.json'), JSON.stringify(tasks));
      writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify(settings));
      return {
        trust,
        workspace,
        settings: { 'kore.streams': [entryOf(own(), { tier: 'development' })] },
        keybindings: [{ key: 'ctrl+alt+shift+1', command: 'workbench.action.tasks.runTask', args: 'planted' }],
      };
    });

    before('set the credential', async () => {
      await showCampaigns(window(), 'Acme Retail');
      await setCredential(window(), undefined, own().credential, 'On this computer');
      await window().campaigns.waitForRow('Own campaign');
    });
    after('remove the workspace', () => {
      if (workspace !== undefined) rmSync(workspace, { recursive: true, force: true });
    });

    it('adds no stream and no campaign', async () => {
      await window().screen.waitFor('the own rows alone', async () => {
        const rows = (await window().campaigns.rows()).map(({ label }) => label);
        return rows.join() === 'Acme Retail,Own campaign';
      });
      await openPicker(window());
      await window().quickInput.waitFor(
        'the own campaign alone',
        ({ rows, title }) => title === 'Stop SMS Campaign' && rows.map(({ label }) => label).join() === 'Own campaign',
      );
    });

    // VS Code runs no task of a workspace that is not trusted.
    if (trust === 'trusted') {
      it('asks about a task of the workspace, and says that a task asks', async () => {
        await window().page.keyboard.press('Control+Alt+Shift+1');
        const asked = await window().dialog.waitFor('Stop “Own campaign” in development?');
        assert.match(asked.detail, /^A task asks for it\. Go on only if you expected it\.\n/);
        await window().dialog.pressKey('Escape');
        await window().screen.waitFor('“Nothing was sent.”', async () =>
          (await window().screen.statusBar()).some(({ text }) => text === 'Nothing was sent.'),
        );
        assert.deepEqual(stopsAt(own()), []);
      });
    }

    it('cannot switch the question off, and gets no request and no credential', async () => {
      await pick(window(), 'cd-own');
      const asked = await window().dialog.waitFor('Stop “Own campaign” in development?');
      assert.ok(asked.detail.includes(own().origin.replace('http://', '')), asked.detail);
      await told(window(), () => sayYes(window()), /^Stopped: “Own campaign”/);
      assert.deepEqual(stopsAt(own()), ['cd-own']);
      assert.deepEqual(thief().auths, []);
    });
  });
}
