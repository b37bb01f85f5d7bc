import type { FieldProblem } from '../../../streams/fields.ts';
import type { ConfiguredStream, Credential } from '../../../streams/stream.ts';
import type { WriteResult } from '../../streamConfiguration.ts';
import type { TextField } from '../../texts/fieldText.ts';
import type { Pasted } from './fillFromPaste.ts';
import type { Judges } from './judgeDraft.ts';
import type { FormView } from './messages.ts';

/** What there is of a stream's credential, as it may be told. */
export type CredentialState =
  | { readonly kind: 'none' }
  /** With when it was set. */
  | { readonly kind: 'found'; readonly label: string }
  | { readonly kind: 'failed'; readonly words: string };

/** Where drafts are kept, over a reload and for long. */
export interface DraftMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** What a form takes from the window: so that what it uses of it is not loaded a second time. */
export interface FormDesk extends Judges {
  readonly memory: DraftMemory;
  /** A text without any secret that this window has met, and without tokens. */
  clean(text: string): string;
  /** From now on no text that leaves has a secret of this credential in it. */
  guard(credential: Credential): void;
  placeholder(field: TextField): string;
  prompt(field: TextField): string;
  /** Those of the settings. */
  streams(): readonly ConfiguredStream[];
  add(entry: Readonly<Record<string, unknown>>): Promise<WriteResult>;
  change(
    stream: ConfiguredStream,
    change: (entry: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
  ): Promise<WriteResult>;
  /** Loads the list of a stream that is new or another one. */
  saved(stream: ConfiguredStream): void;
  /** Never rejects; can take as long as the system's keyring takes. */
  credentialOf(stream: ConfiguredStream): Promise<CredentialState>;
  /** Checks every field of a credential. */
  checkCredential(
    credential: unknown,
  ): { readonly ok: true; readonly value: Credential } | { readonly ok: false; readonly problem: FieldProblem };
  /** Why a credential cannot sign; undefined when it can. */
  tryToSign(credential: Credential): Promise<FieldProblem | undefined>;
  /** Keeps it, after a trial where it takes the place of another one; false when the old one stays. */
  keepCredential(stream: ConfiguredStream, credential: Credential, keep: 'computer' | 'window'): Promise<boolean>;
  /** Checks whether a stop would work, with `typed` in place of what is kept. Sends no stop. */
  check(stream: ConfiguredStream, typed: Credential | undefined, signal: AbortSignal): Promise<FormView['checks']>;
  readPaste(text: string): Promise<Pasted>;
  /** Says until when a pasted token holds; undefined when it ran out. */
  tellToken(token: string): Promise<string | undefined>;
  /** Copies what to ask an admin for; the name can be empty. */
  copyRequest(streamName: string): Promise<void>;
  openSettings(): void;
}
