import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { campaign, entryOf, sharedKore, stopsAt } from './kore.ts';
import { sharedWindow } from './sharedWindow.ts';
import { setCredential } from './steps.ts';

/** What a person needs to read. A production question answered faster is asked again; Enter on a new row does nothing. */
const readingMs = 450;

describe('from anywhere to the stop of what sends right now', () => {
  const kore = sharedKore({
    campaigns: [
      campaign({ id: 'cd-at-rest', name: 'At rest', status: 'Stopped', createdAt: '2026-11-22T10:00:00.000Z' }),
      campaign({ id: 'cd-scheduled', name: 'Scheduled', status: 'Scheduled', createdAt: '2026-11-21T10:00:00.000Z' }),
      campaign({ id: 'cd-sending', name: 'Sending', createdAt: '2026-11-20T10:00:00.000Z' }),
      campaign({ id: 'cd-sending-too', name: 'Sending too', createdAt: '2026-11-19T10:00:00.000Z' }),
    ],
  });
  const window = sharedWindow(() => ({ settings: { 'kore.streams': [entryOf(kore(), { tier: 'production' })] } }));

  before('set the credential, and count the strokes', async () => {
    await setCredential(window(), undefined, kore().credential, 'Until this window closes or reloads');
    await window().toasts.waitForCalm();
    await window().page.evaluate(`(() => {
      globalThis.koreStrokes = [];
      const modifiers = ['Control', 'Shift', 'Alt', 'Meta'];
      const count = ({ key, repeat }) => modifiers.includes(key) || globalThis.koreStrokes.push(repeat ? 'held ' + key : key);
      addEventListener('keydown', count, true);
    })()`);
  });
  beforeEach('count anew', () => window().page.evaluate('void globalThis.koreStrokes.splice(0)'));

  const press = (key: string): Promise<void> => window().page.keyboard.press(key);
  const strokes = (): Promise<readonly string[]> => window().page.evaluate('globalThis.koreStrokes');
  /** Until the person sees which one Enter takes. */
  const waitForActive = async (row: RegExp): Promise<void> => {
    await window().quickInput.waitFor(`${String(row)} as the active row`, ({ rows }) =>
      rows.some(({ focused, ariaLabel }) => focused && row.test(ariaLabel)),
    );
    await sleep(readingMs);
  };

  it('takes three keystrokes by the key, the answer to the question included', async () => {
    await press('Control+Shift+Alt+K');
    await waitForActive(/^Sending, Active/);
    await press('Enter');
    await window().dialog.waitFor('Stop “Sending” in PRODUCTION?');
    await sleep(readingMs);
    await press('Enter');
    await window().screen.waitFor('the stop request', () => stopsAt(kore()).length > 0);
    assert.deepEqual(stopsAt(kore()), ['cd-sending']);
    assert.deepEqual(await strokes(), ['K', 'Enter', 'Enter']);
    // Before everything is tidied away, or its message may never be seen.
    await window().toasts.waitFor(/^Stopped: “Sending”/);
  });

  const typeIntoPalette = async (text: string): Promise<void> => {
    await press('F1');
    await window().quickInput.waitFor('the palette', ({ value }) => value === '>');
    for (const key of text) await press(key === ' ' ? 'Space' : key);
    await waitForActive(/^Kore: Stop SMS Campaign(?:,|$)/);
    await press('Enter');
  };

  /** By “sms” VS Code finds “Disable Source Mapped Stepping” too, which it has from the start and which comes before K. */
  it('finds the command by the words that are taught, also in a VS Code that never ran it', async () => {
    await typeIntoPalette('stop sms');
    await window().quickInput.waitForTitle(/^Stop SMS Campaign(?: ·|$)/);
    await press('Escape');
    assert.equal((await strokes()).length, 'stop sms'.length + 3);
  });

  it('takes seven by the palette, from the second time on', async () => {
    await typeIntoPalette('sms');
    await waitForActive(/^Sending too, Active/);
    await press('Enter');
    await window().dialog.waitFor('Stop “Sending too” in PRODUCTION?');
    await sleep(readingMs);
    await press('Enter');
    await window().screen.waitFor('the stop request', () => stopsAt(kore()).length > 1);
    assert.deepEqual(stopsAt(kore()), ['cd-sending', 'cd-sending-too']);
    assert.deepEqual(await strokes(), ['F1', 's', 'm', 's', 'Enter', 'Enter', 'Enter']);
  });
});
