import assert from 'node:assert/strict';
import { setCredentialForAll, sharedManyStreams, type KnownThere } from './manyStreams.ts';
import { sharedWindow } from './sharedWindow.ts';
import { choose, pick, sayYes, told } from './steps.ts';

const unlisted = (id: string): KnownThere => ({ id, name: `Campaign ${id}`, status: 'Active', unlisted: true });

describe('a pasted id that no list has', () => {
  const many = sharedManyStreams();
  const names = ['a', 'b', 'c', 'd'];
  const window = sharedWindow(() => ({ settings: { 'kore.streams': names.map((name) => many().entry(name)) } }));
  const stops = (): readonly string[] =>
    many()
      .called('stop')
      .map(({ stream, campaignId }) => `${campaignId ?? ''} in ${stream}`);

  before('set the credential', async () => {
    const has = {
      a: [unlisted('cd-both')],
      b: [unlisted('cd-only'), unlisted('cd-both')],
      c: [unlisted('cd-late')],
      d: [],
    };
    for (const [name, campaigns] of Object.entries(has)) many().has.set(name, campaigns);
    await setCredentialForAll(window(), many());
  });
  beforeEach('count anew', () => void many().calls.splice(0));
  afterEach('let all answer', () => {
    many().refuses.clear();
    for (const name of names) many().letGo(name);
  });

  it('is stopped in the stream that knows it, without a question which one that is', async () => {
    await pick(window(), 'cd-only');
    const { detail } = await window().dialog.waitFor(/in staging\?$/);
    assert.match(detail, /^Stream: b, /);
    assert.match(detail, /^State: Active \(read \d+ s ago\)$/m);
    await told(window(), () => sayYes(window()), /^Stopped: /);
    assert.deepEqual(stops(), ['cd-only in b']);
  });

  it('is asked about among the streams that know it', async () => {
    await pick(window(), 'cd-both');
    const { rows, title } = await window().quickInput.waitFor('the question', ({ placeholder }) =>
      placeholder.startsWith('2 streams know it.'),
    );
    assert.equal(title, 'Stream of Campaign …-both');
    assert.deepEqual(rows.map(({ label }) => label).sort(), ['Add the Stream It Is In…', 'a', 'b']);
    assert.match(rows.find(({ label }) => label === 'a')?.detail ?? '', /^there: Active · st-a$/);
    await choose(window(), 'a', /^2 streams know it/);
    await told(window(), () => sayYes(window()), /^Stopped: /);
    assert.deepEqual(stops(), ['cd-both in a']);
  });

  it('is asked about where no stream says so, with what each said; from a 404 the others are looked in again', async () => {
    many().refuses.set('c', 403);
    await pick(window(), 'cd-late');
    const { rows, placeholder } = await window().quickInput.waitFor('the question', ({ title }) =>
      title.startsWith('Stream of Campaign'),
    );
    assert.equal(placeholder, 'Not known in 3 of 4 streams, others could not be asked. Which one is it in?');
    assert.match(rows[0]?.detail ?? '', /^could not be asked: 403 · st-c$/);
    assert.match(rows[1]?.detail ?? '', /^not known there \(404\) · st-/);
    assert.deepEqual(stops(), []);
    const refused = await told(
      window(),
      async () => {
        await choose(window(), 'd', /Which one is it in/);
        await sayYes(window());
      },
      /^NOT stopped: .*\(404\)/,
    );
    assert.deepEqual(refused.buttons, ['Look in My Other Streams', 'How to Stop by Hand', 'Show Log']);

    many().refuses.delete('c');
    many().calls.splice(0);
    await window().toasts.click(/^NOT stopped: .*\(404\)/, 'Look in My Other Streams');
    const { detail } = await window().dialog.waitFor(/in staging\?$/);
    assert.match(detail, /^Stream: c, /);
    assert.deepEqual(
      [
        ...new Set(
          many()
            .called('status')
            .map(({ stream }) => stream),
        ),
      ].sort(),
      ['a', 'b', 'c'],
    );
    await told(window(), () => sayYes(window()), /^Stopped: /);
    assert.deepEqual(stops(), ['cd-late in c']);
    // The first one needs nobody any more.
    await window().screen.waitFor('“Stopped” in the status bar', async () =>
      (await window().screen.statusBar()).some(
        ({ id, kind, text }) => id.endsWith('kore.stop') && kind === 'plain' && text.startsWith('Stopped'),
      ),
    );
  });

  it('is asked about at once when the person ends the search', async () => {
    for (const name of names) many().hold(name);
    await pick(window(), 'cd-nowhere');
    await window().toasts.click(/^Looking for campaign …where in 4 streams; no stop is sent/, 'Cancel');
    await window().quickInput.waitFor('the question', ({ placeholder }) =>
      placeholder.startsWith('Stopped looking. Which stream is it in?'),
    );
    assert.deepEqual(stops(), []);
  });

  it('goes back to be corrected, as it was typed, where no stream knows it', async () => {
    await pick(window(), 'cd-wrong');
    await choose(window(), 'Correct the Id…', /^No stream here knows it/);
    const { value } = await window().quickInput.waitFor('the picker', ({ title }) => title === 'Stop SMS Campaign');
    assert.equal(value, 'cd-wrong');
    assert.deepEqual(stops(), []);
  });
});
