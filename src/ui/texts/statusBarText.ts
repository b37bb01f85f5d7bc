import { clock, quoted, shortClock, tierLabel, type Reader } from '../../texts/format.ts';
import { campaignLabel, freshForMs, isFresh, type KnownCampaign, type KnownStream } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import {
  isConfirmed,
  isPutAway,
  isUnresolved,
  standingOf,
  type Standing,
  type StandingKind,
} from '../campaigns/standing.ts';
import type { ListState } from '../campaigns/campaignBoard.ts';
import { quietText } from './endedRow.ts';

/** All that the one item of the status bar tells of. */
export interface StatusBarFacts {
  /** What this window stopped or is stopping. */
  readonly stops: readonly KnownCampaign[];
  /** How many stops are tried until the host answers. */
  readonly trying: number;
  /** What sends now, where every list is fresh. */
  readonly sending?: Sending;
  /** Production streams where a stop would not work now. */
  readonly notReady: readonly KnownStream[];
}

export interface Sending {
  readonly count: number;
  /** A list had more rows than were read. */
  readonly more: boolean;
  /** When the oldest of the lists was read; milliseconds since 1970. */
  readonly readAtMs: number;
}

export interface StatusBarText {
  readonly text: string;
  readonly tooltip: string;
  readonly accessible: string;
  /** Colour means a stop that is not resolved. */
  readonly background?: 'warning' | 'error';
  /** When time alone makes it another one; milliseconds since 1970. */
  readonly changesAtMs?: number;
}

/** A confirmed stop is told this long. */
const stoppedForMs = 600_000;

/** What sends now in all the streams; undefined where one was not read lately: a number would be a guess. */
export function sendingNow(
  streams: readonly {
    readonly stream: KnownStream;
    readonly list: ListState;
    /** How many send by what was read lately. */
    readonly sending: number;
  }[],
  nowMs: number,
): Sending | undefined {
  const real = streams.filter(({ stream }) => stream.practice !== true);
  const lists = real.map(({ list }) => (list.kind === 'listed' && isFresh(list.last, nowMs) ? list.last : undefined));
  const read = lists.filter((list) => list !== undefined);
  if (read.length === 0 || read.length < lists.length) return undefined;
  const count = real.reduce((sum, { sending }) => sum + sending, 0);
  return {
    count,
    more: read.some(({ hasMore }) => hasMore),
    readAtMs: Math.min(...read.map(({ readAtMs }) => readAtMs)),
  };
}

/** The first that is true, real campaigns before practice ones. */
export function statusBarText(facts: StatusBarFacts, nowMs: number, reader: Reader): StatusBarText {
  const real = facts.stops.filter(({ stream }) => stream.practice !== true);
  const practice = facts.stops.filter(({ stream }) => stream.practice === true);
  return (
    ofStops(real, facts.trying, nowMs, reader, standings(real)) ??
    ofPractice(practice, nowMs, reader, standings(facts.stops)) ??
    notReadyText(facts.notReady, reader) ??
    idleText(facts.sending, nowMs, reader)
  );
}

/** What the number at the view's icon counts, in words. */
export function badgeText(
  stops: readonly KnownCampaign[],
  { l10n }: Reader,
): { readonly value: number; readonly tooltip: string } | undefined {
  const value = stops.filter(isUnresolved).length;
  if (value === 0) return undefined;
  const tooltip =
    value === 1 ? l10n.t('1 stop is not resolved') : l10n.t('{count} stops are not resolved', { count: value });
  return { value, tooltip };
}

interface Stop {
  readonly campaign: KnownCampaign;
  readonly standing: Standing;
}

function ofPractice(
  stops: readonly KnownCampaign[],
  nowMs: number,
  reader: Reader,
  all: readonly Stop[],
): StatusBarText | undefined {
  const told = ofStops(stops, 0, nowMs, reader, all);
  if (told === undefined) return undefined;
  const { text, tooltip, accessible, changesAtMs } = told;
  const words = { text, accessible };
  return {
    text: reader.l10n.t('{text} (practice)', words),
    tooltip,
    accessible: reader.l10n.t('{accessible} (practice)', words),
    ...(changesAtMs === undefined ? {} : { changesAtMs }),
  };
}

function standings(stops: readonly KnownCampaign[]): readonly Stop[] {
  return stops.flatMap((campaign) => {
    const standing = standingOf(campaign);
    return standing === undefined ? [] : [{ campaign, standing }];
  });
}

