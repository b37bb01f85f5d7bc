import assert from 'node:assert/strict';

import type { Toast } from '../window/index.ts';
import { campaign, entryOf, sharedKore, statusAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { pick, setCredential, showCampaigns, told, typeClientSecret } from './steps.ts';

const campaigns = Array.from({ length: 6 }, (_, n) => campaign({ id: `cd-${String(n)}`, name: `Blast ${String(n)}` }));

describe('a new credential out of a stop that was refused', () => {
  const kore = sharedKore({ campaigns });
  const outlet = { name: 'Acme Outlet', streamId: 'st-outlet' };
  const window = sharedWindow(() => ({
    settings: { 'kore.streams': [entryOf(kore()), entryOf(kore(), outlet)], 'kore.confirmStop': 'never' },
  }));
  const wrong = { clientId: 'cs-wrong-9c1e', clientSecret: 'w'.repeat(40) };
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
});
