import assert from 'node:assert/strict';

import { credentialKey } from '../../../src/streams/credentialKey.ts';
import type { Credential, Stream } from '../../../src/streams/stream.ts';
import { CredentialStore } from '../../../src/ui/credentials/credentialStore.ts';
import { Secrets } from '../secrets.ts';

const stream: Stream = {
  name: 'Acme Retail',
  host: 'https://platform.kore.ai',
  accountId: '5f00000000000000000000aa',
  streamId: 'st-00000000-1111-5222-8333-444444444444',
};
const credential: Credential = {
  kind: 'clientSecret',
  clientId: 'cs-1',
  clientSecret: 'not-a-real-secret',
  algorithm: 'HS256',
  subject: 'kore-campaigns',
};
const other: Credential = { kind: 'token', token: 'not.a.token' };
const setAtMs = Date.UTC(2026, 6, 22);

describe('CredentialStore', () => {
  let secrets: Secrets;
  let store: CredentialStore;
  let changes: number;
  let guarded: Credential[];
  beforeEach(async () => {
    secrets = await Secrets.openEmpty();
    guarded = [];
    store = new CredentialStore(
      secrets,
      () => setAtMs,
      (one) => guarded.push(one),
    );
    changes = 0;
    store.onDidChange(() => (changes += 1));
  });
  afterEach(() => store.dispose());

  it('finds none where none was kept', async () => {
    assert.deepEqual(await store.find(stream), { kind: 'none' });
  });

  it('finds what was kept on this computer, with when it was set', async () => {
    await store.keep(stream, credential, 'computer');
    assert.deepEqual(await store.find(stream), { kind: 'found', credential, keep: 'computer', setAtMs });
    assert.deepEqual(await secrets.keys(), [credentialKey(stream)]);
  });

  it('finds it in the next window too, for the same host, account and stream only', async () => {
    await store.keep(stream, credential, 'computer');
    const next = new CredentialStore(
      secrets,
      () => 0,
      (one) => guarded.push(one),
    );
    assert.equal((await next.find({ ...stream, host: 'Platform.Kore.ai/', name: 'x', iid: 'y' })).kind, 'found');
    for (const moved of [{ host: 'https://evil.example' }, { accountId: 'a' }, { streamId: 's' }]) {
      assert.deepEqual(await next.find({ ...stream, ...moved }), { kind: 'none' });
    }
    next.dispose();
  });

  it('names every credential that is kept or found, so that no text tells it', async () => {
    await store.keep(stream, other, 'window');
    await store.keep(stream, credential, 'computer');
    assert.deepEqual(guarded, [other, credential]);
    const next = new CredentialStore(
      secrets,
      () => 0,
      (one) => guarded.push(one),
    );
    await next.find(stream);
    assert.deepEqual(guarded, [other, credential, credential]);
    next.dispose();
  });

  it('writes nothing of what is kept for this window only', async () => {
    await store.keep(stream, credential, 'window');
    assert.deepEqual(await store.find(stream), { kind: 'found', credential, keep: 'window', setAtMs });
    assert.equal(secrets.calls, 0);
    store.dispose();
    assert.deepEqual(await store.find(stream), { kind: 'none' });
  });

  it('takes the one for this window before the one of this computer, until another is kept there', async () => {
    await store.keep(stream, credential, 'computer');
    await store.keep(stream, other, 'window');
    assert.deepEqual(await store.find(stream), { kind: 'found', credential: other, keep: 'window', setAtMs });
    await store.keep(stream, credential, 'computer');
    assert.deepEqual(await store.find(stream), { kind: 'found', credential, keep: 'computer', setAtMs });
  });

  it('removes it here and on this computer, and no other', async () => {
    await store.keep(stream, credential, 'computer');
    await store.keep(stream, other, 'window');
    await store.keep({ ...stream, streamId: 'st-2' }, other, 'computer');
    await store.remove(stream);
    assert.deepEqual(await store.find(stream), { kind: 'none' });
    assert.equal((await store.find({ ...stream, streamId: 'st-2' })).kind, 'found');
  });

  it('signs with one on trial in place of what is kept, which stays, and goes back to it', async () => {
    await store.keep(stream, credential, 'computer');
    const calls = secrets.calls;
    const trial = store.tryOut(stream, other, 'computer');
    assert.deepEqual(trial, { kind: 'found', credential: other, keep: 'window', setAtMs, onTrial: 'computer' });
    assert.deepEqual(await store.find(stream), trial);
    assert.equal(secrets.calls, calls);
    assert.equal((await store.find({ ...stream, streamId: 'st-2' })).kind, 'none');
    const kept = { kind: 'found', credential, keep: 'computer', setAtMs };
    assert.deepEqual(await store.findKept(stream), kept);
    assert.ok(guarded.includes(other));
    assert.ok(store.isOnTrial(stream, other) && !store.isOnTrial(stream, credential));
    store.dropTrial(stream);
    assert.deepEqual(await store.find(stream), kept);
    assert.ok(!store.isOnTrial(stream, other) && !store.wasKept(other));
    assert.deepEqual(await secrets.keys(), [credentialKey(stream)]);
    assert.ok(!((await secrets.get(credentialKey(stream))) ?? '').includes('not.a.token'));
  });

  it('ends a trial when one is kept or removed, but not one that was begun meanwhile', async () => {
    store.tryOut(stream, other, 'computer');
    await store.keep(stream, other, 'computer');
    assert.ok(store.wasKept(other) && !store.isOnTrial(stream, other));
    assert.deepEqual(await store.find(stream), { kind: 'found', credential: other, keep: 'computer', setAtMs });
    const first = store.keep(stream, other, 'computer');
    store.tryOut(stream, credential, 'window');
    await first;
    assert.ok(store.isOnTrial(stream, credential));
    await store.remove(stream);
    assert.deepEqual(await store.find(stream), { kind: 'none' });
  });

  it('tells for which streams there is one, without reading any, and nothing of other secrets', async () => {
    await store.keep(stream, credential, 'computer');
    await store.keep({ ...stream, streamId: 'st-2' }, other, 'window');
    store.tryOut({ ...stream, streamId: 'st-2' }, credential, 'window');
    await secrets.store('something else', 'x');
    assert.deepEqual(await store.keys(), {
      kind: 'read',
      stored: [credentialKey(stream)],
      ofWindow: [credentialKey({ ...stream, streamId: 'st-2' })],
    });
    secrets.broken = new Error('The keyring is locked');
    assert.deepEqual(await store.keys(), { kind: 'failed', words: 'The keyring is locked' });
  });

  it('removes one by its key alone, here and on this computer', async () => {
    await store.keep(stream, credential, 'computer');
    await store.keep(stream, other, 'window');
    await store.removeKey(credentialKey(stream));
    assert.deepEqual(await store.keys(), { kind: 'read', stored: [], ofWindow: [] });
  });

  it('tells “none” from “could not be read”', async () => {
    secrets.broken = new Error('The keyring is locked');
    assert.deepEqual(await store.find(stream), { kind: 'failed', words: 'The keyring is locked' });
    secrets.broken = 'no error object';
    assert.deepEqual(await store.find(stream), { kind: 'failed', words: 'no error object' });
  });

  for (const [what, stored] of [
    ['cut JSON', '{"credential":{"kind":"token"'],
    ['null', 'null'],
    ['a number', '7'],
    ['nothing', ''],
    ['an object of another kind', '{}'],
    ['a credential that was cut', JSON.stringify({ credential: { kind: 'clientSecret', clientId: 'cs-1' } })],
    ['a token that no header can carry', JSON.stringify({ credential: { kind: 'token', token: 'a\nb' } })],
  ] as const) {
    it(`says that it cannot be read, and shows none of it, when ${what} is stored`, async () => {
      await secrets.store(credentialKey(stream), stored);
      assert.deepEqual(await store.find(stream), { kind: 'failed', words: 'what is stored cannot be read' });
    });
  }

  it('works without a time of setting, or with a bad one', async () => {
    for (const setAt of [undefined, 'yesterday', 7]) {
      await secrets.store(credentialKey(stream), JSON.stringify({ credential, setAt }));
      assert.deepEqual(await store.find(stream), { kind: 'found', credential, keep: 'computer' });
    }
  });

  it('rejects when it cannot keep or remove; what could not be replaced stays', async () => {
    await store.keep(stream, credential, 'window');
    secrets.broken = new Error('The keyring is locked');
    await assert.rejects(store.keep(stream, other, 'computer'), /keyring is locked/);
    assert.deepEqual(await store.find(stream), { kind: 'found', credential, keep: 'window', setAtMs });
    await assert.rejects(store.remove(stream), /keyring is locked/);
  });

  it('keeps for this window although the secret store is broken', async () => {
    secrets.broken = new Error('The keyring is locked');
    await store.keep(stream, credential, 'window');
    assert.equal((await store.find(stream)).kind, 'found');
  });

  it('hears of its own changes a bounded number of times, also where listening reads again', async () => {
    store.onDidChange(() => void store.find(stream));
    await store.keep(stream, credential, 'computer');
    await store.keep(stream, credential, 'computer');
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(changes >= 2 && changes <= 4, String(changes));
  });

  it('hears of another window’s change, and not of other extensions’ or other secrets', async () => {
    await secrets.store(credentialKey(stream), JSON.stringify({ credential: other }));
    assert.equal(changes, 1);
    await secrets.store('something else', 'x');
    assert.equal(changes, 1);
    assert.deepEqual(await store.find(stream), { kind: 'found', credential: other, keep: 'computer' });
  });

  it('ends with the last of what two windows write at once, and has half of none meanwhile', async () => {
    const next = new CredentialStore(
      secrets,
      () => setAtMs,
      () => undefined,
    );
    const tokens = Array.from({ length: 20 }, (_, n) => `${String(n)}.${'x'.repeat(n * 100)}.x`);
    const found: (string | undefined)[] = [];
    const writes = tokens.map(async (token, n) => {
      const [writer, reader] = n % 2 === 0 ? [store, next] : [next, store];
      await writer.keep(stream, { kind: 'token', token }, 'computer');
      const lookup = await reader.find(stream);
      found.push(lookup.kind === 'found' && lookup.credential.kind === 'token' ? lookup.credential.token : undefined);
    });
    await Promise.all(writes);
    const last: Credential = { kind: 'token', token: tokens.at(-1) ?? '' };
    for (const one of [store, next]) {
      assert.deepEqual(await one.find(stream), { kind: 'found', credential: last, keep: 'computer', setAtMs });
    }
    assert.ok(found.length === tokens.length && found.every((token) => token !== undefined && tokens.includes(token)));
    assert.ok(changes >= tokens.length, String(changes));
    next.dispose();
  });

  it('says no more after it was disposed of', async () => {
    store.dispose();
    await secrets.store(credentialKey(stream), 'x');
    assert.equal(changes, 0);
  });
});
