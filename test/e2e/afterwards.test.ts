import assert from 'node:assert/strict';
import { listRow } from '../../src/practice/replyShapes.ts';
import { campaign, entryOf, sharedKore, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { pick, sayYes, setCredential, showCampaigns, told } from './steps.ts';

const schedule = { isSchedulingEnabled: true, isRecurrenceEnabled: true };

describe('after a stop', () => {
  const kore = sharedKore({
    campaigns: [
      campaign({ id: 'cd-quiet', name: 'Blast' }),
      campaign({ id: 'cd-weekly', name: 'Weekly digest', schedule }),
      campaign({ id: 'cd-twin', name: 'Daily digest', schedule }),
      campaign({ id: 'cd-voice', name: 'daily digest', type: 'voice', status: 'Ready' }),
    ],
  });
  // Of another account: what nobody waits for is read when half of an account's minute is free.
  const bank = sharedKore({ campaigns: [campaign({ id: 'cd-later', name: 'Unanswered' })] });
  const window = sharedWindow(() => ({
    settings: { 'kore.streams': [entryOf(kore()), entryOf(bank(), { name: 'Acme Bank' })] },
  }));
  const isScheduled = (id: string): boolean | undefined =>
    kore()
      .state()
      .campaigns.find((one) => one.id === id)?.isSchedulingEnabled;
  const schedulesAt = (): readonly string[] =>
    kore()
      .state()
      .requests.flatMap(({ target }) => (target.includes('/campaign/schedule') ? [target] : []));

  before('set the credential', async () => {
    await showCampaigns(window(), /^Acme Retail/);
    await setCredential(window(), 'Acme Retail', kore().credential, 'Until this window closes or reloads');
    await setCredential(window(), 'Acme Bank', bank().credential, 'Until this window closes or reloads');
    await window().campaigns.waitForRow('Blast');
    await window().campaigns.waitForRow('Unanswered');
  });

  it('the row tells that Kore’s counter stands still', async () => {
    await told(window(), () => pick(window(), 'cd-quiet').then(() => sayYes(window())), /^Stopped: “Blast”/);
    const unchanged = /^Stopped \d\d:\d\d:\d\d, confirmed, [\d,]+ sent, unchanged since \d\d:\d\d:\d\d$/;
    await window().campaigns.waitForRow('Blast', ({ description }) => unchanged.test(description), 60_000);
  });

  it('a campaign that repeats is told as stopped for now, and its schedule is turned off by a button', async () => {
    const message = /^Stopped for now: “Weekly digest” \(staging\)\./;
    const toast = await told(window(), () => pick(window(), 'cd-weekly').then(() => sayYes(window())), message);
    assert.equal(toast.severity, 'error');
    await window().toasts.click(message, 'Turn Off Schedule…');
    const { detail } = await window().dialog.waitFor('Turn off the schedule of “Weekly digest”?');
    assert.match(detail, /finds it by name only\. The stop is not affected\./);
    assert.equal(isScheduled('cd-weekly'), true);
    const off = await told(window(), () => window().dialog.press('Turn Off Schedule'), /^Schedule/);
    assert.match(off.text, /^Schedule off: “Weekly digest” \(Kore\.ai, \d\d:\d\d:\d\d\)\.$/);
    assert.equal(isScheduled('cd-weekly'), false);
    assert.equal(schedulesAt().length, 1);
    await window().campaigns.waitForRow('Weekly digest', ({ description }) => description.endsWith('schedule off'));
    assert.deepEqual(stopsAt(kore()), ['cd-quiet', 'cd-weekly']);
  });

  it('nothing is sent to turn off a schedule whose name another campaign has', async () => {
    const message = /^Stopped for now: “Daily digest”/;
    await told(window(), () => pick(window(), 'cd-twin').then(() => sayYes(window())), message);
    const sent = schedulesAt().length;
    const not = await told(window(), () => window().toasts.click(message, 'Turn Off Schedule…'), /^Schedule/);
    assert.match(not.text, /^Schedule NOT turned off: “Daily digest”\. .*voice …voice/);
    assert.equal(schedulesAt().length, sent);
    assert.equal(isScheduled('cd-twin'), true);
  });

  it('a stop of which nothing is known is told when it clears, by itself', async () => {
    bank().misbehave({ kind: 'answer', call: 'stop', status: 500, takesEffect: true }, 3);
    // One read while the question is up, two of the stop itself; what is read after the answer goes through.
    bank().misbehave({ kind: 'answer', call: 'status', status: 403 }, 3);
    const since = window().toasts.shown.length;
    await pick(window(), 'cd-later').then(() => sayYes(window()));
    await window().toasts.waitFor(/^UNKNOWN whether “Unanswered”/, { since, timeoutMs: 60_000 });
    const cleared = await window().toasts.waitFor(/^Stopped: “Unanswered”/, { since, timeoutMs: 60_000 });
    assert.equal(cleared.severity, 'info');
    assert.match(cleared.text, /Kore\.ai says Stopped \(\d\d:\d\d:\d\d\), read after the answer\.$/);
  });

  it('a list that shows a stopped campaign as sending makes it NOT stopped, in the status bar too', async () => {
    const rows = [listRow(campaign({ id: 'cd-quiet', name: 'Blast' }))];
    const body = JSON.stringify({ status: 'success', data: { results: rows, hasMore: false } });
    kore().misbehave({ kind: 'answer', call: 'list', status: 200, body });
    await window().runCommand('Kore: Refresh');
    await window().campaigns.waitForRow('Blast', ({ description }) => description.startsWith('Sending again: Active'));
    await window().screen.waitFor('NOT stopped in the status bar', async () =>
      (await window().screen.statusBar()).some(({ text, kind }) => text === 'NOT stopped' && kind === 'error'),
    );
    kore().misbehave(undefined);
  });
});
