import type { WhichList } from '../../online.ts';
import { clock, count, type Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';
import type { TreeNode } from '../campaignTree/treeNode.ts';
import type { RowText } from './rowText.ts';

/** In place of campaigns where none is there, with when that was read; of one stream or of all. */
export function nothingSendingRow(streams: number, readAtMs: number, which: WhichList, reader: Reader): RowText {
  const { l10n } = reader;
  const facts = { at: clock(readAtMs, reader), streams };
  const label =
    which === 'all'
      ? l10n.t('No campaigns (read {at})', facts)
      : streams === 1
        ? l10n.t('Nothing is sending (read {at})', facts)
        : l10n.t('Nothing is sending in {streams} streams (read {at})', facts);
  const tooltip =
    which === 'all'
      ? l10n.t('Kore.ai lists no SMS campaign here.')
      : l10n.t('No campaign sends or is about to. Show All shows those at rest, too.');
  return { label, description: '', tooltip, accessible: label };
}

/** The title of the view: nobody takes what is at rest for what sends. */
export function viewTitle(which: WhichList, { l10n }: Reader): string {
  return which === 'all' ? l10n.t('Campaigns (all, at rest too)') : l10n.t('Campaigns');
}

/** Below practice, until there is something real. */
export function addStreamRow({ l10n }: Reader): RowText {
  return {
    label: l10n.t('Add a Stream'),
    description: l10n.t('to stop campaigns of your own'),
    tooltip: l10n.t('Opens a form for the stream, its credential and a check.'),
    accessible: l10n.t('Add a stream, to stop campaigns of your own'),
  };
}

type ToRead = Omit<Extract<TreeNode, { kind: 'notRead' }>, 'kind'>;
type More = Omit<Extract<TreeNode, { kind: 'more' }>, 'kind' | 'stream'>;

/** In place of campaigns that were not read yet. */
export function notReadRow({ stream, reading, heldUntilMs }: ToRead, reader: Reader): RowText {
  const { l10n } = reader;
  const name = plainText(stream.name);
  if (reading) {
    const waits = heldUntilMs === undefined ? undefined : waitsWords(heldUntilMs, reader);
    const accessible = l10n.t('Reading the campaigns of {name}', { name });
    return {
      label: l10n.t('Reading…'),
      description: waits ?? '',
      tooltip: [
        ...(waits === undefined ? [] : [waitsWhy(reader)]),
        l10n.t('A stop by campaign id waits for no list.'),
      ].join('\n'),
      accessible: waits === undefined ? accessible : `${accessible}, ${waits}`,
    };
  }
  return {
    label: l10n.t('Not read yet'),
    description: l10n.t('Refresh reads it now'),
    tooltip: l10n.t('By itself each window reads two lists of an account a minute, so that stops have room.'),
    accessible: l10n.t('The campaigns of {name} were not read yet; Refresh reads them now', { name }),
  };
}

/** Below the campaigns, where Kore has more of them. */
export function moreRow({ count: more, total, reading, heldUntilMs }: More, reader: Reader): RowText {
  const { l10n } = reader;
  const label =
    total === undefined
      ? l10n.t('Show {more} more', { more })
      : l10n.t('Show {more} more of {total}', { more, total: count(total, reader) });
  const held = reading && heldUntilMs !== undefined;
  const description = held
    ? waitsWords(heldUntilMs, reader)
    : reading
      ? l10n.t('reading…')
      : l10n.t('or type to filter');
  const newest = l10n.t('The newest come first. A stop finds a campaign by its id without them.');
  const tooltip = held ? `${waitsWhy(reader)}\n${newest}` : newest;
  return { label, description, tooltip, accessible: `${label}, ${description}` };
}

/** That a list waits, and that nobody has to press again. */
function waitsWords(untilMs: number, reader: Reader): string {
  return reader.l10n.t('waits until about {at}', { at: clock(untilMs, reader) });
}

function waitsWhy({ l10n }: Reader): string {
  return l10n.t(
    'Kore.ai takes 60 requests a minute for an account. Lists leave half of them to stops, so this one has to wait; then it is read by itself.',
  );
}
