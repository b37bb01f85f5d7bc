import { defaultSubject } from '../../streams/credential.ts';
import { tiers } from '../../streams/stream.ts';
import { hostLabel, quoted, tierLabel, type Reader } from '../../texts/format.ts';
import { partOfSentence, plainText } from '../../texts/plainText.ts';
import { algorithms, knownHosts, type FormDraft } from '../webviews/form/formDraft.ts';
import type { CredentialState, FormDesk } from '../webviews/form/formDesk.ts';
import type { Choice, FormTexts } from '../webviews/form/messages.ts';
import { tierDetail } from './fieldText.ts';

/** The form's heading, and the title of its tab. `name`: of the stream that is edited. */
export function formHeading(name: string | undefined, { l10n }: Reader): string {
  return name === undefined ? l10n.t('Add a Stream') : l10n.t('Edit {name}', { name: quoted(name) });
}

/** Every word of the stream form that does not change while it is filled in. */
export function formTexts({
  reader,
  placeholder,
  prompt,
}: Pick<FormDesk, 'reader' | 'placeholder' | 'prompt'>): FormTexts {
  const { l10n } = reader;
  return {
    language: reader.language,
    labels: labelsOf(reader),
    hints: {
      accountId: l10n.t('It follows accountId= in any campaign API call of your team.'),
      streamId: l10n.t("Also called bot id: on the app's General Settings page."),
      name: prompt('name'),
      iid: prompt('iid'),
      clientId: l10n.t(
        'From App Settings > Dev Tools > Web/Mobile SDK. A fresh token is signed here for each request.',
      ),
      privateKeyPem: l10n.t('All of it, with its first and last line.'),
      token: l10n.t('Sent as it is, until it expires.'),
      subject: l10n.t('Subject (sub) of the tokens. Leave it empty for {subject}.', { subject: defaultSubject }),
      tier: l10n.t('A stream without a tier is handled as production.'),
    },
    placeholders: {
      host: placeholder('host'),
      accountId: placeholder('accountId'),
      streamId: placeholder('streamId'),
      iid: placeholder('iid'),
      campaignId: placeholder('campaignId'),
      clientId: 'cs-…',
      subject: defaultSubject,
    },
    hosts: [...knownHosts.map((value) => ({ value, label: value })), { value: 'other', label: l10n.t('Other') }],
    tiers: tiers.map((tier) => ({ value: tier, label: tierLabel({ tier }, reader), detail: tierDetail(tier, reader) })),
    kinds: [
      { value: 'clientSecret', label: l10n.t('Client ID and client secret') },
      { value: 'token', label: l10n.t('A finished token (JWT)') },
    ],
    keeps: [
      {
        value: 'computer',
        label: l10n.t('On this computer'),
        detail: l10n.t("In VS Code's secret store, until you remove it."),
      },
      {
        value: 'window',
        label: l10n.t('Until this window closes or reloads'),
        detail: l10n.t('In memory only, never written.'),
      },
    ],
    algorithms: algorithms.map((value): Choice => ({
      value,
      label: value,
      detail: value.startsWith('HS') ? l10n.t('client id and client secret') : l10n.t('client id and private key'),
    })),
  };
}