/** `all` are those whose bad news takes the tick from an older stop. */
function ofStops(
  stops: readonly KnownCampaign[],
  trying: number,
  nowMs: number,
  reader: Reader,
  all: readonly Stop[],
): StatusBarText | undefined {
  const standing = standings(stops);
  const of = (kind: StandingKind): readonly Stop[] => standing.filter((stop) => stop.standing.kind === kind);
  const unseen = (kind: StandingKind): readonly Stop[] => of(kind).filter((stop) => !stop.standing.seen);
  const stopping = of('stopping');
  if (stopping.length > 0) return stoppingText(stopping, reader);
  if (trying > 0) return tryingText(reader);
  const notStopped = unseen('notStopped');
  if (notStopped.length > 0) return notStoppedText(notStopped, reader);
  const notConfirmed = unseen('notConfirmed');
  if (notConfirmed.length > 0) return notConfirmedText(notConfirmed, reader);
  const tooLate = unseen('tooLate');
  if (tooLate.length > 0) return tooLateText(tooLate, reader);
  const lately = of('stopped').filter(({ standing: { sinceMs } }) => Math.abs(nowMs - sinceMs) < stoppedForMs);
  return stoppedText(lately, all.filter(stillBad), reader);
}

/** Seen and put away by the person, but no stop that worked: it may go on sending. */
function stillBad({ campaign, standing: { kind } }: Stop): boolean {
  return (kind === 'notStopped' || kind === 'notConfirmed') && isPutAway(campaign);
}

function stoppingText(stops: readonly Stop[], reader: Reader): StatusBarText {
  const { l10n } = reader;
  const count = stops.length;
  return {
    text: `$(sync~spin) ${l10n.t('Stopping {count}…', { count })}`,
    tooltip: tooltip(
      stops.map(({ campaign }) => l10n.t('Stopping {name}', { name: named(campaign, reader) })),
      reader,
    ),
    accessible: l10n.t('Stop SMS campaign, stopping {count}', { count }),
  };
}

function tryingText(reader: Reader): StatusBarText {
  const { l10n } = reader;
  return {
    text: `$(sync~spin) ${l10n.t('Keeps trying…')}`,
    tooltip: tooltip([l10n.t('The stop goes out as soon as the host answers. “Kore: Stop Trying” ends it.')], reader),
    accessible: l10n.t('Stop SMS campaign, not stopped yet, keeps trying'),
    background: 'warning',
  };
}

function notStoppedText(stops: readonly Stop[], reader: Reader): StatusBarText {
  const { l10n } = reader;
  const count = stops.length;
  return {
    text: `$(error) ${count === 1 ? l10n.t('NOT stopped') : l10n.t('{count} NOT stopped', { count })}`,
    tooltip: tooltip(
      stops.map(({ campaign }) => l10n.t('NOT stopped: {name}', { name: named(campaign, reader) })),
      reader,
    ),
    accessible:
      count === 1
        ? l10n.t('Stop SMS campaign, 1 NOT stopped')
        : l10n.t('Stop SMS campaign, {count} NOT stopped', { count }),
    background: 'error',
  };
}

function notConfirmedText(stops: readonly Stop[], reader: Reader): StatusBarText {
  const { l10n } = reader;
  const count = stops.length;
  return {
    text: `$(warning) ${count === 1 ? l10n.t('1 stop not confirmed') : l10n.t('{count} stops not confirmed', { count })}`,
    tooltip: tooltip(
      stops.map(({ campaign }) => l10n.t('Not confirmed: {name}', { name: named(campaign, reader) })),
      reader,
    ),
    accessible:
      count === 1
        ? l10n.t('Stop SMS campaign, 1 stop not confirmed')
        : l10n.t('Stop SMS campaign, {count} stops not confirmed', { count }),
    background: 'warning',
  };
}

function tooLateText(stops: readonly Stop[], reader: Reader): StatusBarText {
  const { l10n } = reader;
  return {
    text: `$(warning) ${l10n.t('Too late: run to its end')}`,
    tooltip: tooltip(
      stops.map(({ campaign }) => l10n.t('Too late: {name} has run to its end', { name: named(campaign, reader) })),
      reader,
    ),
    accessible: l10n.t('Stop SMS campaign, too late: run to its end'),
  };
}

