import { checkCampaignId } from '../../streams/fields.ts';
import type { PastedCall } from '../../streams/pasted.ts';
import { describeProblem } from '../../streams/problemText.ts';
import { streamsNamed } from '../../streams/streamsNamed.ts';
import { hostLabel, idTail, quoted } from '../../texts/format.ts';
import type { KnownCampaign, KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { App } from '../app.ts';
import { pickCampaign, type PickQuestion } from '../campaigns/pickCampaign.ts';
import type { Door, Picked } from '../campaigns/pickerItems.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { enterMissing, useFromNow, type ResolvedCredential } from '../credentials/resolveCredential.ts';
import { addStream } from './addStream.ts';
import { askStreamOrAdd, pickStream } from './askStream.ts';
import { findById, findKnown } from './findById.ts';
import { askAboutPastedToken } from './pastedToken.ts';
import { explainListFailure } from './refresh.ts';
import { setCredentialForSeveral } from './setCredentialForSeveral.ts';

/** The campaign a command is about, and a credential that came with it. */
export interface CommandTarget {
  readonly campaign: KnownCampaign;
  readonly credential?: ResolvedCredential;
  /** The command was called with plain ids, by a keybinding, a link or another extension. */
  readonly calledWithArguments: boolean;
}

export interface TargetQuestion extends PickQuestion {
  /** The command sends nothing and needs no credential: a bare id is looked for nowhere, a pasted token not asked about. */
  readonly sendsNothing?: boolean;
  /** The command signs with something else, so a pasted token is not asked about and goes nowhere. */
  readonly ignoresToken?: boolean;
}

/** Finds the campaign from what the command was called with, else from a picker. */
export async function findTarget(
  app: App,
  argument: unknown,
  question: TargetQuestion,
): Promise<CommandTarget | undefined> {
  if (isNode(argument, 'campaign')) {
    const { stream, id } = argument.campaign;
    return { campaign: app.board.find(stream, id), calledWithArguments: false };
  }
  const plain = plainArguments(argument);
  if (plain === undefined) return fromPicker(app, question, false);
  return fromArguments(app, plain, question);
}

interface PlainArguments {
  readonly stream?: string;
  readonly campaignId?: unknown;
}

function plainArguments(argument: unknown): PlainArguments | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { stream, campaignId } = idsOf(argument) as { stream?: unknown; campaignId?: unknown };
  if (campaignId === undefined && typeof stream !== 'string') return undefined;
  return { campaignId, ...(typeof stream === 'string' ? { stream } : {}) };
}

/** What only looks like a row is ids like any others, and nothing else of it counts: another extension can make one. */
function idsOf(argument: object): object {
  const { campaign } = argument as { campaign?: { id?: unknown; stream?: { streamId?: unknown } } | null };
  if (typeof campaign !== 'object' || campaign === null) return argument;
  return { stream: campaign.stream?.streamId, campaignId: campaign.id };
}

async function fromArguments(
  app: App,
  { stream, campaignId }: PlainArguments,
  question: TargetQuestion,
): Promise<CommandTarget | undefined> {
  const id = checkCampaignId(campaignId);
  if (!id.ok) {
    const { l10n } = app.reader;
    const problem = plainText(describeProblem(id.problem, l10n), 300);
    void app.outlet.error(l10n.t('NOT stopped: {problem} Nothing was sent.', { problem }));
    const value = typeof campaignId === 'string' ? campaignId : (stream ?? '');
    return fromPicker(app, { ...question, value }, true);
  }
  const campaign =
    stream === undefined ? await findBare(app, id.value, question) : await findNamed(app, id.value, stream);
  if (campaign === 'correctId') return fromPicker(app, { ...question, value: id.value }, true);
  return campaign === undefined ? undefined : { campaign, calledWithArguments: true };
}

async function fromPicker(
  app: App,
  question: TargetQuestion,
  calledWithArguments: boolean,
): Promise<CommandTarget | undefined> {
  let picked = await pickCampaign(app, question);
  while (picked?.kind === 'door') {
    if (!(await goThrough(app, picked.door))) return undefined;
    picked = await pickCampaign(app, question);
  }
  const target = picked === undefined ? undefined : await targetOfPicked(app, picked, question);
  if (target === 'correctId') {
    // Nothing is typed twice.
    const value = picked?.kind === 'id' ? picked.campaignId : '';
    return fromPicker(app, { ...question, value }, calledWithArguments);
  }
  return target === undefined ? undefined : { ...target, calledWithArguments };
}

