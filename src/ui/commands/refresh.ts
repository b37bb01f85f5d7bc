import type { App } from '../app.ts';
import type { ListFailure } from '../campaigns/campaignBoard.ts';
import type { KnownStream } from '../campaigns/knownCampaign.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { quoted } from '../texts/format.ts';
import { listFailureText } from '../texts/listFailureText.ts';

/** Reads the lists anew: one stream's, or all that were opened before. */
export async function refresh(app: App, argument?: unknown): Promise<void> {
  const { board } = app;
  const opened = board.streams().filter((stream) => board.listState(stream).kind !== 'never');
  const streams = isNode(argument, 'stream') || isNode(argument, 'listFailure') ? [argument.stream] : opened;
  await Promise.all(streams.map((stream) => board.refresh(stream)));
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
