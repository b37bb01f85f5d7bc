import { commands } from 'vscode';

import { checkHost } from '../../streams/fields.ts';
import { looksLikeCall, readPastedCall, type PastedCall } from '../../streams/pasted.ts';
import { describeProblem } from '../../streams/problemText.ts';
import { looksLikeSetup } from '../../streams/setup.ts';
import type { Tier } from '../../streams/stream.ts';
import { streamKey } from '../../streams/streamKey.ts';
import { hostLabel, quoted } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { enterMissing, keepEntered } from '../credentials/resolveCredential.ts';
import { askText, runSteps, skip, took, type Step } from '../quickInput.ts';
import { pasteSetup } from './handover.ts';
import { askAboutPastedToken } from './pastedToken.ts';
import { askField, askTier } from './streamFields.ts';
import { writeOrTell } from './writeOrTell.ts';

/** What was typed so far. */
interface StreamDraft extends PastedCall {
  readonly name?: string;
  readonly tier?: Tier;
}

/** What stands in the first box in place of a stream: a colleague's setup, which has its own question. */
interface PastedSetup {
  readonly setup: string;
}

type Known = Pick<StreamDraft, 'host' | 'accountId' | 'streamId' | 'iid' | 'campaignId' | 'token'>;

/**
 * Adds a stream to `kore.streams` by quick inputs; a pasted curl command or URL fills in what it tells. Goes on to
 * the credential when there is none. Returns the stream, or `undefined` when the person left or it was not written.
 */
export async function addStream(app: App, known: Known = {}): Promise<KnownStream | undefined> {
  const draft = await askStream(app, known);
  if (draft === undefined) return undefined;
  if ('setup' in draft) {
    const added = await pasteSetup(app, draft.setup);
    return added.length === 1 ? added[0] : undefined;
  }
  const stream = streamOf(draft);
  const existing = app.board.streams().find((one) => streamKey(one) === streamKey(stream));
  if (existing !== undefined) {
    app.typedStream.forget();
    const { l10n } = app.reader;
    void app.outlet.info(l10n.t('This stream is in the list already, as {name}.', { name: quoted(existing.name) }));
    return existing;
  }
  if (!(await write(app, stream))) return undefined;
  app.typedStream.forget();
  // A stop that needs the stream asks for the credential itself.
  if (known.campaignId === undefined) await askCredential(app, stream, draft.token);
  return stream;
}

/** The command: the same, and the view to see it in. */
export async function addStreamAndShow(app: App): Promise<void> {
  const stream = await addStream(app);
  if (stream === undefined) return;
  await commands.executeCommand('kore.campaigns.focus');
  void app.board.refresh(stream);
}

async function askStream(app: App, known: Known): Promise<StreamDraft | PastedSetup | undefined> {
  const { reader } = app;
  const { l10n } = reader;
  const title = l10n.t('Add Stream');
  const before = app.typedStream.besides(known);
  const atFirst: StreamDraft = { ...before, ...known };
  let draft = atFirst;
  let first = known.host ?? hostLabel(before.host ?? '');
  let setup: string | undefined;
  const add = (more: Partial<StreamDraft>): void => {
    draft = { ...draft, ...more };
  };
  const takeFirst = (text: string): void => {
    // Left as it was on the way back: what it told still holds, the token that is no longer shown too.
    if (text === first) return;
    const call = readFirst(text);
    first = call.token === undefined ? text : text.replaceAll(call.token, '<token>');
    draft = { ...known, ...typedIn(draft), ...call };
  };
  const ask = (field: 'accountId' | 'streamId', canGoBack: boolean): Promise<Step> => {
    const value = draft[field] ?? '';
    const take = (text: string): void => add({ [field]: text });
    return askField({ field, title, value, canGoBack, left: take }, reader).then((answer) => took(answer, take));
  };
  const finished = await runSteps([
    async () => {
      const leave = (text: string): void => {
        if (readFirst(text).host !== undefined) takeFirst(text);
      };
      const answer = await askFirst(title, first, leave, app);
      if (answer !== undefined && answer !== 'back' && looksLikeSetup(answer.value)) {
        setup = answer.value;
        return undefined;
      }
      return took(answer, takeFirst);
    },
    () => (known.accountId === undefined && !fromPaste(first, 'accountId') ? ask('accountId', true) : skip),
    () => (known.streamId === undefined && !fromPaste(first, 'streamId') ? ask('streamId', true) : skip),
    async () => {
      const value = draft.name ?? hostLabel(draft.host ?? '');
      const warn = (name: string): string | undefined =>
        app.board.streams().some((stream) => stream.name === name)
          ? l10n.t('Another stream has this name already.')
          : undefined;
      const take = (name: string): void => add({ name });
      return took(await askField({ field: 'name', title, value, canGoBack: true, warn, left: take }, reader), take);
    },
    async () => took(await askTier(title, true, reader, draft.tier), (tier) => add({ tier })),
  ]);
  if (setup !== undefined) return { setup };
  // Forgotten once the stream is in the list. Where nothing was typed, what was typed before is still good.
  if (draft !== atFirst) app.typedStream.keep(draft);
  return finished ? draft : undefined;
}