/** A tick that is older than bad news would read as the answer to it, so then there is none. */
function stoppedText(stops: readonly Stop[], bad: readonly Stop[], reader: Reader): StatusBarText | undefined {
  const { l10n } = reader;
  const last = stops.reduce<Stop | undefined>(
    (latest, stop) => (latest === undefined || stop.standing.sinceMs > latest.standing.sinceMs ? stop : latest),
    undefined,
  );
  if (last === undefined || bad.some(({ standing }) => standing.sinceMs >= last.standing.sinceMs)) return undefined;
  const at = shortClock(last.standing.sinceMs, reader);
  const already = wasStoppedAlready(last);
  return {
    text: `$(pass) ${already ? l10n.t('Already stopped, read {at}', { at }) : l10n.t('Stopped {at}', { at })}`,
    tooltip: tooltip(
      [
        ...bad
          .filter(isNotIn(stops))
          .map(({ campaign }) => l10n.t('Not surely stopped: {name}', { name: named(campaign, reader) })),
        ...stops.map((stop) => stoppedLine(stop, reader)),
      ],
      reader,
    ),
    accessible: already
      ? l10n.t('Stop SMS campaign, already stopped, read {at}', { at })
      : l10n.t('Stop SMS campaign, stopped {at}', { at }),
    changesAtMs: Math.min(...stops.map(({ standing }) => standing.sinceMs)) + stoppedForMs,
  };
}

/** One that was looked for in the wrong stream, and stopped in another, is no bad news. */
function isNotIn(stops: readonly Stop[]): (bad: Stop) => boolean {
  return (bad) => stops.every(({ campaign }) => campaign.id !== bad.campaign.id);
}

function stoppedLine(stop: Stop, reader: Reader): string {
  const { l10n } = reader;
  const facts = { at: clock(stop.standing.sinceMs, reader), name: named(stop.campaign, reader) };
  const line = wasStoppedAlready(stop)
    ? l10n.t('Already stopped, read {at}: {name}', facts)
    : l10n.t('Stopped {at}: {name}', facts);
  return [line, quietText(stop.campaign, reader)].filter((one) => one !== undefined).join('; ');
}

/** The time is then only that of the reading: it may have stopped long before. */
function wasStoppedAlready({ campaign: { activity }, standing }: Stop): boolean {
  if (activity?.kind !== 'ended') return false;
  const { outcome } = activity;
  const isFirstReading = standing.sinceMs === Date.parse(outcome.stateReadAt ?? outcome.finishedAt);
  return isConfirmed(outcome) && outcome.effect === 'alreadyStopped' && isFirstReading;
}

function notReadyText(streams: readonly KnownStream[], reader: Reader): StatusBarText | undefined {
  const { l10n } = reader;
  if (streams.length === 0) return undefined;
  return {
    text: `$(warning) ${l10n.t('Stop SMS: not ready')}`,
    tooltip: tooltip(
      streams.map(({ name }) => l10n.t('A stop would not work now: {name}', { name: quoted(name) })),
      reader,
    ),
    accessible: l10n.t('Stop SMS campaign, not ready'),
  };
}

function idleText(sending: Sending | undefined, nowMs: number, reader: Reader): StatusBarText {
  const { l10n } = reader;
  const usual = `$(stop-circle) ${l10n.t('Stop SMS')}`;
  const accessible = l10n.t('Stop SMS campaign');
  if (sending === undefined || !isFresh(sending, nowMs))
    return { text: usual, tooltip: tooltip([], reader), accessible };
  const changesAtMs = sending.readAtMs + freshForMs;
  if (sending.count === 0) {
    const nothing = l10n.t('Nothing is sending, read {at}', { at: clock(sending.readAtMs, reader) });
    return { text: usual, tooltip: tooltip(sending.more ? [] : [nothing], reader), accessible, changesAtMs };
  }
  const count = `${sending.count}${sending.more ? '+' : ''}`;
  const read = { count, at: clock(sending.readAtMs, reader) };
  return {
    text: `${usual} · ${l10n.t('{count} sending', read)}`,
    tooltip: tooltip([l10n.t('{count} sending, read {at}', read)], reader),
    accessible: l10n.t('Stop SMS campaign, {count} sending', read),
    changesAtMs,
  };
}

function named(campaign: KnownCampaign, reader: Reader): string {
  return `${quoted(campaignLabel(campaign))} (${plainText(campaign.stream.name)}, ${tierLabel(campaign.stream, reader)})`;
}

/** At most this many lines of names. */
const mostLines = 8;

function tooltip(lines: readonly string[], { l10n }: Reader): string {
  const more = lines.length - mostLines;
  return [
    ...lines.slice(0, mostLines),
    ...(more > 0 ? [l10n.t('and {more} more', { more })] : []),
    l10n.t('Stop an SMS campaign. F1, stop sms, Enter.'),
  ].join('\n');
}
