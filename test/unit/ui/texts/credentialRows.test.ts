import assert from 'node:assert/strict';

import { goneCredentialRow, missingCredentialsRow } from '../../../../src/ui/texts/credentialRows.ts';
import { assertNeutral, assertPlainWords, hostileTexts, reader, stream } from '../support.ts';

const many = (count: number) => Array.from({ length: count }, (_, n) => ({ ...stream, name: `Stream ${n + 1}` }));

describe('missingCredentialsRow', () => {
  it('says in one row how many streams have none, and what to do', () => {
    const row = missingCredentialsRow(many(40), reader);
    assert.equal(row.label, '40 streams have no credential on this computer');
    assert.equal(row.description, 'Set for Several…');
    assert.match(row.tooltip, /Stream 1\n[^]*Stream 10\nand 30 more$/);
    assert.equal(row.accessible, '40 streams have no credential on this computer. Set for Several…');
  });

  it('names all of a few', () => {
    const { tooltip } = missingCredentialsRow(many(2), reader);
    assert.match(tooltip, /\nStream 1\nStream 2$/);
  });

  it('shows nothing of a name that is more than text', () => {
    for (const name of hostileTexts) {
      const row = missingCredentialsRow([{ ...stream, name }, stream], reader);
      assertNeutral(row.tooltip, 600, true);
    }
  });
});

describe('goneCredentialRow', () => {
  const gone = {
    key: 'k',
    host: 'https://eu-platform.kore.ai',
    accountId: '5f00000000000000000000aa',
    streamId: 'st-00001111',
  };

  it('says which host, account and stream it was for', () => {
    const row = goneCredentialRow(gone, reader);
    assert.deepEqual(
      [row.label, row.description],
      ['Credential without a stream', 'eu-platform.kore.ai · account …000aa · stream …01111'],
    );
    for (const text of [row.label, row.description, row.tooltip, row.accessible]) assertPlainWords(text);
  });

  it('shows nothing of an odd key that is more than text', () => {
    for (const text of hostileTexts) {
      const row = goneCredentialRow({ key: text, host: text, accountId: text, streamId: text }, reader);
      assertNeutral(row.description, 400);
      assertNeutral(row.accessible, 400);
      assertNeutral(row.tooltip, 600, true);
    }
  });
});
