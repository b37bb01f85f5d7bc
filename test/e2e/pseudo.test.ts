import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mark } from '../../scripts/pseudo.mjs';
import type { Tree } from '../window/tree.ts';
import { campaign, entryOf, sharedKore } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { closeSettings, editSettings, tick } from './steps.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What is not ours to translate: names, words of settings and of Kore, dates as the language has them. */
const values = [
  ...[
    'Acme Retail',
    'Spring sale',
    'Checkout test',
    'Winter sale',
    'Autumn sale',
    'Testers',
    'Hello',
    'Active',
    'Stopped',
    'Nov',
  ],
  ...['eu-platform.kore.ai', 'platform.kore.ai', 'Kore.ai', 'kore.streams', 'no host', 'cs-…'],
  ...['Ctrl+Shift+Alt+K', 'Shift+Alt+K'],
];
const ofVsCode = ["(Press 'Enter' to confirm or 'Escape' to cancel)", 'Back (Ctrl+Alt+-)', 'Cancel', 'Back'];

/** The stretches of words of a text that no translator would get. */
function strays(text: string, known: readonly string[]): readonly string[] {
  const own = known.reduce((left, value) => left.replaceAll(value, ' '), text.replace(/⟦[^⟦⟧]*⟧/g, ' '));
  return own.match(/\p{L}[\p{L}\p{M}'’-]+/gu) ?? [];
}

/** Of a document the few words where it is. */
function around(stray: string, text: string): string {
  const place = text.lastIndexOf(stray);
  return text.slice(Math.max(0, place - 80), place + 80);
}

describe('a made-up language', () => {
  const kore = sharedKore({
    campaigns: ['Spring sale', 'Checkout test', 'Winter sale', 'Autumn sale'].map((name, index) =>
      campaign({ id: `cd-${String(index + 1)}`, name }),
    ),
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
    const ids = ['cd-1', 'cd-2', 'cd-3', 'cd-4', accountId, streamId, kore().credential.clientId, host];
    for (const text of texts) {
      for (const [marked] of text.matchAll(/⟦[^⟦⟧]*⟧/g)) seen.add(marked);
      for (const stray of strays(text, [...values, ...ofVsCode, ...ids])) found.set(stray, around(stray, text));
    }
  }
  const run = (title: string): Promise<void> => window().runCommand(`${mark('Kore')}: ${mark(title)}`);
  /** What is in view of a document, and closes it. */
  async function takeDocument(text: RegExp): Promise<void> {
    const { page } = window();
    await page.locator('.editor-instance .view-line').filter({ hasText: text }).first().waitFor();
    const shown = await page.evaluate<string>(`[...document.querySelectorAll('.editor-instance .view-line')]
      .sort((one, other) => parseInt(one.style.top) - parseInt(other.style.top))
      .map((line) => line.textContent)
      .join('\\n')`);
    // What goes on below the last line in view is not told.
    take([shown.replaceAll('\u00a0', ' ').replace(/⟦[^⟦⟧]*$/, '')]);
    await closeSettings(window());
  }
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
    const { quickInput } = window();
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
    await takeDocument(/⟦/);
  });

  it('is in a stop of several, in its report, and in a safety timer', async () => {
    const { quickInput, dialog, toasts, page } = window();
    await run('Stop SMS Campaigns, Several at Once…');
    await tick(window(), 'Winter sale', 'Autumn sale');
    await look();
    await quickInput.accept();
    await dialog.waitFor(/⟦/);
    await look();
    await page.waitForTimeout(400);
    await dialog.pressKey('Enter');
    await quickInput.waitForMessage(/⟦/);
    await look();
    await quickInput.type('3');
    await quickInput.waitFor('what is wrong with the number', ({ severity }) => severity === 'error');
    await look();
    await quickInput.type('2');
    await quickInput.accept();
    await toasts.waitFor(/⟦All/, { timeoutMs: 60_000 });
    await look();
    await toasts.click(/⟦All/, mark('Show Each'));
    await takeDocument(/Winter\ssale/);
    await run('Stop Campaign After a While…');
    await quickInput.waitForRow(/Checkout test/);
    await look();
    await quickInput.choose(/Checkout test/);
    // Not in production; the reason is told.
    await toasts.waitFor(/⟦.*Checkout test/);
    await look();
    await editSettings(window(), { 'kore.streams': [entryOf(kore(), { tier: 'staging' }), { name: 'no host' }] });
    await tree().waitForRow(/^Acme Retail/, ({ description }) => description.includes(mark('staging')));
    await tree().chooseFromMenu('Checkout test', mark('Stop Campaign After a While…'));
    await quickInput.waitForMessage(/⟦Minutes/);
    await look();
    await quickInput.accept();
    await toasts.waitFor(/⟦Safety timer set/);
    await tree().waitForRow('Checkout test', ({ description }) => description.includes('⟦Stops at'));
    await look();
    await tree().chooseFromMenu('Checkout test', mark('Cancel Safety Timer…'));
    await toasts.waitFor(/⟦Timer cancelled/);
    await look();
  });

  it('is in the help, in the page of a reason, and in the walkthrough', async () => {
    const { quickInput, page } = window();
    await run('Open Help');
    await takeDocument(/⟦/);
    await run('What Does This Mean?');
    await quickInput.waitForTitle(mark('What Does This Mean?'));
    await look();
    await quickInput.accept();
    await takeDocument(/⟦/);
    await window().runCommand('Welcome: Open Walkthrough...');
    await quickInput.choose(/⟦Stop Kore\.ai SMS Campaigns/);
    const steps = page.locator('.getting-started-step');
    await steps.filter({ hasText: '⟦' }).first().waitFor();
    take((await steps.allInnerTexts()).flatMap((text) => text.split('\n')));
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
