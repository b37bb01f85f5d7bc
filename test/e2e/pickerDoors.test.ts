import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { entryOf, sharedKore, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { closeSettings, editSettings, setCredential, told, typeClientSecret } from './steps.ts';
import { extensionPackage, openWindow, type VsCodeWindow } from '../window/index.ts';
import { runningCampaignId } from '../../src/practice/index.ts';

const stop = 'Kore: Stop SMS Campaign';
/** What a person needs to read: Enter on a new row does nothing. */
const readingMs = 450;

describe('the picker without a stream', () => {
  const window = sharedWindow();

  it('is no empty box: it leads to practice, and then asks again', async () => {
    const { quickInput } = window();
    await window().runCommand(stop);
    await quickInput.waitForRow(/Add a Stream/);
    // It stays one when a name is typed that nothing has.
    await quickInput.typeKeys('black friday');
    await quickInput.choose(/Try It on a Practice Campaign/);
    await quickInput.waitForRow(/Black Friday blast.*Active/s);
    await quickInput.escape();
  });

  describe('and the walkthrough', () => {
    const kore = sharedKore();
    const steps = ['practice', 'stream', 'credential', 'ready', 'shortcut'] as const;
    type Step = (typeof steps)[number];
    const isTicked = async (step: Step): Promise<boolean> =>
      (await window().page.locator(`[data-done-step-id$="#start#${step}"].complete`).count()) > 0;
    /** Waits until just these steps are ticked, and closes it. */
    const waitForTicks = async (...wanted: readonly Step[]): Promise<void> => {
      await window().runCommand('Welcome: Open Walkthrough...');
      await window().quickInput.choose(/^Stop Kore\.ai SMS Campaigns/);
      await window().page.locator('[data-done-step-id$="#start#ready"]').first().waitFor();
      await window().screen.waitFor(`just these steps to be ticked: ${wanted.join(', ')}`, async () => {
        const ticked = await Promise.all(steps.map(isTicked));
        return steps.every((step, index) => ticked[index] === wanted.includes(step));
      });
      await closeSettings(window());
    };

    before('let practice be gone with its window, and the view be empty', () => window().reload());

    it('ticks each step once it is done; practice is stopped in four interactions from the empty view', async () => {
      // From when a walkthrough was opened first VS Code hears of commands; what is told by a context counts anyway.
      await waitForTicks();
      await stopFirstPractice(window());
      await waitForTicks('practice');
      await window().runCommand(stop);
      await window().quickInput.waitForTitle(/^Stop SMS Campaign/);
      await window().quickInput.escape();
      await waitForTicks('practice', 'shortcut');
      await editSettings(window(), { 'kore.streams': [entryOf(kore())] });
      await waitForTicks('shortcut', 'practice', 'stream');
      await setCredential(window(), undefined, kore().credential, 'Until this window closes or reloads');
      await waitForTicks(...steps);
    });
  });
});

/** What a newcomer sees to do: the first button of the view, the button of the message, Enter, Enter. */
async function stopFirstPractice(window: VsCodeWindow): Promise<void> {
  const { page, quickInput, dialog, toasts } = window;
  await window.openKoreView();
  await page.evaluate(`(() => {
    globalThis.koreInteractions = [];
    const count = ({ type, key }) => globalThis.koreInteractions.push(key ?? type);
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, count, true);
  })()`);
  await page.locator('.part.sidebar').getByRole('button', { name: 'Try It on a Practice Campaign' }).click();
  await toasts.click(/^Practice is open/, 'Stop SMS Campaign');
  await quickInput.waitFor('the practice campaign to be what Enter takes', ({ rows }) =>
    rows.some(({ focused, label }) => focused && label === 'Black Friday blast'),
  );
  await sleep(readingMs);
  await page.keyboard.press('Enter');
  await dialog.waitFor('PRACTICE: stop “Black Friday blast”?');
  await told(window, () => page.keyboard.press('Enter'), /^Stopped: “Black Friday blast” \(practice\)/);
  await window.campaigns.waitForRow(/^Add a stream, to stop campaigns of your own/);
  assert.deepEqual(await page.evaluate('globalThis.koreInteractions'), [
    'pointerdown',
    'pointerdown',
    'Enter',
    'Enter',
  ]);
}

describe('the picker of a stream without a credential', () => {
  const kore = sharedKore();

  it('leads to the credential, and then shows what is sending', async () => {
    const window = await openWindow({ vsix: [extensionPackage], settings: { 'kore.streams': [entryOf(kore())] } });
    try {
      const { quickInput } = window;
      await window.runCommand(stop);
      await quickInput.choose(/Acme Retail: Set Credential/);
      await typeClientSecret(window, kore().credential, 'Until this window closes or reloads');
      const row = await quickInput.waitForRow(/Black Friday blast.*Active/s);
      assert.match(row.detail, new RegExp(runningCampaignId.slice(-5)));
      assert.deepEqual(stopsAt(kore()), []);
    } finally {
      await window.close();
    }
  });
});
