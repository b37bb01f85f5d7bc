import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PickRow } from '../window/index.ts';
import { clientSecret, setCredentialForAll, sharedManyStreams, type KnownThere } from './manyStreams.ts';
import { sharedWindow } from './sharedWindow.ts';
import { openPicker, setCredential } from './steps.ts';

const sending = (id: string, name: string, status = 'Active'): KnownThere => ({
  id,
  name,
  status,
  totalMessagesSent: 1000,
});

/** Longer than news keeps Enter from counting. */
const readingMs = 450;
/** Enough to press Enter at any time from the reply to the changed list on the screen. */
const rounds = 12;

describe('the picker of many streams', () => {
  const many = sharedManyStreams();
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const window = sharedWindow(() => ({
    size: { width: 1280, height: 1200 },
    settings: {
      'kore.streams': [
        ...names.map((name) => many().entry(name, { tier: 'cg'.includes(name) ? 'production' : 'staging' })),
        many().entry('z', { host: 'https://kore.invalid', campaigns: [{ id: 'cd-z-12345', name: 'In the console' }] }),
      ],
    },
    keybindings: [{ key: 'ctrl+alt+shift+6', command: 'kore.refresh' }],
  }));
  const rows = async (): Promise<readonly PickRow[]> => (await window().quickInput.read())?.rows ?? [];
  /** The active row; there is none for the moment in which a list is drawn anew. */
  const highlight = async (): Promise<Pick<PickRow, 'label' | 'index'>> => {
    const { label, index } = await window().screen.waitFor('the highlight', async () =>
      (await rows()).find(({ focused }) => focused),
    );
    return { label, index };
  };
  const press = (key: string): Promise<void> => window().page.keyboard.press(key);

  before('set the credential', async () => {
    for (const name of names) many().has.set(name, [sending(`cd-${name}-1`, `Of ${name}`)]);
    await setCredentialForAll(window(), many(), true);
    many().calls.splice(0);
  });

  it('reads five lists, production first, counts them in its title, and keeps the highlight where it is', async () => {
    for (const name of names) many().hold(name);
    await openPicker(window());
    await window().quickInput.waitForTitle('Stop SMS Campaign · 0 of 5 streams read');
    await window().screen.waitFor('five lists', () => many().called('list').length === 5);
    const asked = many().called('list');
    assert.deepEqual(asked.map(({ stream }) => stream).sort(), ['a', 'b', 'c', 'd', 'g']);
    assert.ok((await rows()).every(({ focused }) => !focused));
    many().letGo('d');
    many().letGo('b');
    await window().quickInput.waitForTitle('Stop SMS Campaign · 2 of 5 streams read');
    const { label: highlighted } = await highlight();
    for (const name of names) many().letGo(name);
    await window().quickInput.waitForTitle('Stop SMS Campaign');
    await window().quickInput.waitForRow('Of g');
    assert.deepEqual(await highlight(), { label: highlighted, index: 0 });
    assert.equal(many().called('list').length, 5);

    await window().quickInput.choose('Read 3 More Streams');
    await window().quickInput.waitForRow('Of f');
    await window().quickInput.waitForRow('Of e');
    assert.equal(many().called('list').length, 7);
    assert.deepEqual(many().called('stop'), []);
  });

  it('has buttons in its rows: they check the state and copy the id while it stays, and open the console', async () => {
    await openPicker(window());
    await window().quickInput.waitForRow('Of a');
    many().has.set('a', [sending('cd-a-1', 'Of a', 'Paused')]);
    await sleep(readingMs);
    const before = await highlight();
    await window().quickInput.clickRowButton('Of a', 'Check Its State (sends no stop)');
    await window().screen.waitFor('the state', async () =>
      (await rows()).some(({ label, description }) => label === 'Of a' && description.startsWith('Paused')),
    );
    assert.deepEqual(await highlight(), before);
    many().refuses.set('b', 403);
    await window().quickInput.clickRowButton('Of b', 'Check Its State (sends no stop)');
    await window().screen.waitFor('the failure', async () =>
      (await rows()).some(
        ({ label, description }) => label === 'Of b' && description.startsWith('could not be read: 403 · Active'),
      ),
    );
    many().refuses.delete('b');
    await sleep(readingMs);
    await window().quickInput.clickRowButton('Of b', 'Copy Campaign Id');
    await window().screen.waitFor('the id', async () => (await window().readClipboard()) === 'cd-b-1');
    await window().quickInput.clickRowButton('In the console', 'Open Kore Console');
    const { detail } = await window().dialog.waitFor();
    assert.match(detail, /^https:\/\/kore\.invalid\/?$/m);
    await window().dialog.pressKey('Escape');
    assert.deepEqual(many().called('stop'), []);
  });

  it('finds campaigns by what is typed: name, id, stream; a word is taken for an id last', async () => {
    many().has.set('a', [sending('cd-a-1', 'Of a'), sending('cd-a-feed77', 'Friday in a')]);
    await press('Control+Alt+Shift+6');
    await openPicker(window());
    await window().quickInput.waitForRow('Friday in a');
    for (const [text, first] of [
      ['friday', 'Friday in a'],
      ['feed77', 'Friday in a'],
      ['st-g', 'Of g'],
    ] as const) {
      await window().quickInput.type(text);
      await window().screen.waitFor(`${first} by ${text}`, async () => {
        const shown = await rows();
        return shown[0]?.focused === true && shown.map(({ label }) => label).join() === `${first},By id`;
      });
    }
  });
});

