import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import type { Frame } from 'playwright-core';
import { campaign, entryOf, sharedKore } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { answer, choose, pick, sayYes, setCredential, showCampaigns, told } from './steps.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const themes = {
  'Dark Modern': 'vscode-dark',
  'Light Modern': 'vscode-light',
  'Dark High Contrast': 'vscode-high-contrast',
  'Light High Contrast': 'vscode-high-contrast-light',
} as const;

describe('the history of stops', () => {
  const kore = sharedKore({
    campaigns: [
      campaign({ id: 'cd-first', name: '=Formula blast' }),
      campaign({ id: 'cd-second', name: 'Checkout reminder' }),
    ],
  });
  const window = sharedWindow(() => ({
    settings: { 'kore.operatorName': 'Ada', 'kore.streams': [entryOf(kore())] },
  }));
  const stop = (id: string, text: RegExp) =>
    told(window(), () => pick(window(), id).then(() => sayYes(window())), text);
  const page = (): Promise<Frame> => window().webview('main table');
  /** What the cells of each row say, in the order of the table. */
  const rows = async (): Promise<readonly (readonly string[])[]> =>
    (await page()).evaluate<string[][]>(
      `[...document.querySelectorAll('tbody tr:not(.detail)')].map((row) => [...row.cells].map((cell) => cell.innerText))`,
    );
  const names = async (): Promise<string> => (await rows()).map(([, , , , name]) => name).join(', ');
  const waitForNames = (wanted: string): Promise<unknown> =>
    window().screen.waitFor(`the rows ${wanted}`, async () => (await names()) === wanted);
  const focused = async (): Promise<string> =>
    (await page()).evaluate<string>(`document.activeElement?.id || document.activeElement?.innerText || ''`);
  /** Goes on with the Tab key until that has the focus. */
  const tabTo = async (what: RegExp): Promise<string> => {
    for (let presses = 0; presses < 40; presses += 1) {
      const there = await focused();
      if (what.test(there)) return there;
      await window().page.keyboard.press('Tab');
    }
    return assert.fail(`The Tab key never comes to ${String(what)}`);
  };

  before('stop two campaigns, one of them in vain', async () => {
    await showCampaigns(window(), 'Acme Retail');
    await setCredential(window(), undefined, kore().credential, 'Until this window closes or reloads');
    await stop('cd-first', /^Stopped: /);
    kore().misbehave({ kind: 'answer', call: 'stop', status: 409, body: '{"message":"locked"}' });
    await stop('cd-second', /^NOT stopped: /);
  });

  it('has every stop of this computer, the newest first, with who, when and how it is known', async () => {
    await window().runCommand('Kore: Show History of Stops');
    await waitForNames('Checkout reminder, =Formula blast');
    const frame = await page();
    assert.equal(await frame.locator('h1').innerText(), 'Stops sent from this computer only');
    const [[, ...second] = [], [when = '', ...first] = []] = await rows();
    assert.match(when, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
    assert.deepEqual(first.slice(0, 5), ['Ada', 'Acme Retail', 'staging', '=Formula blast', 'Stopped']);
    assert.match(first[5] ?? '', /^Kore\.ai said Stopped \(\d\d:\d\d:\d\d\)\./);
    assert.equal(first.at(-1), '1');
    assert.deepEqual(second.slice(3, 5), ['Checkout reminder', 'NOT stopped']);
  });

  it('is filtered and sorted by the keyboard alone', async () => {
    assert.equal(await focused(), 'filter');
    await window().page.keyboard.type('formula');
    await waitForNames('=Formula blast');
    await window().page.keyboard.press('Control+A');
    await window().page.keyboard.press('Delete');
    await waitForNames('Checkout reminder, =Formula blast');
    await tabTo(/^sort-campaign$/);
    await window().page.keyboard.press('Enter');
    await waitForNames('=Formula blast, Checkout reminder');
    assert.equal(await focused(), 'sort-campaign');
    assert.equal(await (await page()).locator('th:has(#sort-campaign)').getAttribute('aria-sort'), 'ascending');
    await window().page.keyboard.press('Enter');
    await waitForNames('Checkout reminder, =Formula blast');
  });

  it('shows each request of a stop, and keeps a note that is added to it', async () => {
    const row = await tabTo(/^row-/);
    await window().page.keyboard.press('Enter');
    const detail = (await page()).locator('tr.detail');
    await detail.waitFor();
    const { streamId } = kore().stream;
    const text = await detail.innerText();
    assert.match(
      text,
      new RegExp(`POST http.*/public/${streamId}/campaign//trigger/cd-second\\?.*: 409, refused, \\d+ ms`),
    );
    assert.equal(await focused(), row);
    const add = await tabTo(/^note-/);
    await window().page.keyboard.press('Enter');
    await answer(window(), /^Such as a ticket number/, 'INC-4711, wrong list');
    await detail.getByText('INC-4711, wrong list').waitFor();
    assert.match(await detail.innerText(), /Z Ada: INC-4711, wrong list/);
    await window().screen.waitFor('the focus to come back', async () => (await focused()) === add);
  });

  it('is exported in the order of the table, with no text that is a formula', async () => {
    const file = join(window().workspace ?? '', 'stops.csv');
    await (await page()).locator('vscode-button', { hasText: 'Export…' }).focus();
    await window().page.keyboard.press('Enter');
    await choose(window(), 'CSV', 'In which format?');
    await window().quickInput.waitForTitle('Export Stops');
    // What is typed before the dialog has read its folder is lost.
    await window().screen.waitFor(`the dialog to keep ${file}`, async () => {
      await window().quickInput.type(file);
      await sleep(300);
      return (await window().quickInput.read())?.value === file;
    });
    await told(window(), () => window().quickInput.accept(), /^Exported: 2 stops to “stops\.csv”\.$/);
    const stops = parse<Record<string, string>>(await readFile(file), { columns: true, bom: true });
    assert.deepEqual(
      stops.map(({ campaign: name, who, result, notes = '' }) => [name, who, result, notes.replace(/^\S+ /, '')]),
      [
        ['Checkout reminder', 'Ada', 'notStopped', 'Ada: INC-4711, wrong list'],
        [`'=Formula blast`, 'Ada', 'stopped', ''],
      ],
    );
  });

  for (const [theme, kind] of Object.entries(themes)) {
    it(`has nothing that axe finds fault with in ${theme}`, async () => {
      await window().runCommand('Preferences: Color Theme');
      await window().quickInput.type(theme);
      await choose(window(), theme);
      const frame = await window().webview(`body.${kind} main table`);
      if ((await frame.locator('tr.detail').count()) === 0) await frame.locator('button.campaign').first().click();
      await frame.locator('tr.detail').waitFor();
      await frame.evaluate(await readFile(axe, 'utf8'));
      const { violations } = await frame.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], preload: false })`,
      );
      await window().screenshot(`out/history-${kind}.png`);
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        [],
      );
    });
  }

  it('opens as a Markdown document too', async () => {
    await (await page()).locator('vscode-button', { hasText: 'Open as Text' }).click();
    const lines = window().page.locator('.editor-instance .monaco-editor .view-lines');
    await window().screen.waitFor('the table as text', async () =>
      (await lines.innerText()).replaceAll('\u00A0', ' ').includes('# Stops sent from this computer only'),
    );
  });
});
