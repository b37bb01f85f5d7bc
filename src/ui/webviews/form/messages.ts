/** What the form's page and the extension tell each other. Both sides use these types, neither anything else. */
import { membersOf, readDraft, textOf, type FormDraft, type TypedSecrets } from './formDraft.ts';

/** A field that a problem can be told at; a campaign's by its place from 0. */
export type FieldId =
  | 'host'
  | 'accountId'
  | 'streamId'
  | 'name'
  | 'iid'
  | 'clientId'
  | 'clientSecret'
  | 'privateKeyPem'
  | 'token'
  | 'subject'
  | `campaigns.${number}.id`
  | `campaigns.${number}.name`;

/** What a field is told beside itself: a problem hinders, a warning does not. */
export interface FieldRemark {
  readonly kind: 'problem' | 'warning';
  readonly text: string;
}

export interface Notice {
  readonly kind: 'info' | 'error';
  readonly text: string;
  /** A button behind it. */
  readonly action?: 'openSettings' | 'usePastedToken';
}

/** The result of one check. */
export interface CheckLine {
  readonly result: 'ok' | 'failed' | 'unknown';
  readonly word: string;
  readonly label: string;
  readonly why: readonly string[];
}

/** What of the form changes while it is filled in. All of it may be shown as it is. */
export interface FormView {
  readonly heading: string;
  /** What there is of a credential for this stream, or that there is none. */
  readonly credential: string;
  readonly remarks: Readonly<Partial<Record<FieldId, FieldRemark>>>;
  readonly notice?: Notice;
  readonly checks?: { readonly summary: string; readonly lines: readonly CheckLine[] };
  readonly busy?: 'save' | 'check';
}

/** Every word of the page. */
export interface FormTexts {
  readonly language: string;
  readonly labels: Readonly<
    Record<
      | 'intro'
      | 'paste'
      | 'pasteHint'
      | 'fill'
      | 'stream'
      | 'host'
      | 'otherHost'
      | 'accountId'
      | 'streamId'
      | 'name'
      | 'tier'
      | 'campaigns'
      | 'campaignsHint'
      | 'addCampaign'
      | 'removeCampaign'
      | 'campaignId'
      | 'campaignName'
      | 'credential'
      | 'credentialKind'
      | 'clientId'
      | 'clientSecret'
      | 'privateKeyPem'
      | 'token'
      | 'secretHint'
      | 'keep'
      | 'copyRequest'
      | 'advanced'
      | 'iid'
      | 'algorithm'
      | 'subject'
      | 'save'
      | 'check'
      | 'cancelCheck'
      | 'discard'
      | 'openSettings'
      | 'usePastedToken'
      | 'checking'
      | 'saving'
      | 'problem'
      | 'warning',
      string
    >
  >;
  readonly hints: Readonly<Partial<Record<FieldId | 'tier' | 'campaignId' | 'campaignName', string>>>;
  readonly placeholders: Readonly<Partial<Record<FieldId | 'campaignId', string>>>;
  readonly tiers: readonly Choice[];
  readonly hosts: readonly Choice[];
  readonly kinds: readonly Choice[];
  readonly keeps: readonly Choice[];
  readonly algorithms: readonly Choice[];
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
}

export type ToPage =
  /** Draws everything; `memento` is what the page keeps, to be brought back after a reload. */
  | {
      readonly kind: 'show';
      readonly texts: FormTexts;
      readonly draft: FormDraft;
      readonly view: FormView;
      readonly memento: string;
    }
  | { readonly kind: 'view'; readonly view: FormView; readonly focus?: FieldId }
  /** Puts values into the fields; those of secrets, and of the paste, are emptied where `clear` says so. */
  | { readonly kind: 'fill'; readonly draft: FormDraft; readonly memento: string }
  | { readonly kind: 'clear'; readonly what: 'paste' | 'secrets' };

export type ToHost =
  | { readonly kind: 'ready' | 'cancelCheck' | 'discard' | 'openSettings' | 'usePastedToken' }
  | { readonly kind: 'draft' | 'copyRequest'; readonly draft: FormDraft }
  | { readonly kind: 'paste'; readonly text: string; readonly draft: FormDraft }
  | { readonly kind: 'save' | 'check'; readonly draft: FormDraft; readonly typed: TypedSecrets };

/** A set-up of many streams is longer than a command. */
const longestPaste = 1_000_000;

/** Reads a message from a page: undefined for what is none. */
export function readMessage(value: unknown): ToHost | undefined {
  const raw = membersOf(value);
  const { kind } = raw;
  switch (kind) {
    case 'ready':
    case 'cancelCheck':
    case 'discard':
    case 'openSettings':
    case 'usePastedToken':
      return { kind };
    case 'draft':
    case 'copyRequest':
      return { kind, draft: readDraft(raw.draft) };
    case 'paste':
      return { kind, text: textOf(raw.text, longestPaste), draft: readDraft(raw.draft) };
    case 'save':
    case 'check':
      return { kind, draft: readDraft(raw.draft), typed: readSecrets(raw.typed) };
    default:
      return undefined;
  }
}

/** Long enough that what is too long is judged as such, and not cut to something that fits. */
const longestSecret = 100_000;

function readSecrets(value: unknown): TypedSecrets {
  const raw = membersOf(value);
  return {
    clientSecret: textOf(raw.clientSecret, longestSecret),
    privateKeyPem: textOf(raw.privateKeyPem, longestSecret),
    token: textOf(raw.token, longestSecret),
  };
}
