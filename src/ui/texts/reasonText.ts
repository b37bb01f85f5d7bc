import { isDocumentedState } from '../../kore/endpoints.ts';
import type { StopReason } from '../../stop/outcome.ts';
import { ago, clock, dayAndClock, hostLabel, idTail, quoted, type Reader } from '../../texts/format.ts';
import { partOfSentence } from '../../texts/plainText.ts';
import { afterwardsText } from './afterwardsText.ts';
import { refusedCredentialText } from './credentialText.ts';
import {
  detail,
  koreWords,
  milliseconds,
  type ReasonContext,
  type ReasonFacts,
  type ReasonText,
} from './reasonFacts.ts';
import { wayText } from './wayText.ts';

/** The sentences for a reason, from the facts alone. */
export function reasonText(reason: StopReason, facts: ReasonFacts, context: ReasonContext): ReasonText {
  const { cause, advice } = textOf(reason, facts, context);
  const state = stateBeside(reason, facts, context.reader);
  return { cause: state === undefined ? cause : `${cause} ${state}`, advice };
}

/** The state that was read after a request, where the reason does not tell it itself. */
function stateBeside(
  reason: StopReason,
  { state, stateReadAt, requests }: ReasonFacts,
  reader: Reader,
): string | undefined {
  if (requests === 0 || reason === 'stillRunning' || reason === 'notSendingNow' || reason === 'notConfirmed')
    return undefined;
  if (state === undefined || stateReadAt === undefined || !isDocumentedState(state)) return undefined;
  return reader.l10n.t('Kore.ai says {state} ({at}).', { state, at: clock(Date.parse(stateReadAt), reader) });
}

function textOf(reason: StopReason, facts: ReasonFacts, context: ReasonContext): ReasonText {
  switch (reason) {
    case 'noCredential':
    case 'badInput':
    case 'secretStore':
    case 'tokenExpired':
      return ownSideText(reason, facts, context);
    case 'unauthorized':
    case 'clockSkew':
    case 'forbidden':
    case 'notFound':
    case 'refused':
    case 'rateLimited':
      return refusalText(reason, facts, context);
    case 'noConnection':
    case 'proxy':
    case 'certificate':
    case 'redirected':
      return wayText(reason, facts, context);
    default:
      return afterwardsText(reason, facts, context);
  }
}

function ownSideText(
  reason: Extract<StopReason, 'noCredential' | 'badInput' | 'secretStore' | 'tokenExpired'>,
  facts: ReasonFacts,
  { reader, streamName }: ReasonContext,
): ReasonText {
  const { l10n } = reader;
  switch (reason) {
    case 'noCredential':
      return {
        cause: l10n.t('No credential for {stream} on this computer. Nothing was sent.', { stream: quoted(streamName) }),
        advice: l10n.t('Set it and the stop goes on, or type one for this stop only.'),
      };
    case 'badInput':
      return {
        cause: l10n.t('{problem} Nothing was sent.', {
          problem: detail(facts, 'explanation') || l10n.t('A setting or the credential cannot be used.'),
        }),
        advice: l10n.t('Correct it and try again.'),
      };
    case 'secretStore':
      return {
        cause: l10n.t("VS Code's secret store failed: “{words}”. Nothing was sent.", {
          words: partOfSentence(detail(facts, 'words')) || l10n.t('no reason given'),
        }),
        advice: l10n.t('Use another credential once, or unlock the keyring and try again.'),
      };
    case 'tokenExpired': {
      const atMs = Date.parse(detail(facts, 'tokenExpiredAt'));
      return {
        cause: Number.isNaN(atMs)
          ? l10n.t('The pasted token has run out. Nothing was sent.')
          : l10n.t('The pasted token ran out at {when}, {ago}. Nothing was sent.', {
              when: dayAndClock(atMs, reader),
              ago: ago(Date.parse(facts.startedAt) - atMs, reader),
            }),
        advice: l10n.t('Paste a new one, or store client id and secret: tokens are then made for each request.'),
      };
    }
  }
}

