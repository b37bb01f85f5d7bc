import assert from 'node:assert/strict';

import { credentialKey } from '../../../src/streams/credentialKey.ts';
import { CredentialOverview } from '../../../src/ui/credentials/credentialOverview.ts';
import { CredentialStore } from '../../../src/ui/credentials/credentialStore.ts';
import { credential, long, setAtMs, streams } from '../overReload.ts';
import { Secrets } from '../secrets.ts';

/** What the window before this one left is in overReload.ts. */
describe('CredentialStore, in the window after the reload', () => {
  let secrets: Secrets;
  let store: CredentialStore;
  beforeEach(async () => {
    secrets = await Secrets.open();
    store = new CredentialStore(secrets, Date.now, () => undefined);
  });
  afterEach(() => store.dispose());

  const foundOnComputer = { kind: 'found', credential, keep: 'computer', setAtMs } as const;
  const keys = [streams.kept, streams.long, streams.replaced, streams.ofWindowOverKept].map(credentialKey).sort();

  it('finds what was kept on this computer, whole, with when it was set', async () => {
    assert.deepEqual(await store.find(streams.kept), foundOnComputer);
    assert.deepEqual(await store.find(streams.long), { ...foundOnComputer, credential: long });
  });

  it('finds the last of two that were kept for one stream', async () => {
    assert.deepEqual(await store.find(streams.replaced), foundOnComputer);
  });

  it('finds none that was for that window only, and in its place the one of this computer', async () => {
    assert.deepEqual(await store.find(streams.ofWindow), { kind: 'none' });
    assert.deepEqual(await store.find(streams.ofWindowOverKept), foundOnComputer);
  });

  it('finds none that was removed', async () => {
    assert.deepEqual(await store.find(streams.removed), { kind: 'none' });
  });

  it('tells for which streams there is one', async () => {
    const found = await store.keys();
    assert.ok(found.kind === 'read');
    assert.deepEqual({ ...found, stored: found.stored.toSorted() }, { kind: 'read', stored: keys, ofWindow: [] });
  });

  it('has for no moved host, account or stream what the stream had', async () => {
    for (const moved of [{ host: 'https://evil.example' }, { accountId: 'a' }, { streamId: 's' }]) {
      assert.deepEqual(await store.find({ ...streams.kept, ...moved }), { kind: 'none' });
    }
  });

  it('shows those whose stream is gone, and those that are missing', async () => {
    const configured = [streams.kept, streams.removed].map((stream) => ({ ...stream, campaigns: [] }));
    const overview = new CredentialOverview(store, () => configured);
    const { missing, gone } = await overview.read();
    const left = keys.filter((key) => key !== credentialKey(streams.kept));
    assert.deepEqual([missing, gone.map(({ key }) => key).sort()], [[configured[1]], left]);
    overview.dispose();
  });

  // The last ones: they change what was left.
  it('hears of an equal value and of its own change once or twice, and of reading never', async () => {
    const changes: Promise<unknown>[] = [];
    store.onDidChange(() => changes.push(store.find(streams.kept)));
    await store.find(streams.kept);
    await store.keys();
    assert.equal(changes.length, 0);
    await store.keep(streams.kept, credential, 'computer');
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok([1, 2].includes(changes.length), String(changes.length));
  });

  it('removes what the window before has kept', async () => {
    await store.remove(streams.kept);
    assert.deepEqual(await store.find(streams.kept), { kind: 'none' });
    assert.deepEqual((await secrets.keys()).includes(credentialKey(streams.kept)), false);
  });
});
