import type { Credential, Stream } from '../../src/streams/stream.ts';
import { CredentialStore } from '../../src/ui/credentials/credentialStore.ts';
import { Secrets } from './secrets.ts';

/** What one window leaves in the real SecretStorage, and the next one is to find. */

const streamOf = (streamId: string): Stream => ({
  name: streamId,
  host: 'https://platform.kore.ai',
  accountId: '5f00000000000000000000aa',
  streamId,
});

export const streams = {
  kept: streamOf('st-kept'),
  long: streamOf('st-long'),
  replaced: streamOf('st-replaced'),
  ofWindow: streamOf('st-of-window'),
  ofWindowOverKept: streamOf('st-of-window-over-kept'),
  removed: streamOf('st-removed'),
};

export const credential: Credential = {
  kind: 'clientSecret',
  clientId: 'cs-1',
  clientSecret: 'not-a-real-secret “ü”',
  algorithm: 'HS512',
  subject: 'kore-campaigns',
};
export const other: Credential = { kind: 'token', token: 'not.a.token' };
export const long: Credential = { kind: 'token', token: 'x'.repeat(8000) };
export const setAtMs = Date.UTC(2026, 6, 22);

/** Leaves it, as the last thing of the first window. */
export async function leaveForNextWindow(): Promise<void> {
  const store = new CredentialStore(
    await Secrets.openEmpty(),
    () => setAtMs,
    () => undefined,
  );
  await store.keep(streams.kept, credential, 'computer');
  await store.keep(streams.long, long, 'computer');
  await store.keep(streams.replaced, other, 'computer');
  await store.keep(streams.replaced, credential, 'computer');
  await store.keep(streams.ofWindow, credential, 'window');
  await store.keep(streams.ofWindowOverKept, credential, 'computer');
  await store.keep(streams.ofWindowOverKept, other, 'window');
  await store.keep(streams.removed, credential, 'computer');
  await store.remove(streams.removed);
  store.dispose();
}
