import { checkClaim, checkClientSecret, checkToken, type Checked } from '../../streams/fields.ts';
import { describeProblem } from '../../streams/problemText.ts';
import type { ClientSecretCredential, Credential, Stream } from '../../streams/stream.ts';
import type { TokenFacts } from '../../kore/token.ts';
import { askChoice, askText, runSteps, skip, took, type Step } from '../quickInput.ts';
import { clock, dayAndClock, hostLabel, quoted, type Reader } from '../texts/format.ts';
import type { Keep } from './credentialStore.ts';

/** A credential as it was just typed, and where the person wants it kept. */
export interface EnteredCredential {
  readonly credential: Credential;
  readonly keep: Keep;
}

export interface CredentialQuestion {
  readonly stream: Stream;
  /** What may be chosen, in the order shown; one choice is not asked. */
  readonly keeps: readonly Keep[];
  /** Filled in from an earlier entry or a paste. Never a secret that is stored. */
  readonly clientId?: string;
}

export interface CredentialDesk {
  readonly reader: Reader;
  inspectToken(token: string): Promise<TokenFacts>;
  now(): number;
}

type Kind = 'clientSecret' | 'otherAlgorithm' | 'token';

interface Draft {
  kind?: Kind;
  algorithm?: NonNullable<ClientSecretCredential['algorithm']>;
  clientId?: string;
  clientSecret?: string;
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
    () => (draft.kind === 'otherAlgorithm' ? askAlgorithm(question, draft, desk) : skip),
    () => (draft.kind === 'token' ? skip : askClientId(question, draft, desk)),
    () => (draft.kind === 'token' ? askToken(question, draft, desk) : askSecret(question, draft, desk)),
    () => (question.keeps.length === 1 ? skip : askKeep(question, where, desk)),
  ];
  if (!(await runSteps(steps))) return undefined;
  if (where.keep === undefined) return undefined;
  return { credential: credentialOf(draft), keep: where.keep };
}

function credentialOf(draft: Draft): Credential {
  if (draft.kind === 'token') return { kind: 'token', token: draft.token ?? '' };
  return {
    kind: 'clientSecret',
    clientId: draft.clientId ?? '',
    clientSecret: draft.clientSecret ?? '',
    algorithm: draft.kind === 'otherAlgorithm' ? (draft.algorithm ?? 'HS256') : 'HS256',
  };
}

function titleOf(question: CredentialQuestion, { reader }: CredentialDesk): string {
  const name = quoted(question.stream.name);
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
        value: 'otherAlgorithm',
        label: l10n.t('Client ID and client secret, other algorithm'),
        detail: l10n.t('For an app that signs with HS384 or HS512 instead of HS256.'),
      },
    ],
  });
  return took(answer, (kind) => (draft.kind = kind));
}

async function askAlgorithm(question: CredentialQuestion, draft: Draft, desk: CredentialDesk): Promise<Step> {
  const answer = await askChoice<NonNullable<Draft['algorithm']>>({
    title: titleOf(question, desk),
    placeholder: desk.reader.l10n.t('Signing algorithm of the app'),
    canGoBack: true,
    choices: (['HS384', 'HS512', 'HS256'] as const).map((value) => ({ value, label: value })),
  });
  return took(answer, (algorithm) => (draft.algorithm = algorithm));
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
    once: { label: l10n.t('For this stop only'), detail: l10n.t('In memory only, forgotten after the answer.') },
  };
  const answer = await askChoice<Keep>({
    title: titleOf(question, desk),
    placeholder: l10n.t('Where shall it be kept?'),
    canGoBack: true,
    choices: question.keeps.map((value) => ({ value, ...labels[value] })),
  });
  return took(answer, (keep) => (where.keep = keep));
}

/** `client id …9c1e`, or what kind of token it is; never more of it. */
export function credentialLabel(credential: Credential, facts: TokenFacts | undefined, reader: Reader): string {
  if (credential.kind !== 'token')
    return reader.l10n.t('client id {tail}', { tail: `…${credential.clientId.slice(-4)}` });
  if (facts?.kind !== 'jwt' || facts.expiresAtMs === undefined) return reader.l10n.t('pasted token');
  return reader.l10n.t('pasted token, until {when}', { when: clock(facts.expiresAtMs, reader) });
}
