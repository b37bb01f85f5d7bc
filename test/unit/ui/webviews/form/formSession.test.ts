import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

import { createRedactor } from '../../../../../src/kore/redact.ts';
import { checkCredential } from '../../../../../src/streams/credential.ts';
import { describeProblem } from '../../../../../src/streams/problemText.ts';
import type { Credential, ConfiguredStream } from '../../../../../src/streams/stream.ts';
import { readStreamSettings } from '../../../../../src/streams/streamSettings.ts';
import { readPastedCall } from '../../../../../src/streams/pasted.ts';
import { checkOfField, oddShape, placeholderOf, promptOf } from '../../../../../src/ui/texts/fieldText.ts';
import type { FormDesk } from '../../../../../src/ui/webviews/form/formDesk.ts';
import { emptyDraft, type FormDraft } from '../../../../../src/ui/webviews/form/formDraft.ts';
import { FormSession, mementoOf } from '../../../../../src/ui/webviews/form/formSession.ts';
import type { FormView, ToHost, ToPage } from '../../../../../src/ui/webviews/form/messages.ts';
import { reader, stream } from '../../support.ts';

const secret = 'a-client-secret-of-32-characters!';
const noSecrets = { clientSecret: '', privateKeyPem: '', token: '' };
const filled: FormDraft = {
  ...emptyDraft,
  accountId: stream.accountId,
  streamId: stream.streamId,
  name: 'Acme Retail',
  tier: 'staging',
};

/** A form with the settings, the memory and the secret store beside it. */
class Bench {
  raw: unknown[] = [];
  readonly memory = new Map<string, unknown>();
  readonly posted: ToPage[] = [];
  readonly kept: { readonly stream: string; readonly credential: Credential; readonly keep: string }[] = [];
  readonly checked: { readonly stream: ConfiguredStream; readonly typed: Credential | undefined }[] = [];
  titles: string[] = [];
  refuses = '';
  mayReplace = true;
  #redactor = createRedactor();
  session: FormSession;

  constructor(raw: readonly unknown[] = [], edited?: ConfiguredStream) {
    this.raw = [...raw];
    this.session = this.open(mementoOf(edited));
  }

  open(memento: string): FormSession {
    this.session = new FormSession(memento, this.#desk(), {
      post: (message) => this.posted.push(message),
      retitle: (title) => this.titles.push(title),
    });
    return this.session;
  }

  take(message: ToHost): Promise<void> {
    return this.session.handle(structuredClone(message));
  }

  get view(): FormView {
    const last = this.posted.findLast((message) => message.kind === 'view' || message.kind === 'show');
    assert.ok(last);
    return last.view;
  }

  get drawn(): FormDraft {
    const last = this.posted.findLast((message) => message.kind === 'fill' || message.kind === 'show');
    assert.ok(last);
    return last.draft;
  }

  /** All that went to the page or into memory. */
  get told(): string {
    return JSON.stringify([this.posted, [...this.memory]]);
  }

  #streams(): readonly ConfiguredStream[] {
    return readStreamSettings(this.raw).streams;
  }

  #desk(): FormDesk {
    return {
      reader,
      describeProblem,
      checkField: (field, text) => checkOfField[field](text),
      oddShape: (field, text) => oddShape(field, text, reader),
      placeholder: placeholderOf,
      prompt: (field) => promptOf(field, reader),
      memory: {
        get: (key) => this.memory.get(key),
        update: (key, value) => {
          if (value === undefined) this.memory.delete(key);
          else this.memory.set(key, value);
          return Promise.resolve();
        },
      },
      clean: this.#redactor.clean,
      guard: this.#redactor.learn,
      streams: () => this.#streams(),
      add: (entry) => this.#write(() => this.raw.push(entry)),
      change: (one, change) =>
        this.#write(() => {
          const index = this.raw.findIndex((entry) => isDeepStrictEqual(readStreamSettings([entry]).streams[0], one));
          this.raw[index] = change(this.raw[index] as Record<string, unknown>);
        }),
      saved: () => undefined,
      credentialOf: ({ streamId }) =>
        Promise.resolve(
          this.kept.some((one) => one.stream === streamId)
            ? { kind: 'found', label: 'client id …9c1e' }
            : { kind: 'none' },
        ),
      checkCredential,
      tryToSign: () => Promise.resolve(undefined),
      keepCredential: ({ streamId }, credential, keep) => {
        if (this.mayReplace) this.kept.push({ stream: streamId, credential, keep });
        return Promise.resolve(this.mayReplace);
      },
      check: (one, typed) => {
        this.checked.push({ stream: one, typed });
        return Promise.resolve({ summary: 'Ready to stop', lines: [] });
      },
      readPaste: (text) => {
        const call = readPastedCall(text);
        if (call?.host !== undefined) return Promise.resolve({ kind: 'call', call });
        return Promise.resolve(text === 'many' ? { kind: 'handedOn' } : { kind: 'bad', text: 'Nothing in it.' });
      },
      tellToken: (token) => Promise.resolve(token.includes('old') ? undefined : 'It holds until noon.'),
      copyRequest: () => Promise.resolve(),
      openSettings: () => undefined,
    };
  }

  #write(write: () => void): Promise<{ ok: true } | { ok: false; words: string }> {
    if (this.refuses !== '') return Promise.resolve({ ok: false, words: this.refuses });
    write();
    return Promise.resolve({ ok: true });
  }
}