describe('the picker of a list that changes', () => {
  const many = sharedManyStreams();
  const window = sharedWindow(() => ({
    settings: { 'kore.streams': [many().entry('a')] },
    keybindings: [{ key: 'ctrl+alt+shift+6', command: 'kore.refresh' }],
  }));
  const press = (key: string): Promise<void> => window().page.keyboard.press(key);

  before('set the credential', async () => {
    many().has.set('a', []);
    await setCredential(window(), undefined, clientSecret, 'Until this window closes or reloads');
  });

  it('takes the row that was highlighted, or nothing, when Enter is pressed around an update', async () => {
    await window().page.evaluate(`(() => {
      if (globalThis.koreEnters) return;
      globalThis.koreEnters = [];
      const name = () => document.querySelector('.quick-input-list .monaco-list-row.focused .label-name')?.innerText;
      addEventListener('keydown', ({ key }) => key === 'Enter' && globalThis.koreEnters.push(name() ?? ''), true);
    })()`);
    const entersSeen = (): Promise<readonly string[]> => window().page.evaluate('globalThis.koreEnters.splice(0)');
    await entersSeen();
    for (let round = 0; round < rounds; round += 1) {
      await openPicker(window());
      await sleep(readingMs);
      // What sends goes first, so each time the order is another one.
      const status = (n: number): string => ((round + n) % 3 === 0 ? 'Active' : 'Scheduled');
      const campaigns = Array.from({ length: 6 }, (_, n) =>
        sending(`cd-r-${String(n)}`, `Round ${String(n)}`, status(n)),
      );
      many().has.set('a', campaigns);
      many().hold('a');
      const listed = many().called('list').length;
      await press('Control+Alt+Shift+6');
      await window().screen.waitFor('the list to be asked for', () => many().called('list').length > listed);
      for (let down = 0; down < round % 3; down += 1) await press('ArrowDown');
      many().letGo('a');
      await sleep((round * 17) % 50);
      await press('Enter');
      await sleep(300);
      const asked = await window().screen.waitFor('the picker or the question', async () => {
        const message = (await window().dialog.read())?.message;
        return message ?? ((await window().quickInput.read()) !== null && 'the picker stays');
      });
      const seen = await entersSeen();
      if (asked !== 'the picker stays') assert.deepEqual(seen, [/“(.*)”/.exec(asked)?.[1]]);
      await window().screen.waitFor('all questions to close', async () => {
        if ((await window().dialog.read()) === null && (await window().quickInput.read()) === null) return true;
        await press('Escape');
        return false;
      });
    }
    await openPicker(window());
    await sleep(readingMs);
    await press('Enter');
    const { message } = await window().dialog.waitFor();
    assert.deepEqual(await entersSeen(), [/“(.*)”/.exec(message)?.[1]]);
    assert.deepEqual(many().called('stop'), []);
  });
});
