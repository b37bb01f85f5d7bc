import assert from 'node:assert/strict';

import { practiceFaultTexts } from '../../../../src/ui/texts/practiceFaultText.ts';
import { assertNeutral, assertPlainWords, reader } from '../support.ts';

const texts = practiceFaultTexts(reader);

describe('what can go wrong in practice', () => {
  it('begins with the way back, and has names that tell the choices apart', () => {
    assert.deepEqual(Object.keys(texts).slice(0, 2), ['none', 'startOver']);
    const labels = Object.values(texts).map(({ label }) => label);
    assert.ok(labels.length >= 12);
    assert.equal(new Set(labels).size, labels.length);
  });

  it('is told in plain words', () => {
    for (const { label, detail } of Object.values(texts)) {
      for (const text of [label, detail]) {
        assertPlainWords(text);
        assertNeutral(text, 100);
      }
    }
  });
});
