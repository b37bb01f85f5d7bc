import assert from 'node:assert/strict';

import type { ConfiguredStream } from '../../../../../src/streams/stream.ts';
import {
  draftOf,
  emptyDraft,
  hostOf,
  keptDraft,
  readDraft,
  sameDraft,
  typedCredential,
} from '../../../../../src/ui/webviews/form/formDraft.ts';
import { createRedactor } from '../../../../../src/kore/redact.ts';
import { stream } from '../../support.ts';

const noSecrets = { clientSecret: '', privateKeyPem: '', token: '' };

describe('the draft of a stream form', () => {
  it('names the two documented hosts, and takes any other as typed', () => {
    const choice = (host: string): readonly string[] => {
      const draft = draftOf({ ...stream, host });
      return [draft.hostChoice, draft.host, hostOf(draft)];
    };
    assert.deepEqual(choice('https://platform.kore.ai'), ['platform.kore.ai', '', 'platform.kore.ai']);
    assert.deepEqual(choice('https://eu-platform.kore.ai'), ['eu-platform.kore.ai', '', 'eu-platform.kore.ai']);
    assert.deepEqual(choice('https://kore.example'), ['other', 'kore.example', 'kore.example']);
    assert.deepEqual(choice('http://127.0.0.1:9'), ['other', 'http://127.0.0.1:9', 'http://127.0.0.1:9']);
  });

  it('can be read from whatever a page or the memory holds', () => {
    for (const odd of [undefined, null, 7, 'x', [], { campaigns: 7 }, { tier: 'gold', name: {}, hostChoice: 1 }]) {
      assert.deepEqual(readDraft(odd), emptyDraft);
    }
    const full = draftOf({ ...stream, iid: 'st-other', campaigns: [{ id: 'cd-1', name: 'One' }, { id: 'cd-2' }] });
    assert.deepEqual(readDraft(JSON.parse(JSON.stringify(full))), full);
    assert.ok(sameDraft(full, JSON.parse(JSON.stringify({ ...full, clientSecret: 'x' })) as typeof full));
  });

  it('has no member for a secret, whatever it is read from', () => {
    const draft = readDraft({ ...emptyDraft, clientSecret: 's3cret', token: 'eyJ', privateKeyPem: 'PEM', typed: {} });
    assert.deepEqual(Object.keys(draft).sort(), Object.keys(emptyDraft).sort());
  });

  it('is kept without what went into the wrong field', () => {
    const redactor = createRedactor();
    redactor.learn({ kind: 'clientSecret', clientId: 'cs-1', clientSecret: 'a-very-secret-secret' });
    const token = `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.c`;
    const wrong = {
      ...emptyDraft,
      name: `My ${token}`,
      accountId: 'a-very-secret-secret',
      subject: token,
      host: token,
    };
    const kept = JSON.stringify(
      keptDraft({ ...wrong, campaigns: [{ id: token, name: 'a-very-secret-secret' }] }, redactor.clean),
    );
    assert.ok(!kept.includes('secret-secret') && !kept.includes('aaaaaaaa'), kept);
  });

  it('is kept with a client id only where it looks like one', () => {
    const kept = (clientId: string): string => keptDraft({ ...emptyDraft, clientId }, (text) => text).clientId;
    assert.equal(kept('cs-1234-abcd'), 'cs-1234-abcd');
    for (const odd of ['Kq3vZ9secret', 'cs-1 2', `cs-${'a'.repeat(80)}`]) assert.equal(kept(odd), '');
  });

  it('makes no credential where no secret was typed', () => {
    const draft = { ...emptyDraft, clientId: 'cs-1' };
    assert.equal(typedCredential(draft, noSecrets), undefined);
    assert.equal(
      typedCredential({ ...draft, credentialKind: 'token' }, { ...noSecrets, clientSecret: 'x' }),
      undefined,
    );
    assert.equal(typedCredential({ ...draft, algorithm: 'RS256' }, { ...noSecrets, clientSecret: 'x' }), undefined);
  });

  it('makes the credential that was chosen, of what belongs to it', () => {
    const typed = { clientSecret: 's', privateKeyPem: 'p', token: 't' };
    const draft = { ...emptyDraft, clientId: 'cs-1', subject: 'me' };
    assert.deepEqual(typedCredential(draft, typed), {
      kind: 'clientSecret',
      clientId: 'cs-1',
      clientSecret: 's',
      algorithm: 'HS256',
      subject: 'me',
    });
    assert.deepEqual(typedCredential({ ...draft, algorithm: 'RS512', subject: ' ' }, typed), {
      kind: 'privateKey',
      clientId: 'cs-1',
      privateKeyPem: 'p',
      algorithm: 'RS512',
    });
    assert.deepEqual(typedCredential({ ...draft, credentialKind: 'token' }, typed), { kind: 'token', token: 't' });
  });

  it('brings a stream back as it was', () => {
    const full: ConfiguredStream = { ...stream, iid: 'st-2', campaigns: [{ id: 'cd-1' }, { id: 'cd-2', name: 'Two' }] };
    const draft = draftOf(full);
    assert.deepEqual(
      [draft.iid, draft.tier, draft.campaigns],
      [
        'st-2',
        'production',
        [
          { id: 'cd-1', name: '' },
          { id: 'cd-2', name: 'Two' },
        ],
      ],
    );
  });
});
