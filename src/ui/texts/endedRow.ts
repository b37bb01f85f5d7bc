import type { LaterFact } from '../../stop/laterFact.ts';
import type { StopOutcome } from '../../stop/outcome.ts';
import { clock, count, shortClock, stateLabel, type Reader } from '../../texts/format.ts';
import type { Activity, KnownCampaign } from '../../texts/knownCampaign.ts';
import { isConfirmed, lastRead, standingOf } from '../campaigns/standing.ts';
import { outcomeText } from './outcomeText.ts';

export type Ended = Extract<Activity, { kind: 'ended' }>;

/** How a stop ended, in a few words for the campaign's row, with what was learnt since. */
export function endedRow(activity: Ended, campaign: KnownCampaign, reader: Reader): string {
  const { l10n } = reader;
  const { outcome, later = [], checkingUntilMs } = activity;
  const read = lastRead(later);
  const standing = standingOf({ activity });
  if (standing?.kind === 'stopped') return stoppedRow(activity, campaign, reader);
  if (read !== undefined) {
    const facts = { state: stateLabel(read.state), at: clock(Date.parse(read.at), reader) };
    if (standing?.kind === 'tooLate') return l10n.t('Too late: run to its end');
    if (isConfirmed(outcome) || later.some((fact) => fact.kind === 'read' && fact.state === 'Stopped')) {
      return goesOn(read.state)
        ? withCount(l10n.t('Sending again: {state} {at}', facts), later, reader)
        : l10n.t('No longer stopped: {state} {at}', facts);
    }
    if (standing?.kind === 'notStopped') return withCount(l10n.t('NOT stopped: {state} {at}', facts), later, reader);
    const row = goesOn(read.state)
      ? l10n.t('Not confirmed: still {state} {at}', facts)
      : l10n.t('Not confirmed: {state} {at}', facts);
    return withChecking(withCount(row, later, reader), checkingUntilMs, reader);
  }
  const { row } = outcomeText(outcome, campaign, undefined, reader);
  return withChecking(row, checkingUntilMs, reader);
}

/** Stopped, and it can start again by itself: nobody has turned its schedule off. */
export function canStartAgain({ later = [] }: Ended, { listed }: KnownCampaign): boolean {
  if (later.some((fact) => fact.kind === 'scheduleOff')) return false;
  const told = later.findLast((fact) => fact.kind === 'read' && fact.restarts !== undefined);
  if (told?.kind === 'read') return told.restarts === true;
  return listed !== undefined && (listed.recurring || listed.scheduled);
}

function stoppedRow(activity: Ended, campaign: KnownCampaign, reader: Reader): string {
  const { l10n } = reader;
  const { outcome, later = [] } = activity;
  const off = later.findLast((fact) => fact.kind === 'scheduleOff');
  const counted = later.findLast((fact) => (fact.kind === 'read' || fact.kind === 'quiet') && fact.sent !== undefined);
  const sent = counted !== undefined && 'sent' in counted ? counted.sent : undefined;
  const at = clock(stoppedAtMs(activity), reader);
  if (off !== undefined) return l10n.t('Stopped {at}, schedule off', { at });
  if (canStartAgain(activity, campaign)) return l10n.t('Stopped {at}, can start again', { at });
  if (isConfirmed(outcome) && outcome.effect === 'alreadyStopped') return l10n.t('Already stopped, read {at}', { at });
  if (sent === undefined) return l10n.t('Stopped {at}, confirmed', { at });
  const facts = { at, sent: count(sent, reader) };
  const quiet = quietOf(activity);
  if (quiet === undefined) return l10n.t('Stopped {at}, confirmed, {sent} sent', facts);
  const since = clock(Date.parse(quiet.since), reader);
  return l10n.t('Stopped {at}, confirmed, {sent} sent, unchanged since {since}', { ...facts, since });
}

/** That the counter stands still after the stop, where two reads told so and none has told another count since. */
export function quietText({ activity }: Pick<KnownCampaign, 'activity'>, reader: Reader): string | undefined {
  const quiet = activity?.kind === 'ended' ? quietOf(activity) : undefined;
  if (quiet === undefined) return undefined;
  return reader.l10n.t("{sent} sent; Kore's counter has not moved since {since}", {
    sent: count(quiet.sent, reader),
    since: clock(Date.parse(quiet.since), reader),
  });
}

function quietOf({ later = [] }: Ended): Extract<LaterFact, { kind: 'quiet' }> | undefined {
  const last = later.findLast((fact) => fact.kind === 'quiet' || (fact.kind === 'read' && fact.sent !== undefined));
  return last?.kind === 'quiet' ? last : undefined;
}

/** When a reading first told that it is stopped. */
function stoppedAtMs({ outcome, later = [] }: Ended): number {
  if (isConfirmed(outcome)) return readAtMs(outcome);
  const first = later.find((fact) => fact.kind === 'read' && fact.state === 'Stopped');
  return first === undefined ? readAtMs(outcome) : Date.parse(first.at);
}

function readAtMs({ stateReadAt, finishedAt }: StopOutcome): number {
  return Date.parse(stateReadAt ?? finishedAt);
}

function goesOn(state: string): boolean {
  return state === 'Active' || state === 'Preparing';
}

/** With the count of the last reading, where it told one, and whether that is more than an earlier one did. */
function withCount(row: string, later: readonly LaterFact[], reader: Reader): string {
  const sent = lastRead(later)?.sent;
  if (sent === undefined) return row;
  const facts = { row, sent: count(sent, reader) };
  return hasRisen(later, sent)
    ? reader.l10n.t('{row}, {sent} sent, rising', facts)
    : reader.l10n.t('{row}, {sent} sent', facts);
}

/** True where Kore's counter was lower at an earlier reading after the stop. */
export function hasRisen(later: readonly LaterFact[], sent: number): boolean {
  return later.some((fact) => (fact.kind === 'read' || fact.kind === 'quiet') && (fact.sent ?? sent) < sent);
}

function withChecking(row: string, checkingUntilMs: number | undefined, reader: Reader): string {
  if (checkingUntilMs === undefined) return row;
  return reader.l10n.t('{row}, checking until {until}', { row, until: shortClock(checkingUntilMs, reader) });
}
