import assert from 'node:assert/strict';

import type { Simulator } from '../../src/practice/index.ts';
import type { Toast } from '../window/index.ts';
import { campaign, entryOf, sharedKore, statusAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { choose, pick, setCredential, showCampaigns, told, tokenFor, typeClientSecret, typeToken } from './steps.ts';

const campaigns = Array.from({ length: 9 }, (_, n) => campaign({ id: `cd-${String(n)}`, name: `Blast ${String(n)}` }));

describe('a new credential out of a stop that was refused', () => {
  const kore = sharedKore({ campaigns });
  const outlet = { name: 'Acme Outlet', streamId: 'st-outlet' };
  const window = sharedWindow(() => ({
    settings: { 'kore.streams': [entryOf(kore()), entryOf(kore(), outlet)], 'kore.confirmStop': 'never' },
    keybindings: [
      {
        key: 'ctrl+alt+shift+1',
        command: 'kore.stopSeveral',
        args: { stream: 'Acme Retail', campaignIds: ['cd-7', 'cd-8'] },
      },
    ],
  }));
  const wrong = { kind: 'clientSecret' as const, clientId: 'cs-wrong-9c1e', clientSecret: 'w'.repeat(40) };
  const replaced = /^The new credential of “Acme Retail” works and has replaced the old one: client id …f526\.$/;

  const stop = (id: string, text: RegExp): Promise<Toast> =>
    told(window(), () => pick(window(), id, 'Acme Retail'), text);
  /** Sets another one from the message that tells that a stop was refused; it goes on with that stop. */
  const setFromError = (credential: typeof wrong, text: RegExp): Promise<Toast> =>
    told(
      window(),
      async () => {
        await window().toasts.click(/^NOT stopped/, 'Set Credential');
        await typeClientSecret(window(), credential, 'On this computer');
      },
      text,
    );
  const refuseOnce = (): void => kore().misbehave({ kind: 'answer', call: 'stop', status: 401 }, 1);

  before('see the streams', async () => {
    await showCampaigns(window(), 'Acme Outlet');
    await setCredential(window(), 'Acme Retail', wrong, 'On this computer');
  });

  it('signs the stop at once, replaces the old one when it works, and is offered for more streams', async () => {
    await stop('cd-0', /^NOT stopped.* Yours: client id …9c1e, set .*; it is kept\.$/);
    // A check before the stop would get no answer.
    kore().misbehave({ kind: 'silence', call: 'list' });
    await setFromError(kore().credential, /^Stopped: “(?:Blast 0|cd-0)”/);
    assert.deepEqual((await window().toasts.waitFor(replaced)).buttons, ['Use for More Streams…']);
    kore().misbehave(undefined);
    await told(
      window(),
      async () => {
        await window().toasts.click(replaced, 'Use for More Streams…');
        const { rows } = await window().quickInput.waitForTitle('Streams');
        assert.deepEqual(
          rows.map(({ label, checked }) => [label, checked]),
          [['Acme Outlet', true]],
        );
        await window().quickInput.accept();
      },
      /^Credential set for “Acme Outlet”: client id …f526\.$/,
    );
    await stop('cd-1', /^Stopped: /);
  });

  it('leaves the old one in its place when it is refused too, and the next stop is signed with that', async () => {
    refuseOnce();
    await stop('cd-2', /^NOT stopped.*\(401\)/);
    const { text, buttons } = await setFromError(wrong, /^NOT stopped.*9c1e/);
    assert.match(
      text,
      / Yours: client id …9c1e, just typed; the one before it stays \(client id …f526, set .* \d\d:\d\d:\d\d\)\.$/,
    );
    assert.deepEqual(buttons, ['Set Credential', 'Replace Anyway', 'How to Stop by Hand']);
    await stop('cd-2', /^Stopped: /);
  });

  it('replaces the old one although it was refused when the person insists', async () => {
    refuseOnce();
    await stop('cd-3', /^NOT stopped.*\(401\)/);
    await setFromError(wrong, /^NOT stopped.*9c1e/);
    await told(
      window(),
      () => window().toasts.click(/^NOT stopped.*9c1e/, 'Replace Anyway'),
      /^Credential set for “Acme Retail”: client id …9c1e\.$/,
    );
    await stop('cd-3', /^NOT stopped.* Yours: client id …9c1e, set .*; it is kept\.$/);
    await setFromError(kore().credential, /^Stopped: /);
    assert.equal(statusAt(kore(), 'cd-3'), 'Stopped');
  });

  it('is tried by a check where the stop showed nothing of it, and is used in this window until it is known', async () => {
    refuseOnce();
    await stop('cd-4', /^NOT stopped.*\(401\)/);
    for (const call of ['stop', 'status'] as const) kore().misbehave({ kind: 'answer', call, status: 404 });
    kore().misbehave({ kind: 'answer', call: 'list', status: 503 });
    await setFromError(kore().credential, /^NOT stopped.*\(404\)/);
    const { severity, buttons } = await window().toasts.waitFor(
      /^It is not known yet whether the new credential of “Acme Retail” works\. .* Kore\.ai failed \(503\)/,
    );
    assert.deepEqual([severity, buttons], ['error', ['Replace Anyway']]);
    kore().misbehave(undefined);
    const since = window().toasts.shown.length;
    await stop('cd-4', /^Stopped: /);
    await window().toasts.waitFor(replaced, { since });
  });

  it('is on trial too where it came with a pasted command: a refused one is gone, one that works is used', async () => {
    const paste = (id: string, token: string, text: RegExp): Promise<Toast> =>
      told(
        window(),
        async () => {
          await pick(window(), curlOf(kore(), id, token));
          await choose(window(), 'Use It Until This Window Closes or It Expires', /carries a token/);
        },
        text,
      );
    const refused = await paste('cd-5', tokenFor({ credential: wrong }, 3600), /^NOT stopped.*\(401\)/);
    assert.match(refused.text, /9c1e.*, just typed; the one before it stays \(client id …f526, set /);
    assert.deepEqual(refused.buttons, ['Set Credential', 'Replace Anyway', 'How to Stop by Hand']);
    await stop('cd-5', /^Stopped: /);
    const since = window().toasts.shown.length;
    await paste('cd-6', tokenFor(kore(), 3600), /^Stopped: /);
    await window().toasts.waitFor(usedFromNow(/pasted token of client id …f526/), { since });
  });

  it('is on trial too in a stop of several, in place of a token that has run out', async () => {
    const token = tokenFor(kore(), 20);
    const expiresAtMs = Date.now() + 20_000;
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Acme Retail');
    await typeToken(window(), token);
    await choose(window(), 'Until this window closes or reloads');
    await told(window(), () => choose(window(), 'This stream only'), /^Credential set for “Acme Retail”/);
    await window().screen.waitFor('the token to run out', () => Date.now() > expiresAtMs);
    const stopBoth = async (credential: typeof wrong, text: RegExp): Promise<number> => {
      const since = window().toasts.shown.length;
      await window().page.keyboard.press('Control+Alt+Shift+1');
      await choose(window(), 'Type a Credential for “Acme Retail”…', /^The pasted token of “Acme Retail” ran out at /);
      await typeClientSecret(window(), credential, 'Until this window closes or reloads');
      await window().dialog.waitFor('Stop 2 campaigns in staging?');
      await told(window(), () => window().dialog.press('Stop Campaigns'), text);
      return since;
    };
    const refusedSince = await stopBoth(wrong, /^0 of 2 stopped/);
    const refused = await window().toasts.waitFor(
      /^The new credential of “Acme Retail” was refused: the old one stays\. .*\(401\)\.$/,
      { since: refusedSince },
    );
    assert.deepEqual([refused.severity, refused.buttons], ['error', ['Replace Anyway']]);
    const since = await stopBoth(kore().credential, /^All 2 stopped/);
    await window().toasts.waitFor(usedFromNow(/client id …f526/), { since });
    assert.deepEqual([statusAt(kore(), 'cd-7'), statusAt(kore(), 'cd-8')], ['Stopped', 'Stopped']);
  });
});

function usedFromNow(credential: RegExp): RegExp {
  const works = /^The new credential of “Acme Retail” works and is used until this window closes: /;
  return new RegExp(`${works.source}${credential.source}`);
}

/** The documented call, as a colleague has it. */
function curlOf({ origin, stream: { streamId, accountId } }: Simulator, campaignId: string, token: string): string {
  const query = `accountId=${accountId}&campaignType=sms&trigger=stop`;
  const url = `${origin}/campaign/api/v2/public/${streamId}/campaign//trigger/${campaignId}?${query}`;
  return `curl '${url}' --header 'auth: ${token}' --header 'accountid: ${accountId}' --header 'iid: ${streamId}' --data '{}'`;
}