/** What holds for another host too. A token, a campaign or an iid of one paste never goes on to the next host. */
function typedIn({ accountId, streamId, name, tier }: StreamDraft): StreamDraft {
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(streamId === undefined ? {} : { streamId }),
    ...(name === undefined ? {} : { name }),
    ...(tier === undefined ? {} : { tier }),
  };
}

function fromPaste(first: string, field: keyof PastedCall): boolean {
  return readFirst(first)[field] !== undefined;
}

/** The first box takes a host, or a whole call that fills in the rest. */
function askFirst(
  title: string,
  value: string,
  left: (text: string) => void,
  { reader: { l10n } }: App,
): ReturnType<typeof askText> {
  return askText({
    title,
    prompt: l10n.t('The host, or paste a curl command or the address of any campaign API call: it fills in the rest'),
    placeholder: 'platform.kore.ai',
    value,
    left,
    check: (text) => {
      if (looksLikeSetup(text)) return undefined;
      if (looksLikeCall(text) && readPastedCall(text)?.host !== undefined) return undefined;
      if (/^\s*curl\s/i.test(text)) {
        return l10n.t(
          'There is no whole campaign API call in this command (…/campaign/api/v2/public/st-…/campaign/…).',
        );
      }
      const host = checkHost(text);
      return host.ok ? undefined : describeProblem(host.problem, l10n);
    },
    warn: (text) => {
      const call = looksLikeCall(text) ? readPastedCall(text) : undefined;
      if (call === undefined) return undefined;
      const found = [
        hostLabel(call.host ?? ''),
        ...(call.accountId === undefined ? [] : [l10n.t('account')]),
        ...(call.streamId === undefined ? [] : [l10n.t('stream')]),
        ...(call.campaignId === undefined ? [] : [l10n.t('campaign')]),
        ...(call.token === undefined ? [] : [l10n.t('a token')]),
      ];
      return l10n.t('Found: {found}. Enter goes on.', { found: found.join(', ') });
    },
  });
}

function readFirst(text: string): PastedCall {
  const call = looksLikeCall(text) ? readPastedCall(text) : undefined;
  if (call?.host !== undefined) return call;
  const host = checkHost(text);
  return host.ok ? { host: host.value } : {};
}

function streamOf(draft: StreamDraft): KnownStream {
  const { name = '', host = '', accountId = '', streamId = '', iid, tier, campaignId } = draft;
  return {
    name,
    host,
    accountId,
    streamId,
    ...(iid === undefined ? {} : { iid }),
    ...(tier === undefined ? {} : { tier }),
    campaigns: campaignId === undefined ? [] : [{ id: campaignId }],
  };
}

/** Writes the entry; when VS Code refuses, says so and tries again as often as the person likes. */
async function write(app: App, stream: KnownStream): Promise<boolean> {
  const { campaigns, ...rest } = stream;
  const entry = { ...rest, ...(campaigns.length === 0 ? {} : { campaigns }) };
  return writeOrTell(() => app.configuration.add(entry), app);
}

async function askCredential(app: App, stream: KnownStream, token: string | undefined): Promise<void> {
  const found = await app.credentials.find(stream);
  if (found.kind === 'found') return;
  const pasted = token === undefined ? 'other' : await askAboutPastedToken(app, stream, token, ['window']);
  if (pasted === 'other') await enterMissing(stream, app.credentials, app, ['computer', 'window']);
  else if (pasted !== undefined) await keepEntered([stream], pasted, app.credentials, app);
}
