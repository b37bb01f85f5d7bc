import assert from 'node:assert/strict';
import { campaign, entryOf, sharedKore, statusAt, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { openPicker, pick, sayYes, setCredential, showCampaigns, told } from './steps.ts';

const numbered = (n: number) =>
  campaign({
    id: `cd-many-${String(n)}`,
    name: `Many ${String(n)}`,
    status: (['Active', 'Preparing', 'Scheduled', 'Rescheduled'] as const)[n % 4] ?? 'Active',
    createdAt: new Date(Date.UTC(2026, 10, 1, 0, n)).toISOString(),
  });
const atRest = (['Stopped', 'Completed', 'Ready', 'Paused'] as const).map((status) =>
  campaign({ id: `cd-${status}`, name: status, status }),
);
const foreign = [
  {
    id: 'cd-link',
    name: 'Sale [now](command:workbench.action.closeWindow)',
    shown: 'Sale [now] (command:workbench.action.closeWindow)',
  },
  { id: 'cd-icon', name: 'Sale $(alert) &now', shown: 'Sale $ (alert) &now' },
  { id: 'cd-lines', name: 'Sale\r\n\nof\u2028today', shown: 'Sale of today' },
  { id: 'cd-turned', name: 'Sale \u202Egpj.exe\u202C \u2066x\u2069\u200B', shown: 'Sale gpj.exe x' },
  { id: 'cd-long', name: `Long ${'x'.repeat(10_000)}`, shown: `Long ${'x'.repeat(114)}…` },
];

describe('lists of campaigns', () => {
  const many = sharedKore({ campaigns: [...Array.from({ length: 60 }, (_, n) => numbered(n)), ...atRest] });
  const quiet = sharedKore({ campaigns: atRest });
  const strange = sharedKore({
    campaigns: foreign.map(({ id, name }) =>
      campaign({ id, name, contactLists: [name], content: { format: 'simple', text: name } }),
    ),
  });
  const window = sharedWindow(() => ({
    settings: {
      'kore.streams': [
        entryOf(quiet(), { name: 'Quiet' }),
        entryOf(strange(), { name: 'Strange' }),
        entryOf(many(), { name: 'Many' }),
      ],
    },
  }));

  before('set the credentials', async () => {
    await showCampaigns(window(), 'Many');
    for (const [name, kore] of [
      ['Quiet', quiet()],
      ['Strange', strange()],
      ['Many', many()],
    ] as const) {
      await setCredential(window(), name, kore.credential, 'Until this window closes or reloads');
    }
    await window().campaigns.waitForRow('Many', ({ description }) => description.includes(' sending '));
  });

  it('are the 50 newest that send or are about to', async () => {
    const { description } = await window().campaigns.waitForRow('Many');
    assert.match(description, /^staging · \d+ sending · \d\d:\d\d:\d\d$/);
    const setSize = window().page.locator('[role=treeitem][aria-label^="Many 56,"]').first();
    assert.equal(await setSize.getAttribute('aria-setsize'), '50');
  });

  it('say that nothing is sending', async () => {
    await window().campaigns.waitForRow(/^Nothing is sending \(read \d\d:\d\d:\d\d\)$/);
  });

  it('are read again by Refresh', async () => {
    const listed = () =>
      quiet()
        .state()
        .requests.filter(({ target }) => target.includes('getAll')).length;
    const before = listed();
    await window().campaigns.clickInline('Quiet', 'Refresh');
    await window().screen.waitFor('one more list request', () => listed() === before + 1);
  });

  it('that are refused are a row with advice, and a pasted id can be stopped all the same', async () => {
    quiet().misbehave({ kind: 'answer', call: 'list', status: 403 });
    await window().campaigns.clickInline('Quiet', 'Refresh');
    const row = await window().campaigns.waitForRow("Can't list campaigns: 403");
    assert.equal(row.description, 'a stop would likely fail too');
    assert.match(row.ariaLabel, /API Scope.*publishes/);
    const toast = await told(
      window(),
      () => window().campaigns.select("Can't list campaigns: 403"),
      /^Can't list the campaigns of “Quiet”/,
    );
    assert.match(toast.text, /A stop by campaign id can still be tried\.$/);
    await pick(window(), 'cd-Paused', 'Quiet');
    await told(window(), () => sayYes(window()), /^Stopped: /);
    assert.equal(statusAt(quiet(), 'cd-Paused'), 'Stopped');
  });

  describe('with names by a stranger', () => {
    for (const { id, shown } of foreign) {
      it(`show ${id} as plain text in the tree, the picker, the confirmation and the result`, async () => {
        const { label, ariaLabel } = await window().campaigns.waitForRow(shown);
        assert.ok(ariaLabel.startsWith(`${label}, Active`));
        const element = window().page.locator(`[role=treeitem][aria-label^=${JSON.stringify(shown.slice(0, 40))}]`);
        assert.equal(await element.first().locator('.codicon-alert').count(), 0);
        await openPicker(window());
        await window().quickInput.type(id);
        const row = await window().quickInput.waitForRow(shown);
        assert.doesNotMatch(row.detail, /[\n\u2028\u202e\u2066]|\]\(|\$\(/u);
        assert.equal(await window().page.locator('.quick-input-list .codicon-alert:visible').count(), 0);
        await window().quickInput.focusRow(shown);
        await window().quickInput.accept();
        const asked = await window().dialog.waitFor(`Stop “${shown}” in staging?`);
        assert.doesNotMatch(asked.detail, /\u202e|\]\(/u);
        const toast = await told(window(), () => sayYes(window()), /^Stopped: /);
        assert.ok(toast.text.startsWith(`Stopped: “${shown}” (staging).`), toast.text);
        assert.deepEqual(toast.links, []);
        assert.deepEqual(
          stopsAt(strange()).filter((one) => one === id),
          [id],
        );
      });
    }

    it('show them as plain text in a tooltip', async () => {
      await window().page.locator('[role=treeitem][aria-label^="Sale [now] ("] .label-name').hover();
      const hover = window().page.locator('.workbench-hover');
      await hover.waitFor();
      const text = await hover.innerText();
      assert.match(text, /Sale \[now\] \(command:workbench\.action\.closeWindow\)\s+cd-link/);
      assert.match(text, /To: Sale \[now\] \(command/);
      assert.equal(await hover.locator('a').count(), 0);
      await window().page.mouse.move(700, 400);
    });
  });
});
