import type { StopReason } from '../../stop/outcome.ts';
import { mayHaveActed, notSentByThatTry, type L10n, type ReasonHelp } from './reasonHelpWords.ts';

type OnTheWay = Extract<StopReason, 'noConnection' | 'proxy' | 'certificate' | 'redirected' | 'badReply'>;
type Unclear = Extract<StopReason, 'notConfirmed' | 'notSendingNow' | 'stillRunning' | 'noAnswer' | 'serverError'>;

/** The help for what went wrong on the way to Kore.ai, and for what is not clear after it. */
export function helpAfterwards(reason: OnTheWay | Unclear, l10n: L10n): ReasonHelp {
  switch (reason) {
    case 'noConnection':
    case 'proxy':
    case 'certificate':
    case 'redirected':
    case 'badReply':
      return ofWay(reason, l10n);
    default:
      return ofUnclear(reason, l10n);
  }
}

function ofWay(reason: OnTheWay, l10n: L10n): ReasonHelp {
  switch (reason) {
    case 'noConnection':
      return {
        title: l10n.t('No connection to the host'),
        means: l10n.t('The name of the host is not known, the host refused the connection, or the way to it is cut.'),
        sent: notSentByThatTry(l10n),
        next: [
          l10n.t('Is the VPN on? Does another page of the host open in the browser?'),
          l10n.t('Press Keep Trying: the stop goes out as soon as the host answers, for 15 minutes.'),
          l10n.t('If the name is not known, compare it in the setting kore.streams.'),
        ],
      };
    case 'proxy':
      return {
        title: l10n.t('The proxy did not let it through'),
        means: l10n.t("VS Code's proxy answered in place of Kore.ai: it asks for a sign-in, or forbids the host."),
        sent: l10n.t('Nothing reached Kore.ai. A proxy sees the name of the host only.'),
        next: [
          l10n.t("Look at VS Code's setting http.proxy, or sign in to the proxy."),
          l10n.t('Use a network without the proxy, then stop again.'),
        ],
      };
    case 'certificate':
      return {
        title: l10n.t('The certificate of the host does not hold'),
        means: l10n.t(
          'The host showed a certificate that this computer does not trust, that is out of date, or that is for another name. It may not be Kore.ai.',
        ),
        sent: notSentByThatTry(l10n),
        next: [
          l10n.t(
            "A company's own certificate authority has to be installed in the system; keep VS Code's setting http.systemCertificates on, and reload the window.",
          ),
          l10n.t('For another name: compare the host in the setting kore.streams.'),
          l10n.t('Out of date: is the clock of this computer right? Else the host has to renew it.'),
          l10n.t('There is no switch to ignore it, on purpose: the token would go to whoever answers.'),
        ],
      };
    case 'redirected':
      return {
        title: l10n.t('The host sent us on to another address'),
        means: l10n.t('In place of an answer came the address of another host. It was not followed.'),
        sent: l10n.t('The token stayed with the configured host, and no stop is known to have been carried out.'),
        next: [
          l10n.t('Usually it is the sign-in page of a VPN or Wi-Fi: sign in with the browser, then stop again.'),
          l10n.t('Or the host is not the one of the API: correct it with “Kore: Edit Stream…”.'),
        ],
      };
    case 'badReply':
      return {
        title: l10n.t("Something answered that is not Kore.ai's answer"),
        means: l10n.t('The answer was a web page, or could not be read. It says nothing of the campaign.'),
        sent: mayHaveActed(l10n),
        next: [
          l10n.t('Often it is the sign-in page of a VPN or Wi-Fi: sign in with the browser.'),
          l10n.t('Then run “Kore: Check Now”, or stop again; that is safe.'),
        ],
      };
  }
}

function ofUnclear(reason: Unclear, l10n: L10n): ReasonHelp {
  switch (reason) {
    case 'notConfirmed':
      return {
        title: l10n.t('Kore.ai took the request, and its state could not be read'),
        means: l10n.t(
          'The answer to the stop was no error and no “Stopped” either, and no reading came through since.',
        ),
        sent: mayHaveActed(l10n),
        next: [
          l10n.t('The state is read again every 15 seconds for 10 minutes; you are told when it clears.'),
          l10n.t('Run “Kore: Check Now”, or stop again; that is safe.'),
        ],
      };
    case 'notSendingNow':
      return {
        title: l10n.t('Not sending now, but not stopped'),
        means: l10n.t(
          'Kore.ai says Paused, Ready, Scheduled or Rescheduled after the request: no texts leave now, and the campaign can go on.',
        ),
        sent: l10n.t('A stop request left, and the state was read after it.'),
        next: [
          l10n.t('Stop again.'),
          l10n.t('Look in the console before you rely on it, and turn its schedule off there.'),
        ],
      };
    case 'stillRunning':
      return {
        title: l10n.t('Kore.ai still says that it is sending'),
        means: l10n.t('The state was read after the request, and it is Active or Preparing.'),
        sent: l10n.t('A stop request left. The campaign is sending as far as Kore.ai knows.'),
        next: [
          l10n.t('Stop again: one click, and not asked about within two minutes.'),
          l10n.t('If it stays so, stop it in the console now.'),
        ],
      };
    case 'noAnswer':
      return {
        title: l10n.t('Kore.ai did not answer'),
        means: l10n.t('The connection broke after the request had left, or no complete answer came in time.'),
        sent: mayHaveActed(l10n),
        next: [
          l10n.t('Run “Kore: Check Now”, or stop again; that is safe.'),
          l10n.t('If nothing answers, stop it in the console.'),
        ],
      };
    case 'serverError':
      return {
        title: l10n.t('Kore.ai failed (5xx)'),
        means: l10n.t('Kore.ai told of an error of its own, each time that it was tried.'),
        sent: mayHaveActed(l10n),
        next: [
          l10n.t('Stop again in a minute, or press Keep Trying where it is offered.'),
          l10n.t("Look at Kore.ai's status page; its console may still work."),
        ],
      };
  }
}
