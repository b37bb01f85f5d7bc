import { defaultSubject } from '../../streams/credential.ts';
import { checkClaim, checkClientSecret, checkToken, type Checked, type FieldProblem } from '../../streams/fields.ts';
import { describeProblem } from '../../streams/problemText.ts';
import type { ClientSecretCredential, Credential, PrivateKeyCredential, Stream } from '../../streams/stream.ts';
import type { TokenFacts } from '../../kore/token.ts';
import { dayAndClock, hostLabel, quoted, type Reader } from '../../texts/format.ts';
import { askChoice, askText, runSteps, skip, took, type Step } from '../quickInput.ts';
import { askForKey } from './askForKey.ts';
import type { Outlet } from '../outlet.ts';
import type { Keep } from './credentialStore.ts';

/** A credential as it was just typed, and where the person wants it kept. */
export interface EnteredCredential {
  readonly credential: Credential;
  readonly keep: Keep;
}

export interface CredentialQuestion {
  readonly stream: Stream;
  /** How many others of its account on its host it is for too. */
  readonly others?: number;
  /** What may be chosen, in the order shown; one choice is not asked. */
  readonly keeps: readonly Keep[];
  /** Filled in from an earlier entry or a paste. Never a secret that is stored. */
  readonly clientId?: string;
}

export interface CredentialDesk {
  readonly reader: Reader;
  readonly outlet: Outlet;
  inspectToken(token: string): Promise<TokenFacts>;
  /** Why a credential cannot sign; undefined when it can. */
  tryToSign(credential: Credential): Promise<FieldProblem | undefined>;
  now(): number;
}

type Kind = 'clientSecret' | 'token' | 'advanced';
type SecretAlgorithm = NonNullable<ClientSecretCredential['algorithm']>;
type KeyAlgorithm = PrivateKeyCredential['algorithm'];

const secretAlgorithms: readonly SecretAlgorithm[] = ['HS256', 'HS384', 'HS512'];
const keyAlgorithms: readonly KeyAlgorithm[] = ['RS256', 'RS384', 'RS512'];

interface Draft {
  kind?: Kind;
  /** Under Advanced only, like the subject. */
  signing?:
    | { readonly with: 'secret'; readonly algorithm: SecretAlgorithm }
    | { readonly with: 'key'; readonly algorithm: KeyAlgorithm };
  clientId?: string;
  subject?: string;
  clientSecret?: string;
  privateKeyPem?: string;
  token?: string;
}

/** Below this HS256 has less key than hash; it works all the same. */
const advisedSecretLength = 32;

/**
 * Asks for a credential step by step; Back goes one step back with what was typed. `undefined` when the person
 * gave up.
 */
export async function askForCredential(
  question: CredentialQuestion,
  desk: CredentialDesk,
): Promise<EnteredCredential | undefined> {
  const draft: Draft = { ...(question.clientId === undefined ? {} : { clientId: question.clientId }) };
  const where = { keep: question.keeps.length === 1 ? question.keeps[0] : undefined };
  const steps = [
    () => askKind(question, draft, desk),
    () => (draft.kind === 'advanced' ? askAlgorithm(question, draft, desk) : skip),
    () => (draft.kind === 'token' ? skip : askClientId(question, draft, desk)),
    () => (draft.kind === 'advanced' ? askSubject(question, draft, desk) : skip),
    () => askWhatSigns(question, draft, desk),
    () => (question.keeps.length === 1 ? skip : askKeep(question, where, desk)),
  ];
  if (!(await runSteps(steps))) return undefined;
  if (where.keep === undefined) return undefined;
  const credential = credentialOf(draft);
  desk.outlet.guard(credential);
  return { credential, keep: where.keep };
}

function credentialOf(draft: Draft): Credential {
  const { kind, signing, clientId = '', subject } = draft;
  if (kind === 'token') return { kind: 'token', token: draft.token ?? '' };
  if (kind === 'clientSecret' || signing === undefined) {
    return { kind: 'clientSecret', clientId, clientSecret: draft.clientSecret ?? '', algorithm: 'HS256' };
  }
  const named = subject === undefined ? {} : { subject };
  return signing.with === 'key'
    ? { kind: 'privateKey', clientId, privateKeyPem: draft.privateKeyPem ?? '', algorithm: signing.algorithm, ...named }
    : {
        kind: 'clientSecret',
        clientId,
        clientSecret: draft.clientSecret ?? '',
        algorithm: signing.algorithm,
        ...named,
      };
}

