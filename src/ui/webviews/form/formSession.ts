import type { ConfiguredStream, Credential } from '../../../streams/stream.ts';
import { streamKey } from '../../../streams/streamKey.ts';
import { plainText } from '../../../texts/plainText.ts';
import {
  credentialLine,
  formHeading,
  formTexts,
  goneText,
  notSavedText,
  otherHostText,
  pastedText,
  savedText,
  toCorrectText,
} from '../../texts/formText.ts';
import { toError } from '../../toError.ts';
import { DraftKeeper } from './draftKeeper.ts';
import { fillFromPaste } from './fillFromPaste.ts';
import type { CredentialState, FormDesk } from './formDesk.ts';
import { draftOf, emptyDraft, keptDraft, readDraft, sameDraft, typedCredential, usesKey } from './formDraft.ts';
import type { FormDraft, TypedSecrets } from './formDraft.ts';
import { firstProblem, judgeDraft, type Judged } from './judgeDraft.ts';
import {
  readMessage,
  type FieldId,
  type FieldRemark,
  type FormView,
  type Notice,
  type ToHost,
  type ToPage,
} from './messages.ts';
import { editedEntry, newEntry } from './streamEntry.ts';

/** Where drafts lie in memory; `kore.` so that Remove Everything finds them with the rest. */
const memoryPrefix = 'kore.streamForm ';
const addMemento = 'add';

/** The page of a form, as its session sees it. */
export interface FormPage {
  post(message: ToPage): void;
  /** The tab's title, and under which name the form is found again. */
  retitle(title: string, memento: string): void;
}

/**
 * One form: the truth of what is in it, but for secrets, is here; the page only draws. So it can be hidden, closed and
 * loaded again at any time. `memento` is `add`, or the key of the stream that is edited.
 */
export class FormSession {
  readonly #desk: FormDesk;
  readonly #page: FormPage;
  readonly #drafts: DraftKeeper;
  #memento: string;
  /** Of the stream that is edited, as it was when it was read or written last. */
  #name: string | undefined;
  #draft: FormDraft;
  #whole = false;
  #notice: Notice | undefined;
  #checks: FormView['checks'];
  #busy: FormView['busy'];
  #credential: { readonly key: string; readonly state?: CredentialState } | undefined;
  /** Remarks on secrets, which only a save or a check sees. */
  #ofSecret: Judged['remarks'] = {};
  #pastedToken: { readonly token: string; readonly host: string } | undefined;
  #cancel: AbortController | undefined;

  constructor(memento: string, desk: FormDesk, page: FormPage) {
    this.#desk = desk;
    this.#page = page;
    this.#memento = memento;
    this.#name = this.#edited()?.name;
    this.#drafts = new DraftKeeper(desk.memory);
    const kept = this.#drafts.get(memoryPrefix + memento);
    this.#draft = kept === undefined ? this.#saved() : readDraft(kept);
    if (memento !== addMemento && this.#edited() === undefined) this.#becomeNew();
  }

  get title(): string {
    return formHeading(this.#name, this.#desk.reader);
  }

  get memento(): string {
    return this.#memento;
  }

  dispose(): void {
    this.#cancel?.abort();
  }

  /** Takes a message of the page; what is none is left alone. */
  async handle(raw: unknown): Promise<void> {
    const message = readMessage(raw);
    if (message !== undefined) await this.#take(message);
  }

  async #take(message: ToHost): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#show();
        return this.#lookUpCredential();
      case 'draft':
        this.#type(message.draft);
        return this.#lookUpCredential();
      case 'paste':
        this.#type(message.draft);
        await this.#paste(message.text);
        return this.#lookUpCredential();
      case 'save':
        return this.#save(message.draft, message.typed);
      case 'check':
        return this.#checkTyped(message.draft, message.typed);
      case 'cancelCheck':
        this.#cancel?.abort();
        return;
      case 'copyRequest':
        this.#type(message.draft);
        return this.#desk.copyRequest(message.draft.name.trim());
      case 'discard':
        await this.#drafts.keep(memoryPrefix + this.#memento, undefined);
        this.#restart();
        return this.#lookUpCredential();
      case 'openSettings':
        this.#desk.openSettings();
        return;
      case 'usePastedToken':
        return this.#usePastedToken();
    }
  }

