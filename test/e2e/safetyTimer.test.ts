import assert from 'node:assert/strict';
import { readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { campaign, entryOf, sharedKore, statusAt, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { answer, editSettings, setCredential, showCampaigns, told, untilSecretsAreWritten } from './steps.ts';

const set = 'Stop Campaign After a While…';
const cancel = 'Cancel Safety Timer…';

describe('a safety timer', () => {
  const kore = sharedKore({
    campaigns: ['Checkout', 'Late', 'Missed', 'Production'].map((name) =>
      campaign({ id: `cd-${name.toLowerCase()}`, name: `${name} test` }),
    ),
  });
  const window = sharedWindow(() => ({ settings: { 'kore.streams': [entryOf(kore())] } }));
  const folder = (): string =>
    join(window().host.userDataFolder, 'User', 'globalStorage', 'kore-campaigns.kore-campaigns', 'timers');
  const waiting = async (): Promise<readonly string[]> =>
    (await readdir(folder())).filter((name) => /^[0-9a-f]+\.json$/.test(name));

  /** Makes the one timer that waits due by now, as if it had been set earlier; touched when the window was there. */
  async function makeDue(touchedAgoMs: number): Promise<void> {
    const [name = assert.fail('no timer waits')] = await waiting();
    const path = join(folder(), name);
    const timer = JSON.parse(await readFile(path, 'utf8')) as object;
    const [setAt, dueAt] = [Date.now() - 600_000, Date.now() - 1000].map((ms) => new Date(ms).toISOString());
    await writeFile(`${path}.new`, JSON.stringify({ ...timer, setAt, dueAt }));
    const touched = (Date.now() - touchedAgoMs) / 1000;
    await utimes(`${path}.new`, touched, touched);
    await rename(`${path}.new`, path);
  }

  async function setFor(row: string, minutes: string): Promise<void> {
    const since = window().toasts.shown.length;
    await window().campaigns.chooseFromMenu(row, set);
    await answer(window(), /^Minutes, 1 to 60: then “.*” \(staging\) is stopped without another question/, minutes);
    await window().toasts.waitFor(/^Safety timer set: “.*” \(staging\) stops by itself at \d\d:\d\d:\d\d/, { since });
    await window().campaigns.waitForRow(row, ({ description }) => /^Stops at \d\d:\d\d · Active/.test(description));
  }

  const inStatusBar = (text: RegExp): Promise<string> =>
    window().screen.waitFor(`${String(text)} in the status bar`, async () => {
      const items = await window().screen.statusBar();
      return items.find((item) => text.test(item.text))?.ariaLabel;
    });

  before('set the credential', async () => {
    await showCampaigns(window(), 'Acme Retail');
    await untilSecretsAreWritten(window(), () =>
      setCredential(window(), undefined, kore().credential, 'On this computer'),
    );
    await window().campaigns.waitForRow('Checkout test');
  });

  let stopsBefore = 0;
  beforeEach('end what an earlier test left', async () => {
    stopsBefore = stopsAt(kore()).length;
    for (const name of await waiting().catch(() => []))
      await rename(join(folder(), name), join(folder(), name.replace('.json', '.ended')));
  });
  const stops = (): readonly string[] => stopsAt(kore()).slice(stopsBefore);

  it('is set from a row, takes no other number, and is cancelled without a stop', async () => {
    await window().campaigns.chooseFromMenu('Checkout test', set);
    await window().quickInput.waitForMessage(/^Minutes, 1 to 60/);
    await window().quickInput.type('61');
    await window().quickInput.waitForMessage('A whole number of minutes, from 1 to 60.');
    await window().quickInput.type('30');
    await window().quickInput.accept();
    await window().campaigns.waitForRow('Checkout test', ({ ariaLabel }) =>
      /^Checkout test, Stops by itself at \d\d:\d\d, sending/.test(ariaLabel),
    );
    assert.match(await inStatusBar(/^Stops in (?:29|30) min$/), /^Safety timer: “Checkout test” \(staging\) stops/);
    await told(window(), () => window().campaigns.chooseFromMenu('Checkout test', cancel), /^Timer cancelled: /);
    await window().campaigns.waitForRow('Checkout test', ({ description }) => description.startsWith('Active'));
    assert.deepEqual([await waiting(), stops()], [[], []]);
  });

  it('stops its campaign without a question, over a reload, and tells whose doing it was', async () => {
    await setFor('Late test', '10');
    await window().reload();
    await window().openKoreView();
    await window().campaigns.waitForRow('Late test', ({ description }) => description.startsWith('Stops at '));
    const since = window().toasts.shown.length;
    await makeDue(0);
    const stopped = await window().toasts.waitFor(/^Stopped: “Late test” \(staging\)/, { since });
    assert.match(stopped.text, /By the safety timer set \d\d:\d\d\.$/);
    assert.deepEqual([stops(), statusAt(kore(), 'cd-late')], [['cd-late'], 'Stopped']);
    assert.equal(await window().dialog.read(), null);
  });

  it('that was missed while VS Code was closed asks at the next start, and sends nothing', async () => {
    await setFor('Missed test', '10');
    const since = window().toasts.shown.length;
    // VS Code was gone for a minute when its time came.
    await makeDue(60_000);
    await window().reload();
    const missed = /^The safety timer of “Missed test” \(staging, due \d\d:\d\d:\d\d\) was missed: VS Code was closed/;
    const toast = await window().toasts.waitFor(missed, { since, timeoutMs: 60_000 });
    assert.deepEqual([toast.severity, [...toast.buttons]], ['error', ['Stop Now', 'Check Now', 'Dismiss']]);
    assert.deepEqual([stops(), await waiting()], [[], []]);
    await window().toasts.click(missed, 'Stop Now');
    await window().dialog.waitFor(/^Stop “Missed test” in staging\?/);
    await window().dialog.press("Don't Stop");
    assert.deepEqual(stops(), []);
  });

  it('asks when its stream has become production, and cannot be set there', async () => {
    await window().openKoreView();
    await setFor('Production test', '10');
    await editSettings(window(), { 'kore.streams': [entryOf(kore(), { tier: 'production' })] });
    await window().openKoreView();
    await window().campaigns.waitForRow('Production test', ({ description }) =>
      /^Timer asks at \d\d:\d\d · Active/.test(description),
    );
    const since = window().toasts.shown.length;
    await makeDue(0);
    const asked = await window().toasts.waitFor(/^The safety timer of “Production test” \(PRODUCTION, due /, { since });
    assert.match(asked.text, /did NOT stop it: .* Nothing was sent\.$/);
    assert.ok(!(await window().campaigns.openMenu('Production test')).includes(set));
    await window().page.keyboard.press('Escape');
    assert.deepEqual(stops(), []);
  });
});
