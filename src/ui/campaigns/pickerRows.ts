import { campaignKey, knownState, rank, usedAtMs, type KnownCampaign } from '../../texts/knownCampaign.ts';
import { isUnresolved } from './standing.ts';

/** One campaign in the picker. */
export interface PickerRow {
  readonly key: string;
  readonly campaign: KnownCampaign;
}

/** What was stopped, seen sending or changed this long ago may be what is looked for. */
const recentMs = 86_400_000;

/** The rows as the picker opens: what sends goes first, practice last. */
export function firstRows(campaigns: readonly KnownCampaign[], nowMs: number): readonly PickerRow[] {
  return inOrder(
    campaigns.map((campaign) => ({ key: keyOf(campaign), campaign })),
    nowMs,
  );
}

/**
 * The rows after news: those down to the active one keep their places, and what is new goes below it. Without an
 * active row everything is put in order.
 */
export function laterRows(
  shown: readonly PickerRow[],
  campaigns: readonly KnownCampaign[],
  activeKey: string | undefined,
  nowMs: number,
): readonly PickerRow[] {
  const news = new Map(campaigns.map((campaign) => [keyOf(campaign), campaign]));
  const kept = shown.map(({ key, campaign }) => ({ key, campaign: news.get(key) ?? campaign }));
  const shownKeys = new Set(shown.map((row) => row.key));
  const added = [...news].filter(([key]) => !shownKeys.has(key)).map(([key, campaign]) => ({ key, campaign }));
  const fixed = kept.findIndex((row) => row.key === activeKey) + 1;
  return [...kept.slice(0, fixed), ...inOrder([...kept.slice(fixed), ...added], nowMs)];
}

/**
 * The row to preselect when there is no active one: the first that sends now, by a reading that is fresh. Practice
 * is preselected only where there is nothing else. `someUnread`: a real stream's list is not there, so what is meant may
 * be in none of the rows.
 */
export function preselected(
  rows: readonly PickerRow[],
  nowMs: number,
  { someUnread = false } = {},
): PickerRow | undefined {
  const real = rows.filter((row) => row.campaign.stream.practice !== true);
  if (real.length === 0 && someUnread) return undefined;
  return (real.length > 0 ? real : rows).find((row) => rank(row.campaign, nowMs) === 0);
}

/**
 * Where a campaign stands, the lowest first: 0 sends now, 1 is about to, 2 is not sending for sure, but was seen or
 * touched lately, 3 was not read lately, 4 is at rest; 10 more for practice.
 */
export function placeOf(campaign: KnownCampaign, nowMs: number): number {
  const practice = campaign.stream.practice === true ? 10 : 0;
  const ranked = rank(campaign, nowMs);
  if (ranked <= 1) return practice + ranked;
  const isRecent = isUnresolved(campaign) || (ranked === 2 && nowMs - lastSeenMs(campaign) < recentMs);
  return practice + (isRecent ? 2 : ranked + 1);
}

/** When something was last seen of it: sending, stopped from here, changed. `-Infinity` where nothing was. */
function lastSeenMs(campaign: KnownCampaign): number {
  const known = knownState(campaign);
  const times = [
    known !== undefined && ['Active', 'Preparing'].includes(known.state) ? known.readAtMs : NaN,
    usedAtMs(campaign) ?? NaN,
    Date.parse(campaign.listed?.changedAt ?? ''),
  ];
  return Math.max(-Infinity, ...times.filter((ms) => !Number.isNaN(ms)));
}

function keyOf(campaign: KnownCampaign): string {
  return campaignKey(campaign.stream, campaign.id);
}

/** What was touched last goes first among the recent; the others stay in the order of their lists. */
function inOrder(rows: readonly PickerRow[], nowMs: number): readonly PickerRow[] {
  const placed = rows.map((row) => {
    const place = placeOf(row.campaign, nowMs);
    return { row, place, seenMs: place % 10 === 2 ? lastSeenMs(row.campaign) : 0 };
  });
  return placed
    .sort((one, other) => one.place - other.place || (one.seenMs === other.seenMs ? 0 : other.seenMs - one.seenMs))
    .map(({ row }) => row);
}
