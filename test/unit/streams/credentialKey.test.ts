import assert from 'node:assert/strict';

import { credentialKey, isCredentialKey, streamOfKey } from '../../../src/streams/credentialKey.ts';

describe('credentialKey', () => {
  const stream = { name: 'Acme', host: 'platform.kore.ai', accountId: 'acc-1', streamId: 'st-1' };

  it('stays the same when only the name, the iid or the spelling of the host changes', () => {
    const renamed = { ...stream, name: 'New', iid: 'st-2', host: 'HTTPS://Platform.kore.ai:443/' };
    assert.equal(credentialKey(renamed), credentialKey(stream));
  });

  it('is another one for another host, port, scheme, account or stream, so that no credential follows', () => {
    const loopback = { ...stream, host: 'http://127.0.0.1' };
    const keys = [
      stream,
      { ...stream, host: 'platform.kore.ai.example' },
      { ...stream, host: 'platform.kore.ai:8443' },
      { ...stream, accountId: 'acc-2' },
      { ...stream, streamId: 'st-2' },
      { ...stream, accountId: 'acc-1_st-1', streamId: 'st-1' },
      loopback,
      { ...loopback, host: 'https://127.0.0.1' },
    ].map(credentialKey);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('is known again among other keys', () => {
    assert.ok(isCredentialKey(credentialKey(stream)));
    for (const key of ['', 'kore.journal', 'kore.credentials', 'other.credential x']) {
      assert.equal(isCredentialKey(key), false, key);
    }
  });
});

describe('streamOfKey', () => {
  it('reads what the key was made of', () => {
    const key = credentialKey({ name: 'x', host: 'Platform.kore.ai', accountId: 'acc-1', streamId: 'st-1' });
    assert.deepEqual(streamOfKey(key), {
      key,
      host: 'https://platform.kore.ai',
      accountId: 'acc-1',
      streamId: 'st-1',
    });
  });

  it('keeps an odd key, so that it can be removed', () => {
    const key = 'kore.credential x';
    assert.deepEqual(streamOfKey(key), { key, host: 'x', accountId: '', streamId: '' });
  });

  it('knows what is none', () => {
    for (const key of ['', 'kore.other', 'other kore.credential x y z']) assert.equal(streamOfKey(key), undefined);
  });
});
