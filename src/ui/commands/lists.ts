import { commands } from 'vscode';

import type { WhichList } from '../../online.ts';
import { quoted } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import { mostLists } from '../campaigns/readLists.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { viewTitle } from '../texts/listRows.ts';
import { pickStream } from './askStream.ts';

/** What the title of the view offers depends on it. */
const contextKey = 'kore.showsAll';

/** Reads the next 50 campaigns of a list: what its last row does. */
export async function showMore(app: App, argument?: unknown): Promise<void> {
  if (isNode(argument, 'more')) await app.board.showMore(argument.stream);
}

/** Shows all that Kore lists, or only what sends or is about to, in all streams. */
export async function show(app: App, which: WhichList): Promise<void> {
  const { board } = app;
  board.show(which);
  app.view.title = viewTitle(which, app.reader);
  await commands.executeCommand('setContext', contextKey, which === 'all');
  if (which === 'sending') return;
  const open = board.likeliestFirst().filter((stream) => app.tree.isOpen(stream));
  await Promise.all(open.slice(0, mostLists).map((stream) => board.refresh(stream, ['all'])));
}

/** Pins a stream, or lets go of one: of a row, or of one that is asked for. */
export async function pinStream(app: App, argument: unknown, pinned: boolean): Promise<void> {
  const { l10n } = app.reader;
  const stream = isNode(argument, 'stream') ? argument.stream : await whichStream(app, pinned);
  if (stream === undefined) return;
  await app.pins.pin(stream, pinned);
  const name = quoted(stream.name);
  app.outlet.status(
    pinned ? l10n.t('{name} is pinned.', { name }) : l10n.t('{name} is no longer pinned.', { name }),
    5000,
  );
}

async function whichStream(app: App, pin: boolean): Promise<KnownStream | undefined> {
  const { l10n } = app.reader;
  const streams = app.board
    .streams()
    .filter((stream) => stream.practice !== true && app.board.isPinned(stream) !== pin);
  if (streams.length > 0) {
    return pickStream(
      app,
      streams,
      pin
        ? l10n.t('Which stream shall come first and be read by itself?')
        : l10n.t('Which stream is no longer pinned?'),
    );
  }
  void app.outlet.info(pin ? l10n.t('There is no stream that is not pinned.') : l10n.t('No stream is pinned.'));
  return undefined;
}
