import type { StopReason } from '../../stop/outcome.ts';
import { hostLabel, type Reader } from '../../texts/format.ts';
import { detail, type ReasonContext, type ReasonFacts, type ReasonText } from './reasonFacts.ts';

/** Why the request did not come through to Kore. */
export function wayText(
  reason: Extract<StopReason, 'noConnection' | 'proxy' | 'certificate' | 'redirected'>,
  facts: ReasonFacts,
  { reader: { l10n }, host, campaignId }: ReasonContext,
): ReasonText {
  const name = hostLabel(host);
  switch (reason) {
    case 'noConnection':
      return {
        cause: unsent(noConnectionCause(facts, name, l10n), facts, l10n),
        // Only a stop can be kept trying; a request that had left may have been acted on.
        advice:
          campaignId !== undefined && facts.requests === 0
            ? l10n.t(
                'Is the VPN on, and the host right? Keep Trying sends it as soon as the host answers, for 15 minutes.',
              )
            : l10n.t('Is the VPN on, and the host right? Then try again.'),
      };
    case 'proxy':
      return {
        cause: proxyCause(facts, name, l10n),
        advice: l10n.t("Check VS Code's http.proxy settings, or use a network without the proxy."),
      };
    case 'certificate':
      return certificateText(facts, name, l10n);
    case 'redirected':
      return {
        cause: l10n.t('The host sent us on to {where} ({status}). Not followed, so your token stayed here.', {
          where: detail(facts, 'redirectedTo') || l10n.t('another address'),
          status: facts.httpStatus ?? '?',
        }),
        advice: l10n.t('Usually a VPN or Wi-Fi sign-in page, or a wrong host. Sign in, or correct the host.'),
      };
  }
}

/** Says that nothing was sent, unless an earlier request of the same stop had left. */
function unsent(cause: string, facts: ReasonFacts, l10n: Reader['l10n']): string {
  return facts.requests === 0 ? `${cause} ${l10n.t('Nothing was sent.')}` : cause;
}

function noConnectionCause(facts: ReasonFacts, host: string, l10n: Reader['l10n']): string {
  if (facts.details?.nameNotFound === true) {
    return l10n.t('No connection to {host} (name not found).', { host });
  }
  const code = detail(facts, 'code');
  return code === ''
    ? l10n.t('No connection to {host}.', { host })
    : l10n.t('No connection to {host} ({code}).', { host, code });
}

function proxyCause(facts: ReasonFacts, host: string, l10n: Reader['l10n']): string {
  // A 407 without the proxy's name came as the answer to a request that left; the proxy kept that one.
  const kept = facts.httpStatus === 407 ? 1 : 0;
  const nothing = facts.requests <= kept ? ` ${l10n.t('Nothing reached Kore.ai.')}` : '';
  return proxyWords(facts, host, l10n) + nothing;
}

function proxyWords(facts: ReasonFacts, host: string, l10n: Reader['l10n']): string {
  const proxy = detail(facts, 'proxy') || l10n.t('on the way');
  const code = detail(facts, 'code');
  const status = detail(facts, 'proxyStatus') || String(facts.httpStatus ?? '');
  if (status === '407') return l10n.t('The proxy {proxy} asks for a sign-in ({status}).', { proxy, status });
  if (status !== '') return l10n.t('The proxy {proxy} did not lead to {host} ({status}).', { proxy, host, status });
  if (code !== '') return l10n.t('No connection to the proxy {proxy} ({code}).', { proxy, code });
  return l10n.t('No connection to the proxy {proxy}: it gave no answer.', { proxy });
}

function certificateText(facts: ReasonFacts, host: string, l10n: Reader['l10n']): ReasonText {
  const noSwitch = l10n.t('There is no switch to ignore it, on purpose.');
  switch (facts.details?.certificateProblem) {
    case 'expired':
      return {
        cause: unsent(l10n.t('The certificate of {host} is out of its dates.', { host }), facts, l10n),
        advice:
          l10n.t("Is this computer's date right? If so, the host's certificate must be renewed.") + ` ${noSwitch}`,
      };
    case 'wrongName':
      return {
        cause: unsent(l10n.t('The certificate of {host} is for another name.', { host }), facts, l10n),
        advice: l10n.t('Is the host right? A VPN or Wi-Fi sign-in page also does this.') + ` ${noSwitch}`,
      };
    default:
      return {
        cause: unsent(l10n.t('This computer does not trust the certificate of {host}.', { host }), facts, l10n),
        advice: l10n.t('Install its CA in the system, keep http.systemCertificates on, and reload.') + ` ${noSwitch}`,
      };
  }
}
