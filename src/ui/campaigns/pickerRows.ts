import { campaignKey, rank, type KnownCampaign } from './knownCampaign.ts';

/** One campaign in the picker. */
export interface PickerRow {
  readonly key: string;
  readonly campaign: KnownCampaign;
  /** When it appeared while the picker was open; undefined for a row that was there from the start. */
  readonly addedAtMs?: number;
}

/** A row that came less than this ago may not be the one that the person saw when pressing Enter. */
const newForMs = 400;

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
  const kept = shown.map((row) => ({ ...row, campaign: news.get(row.key) ?? row.campaign }));
  const shownKeys = new Set(shown.map((row) => row.key));
  const added = [...news]
    .filter(([key]) => !shownKeys.has(key))
    .map(([key, campaign]) => ({ key, campaign, addedAtMs: nowMs }));
  const fixed = kept.findIndex((row) => row.key === activeKey) + 1;
  return [...kept.slice(0, fixed), ...inOrder([...kept.slice(fixed), ...added], nowMs)];
}

/**
 * The row to preselect when there is no active one: the first that sends now, by a reading that is fresh. Practice
 * is preselected only where there is nothing else.
 */
export function preselected(rows: readonly PickerRow[], nowMs: number): PickerRow | undefined {
  const real = rows.filter((row) => row.campaign.stream.practice !== true);
  return (real.length > 0 ? real : rows).find((row) => rank(row.campaign, nowMs) === 0);
}

/** False while Enter on this row could be meant for another. */
export function mayAccept(row: PickerRow, nowMs: number): boolean {
  return row.addedAtMs === undefined || Math.abs(nowMs - row.addedAtMs) >= newForMs;
}

function keyOf(campaign: KnownCampaign): string {
  return campaignKey(campaign.stream, campaign.id);
}

function inOrder(rows: readonly PickerRow[], nowMs: number): readonly PickerRow[] {
  const practiceLast = (row: PickerRow): number => (row.campaign.stream.practice === true ? 10 : 0);
  const place = (row: PickerRow): number => rank(row.campaign, nowMs) + practiceLast(row);
  return [...rows].sort((one, other) => place(one) - place(other));
}