describe('a stream form', () => {
  it('draws itself when the page is ready, with all of its words', async () => {
    const bench = new Bench();
    await bench.take({ kind: 'ready' });
    const [first] = bench.posted;
    assert.ok(first?.kind === 'show');
    assert.deepEqual([first.view.heading, first.memento, first.draft], ['Add a Stream', 'add', emptyDraft]);
    assert.deepEqual(
      first.texts.hosts.map(({ label }) => label),
      ['platform.kore.ai', 'eu-platform.kore.ai', 'Other'],
    );
    assert.equal(first.view.credential, 'It belongs to host, account id and stream id: tell these first.');
  });

  it('tells a wrong field as it is typed, and a missing one when it is to be saved', async () => {
    const bench = new Bench();
    await bench.take({ kind: 'draft', draft: { ...emptyDraft, streamId: 'st- 1' } });
    assert.deepEqual(Object.keys(bench.view.remarks), ['streamId']);
    await bench.take({ kind: 'save', draft: { ...emptyDraft, streamId: 'st-1' }, typed: noSecrets });
    assert.deepEqual(Object.keys(bench.view.remarks), ['accountId', 'name']);
    const last = bench.posted.at(-1);
    assert.ok(last?.kind === 'view');
    assert.equal(last.focus, 'accountId');
    assert.equal(last.view.notice?.kind, 'error');
    assert.deepEqual(bench.raw, []);
  });

  it('saves a stream, and is the form of that stream from then on', async () => {
    const bench = new Bench(['odd']);
    await bench.take({ kind: 'save', draft: filled, typed: noSecrets });
    const { accountId, streamId } = stream;
    const entry = { name: 'Acme Retail', host: 'https://platform.kore.ai', accountId, streamId, tier: 'staging' };
    assert.deepEqual(bench.raw, ['odd', entry]);
    assert.deepEqual(bench.titles, ['Edit “Acme Retail”']);
    assert.equal(bench.view.notice?.text, 'Saved: “Acme Retail” is in your settings.');
    assert.deepEqual([...bench.memory], []);
    await bench.take({ kind: 'save', draft: { ...filled, name: 'Acme' }, typed: noSecrets });
    assert.deepEqual(bench.raw, ['odd', { ...entry, name: 'Acme' }]);
  });

  it('keeps what was typed when VS Code refuses the write, and says so', async () => {
    const bench = new Bench();
    bench.refuses = 'the file is not saved.';
    await bench.take({ kind: 'save', draft: filled, typed: { ...noSecrets, clientSecret: secret } });
    assert.match(bench.view.notice?.text ?? '', /^The settings were not written: the file is not saved\./);
    assert.equal(bench.view.notice?.action, 'openSettings');
    assert.deepEqual([bench.kept, bench.view.busy], [[], undefined]);
    assert.ok(!bench.posted.some(({ kind }) => kind === 'clear'), 'the secret is still typed');
    bench.refuses = '';
    await bench.take({ kind: 'save', draft: filled, typed: noSecrets });
    assert.equal(bench.raw.length, 1);
  });

  it('sets the credential with the save, empties its field, and never tells it again', async () => {
    const bench = new Bench();
    const draft: FormDraft = { ...filled, clientId: 'cs-1', keep: 'window' };
    await bench.take({ kind: 'save', draft, typed: { ...noSecrets, clientSecret: secret } });
    assert.deepEqual(
      bench.kept.map(({ stream: id, credential, keep }) => [id, credential.kind, keep]),
      [[stream.streamId, 'clientSecret', 'window']],
    );
    assert.ok(bench.posted.some((message) => message.kind === 'clear' && message.what === 'secrets'));
    assert.equal(bench.view.notice?.text, 'Saved: “Acme Retail” is in your settings. Its credential is set.');
    assert.equal(bench.view.credential, 'Set: client id …9c1e. Type another one to replace it.');
    assert.equal(bench.checked.length, 1, 'it is checked by itself');
    await bench.take({ kind: 'ready' });
    assert.ok(!bench.told.includes(secret));
    assert.equal(bench.drawn.clientId, '');
  });

  it('leaves the typed credential in its field when the old one stays', async () => {
    const bench = new Bench();
    bench.mayReplace = false;
    const draft = { ...filled, clientId: 'cs-1' };
    await bench.take({ kind: 'save', draft, typed: { ...noSecrets, clientSecret: secret } });
    assert.match(bench.view.notice?.text ?? '', /Its old credential is kept\.$/);
    assert.ok(!bench.posted.some(({ kind }) => kind === 'clear'));
    assert.equal(bench.drawn.clientId, 'cs-1');
  });

  it('saves the stream all the same when the credential is wrong or half typed, and says which', async () => {
    const wrong = new Bench();
    await wrong.take({ kind: 'save', draft: filled, typed: { ...noSecrets, clientSecret: secret } });
    assert.equal(wrong.raw.length, 1);
    assert.equal(wrong.view.remarks.clientId?.text, 'The client id is missing.');
    assert.match(wrong.view.notice?.text ?? '', /No credential was set: see below\.$/);
    const half = new Bench();
    await half.take({ kind: 'save', draft: { ...filled, clientId: 'cs-1' }, typed: noSecrets });
    assert.match(half.view.notice?.text ?? '', /No credential was set: its secret is missing\.$/);
    assert.deepEqual([wrong.kept, half.kept], [[], []]);
  });

  it('keeps a half-filled form over a reload, without secrets', async () => {
    const bench = new Bench();
    const draft = { ...filled, accountId: '', clientId: 'cs-1' };
    await bench.take({ kind: 'draft', draft });
    await bench.take({ kind: 'check', draft, typed: { ...noSecrets, clientSecret: secret } });
    bench.open('add');
    await bench.take({ kind: 'ready' });
    assert.deepEqual(bench.drawn, draft);
    assert.ok(!bench.told.includes(secret));
  });

  it('forgets the draft when it is discarded, and when it is as the settings have it', async () => {
    const bench = new Bench([stream], stream);
    await bench.take({ kind: 'ready' });
    const { drawn } = bench;
    await bench.take({ kind: 'draft', draft: { ...drawn, name: 'Other' } });
    assert.equal(bench.memory.size, 1);
    await bench.take({ kind: 'draft', draft: drawn });
    assert.equal(bench.memory.size, 0);
    await bench.take({ kind: 'draft', draft: { ...drawn, name: 'Other' } });
    await bench.take({ kind: 'discard' });
    assert.deepEqual([bench.memory.size, bench.drawn.name], [0, 'Acme Retail']);
  });

  it('becomes a new stream with what was typed when its stream has gone from the settings', async () => {
    const bench = new Bench([stream], stream);
    await bench.take({ kind: 'draft', draft: { ...filled, name: 'Typed' } });
    bench.raw = [];
    bench.open(mementoOf(stream));
    await bench.take({ kind: 'ready' });
    assert.deepEqual([bench.view.heading, bench.drawn.name], ['Add a Stream', 'Typed']);
    assert.match(bench.view.notice?.text ?? '', /no longer in the settings/);
    await bench.take({ kind: 'save', draft: bench.drawn, typed: noSecrets });
    assert.equal(bench.raw.length, 1);
  });

  it('checks what is in the form, with the typed credential in place of what is kept', async () => {
    const bench = new Bench();
    const draft = { ...filled, clientId: 'cs-1' };
    await bench.take({ kind: 'check', draft, typed: { ...noSecrets, clientSecret: secret } });
    const [first] = bench.checked;
    assert.deepEqual([first?.stream.name, first?.typed?.kind], ['Acme Retail', 'clientSecret']);
    assert.deepEqual(bench.raw, [], 'nothing is saved by a check');
    assert.equal(bench.view.checks?.summary, 'Ready to stop');
    await bench.take({ kind: 'draft', draft: { ...draft, streamId: 'st-other' } });
    assert.equal(bench.view.checks, undefined, 'of another stream it would tell nothing');
    await bench.take({ kind: 'check', draft: { ...draft, name: '' }, typed: noSecrets });
    assert.equal(bench.checked.length, 1);
  });

  describe('with a pasted call', () => {
    const token = `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.c`;
    const curl = (auth: string): string =>
      `curl -X POST 'https://kore.example/campaign/api/v2/public/st-7/campaign//trigger/cd-7?accountId=acc7' -H 'auth: ${auth}' -H 'iid: st-8'`;

    it('takes over what it tells, and leaves the rest as it was typed', async () => {
      const bench = new Bench();
      await bench.take({
        kind: 'paste',
        text: curl('<token>'),
        draft: { ...emptyDraft, name: 'Mine', tier: 'staging' },
      });
      const { hostChoice, host, accountId, streamId, iid, campaigns, name, tier } = bench.drawn;
      assert.deepEqual([hostChoice, host, accountId, streamId, iid], ['other', 'kore.example', 'acc7', 'st-7', 'st-8']);
      assert.deepEqual([campaigns, name, tier], [[{ id: 'cd-7', name: '' }], 'Mine', 'staging']);
      assert.deepEqual(bench.view.notice, {
        kind: 'info',
        text: 'Filled in: kore.example, account, stream, campaign.',
      });
    });

    it('offers its token for its own host only, and never tells it', async () => {
      const bench = new Bench();
      await bench.take({ kind: 'paste', text: curl(token), draft: { ...emptyDraft, name: 'Mine' } });
      assert.equal(bench.view.notice?.action, 'usePastedToken');
      await bench.take({ kind: 'draft', draft: { ...bench.drawn, host: 'other.example' } });
      await bench.take({ kind: 'usePastedToken' });
      assert.deepEqual(bench.kept, []);
      await bench.take({ kind: 'draft', draft: { ...bench.drawn, host: 'kore.example' } });
      await bench.take({ kind: 'usePastedToken' });
      assert.deepEqual(
        bench.kept.map(({ stream: id, keep }) => [id, keep]),
        [['st-7', 'window']],
      );
      assert.ok(!bench.told.includes('aaaaaaaaaa'), 'the token stays here');
    });

    it('offers no token that ran out, and says what it could not read', async () => {
      const bench = new Bench();
      await bench.take({ kind: 'paste', text: curl('eyJold'), draft: emptyDraft });
      assert.equal(bench.view.notice?.action, undefined);
      await bench.take({ kind: 'paste', text: 'nonsense', draft: emptyDraft });
      assert.deepEqual(bench.view.notice, { kind: 'error', text: 'Nothing in it.' });
      assert.ok(bench.posted.at(-1)?.kind !== 'clear', 'the pasted text is still there');
      await bench.take({ kind: 'paste', text: 'many', draft: emptyDraft });
      assert.deepEqual(bench.posted.at(-1), { kind: 'clear', what: 'paste' });
    });
  });

  it('shows nothing of a name that could turn or hide text', async () => {
    const odd = { ...stream, name: 'Acme\u202e](command:x)' };
    const bench = new Bench([odd], odd);
    await bench.take({ kind: 'ready' });
    assert.equal(bench.view.heading, 'Edit “Acme] (command:x)”');
  });
});
