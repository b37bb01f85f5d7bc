import assert from 'node:assert/strict';
import { oddities } from '../../../scripts/sentences/oddities.ts';
import { hasWords, shownIn } from '../../../scripts/sentences/shownIn.ts';
import { textsOf } from '../../../scripts/sentences/templates.ts';

const found = (templates: readonly string[], ...texts: readonly string[]): readonly string[] => [
  ...shownIn(templates, texts).keys(),
];

describe('a sentence of the source', () => {
  it('is read from wherever a localizer is called, whole, with each of its two ways', () => {
    const source = `
      l10n.t('One {count}.', { count });
      reader.l10n.t(few ? 'A few' : 'Many ' + 'more');
      other.t('not ours');`;
    assert.deepEqual(textsOf('a.ts', source), ['One {count}.', 'A few', 'Many more']);
  });

  it('must be written out where it is said', () => {
    assert.throws(() => textsOf('a.ts', 'l10n.t(text)'), /a\.ts: text is no sentence/);
  });
});

describe('a sentence that was shown', () => {
  it('is found with values in its places, in a longer text and over broken lines', () => {
    const template = 'NOT stopped: {name} ({tier}).';
    assert.deepEqual(found([template], 'Error: NOT stopped:\n“Blast”\u00a0(staging). Look again.'), [template]);
    assert.deepEqual(found([template], 'NOT stopped: “Blast”.'), []);
  });

  it('is not found where it is only a part of another one’s words', () => {
    const templates = ['Stopped for now: {name}', 'Stopped for'];
    assert.deepEqual(found(templates, 'Stopped for now: “Blast”'), ['Stopped for now: {name}']);
  });

  it('is found as what stands in a place of another one', () => {
    const templates = ['NOT stopped: {cause}', 'No credential is on this computer.'];
    assert.deepEqual(found(templates, 'NOT stopped: No credential is on this computer.'), templates);
  });

  it('stands between separators when it is short, and has a number where one belongs', () => {
    assert.deepEqual(found(['repeats'], 'Blast · repeats · now'), ['repeats']);
    assert.deepEqual(found(['repeats'], 'it repeats by itself'), []);
    assert.deepEqual(found(['{count} hours'], '12 hours'), ['{count} hours']);
    assert.deepEqual(found(['{count} hours'], 'opening hours'), []);
  });

  it('has words of its own', () => {
    assert.equal(hasWords('{name}: {cause}'), false);
    assert.equal(hasWords('at {at}'), true);
  });
});

describe('a text that is odd', () => {
  it('has a place without a value, two spaces, or marks that do not go together', () => {
    const odd = ['No {name}', 'Two  spaces', 'Space .', 'Ends..', 'undefined sent', 'so,.'];
    assert.deepEqual(oddities(odd), odd);
    assert.deepEqual(oddities(['Waiting…', 'Stop “Blast”?', 'at 03:12:00.', 'Ends in ...']), []);
  });
});
