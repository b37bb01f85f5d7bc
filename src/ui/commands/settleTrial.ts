import type { StopOutcome } from '../../stop/outcome.ts';
import { siblingsOf } from '../../streams/credentialGroups.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { proofOfReadiness, proofOfStop, proofOfStops } from '../credentials/credentialProof.ts';
import { describeCredential } from '../credentials/describeCredential.ts';
import { keepEntered, type ResolvedCredential } from '../credentials/resolveCredential.ts';
import { causeOf, tryIt } from '../credentials/tryCredential.ts';
import { labelWithTime } from '../texts/credentialText.ts';
import { reasonText } from '../texts/reasonText.ts';
import { trialText, type TrialEnd } from '../texts/trialText.ts';
import { within } from '../within.ts';
import { keepAndTell, replaceAndTell } from './credentialCommands.ts';
import { askSome, configuredStreams } from './credentialTargets.ts';

/** What a message waits for the secret store, at most. */
const lookupPatienceMs = 300;

/**
 * After stops in a stream that were signed with a credential on trial, or that were not sent after all: keeps it where
 * it works and goes back to the old one where it was refused. Where they showed neither, Kore is asked without one.
 * Nothing is done for any other credential. `tellsRefusal`: the message of the stop does not.
 */
export async function settleTrial(
  app: App,
  stream: KnownStream,
  used: ResolvedCredential | undefined,
  outcomes: readonly StopOutcome[] = [],
  tellsRefusal = false,
): Promise<void> {
  if (used?.onTrial === undefined || !app.credentials.isOnTrial(stream, used.credential)) return;
  switch (proofOfStops(outcomes)) {
    case 'works':
      return keepProved(app, stream, used);
    case 'nothing':
      return settleByReadiness(app, stream, used);
    case 'refused': {
      app.credentials.dropTrial(stream);
      const refused = outcomes.find((one) => proofOfStop(one) === 'refused');
      if (!tellsRefusal || refused?.reason === undefined) return;
      const context = { streamName: stream.name, host: stream.host, reader: app.reader };
      const { cause } = reasonText(refused.reason, refused, context);
      return tellTrial(app, stream, used, { kind: 'refused', cause });
    }
  }
}

async function settleByReadiness(app: App, stream: KnownStream, used: ResolvedCredential): Promise<void> {
  const readiness = await tryIt(stream, used.credential, app);
  // Another stop can have settled it meanwhile.
  if (!app.credentials.isOnTrial(stream, used.credential)) return;
  const proof = proofOfReadiness(readiness);
  if (proof === 'works') {
    await keepProved(app, stream, used);
    return;
  }
  const refused = proof === 'refused';
  if (refused) app.credentials.dropTrial(stream);
  const cause = causeOf(stream, readiness, app.reader);
  await tellTrial(app, stream, used, { kind: refused ? 'refused' : 'undecided', cause });
}

/** Tells why the old one stays, and lets the person insist. */
async function tellTrial(app: App, stream: KnownStream, used: ResolvedCredential, end: TrialEnd): Promise<void> {
  const { severity, sentence } = trialText(stream.name, end, app.reader);
  const anyway = app.reader.l10n.t('Replace Anyway');
  if ((await app.outlet[severity](sentence, anyway)) === anyway) await replaceAnyway(app, stream, used);
}

async function keepProved(app: App, stream: KnownStream, used: ResolvedCredential): Promise<void> {
  const { credential, onTrial: keep } = used;
  if (keep === undefined) return;
  const kept = await keepEntered([stream], { credential, keep }, app.credentials, app);
  // Else the secret store failed, which was told.
  if (kept !== keep) return;
  const { label } = await describeCredential(used, app);
  const { severity, sentence } = trialText(stream.name, { kind: 'works', credential: label, kept: keep }, app.reader);
  const others = siblingsOf(stream, configuredStreams(app));
  const more = app.reader.l10n.t('Use for More Streams…');
  const chosen = await app.outlet[severity](sentence, ...(others.length === 0 ? [] : [more]));
  if (chosen !== more) return;
  const placeholder = app.reader.l10n.t('Which streams is it for?');
  const streams = await askSome(app, others, others, placeholder);
  if (streams !== undefined) await replaceAndTell(app, streams, { credential, keep });
}

/** The person insists. */
export async function replaceAnyway(
  app: App,
  stream: KnownStream,
  { credential, onTrial: keep }: ResolvedCredential,
): Promise<void> {
  if (keep !== undefined) await keepAndTell(app, [stream], { credential, keep });
}

/** The old one that a refused one was typed in place of, where the secret store tells it at once. */
export async function whatStays(app: App, stream: KnownStream): Promise<{ readonly stays?: string }> {
  const old = await within(lookupPatienceMs, app.credentials.findKept(stream));
  return old?.kind === 'found' ? { stays: labelWithTime(await describeCredential(old, app), app.reader) } : {};
}
