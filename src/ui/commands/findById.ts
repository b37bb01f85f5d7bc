import { once } from 'node:events';

import { ProgressLocation, window } from 'vscode';

import type { LookCandidate, Looked } from '../../stop/lookForCampaign.ts';
import { streamKey } from '../../streams/streamKey.ts';
import type { KnownCampaign, KnownStream } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { askChoice, type Choice } from '../quickInput.ts';
import {
  correctIdLabel,
  editStreamLabel,
  lookedText,
  lookingProgress,
  lookingTitle,
  whichStreamText,
  whichStreamTitle,
} from '../texts/lookText.ts';
import { addStream } from './addStream.ts';
import { addChoice, chosen, streamChoices } from './askStream.ts';
import { editStream } from './editStream.ts';

/** A keyring that asks for its password holds up its own stream only. */
const keyringPatienceMs = 5000;

interface Look {
  readonly stream: KnownStream;
  readonly looked: Looked;
}

/** The campaign of a bare id where that needs no asking: in the one stream that is known to have it, or the only one. */
export function findKnown({ board }: App, campaignId: string): KnownCampaign | undefined {
  const streams = board.streams();
  const knowing = streams.filter((stream) => board.campaigns(stream).some(({ id }) => id === campaignId));
  const real = streams.filter((stream) => stream.practice !== true);
  const [stream, ...others] = knowing.length > 0 ? knowing : real;
  return stream === undefined || others.length > 0 ? undefined : board.find(stream, campaignId);
}

/**
 * The campaign of a bare id in the stream where Kore says that it is; else where the person says, or in a new one.
 * `correctId`: the id is wrong, and the person wants to correct it.
 */
export async function findById(app: App, campaignId: string): Promise<KnownCampaign | 'correctId' | undefined> {
  const { board } = app;
  const streams = board.streams();
  if (streams.length > 0) return lookIn(app, campaignId, streams, 'correctId');
  const added = await addStream(app, { campaignId });
  return added === undefined ? undefined : board.find(added, campaignId);
}

/** The same campaign id in the streams other than the one that does not know it. */
export async function findElsewhere(app: App, { stream, id }: KnownCampaign): Promise<KnownCampaign | undefined> {
  const others = app.board.streams().filter((one) => streamKey(one) !== streamKey(stream));
  const found = await lookIn(app, id, others, stream);
  return found === 'correctId' ? undefined : found;
}

/** What else may be wrong: the id that was typed, or the entry of a stream that was looked in already. */
type Suspect = 'correctId' | KnownStream;

async function lookIn(
  app: App,
  campaignId: string,
  streams: readonly KnownStream[],
  suspect: Suspect,
): Promise<KnownCampaign | 'correctId' | undefined> {
  const { board } = app;
  const keys = new Set(streams.map(streamKey));
  const ordered = board.likeliestFirst().filter((stream) => keys.has(streamKey(stream)));
  const { looks, stopped } = await lookWithProgress(app, campaignId, ordered);
  const there = looks.filter(({ looked }) => looked.kind === 'found');
  const [found] = there;
  if (found !== undefined && there.length === 1) return withState(board.find(found.stream, campaignId), found.looked);
  const stream = await askWhere(app, campaignId, there.length > 0 ? there : looks, stopped, suspect);
  if (stream === undefined || stream === 'correctId') return stream;
  const looked = looks.find((look) => look.stream === stream)?.looked;
  return withState(board.find(stream, campaignId), looked);
}

/** The state as it was read while looking. */
function withState(campaign: KnownCampaign, looked: Looked | undefined): KnownCampaign {
  if (looked?.kind !== 'found') return campaign;
  return { ...campaign, checked: { state: looked.state, readAtMs: looked.readAtMs } };
}

/** Asks Kore, with a word on how far that is; `stopped` when the person ended it. */
async function lookWithProgress(
  app: App,
  campaignId: string,
  streams: readonly KnownStream[],
): Promise<{ readonly looks: readonly Look[]; readonly stopped: boolean }> {
  if (streams.length === 0) return { looks: [], stopped: false };
  const { reader } = app;
  const title = lookingTitle(campaignId, streams.length, reader);
  const where = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(where, async (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const look = async (): Promise<readonly Looked[]> => {
      const candidates = await Promise.all(streams.map((stream) => candidateOf(app, stream)));
      const onLooked = (count: number): void =>
        progress.report({ message: lookingProgress(count, streams.length, reader) });
      return (await app.online()).lookForCampaign(candidates, campaignId, { signal: cancel.signal, onLooked });
    };
    const results = await Promise.race([look(), once(cancel.signal, 'abort').then(() => [])]);
    const looks = streams.map((stream, index) => ({
      stream,
      looked: results[index] ?? ({ kind: 'notAsked' } as const),
    }));
    return { looks, stopped: cancel.signal.aborted };
  });
}

async function candidateOf(app: App, stream: KnownStream): Promise<LookCandidate> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<{ readonly kind: 'failed' }>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'failed' }), keyringPatienceMs);
  });
  const found = await Promise.race([app.credentials.find(stream), patience]);
  clearTimeout(timer);
  return {
    stream,
    credential: found.kind === 'found' ? found.credential : undefined,
    ...(found.kind === 'failed' ? { secretStoreFailed: true } : {}),
  };
}

/** Those that may have it go before those that say that they have not. */
async function askWhere(
  app: App,
  campaignId: string,
  looks: readonly Look[],
  stopped: boolean,
  suspect: Suspect,
): Promise<KnownStream | 'correctId' | undefined> {
  const { reader } = app;
  const ordered = [...looks].sort((one, other) => lateness(one) - lateness(other));
  const streams = streamChoices(
    app,
    ordered.map(({ stream }) => stream),
  ).map((choice, index): Choice<KnownStream> => {
    const looked = ordered[index]?.looked;
    return looked === undefined
      ? choice
      : { ...choice, detail: `${lookedText(looked, reader)} · ${choice.detail ?? ''}` };
  });
  const choice = chosen(
    await askChoice<KnownStream | WayOn>({
      title: whichStreamTitle(campaignId, reader),
      placeholder: whichStreamText(
        looks.map(({ looked }) => looked),
        stopped,
        reader,
      ),
      choices: [...streams, addChoice(app), ...correctChoices(suspect, looks, reader)],
    }),
  );
  if (choice === 'add') return addStream(app, { campaignId });
  if (choice !== 'edit') return choice;
  if (suspect !== 'correctId') await editStream(app, { kind: 'stream', stream: suspect });
  return undefined;
}

type WayOn = 'add' | 'edit' | 'correctId';

/** An id that a stream knows is no wrong one, and practice cannot be edited. */
function correctChoices(
  suspect: Suspect,
  looks: readonly Look[],
  reader: App['reader'],
): readonly Choice<'edit' | 'correctId'>[] {
  if (suspect === 'correctId') {
    if (looks.some(({ looked }) => looked.kind === 'found')) return [];
    return [{ value: 'correctId', label: `$(edit) ${correctIdLabel(reader)}` }];
  }
  return suspect.practice === true
    ? []
    : [{ value: 'edit', label: `$(edit) ${editStreamLabel(suspect.name, reader)}` }];
}

function lateness({ looked }: Look): number {
  return looked.kind === 'notThere' ? 1 : 0;
}
