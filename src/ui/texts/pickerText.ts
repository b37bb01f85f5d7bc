import { day, hostLabel, idTail, isError, shortClock, tierLabel, type Reader } from '../../texts/format.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import type { CheckFailure } from '../campaigns/checkRow.ts';
import { failureWord } from './listFailureText.ts';

/** The picker shows some 80 characters of a detail, 25 in a narrow window beside the buttons of the active row. */
const longestName = 30;
const longestLists = 60;

/**
 * The second line of a campaign in the picker. What tells clones of one name apart goes before what can be cut off:
 * the end of the id first, then the last change and the lists; they share the host.
 */
export function pickerDetail({ stream, id, listed }: KnownCampaign, nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const lists = plainText(listed?.contactLists.join(', ') ?? '', longestLists);
  const changedAtMs = Date.parse(listed?.changedAt ?? '');
  return [
    tierLabel(stream, reader),
    idTail(id),
    plainText(stream.name, longestName),
    ...(Number.isNaN(changedAtMs)
      ? []
      : [l10n.t('changed {when}', { when: sameDayClock(changedAtMs, nowMs, reader) })]),
    ...(lists === '' ? [] : [l10n.t('to {lists}', { lists })]),
    hostLabel(stream.host),
  ].join(' · ');
}

/** The time alone where it was today. */
function sameDayClock(ms: number, nowMs: number, reader: Reader): string {
  const isToday = new Date(ms).toDateString() === new Date(nowMs).toDateString();
  return isToday ? shortClock(ms, reader) : `${day(ms, reader)} ${shortClock(ms, reader)}`;
}

/** The title while lists are read: a line that cannot be picked. */
export function readingTitle(title: string, { read, of }: { read: number; of: number }, { l10n }: Reader): string {
  return of === 1
    ? l10n.t('{title} · reading 1 stream', { title })
    : l10n.t('{title} · {read} of {of} streams read', { title, read, of });
}

/** The row that reads on, where there are more streams than are read at once. */
export function readMoreRow(
  unread: number,
  next: number,
  { l10n }: Reader,
): { readonly label: string; readonly description: string } {
  return {
    label: next === 1 ? l10n.t('Read 1 More Stream') : l10n.t('Read {next} More Streams', { next }),
    description:
      unread === 1
        ? l10n.t('1 stream was not read lately: its campaigns may be missing here')
        : l10n.t('{unread} streams were not read lately: their campaigns may be missing here', { unread }),
  };
}

/** Why a stream or a campaign could not be asked, in a word or two. */
export function notReadWord(
  { reason, httpStatus }: Pick<CheckFailure, 'reason' | 'httpStatus'>,
  reader: Reader,
): string {
  if (isError(httpStatus)) return String(httpStatus);
  return reason === 'noCredential' ? reader.l10n.t('no credential here') : failureWord(reason, reader);
}

/** A row's description while its state is asked for, and when that could not be read; `before` is what it was. */
export function checkedDescription(check: 'asking' | CheckFailure | undefined, before: string, reader: Reader): string {
  const { l10n } = reader;
  if (check === undefined) return before;
  if (check === 'asking') return l10n.t('asking Kore.ai… · {before}', { before });
  return l10n.t('could not be read: {why} · {before}', { why: notReadWord(check, reader), before });
}
