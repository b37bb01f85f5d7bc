// npm run pictures: makes the README's pictures from the packaged extension in a real window.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runningCampaignId, startSimulator, type Simulator } from '../src/practice/index.ts';
import { extensionPackage, openWindow, type VsCodeWindow } from '../test/window/index.ts';
import { say } from './run.mjs';

const pictures = fileURLToPath(new URL('../pictures/', import.meta.url));
/** Long enough for VS Code's own movements to end. */
const settleMs = 1200;

const simulator = await startSimulator();
const { host, accountId, streamId } = simulator.stream;
const window = await openWindow({
  vsix: [extensionPackage],
  size: { width: 1000, height: 560 },
  colorScheme: 'dark',
  keybindings: [{ key: 'ctrl+alt+shift+f9', command: 'notifications.clearAll' }],
  settings: {
    'workbench.colorTheme': 'Default Dark Modern',
    'workbench.activityBar.location': 'default',
    'kore.streams': [{ name: 'Acme Retail', host, accountId, streamId, tier: 'production' }],
  },
});
try {
  await takePictures(window, simulator);
} finally {
  await window.close();
  await simulator.close();
}

async function takePictures(window: VsCodeWindow, { credential }: Simulator): Promise<void> {
  await window.openKoreView();
  await enterCredential(window, credential.clientId, credential.clientSecret);
  const row = /^Black Friday blast.*Active/s;
  await window.campaigns.waitForRow('Black Friday blast');
  await window.page.keyboard.press('Escape');

  await window.runCommand('Kore: Stop SMS Campaign');
  await window.quickInput.waitForRow(row);
  await take(window, 'picker');
  await window.quickInput.choose(row);
  await window.dialog.waitFor(/in PRODUCTION/);
  await take(window, 'confirmation');
  await window.dialog.pressKey('Enter');
  await window.toasts.waitFor(/^Stopped: /);
  await window.campaigns.waitForRow(/Stopped .*confirmed/);
  await take(window, 'stopped');

  await window.page.keyboard.press('Control+Alt+Shift+F9');
  await window.runCommand('Kore: Stop SMS Campaigns, Several at Once…');
  await window.quickInput.waitFor('the campaigns to choose from', ({ busy, rows }) => !busy && rows.length > 1);
  await take(window, 'several');
  await window.quickInput.escape();
  say(
    `The simulator says: ${simulator.state().campaigns.find(({ id }) => id === runningCampaignId)?.status ?? 'gone'}`,
  );
}

async function enterCredential(window: VsCodeWindow, clientId: string, clientSecret: string): Promise<void> {
  await window.runCommand('Kore: Set Credential…');
  await window.quickInput.choose(/^Client ID and client secret(?!, other)/);
  await window.quickInput.waitForMessage(/Client ID/);
  await window.quickInput.type(clientId);
  await window.quickInput.accept();
  await window.quickInput.waitForMessage(/Client secret/);
  await window.quickInput.type(clientSecret);
  await window.quickInput.accept();
  await window.quickInput.choose(/^On this computer/);
  await window.toasts.waitFor(/^Credential set/);
  await window.toasts.dismiss(/^Credential set/);
}

async function take(window: VsCodeWindow, name: string): Promise<void> {
  // Away from anything that shows a hint under the pointer.
  await window.page.mouse.move(640, 320);
  await sleep(settleMs);
  await window.screenshot(`${pictures}${name}.png`);
  say(`pictures/${name}.png`);
}
