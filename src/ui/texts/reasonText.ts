import type { StopOutcome, StopReason } from '../../stop/outcome.ts';
import { clock, dayAndClock, hostLabel, idTail, quoted, stateLabel, type Reader } from './format.ts';
import { plainText } from './plainText.ts';

/** What a reason is told with. */
export interface ReasonContext {
  readonly streamName: string;
  readonly host: string;
  readonly campaignId?: string;
  /** `client id …9c1e, set 22 Jul`, where it is known. */
  readonly credential?: string;
  readonly reader: Reader;
}

export type ReasonFacts = Pick<
  StopOutcome,
  'httpStatus' | 'details' | 'state' | 'stateReadAt' | 'startedAt' | 'requests'
>;

/** What happened, and what to do next. */
export interface ReasonText {
  readonly cause: string;
  readonly advice: string;
}

/** The sentences for a reason, from the facts alone. */
export function reasonText(reason: StopReason, facts: ReasonFacts, context: ReasonContext): ReasonText {
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

function detail(facts: ReasonFacts, key: string): string {
  const value = facts.details?.[key];
  return value === undefined ? '' : plainText(String(value), 200);
}

function milliseconds(facts: ReasonFacts, key: string): number | undefined {
  const value = facts.details?.[key];
  return typeof value === 'number' ? value : undefined;
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
        advice: l10n.t('Correct it and stop again.'),
      };
    case 'secretStore':
      return {
        cause: l10n.t("VS Code's secret store failed: “{words}”. Nothing was sent.", {
          words: detail(facts, 'words') || l10n.t('no reason given'),
        }),
        advice: l10n.t('Use another credential once, or unlock the keyring and try again.'),
      };
    case 'tokenExpired': {
      const atMs = Date.parse(detail(facts, 'tokenExpiredAt'));
      return {
        cause: Number.isNaN(atMs)
          ? l10n.t('The pasted token has run out. Nothing was sent.')
          : l10n.t('The pasted token ran out at {when}. Nothing was sent.', { when: dayAndClock(atMs, reader) }),
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
            'Usual: the secret was regenerated; id and secret are of two JWT apps; the app enforces JWE; or its scope was not published.',
          ),
          ...(context.credential === undefined
            ? []
            : [l10n.t('Yours: {credential}; it is kept.', { credential: plainText(context.credential) })]),
        ].join(' '),
      };
    case 'clockSkew':
      return clockSkewText(facts, context);
    case 'forbidden':
      return {
        cause: l10n.t('Kore.ai knows this credential but does not let it manage campaigns ({status}).', { status }),
        advice: l10n.t(
          'An app admin ticks Contact Center > Campaign Management in App Settings > Dev Tools > API Scope, saves, and publishes: unpublished scopes have no effect. An app that is not mapped to the scope has none either.',
        ),
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
          words: detail(facts, 'koreMessage') || l10n.t('no reason given'),
        }),
        advice: l10n.t('Look in the console, and stop it there.'),
      };
    case 'rateLimited':
      return {
        cause: l10n.t("Kore.ai's 60 requests a minute for the account are used up, by anyone's calls."),
        advice: rateAdvice(facts, context.reader),
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
    advice: l10n.t('Let the system set the time, then stop again.'),
  };
}

function rateAdvice(facts: ReasonFacts, reader: Reader): string {
  const { retryAt } = facts.details ?? {};
  if (typeof retryAt !== 'string')
    return reader.l10n.t('Stop again in a minute. Others with a list of campaigns open can hide it.');
  return reader.l10n.t('Stop again after {when}. Others with a list of campaigns open can hide it.', {
    when: clock(Date.parse(retryAt), reader),
  });
}

