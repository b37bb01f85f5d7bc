import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { listRow } from '../../src/practice/replyShapes.ts';
import type { Simulator } from '../../src/practice/index.ts';
import type { DialogState, Toast, VsCodeWindow } from '../window/index.ts';
import { campaign, entryOf, sharedKore, statusAt, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import {
  choose,
  sayYes,
  setCredential,
  showCampaigns,
  tick,
  told,
  tokenFor,
  typeClientSecret,
  typeToken,
} from './steps.ts';

const campaignsOf = (stream: string, number: number) =>
  Array.from({ length: number }, (_, n) =>
    campaign({ id: `cd-${String(n)}-${stream}`, name: `${stream} ${String(n)}` }),
  );

/** Lets the next lists, or all from now on, have these campaigns only, as if the others were started after them. */
function listOnly(kore: Simulator, names: readonly string[], forNext?: number): void {
  const results = kore
    .state()
    .campaigns.filter(({ name }) => names.includes(name))
    .map(({ id, name }) => listRow(campaign({ id, name })));
  const body = JSON.stringify({ status: 'success', data: { results, hasMore: false } });
  kore.misbehave({ kind: 'answer', call: 'list', status: 200, body }, forNext);
}

describe('stopping several', () => {
  const retail = sharedKore({ campaigns: campaignsOf('retail', 12) });
  const bank = sharedKore({ campaigns: campaignsOf('bank', 6) });
  const streams = (): readonly Record<string, unknown>[] => [
    entryOf(retail(), { tier: 'production' }),
    entryOf(bank(), { name: 'Acme Bank' }),
  ];
  const window = sharedWindow(() => ({
    // After the first one, which list call is the next is up to the tests.
    settings: { 'kore.streams': streams(), 'kore.confirmStop': 'never', 'kore.refreshSeconds': 600 },
    size: { width: 1280, height: 1000 },
    keybindings: [{ key: 'ctrl+alt+shift+6', command: 'kore.refresh' }],
  }));

  before('set the credentials', async () => {
    await showCampaigns(window(), 'Acme Bank');
    for (const [name, kore] of [
      ['Acme Retail', retail()],
      ['Acme Bank', bank()],
    ] as const) {
      await setCredential(window(), name, kore.credential, 'Until this window closes or reloads');
    }
    await window().campaigns.waitForRow('bank 5');
    await window().campaigns.waitForRow('retail 11');
  });

  const question = async (message: string): Promise<DialogState> => {
    const asked = await window().dialog.waitFor(message);
    // An answer for production that comes at once is asked again.
    await sleep(350);
    return asked;
  };
  const typeNumber = async (typed: string, wanted: string): Promise<void> => {
    await window().quickInput.waitForMessage(new RegExp(`^Type ${wanted} to stop these ${wanted} `));
    await window().quickInput.type(typed);
    await window().quickInput.accept();
  };
  const summary = (act: () => Promise<unknown>, text: RegExp): Promise<Toast> => told(window(), act, text);
  const { select, fromMenu, saysNothingSent } = severalSteps(() => window());

  describe('from the tree', () => {
    it('asks by names and counts, and sends nothing after Escape', async () => {
      await select('retail 0', 'retail 1', 'retail 2');
      await fromMenu('retail 1');
      const { detail, buttons, focusedButton } = await question('Stop 3 campaigns in PRODUCTION?');
      assert.match(
        detail,
        /^Stream: Acme Retail, 127\.0\.0\.1:\d+\n\n(retail [012], Active, 1,0\d\d sent\n){3}\n3,\d\d\d sent so far in all\n\nTexts already handed/,
      );
      assert.deepEqual([[...buttons].sort(), focusedButton], [["Don't Stop", 'Stop Campaigns'], 'Stop Campaigns']);
      await window().dialog.pressKey('Escape');
      await saysNothingSent();
      assert.deepEqual(stopsAt(retail()), []);
    });

    it('takes nothing but the number for production, and stops none after Escape', async () => {
      await select('retail 0', 'retail 1', 'retail 2');
      await fromMenu('retail 1');
      await question('Stop 3 campaigns in PRODUCTION?');
      await window().dialog.press('Stop Campaigns');
      await typeNumber('stop 3', '3');
      await window().quickInput.waitForMessage('Type the number 3, nothing else.');
      await window().quickInput.type('2');
      await window().quickInput.accept();
      await window().quickInput.waitForMessage('Type the number 3, nothing else.');
      await window().quickInput.escape();
      await window().quickInput.waitForClosed();
      await saysNothingSent();
      assert.deepEqual(stopsAt(retail()), []);
    });

    it('stops the selected ones and no other, with one notification', async () => {
      await select('retail 0', 'retail 1', 'retail 2');
      await window().toasts.waitForCalm();
      const since = window().toasts.shown.length;
      await fromMenu('retail 1');
      await question('Stop 3 campaigns in PRODUCTION?');
      await window().dialog.press('Stop Campaigns');
      const toast = await summary(() => typeNumber('3', '3'), /^All 3 stopped/);
      assert.match(
        toast.text,
        /^All 3 stopped, confirmed by Kore\.ai at \d\d:\d\d:\d\d\. 3,\d\d\d sent in all, read before the stop \(\d\d:\d\d:\d\d\)\.$/,
      );
      assert.deepEqual([toast.severity, toast.buttons], ['info', ['Show Each', 'Copy Summary']]);
      assert.deepEqual([...stopsAt(retail())].sort(), ['cd-0-retail', 'cd-1-retail', 'cd-2-retail']);
      for (const label of ['retail 0', 'retail 1', 'retail 2']) {
        await window().campaigns.waitForRow(label, ({ description }) => /^Stopped \d\d:\d\d:\d\d/.test(description));
      }
      const others = window()
        .toasts.shown.slice(since)
        .filter(({ text }) => !text.startsWith('Stopping 3 campaigns') && !text.startsWith('All 3 stopped'));
      assert.deepEqual(others, []);
    });

    it('offers for several rows only what acts on all of them', async () => {
      await select('retail 0', 'retail 1');
      const entries = await window().campaigns.openMenu('retail 1');
      assert.deepEqual(entries, ['Stop SMS Campaigns, Several at Once…', 'Copy Summary']);
      await window().page.keyboard.press('Escape');
    });

    it('stops the row alone by its button, though others are selected with it', async () => {
      await select('bank 0', 'bank 1', 'bank 2');
      const before = stopsAt(bank()).length;
      await told(window(), () => window().campaigns.clickInline('bank 1', 'Stop This Campaign'), /^Stopped: “bank 1”/);
      assert.deepEqual(stopsAt(bank()).slice(before), ['cd-1-bank']);
    });

    it('stops the clicked row alone where it is outside the selection', async () => {
      await select('bank 0', 'bank 2');
      const before = stopsAt(bank()).length;
      await told(window(), () => fromMenu('bank 3'), /^Stopped: “bank 3”/);
      assert.deepEqual(stopsAt(bank()).slice(before), ['cd-3-bank']);
    });
  });

  describe('where one fails', () => {
    it('stops the others, tells each kind by itself, and retries the one without asking again', async () => {
      const body = JSON.stringify({ errors: [{ msg: 'Locked' }] });
      retail().misbehave({ kind: 'answer', call: 'stop', status: 409, body }, 1);
      await select('retail 3', 'retail 4', 'retail 5');
      await fromMenu('retail 4');
      await question('Stop 3 campaigns in PRODUCTION?');
      await window().dialog.press('Stop Campaigns');
      const toast = await summary(() => typeNumber('3', '3'), /^2 of 3/);
      assert.match(toast.text, /^2 of 3 stopped and confirmed \(production\)\. 1 NOT stopped\.$/);
      assert.deepEqual(
        [toast.severity, toast.buttons],
        ['error', ['Retry the Other One', 'Show Each', 'Copy Summary']],
      );
      const running = ['cd-3-retail', 'cd-4-retail', 'cd-5-retail'].filter((id) => statusAt(retail(), id) === 'Active');
      assert.equal(running.length, 1);
      const again = await told(
        window(),
        () => window().toasts.click(/^2 of 3/, 'Retry the Other One'),
        /^Stopped: “retail/,
      );
      assert.equal(again.severity, 'info');
      assert.equal(stopsAt(retail()).at(-1), running[0]);
      assert.equal(statusAt(retail(), running[0] ?? ''), 'Stopped');
    });
  });

  describe('from the palette', () => {
    it('adds what comes while it is open, and leaves the ticks and the active row where they are', async () => {
      listOnly(bank(), ['bank 0', 'bank 2'], 1);
      await window().campaigns.clickInline('Acme Bank', 'Refresh');
      await window().screen.waitFor('a list without bank 5', async () =>
        (await window().campaigns.rows()).every(({ label }) => label !== 'bank 5'),
      );
      await window().runCommand('Kore: Stop SMS Campaigns, Several at Once…');
      await window().quickInput.waitForTitle('Stop Several SMS Campaigns');
      // Only rows in view can be looked at.
      await window().quickInput.type('bank');
      await window().quickInput.waitFor('these rows only', ({ rows }) =>
        rows.every(({ label }) => label.startsWith('bank')),
      );
      await tick(window(), 'bank 0');
      await window().page.keyboard.press('Control+Alt+Shift+6');
      await window().quickInput.waitFor('the new row, beside what was there', ({ rows }) => {
        const of = (wanted: (row: (typeof rows)[number]) => boolean): string =>
          rows
            .filter(wanted)
            .map(({ label }) => label)
            .join();
        return (
          rows.some(({ label }) => label === 'bank 5') &&
          of(({ checked }) => checked) === 'bank 0' &&
          of(({ focused }) => focused) === 'bank 0'
        );
      });
      await window().quickInput.escape();
      await saysNothingSent();
    });

    it('stops what is ticked, of several streams, after one question', async () => {
      await window().runCommand('Kore: Stop SMS Campaigns, Several at Once…');
      const { rows } = await window().quickInput.waitForTitle('Stop Several SMS Campaigns');
      assert.deepEqual(
        rows.filter(({ checked }) => checked),
        [],
      );
      await tick(window(), 'bank 4', 'retail 6');
      await window().quickInput.accept();
      const { detail } = await question('Stop 2 campaigns, 1 of them in PRODUCTION?');
      assert.match(detail, /^Tiers: 1 (PRODUCTION|staging), 1 (PRODUCTION|staging)\nFrom 2 streams:\n/);
      await window().dialog.press('Stop Campaigns');
      await summary(() => typeNumber('2', '2'), /^All 2 stopped, confirmed by Kore\.ai/);
      assert.equal(statusAt(bank(), 'cd-4-bank'), 'Stopped');
      assert.equal(statusAt(retail(), 'cd-6-retail'), 'Stopped');
    });

    it('says when more is running after all of a stream was stopped, and stops that, too, after asking', async () => {
      listOnly(bank(), ['bank 0', 'bank 2']);
      await window().campaigns.chooseFromMenu('Acme Bank', 'Stop All Running Campaigns in Stream…');
      await question('Stop 2 campaigns in staging?');
      bank().misbehave(undefined);
      const more =
        /^1 more campaign is sending or about to in “Acme Bank”: it was not in the list when you were asked\.$/;
      const toast = await told(window(), () => window().dialog.press('Stop Campaigns'), more);
      assert.deepEqual([toast.severity, toast.buttons], ['error', ['Stop Too…']]);
      assert.equal(statusAt(bank(), 'cd-5-bank'), 'Active');
      await window().toasts.click(more, 'Stop Too…');
      await told(window(), () => sayYes(window(), 'Stop “bank 5” in staging?'), /^Stopped: “bank 5”/);
      assert.deepEqual(
        ['cd-0-bank', 'cd-2-bank', 'cd-5-bank'].map((id) => statusAt(bank(), id)),
        ['Stopped', 'Stopped', 'Stopped'],
      );
    });

    it('stops all that is running in a stream', async () => {
      const left = retail()
        .state()
        .campaigns.filter(({ status }) => status === 'Active').length;
      const wanted = String(left);
      await window().runCommand('Kore: Stop All Running Campaigns in Stream…');
      await choose(window(), 'Acme Retail', /^In which stream/);
      await question(`Stop ${wanted} campaigns in PRODUCTION?`);
      await window().dialog.press('Stop Campaigns');
      const toast = await summary(() => typeNumber(wanted, wanted), new RegExp(`^All ${wanted} stopped`));
      assert.equal(toast.severity, 'info');
      const running = retail()
        .state()
        .campaigns.filter(({ status }) => status !== 'Stopped');
      assert.deepEqual(running, []);
    });
  });
});

describe('stopping several, where something is amiss', () => {
  const bank = sharedKore({ campaigns: campaignsOf('bank', 16) });
  const nobody = sharedKore({ campaigns: campaignsOf('nobody', 2) });
  // An account of its own: what nobody waits for is read when half of an account's minute is free.
  const depot = sharedKore({ campaigns: campaignsOf('depot', 12) });
  const streams = (): readonly Record<string, unknown>[] => [
    entryOf(bank(), { name: 'Acme Bank' }),
    entryOf(bank(), { name: 'Acme Outlet', streamId: 'st-outlet', campaigns: [{ id: 'cd-o', name: 'outlet 0' }] }),
    entryOf(nobody(), { name: 'Acme Nobody', campaigns: [{ id: 'cd-0-nobody', name: 'nobody 0' }] }),
    entryOf(depot(), { name: 'Acme Depot' }),
  ];
  const bound = (key: string, command: string, args: unknown) => ({ key: `ctrl+alt+shift+${key}`, command, args });
  const window = sharedWindow(() => ({
    settings: { 'kore.streams': streams() },
    size: { width: 1280, height: 1000 },
    keybindings: [
      bound('1', 'kore.stopSeveral', { stream: 'Acme Bank', campaignIds: ['cd-4-bank', 'cd-5-bank'] }),
      bound('2', 'kore.stopSeveral', { stream: 'Acme Bank', campaignIds: ['cd-4-bank', 'cd-bad/id'] }),
      bound('3', 'kore.stopAllInStream', { stream: 'Acme Nowhere' }),
      bound('4', 'kore.stopAllInStream', { stream: 'Acme Bank' }),
    ],
  }));
  const press = (key: string): Promise<void> => window().page.keyboard.press(`Control+Alt+Shift+${key}`);
  const steps = severalSteps(() => window());

  before('set the one credential', async () => {
    await showCampaigns(window(), 'Acme Nobody');
    const keep = 'Until this window closes or reloads';
    await setCredential(window(), 'Acme Bank', bank().credential, keep);
    // More than three are shown closed.
    for (const stream of ['Acme Nobody', 'Acme Outlet', 'Acme Bank']) await window().campaigns.expand(stream);
    await window().campaigns.waitForRow('bank 15');
  });

  it('takes plain ids, asks all the same, and stops none where one cannot be a campaign’s', async () => {
    await press('1');
    const { detail } = await window().dialog.waitFor('Stop 2 campaigns in staging?');
    assert.match(detail, /\nbank 4, Active, [\d,]+ sent\nbank 5, Active, /);
    await window().dialog.pressKey('Escape');
    const toast = await told(window(), () => press('2'), /^NOT stopped/);
    assert.equal(toast.text, 'NOT stopped: The campaign id has “/” in place 7. Nothing was sent.');
    await press('3');
    const { placeholder } = await window().quickInput.waitForTitle('Stream');
    assert.match(placeholder, /^No stream is called “Acme Nowhere”\./);
    await window().quickInput.escape();
    await press('4');
    await window().dialog.waitFor('Stop 16 campaigns in staging?');
    await window().dialog.pressKey('Escape');
    await steps.saysNothingSent();
    assert.deepEqual(stopsAt(bank()), []);
  });

  it('asks once for each stream without a credential, and says before it asks what is left out', async () => {
    await steps.select('bank 0', 'bank 1', 'outlet 0', 'nobody 0');
    await steps.fromMenu('bank 1');
    const ways = await window().quickInput.waitForTitle('Stop Several SMS Campaigns');
    assert.equal(ways.placeholder, '“Acme Outlet” has no credential on this computer.');
    assert.deepEqual(
      ways.rows.map(({ label }) => label),
      ['Use the Credential of “Acme Bank”', 'Type a Credential for “Acme Outlet”…', 'Leave Its Campaign Out'],
    );
    await choose(window(), 'Use the Credential of “Acme Bank”');
    await window().quickInput.waitForTitle(/^Credential for “Acme Nobody”/);
    await window().quickInput.escape();
    const { detail } = await window().dialog.waitFor('Stop 3 campaigns in staging?');
    assert.match(
      detail,
      /^LEFT OUT: 1 campaign of “Acme Nobody”, which has no credential\.\nFrom 2 streams:\n2 in Acme Bank, /,
    );
    const toast = await told(window(), () => window().dialog.press('Stop Campaigns'), /^2 of 3/);
    assert.equal(toast.text, '2 of 3 stopped and confirmed (staging). 1 NOT stopped.');
    assert.deepEqual([...stopsAt(nobody())], []);
    assert.equal(statusAt(bank(), 'cd-0-bank'), 'Stopped');
  });

  it('shows each with how it is known, copies each, and keeps the way to try the others again', async () => {
    await window().page.keyboard.press('Escape');
    bank().misbehave({ kind: 'answer', call: 'stop', status: 403 }, 1);
    await steps.select('bank 2', 'bank 3');
    await steps.fromMenu('bank 3');
    await window().dialog.waitFor('Stop 2 campaigns in staging?');
    await told(window(), () => window().dialog.press('Stop Campaigns'), /^1 of 2/);
    await window().toasts.click(/^1 of 2/, 'Show Each');
    const lines = window().page.locator('.editor-instance .view-lines');
    await lines.waitFor();
    const text = await window().screen.waitFor('the report', async () => {
      const shown = (await lines.innerText()).replaceAll('\u00a0', ' ');
      return shown.includes('STOPPED AND CONFIRMED (1)') && shown;
    });
    assert.match(
      text,
      /^Stop of 2 campaigns, ended [^\n]+\n1 of 2 stopped and confirmed \(staging\)\. 1 NOT stopped\.\n/,
    );
    assert.match(text, /\nNOT STOPPED \(1\)\n+1 {2}“bank [23]”\n {3}Acme Bank \(staging\), /);
    assert.match(text, /How known: no stop|How known: its state|How known: Kore\.ai said/);
    await window().toasts.click(/^1 of 2/, 'Copy Summary');
    const copied = await window().screen.waitFor('the summary', async () => {
      const clipboard = await window().readClipboard();
      return clipboard.startsWith('1 of 2') && clipboard;
    });
    assert.equal(copied.split('\n').length, 3);
    assert.match(copied, /Result: NOT stopped\./);
    assert.match(copied, /Result: stopped, confirmed by Kore\.ai's status at /);
    await told(window(), () => window().toasts.click(/^1 of 2/, 'Retry the Other One'), /^Stopped: “bank [23]”/);
    assert.deepEqual([statusAt(bank(), 'cd-2-bank'), statusAt(bank(), 'cd-3-bank')], ['Stopped', 'Stopped']);
  });

  it('offers what is known of a stream whose list cannot be read', async () => {
    bank().misbehave({ kind: 'answer', call: 'list', status: 403 });
    await window().campaigns.chooseFromMenu('Acme Bank', 'Stop All Running Campaigns in Stream…');
    const { placeholder, rows } = await window().quickInput.waitForTitle('Stop All Running Campaigns in “Acme Bank”');
    assert.equal(placeholder, "Can't list campaigns: 403. Nothing was sent.");
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['Try Again', 'Stop the 12 That Are Known…', 'Use Another Credential Once', 'Why, and What to Do'],
    );
    await choose(window(), 'Stop the 12 That Are Known…');
    await window().dialog.waitFor('Stop 12 campaigns in staging?');
    await window().dialog.pressKey('Escape');
    await steps.saysNothingSent();
    assert.equal(statusAt(bank(), 'cd-4-bank'), 'Active');
  });

  it('tells after a cancel what had left and what never did, and what becomes of it in one message', async () => {
    await setCredential(window(), 'Acme Depot', depot().credential, 'Until this window closes or reloads');
    await window().campaigns.expand('Acme Depot');
    await window().campaigns.waitForRow('depot 11');
    depot().misbehave({ kind: 'slow', call: 'stop', delayMs: 8_000 });
    await window().toasts.waitForCalm();
    const since = window().toasts.shown.length;
    await window().campaigns.chooseFromMenu('Acme Depot', 'Stop All Running Campaigns in Stream…');
    await window().dialog.waitFor('Stop 12 campaigns in staging?');
    await window().dialog.press('Stop Campaigns');
    await window().toasts.waitFor('Stopping 12 campaigns: 0 stopped, 12 to go, 10 of them sent…', { since });
    const toast = await told(window(), () => window().toasts.click(/^Stopping 12/, 'Cancel'), /^Cancelled/);
    assert.match(
      toast.text,
      /^Cancelled: 10 requests had left \(10 unknown\)\. 2 were never sent\. What is not clear is checked every 15 s until \d\d:\d\d\.$/,
    );
    assert.deepEqual([toast.severity, toast.buttons[0]], ['error', 'Retry the Other 12']);
    const news = await window().toasts.waitFor(/^Of the campaigns stopped together/, { since, timeoutMs: 90_000 });
    assert.match(
      news.text,
      /: Stopped by now, confirmed by Kore\.ai: “depot \d+”, “depot \d+”, “depot \d+” and 7 more\.$/,
    );
    const others = window()
      .toasts.shown.slice(since)
      .filter(({ text }) => !/^(?:Stopping 12|Cancelled|Of the campaigns|Reading what)/.test(text));
    assert.deepEqual(others, []);
    depot().misbehave(undefined);
    // Those that are clear by now are not stopped again.
    const before = stopsAt(depot()).length;
    await told(window(), () => window().toasts.click(/^Cancelled/, 'Retry the Other 12'), /^All 2 stopped/);
    assert.equal(stopsAt(depot()).length, before + 2);
  });

  it('never stops practice and real campaigns together', async () => {
    await window().runCommand('Kore: Open Practice Stream');
    await window().campaigns.waitForRow('Black Friday blast');
    await window().runCommand('Kore: Stop SMS Campaigns, Several at Once…');
    // What is missing is said.
    await window().quickInput.waitForTitle(
      'Stop Several SMS Campaigns (could not be read: “Acme Outlet”, “Acme Nobody”)',
    );
    for (const label of ['Black Friday blast', 'Checkout reminder test', 'nobody 0']) {
      // Only rows in view can be ticked.
      await window().quickInput.type(label);
      await tick(window(), label);
    }
    await window().quickInput.accept();
    const { rows } = await window().quickInput.waitFor('the two kinds', ({ placeholder }) =>
      placeholder.startsWith('Practice and real campaigns are not stopped together.'),
    );
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['The 1 Real Campaign', 'PRACTICE: the 2 Campaigns of the Simulator'],
    );
    await choose(window(), 'PRACTICE: the 2 Campaigns of the Simulator');
    await window().dialog.waitFor('PRACTICE: stop 2 campaigns?');
    const toast = await told(window(), () => window().dialog.press('Stop (Practice)'), /^PRACTICE, nothing real: /);
    assert.match(toast.text, /^PRACTICE, nothing real: All 2 stopped, confirmed by Kore\.ai at /);
    assert.deepEqual(stopsAt(nobody()), []);
  });

  it('says that a token has run out before it asks, and takes another credential for this stop', async () => {
    await window().runCommand('Kore: Set Credential…');
    await choose(window(), 'Acme Nobody', 'Which stream is the credential for?');
    const token = tokenFor(nobody(), 10);
    const expiresAtMs = Date.now() + 10_000;
    await typeToken(window(), token);
    await choose(window(), 'Until this window closes or reloads');
    await window().campaigns.waitForRow('nobody 1');
    await window().screen.waitFor('the token to run out', () => Date.now() > expiresAtMs);
    await steps.select('nobody 0', 'nobody 1');
    await steps.fromMenu('nobody 1');
    const { placeholder, rows } = await window().quickInput.waitForTitle('Stop Several SMS Campaigns');
    assert.match(placeholder, /^The pasted token of “Acme Nobody” ran out at .*\d\d:\d\d:\d\d\.$/);
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['Type a Credential for “Acme Nobody”…', 'Leave Its 2 Campaigns Out'],
    );
    await choose(window(), 'Type a Credential for “Acme Nobody”…');
    await typeClientSecret(window(), nobody().credential, 'For this stop only');
    await window().dialog.waitFor('Stop 2 campaigns in staging?');
    assert.deepEqual(stopsAt(nobody()), []);
    await told(window(), () => window().dialog.press('Stop Campaigns'), /^All 2 stopped/);
    assert.deepEqual([...stopsAt(nobody())].sort(), ['cd-0-nobody', 'cd-1-nobody']);
  });
});

/** What a person does with several campaigns. */
function severalSteps(window: () => VsCodeWindow) {
  return {
    /** Selects rows: one by a click, the others with Ctrl. */
    select: async (...labels: readonly string[]): Promise<void> => {
      for (const [index, label] of labels.entries()) {
        await window().campaigns.select(label, index === 0 ? [] : ['Control']);
      }
      await window().screen.waitFor('the rows to be selected', async () => {
        const selected = (await window().campaigns.rows()).filter((row) => row.selected).map(({ label }) => label);
        return selected.length === labels.length;
      });
    },
    fromMenu: (label: string): Promise<void> =>
      window().campaigns.chooseFromMenu(label, 'Stop SMS Campaigns, Several at Once…'),
    saysNothingSent: (): Promise<true> =>
      window().screen.waitFor('“Nothing was sent.”', async () =>
        (await window().screen.statusBar()).some(({ text }) => text === 'Nothing was sent.'),
      ),
  };
}
