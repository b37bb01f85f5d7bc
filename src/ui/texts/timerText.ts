import type { LateBecause, SafetyTimer } from '../../stop/safetyTimer/index.ts';
import { isProduction } from '../../streams/stream.ts';
import { clock, dayAndClock, quoted, shortClock, type Reader } from '../../texts/format.ts';
import { campaignLabel, type KnownCampaign } from '../../texts/knownCampaign.ts';
import { partOfSentence, plainText } from '../../texts/plainText.ts';
import { names } from './outcomeWords.ts';

/** When the campaign's safety timer stops it, for its row; nothing where none waits, or its stop is on its way. */
export function timerRow(
  { stream, activity, stopsAtMs }: Pick<KnownCampaign, 'stream' | 'activity' | 'stopsAtMs'>,
  reader: Reader,
): { readonly seen: string; readonly told: string } | undefined {
  const { l10n } = reader;
  if (stopsAtMs === undefined || activity?.kind === 'stopping') return undefined;
  const facts = { at: shortClock(stopsAtMs, reader) };
  // The tier was changed since it was set.
  return stream.practice !== true && isProduction(stream.tier)
    ? { seen: l10n.t('Timer asks at {at}', facts), told: l10n.t('Timer asks at {at}, as this is production', facts) }
    : { seen: l10n.t('Stops at {at}', facts), told: l10n.t('Stops by itself at {at}', facts) };
}

/** Why a timer cannot be set where it is asked for. */
export function noTimerText(campaign: KnownCampaign, reader: Reader): string {
  const { l10n } = reader;
  const facts = names(campaign, reader);
  return campaign.stream.tier === undefined
    ? l10n.t(
        'No safety timer was set for {name}: its stream has no tier, so it is handled as production, which only a person stops.',
        facts,
      )
    : l10n.t('No safety timer was set for {name} ({tier}): production is stopped by a person only.', facts);
}

/** What holds for a timer, said before Enter sets it. `replacesAtMs`: another one waits until then. */
export function timerPrompt(
  campaign: KnownCampaign,
  facts: { readonly thisWindowOnly: boolean; readonly replacesAtMs?: number },
  reader: Reader,
): string {
  const { l10n } = reader;
  const { replacesAtMs } = facts;
  return [
    l10n.t(
      'Minutes, 1 to 60: then {name} ({tier}) is stopped without another question, unless you cancel before. Works only while this VS Code is open.',
      names(campaign, reader),
    ),
    ...(replacesAtMs === undefined
      ? []
      : [l10n.t('Takes the place of the timer for {at}.', { at: clock(replacesAtMs, reader) })]),
    ...(facts.thisWindowOnly ? [thisWindowOnly(reader)] : []),
  ].join(' ');
}

/** Why these minutes cannot be taken: the pasted token runs out before. */
export function tokenTooShortText(runsOutAtMs: number, reader: Reader): string {
  return reader.l10n.t(
    'The pasted token runs out at {at}, before that. Take fewer minutes, or store client id and secret.',
    { at: clock(runsOutAtMs, reader) },
  );
}

export function timerSetText(
  campaign: KnownCampaign,
  { dueAtMs }: Pick<SafetyTimer, 'dueAtMs'>,
  isThisWindowOnly: boolean,
  reader: Reader,
): string {
  return [
    reader.l10n.t(
      'Safety timer set: {name} ({tier}) stops by itself at {at}, unless you cancel. Works only while this VS Code is open.',
      { ...names(campaign, reader), at: clock(dueAtMs, reader) },
    ),
    ...(isThisWindowOnly ? [thisWindowOnly(reader)] : []),
  ].join(' ');
}

function thisWindowOnly({ l10n }: Reader): string {
  return l10n.t('The credential is kept for this window only: after a reload or in another window it cannot stop it.');
}

export function timerNotSetText(campaign: KnownCampaign, words: string, reader: Reader): string {
  return reader.l10n.t(
    'NO safety timer was set for {name} ({tier}): {words}. It does not stop by itself; nothing was sent.',
    { ...names(campaign, reader), words: madePart(words) },
  );
}