  #edited(): ConfiguredStream | undefined {
    return this.#desk.streams().find((stream) => streamKey(stream) === this.#memento);
  }

  #saved(): FormDraft {
    const stream = this.#edited();
    return stream === undefined ? emptyDraft : draftOf(stream);
  }

  /** What was typed stays, also when the stream that it was typed for has gone. */
  #becomeNew(): void {
    this.#memento = addMemento;
    this.#name = undefined;
    this.#notice = { kind: 'error', text: goneText(this.#desk.reader) };
  }

  #restart(): void {
    this.#draft = this.#saved();
    this.#whole = false;
    this.#notice = undefined;
    this.#checks = undefined;
    this.#ofSecret = {};
    this.#pastedToken = undefined;
    this.#show();
    this.#page.post({ kind: 'clear', what: 'secrets' });
  }

  #type(draft: FormDraft): void {
    if (sameDraft(draft, this.#draft)) return;
    this.#draft = draft;
    this.#checks = undefined;
    this.#ofSecret = {};
    if (this.#notice?.action === undefined) this.#notice = undefined;
    const kept = sameDraft(draft, this.#saved()) ? undefined : keptDraft(draft, (text) => this.#desk.clean(text));
    void this.#drafts.keep(memoryPrefix + this.#memento, kept);
    this.#tell();
  }

  #judged(): Judged {
    const others = this.#desk.streams().filter((stream) => streamKey(stream) !== this.#memento);
    return judgeDraft(this.#draft, { whole: this.#whole, others }, this.#desk);
  }

  #view(): FormView {
    const { reader } = this.#desk;
    return {
      heading: this.title,
      credential: credentialLine(this.#credential?.state, reader),
      remarks: { ...this.#judged().remarks, ...this.#ofSecret },
      ...(this.#notice === undefined ? {} : { notice: this.#notice }),
      ...(this.#checks === undefined ? {} : { checks: this.#checks }),
      ...(this.#busy === undefined ? {} : { busy: this.#busy }),
    };
  }

  #show(): void {
    const texts = formTexts(this.#desk);
    this.#page.post({ kind: 'show', texts, draft: this.#draft, view: this.#view(), memento: this.#memento });
  }

  #tell(focus?: FieldId): void {
    this.#page.post({ kind: 'view', view: this.#view(), ...(focus === undefined ? {} : { focus }) });
  }

  /** Says what there is for the stream in the form as soon as that can be told. Never reads a secret to the page. */
  async #lookUpCredential(again = false): Promise<void> {
    const stream = this.#judged().stream ?? this.#edited();
    const key = stream === undefined ? undefined : streamKey(stream);
    if (key === this.#credential?.key && !again) return;
    this.#credential = key === undefined ? undefined : { key };
    if (stream === undefined || key === undefined) {
      this.#tell();
      return;
    }
    const state = await this.#desk.credentialOf(stream);
    if (this.#credential?.key !== key) return;
    this.#credential = { key, state };
    this.#tell();
  }

  async #paste(text: string): Promise<void> {
    const { reader } = this.#desk;
    const pasted = await this.#desk.readPaste(text);
    if (pasted.kind === 'handedOn') {
      this.#page.post({ kind: 'clear', what: 'paste' });
      return;
    }
    if (pasted.kind === 'bad') {
      this.#notice = { kind: 'error', text: pasted.text };
      this.#tell();
      return;
    }
    const before = this.#draft;
    const draft = fillFromPaste(before, pasted);
    const { token, host } = pasted.kind === 'call' ? pasted.call : {};
    this.#pastedToken = token === undefined || host === undefined ? undefined : { token, host };
    if (token !== undefined) this.#desk.guard({ kind: 'token', token });
    const until = this.#pastedToken === undefined ? undefined : await this.#desk.tellToken(this.#pastedToken.token);
    this.#type(draft);
    this.#notice = {
      kind: 'info',
      text: pastedText(draft, before, until, reader),
      ...(until === undefined ? {} : { action: 'usePastedToken' }),
    };
    this.#page.post({ kind: 'fill', draft, memento: this.#memento });
    this.#page.post({ kind: 'clear', what: 'paste' });
    this.#tell();
  }

  async #usePastedToken(): Promise<void> {
    const { stream } = this.#insist();
    if (stream === undefined || this.#pastedToken === undefined) return;
    const { token, host } = this.#pastedToken;
    if (host !== stream.host) {
      this.#notice = { kind: 'error', text: otherHostText(this.#desk.reader) };
      this.#tell();
      return;
    }
    const kept = await this.#desk.keepCredential(stream, { kind: 'token', token }, 'window');
    if (kept) this.#pastedToken = undefined;
    this.#notice = undefined;
    await this.#lookUpCredential(true);
  }

  /** From now on what is missing is told too, and the first thing that is wrong gets the focus. */
  #insist(): Judged {
    this.#whole = true;
    const judged = this.#judged();
    if (judged.stream !== undefined) return judged;
    this.#notice = { kind: 'error', text: toCorrectText(this.#desk.reader) };
    this.#tell(firstProblem(judged.remarks));
    return judged;
  }

  /** The typed credential, where there is one and it is right; what is wrong with it is told at its field. */
  async #readTyped(typed: TypedSecrets): Promise<Credential | 'none' | 'halfTyped' | 'bad'> {
    this.#ofSecret = {};
    const raw = typedCredential(this.#draft, typed);
    if (raw === undefined) {
      const { credentialKind, clientId } = this.#draft;
      return credentialKind === 'clientSecret' && clientId.trim() !== '' ? 'halfTyped' : 'none';
    }
    const checked = this.#desk.checkCredential(raw);
    if (checked.ok) this.#desk.guard(checked.value);
    const problem = checked.ok ? await this.#desk.tryToSign(checked.value) : checked.problem;
    if (checked.ok && problem === undefined) return checked.value;
    if (problem !== undefined) {
      const secret = usesKey(this.#draft) ? 'privateKeyPem' : 'clientSecret';
      const at = secretFields.find((field) => field === problem.field) ?? secret;
      const text = this.#desk.describeProblem(problem, this.#desk.reader.l10n);
      this.#ofSecret = remarkAt(at, text);
    }
    return 'bad';
  }

  async #save(draft: FormDraft, typed: TypedSecrets): Promise<void> {
    if (this.#busy !== undefined) return;
    this.#type(draft);
    const { stream } = this.#insist();
    if (stream === undefined) return;
    this.#busy = 'save';
    this.#notice = undefined;
    this.#tell();
    try {
      await this.#write(stream, typed);
    } catch (error: unknown) {
      this.#notice = { kind: 'error', text: plainText(this.#desk.clean(toError(error).message), 300) };
    } finally {
      this.#busy = undefined;
      this.#tell(firstProblem(this.#ofSecret));
    }
  }

  async #write(stream: ConfiguredStream, typed: TypedSecrets): Promise<void> {
    const { reader } = this.#desk;
    const credential = await this.#readTyped(typed);
    const edited = this.#edited();
    const written =
      edited === undefined
        ? await this.#desk.add(newEntry(stream))
        : await this.#desk.change(edited, (entry) => editedEntry(entry, edited, stream));
    if (!written.ok) {
      this.#notice = { kind: 'error', text: notSavedText(written.words, reader), action: 'openSettings' };
      return;
    }
    await this.#becomeSaved(stream);
    const end = typeof credential === 'string' ? credential : await this.#keep(stream, credential);
    const kind = end === 'bad' || end === 'halfTyped' ? 'error' : 'info';
    this.#notice = { kind, text: savedText(stream.name, end, reader) };
    this.#desk.saved(stream);
    await this.#lookUpCredential(true);
    if (end === 'set') await this.#check(stream, undefined);
  }

  /** The credential goes where the Set Credential command puts it, after the same trial. */
  async #keep(stream: ConfiguredStream, credential: Credential): Promise<'set' | 'oldKept'> {
    const kept = await this.#desk.keepCredential(stream, credential, this.#draft.keep);
    if (kept) {
      this.#draft = draftOf(stream);
      this.#page.post({ kind: 'fill', draft: this.#draft, memento: this.#memento });
      this.#page.post({ kind: 'clear', what: 'secrets' });
    }
    return kept ? 'set' : 'oldKept';
  }

  async #becomeSaved(stream: ConfiguredStream): Promise<void> {
    await this.#drafts.keep(memoryPrefix + this.#memento, undefined);
    const { credentialKind, clientId, algorithm, subject, keep } = this.#draft;
    this.#memento = streamKey(stream);
    this.#name = stream.name;
    this.#draft = { ...draftOf(stream), credentialKind, clientId, algorithm, subject, keep };
    this.#whole = false;
    this.#page.retitle(this.title, this.#memento);
    this.#page.post({ kind: 'fill', draft: this.#draft, memento: this.#memento });
  }

  async #checkTyped(draft: FormDraft, typed: TypedSecrets): Promise<void> {
    if (this.#busy !== undefined) return;
    this.#type(draft);
    const { stream } = this.#insist();
    if (stream === undefined) return;
    this.#notice = undefined;
    const credential = await this.#readTyped(typed);
    if (credential === 'bad') {
      this.#notice = { kind: 'error', text: toCorrectText(this.#desk.reader) };
      this.#tell(firstProblem(this.#ofSecret));
      return;
    }
    this.#busy = 'check';
    try {
      await this.#check(stream, typeof credential === 'string' ? undefined : credential);
    } finally {
      this.#busy = undefined;
      this.#tell();
    }
  }

  async #check(stream: ConfiguredStream, typed: Credential | undefined): Promise<void> {
    const cancel = new AbortController();
    this.#cancel = cancel;
    this.#busy = 'check';
    this.#checks = undefined;
    this.#tell();
    const draft = this.#draft;
    const checks = await this.#desk.check(stream, typed, cancel.signal);
    // It would tell of what is no longer in the form.
    if (sameDraft(draft, this.#draft)) this.#checks = checks;
  }
}

function remarkAt(at: FieldId, text: string): Judged['remarks'] {
  const remarks: Partial<Record<FieldId, FieldRemark>> = {};
  remarks[at] = { kind: 'problem', text };
  return remarks;
}

const secretFields = ['clientId', 'clientSecret', 'privateKeyPem', 'token', 'subject'] as const;

/** The memento of the form that adds, or of the one that edits a stream. */
export function mementoOf(stream: ConfiguredStream | undefined): string {
  return stream === undefined ? addMemento : streamKey(stream);
}
