import type { StopReason } from '../../stop/outcome.ts';
import type { Reader } from '../../texts/format.ts';
import { helpAfterwards } from './reasonHelpAfterwards.ts';
import { mayHaveActed, nothingSent, refusedWhole, type L10n, type ReasonHelp } from './reasonHelpWords.ts';

type OwnSide = Extract<
  StopReason,
  'noCredential' | 'badInput' | 'secretStore' | 'tokenExpired' | 'cancelled' | 'interrupted'
>;
type Refusal = Extract<StopReason, 'unauthorized' | 'clockSkew' | 'forbidden' | 'notFound' | 'refused' | 'rateLimited'>;

/** The help for a reason, whatever the campaign. */
export function reasonHelp(reason: StopReason, { l10n }: Pick<Reader, 'l10n'>): ReasonHelp {
  switch (reason) {
    case 'noCredential':
    case 'badInput':
    case 'secretStore':
    case 'tokenExpired':
    case 'cancelled':
    case 'interrupted':
      return ofOwnSide(reason, l10n);
    case 'unauthorized':
    case 'clockSkew':
    case 'forbidden':
    case 'notFound':
    case 'refused':
    case 'rateLimited':
      return ofRefusal(reason, l10n);
    default:
      return helpAfterwards(reason, l10n);
  }
}

function ofOwnSide(reason: OwnSide, l10n: L10n): ReasonHelp {
  switch (reason) {
    case 'noCredential':
      return {
        title: l10n.t('No credential on this computer'),
        means: l10n.t(
          'A stop is signed with a credential of its stream, and there is none here for this host, account and stream. A stream whose host or account was changed has none: they belong together.',
        ),
        sent: nothingSent(l10n),
        next: [
          l10n.t('Press Set Credential in the message: once it is typed, the stop goes on.'),
          l10n.t('To keep nothing here, run “Kore: Stop with Another Credential Once…”.'),
          l10n.t('Without client id and secret, run “Kore: Copy Request for Admin”, and send it to an app admin.'),
        ],
      };
    case 'badInput':
      return {
        title: l10n.t('A setting or an id cannot be used'),
        means: l10n.t(
          'An id has a character that does not belong into it, an entry of the setting kore.streams has something missing, or the credential cannot sign.',
        ),
        sent: nothingSent(l10n),
        next: [
          l10n.t('The message says which field it is, and at which place. Correct it there.'),
          l10n.t('A campaign can also be given by a pasted address or curl command of its API call.'),
        ],
      };
    case 'secretStore':
      return {
        title: l10n.t("VS Code's secret store failed"),
        means: l10n.t(
          "Credentials lie in VS Code's secret store, which uses the keyring of this computer. It gave an error, or it did not answer within 5 seconds.",
        ),
        sent: nothingSent(l10n),
        next: [
          l10n.t('Now: run “Kore: Stop with Another Credential Once…”; it does not need the store.'),
          l10n.t('Unlock the keyring, then stop again.'),
          l10n.t('On Linux a keyring service must run, such as gnome-keyring or kwallet.'),
        ],
      };
    case 'tokenExpired':
      return {
        title: l10n.t('The pasted token has run out'),
        means: l10n.t('A finished token was stored for this stream, and its own end is past. It is not sent any more.'),
        sent: nothingSent(l10n),
        next: [
          l10n.t('Paste a new token with “Kore: Set Credential…”.'),
          l10n.t('Better: store client id and secret. A fresh token is then made for each request.'),
        ],
      };
    case 'cancelled':
      return {
        title: l10n.t('You cancelled'),
        means: l10n.t('Cancel ends the waiting. It cannot take back a request that has left.'),
        sent: l10n.t('The result says which: that nothing was sent, or when the request had left.'),
        next: [
          l10n.t('If a request had left, run “Kore: Check Now”: it asks Kore.ai whether the campaign has stopped.'),
          l10n.t('Stopping again is safe at any time.'),
        ],
      };
    case 'interrupted':
      return {
        title: l10n.t('VS Code closed in the middle of it'),
        means: l10n.t(
          'The record on this computer has the start of a stop and not its end: the window was closed, or went down, while the stop was on its way.',
        ),
        sent: mayHaveActed(l10n),
        next: [
          l10n.t('Run “Kore: Check Now”: it asks Kore.ai whether the campaign has stopped.'),
          l10n.t('Stop again; that is safe, also where it has worked.'),
        ],
      };
  }
}