function wayText(
  reason: Extract<StopReason, 'noConnection' | 'proxy' | 'certificate' | 'redirected'>,
  facts: ReasonFacts,
  { reader: { l10n }, host }: ReasonContext,
): ReasonText {
  const name = hostLabel(host);
  const status = facts.httpStatus ?? '?';
  switch (reason) {
    case 'noConnection':
      return {
        cause: noConnectionCause(facts, name, l10n),
        advice: l10n.t('Is the VPN on, and the host right? Then stop again.'),
      };
    case 'proxy':
      return {
        cause: l10n.t('The proxy asks for a sign-in ({status}). Nothing reached Kore.ai.', { status }),
        advice: l10n.t("Check VS Code's http.proxy settings, or use a network without the proxy."),
      };
    case 'certificate':
      return certificateText(facts, name, l10n);
    case 'redirected':
      return {
        cause: l10n.t('The host sent us on to {where} ({status}). Not followed, so your token stayed here.', {
          where: detail(facts, 'redirectedTo') || l10n.t('another address'),
          status,
        }),
        advice: l10n.t('Usually a VPN or Wi-Fi sign-in page, or a wrong host. Sign in, or correct the host.'),
      };
  }
}

function noConnectionCause(facts: ReasonFacts, host: string, l10n: Reader['l10n']): string {
  if (facts.details?.nameNotFound === true) {
    return l10n.t('No connection to {host} (name not found). Nothing was sent.', { host });
  }
  const code = detail(facts, 'code');
  return code === ''
    ? l10n.t('No connection to {host}. Nothing was sent.', { host })
    : l10n.t('No connection to {host} ({code}). Nothing was sent.', { host, code });
}

function certificateText(facts: ReasonFacts, host: string, l10n: Reader['l10n']): ReasonText {
  const noSwitch = l10n.t('There is no switch to ignore it, on purpose.');
  switch (facts.details?.certificateProblem) {
    case 'expired':
      return {
        cause: l10n.t('The certificate of {host} is out of its dates. Nothing was sent.', { host }),
        advice:
          l10n.t("Is this computer's date right? If so, the host's certificate must be renewed.") + ` ${noSwitch}`,
      };
    case 'wrongName':
      return {
        cause: l10n.t('The certificate of {host} is for another name. Nothing was sent.', { host }),
        advice: l10n.t('Is the host right? A VPN or Wi-Fi sign-in page also does this.') + ` ${noSwitch}`,
      };
    default:
      return {
        cause: l10n.t('This computer does not trust the certificate of {host}. Nothing was sent.', { host }),
        advice: l10n.t('Install its CA in the system, keep http.systemCertificates on, and reload.') + ` ${noSwitch}`,
      };
  }
}

function afterwardsText(
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
            cause: l10n.t('Kore.ai took the request at {sentAt}; its state could not be read since.', { sentAt }),
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
        cause:
          facts.details?.timedOut === true
            ? l10n.t('The request left at {sentAt} and was not answered in time. Kore.ai may have acted.', { sentAt })
            : l10n.t('The request left at {sentAt} and the connection broke. Kore.ai may have acted.', { sentAt }),
        advice: l10n.t('Stopping again is safe.'),
      };
    case 'serverError':
      return {
        cause: l10n.t('Kore.ai failed ({status}) and may or may not have acted.', { status: facts.httpStatus ?? '?' }),
        advice: l10n.t("Stop again in a minute; see Kore.ai's status page; the console may still work."),
      };
    case 'stillRunning':
      return {
        cause: l10n.t('Kore.ai still says {state} at {readAt}, after the request.', { state, readAt }),
        advice: l10n.t('Stop again; if it stays so, stop it by hand in the console.'),
      };
    case 'cancelled':
      return facts.requests === 0
        ? { cause: l10n.t('You cancelled. Nothing was sent.'), advice: '' }
        : {
            cause: l10n.t('You stopped waiting; the request had left at {sentAt}.', { sentAt }),
            advice: l10n.t('Stopping again is safe.'),
          };
    case 'interrupted':
      return {
        cause: l10n.t('VS Code closed while the stop was on its way (sent {sentAt}).', { sentAt }),
        advice: l10n.t('Its state was not read since. Stopping again is safe.'),
      };
  }
}

function badReplyText(facts: ReasonFacts, l10n: Reader['l10n']): ReasonText {
  const type = detail(facts, 'contentType');
  const status = facts.httpStatus ?? '?';
  return {
    cause: /html/i.test(type)
      ? l10n.t('A web page answered instead of Kore.ai ({status}, {type}).', { status, type })
      : l10n.t("Kore.ai's answer could not be read ({status}).", { status }),
    advice: l10n.t('Often a VPN or Wi-Fi sign-in page. Sign in, then stop again: that is safe.'),
  };
}
