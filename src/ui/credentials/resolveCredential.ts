import type { Stream } from '../../streams/stream.ts';
import { quoted } from '../../texts/format.ts';
import { partOfSentence } from '../../texts/plainText.ts';
import { askChoice } from '../quickInput.ts';
import { toError } from '../toError.ts';
import { within } from '../within.ts';
import { askForCredential, type CredentialDesk, type EnteredCredential } from './askForCredential.ts';
import type { CredentialLookup, CredentialStore, FoundCredential, Keep } from './credentialStore.ts';

/** A keyring that asks for its password takes this long; then the person is told what is waited for. */
const keyringPatienceMs = 5000;
/** What a stop waits to hear whether another credential is kept, at most. */
const otherPatienceMs = 300;

export type ResolvedCredential = FoundCredential;

/**
 * Finds the credential of a stream, or lets the person enter one and goes on. `undefined` when the person gave up.
 * Nothing is typed twice: what was entered is kept as chosen.
 */
export async function resolveCredential(
  stream: Stream,
  store: CredentialStore,
  desk: CredentialDesk,
): Promise<ResolvedCredential | undefined> {
  const found = await findPatiently(stream, store, desk);
  if (found === 'cancelled') return undefined;
  if (found === 'useOnce') return enterOnce(stream, desk);
  switch (found.kind) {
    case 'found':
      return found;
    case 'none':
      return enterMissing(stream, store, desk);
    case 'failed':
      return afterFailure(stream, found.words, store, desk);
  }
}

/** A credential for one stop, kept nowhere. */
export async function enterOnce(stream: Stream, desk: CredentialDesk): Promise<ResolvedCredential | undefined> {
  const entered = await askForCredential({ stream, keeps: ['once'] }, desk);
  return entered === undefined ? undefined : { kind: 'found', credential: entered.credential, keep: 'once' };
}

/** Asks for another credential than one that was refused or has run out, and signs with it from now on. */
export async function enterOnTrial(
  stream: Stream,
  store: CredentialStore,
  desk: CredentialDesk,
): Promise<ResolvedCredential | undefined> {
  const kept = store.findKept(stream);
  const entered = await askForCredential({ stream, keeps: ['computer', 'window', 'once'] }, desk);
  return entered === undefined ? undefined : useFromNow(stream, entered, store, desk, kept);
}

/**
 * Signs with a credential from now on. Where another one is kept, or the secret store does not tell at once, it is on
 * trial: the other one stays until a use shows that this one works.
 */
export async function useFromNow(
  stream: Stream,
  entered: EnteredCredential,
  store: CredentialStore,
  desk: CredentialDesk,
  kept = store.findKept(stream),
): Promise<ResolvedCredential> {
  const { credential, keep } = entered;
  if (keep === 'once') return { kind: 'found', credential, keep };
  const other = await within(otherPatienceMs, kept);
  if (other?.kind !== 'none') return store.tryOut(stream, credential, keep);
  await keepEntered([stream], entered, store, desk);
  return { kind: 'found', setAtMs: desk.now(), ...entered };
}

/** Asks for the credential that is missing, and keeps it as the person chooses. */
export async function enterMissing(
  stream: Stream,
  store: CredentialStore,
  desk: CredentialDesk,
  keeps: readonly Keep[] = ['computer', 'window', 'once'],
): Promise<ResolvedCredential | undefined> {
  const entered = await askForCredential({ stream, keeps }, desk);
  if (entered === undefined) return undefined;
  await keepEntered([stream], entered, store, desk);
  return { kind: 'found', setAtMs: desk.now(), ...entered };
}

/**
 * Keeps what was entered; when the secret store fails it is kept for this window, and the person is told once. Resolves
 * with where it is kept.
 */
export async function keepEntered(
  streams: readonly Stream[],
  entered: EnteredCredential,
  store: CredentialStore,
  { reader: { l10n }, outlet }: CredentialDesk,
): Promise<Keep> {
  const { credential, keep } = entered;
  if (keep === 'once') return keep;
  try {
    for (const stream of streams) await store.keep(stream, credential, keep);
    return keep;
  } catch (error: unknown) {
    for (const stream of streams) await store.keep(stream, credential, 'window');
    const words = partOfSentence(toError(error).message);
    const message = l10n.t(
      "VS Code's secret store failed: “{words}”. The credential is kept until this window closes.",
      { words },
    );
    void outlet.error(message);
    return 'window';
  }
}

async function afterFailure(
  stream: Stream,
  words: string,
  store: CredentialStore,
  desk: CredentialDesk,
): Promise<ResolvedCredential | undefined> {
  const { l10n } = desk.reader;
  const once = l10n.t('Use Another Credential Once');
  const again = l10n.t('Try Again');
  const choice = await desk.outlet.error(
    l10n.t(
      "VS Code's secret store failed for {stream}: “{words}”. Nothing was sent. Unlock the keyring and try again, or type a credential for this stop.",
      {
        stream: quoted(stream.name),
        words: partOfSentence(words),
      },
    ),
    once,
    again,
  );
  if (choice === once) return enterOnce(stream, desk);
  return choice === again ? resolveCredential(stream, store, desk) : undefined;
}

/** The lookup, with a word to the person when it takes long; it goes on by itself when the answer comes. */
export async function findPatiently(
  stream: Stream,
  store: CredentialStore,
  desk: CredentialDesk,
): Promise<CredentialLookup | 'useOnce' | 'cancelled'> {
  const lookup = store.find(stream);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<'slow'>((resolve) => {
    timer = setTimeout(() => resolve('slow'), keyringPatienceMs);
  });
  const first = await Promise.race([lookup, patience]);
  clearTimeout(timer);
  return first === 'slow' ? waitForKeyring(stream, lookup, desk) : first;
}

/** Says what is waited for, and closes by itself when the keyring answers. */
async function waitForKeyring(
  stream: Stream,
  lookup: Promise<CredentialLookup>,
  { reader: { l10n } }: CredentialDesk,
): Promise<CredentialLookup | 'useOnce' | 'cancelled'> {
  const choice = askChoice<'useOnce' | 'cancelled'>({
    title: l10n.t('Waiting for the system keyring (nothing sent yet)…'),
    placeholder: l10n.t('The credential of {stream} is in it. Does it ask for its password somewhere?', {
      stream: quoted(stream.name),
    }),
    choices: [
      { value: 'useOnce', label: l10n.t('Use Another Credential Once') },
      { value: 'cancelled', label: l10n.t("Don't Stop") },
    ],
    until: lookup,
  });
  const answer = choice.then((chosen) => (chosen === undefined || chosen === 'back' ? 'cancelled' : chosen.value));
  return Promise.race([lookup, answer]);
}
