import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { openForm, pasteIntoForm, retype, tabTo, typeInto, valueOf } from './formSteps.ts';
import { campaign, sharedKore, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { choose, readSettings, told } from './steps.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const themes = {
  'Dark Modern': 'vscode-dark',
  'Light Modern': 'vscode-light',
  'Dark High Contrast': 'vscode-high-contrast',
  'Light High Contrast': 'vscode-high-contrast-light',
} as const;

/** Everything that is in the page: its text, its attributes, and what its fields hold. */
const everything = `(() => {
  const texts = [document.documentElement.outerHTML];
  for (const one of document.querySelectorAll('*')) {
    if (one.shadowRoot === null) continue;
    texts.push(one.shadowRoot.innerHTML, one.value ?? '', one.wrappedElement?.value ?? '');
  }
  return texts.join('\\n');
})()`;

const stored = `(async () => {
  const answer = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      found.push(JSON.stringify(await answer(database.transaction(store).objectStore(store).getAll())));
    }
    database.close();
  }
  return found.join('\\n');
})()`;

describe('the stream form', () => {
  const kore = sharedKore({ campaigns: [campaign({ id: 'cd-form-1', name: 'Form blast' })] });
  const window = sharedWindow({
    settings: { 'workbench.colorTheme': 'Dark Modern' },
    size: { width: 1280, height: 1000 },
  });
  const form = (heading: string): Promise<Frame> => openForm(window(), heading);

  before('wait for the extension', async () => {
    await window().openKoreView();
    await window().screen.waitFor('the way in', async () => (await window().sideBarText()).includes('Add a Stream'));
  });

  it('is filled in and saved by the keyboard alone, and says of a wrong field what is wrong as it is typed', async () => {
    const { keyboard } = window().page;
    const { host, accountId, streamId } = kore().stream;
    await window().page.locator('.part.sidebar').getByRole('button', { name: 'Add a Stream' }).press('Enter');
    const frame = await form('Add a Stream');
    await window().screen.waitFor('the focus in the form', async () =>
      frame.evaluate<boolean>(`document.hasFocus() && document.activeElement?.id === 'field-paste'`),
    );
    await tabTo(window(), frame, 'choice-host-platform.kore.ai');
    await keyboard.press('ArrowUp');
    await typeInto(window(), frame, 'host', host);
    await typeInto(window(), frame, 'accountId', 'a/b');
    await frame.getByText('To correct: The account id has “/” in place 2.').waitFor();
    await retype(window(), accountId);
    await frame.getByText(/The account id has/).waitFor({ state: 'hidden' });
    await typeInto(window(), frame, 'streamId', streamId);
    await typeInto(window(), frame, 'name', 'Acme Form');
    await tabTo(window(), frame, 'choice-tier-production');
    await keyboard.press('ArrowDown');
    await tabTo(window(), frame, 'Add Campaign');
    await keyboard.press('Enter');
    await keyboard.type('cd-form-1');
    await typeInto(window(), frame, 'clientId', kore().credential.clientId);
    await typeInto(window(), frame, 'clientSecret', kore().credential.clientSecret);
    await tabTo(window(), frame, 'Save');
    await keyboard.press('Enter');
    await frame.getByText('Saved: “Acme Form” is in your settings. Its credential is set.').waitFor();
    assert.deepEqual((await readSettings(window()))['kore.streams'], [
      { name: 'Acme Form', host, accountId, streamId, tier: 'staging', campaigns: [{ id: 'cd-form-1' }] },
    ]);
  });

  it('checks by itself whether a stop would work, and tells each result', async () => {
    const frame = await form('Edit “Acme Form”');
    await frame.getByText(/^Ready to stop: “Acme Form”, checked/).waitFor();
    await window().screen.waitFor('the results to be in sight', () =>
      frame.evaluate<boolean>(
        `document.querySelector('.checks li:last-child').getBoundingClientRect().bottom <= innerHeight`,
      ),
    );
    const results = await frame.locator('.checks li .word').allInnerTexts();
    assert.ok(results.length >= 8, results.join());
    assert.deepEqual([...new Set(results)].sort(), ['not needed', 'ok']);
    assert.deepEqual(stopsAt(kore()), []);
  });

  it('has put the campaign into the Kore view, from where it is stopped', async () => {
    await window().campaigns.waitForRow(/^Form blast, sending/);
    await window().campaigns.clickInline(/^Form blast, sending/, 'Stop This Campaign');
    await window().dialog.waitFor('Stop “Form blast” in staging?');
    await told(window(), () => window().dialog.pressKey('Enter'), /^Stopped: “Form blast”/);
    assert.deepEqual(stopsAt(kore()), ['cd-form-1']);
  });

  it('has nothing of the credential in its page once it is set', async () => {
    const frame = await form('Edit “Acme Form”');
    await frame.getByText(/^Set: client id …/).waitFor();
    const page = await frame.evaluate<string>(everything);
    assert.ok(page.includes('Acme Form'));
    for (const secret of [kore().credential.clientId, kore().credential.clientSecret])
      assert.ok(!page.includes(secret));
  });

  it('keeps what was typed over a reload, without secrets', async () => {
    const before = await form('Edit “Acme Form”');
    await before.locator('#field-name input').focus();
    await typeInto(window(), before, 'name', 'Half typed');
    await typeInto(window(), before, 'clientSecret', 'typed-and-not-saved-secret');
    const read = (): Promise<string> => window().page.evaluate<string>(stored);
    await window().screen.waitFor('the draft to be written', async () => (await read()).includes('Half typed'));
    assert.ok(!(await read()).includes('typed-and-not-saved'));
    // Which form a tab has, VS Code writes down some seconds later.
    const tab = /memento[\\":]+http/;
    await window().screen.waitFor('the tab to be written', async () => tab.test(await read()));
    await window().reload();
    const after = await form('Edit “Acme Form”');
    assert.equal(await valueOf(after, 'name'), 'Half typed');
    assert.equal(await valueOf(after, 'clientSecret'), '');
    await after.getByRole('button', { name: 'Discard Changes' }).click();
    await window().screen.waitFor(
      'the name of the settings',
      async () => (await valueOf(after, 'name')) === 'Acme Form',
    );
  });

  it('fills itself in from a pasted call, and says what is missing when it is to be saved', async () => {
    await window().runCommand('Kore: Add Stream in a Form…');
    const frame = await form('Add a Stream');
    await pasteIntoForm(
      window(),
      "curl 'https://eu-platform.kore.ai/campaign/api/v2/public/st-77/campaign//trigger/cd-77?accountId=acc77' -H 'iid: st-88'",
    );
    assert.equal(await frame.locator('[id="choice-host-eu-platform.kore.ai"]').isChecked(), true);
    const values = await Promise.all(['accountId', 'streamId', 'campaigns.0.id'].map((id) => valueOf(frame, id)));
    assert.deepEqual(values, ['acc77', 'st-77', 'cd-77']);
    assert.equal(await valueOf(frame, 'paste'), '');
    await frame.getByRole('button', { name: 'Save' }).click();
    await frame.getByText('To correct: The name is missing.').waitFor();
    await window().screen.waitFor('the focus on the name', () =>
      frame.evaluate<boolean>(`document.activeElement?.id === 'field-name'`),
    );
  });

  it('copies the request for an admin where nothing is there to fill in', async () => {
    const frame = await form('Add a Stream');
    await frame.getByRole('button', { name: "I Don't Have These" }).click();
    await window().screen.waitFor('the request in the clipboard', async () =>
      (await window().readClipboard()).startsWith('Please create a JWT app'),
    );
  });

  for (const [theme, kind] of Object.entries(themes)) {
    it(`has nothing that axe finds wrong, in ${theme}, also at 200 %`, async () => {
      await window().runCommand('Preferences: Color Theme');
      await window().quickInput.type(theme);
      await choose(window(), theme);
      const frame = await form('Add a Stream');
      await window().screen.waitFor(`the theme ${theme}`, () =>
        frame.evaluate<boolean>(`document.body.classList.contains(${JSON.stringify(kind)})`),
      );
      await frame.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
      assert.deepEqual(await violations(frame), []);
      await window().screenshot(`out/streamForm-${kind}.png`);
      // Half the room in both directions is what a zoom of 200 % leaves.
      await window().page.setViewportSize({ width: 640, height: 500 });
      await window().screen.waitFor('the narrow page', () => frame.evaluate<boolean>('innerWidth < 640'));
      assert.deepEqual(await violations(frame), []);
      assert.ok(
        await frame.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'),
        'no scrolling aside',
      );
      await window().screenshot(`out/streamForm-${kind}-200.png`);
      await window().page.setViewportSize({ width: 1280, height: 1000 });
    });
  }
});

/** What axe finds in the page, by rule, with where. It must have looked at something. */
async function violations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(`${axe}; undefined`);
  const { passes, found } = await frame.evaluate<{ passes: number; found: readonly string[] }>(
    `axe.run(document, { runOnly: ${JSON.stringify(wcag)} }).then(({ passes, violations }) => ({
      passes: passes.length,
      found: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join('; ')),
    }))`,
  );
  assert.ok(passes > 15, `${String(passes)} rules passed`);
  return found;
}