function ofRefusal(reason: Refusal, l10n: L10n): ReasonHelp {
  switch (reason) {
    case 'unauthorized':
      return {
        title: l10n.t('Kore.ai does not accept the credential (401)'),
        means: l10n.t('The request was signed, and Kore.ai does not know or does not believe the signature.'),
        sent: refusedWhole(l10n),
        next: [
          l10n.t(
            'The secret was made anew in the console: set the new one. The old one stays until the new one works.',
          ),
          l10n.t('Client id and secret are of two JWT apps: copy both from the same one.'),
          l10n.t(
            'The JWT app enforces JWE or payload encryption, which this extension does not do: switch it off there.',
          ),
          l10n.t('The app has no published API scope, or its scope was made in another account.'),
        ],
      };
    case 'clockSkew':
      return {
        title: l10n.t("This computer's clock is wrong"),
        means: l10n.t(
          "A token holds for a few minutes from now, as this computer tells the time. Kore.ai's clock is so far from it that a fresh token looks too old, or not valid yet.",
        ),
        sent: refusedWhole(l10n),
        next: [
          l10n.t('Let the system set the time by itself, then stop again. The credential is right as it is.'),
          l10n.t('In a remote window it is the clock of the computer from which requests leave.'),
        ],
      };
    case 'forbidden':
      return {
        title: l10n.t('The credential may not manage campaigns (403)'),
        means: l10n.t('Kore.ai knows the credential, but its app has no permission for campaigns.'),
        sent: refusedWhole(l10n),
        next: [
          l10n.t(
            'An app admin opens App Settings > Dev Tools > API Scope, picks the app, ticks Contact Center > Campaign Management, and saves.',
          ),
          l10n.t('Then the app is published: an unpublished scope has no effect, and is the usual reason.'),
          l10n.t(
            '“Kore: Copy Request for Admin” copies this as a request. “Kore: Check Readiness” tells when it works.',
          ),
        ],
      };
    case 'notFound':
      return {
        title: l10n.t('Kore.ai knows no such campaign there (404)'),
        means: l10n.t('The host answered that this stream has no campaign of this id.'),
        sent: l10n.t('A stop request arrived, and no campaign was found for it. Nothing was stopped.'),
        next: [
          l10n.t('Press Look in My Other Streams: the campaign can be in another stream, account or region.'),
          l10n.t('Compare the id with the one in the console.'),
          l10n.t(
            'If it surely is there, a proxy can have merged the “//” of the address: “Kore: Show Log” has the address that was called.',
          ),
        ],
      };
    case 'refused':
      return {
        title: l10n.t('Kore.ai refused the stop'),
        means: l10n.t('Kore.ai answered that it did not do it. Its own words are in the message.'),
        sent: l10n.t(
          'The stop request arrived. What Kore.ai says of the campaign after it is in the message; without that, treat it as still sending.',
        ),
        next: [
          l10n.t('Read the state in the message: a campaign that is already Stopped or Completed cannot be stopped.'),
          l10n.t('Else stop it in the console now, and look there for what holds it.'),
        ],
      };
    case 'rateLimited':
      return {
        title: l10n.t("The account's rate limit is used up (429)"),
        means: l10n.t(
          'Kore.ai takes 60 requests a minute for a whole account, whoever makes them: colleagues, other tools, other windows.',
        ),
        sent: l10n.t('Stop requests arrived and were not taken. The campaign goes on as before.'),
        next: [
          l10n.t('Press Keep Trying: the stop goes out as soon as there is room.'),
          l10n.t('Ask others to close their lists of campaigns for a minute.'),
          l10n.t('The console does not use this limit: stop it by hand if it cannot wait.'),
        ],
      };
  }
}
