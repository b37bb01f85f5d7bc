import type { ConfiguredStream, Credential, Tier } from '../../../streams/stream.ts';
import { tiers } from '../../../streams/stream.ts';

/** The hosts that Kore's documentation names; anything else is typed. */
export const knownHosts = ['platform.kore.ai', 'eu-platform.kore.ai'] as const;
export const hostChoices = [...knownHosts, 'other'] as const;
export type HostChoice = (typeof hostChoices)[number];

export const credentialKinds = ['clientSecret', 'token'] as const;
export const algorithms = ['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512'] as const;
export const keeps = ['computer', 'window'] as const;

export type Algorithm = (typeof algorithms)[number];

/** Everything in the form that is no secret, as it was typed, right or wrong. */
export interface FormDraft {
  readonly hostChoice: HostChoice;
  /** Counts with `other` only. */
  readonly host: string;
  readonly accountId: string;
  readonly streamId: string;
  readonly name: string;
  /** Empty: not chosen. */
  readonly tier: Tier | '';
  readonly campaigns: readonly DraftCampaign[];
  /** Empty: the stream id. */
  readonly iid: string;
  readonly credentialKind: (typeof credentialKinds)[number];
  readonly clientId: string;
  readonly algorithm: Algorithm;
  /** Empty: the usual one. */
  readonly subject: string;
  readonly keep: (typeof keeps)[number];
}

export interface DraftCampaign {
  readonly id: string;
  readonly name: string;
}

/** The secrets in the form: on their way to the store they pass through once, and are never sent back to the page. */
export interface TypedSecrets {
  readonly clientSecret: string;
  readonly privateKeyPem: string;
  readonly token: string;
}

export const emptyDraft: FormDraft = {
  hostChoice: 'platform.kore.ai',
  host: '',
  accountId: '',
  streamId: '',
  name: '',
  tier: '',
  campaigns: [],
  iid: '',
  credentialKind: 'clientSecret',
  clientId: '',
  algorithm: 'HS256',
  subject: '',
  keep: 'computer',
};

/** A host as the form has it: one of those that it names, or typed. */
export function hostMembers(host: string): Pick<FormDraft, 'hostChoice' | 'host'> {
  const bare = host.replace(/^https:\/\//, '');
  const known = knownHosts.find((one) => one === bare);
  return known === undefined ? { hostChoice: 'other', host: bare } : { hostChoice: known, host: '' };
}

export function hostOf({ hostChoice, host }: FormDraft): string {
  return hostChoice === 'other' ? host : hostChoice;
}

/** The form of a stream as it is in the settings. */
export function draftOf(stream: ConfiguredStream): FormDraft {
  const { name, host, accountId, streamId, iid = '', tier = '', campaigns } = stream;
  return {
    ...emptyDraft,
    ...hostMembers(host),
    name,
    accountId,
    streamId,
    iid,
    tier,
    campaigns: campaigns.map(({ id, name: label = '' }) => ({ id, name: label })),
  };
}

export function usesKey({ algorithm }: FormDraft): boolean {
  return algorithm.startsWith('RS');
}

/** What signs by what was typed, unchecked; undefined where no secret was typed. */
export function typedCredential(draft: FormDraft, typed: TypedSecrets): Partial<Credential> | undefined {
  if (draft.credentialKind === 'token') {
    return typed.token.trim() === '' ? undefined : { kind: 'token', token: typed.token };
  }
  const subject = draft.subject.trim() === '' ? {} : { subject: draft.subject };
  const { clientId, algorithm } = draft;
  if (usesKey(draft)) {
    const { privateKeyPem } = typed;
    if (privateKeyPem.trim() === '') return undefined;
    return { kind: 'privateKey', clientId, privateKeyPem, algorithm, ...subject } as Partial<Credential>;
  }
  const { clientSecret } = typed;
  if (clientSecret.trim() === '') return undefined;
  return { kind: 'clientSecret', clientId, clientSecret, algorithm, ...subject } as Partial<Credential>;
}

/** Longer than anything that is right; what is typed is judged, what is pasted by mistake is cut. */
const longestText = 10_000;
const mostCampaigns = 1000;

/** Reads a draft from a page or from memory: whatever it is, a form can be drawn of it. */
export function readDraft(value: unknown): FormDraft {
  const raw = membersOf(value);
  const rows = Array.isArray(raw.campaigns) ? raw.campaigns.slice(0, mostCampaigns).map(membersOf) : [];
  return {
    hostChoice: oneOf(hostChoices, raw.hostChoice) ?? emptyDraft.hostChoice,
    host: textOf(raw.host),
    accountId: textOf(raw.accountId),
    streamId: textOf(raw.streamId),
    name: textOf(raw.name),
    tier: oneOf(tiers, raw.tier) ?? '',
    campaigns: rows.map(({ id, name }) => ({ id: textOf(id), name: textOf(name) })),
    iid: textOf(raw.iid),
    credentialKind: oneOf(credentialKinds, raw.credentialKind) ?? emptyDraft.credentialKind,
    clientId: textOf(raw.clientId),
    algorithm: oneOf(algorithms, raw.algorithm) ?? emptyDraft.algorithm,
    subject: textOf(raw.subject),
    keep: oneOf(keeps, raw.keep) ?? emptyDraft.keep,
  };
}

/**
 * What is kept of a form that was not saved. No secret has a place in it; `clean` takes out those that went into the
 * wrong field, and what does not look like a client id may be one.
 */
export function keptDraft(draft: FormDraft, clean: (text: string) => string): FormDraft {
  return {
    ...draft,
    host: clean(draft.host),
    accountId: clean(draft.accountId),
    streamId: clean(draft.streamId),
    name: clean(draft.name),
    campaigns: draft.campaigns.map(({ id, name }) => ({ id: clean(id), name: clean(name) })),
    iid: clean(draft.iid),
    clientId: /^cs-[\w-]{1,60}$/.test(draft.clientId.trim()) ? clean(draft.clientId) : '',
    subject: clean(draft.subject),
  };
}

export function sameDraft(one: FormDraft, other: FormDraft): boolean {
  return JSON.stringify(readDraft(one)) === JSON.stringify(readDraft(other));
}

export function membersOf(value: unknown): Readonly<Partial<Record<string, unknown>>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

export function textOf(value: unknown, longest = longestText): string {
  return typeof value === 'string' ? value.slice(0, longest) : '';
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((one) => one === value);
}
