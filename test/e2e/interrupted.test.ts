import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { campaign, entryOf, sharedKore, stopsAt } from './kore.ts';
import { killExtensionHosts } from './extensionHost.ts';
import { sharedWindow } from './sharedWindow.ts';
import { pick, sayYes, setCredential, showCampaigns, told, tokenFor, untilSecretsAreWritten } from './steps.ts';
import type { ConfiguredStream } from '../../src/streams/stream.ts';

const ids = ['1', '2', '3', '4', '5'].map((n) => `cd-cut-${n}`);

describe('a stop whose extension host is killed while its request is out', () => {
  const kore = sharedKore({ campaigns: ids.map((id) => campaign({ id, name: `Cut ${id.slice(-1)}` })) });
  const window = sharedWindow(() => ({ settings: { 'kore.streams': [entryOf(kore())] } }));

  before('set the credential', async () => {
    await showCampaigns(window(), 'Acme Retail');
    await untilSecretsAreWritten(window(), () =>
      setCredential(window(), undefined, kore().credential, 'On this computer'),
    );
    await window().campaigns.waitForRow('Cut 1');
  });

  for (const [index, id] of ids.entries()) {
    it(`is told by the next one as interrupted, and its row says so (${index + 1} of ${ids.length})`, async function () {
      this.timeout(240_000);
      const name = `Cut ${id.slice(-1)}`;
      kore().misbehave({ kind: 'silence', call: 'stop' });
      await pick(window(), id);
      await sayYes(window());
      await window().screen.waitFor('the stop request to be out', () => stopsAt(kore()).includes(id), 30_000);
      await window().toasts.waitForCalm();
      const since = window().toasts.shown.length;
      await killExtensionHosts(window());
      // The first two times VS Code starts another one by itself, as after any crash; then it asks.
      if (index >= 2) await window().reload();
      const toast = await window().toasts.waitFor(
        new RegExp(`^A stop of “${name}” \\(staging\\) was interrupted: VS Code closed while`),
        {
          since,
          timeoutMs: 90_000,
        },
      );
      assert.equal(toast.severity, 'error');
      assert.ok(toast.buttons.includes('Stop Again'), toast.buttons.join());
      await window().openKoreView();
      await window().campaigns.waitForRow(
        name,
        ({ description }) => /UNKNOWN: interrupted|Not confirmed: still Active .*, checking until/.test(description),
        60_000,
      );
    });
  }

  it('is told once: after a reload its row says so still, without another message', async () => {
    // What was shown for a second counts as told.
    await sleep(1500);
    const since = window().toasts.shown.length;
    await window().reload();
    await window().openKoreView();
    await window().toasts.waitFor(/^5 earlier stops are not resolved: /, { since, timeoutMs: 60_000 });
    await window().campaigns.waitForRow('Cut 5', ({ description }) =>
      description.startsWith('Not confirmed: still Active'),
    );
    assert.deepEqual(
      window()
        .toasts.shown.slice(since)
        .filter(({ text }) => text.startsWith('A stop of')),
      [],
    );
  });

  it('is read on by itself, and told when it clears', async () => {
    const since = window().toasts.shown.length;
    const request = stopRequest(kore().stream, 'cd-cut-4');
    const auth = tokenFor(kore(), 300);
    const stopped = await fetch(request.url, { method: 'POST', headers: { ...request.headers, auth }, body: '{}' });
    assert.equal(stopped.status, 200);
    const cleared = await window().toasts.waitFor(/^Stopped: “Cut 4”/, { since, timeoutMs: 60_000 });
    assert.match(cleared.text, /read after the answer\.$/);
  });

  it('can be stopped again from there', async () => {
    await told(window(), () => pick(window(), 'cd-cut-5').then(() => sayYes(window())), /^Stopped: “Cut 5”/);
    assert.equal(stopsAt(kore()).filter((id) => id === 'cd-cut-5').length, 2);
  });
});

/** A stop that somebody else makes. */
function stopRequest({ host, accountId, streamId }: ConfiguredStream, campaignId: string) {
  const query = `accountId=${accountId}&campaignType=sms&trigger=stop`;
  return {
    url: `${host}/campaign/api/v2/public/${streamId}/campaign//trigger/${campaignId}?${query}`,
    headers: { accountid: accountId, iid: streamId, 'Content-Type': 'application/json' },
  };
}
