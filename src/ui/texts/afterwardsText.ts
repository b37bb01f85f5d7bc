import type { StopReason } from '../../stop/outcome.ts';
import { clock, dayAndClock, isError, quoted, stateLabel, type Reader } from '../../texts/format.ts';
import { detail, koreWords, type ReasonContext, type ReasonFacts, type ReasonText } from './reasonFacts.ts';

/** What is known when the request was out, or may have been. */
export function afterwardsText(
  reason: Extract<
    StopReason,
    | 'notConfirmed'
    | 'notSendingNow'
    | 'badReply'
    | 'noAnswer'
    | 'serverError'
    | 'stillRunning'
    | 'cancelled'
    | 'interrupted'
  >,
  facts: ReasonFacts,
  { reader }: ReasonContext,
): ReasonText {
  const { l10n } = reader;
  const state = stateLabel(facts.state ?? '');
  const readAt = facts.stateReadAt === undefined ? '' : clock(Date.parse(facts.stateReadAt), reader);
  const sentAt = clock(Date.parse(facts.startedAt), reader);
  switch (reason) {
    case 'notConfirmed':
      return facts.state === undefined
        ? {
            cause: l10n.t('Kore.ai took the request (begun {sentAt}); its state was not read since.', { sentAt }),
            advice: l10n.t('Stopping again is safe.'),
          }
        : {
            cause: l10n.t('Kore.ai says {state} ({readAt}), a state this version does not know.', {
              state,
              readAt,
            }),
            advice: l10n.t('Look in the console. Stopping again is safe.'),
          };
    case 'notSendingNow':
      return {
        cause: l10n.t('Kore.ai says {state} ({readAt}) after the request: not sending now, but it can go on.', {
          state,
          readAt,
        }),
        advice: l10n.t('Look in the console before you rely on it.'),
      };
    case 'badReply':
      return badReplyText(facts, l10n);
    case 'noAnswer':
      return {
        cause: noAnswerCause(facts, sentAt, l10n),
        advice: l10n.t('Stopping again is safe.'),
      };
    case 'serverError':
      return {
        cause: serverErrorCause(facts, l10n),
        advice: l10n.t("Try again in a minute; see Kore.ai's status page; the console may still work."),
      };
    case 'stillRunning':
      return {
        cause: [
          l10n.t('Kore.ai still says {state} at {readAt}, after the request.', { state, readAt }),
          ...lastAnswer(facts, l10n),
        ].join(' '),
        advice: l10n.t('Stop again; if it stays so, stop it by hand in the console.'),
      };
    case 'cancelled':
      return facts.requests === 0
        ? { cause: l10n.t('You cancelled. Nothing was sent.'), advice: '' }
        : {
            cause: cancelledCause(facts, sentAt, l10n),
            advice: l10n.t('Stopping again is safe.'),
          };
    case 'interrupted':
      return {
        cause: l10n.t('VS Code closed while the stop was on its way (sent {sentAt}).', {
          sentAt: dayAndClock(Date.parse(facts.startedAt), reader),
        }),
        advice: l10n.t('Its state was not read since. Stopping again is safe.'),
      };
  }
}

function noAnswerCause(facts: ReasonFacts, sentAt: string, l10n: Reader['l10n']): string {
  const { requests } = facts;
  if (requests > 1) {
    return l10n.t(
      '{requests} requests left, the first at {sentAt}; one or more got no whole answer. Kore.ai may have acted.',
      { requests, sentAt },
    );
  }
  if (facts.details?.timedOut === true) {
    return l10n.t('The request left at {sentAt} and was not answered in time. Kore.ai may have acted.', { sentAt });
  }
  // Without a code nothing broke: the time of the whole stop was over first.
  return facts.details?.code === undefined
    ? l10n.t('The request left at {sentAt} and got no whole answer. Kore.ai may have acted.', { sentAt })
    : l10n.t('The request left at {sentAt} and the connection broke. Kore.ai may have acted.', { sentAt });
}

function serverErrorCause({ requests, httpStatus }: ReasonFacts, l10n: Reader['l10n']): string {
  const facts = { requests, status: httpStatus ?? '?' };
  // It says of itself that nothing was done.
  if (httpStatus === 425) return l10n.t('Kore.ai did not take the request yet ({status}).', facts);
  // The requests were not all answered with the same.
  return requests > 1
    ? l10n.t('{requests} requests left; Kore.ai failed ({status}) and may or may not have acted.', facts)
    : l10n.t('Kore.ai failed ({status}) and may or may not have acted.', facts);
}

function cancelledCause({ requests, httpStatus }: ReasonFacts, sentAt: string, l10n: Reader['l10n']): string {
  const facts = { requests, sentAt, status: httpStatus ?? '' };
  if (requests === 1) {
    return isError(httpStatus)
      ? l10n.t('You stopped waiting; the request had left at {sentAt} and was answered with {status}.', facts)
      : l10n.t('You stopped waiting; the request had left at {sentAt}.', facts);
  }
  return isError(httpStatus)
    ? l10n.t(
        'You stopped waiting; {requests} requests had left, the first at {sentAt}, and one was answered with {status}.',
        facts,
      )
    : l10n.t('You stopped waiting; {requests} requests had left, the first at {sentAt}.', facts);
}

/** What the last request was answered with, where that tells more than the state. */
function lastAnswer(facts: ReasonFacts, l10n: Reader['l10n']): readonly string[] {
  const status = facts.httpStatus;
  const words = koreWords(facts);
  if (status === undefined) return [];
  if (words !== '') return [l10n.t('Its last answer was {status}: {words}.', { status, words: quoted(words) })];
  return isError(status) ? [l10n.t('Its last answer was {status}.', { status })] : [];
}

function badReplyText(facts: ReasonFacts, l10n: Reader['l10n']): ReasonText {
  const type = detail(facts, 'contentType');
  const status = facts.httpStatus ?? '?';
  return {
    cause: /html/i.test(type)
      ? l10n.t('A web page answered instead of Kore.ai ({status}, {type}), often a VPN or Wi-Fi sign-in page.', {
          status,
          type,
        })
      : l10n.t("Kore.ai's answer could not be read ({status}).", { status }),
    advice: l10n.t('Sign in where the network asks for it, then try again: a second stop is safe.'),
  };
}