export function timerCancelledText(campaign: KnownCampaign, reader: Reader): string {
  return reader.l10n.t('Timer cancelled: {name} ({tier}) does not stop by itself.', names(campaign, reader));
}

export function timerNotCancelledText(campaign: KnownCampaign, words: string | undefined, reader: Reader): string {
  const { l10n } = reader;
  const facts = names(campaign, reader);
  return words === undefined
    ? l10n.t(
        'Not cancelled: the safety timer of {name} ({tier}) was over already. It went off, or another window ended it; the row tells.',
        facts,
      )
    : l10n.t('NOT cancelled: the safety timer of {name} ({tier}) goes on: {words}. Try again.', {
        ...facts,
        words: madePart(words),
      });
}

/** That a stop was a timer's doing, to stand behind how it ended. Some seconds are not late. */
export function byTimerText(
  { setAtMs }: Pick<SafetyTimer, 'setAtMs'>,
  lateMs: number,
  because: LateBecause,
  reader: Reader,
): string {
  const { l10n } = reader;
  const at = shortClock(setAtMs, reader);
  if (lateMs < lateFromMs) return l10n.t('By the safety timer set {at}.', { at });
  const facts = { at, late: howLong(lateMs, reader) };
  switch (because) {
    case 'slept':
      return l10n.t('By the safety timer set {at}, {late} late: the computer slept, or VS Code was held up.', facts);
    case 'away':
      return l10n.t('By the safety timer set {at}, {late} late: VS Code was not there for a moment.', facts);
    case 'held':
      return l10n.t('By the safety timer set {at}, {late} late.', facts);
  }
}

const lateFromMs = 10_000;

function howLong(ms: number, { l10n }: Reader): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return l10n.t('{count} seconds', { count: seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes === 1) return l10n.t('1 minute');
  if (minutes < 120) return l10n.t('{count} minutes', { count: minutes });
  return l10n.t('{count} hours', { count: Math.round(minutes / 60) });
}

/** Why a timer asks in place of stopping. */
export type AskingBecause =
  | { readonly kind: 'missed' | 'production' | 'notConfigured' | 'lost' }
  /** It went off then, and its window was gone before the end was known. */
  | { readonly kind: 'cut'; readonly atMs: number }
  /** It could not go off. */
  | { readonly kind: 'stuck'; readonly words: string }
  /** Its stop went wrong in a way that nobody foresaw. */
  | { readonly kind: 'failed'; readonly words: string };

export function timerAsksText(
  campaign: KnownCampaign,
  { dueAtMs }: Pick<SafetyTimer, 'dueAtMs'>,
  because: AskingBecause,
  nowMs: number,
  reader: Reader,
): string {
  const { l10n } = reader;
  const facts = { ...names(campaign, reader), due: when(dueAtMs, nowMs, reader) };
  switch (because.kind) {
    case 'missed':
      return l10n.t(
        'The safety timer of {name} ({tier}, due {due}) was missed: VS Code was closed. Nothing was sent.',
        facts,
      );
    case 'production':
      return l10n.t(
        'The safety timer of {name} ({tier}, due {due}) did NOT stop it: its stream was handled as production then, which only a person stops. Nothing was sent.',
        facts,
      );
    case 'notConfigured':
      return l10n.t(
        'The safety timer of {name} (due {due}) did NOT stop it: its stream {stream} is no longer in the settings. Nothing was sent.',
        { ...facts, stream: quoted(campaign.stream.name) },
      );
    case 'lost':
      return l10n.t(
        'The safety timer of {name} ({tier}, due {due}) is lost: its file was deleted. It will NOT stop by itself; nothing was sent.',
        facts,
      );
    case 'cut':
      return l10n.t(
        'The safety timer of {name} ({tier}) went off at {at}, and VS Code closed before it was known how that ended. Treat it as still sending; stopping again is safe.',
        { ...facts, at: when(because.atMs, nowMs, reader) },
      );
    case 'stuck':
      return l10n.t('The safety timer of {name} ({tier}, due {due}) could NOT go off: {words}. Nothing was sent.', {
        ...facts,
        words: madePart(because.words),
      });
    case 'failed':
      return l10n.t(
        'The safety timer of {name} ({tier}, due {due}) went off, and its stop failed: {words}. Treat it as still sending; stopping again is safe.',
        { ...facts, words: madePart(because.words) },
      );
  }
}

