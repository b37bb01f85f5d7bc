import type { StopOutcome, StopReason, UncheckedBecause } from '../../stop/outcome.ts';
import { clock, dayAndClock, isError, quoted, shortClock, stateLabel, type Reader } from '../../texts/format.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import { acceptedText } from './acceptedText.ts';
import { fixesOf } from './outcomeFixes.ts';
import { checkingSentences, names, readClock, sentSentences, type OutcomeText } from './outcomeWords.ts';
import type { UsedCredential } from './reasonFacts.ts';
import { reasonText } from './reasonText.ts';

/**
 * Turns an outcome's facts into what a person is told. The first word tells how it ended. `checkingUntilMs`: the state
 * is read on by itself until then.
 */
export function outcomeText(
  outcome: StopOutcome,
  campaign: KnownCampaign,
  credential: UsedCredential | undefined,
  reader: Reader,
  checkingUntilMs?: number,
): OutcomeText {
  switch (outcome.verdict) {
    case 'stopped':
      return stoppedText(outcome, campaign, reader, checkingUntilMs);
    case 'accepted':
      return acceptedText(outcome, campaign, reader, checkingUntilMs);
    case 'notStopped':
      return notStoppedText(outcome, campaign, credential, reader);
    case 'unknown':
      return unknownText(outcome, campaign, reader, checkingUntilMs);
  }
}

function stoppedText(
  outcome: StopOutcome,
  campaign: KnownCampaign,
  reader: Reader,
  checkingUntilMs: number | undefined,
): OutcomeText {
  const { l10n } = reader;
  const at = readClock(outcome, reader);
  const facts = { ...names(campaign, reader), at };
  const sent = sentSentences(outcome, campaign, reader);
  // The good news needs both: a reading, and what it says of the stop.
  if (outcome.confirmedBy !== 'status' || outcome.effect === undefined) {
    return {
      severity: 'error',
      sentence: [
        l10n.t('Kore.ai says Stopped: {name} ({tier}, {at}). Not double-checked: {why}', {
          ...facts,
          why: whyUnchecked(outcome, reader),
        }),
        ...checkingSentences(checkingUntilMs, reader),
      ].join(' '),
      actions: ['checkNow', 'copySummary', 'showLog'],
      row: l10n.t('Stopped, not double-checked'),
    };
  }
  if (outcome.effect === 'finished') {
    return {
      severity: 'error',
      sentence: [
        l10n.t('Too late: {name} ({tier}) has run to its end (Kore.ai says Completed, read {at}).', facts),
        ...sent,
      ].join(' '),
      actions: ['copySummary', 'showLog'],
      row: l10n.t('Too late: run to its end'),
    };
  }
  if (outcome.effect === 'alreadyStopped') {
    return {
      severity: 'info',
      sentence: [
        wasTriedBefore(campaign)
          ? l10n.t(
              'Already stopped: {name} ({tier}). An earlier request from this window may have done it. Read {at}.',
              facts,
            )
          : l10n.t('Already stopped: {name} ({tier}) was not sending before your request. Read {at}.', facts),
        ...sent,
      ].join(' '),
      actions: ['copySummary', 'showLog'],
      row: l10n.t('Already stopped, read {at}', { at }),
    };
  }
  return {
    severity: 'info',
    sentence: [
      l10n.t('Stopped: {name} ({tier}). Kore.ai confirmed it at {at}.', facts),
      ...sent,
      l10n.t('Texts already with the carrier may still arrive.'),
    ].join(' '),
    actions: ['copySummary', 'showLog'],
    row: l10n.t('Stopped {at}, confirmed', { at }),
  };
}

/** A stop of this window had left before: what the next one finds stopped may be its doing. */
function wasTriedBefore({ activity }: KnownCampaign): boolean {
  return activity?.kind === 'stopping' || (activity?.kind === 'ended' && activity.outcome.requests > 0);
}

function whyUnchecked(outcome: StopOutcome, { l10n }: Reader): string {
  const because: UncheckedBecause = outcome.uncheckedBecause ?? 'noReading';
  switch (because) {
    case 'off':
      return l10n.t('the check is off.');
    case 'refused':
      return l10n.t('the status call was refused.');
    case 'unreachable':
      return l10n.t('the host did not answer the status call.');
    case 'budget':
      return l10n.t("the account's rate limit left no room for a status call.");
    case 'cancelled':
      return l10n.t('you stopped waiting.');
    case 'noReading':
      return l10n.t('the status could not be read.');
  }
}

function reasonOf(outcome: StopOutcome): StopReason {
  return outcome.reason ?? 'noAnswer';
}

function causeAndAdvice(
  outcome: StopOutcome,
  campaign: KnownCampaign,
  credential: UsedCredential | undefined,
  reader: Reader,
): { cause: string; advice: string } {
  return reasonText(reasonOf(outcome), outcome, {
    streamName: campaign.stream.name,
    host: campaign.stream.host,
    campaignId: campaign.id,
    ...(credential === undefined ? {} : { credential }),
    reader,
  });
}

