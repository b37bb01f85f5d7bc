import type { Stream } from '../../streams/stream.ts';
import type { Reader } from '../../texts/format.ts';
import type { CredentialLookup, CredentialStore } from '../credentials/credentialStore.ts';

/** A keyring that asks for its password takes longer, and nobody may be there to type it. */
const patienceMs = 5000;

/** The credential of a stream, without asking anybody: a keyring that does not answer is one that failed. */
export async function findSoon(
  stream: Stream,
  { credentials, reader }: { readonly credentials: Pick<CredentialStore, 'find'>; readonly reader: Reader },
): Promise<CredentialLookup> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<CredentialLookup>((resolve) => {
    const words = reader.l10n.t('the system keyring did not answer within {seconds} s', { seconds: patienceMs / 1000 });
    timer = setTimeout(() => resolve({ kind: 'failed', words }), patienceMs);
  });
  return Promise.race([credentials.find(stream), patience]).finally(() => clearTimeout(timer));
}
