import type { FormDraft, TypedSecrets } from '../formDraft.ts';
import type { FieldId, FormTexts, FormView, Notice, ToHost } from '../messages.ts';
import { CampaignRows } from './campaignRows.ts';
import { button, element } from '../../shared/page/elements.ts';
import { choiceOf, textField, type Choices, type Field, type FieldOptions } from './elements.ts';

type TextId = Exclude<FieldId, `campaigns.${string}`>;

/** The form on the page. It draws what it is told, and tells what was typed; it judges nothing. */
export class FormDocument {
  readonly #texts: FormTexts;
  readonly #send: (message: ToHost) => void;
  readonly #fields: Readonly<Record<TextId, Field>>;
  readonly #paste: Field;
  readonly #host: Choices;
  readonly #tier: Choices;
  readonly #kind: Choices;
  readonly #keep: Choices;
  readonly #algorithm: Choices;
  readonly #campaigns: CampaignRows;
  readonly #heading = element('h1');
  readonly #credential = element('p', { className: 'stored' });
  readonly #advanced = element('details');
  /** Heard when they change. */
  readonly #notice = element('div', { className: 'notice' });
  readonly #checks = element('div', { className: 'checks' });
  readonly #busy = element('p', { className: 'busy' });
  /** It was saved or checked here, and nothing typed since: what comes of it is looked for. */
  #isAwaited = false;
  readonly #actions: Readonly<Record<'save' | 'check' | 'cancel' | 'discard', ReturnType<typeof button>>>;

  constructor(texts: FormTexts, send: (message: ToHost) => void) {
    this.#texts = texts;
    this.#send = send;
    const { labels } = texts;
    const field = (id: TextId, label: string, kind: FieldOptions['kind'] = 'text'): Field =>
      textField({
        id,
        label,
        kind,
        hint: texts.hints[id],
        placeholder: texts.placeholders[id],
        words: labels,
      });
    this.#paste = textField({ id: 'paste', label: labels.paste, hint: labels.pasteHint, kind: 'area', words: labels });
    this.#fields = {
      host: field('host', labels.otherHost),
      accountId: field('accountId', labels.accountId),
      streamId: field('streamId', labels.streamId),
      name: field('name', labels.name),
      iid: field('iid', labels.iid),
      clientId: field('clientId', labels.clientId),
      clientSecret: field('clientSecret', labels.clientSecret, 'password'),
      privateKeyPem: field('privateKeyPem', labels.privateKeyPem, 'password'),
      token: field('token', labels.token, 'password'),
      subject: field('subject', labels.subject),
    };
    this.#host = choiceOf('host', labels.host, undefined, texts.hosts);
    this.#tier = choiceOf('tier', labels.tier, texts.hints.tier, texts.tiers);
    this.#kind = choiceOf('kind', labels.credentialKind, undefined, texts.kinds);
    this.#keep = choiceOf('keep', labels.keep, undefined, texts.keeps);
    this.#algorithm = choiceOf('algorithm', labels.algorithm, undefined, texts.algorithms);
    this.#campaigns = new CampaignRows(texts, () => this.#typed());
    this.#actions = {
      save: button(labels.save, () => this.#submit('save'), false),
      check: button(labels.check, () => this.#submit('check')),
      cancel: button(labels.cancelCheck, () => send({ kind: 'cancelCheck' })),
      discard: button(labels.discard, () => send({ kind: 'discard' })),
    };
    this.#notice.setAttribute('role', 'status');
    this.#checks.setAttribute('role', 'status');
    this.#busy.setAttribute('role', 'status');
  }