function refusalText(
  reason: Extract<StopReason, 'unauthorized' | 'clockSkew' | 'forbidden' | 'notFound' | 'refused' | 'rateLimited'>,
  facts: ReasonFacts,
  context: ReasonContext,
): ReasonText {
  const { l10n } = context.reader;
  const status = facts.httpStatus ?? '?';
  switch (reason) {
    case 'unauthorized':
      return {
        cause: l10n.t('Kore.ai does not accept this credential ({status}).', { status }),
        advice: [
          l10n.t(
            'Usual: the secret was regenerated; id and secret are of two JWT apps; the app enforces JWE or payload encryption, which this extension does not do; or its scope was not published.',
          ),
          ...(context.credential === undefined ? [] : [refusedCredentialText(context.credential, context.reader)]),
        ].join(' '),
      };
    case 'clockSkew':
      return clockSkewText(facts, context);
    case 'forbidden':
      return {
        cause: l10n.t('Kore.ai knows this credential but does not let it manage campaigns ({status}).', { status }),
        advice: [
          l10n.t(
            'An app admin ticks Contact Center > Campaign Management in App Settings > Dev Tools > API Scope, saves, and publishes: unpublished scopes have no effect. An app that is not mapped to the scope has none either.',
          ),
          ...(context.credential?.onTrial === true ? [refusedCredentialText(context.credential, context.reader)] : []),
        ].join(' '),
      };
    case 'notFound':
      return {
        cause: l10n.t('{host} knows no campaign {id} in {stream} ({status}).', {
          host: hostLabel(context.host),
          id: context.campaignId === undefined ? '' : idTail(context.campaignId),
          stream: quoted(context.streamName),
          status,
        }),
        advice: l10n.t(
          'Look in your other streams and regions first. If it surely is here, a proxy may have merged the “//” of the address: Show Log.',
        ),
      };
    case 'refused':
      return {
        cause: l10n.t('Kore.ai refused ({status}): “{words}”.', {
          status,
          words: koreWords(facts) || l10n.t('no reason given'),
        }),
        advice: l10n.t('Look in the console, and stop it there.'),
      };
    case 'rateLimited':
      return {
        cause: rateCause(facts, context),
        advice: rateAdvice(facts, context),
      };
  }
}

function clockSkewText(facts: ReasonFacts, { reader: { l10n } }: ReasonContext): ReasonText {
  const ahead = milliseconds(facts, 'clockAheadMs') ?? 0;
  const whole = Math.round(Math.abs(ahead) / 1000);
  const off = { minutes: Math.floor(whole / 60), seconds: whole % 60 };
  return {
    cause:
      ahead > 0
        ? l10n.t(
            "Kore.ai refused a fresh token (401), and this computer's clock is {minutes} min {seconds} s ahead of Kore.ai's.",
            off,
          )
        : l10n.t(
            "Kore.ai refused a fresh token (401), and this computer's clock is {minutes} min {seconds} s behind Kore.ai's.",
            off,
          ),
    advice: l10n.t('Let the system set the time, then try again.'),
  };
}

function rateCause({ requests, finishedAt }: ReasonFacts, { campaignId, reader }: ReasonContext): string {
  const { l10n } = reader;
  const usedUp = l10n.t("Kore.ai's 60 requests a minute for the account are used up, by anyone's calls.");
  // Each of a stop's requests was refused: one that was not would be the reason.
  if (campaignId === undefined || requests === 0) return usedUp;
  if (requests === 1) return `${usedUp} ${l10n.t('Our try was not taken.')}`;
  const tries =
    finishedAt === undefined
      ? l10n.t('None of our {requests} tries was taken.', { requests })
      : l10n.t('None of our {requests} tries until {when} was taken.', {
          requests,
          when: clock(Date.parse(finishedAt), reader),
        });
  return `${usedUp} ${tries}`;
}

function rateAdvice(facts: ReasonFacts, { campaignId, reader }: ReasonContext): string {
  const { retryAt } = facts.details ?? {};
  const ofStop = campaignId !== undefined;
  if (typeof retryAt !== 'string') {
    return ofStop
      ? reader.l10n.t('Keep Trying, or Stop Again in a minute. Others with a list of campaigns open can hide it.')
      : reader.l10n.t('Try again in a minute. Others with a list of campaigns open can hide it.');
  }
  const until = { when: clock(Date.parse(retryAt), reader) };
  return ofStop
    ? reader.l10n.t('Keep Trying, or Stop Again after {when}. Others with a list of campaigns open can hide it.', until)
    : reader.l10n.t('Try again after {when}. Others with a list of campaigns open can hide it.', until);
}
