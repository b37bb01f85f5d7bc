import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mark } from '../../scripts/pseudo.mjs';
import type { Tree } from '../window/tree.ts';
import { campaign, entryOf, sharedKore } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What is not ours to translate: names, words of settings and of Kore, dates as the language has them. */
const values = [
  ...['Acme Retail', 'Spring sale', 'Checkout test', 'Testers', 'Hello', 'Active', 'Stopped', 'Nov'],
  ...['eu-platform.kore.ai', 'platform.kore.ai', 'Kore.ai', 'kore.streams', 'no host', 'cs-…'],
];
const ofVsCode = ["(Press 'Enter' to confirm or 'Escape' to cancel)", 'Back (Ctrl+Alt+-)', 'Cancel', 'Back'];

/** The stretches of words of a text that no translator would get. */
function strays(text: string, known: readonly string[]): readonly string[] {
  const own = known.reduce((left, value) => left.replaceAll(value, ' '), text.replace(/⟦[^⟦⟧]*⟧/g, ' '));
  return own.match(/\p{L}[\p{L}\p{M}'’-]+/gu) ?? [];
}

describe('a made-up language', () => {
  const kore = sharedKore({
    campaigns: [campaign({ id: 'cd-1', name: 'Spring sale' }), campaign({ id: 'cd-2', name: 'Checkout test' })],
  });
  before('build it', () => promisify(execFile)(process.execPath, ['esbuild.mjs', '--pseudo'], { cwd: root }));
  const window = sharedWindow(() => ({
    vsix: [],
    unpacked: [join(root, 'out', 'pseudo')],
    settings: { 'kore.streams': [entryOf(kore(), { tier: 'production' }), { name: 'no host' }] },
  }));
  const tree = (): Tree => window().tree(mark('Campaigns'));
  const seen = new Set<string>();
  const found = new Map<string, string>();

  /** Takes down all that the extension shows now. */
  async function look(): Promise<void> {
    const { screen, quickInput, dialog, toasts } = window();
    const asked = await quickInput.read();
    const question = await dialog.read();
    const bar = (await screen.statusBar()).filter(({ id }) => id.includes('kore'));
    const texts = [
      ...(asked === null ? [] : [asked.title, asked.placeholder, asked.message, ...asked.buttons]),
      ...(asked?.rows ?? []).flatMap(({ label, description, detail, buttons }) => [
        label,
        description,
        detail,
        ...buttons,
      ]),
      ...(question === null ? [] : [question.message, question.detail, ...question.buttons]),
      ...(await tree().rows()).flatMap(({ label, description, ariaLabel }) => [label, description, ariaLabel]),
      ...toasts.shown.flatMap(({ text, buttons }) => [text, ...buttons]),
      ...bar.flatMap(({ text, ariaLabel }) => [text, ariaLabel]),
    ];
    take(texts);
  }
  function take(texts: readonly string[]): void {
    const { host, accountId, streamId } = kore().stream;
    const ids = ['cd-1', 'cd-2', accountId, streamId, kore().credential.clientId, host];
    for (const text of texts) {
      for (const [marked] of text.matchAll(/⟦[^⟦⟧]*⟧/g)) seen.add(marked);
      for (const stray of strays(text, [...values, ...ofVsCode, ...ids])) found.set(stray, text);
    }
  }
  const run = (title: string): Promise<void> => window().runCommand(`${mark('Kore')}: ${mark(title)}`);
  const leave = (): Promise<void> => window().page.keyboard.press('Escape');

  it('is in the view and in the questions for a credential', async () => {
    await window().openKoreView();
    await tree().waitForRow(/^Acme Retail/, undefined, 60_000);
    await look();
    await run('Set Credential…');
    const { quickInput, toasts } = window();
    await quickInput.waitFor('the kinds of credential', ({ placeholder }) => placeholder === mark('What do you have?'));
    await look();
    await quickInput.accept();
    for (const [prompt, text] of [
      [/⟦Client ID/, kore().credential.clientId],
      [/⟦Client secret/, kore().credential.clientSecret],
    ] as const) {
      await quickInput.waitForMessage(prompt);
      await look();
      await quickInput.type(text);
      await quickInput.accept();
    }
    await quickInput.waitFor('where it is kept', ({ placeholder }) => placeholder === mark('Where shall it be kept?'));
    await look();
    await quickInput.accept();
    await toasts.waitFor(/⟦Credential set for/);
    await tree().waitForRow('Spring sale');
    await look();
  });

  it('is in the picker, the confirmation and what a stop comes to', async () => {
    const { quickInput, dialog, toasts, page } = window();
    await page.keyboard.press('Control+Shift+Alt+K');
    await quickInput.waitForRow(/Spring sale/);
    await look();
    await quickInput.choose(/Spring sale/);
    await dialog.waitFor(/Spring sale/);
    await look();
    await page.waitForTimeout(400);
    await dialog.pressKey('Enter');
    await toasts.waitFor(/⟦Stopped/, { timeoutMs: 60_000 });
    await look();
    kore().misbehave({ kind: 'answer', call: 'stop', status: 403 }, 1);
    await page.keyboard.press('Control+Shift+Alt+K');
    await quickInput.choose(/Checkout test/);
    await dialog.waitFor(/Checkout test/);
    await page.waitForTimeout(400);
    await dialog.pressKey('Enter');
    await toasts.waitFor(/⟦NOT stopped/, { timeoutMs: 60_000 });
    await look();
  });

  it('is in the commands of the palette and of a row, and in what they ask', async () => {
    const { quickInput, page } = window();
    await window().screen.waitFor('the menu of the row', async () => {
      const entries = await tree().openMenu('Checkout test');
      take(entries);
      return entries.length > 5;
    });
    await leave();
    for (const title of [
      'Add Stream…',
      'Stop SMS Campaigns, Several at Once…',
      'Remove Everything from This Computer…',
    ]) {
      await run(title);
      await quickInput.waitFor(title, ({ value }) => !value.startsWith('>'));
      await look();
      await leave();
      await quickInput.waitForClosed();
    }
    await tree().chooseFromMenu('Checkout test', mark('How to Stop by Hand'));
    const lines = page.locator('.editor-instance .view-line');
    await lines.filter({ hasText: '⟦' }).first().waitFor();
    take((await lines.allInnerTexts()).map((line) => line.replaceAll('\u00a0', ' ')));
  });

  it('is in the form and in the history', async () => {
    for (const [title, ready] of [
      ['Add Stream in a Form…', '#field-paste'],
      ['Show History of Stops', 'main table'],
    ] as const) {
      await run(title);
      const frame = await window().webview(ready);
      await frame.getByText('⟦').first().waitFor();
      take((await frame.locator('body').innerText()).split('\n'));
      const labels = `[...document.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label'))`;
      take(await frame.evaluate<string[]>(labels));
    }
  });

  it('leaves no text without its marks', () => {
    assert.ok(seen.size > 60, `${seen.size} texts seen`);
    assert.deepEqual(Object.fromEntries(found), {});
  });
});
