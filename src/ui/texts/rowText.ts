import { describeProblem } from '../../streams/problemText.ts';
import type { SettingProblem } from '../../streams/streamSettings.ts';
import {
  ago,
  clock,
  count,
  dayAndClock,
  shortClock,
  stateLabel,
  tierHeard,
  tierLabel,
  type Reader,
} from '../../texts/format.ts';
import { campaignLabel, isFresh, knownState, type KnownCampaign } from '../../texts/knownCampaign.ts';
import { plainText } from '../../texts/plainText.ts';
import { lastRead } from '../campaigns/standing.ts';
import { isDocumentedState } from '../../kore/endpoints.ts';
import { endedRow, quietText } from './endedRow.ts';
import { messagePreview } from '../../texts/messagePreview.ts';
import { timerRow } from './timerText.ts';

/** The words of one row: what is seen, and what a screen reader says. */
export interface RowText {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly accessible: string;
}

export function campaignRow(campaign: KnownCampaign, nowMs: number, reader: Reader): RowText {
  const label = plainText(campaignLabel(campaign));
  const timer = timerRow(campaign, reader);
  const state = campaignState(campaign, nowMs, reader);
  const told = [...(timer === undefined ? [] : [timer.told]), state];
  return {
    label,
    description: timer === undefined ? state : `${timer.seen} · ${state}`,
    // Asked for one row at a time, when the pointer is over it.
    get tooltip() {
      return tooltip(campaign, label, told.join(' · '), nowMs, reader).join('\n');
    },
    accessible: [label, ...told.slice(0, -1), ...heard(campaign, state, nowMs, reader)].join(', '),
  };
}

function tooltip(
  campaign: KnownCampaign,
  label: string,
  description: string,
  nowMs: number,
  reader: Reader,
): readonly string[] {
  const { l10n } = reader;
  const { stream, id, listed } = campaign;
  const known = knownState(campaign);
  const quiet = quietText(campaign, reader);
  const changedAtMs = Date.parse(listed?.changedAt ?? '');
  const lists = listed?.contactLists ?? [];
  return [
    label,
    `${plainText(stream.name)} (${tierLabel(stream, reader)})`,
    // Without a name the label is the id.
    ...(plainText(id, 200) === label ? [] : [plainText(id, 200)]),
    description,
    ...(quiet === undefined ? [] : [quiet]),
    ...(known === undefined || isFresh(known, nowMs)
      ? []
      : [l10n.t('Read {at}: it may be something else by now.', { at: dayAndClock(known.readAtMs, reader) })]),
    ...(lists.length === 0 ? [] : [l10n.t('To: {lists}', { lists: plainText(lists.join(', '), 200) })]),
    ...(Number.isNaN(changedAtMs) ? [] : [l10n.t('Last change {when}', { when: dayAndClock(changedAtMs, reader) })]),
    ...(listed?.text === undefined ? [] : [l10n.t('Text: {text}', { text: messagePreview(listed.text) })]),
    ...(listed?.recurring === true
      ? [l10n.t('Repeats: it can start again by itself')]
      : listed?.scheduled === true
        ? [l10n.t('Scheduled: it can start by itself')]
        : []),
  ];
}

/** What a screen reader says after the name: nothing in it changes by the second. */
function heard(campaign: KnownCampaign, seen: string, nowMs: number, reader: Reader): readonly string[] {
  const { l10n } = reader;
  const tier = tierHeard(campaign.stream, reader);
  const known = knownState(campaign);
  if (campaign.activity !== undefined || known === undefined) return [seen.replaceAll(' · ', ', '), tier];
  const state = stateHeard(known.state, reader);
  if (!isFresh(known, nowMs)) {
    return [l10n.t('{state} when last read', { state }), tier, ago(nowMs - known.readAtMs, reader)];
  }
  const read = l10n.t('read {at}', { at: shortClock(known.readAtMs, reader) });
  return [state, ...counted(campaign, known.sent, 'heard', reader), ...repeats(campaign, reader), tier, read];
}

function stateHeard(state: string, { l10n }: Reader): string {
  switch (state) {
    case 'Active':
      return l10n.t('sending');
    case 'Preparing':
      return l10n.t('about to send');
    case 'Scheduled':
      return l10n.t('scheduled');
    case 'Rescheduled':
      return l10n.t('scheduled anew');
    case 'Ready':
      return l10n.t('ready, not sending');
    case 'Paused':
      return l10n.t('paused');
    case 'Stopped':
      return l10n.t('stopped');
    case 'Completed':
      return l10n.t('run to its end');
    default:
      return l10n.t('Kore.ai says {state}', { state: stateLabel(state) });
  }
}

