import { ProgressLocation, window } from 'vscode';

import type { Online } from '../../online.ts';
import { firstProblem, type Readiness } from '../../stop/readinessChecks.ts';
import type { Credential } from '../../streams/stream.ts';
import { quoted, type Reader } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import { askChoice } from '../quickInput.ts';
import { problemOf } from '../readiness/streamReadiness.ts';
import { labelWithTime } from '../texts/credentialText.ts';
import { readinessProblemText } from '../texts/readinessText.ts';
import { within } from '../within.ts';
import type { CredentialDesk, EnteredCredential } from './askForCredential.ts';
import type { CredentialStore, FoundCredential } from './credentialStore.ts';
import { describeCredential } from './describeCredential.ts';

/** A keyring that has not answered by then is not waited for: there may be one that would be lost. */
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
  streams: readonly KnownStream[],
  entered: EnteredCredential,
  desk: TrialDesk,
): Promise<boolean> {
  const replaced = await firstReplaced(streams, desk.credentials);
  if (replaced === undefined) return true;
  const readiness = await tryIt(replaced.stream, entered.credential, desk);
  return readiness.ready || insists(replaced, readiness, desk);
}

interface Replaced {
  readonly stream: KnownStream;
  /** Undefined when the keyring did not tell it in time. */
  readonly old: FoundCredential | undefined;
}

async function firstReplaced(streams: readonly KnownStream[], store: CredentialStore): Promise<Replaced | undefined> {
  const lookups = streams.map(async (stream) => ({ stream, old: await store.findKept(stream) }));
  const found = await within(lookupPatienceMs, Promise.all(lookups));
  if (found === undefined) return streams[0] && { stream: streams[0], old: undefined };
  for (const { stream, old } of found) if (old.kind === 'found') return { stream, old };
  return undefined;
}

/** A readiness check with a credential that is not kept; no stop. */
export async function tryIt(stream: KnownStream, credential: Credential, desk: TrialDesk): Promise<Readiness> {
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
        detail:
          old === undefined
            ? l10n.t('What the system keyring has for it, if anything: it did not answer in time.')
            : labelWithTime(await describeCredential(old, desk), reader),
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
export function causeOf(stream: KnownStream, { checks, checkedAt }: Readiness, reader: Reader): string {
  const problem = problemOf(firstProblem(checks), undefined);
  if (problem.reason === 'noAnswer' || problem.reason === 'cancelled') {
    return reader.l10n.t('It could not be tried: no answer.');
  }
  return readinessProblemText(stream, problem, Date.parse(checkedAt), reader).cause;
}
