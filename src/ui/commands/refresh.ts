import { window } from 'vscode';

import { quoted } from '../../texts/format.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';
import type { ListFailure } from '../campaigns/campaignBoard.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { listFailureText } from '../texts/listFailureText.ts';

/** Reads lists anew: those that a row is about, or all that are open or were read before. */
export async function refresh(app: App, argument?: unknown): Promise<void> {
  const { board } = app;
  const streams = streamsOf(argument) ?? board.streams().filter((stream) => isInUse(app, stream));
  // A list can wait for the rate limit: that something goes on is seen.
  await window.withProgress({ location: { viewId: 'kore.campaigns' } }, async () => {
    await Promise.all(streams.map((stream) => board.refresh(stream)));
  });
}

function streamsOf(argument: unknown): readonly KnownStream[] | undefined {
  if (isNode(argument, 'nothingSending')) return argument.streams;
  for (const kind of ['stream', 'listFailure', 'notRead'] as const)
    if (isNode(argument, kind)) return [argument.stream];
  return undefined;
}

function isInUse({ board, tree }: App, stream: KnownStream): boolean {
  return board.listState(stream).kind !== 'never' || tree.isOpen(stream) || board.isPinned(stream);
}

/** What Enter on a failed list does: the whole cause and advice, and the ways on. */
export async function explainListFailure(app: App, argument?: unknown): Promise<void> {
  if (!isNode(argument, 'listFailure')) return;
  await tellListFailure(app, argument.stream, argument.failure);
}

async function tellListFailure(app: App, stream: KnownStream, failure: ListFailure): Promise<void> {
  const { l10n } = app.reader;
  const { cause, advice } = listFailureText(stream, failure, app.reader);
  const again = l10n.t('Refresh');
  const log = l10n.t('Show Log');
  const choice = await app.outlet.error(
    l10n.t("Can't list the campaigns of {name}. {cause} {advice} A stop by campaign id can still be tried.", {
      name: quoted(stream.name),
      cause,
      advice,
    }),
    again,
    log,
  );
  if (choice === again) await app.board.refresh(stream);
  if (choice === log) app.channel.show();
}