/** How many were sent, and how fast, as far as that is known. */
function counted(
  { perMinute, activity }: KnownCampaign,
  sent: number | undefined,
  how: 'seen' | 'heard',
  reader: Reader,
): readonly string[] {
  const { l10n } = reader;
  if (sent === undefined) return [];
  const sentWords = l10n.t('{sent} sent', { sent: count(sent, reader) });
  if (perMinute === undefined || activity !== undefined) return [sentWords];
  const speed = { count: count(perMinute, reader) };
  return [sentWords, how === 'seen' ? l10n.t('{count}/min', speed) : l10n.t('{count} a minute', speed)];
}

/** That it starts again by itself; a state that says so already needs no second word for it. */
function repeats({ listed }: KnownCampaign, { l10n }: Reader): readonly string[] {
  if (listed?.recurring === true) return [l10n.t('repeats')];
  const told = listed === undefined || ['Scheduled', 'Rescheduled'].includes(listed.state);
  return listed?.scheduled === true && !told ? [l10n.t('has a schedule')] : [];
}

/** What is known of a campaign in a few words; an outcome stays, and what was read after it goes first. */
function campaignState(campaign: KnownCampaign, nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const { activity } = campaign;
  if (activity?.kind === 'stopping') return stoppingState(activity, reader);
  const read = readState(campaign, nowMs, reader);
  if (activity === undefined) return read;
  const { outcome } = activity;
  const row = endedRow(activity, campaign, reader);
  const last = lastRead(activity.later);
  const readLater = (campaign.readAtMs ?? 0) > Date.parse(last?.at ?? outcome.finishedAt);
  const told = last?.state ?? outcome.state ?? (outcome.verdict === 'stopped' ? 'Stopped' : undefined);
  const differs = campaign.listed !== undefined && campaign.listed.state !== told;
  return readLater && differs ? l10n.t('now {state} · {before}', { state: read, before: row }) : row;
}

/** The time is of its first request, once that has left. */
function stoppingState(
  { sinceMs, sentAtMs }: Extract<KnownCampaign['activity'], { kind: 'stopping' }>,
  reader: Reader,
): string {
  const { l10n } = reader;
  return sentAtMs === undefined
    ? l10n.t('Stopping… since {at}', { at: clock(sinceMs, reader) })
    : l10n.t('Stopping… sent {at}', { at: clock(sentAtMs, reader) });
}

function readState(campaign: KnownCampaign, nowMs: number, reader: Reader): string {
  const { l10n } = reader;
  const known = knownState(campaign);
  if (known === undefined) return l10n.t('state not read');
  const state = isDocumentedState(known.state)
    ? known.state
    : l10n.t('Kore.ai says {state}', { state: stateLabel(known.state) });
  if (!isFresh(known, nowMs)) return `${state} ${ago(nowMs - known.readAtMs, reader)}`;
  const facts = [...counted(campaign, known.sent, 'seen', reader), ...repeats(campaign, reader)];
  return [state, ...facts, clock(known.readAtMs, reader)].join(' · ');
}

/** What is wrong with one entry of the setting. */
export function settingProblemRow(found: SettingProblem, reader: Reader): RowText {
  const { l10n } = reader;
  const problem = describeProblem(found.problem, l10n);
  const entry = (found.entry ?? 0) + 1;
  const where =
    found.entry === undefined
      ? 'kore.streams'
      : found.campaign === undefined
        ? l10n.t('Entry {entry} of kore.streams', { entry })
        : l10n.t('Campaign {campaign} in entry {entry} of kore.streams', { entry, campaign: found.campaign + 1 });
  const named = found.name === undefined ? where : `${where} (${plainText(found.name)})`;
  return {
    label: `${named}: ${plainText(problem, 200)}`,
    description: l10n.t('Open Setting'),
    tooltip: `${named}: ${plainText(problem, 300)}\n${l10n.t('The other streams work. Enter opens the setting.')}`,
    accessible: l10n.t('{problem} Enter opens the setting.', { problem: `${named}: ${plainText(problem, 200)}` }),
  };
}