function notStoppedText(
  outcome: StopOutcome,
  campaign: KnownCampaign,
  credential: UsedCredential | undefined,
  reader: Reader,
): OutcomeText {
  const { l10n } = reader;
  const facts = { ...names(campaign, reader), ...causeAndAdvice(outcome, campaign, credential, reader) };
  const row = l10n.t('NOT stopped: {why}', { why: shortReason(outcome, reader) });
  if (outcome.reason === 'notSendingNow') {
    const state = stateLabel(outcome.state ?? '');
    return {
      severity: 'error',
      sentence: l10n.t(
        'NOT stopped, though not sending now: {name} ({tier}) is {state} (Kore.ai, {at}) and can go on. The request had left; stopping again is safe.',
        {
          ...facts,
          state,
          at: readClock(outcome, reader),
        },
      ),
      actions: ['stopAgain', 'howToStopByHand', 'showLog'],
      row,
    };
  }
  return {
    severity: 'error',
    sentence: l10n.t('NOT stopped: {name} ({tier}). {cause} {advice}', facts).trim(),
    actions: fixesOf(outcome, credential?.onTrial),
    row,
  };
}

function unknownText(
  outcome: StopOutcome,
  campaign: KnownCampaign,
  reader: Reader,
  checkingUntilMs: number | undefined,
): OutcomeText {
  const { l10n } = reader;
  if (outcome.reason === 'interrupted') return interruptedText(outcome, campaign, reader);
  const { cause } = causeAndAdvice(outcome, campaign, undefined, reader);
  const state =
    outcome.state === undefined
      ? outcome.reason === 'cancelled'
        ? l10n.t('Its state was not read.')
        : l10n.t('The state could not be read.')
      : l10n.t('Kore.ai says {state}, a state this version does not know.', { state: quoted(outcome.state) });
  const facts = { ...names(campaign, reader), cause, state };
  return {
    severity: 'error',
    sentence:
      checkingUntilMs === undefined
        ? l10n.t(
            'UNKNOWN whether {name} ({tier}) stopped: {cause} {state} Treat it as still sending; stopping again is safe.',
            facts,
          )
        : l10n.t(
            'UNKNOWN whether {name} ({tier}) stopped: {cause} {state} Treat it as still sending. Checking every 15 s until {until}; stopping again is safe.',
            { ...facts, until: shortClock(checkingUntilMs, reader) },
          ),
    actions: ['stopAgain', 'checkNow', 'howToStopByHand'],
    row: l10n.t('UNKNOWN since {at}', { at: clock(Date.parse(outcome.finishedAt), reader) }),
  };
}

/** Its window was gone before it ended: found when another one started. */
function interruptedText(outcome: StopOutcome, campaign: KnownCampaign, reader: Reader): OutcomeText {
  const { l10n } = reader;
  const sentAt = dayAndClock(Date.parse(outcome.startedAt), reader);
  return {
    severity: 'error',
    sentence: l10n.t(
      'A stop of {name} ({tier}) was interrupted: VS Code closed while it was on its way (sent {sentAt}). Its state was not read since. Treat it as still sending; stopping again is safe.',
      { ...names(campaign, reader), sentAt },
    ),
    actions: ['stopAgain', 'howToStopByHand', 'showLog'],
    row: l10n.t('UNKNOWN: interrupted {sentAt}', { sentAt }),
  };
}

function shortReason(outcome: StopOutcome, reader: Reader): string {
  const { l10n } = reader;
  const { httpStatus } = outcome;
  if (outcome.state !== undefined) {
    const facts = { state: stateLabel(outcome.state), at: readClock(outcome, reader) };
    return httpStatus !== undefined && isError(httpStatus)
      ? l10n.t('{status}, Kore.ai says {state} ({at})', { ...facts, status: httpStatus })
      : l10n.t('Kore.ai says {state} ({at})', facts);
  }
  if (isError(httpStatus)) return String(httpStatus);
  switch (outcome.reason) {
    case 'noConnection':
      return l10n.t('no connection');
    case 'proxy':
      return l10n.t('proxy');
    case 'rateLimited':
      return l10n.t('rate limit');
    case 'certificate':
      return l10n.t('certificate');
    case 'cancelled':
      return outcome.requests === 0 ? l10n.t('cancelled, nothing sent') : l10n.t('cancelled');
    case 'noCredential':
      return l10n.t('no credential');
    case 'tokenExpired':
      return l10n.t('token expired');
    case 'secretStore':
      return l10n.t('secret store failed');
    default:
      return outcome.requests === 0 ? l10n.t('nothing sent') : l10n.t('request not taken');
  }
}