/** Does what is needed first; true when the picker can then be asked again. */
async function goThrough(app: App, door: Door): Promise<boolean> {
  switch (door.kind) {
    case 'addStream':
      return (await addStream(app)) !== undefined;
    case 'practice':
      await app.practice.open();
      return true;
    case 'missingCredentials':
      await setCredentialForSeveral(app);
      return true;
    case 'listFailure':
      if (door.failure.reason !== 'noCredential') {
        void explainListFailure(app, door);
        return false;
      }
      return (await enterMissing(door.stream, app.credentials, app, ['computer', 'window'])) !== undefined;
  }
}

async function targetOfPicked(
  app: App,
  picked: Exclude<Picked, { kind: 'door' }>,
  question: TargetQuestion,
): Promise<Omit<CommandTarget, 'calledWithArguments'> | 'correctId' | undefined> {
  switch (picked.kind) {
    case 'campaign':
      return { campaign: picked.campaign };
    case 'id': {
      const campaign = await findBare(app, picked.campaignId, question);
      return campaign === undefined || campaign === 'correctId' ? campaign : { campaign };
    }
    case 'call':
      return targetOfCall(app, picked.call, question);
  }
}

/** The campaign of a bare id. */
async function findBare(
  app: App,
  campaignId: string,
  { sendsNothing }: TargetQuestion,
): Promise<KnownCampaign | 'correctId' | undefined> {
  const known = findKnown(app, campaignId);
  if (known !== undefined) return known;
  if (sendsNothing !== true) return findById(app, campaignId);
  const id = idTail(campaignId);
  const placeholder = app.reader.l10n.t('Which stream is campaign {id} in?', { id });
  const stream = await askStreamOrAdd(app, app.board.streams(), campaignId, placeholder);
  return stream === undefined ? undefined : app.board.find(stream, campaignId);
}

/** The campaign in the stream that was named. */
async function findNamed(app: App, campaignId: string, name: string): Promise<KnownCampaign | undefined> {
  const stream = await namedStream(app, campaignId, name);
  return stream === undefined ? undefined : app.board.find(stream, campaignId);
}

/** The stream that was named. A name that fits several, or none, is never guessed at. */
async function namedStream(app: App, campaignId: string, name: string): Promise<KnownStream | undefined> {
  const { l10n } = app.reader;
  const streams = app.board.streams();
  const named = streamsNamed(streams, name);
  const id = idTail(campaignId);
  if (named.length > 0) return pickStream(app, named, l10n.t('Which stream is campaign {id} in?', { id }));
  const placeholder = l10n.t('No stream is called {name}. Which one is campaign {id} in?', { name: quoted(name), id });
  return askStreamOrAdd(app, streams, campaignId, placeholder);
}

async function targetOfCall(
  app: App,
  call: PastedCall & { readonly campaignId: string },
  { sendsNothing, ignoresToken }: TargetQuestion,
): Promise<Omit<CommandTarget, 'calledWithArguments'> | undefined> {
  const stream = configuredFor(app, call) ?? unlistedStream(call) ?? (await addStream(app, call));
  if (stream === undefined) return undefined;
  // The person may have typed another host on the way; a token is for the one that it was pasted with.
  const fits = sendsNothing !== true && ignoresToken !== true && (call.host === undefined || call.host === stream.host);
  const token =
    call.token === undefined || !fits
      ? 'other'
      : await askAboutPastedToken(app, stream, call.token, ['once', 'window']);
  if (token === undefined) return undefined;
  const campaign = app.board.find(stream, call.campaignId);
  if (token === 'other') return { campaign };
  return { campaign, credential: await useFromNow(stream, token, app.credentials, app) };
}

/** The configured stream that a pasted call is for; what the paste does not say is not compared. */
function configuredFor(app: App, call: PastedCall): KnownStream | undefined {
  return app.board
    .streams()
    .find(
      (stream) =>
        stream.streamId === call.streamId &&
        (call.host === undefined || stream.host === call.host) &&
        (call.accountId === undefined || stream.accountId === call.accountId),
    );
}

/** A stream that is in no setting, when the paste told all of it. It has no tier, so it is handled as production. */
function unlistedStream({ host, accountId, streamId, iid }: PastedCall): KnownStream | undefined {
  if (host === undefined || accountId === undefined || streamId === undefined) return undefined;
  const name = `${hostLabel(host)} ${idTail(streamId)}`;
  return { name, host, accountId, streamId, campaigns: [], ...(iid === undefined ? {} : { iid }) };
}

/** The streams of the settings that a command about settings can be for. */
export async function findConfiguredStream(
  app: App,
  argument: unknown,
  placeholder: string,
): Promise<KnownStream | undefined> {
  if (isNode(argument, 'stream')) return argument.stream;
  const streams = app.board.streams().filter((stream) => stream.practice !== true);
  if (streams.length > 0) return pickStream(app, streams, placeholder);
  const { l10n } = app.reader;
  void app.outlet.info(l10n.t('There is no stream yet. Add one first: {name}', { name: quoted('Kore: Add Stream…') }));
  return undefined;
}
