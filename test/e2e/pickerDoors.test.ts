import assert from 'node:assert/strict';
import { entryOf, sharedKore, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { typeClientSecret } from './steps.ts';
import { extensionPackage, openWindow } from '../window/index.ts';
import { runningCampaignId } from '../../src/practice/index.ts';

const stop = 'Kore: Stop SMS Campaign';

describe('the picker without a stream', () => {
  const window = sharedWindow();

  it('is no empty box: it leads to practice, and then asks again', async () => {
    const { quickInput } = window();
    await window().runCommand(stop);
    await quickInput.waitForRow(/Add a Stream/);
    await quickInput.choose(/Try It on a Practice Campaign/);
    await quickInput.waitForRow(/Black Friday blast.*Active/s);
    await quickInput.escape();
  });
});

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
