import assert from 'node:assert/strict';
import { campaign, entryOf, sharedKore, sharedRecorder, statusAt, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import {
  choose,
  pick,
  sayYes,
  setCredential,
  showCampaigns,
  told,
  tokenFor,
  typeClientSecret,
  typeToken,
  untilSecretsAreWritten,
} from './steps.ts';

const campaignsOf = (stream: string) =>
  Array.from({ length: 20 }, (_, n) => campaign({ id: `cd-${String(n)}-${stream}`, name: `${stream} ${String(n)}` }));
const credentialQuestion = /^Credential for “/;

describe('credentials', () => {
  const retail = sharedKore({ campaigns: campaignsOf('retail') });
  const bank = sharedKore({ campaigns: campaignsOf('bank') });
  const recorder = sharedRecorder();
  const window = sharedWindow(() => ({
    settings: {
      'kore.streams': [
        entryOf(retail()),
        entryOf(bank(), { name: 'Acme Bank' }),
        entryOf(retail(), { name: 'Acme Opaque', host: recorder().origin }),
      ],
    },
    keybindings: [
      {
        key: 'ctrl+alt+shift+1',
        command: 'kore.stopSeveral',
        args: { stream: 'Acme Retail', campaignIds: ['cd-12-retail', 'cd-13-retail'] },
      },
      {
        key: 'ctrl+alt+shift+2',
        command: 'kore.stopSmsCampaign',
        args: { stream: 'Acme Retail', campaignId: 'cd-9-retail' },
      },
    ],
  }));
  const wrong = { clientId: 'cs-wrong-9c1e', clientSecret: 'w'.repeat(40) };

  const pickIn = (stream: string, id: string): Promise<void> => pick(window(), id, stream);

  before('see the streams', () => showCampaigns(window(), 'Acme Bank'));

  it('notices a missing one before the confirmation, and goes on with the stop once it is set', async () => {
    await pickIn('Acme Retail', 'cd-0-retail');
    await window().quickInput.waitForTitle(credentialQuestion);
    assert.equal(await window().dialog.read(), null);
    await typeClientSecret(window(), retail().credential, 'For this stop only');
    const tail = retail().credential.clientId.slice(-4);
    const toast = await told(
      window(),
      async () => {
        const { detail } = await sayYes(window());
        assert.match(detail, new RegExp(`Signing with: credential typed for this stop \\(client id …${tail}\\)`));
      },
      /“(?:retail 0|cd-0-retail)”/,
    );
    assert.match(toast.text, /^Stopped: /);
    assert.deepEqual(stopsAt(retail()), ['cd-0-retail']);
  });

  it('forgets one that was for this stop only', async () => {
    const before = stopsAt(retail()).length;
    await pickIn('Acme Retail', 'cd-1-retail');
    await window().quickInput.waitForTitle(credentialQuestion);
    await window().quickInput.escape();
    await window().screen.waitFor('“Nothing was sent.”', async () =>
      (await window().screen.statusBar()).some(({ text }) => text === 'Nothing was sent.'),
    );
    assert.equal(stopsAt(retail()).length, before);
  });

  it('says when a token has run out, and takes another in its place', async () => {
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Acme Retail');
    await typeToken(window(), tokenFor(retail(), -1200));
    const { placeholder } = await window().quickInput.waitFor('the expiry', (state) =>
      state.placeholder.includes('ran out'),
    );
    assert.match(placeholder, /^This token ran out at .*\d\d:\d\d:\d\d: it cannot be used\.$/);
    await choose(window(), 'Paste Another');
    const { masked } = await window().quickInput.waitForMessage(/^The token, as it stands/);
    assert.ok(masked);
  });

  it('says in the confirmation that a token runs out soon, and refuses it with its time once it has', async () => {
    const expiresAtMs = Date.now() + 10_000;
    const token = tokenFor(bank(), 10);
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Acme Bank');
    await typeToken(window(), token);
    await choose(window(), 'Until this window closes or reloads');
    await pickIn('Acme Bank', 'cd-1-bank');
    const { detail } = await sayYes(window());
    assert.match(detail, /The pasted token runs out at \d\d:\d\d:\d\d, maybe before the answer\./);
    await window().screen.waitFor('the stop', () => statusAt(bank(), 'cd-1-bank') === 'Stopped');
    await window().screen.waitFor('the token to run out', () => Date.now() > expiresAtMs);
    const toast = await told(window(), () => pickIn('Acme Bank', 'cd-2-bank'), /^NOT stopped/);
    assert.match(toast.text, /The pasted token ran out at .*\d\d:\d\d:\d\d, \d+ s ago\. Nothing was sent\./);
    assert.deepEqual(toast.buttons, ['Set Credential', 'Use Once…', 'How to Stop by Hand']);
    assert.deepEqual(stopsAt(bank()), ['cd-1-bank']);
  });

  it('goes on with the stop when one is set from the error', async () => {
    await told(window(), () => pickIn('Acme Bank', 'cd-2-bank'), /^NOT stopped/);
    await window().toasts.click(/^NOT stopped/, 'Set Credential');
    await typeClientSecret(window(), bank().credential, 'Until this window closes or reloads');
    const toast = await told(window(), () => sayYes(window()), /^Stopped/);
    assert.match(toast.text, /^Stopped: “bank 2”/);
    assert.deepEqual(stopsAt(bank()), ['cd-1-bank', 'cd-2-bank']);
  });

  it('warns of a text that is no JWT, and sends it as it is', async () => {
    await pickIn('Acme Opaque', 'cd-3-opaque');
    await typeToken(window(), 'opaque~token-123');
    await choose(window(), 'Use It as It Is', 'This text is not a JWT. Is it whole?');
    await choose(window(), 'For this stop only');
    await told(window(), () => sayYes(window()), /^(?:Already s|S)topped/);
    assert.deepEqual([...new Set(recorder().auths)], ['opaque~token-123']);
  });

  it('refuses characters that a header cannot carry in the box, with what was typed still there', async () => {
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Acme Retail');
    await typeToken(window(), 'abc dé');
    const refused = await window().quickInput.waitForMessage(/^The token has a space in place 4\./);
    assert.deepEqual([refused.severity, refused.value, refused.masked], ['error', 'abc dé', true]);
    await window().quickInput.type('abcdé');
    await window().quickInput.waitForMessage(/^The token has “é” in place 5\./);
  });

  it('warns of a short secret and takes it', async () => {
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Acme Retail');
    await choose(window(), 'Client ID and client secret');
    await window().quickInput.waitForMessage(/^Client ID/);
    await window().quickInput.type('cs-short');
    await window().quickInput.accept();
    await window().quickInput.waitForMessage(/^Client secret/);
    await window().quickInput.type('s'.repeat(31));
    const { severity } = await window().quickInput.waitForMessage(/^Shorter than 32 bytes\. It works/);
    assert.equal(severity, 'warning');
    await window().quickInput.accept();
    await choose(window(), 'Until this window closes or reloads');
    await window().toasts.waitFor(/^Credential set for “Acme Retail”: client id …hort\.$/);
  });

  it('tells a 401 with whose credential it was and keeps it; another one set from there goes on', async () => {
    await setCredential(window(), 'Acme Retail', wrong, 'On this computer');
    await pickIn('Acme Retail', 'cd-4-retail');
    const toast = await told(window(), () => sayYes(window()), /^NOT stopped/);
    assert.match(
      toast.text,
      /Kore\.ai does not accept this credential \(401\)\. Usual: .* Yours: client id …9c1e, set .*; it is kept\./,
    );
    assert.deepEqual(
      [toast.severity, toast.buttons],
      ['error', ['Set Credential', 'Copy Request', 'How to Stop by Hand']],
    );
    const { ariaLabel } = await window().campaigns.waitForRow("Can't list campaigns: 401");
    assert.match(ariaLabel, /Yours: client id …9c1e, set .*; it is kept\./);
    await told(window(), () => pickIn('Acme Retail', 'cd-4-retail'), /\(401\)/);
    await window().toasts.click(/\(401\)/, 'Set Credential');
    await told(window(), () => typeClientSecret(window(), retail().credential, 'On this computer'), /^Stopped: /);
    assert.equal(statusAt(retail(), 'cd-4-retail'), 'Stopped');
  });

  it('tries a new one before it replaces the old one, and keeps the old one when the new one is refused', async () => {
    const stops = stopsAt(retail()).length;
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Acme Retail', 'Which stream is the credential for?');
    await typeClientSecret(window(), wrong, 'On this computer');
    const { rows } = await window().quickInput.waitFor('the question', ({ placeholder }) =>
      placeholder.includes('(401)'),
    );
    assert.deepEqual(
      rows.map(({ label, focused }) => [label, focused]),
      [
        ['Keep the Old One', true],
        ['Replace Anyway', false],
      ],
    );
    await told(window(), () => window().quickInput.accept(), /^The old credential of “Acme Retail” is kept\.$/);
    assert.equal(stopsAt(retail()).length, stops);
    await pickIn('Acme Retail', 'cd-11-retail');
    await told(window(), () => sayYes(window()), /^Stopped: /);
    assert.equal(statusAt(retail(), 'cd-11-retail'), 'Stopped');
  });

  it('tells a 403 with the usual reason and keeps the credential', async () => {
    await setCredential(window(), 'Acme Retail', retail().credential, 'On this computer');
    retail().misbehave({ kind: 'answer', call: 'stop', status: 403 }, 1);
    await pickIn('Acme Retail', 'cd-5-retail');
    const toast = await told(window(), () => sayYes(window()), /^NOT stopped/);
    assert.match(toast.text, /does not let it manage campaigns \(403\).*API Scope.*unpublished scopes have no effect/);
    assert.deepEqual(toast.buttons, ['Set Credential', 'Copy Request', 'How to Stop by Hand']);
    await window().toasts.click(/\(403\)/, 'Copy Request');
    await window().screen.waitFor('the request in the clipboard', async () =>
      (await window().readClipboard()).startsWith('Please create a JWT app'),
    );
    await told(window(), () => pickIn('Acme Retail', 'cd-5-retail'), /^Stopped: /);
    assert.equal(statusAt(retail(), 'cd-5-retail'), 'Stopped');
  });

  it('never shows a stored one again, not even where another takes its place', async () => {
    await setCredential(window(), 'Acme Retail', retail().credential, 'On this computer');
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Acme Retail');
    await choose(window(), 'Client ID and client secret');
    const id = await window().quickInput.waitForMessage(/^Client ID/);
    assert.equal(id.value, '');
    await window().quickInput.type('cs-other');
    await window().quickInput.accept();
    const secret = await window().quickInput.waitForMessage(/^Client secret/);
    assert.deepEqual([secret.value, secret.masked], ['', true]);
    assert.ok(!(await window().page.content()).includes(retail().credential.clientSecret));
  });

  it('keeps one on this computer over a reload, and one for the window only until then', async () => {
    await untilSecretsAreWritten(window(), () =>
      setCredential(window(), 'Acme Retail', retail().credential, 'On this computer'),
    );
    await setCredential(window(), 'Acme Bank', bank().credential, 'Until this window closes or reloads');
    await window().reload();
    await showCampaigns(window(), 'Acme Retail');
    await pickIn('Acme Bank', 'cd-6-bank');
    await window().quickInput.waitForTitle(credentialQuestion);
    await window().quickInput.escape();
    await pickIn('Acme Retail', 'cd-6-retail');
    await told(window(), () => sayYes(window()), /^Stopped: /);
    assert.equal(statusAt(retail(), 'cd-6-retail'), 'Stopped');
  });

  it('removes one after asking', async () => {
    await setCredential(window(), 'Acme Retail', retail().credential, 'On this computer');
    await window().runCommand('Kore: Remove Credential…');
    await choose(window(), 'Acme Retail');
    const { detail } = await window().dialog.waitFor('Remove the credential of “Acme Retail”?');
    assert.match(detail, /^client id …f526, 127\.0\.0\.1:\d+\nSet .*\nWithout it no campaign/);
    await window().dialog.press('Remove');
    await pickIn('Acme Retail', 'cd-7-retail');
    await window().quickInput.waitForTitle(credentialQuestion);
  });

  describe('when the secret store does not answer', () => {
    let answerKey: () => void = () => undefined;

    before('make the browser wait for the key that seals the secrets', async () => {
      await untilSecretsAreWritten(window(), () =>
        setCredential(window(), 'Acme Retail', retail().credential, 'On this computer'),
      );
      const answered = new Promise<void>((resolve) => (answerKey = resolve));
      await window().page.route('**/mint-key', async (route) => {
        await answered;
        await route.continue();
      });
      await window().reload();
      await showCampaigns(window(), 'Acme Retail');
    });
    after('answer for good', async () => {
      answerKey();
      await window().page.unroute('**/mint-key');
    });

    const waiting = 'Waiting for the system keyring (nothing sent yet)…';

    it('says that it waits, and takes another credential once', async () => {
      await pickIn('Acme Retail', 'cd-8-retail');
      const { placeholder } = await window().quickInput.waitForTitle(waiting);
      assert.equal(placeholder, 'The credential of “Acme Retail” is in it. Does it ask for its password somewhere?');
      assert.ok(!stopsAt(retail()).includes('cd-8-retail'));
      await choose(window(), 'Use Another Credential Once');
      await typeClientSecret(window(), retail().credential);
      await told(window(), () => sayYes(window()), /^Stopped: /);
      assert.equal(statusAt(retail(), 'cd-8-retail'), 'Stopped');
    });

    it('sends nothing after Don’t Stop', async () => {
      await window().page.keyboard.press('Control+Alt+Shift+2');
      await window().quickInput.waitForTitle(waiting);
      await choose(window(), "Don't Stop");
      await window().screen.waitFor('“Nothing was sent.”', async () =>
        (await window().screen.statusBar()).some(({ text }) => text === 'Nothing was sent.'),
      );
      assert.ok(!stopsAt(retail()).includes('cd-9-retail'));
    });

    it('stops in a stream whose credential is in the window meanwhile', async () => {
      await setCredential(window(), 'Acme Bank', bank().credential, 'Until this window closes or reloads');
      await pickIn('Acme Bank', 'cd-9-bank');
      await told(window(), () => sayYes(window()), /^Stopped: /);
      assert.equal(statusAt(bank(), 'cd-9-bank'), 'Stopped');
    });

    it('tries a new one before it could take the place of one that nobody has told yet', async () => {
      await window().runCommand('Kore: Set Credential…');
      await choose(window(), 'Acme Retail', 'Which stream is the credential for?');
      await typeClientSecret(window(), wrong, 'On this computer');
      const { rows } = await window().quickInput.waitFor('the question', ({ placeholder }) =>
        placeholder.includes('(401)'),
      );
      assert.match(rows[0]?.detail ?? '', /^What the system keyring has for it, if anything/);
      await told(window(), () => window().quickInput.accept(), /^The old credential of “Acme Retail” is kept\.$/);
    });

    it('goes on by itself when the answer comes', async () => {
      await window().page.keyboard.press('Control+Alt+Shift+2');
      await window().quickInput.waitForTitle(waiting);
      assert.ok(!stopsAt(retail()).includes('cd-9-retail'));
      answerKey();
      await told(window(), () => sayYes(window()), /^Stopped: /);
      assert.equal(statusAt(retail(), 'cd-9-retail'), 'Stopped');
    });
  });

  describe('when the secret store throws', () => {
    before('make the browser refuse its storage', async () => {
      await window().page.addInitScript({
        content: `const read = Storage.prototype.getItem;
          Storage.prototype.getItem = function (key) {
            if (key === 'secrets.provider') throw new Error('The keyring is locked.');
            return read.call(this, key);
          };`,
      });
      await window().reload();
      await showCampaigns(window(), 'Acme Retail');
    });

    it('says so at once in its own words, sends nothing, and takes another credential once', async () => {
      const toast = await told(window(), () => pickIn('Acme Retail', 'cd-10-retail'), /^VS Code's secret store failed/);
      assert.equal(
        toast.text,
        "VS Code's secret store failed for “Acme Retail”: “The keyring is locked”. Nothing was sent. Unlock the keyring and try again, or type a credential for this stop.",
      );
      assert.deepEqual([toast.severity, toast.buttons], ['error', ['Use Another Credential Once', 'Try Again']]);
      assert.ok(!stopsAt(retail()).includes('cd-10-retail'));
      await window().toasts.click(/^VS Code's secret store failed/, 'Use Another Credential Once');
      await typeClientSecret(window(), retail().credential);
      await told(window(), () => sayYes(window()), /^Stopped: /);
      assert.equal(statusAt(retail(), 'cd-10-retail'), 'Stopped');
    });

    it('says so before several are stopped, and takes another credential once for all of them', async () => {
      await window().page.keyboard.press('Control+Alt+Shift+1');
      const { placeholder, rows } = await window().quickInput.waitForTitle('Stop Several SMS Campaigns');
      assert.equal(placeholder, "VS Code's secret store failed for “Acme Retail”: “The keyring is locked”.");
      assert.deepEqual(
        rows.map(({ label }) => label),
        ['Try Again', 'Use Another Credential Once', 'Leave Its 2 Campaigns Out'],
      );
      await choose(window(), 'Use Another Credential Once');
      await typeClientSecret(window(), retail().credential);
      await window().dialog.waitFor('Stop 2 campaigns in staging?');
      await told(window(), () => window().dialog.press('Stop Campaigns'), /^All 2 stopped/);
      assert.deepEqual(
        ['cd-12-retail', 'cd-13-retail'].map((id) => statusAt(retail(), id)),
        ['Stopped', 'Stopped'],
      );
    });

    it('says so in the tree, and keeps what is typed for the computer until the window closes', async () => {
      await window().campaigns.waitForRow("Can't list campaigns: secret store failed");
      await setCredential(window(), 'Acme Bank', bank().credential, 'On this computer');
      await window().toasts.waitFor(/The credential is kept until this window closes\.$/);
      await pickIn('Acme Bank', 'cd-10-bank');
      await told(window(), () => sayYes(window()), /^Stopped: /);
      assert.equal(statusAt(bank(), 'cd-10-bank'), 'Stopped');
    });
  });
});
