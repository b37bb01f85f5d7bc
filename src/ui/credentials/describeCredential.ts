import type { Stream } from '../../streams/stream.ts';
import { credentialLabel } from '../texts/credentialText.ts';
import type { UsedCredential } from '../texts/reasonFacts.ts';
import type { CredentialDesk } from './askForCredential.ts';
import type { CredentialLookup, CredentialStore, FoundCredential } from './credentialStore.ts';

type Desk = Pick<CredentialDesk, 'reader' | 'inspectToken'>;

/** What of a credential may be told. */
export async function describeCredential(
  { credential, keep, setAtMs, onTrial }: FoundCredential,
  { reader, inspectToken }: Desk,
): Promise<UsedCredential> {
  const facts = credential.kind === 'token' ? await inspectToken(credential.token) : undefined;
  const label = credentialLabel(credential, facts, reader);
  return {
    label,
    keep,
    ...(setAtMs === undefined ? {} : { setAtMs }),
    ...(onTrial === undefined ? {} : { onTrial: true }),
  };
}

/** Finds a stream's credential, for a call of which may be told with what it was signed. */
export async function findToTell(
  stream: Stream,
  store: CredentialStore,
  desk: Desk,
): Promise<(FoundCredential & { describe(): Promise<UsedCredential> }) | Exclude<CredentialLookup, FoundCredential>> {
  const found = await store.find(stream);
  return found.kind === 'found' ? { ...found, describe: () => describeCredential(found, desk) } : found;
}
