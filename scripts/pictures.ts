// npm run pictures: makes the README's pictures from the packaged extension in a real window.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runningCampaignId, startSimulator, type Simulator } from '../src/practice/index.ts';
import { extensionPackage, openWindow, type VsCodeWindow } from '../test/window/index.ts';
import { say } from './run.mjs';

const pictures = fileURLToPath(new URL('../pictures/', import.meta.url));
/** Long enough for VS Code's own movements to end. */
const settleMs = 1200;
const size = { width: 1000, height: 560 };
/** What a picture of the strip shows of the window. */
const frame = { width: 640, height: 340 };
const formSize = { width: 640, height: 800 };

const simulator = await startSimulator();
const { host, accountId, streamId } = simulator.stream;
const window = await openWindow({
  vsix: [extensionPackage],
  size,
  colorScheme: 'dark',
  keybindings: [{ key: 'ctrl+alt+shift+f9', command: 'notifications.clearAll' }],
  settings: {
    'workbench.colorTheme': 'Default Dark Modern',
    'workbench.activityBar.location': 'default',
    'kore.operatorName': 'on call',
    'kore.streams': [{ name: 'Acme Retail', host, accountId, streamId, tier: 'production' }],
  },
});
try {
  await window.openKoreView();
  await enterCredential(window, simulator.credential);
  await window.campaigns.waitForRow('Black Friday blast');
  await widenSideBar(window);
  await takeStrip(window, simulator);
  await takeSeveral(window);
  await takeHistory(window);
  await takeForm(window);
  say(
    `The simulator says: ${simulator.state().campaigns.find(({ id }) => id === runningCampaignId)?.status ?? 'gone'}`,
  );
} finally {
  await window.close();
  await simulator.close();
}

/** A stop in four pictures on one sheet. */
async function takeStrip(window: VsCodeWindow, simulator: Simulator): Promise<void> {
  const { page, quickInput, dialog, toasts, campaigns } = window;
  const row = /^Black Friday blast.*Active/s;
  const middle = (size.width - frame.width) / 2;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+Alt+K');
  await quickInput.waitForRow(row);
  const picker = await part(window, frame, middle);
  await quickInput.choose(row);
  await dialog.waitFor(/in PRODUCTION/);
  const question = await part(window, frame, middle, (size.height - frame.height) / 2);
  // So that there is something to see of the way.
  simulator.misbehave({ kind: 'slow', call: 'stop', delayMs: 4000 });
  await dialog.pressKey('Enter');
  await toasts.waitFor(/Sending the stop request/);
  await page.setViewportSize(frame);
  const progress = await part(window, frame);
  await toasts.waitFor(/^Stopped: /);
  await campaigns.waitForRow(/Stopped .*confirmed/);
  const answer = await part(window, frame);
  simulator.misbehave(undefined);
  await page.setViewportSize(size);
  await compose(window, 'stop', [
    ['1 The key, or F1, “stop sms”, Enter: what sends is first', picker],
    ['2 Enter on the campaign, and read what it is', question],
    ['3 Enter: the request leaves', progress],
    ['4 The answer: message, row and status bar', answer],
  ]);
}

async function takeSeveral(window: VsCodeWindow): Promise<void> {
  await window.page.keyboard.press('Control+Alt+Shift+F9');
  await window.runCommand('Kore: Stop SMS Campaigns, Several at Once…');
  await window.quickInput.waitFor('the campaigns to choose from', ({ busy, rows }) => !busy && rows.length > 1);
  await take(window, 'several');
  await window.quickInput.escape();
}

async function takeHistory(window: VsCodeWindow): Promise<void> {
  const { campaigns, dialog, page, toasts } = window;
  await campaigns.clickInline(/^Back in stock/, 'Stop This Campaign');
  await dialog.waitFor(/in PRODUCTION/);
  await sleep(settleMs);
  await dialog.pressKey('Enter');
  await toasts.waitFor(/^NOT stopped: “Back in stock/, { timeoutMs: 70_000 });
  await window.runCommand('Preferences: Color Theme');
  await window.quickInput.type('Light Modern');
  await window.quickInput.choose('Light Modern');
  await window.runCommand('View: Toggle Primary Side Bar Visibility');
  await window.runCommand('Kore: Show History of Stops');
  const history = await window.webview('table, vscode-table');
  await history.getByText('Back in stock').first().waitFor();
  await page.keyboard.press('Control+Alt+Shift+F9');
  await take(window, 'history');
}

async function takeForm(window: VsCodeWindow): Promise<void> {
  await window.page.setViewportSize(formSize);
  await window.runCommand('Kore: Edit Stream in a Form…');
  const form = await window.webview('#field-paste');
  await form.getByRole('button', { name: 'Check Readiness' }).click();
  await form.getByText(/^Ready to stop: /).waitFor();
  await window.page.keyboard.press('Control+Alt+Shift+F9');
  await form.evaluate('scrollTo(0, 0)');
  const first = await part(window, formSize);
  await form.evaluate('scrollTo(0, document.body.scrollHeight)');
  await compose(window, 'form', [
    ['What a stream needs, or a paste that fills it in', first],
    ['Its credential, and whether a stop would work', await part(window, formSize)],
  ]);
}

/** So that a row has room for what became of its stop. */
async function widenSideBar({ page }: VsCodeWindow): Promise<void> {
  const { x, width } = (await page.locator('.part.sidebar').boundingBox()) ?? { x: 0, width: 0 };
  await page.mouse.move(x + width, size.height / 2);
  await page.mouse.down();
  await page.mouse.move(430, size.height / 2, { steps: 5 });
  await page.mouse.up();
}

async function enterCredential(
  window: VsCodeWindow,
  { clientId, clientSecret }: Simulator['credential'],
): Promise<void> {
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
  await settle(window);
  await window.screenshot(`${pictures}${name}.png`);
  say(`pictures/${name}.png`);
}

/** A part of the window, from its upper left corner if nothing else is said. */
async function part(window: VsCodeWindow, { width, height }: typeof size, x = 0, y = 0): Promise<Buffer> {
  await settle(window);
  return window.page.screenshot({ clip: { x, y, width, height } });
}

async function settle(window: VsCodeWindow): Promise<void> {
  // Away from anything that shows a hint under the pointer.
  await window.page.mouse.move(2, 2);
  await sleep(settleMs);
}

/** Puts the pictures on one sheet, two in a line, each below its words. */
async function compose(
  window: VsCodeWindow,
  name: string,
  parts: readonly (readonly [string, Buffer])[],
): Promise<void> {
  const sheet = await window.page.context().newPage();
  try {
    const figures = parts.map(
      ([words, png]) =>
        `<figure><figcaption>${words}</figcaption><img src="data:image/png;base64,${png.toString('base64')}"></figure>`,
    );
    await sheet.setContent(`<style>
      main { display: inline-grid; grid-template-columns: auto auto; gap: 16px 24px; padding: 16px; background: #fff }
      figure { margin: 0 } img { display: block; border: 1px solid #808080 }
      figcaption { font: 600 20px sans-serif; margin-bottom: 8px; color: #1f1f1f }
    </style><main>${figures.join('')}</main>`);
    await sheet.setViewportSize({ width: 1400, height: 1000 });
    await sheet.locator('main').screenshot({ path: `${pictures}${name}.png` });
    say(`pictures/${name}.png`);
  } finally {
    await sheet.close();
  }
}
