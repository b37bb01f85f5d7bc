import assert from 'node:assert/strict';
import { campaign, entryOf, sharedKore, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { choose, setCredential, showCampaigns, told, untilSecretsAreWritten } from './steps.ts';

const readyRow = /^PRODUCTION · 1 sending · ready \d\d:\d\d$/;
const refusedRow = "PRODUCTION · can't stop: 403, is the scope published?";

describe('readiness', () => {
  const retail = sharedKore({ campaigns: [campaign({ id: 'cd-retail-1', name: 'Retail 1' })] });
  const bank = sharedKore({ campaigns: [campaign({ id: 'cd-bank-1', name: 'Bank 1' })] });
  const window = sharedWindow(() => ({
    settings: {
      'kore.streams': [
        entryOf(retail(), { tier: 'production', campaigns: [{ id: 'cd-retail-1' }] }),
        entryOf(bank(), { name: 'Acme Bank', tier: 'production' }),
      ],
    },
  }));
  const calls = (): readonly string[] =>
    retail()
      .state()
      .requests.map(({ target }) => target);
  const refuse = (): void => bank().misbehave({ kind: 'answer', call: 'list', status: 403 });

  before('have credentials before the view is opened', async () => {
    for (const [name, { credential }] of [
      ['Acme Retail', retail()],
      ['Acme Bank', bank()],
    ] as const) {
      await untilSecretsAreWritten(window(), () => setCredential(window(), name, credential, 'On this computer'));
    }
    assert.deepEqual(calls(), []);
  });
  beforeEach('let one refuse', refuse);

  it('is checked by itself when the view is opened, and only the rows change', async () => {
    const toasts = window().toasts.shown.length;
    await showCampaigns(window(), 'Acme Retail');
    const row = await window().campaigns.waitForRow('Acme Retail', ({ description }) => readyRow.test(description));
    assert.match(row.ariaLabel, /^Acme Retail, production, 1 campaign sending, ready to stop, checked \d\d:\d\d/);
    await window().campaigns.waitForRow('Acme Bank', ({ description }) => description === refusedRow);
    // The campaign in the settings is asked for by the check alone.
    await window().screen.waitFor('the check of the campaign', () =>
      calls().some((target) => target.includes('cd-retail-1/status')),
    );
    assert.equal(window().toasts.shown.length, toasts);
  });

  it('tells of all streams in one notification, and leads to a report', async () => {
    const toast = await told(
      window(),
      async () => {
        await window().runCommand('Kore: Check Readiness');
        await choose(window(), 'All 2 streams', 'Which stream shall be checked? No stop is sent.');
      },
      /^Not ready to stop/,
    );
    assert.match(
      toast.text,
      /^Not ready to stop: 1 of 2 streams: “Acme Bank”\. “Acme Bank”: Kore\.ai knows this credential .*\(403\)\. .*publishes/,
    );
    assert.deepEqual([toast.severity, toast.buttons], ['error', ['Show Report', 'Show Log']]);
    await window().toasts.click(/^Not ready to stop/, 'Show Report');
    const lines = window().page.locator('.editor-instance .view-lines');
    const report = await window().screen.waitFor('the report', async () => {
      const text = (await lines.innerText()).replaceAll('\u00a0', ' ');
      return text.includes('NOT READY') && text;
    });
    assert.match(report, /Acme Retail \(PRODUCTION\), 127\.0\.0\.1:\d+: ready to stop/);
    assert.match(report, /Acme Bank \(PRODUCTION\), 127\.0\.0\.1:\d+: NOT READY/);
    assert.match(report, /FAILED +Allowed to manage campaigns \(API scope\) \(403\)/);
    assert.match(report, /Requests leave from: the remote/);
    await window().page.keyboard.press('Control+Alt+Shift+F7');
  });

  it('tells of one stream from its row', async () => {
    const toast = await told(
      window(),
      () => window().campaigns.chooseFromMenu('Acme Retail', 'Check Readiness'),
      /^Ready to stop/,
    );
    assert.match(
      toast.text,
      /^Ready to stop: “Acme Retail”, checked \d\d:\d\d:\d\d\. Not tested: the stop call itself\.$/,
    );
    assert.equal(toast.severity, 'info');
  });

  it('is remembered over a reload', async () => {
    const answered = calls().length;
    retail().misbehave({ kind: 'silence', call: 'any' });
    await window().reload();
    await showCampaigns(window(), 'Acme Retail');
    await window().campaigns.waitForRow('Acme Retail', ({ description }) =>
      /^PRODUCTION · reading… · ready \d\d:\d\d$/.test(description),
    );
    // Nothing but the list is asked for: the last check is not a day old.
    assert.ok(
      calls()
        .slice(answered)
        .every((target) => target.includes('getAllCampaignDetails')),
    );
  });

  it('is forgotten with the credential that it was found with', async () => {
    const other = { clientId: 'cs-other', clientSecret: 'x'.repeat(40) };
    await setCredential(window(), 'Acme Retail', other, 'On this computer');
    await window().campaigns.waitForRow('Acme Retail', ({ description }) => !/ready \d/.test(description));
    bank().misbehave(undefined);
    await setCredential(window(), 'Acme Bank', other, 'On this computer');
    await window().campaigns.waitForRow('Acme Bank', ({ description }) => description.endsWith("can't stop: 401"));
  });

  it('sent no stop', () => {
    assert.deepEqual([...stopsAt(retail()), ...stopsAt(bank())], []);
  });
});
