import { ProgressLocation, window } from 'vscode';

import type { Online } from '../../online.ts';
import { firstProblem, type Readiness } from '../../stop/readinessChecks.ts';
import type { Stream } from '../../streams/stream.ts';
import { askChoice } from '../quickInput.ts';
import { labelWithTime } from '../texts/credentialText.ts';
import { quoted, type Reader } from '../texts/format.ts';
import { reasonText } from '../texts/reasonText.ts';
import type { CredentialDesk, EnteredCredential } from './askForCredential.ts';
import type { CredentialLookup, CredentialStore } from './credentialStore.ts';
import { describeCredential } from './describeCredential.ts';

/** A keyring that has not answered by then is not waited for: it is asked again when the credential is kept. */
const lookupPatienceMs = 3000;

export interface TrialDesk extends CredentialDesk {
  readonly credentials: CredentialStore;
  online(): Promise<Online>;
}

/**
 * Tries a credential before it takes the place of one of these streams': a readiness check, no stop. True when it may;
 * the old one stays where the new one is refused or cannot be tried, unless the person insists.
 */
export async function mayReplace(
  streams: readonly Stream[],
  entered: EnteredCredential,
  desk: TrialDesk,
): Promise<boolean> {
  const replaced = await firstReplaced(streams, desk.credentials);
  if (replaced === undefined) return true;
  const readiness = await tryIt(replaced.stream, entered, desk);
  return readiness.ready || insists(replaced, readiness, desk);
}

interface Replaced {
  readonly stream: Stream;
  readonly old: Extract<CredentialLookup, { kind: 'found' }>;
}

async function firstReplaced(streams: readonly Stream[], store: CredentialStore): Promise<Replaced | undefined> {
  const lookups = Promise.all(streams.map(async (stream) => ({ stream, old: await store.find(stream) })));
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<readonly []>((resolve) => {
    timer = setTimeout(() => resolve([]), lookupPatienceMs);
  });
  const found = await Promise.race([lookups, impatience]);
  clearTimeout(timer);
  for (const { stream, old } of found) if (old.kind === 'found') return { stream, old };
  return undefined;
}

async function tryIt(stream: Stream, { credential }: EnteredCredential, desk: TrialDesk): Promise<Readiness> {
  const name = quoted(stream.name);
  const title = desk.reader.l10n.t('Trying the new credential of {name}; no stop is sent', { name });
  const online = await desk.online();
  return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    return online.checkReadiness(stream, credential, { signal: cancel.signal });
  });
}

/** Whether the new one shall be kept all the same. Enter and Escape keep the old one. */
async function insists({ stream, old }: Replaced, readiness: Readiness, desk: TrialDesk): Promise<boolean> {
  const { reader } = desk;
  const { l10n } = reader;
  const answer = await askChoice({
    title: l10n.t('New credential for {name}', { name: quoted(stream.name) }),
    placeholder: causeOf(stream, readiness, reader),
    choices: [
      {
        value: false,
        label: l10n.t('Keep the Old One'),
        detail: labelWithTime(await describeCredential(old, desk), reader),
      },
      {
        value: true,
        label: l10n.t('Replace Anyway'),
        detail: l10n.t('With the new one a stop would likely fail too. The old one is lost.'),
      },
    ],
  });
  return answer !== undefined && answer !== 'back' && answer.value;
}

/** Why the trial did not end well, in one line. */
function causeOf(stream: Stream, { checks, checkedAt }: Readiness, reader: Reader): string {
  const problem = firstProblem(checks);
  const reason = problem?.reason ?? 'noAnswer';
  const facts = {
    requests: 1,
    startedAt: checkedAt,
    ...(problem?.httpStatus === undefined ? {} : { httpStatus: problem.httpStatus }),
    ...(problem?.details === undefined ? {} : { details: problem.details }),
  };
  if (reason === 'noAnswer' || reason === 'cancelled') return reader.l10n.t('It could not be tried: no answer.');
  return reasonText(reason, facts, { streamName: stream.name, host: stream.host, reader }).cause;
}