function labelsOf({ l10n }: Reader): FormTexts['labels'] {
  return {
    intro: l10n.t(
      'The settings keep the stream, the secret store its credential. What you typed is kept until you save it, secrets left out.',
    ),
    paste: l10n.t('Paste to fill it in'),
    pasteHint: l10n.t("A curl command, the address of any campaign API call, or a colleague's setup."),
    fill: l10n.t('Fill In'),
    stream: l10n.t('Stream'),
    host: l10n.t('Host of the Kore environment'),
    otherHost: l10n.t('Other host'),
    accountId: l10n.t('Account id'),
    streamId: l10n.t('Stream id'),
    name: l10n.t('Name'),
    tier: l10n.t('Whom do its campaigns text?'),
    campaigns: l10n.t('Campaigns'),
    campaignsHint: l10n.t('Those to show before Kore.ai lists them. None is needed.'),
    addCampaign: l10n.t('Add Campaign'),
    removeCampaign: l10n.t('Remove'),
    campaignId: l10n.t('Campaign id'),
    campaignName: l10n.t('Campaign name'),
    credential: l10n.t('Credential'),
    credentialKind: l10n.t('What do you have?'),
    clientId: l10n.t('Client ID of the JWT app'),
    clientSecret: l10n.t('Client secret'),
    privateKeyPem: l10n.t('Private key (RSA, PKCS#8 in PEM, without a password)'),
    token: l10n.t('The token, as it stands in the auth header of a request'),
    secretHint: l10n.t('Never shown again once it is set, and not kept when you leave this tab before.'),
    keep: l10n.t('Where shall it be kept?'),
    copyRequest: l10n.t("I Don't Have These: Copy Request for Admin"),
    advanced: l10n.t('Advanced'),
    iid: l10n.t('Application id (iid)'),
    algorithm: l10n.t('Signing algorithm of the app'),
    subject: l10n.t('Subject'),
    save: l10n.t('Save'),
    check: l10n.t('Check Readiness'),
    cancelCheck: l10n.t('Cancel the Check'),
    discard: l10n.t('Discard Changes'),
    openSettings: l10n.t('Open Settings File'),
    usePastedToken: l10n.t('Use It Until This Window Closes or It Expires'),
    checking: l10n.t('Checking; no stop is sent…'),
    saving: l10n.t('Saving…'),
    problem: l10n.t('To correct:'),
    warning: l10n.t('Look again:'),
  };
}

/** What there is of a credential for the stream in the form; undefined: the stream is not told yet. */
export function credentialLine(state: CredentialState | undefined, { l10n }: Reader): string {
  switch (state?.kind) {
    case undefined:
      return l10n.t('It belongs to host, account id and stream id: tell these first.');
    case 'none':
      return l10n.t('There is none for this stream on this computer.');
    case 'found':
      return l10n.t('Set: {credential}. Type another one to replace it.', { credential: plainText(state.label) });
    case 'failed':
      return l10n.t("VS Code's secret store failed: “{words}”.", { words: partOfSentence(state.words) });
  }
}

/** What came out of a paste. `token`: says until when it holds. */
export function pastedText(draft: FormDraft, before: FormDraft, token: string | undefined, { l10n }: Reader): string {
  const found = [
    ...(draft.hostChoice === before.hostChoice && draft.host === before.host
      ? []
      : [hostLabel(draft.hostChoice === 'other' ? draft.host : draft.hostChoice)]),
    ...(draft.accountId === before.accountId ? [] : [l10n.t('account')]),
    ...(draft.streamId === before.streamId ? [] : [l10n.t('stream')]),
    ...(JSON.stringify(draft.campaigns) === JSON.stringify(before.campaigns) ? [] : [l10n.t('campaign')]),
  ];
  const filled =
    found.length === 0
      ? l10n.t('Nothing in it is new to the form.')
      : l10n.t('Filled in: {found}.', { found: found.join(', ') });
  return token === undefined
    ? filled
    : l10n.t('{filled} What you pasted carries a token. {until}', { filled, until: token });
}

/** After a save. `credential`: what became of what was typed for one. */
export function savedText(
  name: string,
  credential: 'none' | 'set' | 'oldKept' | 'halfTyped' | 'bad',
  { l10n }: Reader,
): string {
  const saved = l10n.t('Saved: {name} is in your settings.', { name: quoted(name) });
  switch (credential) {
    case 'none':
      return saved;
    case 'set':
      return l10n.t('{saved} Its credential is set.', { saved });
    case 'oldKept':
      return l10n.t('{saved} Its old credential is kept.', { saved });
    case 'halfTyped':
      return l10n.t('{saved} No credential was set: its secret is missing.', { saved });
    case 'bad':
      return l10n.t('{saved} No credential was set: see below.', { saved });
  }
}

/** Why nothing was saved. */
export function notSavedText(words: string, { l10n }: Reader): string {
  return l10n.t(
    'The settings were not written: {words} What you typed is kept: mend the settings file, then save again.',
    { words: plainText(words, 300) },
  );
}

export function toCorrectText({ l10n }: Reader): string {
  return l10n.t('Nothing was saved or sent: correct what is marked first.');
}

/** The stream of the form was removed from the settings meanwhile. */
export function goneText({ l10n }: Reader): string {
  return l10n.t('This stream is no longer in the settings: saving adds it again.');
}

export function otherHostText({ l10n }: Reader): string {
  return l10n.t('The token was pasted with another host: it is used for that one only.');
}