/** That a timer was ended because there is nothing left for it to stop. */
export function timerOverText(campaign: KnownCampaign, reader: Reader): string {
  return reader.l10n.t('The safety timer of {name} ({tier}) was ended: it no longer sends.', names(campaign, reader));
}

/** Beside the words that a campaign can start again, which tell of its stop in place of how it ended. */
export function stoppedByTimerText(campaign: KnownCampaign, by: string, reader: Reader): string {
  return reader.l10n.t('{name} ({tier}) was stopped. {by}', { ...names(campaign, reader), by });
}

/** A time, with its day when that is not today. */
function when(ms: number, nowMs: number, reader: Reader): string {
  return new Date(ms).toDateString() === new Date(nowMs).toDateString() ? clock(ms, reader) : dayAndClock(ms, reader);
}

/** Words of the system that become part of a sentence. */
function madePart(words: string): string {
  return partOfSentence(words) || '?';
}

/** A timer as the status bar and the list to cancel from tell it. */
export interface TimedRow {
  readonly campaign: KnownCampaign;
  /** Milliseconds since 1970. */
  readonly dueAtMs: number;
}

/** For the status bar: the minutes that are left; what a screen reader says stands still. The next one goes first. */
export function timerStatus(
  timed: readonly TimedRow[],
  nowMs: number,
  reader: Reader,
): { readonly text: string; readonly tooltip: string; readonly accessible: string } | undefined {
  const [next] = timed;
  if (next === undefined) return undefined;
  const { l10n } = reader;
  const minutes = Math.ceil((next.dueAtMs - nowMs) / 60_000);
  const left = minutes <= 1 ? l10n.t('Stops within 1 min') : l10n.t('Stops in {minutes} min', { minutes });
  const lines = timed.map(({ campaign, dueAtMs }) =>
    l10n.t('{name} ({tier}) stops by itself at {at}', { ...names(campaign, reader), at: clock(dueAtMs, reader) }),
  );
  return {
    text: `$(watch) ${timed.length === 1 ? left : l10n.t('{left} (1 of {count})', { left, count: timed.length })}`,
    tooltip: [...lines, l10n.t('Works only while this VS Code is open. Click to cancel.')].join('\n'),
    accessible: l10n.t('Safety timer: {timers}', { timers: lines.join(', ') }),
  };
}

/** The progress of a timer's last minute: its title, and how long it has still to go. */
export function lastMinuteTitle(campaign: KnownCampaign, reader: Reader): string {
  return reader.l10n.t('{name} ({tier}) stops by itself', names(campaign, reader));
}

export function lastMinuteText(dueAtMs: number, nowMs: number, reader: Reader): string {
  const facts = { seconds: Math.max(0, Math.ceil((dueAtMs - nowMs) / 1000)), at: clock(dueAtMs, reader) };
  return reader.l10n.t('in {seconds} s, at {at}. Cancel keeps it sending…', facts);
}

/** The row of a timer in the list to cancel from. */
export function timerChoice(
  { campaign, dueAtMs }: TimedRow,
  reader: Reader,
): { readonly label: string; readonly description: string; readonly detail: string } {
  return {
    label: plainText(campaignLabel(campaign)),
    description: reader.l10n.t('Stops by itself at {at}', { at: clock(dueAtMs, reader) }),
    detail: `${names(campaign, reader).tier} · ${plainText(campaign.stream.name)} · ${plainText(campaign.id, 200)}`,
  };
}
