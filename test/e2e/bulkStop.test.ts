import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { DialogState, Toast } from '../window/index.ts';
import { campaign, entryOf, sharedKore, statusAt, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { choose, setCredential, showCampaigns, tick, told } from './steps.ts';

const campaignsOf = (stream: string, number: number) =>
  Array.from({ length: number }, (_, n) =>
    campaign({ id: `cd-${String(n)}-${stream}`, name: `${stream} ${String(n)}` }),
  );

describe('stopping several', () => {
  const retail = sharedKore({ campaigns: campaignsOf('retail', 12) });
  const bank = sharedKore({ campaigns: campaignsOf('bank', 6) });
  const streams = (): readonly Record<string, unknown>[] => [
    entryOf(retail(), { tier: 'production' }),
    entryOf(bank(), { name: 'Acme Bank' }),
  ];
  const window = sharedWindow(() => ({
    settings: { 'kore.streams': streams(), 'kore.confirmStop': 'never' },
    size: { width: 1280, height: 1000 },
  }));
  const { picture } = pictures(() => window());

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

  /** Selects rows as a person does: one by a click, the others with Ctrl. */
  const select = async (...labels: readonly string[]): Promise<void> => {
    for (const [index, label] of labels.entries()) {
      await window().campaigns.select(label, index === 0 ? [] : ['Control']);
    }
    await window().screen.waitFor('the rows to be selected', async () => {
      const selected = (await window().campaigns.rows()).filter((row) => row.selected).map(({ label }) => label);
      return selected.length === labels.length;
    });
  };
  const fromMenu = (label: string): Promise<void> =>
    window().campaigns.chooseFromMenu(label, 'Stop Several SMS Campaigns…');
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
  const saysNothingSent = (): Promise<true> =>
    window().screen.waitFor('“Nothing was sent.”', async () =>
      (await window().screen.statusBar()).some(({ text }) => text === 'Nothing was sent.'),
    );

  describe('from the tree', () => {
    it('asks by names and counts, and sends nothing after Escape', async () => {
      await select('retail 0', 'retail 1', 'retail 2');
      await fromMenu('retail 1');
      const { detail, buttons, focusedButton } = await question('Stop 3 campaigns in PRODUCTION?');
      await picture('question');
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
      await picture('wrong-number');
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
      await picture('number');
      const toast = await summary(() => typeNumber('3', '3'), /^All 3 stopped/);
      await picture('all-stopped');
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
      await picture('one-not-stopped');
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
    it('stops what is ticked, of several streams, after one question', async () => {
      await window().runCommand('Kore: Stop Several SMS Campaigns…');
      const { rows } = await window().quickInput.waitForTitle('Stop Several SMS Campaigns');
      await picture('picker');
      assert.deepEqual(
        rows.filter(({ checked }) => checked),
        [],
      );
      await tick(window(), 'bank 4', 'retail 6');
      await window().quickInput.accept();
      const { detail } = await question('Stop 2 campaigns, 1 of them in PRODUCTION?');
      await picture('mixed-question');
      assert.match(detail, /^Tiers: 1 (PRODUCTION|staging), 1 (PRODUCTION|staging)\nFrom 2 streams:\n/);
      await window().dialog.press('Stop Campaigns');
      await summary(() => typeNumber('2', '2'), /^All 2 stopped, confirmed by Kore\.ai/);
      assert.equal(statusAt(bank(), 'cd-4-bank'), 'Stopped');
      assert.equal(statusAt(retail(), 'cd-6-retail'), 'Stopped');
    });

    it('stops all that is running in a stream', async () => {
      const left = retail()
        .state()
        .campaigns.filter(({ status }) => status === 'Active').length;
      const wanted = String(left);
      await window().runCommand('Kore: Stop All Running Campaigns in Stream…');
      await choose(window(), 'Acme Retail', /^In which stream/);
      await question(`Stop ${wanted} campaigns in PRODUCTION?`);
      await picture('all-in-stream');
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

/** Pictures to look at, where the environment asks for them. */
function pictures(window: () => { screenshot(path: string): Promise<void> }) {
  return {
    picture: async (name: string): Promise<void> => {
      if (process.env.KORE_PICTURES === undefined) return;
      await window().screenshot(`${process.env.KORE_PICTURES}/${name}.png`);
    },
  };
}
