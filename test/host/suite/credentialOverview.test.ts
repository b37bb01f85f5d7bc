import assert from 'node:assert/strict';

import { credentialKey } from '../../../src/streams/credentialKey.ts';
import type { Credential } from '../../../src/streams/stream.ts';
import type { KnownStream } from '../../../src/texts/knownCampaign.ts';
import { CredentialOverview } from '../../../src/ui/credentials/credentialOverview.ts';
import { CredentialStore } from '../../../src/ui/credentials/credentialStore.ts';
import { Secrets } from '../secrets.ts';

const credential: Credential = { kind: 'token', token: 'not.a.token' };
const streamOf = (streamId: string, more: Partial<KnownStream> = {}): KnownStream => ({
  name: streamId,
  host: 'https://platform.kore.ai',
  accountId: 'acc-1',
  streamId,
  campaigns: [],
  ...more,
});

describe('CredentialOverview', () => {
  const one = streamOf('st-1');
  const two = streamOf('st-2');
  const practice = streamOf('st-practice', { practice: true });
  let secrets: Secrets;
  let store: CredentialStore;
  let streams: readonly KnownStream[];
  let overview: CredentialOverview;
  beforeEach(async () => {
    secrets = await Secrets.openEmpty();
    store = new CredentialStore(secrets, Date.now, () => undefined);
    streams = [one, two, practice];
    overview = new CredentialOverview(store, () => streams);
  });
  afterEach(() => {
    overview.dispose();
    store.dispose();
  });

  const changed = (): Promise<void> =>
    new Promise((resolve) => {
      const subscription = overview.onDidChange(() => {
        subscription.dispose();
        resolve();
      });
    });

  it('asks the secret store nothing before somebody wants to know', async () => {
    await store.keep(one, credential, 'computer');
    const { calls } = secrets;
    overview.streamsChanged();
    await store.keep(two, credential, 'computer');
    assert.equal(secrets.calls, calls + 1);
  });

  it('knows nothing at first, and tells when it does', async () => {
    const told = changed();
    assert.deepEqual(overview.current(), { missing: [], gone: [] });
    await told;
    assert.deepEqual(overview.current(), { missing: [one, two], gone: [] });
  });

  it('counts what is kept on this computer and in this window, and not the practice stream', async () => {
    await store.keep(one, credential, 'computer');
    await store.keep(two, credential, 'window');
    assert.deepEqual(await overview.read(), { missing: [], gone: [] });
  });

  it('shows a credential whose stream or host is gone, and no longer once it is removed', async () => {
    await store.keep(one, credential, 'computer');
    const told = changed();
    overview.current();
    await told;
    streams = [{ ...one, host: 'https://eu-platform.kore.ai' }, two];
    const toldOfMove = changed();
    overview.streamsChanged();
    await toldOfMove;
    const { missing, gone } = overview.current();
    assert.deepEqual([missing, gone.map(({ key }) => key)], [streams, [credentialKey(one)]]);
    const toldOfRemoval = changed();
    await store.removeKey(credentialKey(one));
    await toldOfRemoval;
    assert.deepEqual(overview.current().gone, []);
  });

  it('ends with what is true after many changes at once', async () => {
    const told = changed();
    overview.current();
    await told;
    const all = Array.from({ length: 40 }, (_, n) => streamOf(`st-${String(n)}`));
    streams = all;
    for (const stream of all) await store.keep(stream, credential, 'computer');
    while (overview.current().missing.length > 0) await changed();
    assert.deepEqual(overview.current(), { missing: [], gone: [] });
    assert.ok(secrets.calls < 200, `${secrets.calls} calls`);
  });

  it('shows no row where the secret store fails: the streams’ own rows tell it', async () => {
    secrets.broken = new Error('The keyring is locked');
    assert.deepEqual(await overview.read(), { missing: [], gone: [] });
  });
});
