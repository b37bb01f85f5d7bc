import type { WhichList } from '../../online.ts';
import type { KnownStream } from '../campaigns/knownCampaign.ts';
import { clock, count, type Reader } from './format.ts';
import { plainText } from './plainText.ts';
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

/** In place of campaigns that were not read yet. */
export function notReadRow(stream: KnownStream, reading: boolean, { l10n }: Reader): RowText {
  const name = plainText(stream.name);
  if (reading) {
    return {
      label: l10n.t('Reading…'),
      description: '',
      tooltip: l10n.t('A stop by campaign id waits for no list.'),
      accessible: l10n.t('Reading the campaigns of {name}', { name }),
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
export function moreRow(more: number, total: number | undefined, reading: boolean, reader: Reader): RowText {
  const { l10n } = reader;
  const label =
    total === undefined
      ? l10n.t('Show {more} more', { more })
      : l10n.t('Show {more} more of {total}', { more, total: count(total, reader) });
  const description = reading ? l10n.t('reading…') : l10n.t('or type to filter');
  const tooltip = l10n.t('The newest come first. A stop finds a campaign by its id without them.');
  return { label, description, tooltip, accessible: `${label}, ${description}` };
}
