import { commands, type Memento } from 'vscode';

import { checkCredential } from '../../streams/credential.ts';
import { looksLikeCall, readPastedCall } from '../../streams/pasted.ts';
import { looksLikeSetup } from '../../streams/setup.ts';
import { describeProblem } from '../../streams/problemText.ts';
import type { Credential } from '../../streams/stream.ts';
import { dayAndClock } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import type { CredentialLookup } from '../credentials/credentialStore.ts';
import { describeCredential } from '../credentials/describeCredential.ts';
import { runReadiness } from '../readiness/runReadiness.ts';
import { labelWithTime } from '../texts/credentialText.ts';
import { checkOfField, oddShape, placeholderOf, promptOf } from '../texts/fieldText.ts';
import { checkRows } from '../texts/readinessReport.ts';
import { readinessSummary } from '../texts/readinessText.ts';
import type { Pasted } from '../webviews/form/fillFromPaste.ts';
import type { CredentialState, FormDesk } from '../webviews/form/formDesk.ts';
import { copyRequestOf } from './copyRequestForAdmin.ts';
import { pasteSetup } from './handover.ts';
import { replaceAndTell } from './credentialCommands.ts';

/** What the window does for the stream form. */
export function formDesk(app: App, memory: Memento): FormDesk & { readonly memory: Memento } {
  const { reader, outlet, configuration } = app;
  return {
    reader,
    memory,
    checkField: (field, text) => checkOfField[field](text),
    oddShape: (field, text) => oddShape(field, text, reader),
    describeProblem,
    placeholder: placeholderOf,
    prompt: (field) => promptOf(field, reader),
    clean: (text) => outlet.document(text),
    guard: (credential) => outlet.guard(credential),
    streams: () => configuration.settings().streams,
    add: (entry) => configuration.add(entry),
    change: (stream, change) => configuration.change(stream, change),
    saved: (stream) => void app.board.refresh(stream),
    credentialOf: (stream) => tellCredential(app, stream),
    checkCredential,
    tryToSign: (credential) => app.tryToSign(credential),
    keepCredential: (stream, credential, keep) => replaceAndTell(app, [stream], { credential, keep }),
    check: (stream, typed, signal) => check(app, stream, typed, signal),
    readPaste: (text) => readPaste(app, text),
    tellToken: (token) => tellToken(app, token),
    copyRequest: (name) => copyRequestOf(app, { name }),
    openSettings: () => void commands.executeCommand('workbench.action.openSettingsJson'),
  };
}

async function tellCredential(app: App, stream: KnownStream): Promise<CredentialState> {
  const found = await app.credentials.find(stream);
  if (found.kind !== 'found') return found;
  return { kind: 'found', label: labelWithTime(await describeCredential(found, app), app.reader) };
}

async function check(
  app: App,
  stream: KnownStream,
  typed: Credential | undefined,
  signal: AbortSignal,
): ReturnType<FormDesk['check']> {
  const credential: CredentialLookup =
    typed === undefined ? await app.credentials.find(stream) : { kind: 'found', credential: typed, keep: 'once' };
  const checked = await runReadiness([{ stream, credential }], app, { signal });
  const [one] = checked;
  const summary = readinessSummary(checked, app.reader);
  if (one === undefined || summary === undefined) return undefined;
  return { summary: summary.sentence, lines: checkRows(one, app.reader) };
}

async function readPaste(app: App, text: string): Promise<Pasted> {
  if (looksLikeSetup(text)) return readPastedSetup(app, text);
  const call = looksLikeCall(text) ? readPastedCall(text) : undefined;
  if (call?.host !== undefined) return { kind: 'call', call };
  const host = checkOfField.host(text);
  if (host.ok) return { kind: 'host', host: host.value };
  return {
    kind: 'bad',
    text: app.reader.l10n.t('There is no whole campaign API call in it (…/campaign/api/v2/public/st-…/campaign/…).'),
  };
}

/** One stream fills in the form; more than one are added after the question that a setup has. */
async function readPastedSetup(app: App, text: string): Promise<Pasted> {
  const { readSetup, setupProblemText } = await import('../handover/index.ts');
  const read = readSetup(text);
  if (read.kind === 'bad') return { kind: 'bad', text: setupProblemText(read.problem, app.reader) };
  const [stream, ...others] = read.streams;
  if (stream !== undefined && others.length === 0) return { kind: 'stream', stream };
  await pasteSetup(app, text);
  return { kind: 'handedOn' };
}

async function tellToken(app: App, token: string): Promise<string | undefined> {
  const { reader } = app;
  const facts = await app.inspectToken(token);
  const expiresAtMs = facts.kind === 'jwt' ? facts.expiresAtMs : undefined;
  if (expiresAtMs === undefined) return reader.l10n.t('It does not say until when it holds.');
  if (expiresAtMs <= app.now()) return undefined;
  return reader.l10n.t('It holds until {when}.', { when: dayAndClock(expiresAtMs, reader) });
}
