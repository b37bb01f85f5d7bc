import assert from 'node:assert/strict';

import { emptyDraft } from '../../../../../src/ui/webviews/form/formDraft.ts';
import { readMessage } from '../../../../../src/ui/webviews/form/messages.ts';

describe('a message of the form’s page', () => {
  it('is left alone when it is none', () => {
    for (const odd of [undefined, null, 'save', 7, {}, { kind: 'run' }, { kind: ['save'] }, []]) {
      assert.equal(readMessage(odd), undefined);
    }
  });

  it('brings a draft and secrets of the right shape, whatever was sent', () => {
    assert.deepEqual(readMessage({ kind: 'save', draft: 7, typed: { clientSecret: 1, token: 't' }, more: true }), {
      kind: 'save',
      draft: emptyDraft,
      typed: { clientSecret: '', privateKeyPem: '', token: 't' },
    });
    assert.deepEqual(readMessage({ kind: 'draft', draft: { name: 'A' }, typed: { token: 't' } }), {
      kind: 'draft',
      draft: { ...emptyDraft, name: 'A' },
    });
    assert.deepEqual(readMessage({ kind: 'ready', draft: {} }), { kind: 'ready' });
  });

  it('is cut where it is longer than anything that is right', () => {
    const long = 'x'.repeat(2_000_000);
    const paste = readMessage({ kind: 'paste', text: long, draft: { name: long } });
    assert.ok(paste?.kind === 'paste');
    assert.deepEqual([paste.text.length, paste.draft.name.length], [1_000_000, 10_000]);
  });
});