function titleOf(question: CredentialQuestion, { reader }: CredentialDesk): string {
  const name = quoted(question.stream.name);
  const { others: count = 0 } = question;
  if (count > 0) {
    const host = hostLabel(question.stream.host);
    return reader.l10n.t('Credential for {name} and {count} more on {host}', { name, count, host });
  }
  return reader.l10n.t('Credential for {name} on {host}', { name, host: hostLabel(question.stream.host) });
}

async function askKind(question: CredentialQuestion, draft: Draft, desk: CredentialDesk): Promise<Step> {
  const { l10n } = desk.reader;
  const answer = await askChoice<Kind>({
    title: titleOf(question, desk),
    placeholder: l10n.t('What do you have?'),
    choices: [
      {
        value: 'clientSecret',
        label: l10n.t('Client ID and client secret'),
        detail: l10n.t(
          'From App Settings > Dev Tools > Web/Mobile SDK. A fresh token is signed here for each request.',
        ),
      },
      {
        value: 'token',
        label: l10n.t('A finished token (JWT)'),
        detail: l10n.t('Sent as it is, until it expires.'),
      },
      {
        value: 'advanced',
        label: l10n.t('Advanced…'),
        detail: l10n.t('A private key (RS256, RS384, RS512), HS384 or HS512, or a subject of your own.'),
      },
    ],
  });
  return took(answer, (kind) => (draft.kind = kind));
}

async function askAlgorithm(question: CredentialQuestion, draft: Draft, desk: CredentialDesk): Promise<Step> {
  const { l10n } = desk.reader;
  const answer = await askChoice<NonNullable<Draft['signing']>>({
    title: titleOf(question, desk),
    placeholder: l10n.t('Signing algorithm of the app'),
    canGoBack: true,
    choices: [
      ...secretAlgorithms.map((algorithm) => ({
        value: { with: 'secret', algorithm } as const,
        label: algorithm,
        description: l10n.t('client id and client secret'),
      })),
      ...keyAlgorithms.map((algorithm) => ({
        value: { with: 'key', algorithm } as const,
        label: algorithm,
        description: l10n.t('client id and private key'),
      })),
    ],
  });
  return took(answer, (signing) => (draft.signing = signing));
}

async function askSubject(question: CredentialQuestion, draft: Draft, desk: CredentialDesk): Promise<Step> {
  const { l10n } = desk.reader;
  const answer = await askText({
    title: titleOf(question, desk),
    prompt: l10n.t('Subject (sub) of the tokens. Leave it empty for {subject}.', { subject: defaultSubject }),
    value: draft.subject ?? '',
    canGoBack: true,
    check: (text) => (text.trim() === '' ? undefined : problemOf(checkClaim('subject', text), desk)),
  });
  return took(answer, (text) => {
    if (text.trim() === '') delete draft.subject;
    else draft.subject = text.trim();
  });
}

function askWhatSigns(question: CredentialQuestion, draft: Draft, desk: CredentialDesk): Promise<Step> {
  if (draft.kind === 'token') return askToken(question, draft, desk);
  return draft.kind === 'advanced' && draft.signing?.with === 'key'
    ? askKey(question, draft, desk)
    : askSecret(question, draft, desk);
}

async function askKey(question: CredentialQuestion, draft: Draft, desk: CredentialDesk): Promise<Step> {
  const tryKey = (privateKeyPem: string): Promise<FieldProblem | undefined> =>
    desk.tryToSign(credentialOf({ ...draft, privateKeyPem }));
  const answer = await askForKey(titleOf(question, desk), tryKey, desk);
  return took(answer, (pem) => (draft.privateKeyPem = pem));
}

function problemOf(checked: Checked<unknown>, { reader }: CredentialDesk): string | undefined {
  return checked.ok ? undefined : describeProblem(checked.problem, reader.l10n);
}

async function askClientId(question: CredentialQuestion, draft: Draft, desk: CredentialDesk): Promise<Step> {
  const answer = await askText({
    title: titleOf(question, desk),
    prompt: desk.reader.l10n.t('Client ID of the JWT app'),
    placeholder: 'cs-…',
    value: draft.clientId ?? '',
    canGoBack: true,
    check: (text) => problemOf(checkClaim('clientId', text), desk),
    warn: (text) =>
      text.trim().startsWith('cs-') ? undefined : desk.reader.l10n.t('Usually starts with cs-. Is this the client id?'),
  });
  return took(answer, (text) => (draft.clientId = text.trim()));
}