  /** Puts the form into the page. */
  draw(into: HTMLElement): void {
    const { labels } = this.#texts;
    const section = (heading: string, children: readonly Node[]): HTMLElement =>
      element('section', {}, [element('h2', {}, [heading]), ...children]);
    const fields = this.#fields;
    this.#advanced.append(
      element('summary', {}, [labels.advanced]),
      fields.iid.box,
      this.#algorithm.box,
      fields.subject.box,
    );
    const form = unremembered();
    form.append(
      this.#heading,
      element('p', { className: 'hint' }, [labels.intro]),
      element('section', { className: 'paste' }, [this.#paste.box, button(labels.fill, () => this.#sendPaste())]),
      section(labels.stream, [
        this.#host.box,
        fields.host.box,
        fields.accountId.box,
        fields.streamId.box,
        fields.name.box,
        this.#tier.box,
        this.#campaigns.box,
      ]),
      section(labels.credential, [
        this.#credential,
        this.#kind.box,
        fields.clientId.box,
        fields.clientSecret.box,
        fields.privateKeyPem.box,
        fields.token.box,
        element('p', { className: 'hint' }, [labels.secretHint]),
        this.#keep.box,
        button(labels.copyRequest, () => this.#send({ kind: 'copyRequest', draft: this.draft() })),
      ]),
      this.#advanced,
      this.#notice,
      element('div', { className: 'actions' }, Object.values(this.#actions)),
      this.#busy,
      this.#checks,
    );
    into.replaceChildren(form);
    into.addEventListener('input', (event) => {
      if (event.target instanceof Node && !this.#paste.box.contains(event.target)) this.#typed();
    });
    this.#paste.box.addEventListener('paste', () => setTimeout(() => this.#sendPaste()));
  }

  draft(): FormDraft {
    const fields = this.#fields;
    return {
      hostChoice: this.#host.value() as FormDraft['hostChoice'],
      host: fields.host.value(),
      accountId: fields.accountId.value(),
      streamId: fields.streamId.value(),
      name: fields.name.value(),
      tier: this.#tier.value() as FormDraft['tier'],
      campaigns: this.#campaigns.value(),
      iid: fields.iid.value(),
      credentialKind: this.#kind.value() as FormDraft['credentialKind'],
      clientId: fields.clientId.value(),
      algorithm: this.#algorithm.value() as FormDraft['algorithm'],
      subject: fields.subject.value(),
      keep: this.#keep.value() as FormDraft['keep'],
    };
  }

  fill(draft: FormDraft): void {
    const fields = this.#fields;
    for (const id of ['host', 'accountId', 'streamId', 'name', 'iid', 'clientId', 'subject'] as const) {
      fields[id].set(draft[id]);
    }
    this.#host.set(draft.hostChoice);
    this.#tier.set(draft.tier);
    this.#kind.set(draft.credentialKind);
    this.#keep.set(draft.keep);
    this.#algorithm.set(draft.algorithm);
    this.#campaigns.set(draft.campaigns);
    if (draft.iid !== '' || draft.subject !== '' || draft.algorithm !== 'HS256') this.#advanced.open = true;
    this.#showWhatCounts();
  }

  show(view: FormView): void {
    // VS Code leaves out the title of the document that it is given.
    document.title = view.heading;
    this.#heading.textContent = view.heading;
    this.#credential.textContent = view.credential;
    for (const [id, field] of Object.entries(this.#fields)) field.remark(view.remarks[id as TextId]);
    this.#campaigns.remark(view.remarks);
    this.#showNotice(view.notice);
    this.#showChecks(view.checks);
    const { labels } = this.#texts;
    this.#busy.textContent = view.busy === undefined ? '' : view.busy === 'save' ? labels.saving : labels.checking;
    this.#actions.save.disabled = view.busy !== undefined;
    this.#actions.check.disabled = view.busy !== undefined;
    this.#actions.cancel.hidden = view.busy !== 'check';
  }

  clear(what: 'paste' | 'secrets'): void {
    if (what === 'paste') this.#paste.set('');
    else for (const id of ['clientSecret', 'privateKeyPem', 'token'] as const) this.#fields[id].set('');
  }

  focus(id: FieldId | 'first'): void {
    if (id === 'first') this.#paste.focus();
    else if (id === 'host' && this.#host.value() !== 'other') this.#host.focus();
    else if (id.startsWith('campaigns.')) this.#campaigns.focus(id);
    else {
      if (id === 'iid' || id === 'subject') this.#advanced.open = true;
      this.#fields[id as TextId].focus();
    }
  }

  #secrets(): TypedSecrets {
    const { clientSecret, privateKeyPem, token } = this.#fields;
    return { clientSecret: clientSecret.value(), privateKeyPem: privateKeyPem.value(), token: token.value() };
  }

  #submit(kind: 'save' | 'check'): void {
    this.#isAwaited = true;
    this.#send({ kind, draft: this.draft(), typed: this.#secrets() });
  }

  #typed(): void {
    this.#isAwaited = false;
    this.#showWhatCounts();
    this.#send({ kind: 'draft', draft: this.draft() });
  }

  #sendPaste(): void {
    const text = this.#paste.value();
    if (text.trim() !== '') this.#send({ kind: 'paste', text, draft: this.draft() });
  }

  /** Only the fields that count for what was chosen are there. */
  #showWhatCounts(): void {
    const { host, clientId, clientSecret, privateKeyPem, token } = this.#fields;
    const signs = this.#kind.value() === 'clientSecret';
    const withKey = this.#algorithm.value().startsWith('RS');
    host.box.hidden = this.#host.value() !== 'other';
    clientId.box.hidden = !signs;
    clientSecret.box.hidden = !signs || withKey;
    privateKeyPem.box.hidden = !signs || !withKey;
    token.box.hidden = signs;
  }

  #showNotice(notice: Notice | undefined): void {
    const { labels } = this.#texts;
    // A notice that is drawn again would be heard again, and lose the focus on its button.
    const key = JSON.stringify(notice ?? {});
    if (this.#notice.dataset.key === key) return;
    this.#notice.dataset.key = key;
    this.#notice.className = `notice ${notice?.kind ?? ''}`;
    this.#notice.replaceChildren();
    if (notice === undefined) return;
    this.#notice.append(element('p', {}, [notice.text]));
    const { action } = notice;
    if (action !== undefined) this.#notice.append(button(labels[action], () => this.#send({ kind: action })));
  }

  #showChecks(checks: FormView['checks']): void {
    const key = JSON.stringify(checks ?? {});
    if (this.#checks.dataset.key === key) return;
    this.#checks.dataset.key = key;
    this.#checks.replaceChildren();
    if (checks === undefined) return;
    const rows = checks.lines.map(({ result, word, label, why }) =>
      element('li', { className: result }, [
        element('span', { className: 'word' }, [word]),
        element('span', {}, [label]),
        ...why.map((line) => element('p', {}, [line])),
      ]),
    );
    this.#checks.append(element('p', { className: 'summary' }, [checks.summary]), element('ul', {}, rows));
    // Below the buttons and the edge of the page, that it is not ready would stay unseen under “Saved”.
    if (this.#isAwaited) this.#checks.scrollIntoView({ block: 'nearest' });
  }
}

/**
 * A form whose fields the browser does not remember: else it writes what is in them, secrets too, into its file of open
 * tabs, to fill them in again after a crash. Enter in a field sends no form.
 */
function unremembered(): HTMLFormElement {
  const form = element('form');
  form.autocomplete = 'off';
  form.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && event.target instanceof Element && event.target.localName === 'vscode-textfield') {
        event.stopPropagation();
      }
    },
    { capture: true },
  );
  return form;
}
