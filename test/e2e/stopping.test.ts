import assert from 'node:assert/strict';
import { campaign, entryOf, sharedKore, statusAt, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { choose, editSettings, pick, sayYes, setCredential, showCampaigns, told } from './steps.ts';

const campaignsOf = (stream: string) =>
  Array.from({ length: 9 }, (_, n) => campaign({ id: `cd-${String(n)}-${stream}`, name: `${stream} ${String(n)}` }));

const argumentKey = (key: string, args: unknown) => ({
  key: `ctrl+alt+shift+${key}`,
  command: 'kore.stopSmsCampaign',
  args,
});

describe('stopping', () => {
  const retail = sharedKore({ campaigns: campaignsOf('retail') });
  const bank = sharedKore({ campaigns: [...campaignsOf('bank'), campaign({ id: 'cd-key', name: 'By key' })] });
  const untiered = sharedKore({ campaigns: campaignsOf('untiered') });
  const streams = (): readonly Record<string, unknown>[] => {
    const withoutTier = entryOf(untiered(), { name: 'Acme Untiered', tier: undefined });
    return [entryOf(retail(), { tier: 'production' }), entryOf(bank(), { name: 'Acme Bank' }), withoutTier];
  };
  const window = sharedWindow(() => ({
    size: { width: 1280, height: 2400 },
    settings: { 'kore.streams': streams() },
    keybindings: [
      argumentKey('1', { stream: 'Acme Bank', campaignId: 'cd-key' }),
      argumentKey('2', { stream: 'Acme Bank', campaignId: 'cd-bad/id' }),
      argumentKey('4', { stream: 'Acme Elsewhere', campaignId: 'cd-8-bank' }),
      argumentKey('3', { stream: bank().stream.streamId, campaignId: 'cd-4-bank' }),
    ],
  }));
  const press = (key: string): Promise<void> => window().page.keyboard.press(`Control+Alt+Shift+${key}`);
  /** Until the extension knows: an entry without a host, which it tells in a row, comes with the same change. */
  const confirmStop = async (value: string): Promise<void> => {
    await editSettings(window(), { 'kore.confirmStop': value, 'kore.streams': [...streams(), { name: value }] });
    await window().campaigns.waitForRow(new RegExp(`^Entry 4 of kore\\.streams \\(${value}\\)`));
  };

  before('set the credentials', async () => {
    await showCampaigns(window(), 'Acme Untiered');
    for (const [name, kore] of [
      ['Acme Retail', retail()],
      ['Acme Bank', bank()],
      ['Acme Untiered', untiered()],
    ] as const) {
      await setCredential(window(), name, kore.credential, 'Until this window closes or reloads');
    }
    await window().campaigns.waitForRow('untiered 8');
  });

  describe('the confirmation', () => {
    it('tells stream, host, state, lists and id, and sends nothing after Escape', async () => {
      await pick(window(), 'cd-0-retail');
      const asked = await window().dialog.waitFor('Stop “retail 0” in PRODUCTION?');
      assert.match(
        asked.detail,
        /^Stream: Acme Retail, 127\.0\.0\.1:\d+\nState: Active, [\d,]+ sent \(read \d+ s ago\)\nTo: Testers\nText: “Hello”\nLast change Nov 20 \d\d:\d\d:\d\d\. Id ends in etail\.\n\nTexts already handed to the carrier/,
      );
      assert.deepEqual(
        [[...asked.buttons].sort(), asked.focusedButton],
        [["Don't Stop", 'Stop Campaign'], 'Stop Campaign'],
      );
      await window().dialog.pressKey('Escape');
      await window().screen.waitFor('“Nothing was sent.”, behind the item that can be clicked', async () => {
        const items = await window().screen.statusBar();
        const kore = items.findIndex(({ id }) => id.endsWith('kore.stop'));
        return kore !== -1 && items.findIndex(({ text }) => text === 'Nothing was sent.') > kore;
      });
      assert.deepEqual(stopsAt(retail()), []);
    });

    it('takes “Nothing was sent.” away when the next stop goes out', async () => {
      const saysNothingSent = async (): Promise<boolean> =>
        (await window().screen.statusBar()).some(({ text }) => text === 'Nothing was sent.');
      await pick(window(), 'cd-2-bank');
      await window().dialog.waitFor('Stop “bank 2” in staging?');
      await window().dialog.pressKey('Escape');
      await window().screen.waitFor('“Nothing was sent.”', saysNothingSent);
      await told(window(), () => pick(window(), 'cd-2-bank').then(() => sayYes(window())), /^Stopped: “bank 2”/);
      await window().screen.waitFor('“Nothing was sent.” to go', async () => !(await saysNothingSent()));
    });

    it('is shown once more for production when it was answered at once', async () => {
      const clicked = window().page.evaluate(`new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          const buttons = [...document.querySelectorAll('.monaco-dialog-box .dialog-buttons .monaco-button')];
          const yes = buttons.find((button) => button.textContent === 'Stop Campaign');
          if (yes === undefined) return;
          observer.disconnect();
          yes.click();
          resolve(true);
        });
        observer.observe(document, { childList: true, subtree: true });
      })`);
      await pick(window(), 'cd-0-retail');
      await clicked;
      await window().dialog.waitFor('Stop “retail 0” in PRODUCTION?');
      assert.deepEqual(stopsAt(retail()), []);
      await told(window(), () => sayYes(window()), /^Stopped: “retail 0” \(PRODUCTION\)/);
      assert.deepEqual(stopsAt(retail()), ['cd-0-retail']);
    });

    it('is not asked for the same campaign again within two minutes of a yes', async () => {
      const toast = await told(window(), () => pick(window(), 'cd-0-retail'), /^Already stopped: “retail 0”/);
      assert.equal(toast.severity, 'info');
      assert.match(toast.text, /An earlier request from this window may have done it\./);
      assert.deepEqual(stopsAt(retail()), ['cd-0-retail', 'cd-0-retail']);
    });

    it('is left out by “production” for other tiers only', async () => {
      await confirmStop('production');
      await told(window(), () => pick(window(), 'cd-1-bank'), /^Stopped: “bank 1” \(staging\)/);
      await pick(window(), 'cd-1-retail');
      await window().dialog.waitFor('Stop “retail 1” in PRODUCTION?');
      await window().dialog.pressKey('Escape');
      await pick(window(), 'cd-1-untiered');
      const { detail } = await window().dialog.waitFor('Stop “untiered 1” in PRODUCTION?');
      assert.match(detail, /^Tier not set for this stream: handled as production\./);
      await window().dialog.pressKey('Escape');
      assert.deepEqual(stopsAt(untiered()), []);
    });

    it('is left out by “never” for streams with a tier, and not for one without', async () => {
      await confirmStop('never');
      await told(window(), () => pick(window(), 'cd-1-retail'), /^Stopped: “retail 1” \(PRODUCTION\)/);
      await pick(window(), 'cd-1-untiered');
      await window().dialog.waitFor('Stop “untiered 1” in PRODUCTION?');
      await window().dialog.pressKey('Escape');
      assert.deepEqual(stopsAt(untiered()), []);
    });

    it('is always asked of a call with plain arguments', async () => {
      await confirmStop('never');
      await press('1');
      await told(window(), () => sayYes(window(), 'Stop “By key” in staging?'), /^Stopped: “By key”/);
      await press('1');
      await window().dialog.waitFor('Stop “By key” in staging?');
      await window().dialog.pressKey('Escape');
      assert.equal(stopsAt(bank()).filter((id) => id === 'cd-key').length, 1);
    });
  });

  describe('by plain arguments', () => {
    it('names what is wrong with an id, and keeps it in the picker', async () => {
      const toast = await told(window(), () => press('2'), /^NOT stopped/);
      assert.equal(toast.text, 'NOT stopped: The campaign id has “/” in place 7. Nothing was sent.');
      const { value } = await window().quickInput.waitForTitle('Stop SMS Campaign');
      assert.equal(value, 'cd-bad/id');
    });

    it('takes no other stream for one that is not configured', async () => {
      await press('4');
      const { rows } = await window().quickInput.waitForTitle('Stream');
      assert.deepEqual(
        rows.map(({ label }) => label),
        ['Acme Retail', 'Acme Bank', 'Acme Untiered', 'Add the Stream It Is In…'],
      );
      assert.equal(await window().dialog.read(), null);
      assert.ok(!stopsAt(bank()).includes('cd-8-bank'));
    });

    it('asks for the stream when several fit', async () => {
      await press('3');
      await choose(window(), 'Acme Bank', /^Which stream is campaign/);
      await told(window(), () => sayYes(window(), 'Stop “bank 4” in staging?'), /^Stopped: “bank 4”/);
      assert.equal(statusAt(bank(), 'cd-4-bank'), 'Stopped');
    });
  });

  describe('from the tree', () => {
    before('ask always', () => confirmStop('always'));

    it('works by the inline button', async () => {
      await window().campaigns.clickInline('bank 5', 'Stop This Campaign');
      await told(window(), () => sayYes(window(), 'Stop “bank 5” in staging?'), /^Stopped: “bank 5”/);
      // The count comes a moment later.
      const stopped = /^Stopped \d\d:\d\d:\d\d, confirmed(?:,|$)/;
      await window().campaigns.waitForRow('bank 5', (row) => stopped.test(row.description));
    });

    it('works by the context menu', async () => {
      await window().campaigns.chooseFromMenu('bank 6', 'Stop SMS Campaign');
      await told(window(), () => sayYes(window(), 'Stop “bank 6” in staging?'), /^Stopped: “bank 6”/);
      assert.equal(statusAt(bank(), 'cd-6-bank'), 'Stopped');
    });
  });

  describe('how it ended', () => {
    const ends = async (
      id: string,
      expected: RegExp,
    ): Promise<{ text: string; severity: string; buttons: readonly string[] }> => {
      await confirmStop('never');
      return told(window(), () => pick(window(), id), expected);
    };
    const rowSays = (label: string, description: RegExp): Promise<unknown> =>
      window().campaigns.waitForRow(label, (row) => description.test(row.description));

    it('is NOT stopped after a refusal, in Kore’s words', async () => {
      const body = JSON.stringify({ errors: [{ msg: 'Somebody [else](command:x) holds it' }] });
      retail().misbehave({ kind: 'answer', call: 'stop', status: 409, body }, 1);
      retail().misbehave({ kind: 'answer', call: 'status', status: 403 });
      const toast = await ends('cd-2-retail', /^NOT stopped: “retail 2”/);
      assert.match(toast.text, /^NOT stopped: “retail 2” \(PRODUCTION\)\. Kore\.ai refused \(409\): /);
      assert.deepEqual([toast.severity, toast.buttons], ['error', ['How to Stop by Hand', 'Stop Again', 'Show Log']]);
      await rowSays('retail 2', /^NOT stopped: 409$/);
    });

    it('is UNKNOWN after a server error when the state cannot be read', async () => {
      retail().misbehave({ kind: 'answer', call: 'stop', status: 503 });
      retail().misbehave({ kind: 'answer', call: 'status', status: 403 });
      const toast = await ends('cd-3-retail', /^UNKNOWN/);
      assert.match(
        toast.text,
        /^UNKNOWN whether “retail 3” \(PRODUCTION\) stopped: 3 requests left; Kore\.ai failed \(503\) and may or may not have acted\. The state could not be read\. Treat it as still sending\. Checking every 15 s until \d\d:\d\d; stopping again is safe\.$/,
      );
      assert.deepEqual([toast.severity, toast.buttons], ['error', ['Stop Again', 'Check Now', 'How to Stop by Hand']]);
      await rowSays('retail 3', /^UNKNOWN since \d\d:\d\d:\d\d, checking until \d\d:\d\d$/);
    });

    it('is NOT stopped after a server error when it is read as still sending', async () => {
      retail().misbehave({ kind: 'answer', call: 'stop', status: 503 });
      const toast = await ends('cd-4-retail', /^NOT stopped/);
      assert.match(toast.text, /Kore\.ai still says Active at \d\d:\d\d:\d\d, after the request\./);
      await rowSays('retail 4', /^NOT stopped: 503, Kore\.ai says Active \(\d\d:\d\d:\d\d\)$/);
    });

    it('is not confirmed when Kore takes it and the state cannot be read', async () => {
      retail().misbehave({ kind: 'answer', call: 'stop', status: 200, body: '{"status":"Queued"}' }, 1);
      retail().misbehave({ kind: 'answer', call: 'status', status: 403 });
      const toast = await ends('cd-5-retail', /^Not confirmed/);
      assert.match(
        toast.text,
        /^Not confirmed: Kore\.ai took the stop of “retail 5” \(PRODUCTION\), begun .*, but its state could not be read since\..* Checking every 15 s until \d\d:\d\d\./,
      );
      assert.deepEqual(
        [toast.severity, toast.buttons],
        ['error', ['Stop Again', 'How to Stop by Hand', 'Copy Summary']],
      );
      await rowSays('retail 5', /^Not confirmed: state not read, checking until \d\d:\d\d$/);
    });

    it('is stopped but not double-checked when only the reply tells of it', async () => {
      retail().misbehave({ kind: 'answer', call: 'status', status: 403 });
      const toast = await ends('cd-6-retail', /^Kore\.ai says Stopped/);
      assert.match(
        toast.text,
        /^Kore\.ai says Stopped: “retail 6” .*Not double-checked: the status call was refused\. Checking every 15 s until \d\d:\d\d\.$/,
      );
      assert.equal(toast.severity, 'error');
      await rowSays('retail 6', /^Stopped, not double-checked, checking until \d\d:\d\d$/);
    });

    it('is NOT stopped by a redirect, which is not followed and told without its query', async () => {
      const location = `${bank().origin}/login?token=secret`;
      retail().misbehave({ kind: 'redirect', call: 'stop', location }, 1);
      const toast = await ends('cd-7-retail', /^NOT stopped/);
      assert.match(
        toast.text,
        /The host sent us on to [^ ]*127\.0\.0\.1:\d+.* \(302\)\. Not followed, so your token stayed here\./,
      );
      assert.doesNotMatch(toast.text, /secret/);
      assert.deepEqual(toast.buttons, ['Stop Again', 'Edit Stream', 'How to Stop by Hand']);
      assert.equal(
        bank()
          .state()
          .requests.filter(({ target }) => target.startsWith('/login')).length,
        0,
        String(before),
      );
      await rowSays('retail 7', /^NOT stopped: 302$/);
    });

    it('is NOT stopped for an id that Kore does not know', async () => {
      await confirmStop('never');
      const toast = await told(window(), () => pick(window(), 'cd-nowhere', 'Acme Bank'), /^NOT stopped/);
      assert.match(toast.text, /127\.0\.0\.1:\d+ knows no campaign …where in “Acme Bank” \(404\)\./);
    });
  });

  it('goes on with what was confirmed when the settings are edited meanwhile', async () => {
    await confirmStop('always');
    bank().misbehave({ kind: 'slow', call: 'stop', delayMs: 4000 });
    await window().toasts.waitForCalm();
    const since = window().toasts.shown.length;
    await pick(window(), 'cd-7-bank');
    await sayYes(window());
    await window().screen.waitFor('the request', () => stopsAt(bank()).includes('cd-7-bank'));
    const edited = streams().map((entry) => ({
      ...entry,
      name: `${String(entry.name)} edited`,
      host: retail().stream.host,
    }));
    await editSettings(window(), { 'kore.streams': edited });
    await window().toasts.waitFor(/^Stopped: “bank 7” \(staging\)/, { since });
    assert.equal(statusAt(bank(), 'cd-7-bank'), 'Stopped');
    assert.ok(!stopsAt(retail()).includes('cd-7-bank'));
    await editSettings(window(), { 'kore.streams': streams() });
    await window().campaigns.waitForRow('bank 8');
  });
});