async function askSecret(question: CredentialQuestion, draft: Draft, desk: CredentialDesk): Promise<Step> {
  const { l10n } = desk.reader;
  const answer = await askText({
    title: titleOf(question, desk),
    prompt: l10n.t('Client secret. It is never shown again and leaves this computer only inside a signature.'),
    password: true,
    canGoBack: true,
    check: (text) => problemOf(checkClientSecret(text), desk),
    warn: (text) =>
      new TextEncoder().encode(text.trim()).length < advisedSecretLength
        ? l10n.t('Shorter than {count} bytes. It works, but is it whole?', { count: advisedSecretLength })
        : undefined,
  });
  return took(answer, (text) => (draft.clientSecret = text.trim()));
}

function tokenProblem(text: string, desk: CredentialDesk): string | undefined {
  const checked = checkToken(text);
  const wrapped = !checked.ok && checked.problem.code === 'badCharacter' && /\s/.test(checked.problem.character);
  const problem = problemOf(checked, desk);
  return wrapped && problem !== undefined ? `${problem} ${desk.reader.l10n.t('Copy it as one line.')}` : problem;
}

async function askToken(question: CredentialQuestion, draft: Draft, desk: CredentialDesk): Promise<Step> {
  const { l10n } = desk.reader;
  for (;;) {
    const answer = await askText({
      title: titleOf(question, desk),
      prompt: l10n.t('The token, as it stands in the auth header of a request'),
      password: true,
      canGoBack: true,
      value: draft.token ?? '',
      check: (text) => tokenProblem(text, desk),
    });
    if (answer === undefined || answer === 'back') return answer;
    const token = checkToken(answer.value);
    if (!token.ok) continue;
    draft.token = token.value;
    const confirmed = await confirmToken(question, await desk.inspectToken(token.value), desk);
    if (confirmed !== 'back') return confirmed;
  }
}

/** Says until when a token holds, or that it cannot be known. */
async function confirmToken(question: CredentialQuestion, facts: TokenFacts, desk: CredentialDesk): Promise<Step> {
  const { l10n } = desk.reader;
  const title = titleOf(question, desk);
  if (facts.kind === 'opaque') {
    const choices = [
      { value: true, label: l10n.t('Use It as It Is'), detail: l10n.t('Kore.ai may still accept it.') },
      { value: false, label: l10n.t('Paste Another') },
    ];
    const answer = await askChoice({
      title,
      canGoBack: true,
      choices,
      placeholder: l10n.t('This text is not a JWT. Is it whole?'),
    });
    return answer === undefined || answer === 'back' ? answer : answer.value ? 'next' : 'back';
  }
  if (facts.expiresAtMs === undefined || facts.expiresAtMs > desk.now()) return 'next';
  const when = dayAndClock(facts.expiresAtMs, desk.reader);
  const choices = [{ value: false, label: l10n.t('Paste Another') }];
  await askChoice({
    title,
    choices,
    placeholder: l10n.t('This token ran out at {when}: it cannot be used.', { when }),
  });
  return 'back';
}

async function askKeep(
  question: CredentialQuestion,
  where: { keep: Keep | undefined },
  desk: CredentialDesk,
): Promise<Step> {
  const { l10n } = desk.reader;
  const labels: Readonly<Record<Keep, { label: string; detail: string }>> = {
    computer: { label: l10n.t('On this computer'), detail: l10n.t("In VS Code's secret store, until you remove it.") },
    window: {
      label: l10n.t('Until this window closes or reloads'),
      detail: l10n.t('In memory only, never written.'),
    },
    once: {
      label: l10n.t('For this stop only'),
      detail: l10n.t('In memory only, for this stop and for reading its state after it.'),
    },
  };
  const answer = await askChoice<Keep>({
    title: titleOf(question, desk),
    placeholder: l10n.t('Where shall it be kept?'),
    canGoBack: true,
    choices: question.keeps.map((value) => ({ value, ...labels[value] })),
  });
  return took(answer, (keep) => (where.keep = keep));
}
