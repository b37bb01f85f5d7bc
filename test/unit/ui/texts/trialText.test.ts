import assert from 'node:assert/strict';

import { trialText, type TrialEnd } from '../../../../src/ui/texts/trialText.ts';
import { assertNeutral, assertPlainWords, hostileTexts, reader } from '../support.ts';

const credential = 'client id …9c1e';
const cause = 'Kore.ai does not accept this credential (401).';

describe('What became of a new credential', () => {
  const told = (end: TrialEnd) => trialText('Acme Retail', end, reader);

  it('is told with which one it is, once it took the place of the old one', () => {
    assert.deepEqual(told({ kind: 'works', credential, kept: 'computer' }), {
      severity: 'info',
      sentence: 'The new credential of “Acme Retail” works and has replaced the old one: client id …9c1e.',
    });
    assert.match(told({ kind: 'works', credential, kept: 'window' }).sentence, /is used until this window closes: /);
  });

  it('is an error that says which one signs from now on, where it did not', () => {
    assert.deepEqual(told({ kind: 'refused', cause }), {
      severity: 'error',
      sentence: `The new credential of “Acme Retail” was refused: the old one stays. ${cause}`,
    });
    const { severity, sentence } = told({ kind: 'undecided', cause });
    assert.equal(severity, 'error');
    assert.match(sentence, /This window uses it; the old one stays until /);
    assertPlainWords(sentence);
  });

  it('is plain text, whatever the settings hold', () => {
    for (const hostile of hostileTexts) {
      for (const kept of ['computer', 'window'] as const) {
        assertNeutral(trialText(hostile, { kind: 'works', credential: hostile, kept }, reader).sentence, 400);
      }
    }
  });
});
