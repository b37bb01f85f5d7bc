import {
  checkAccountId,
  checkCampaignId,
  checkHost,
  checkName,
  checkStreamId,
  type Checked,
} from '../../streams/fields.ts';
import type { ConfiguredStream } from '../../streams/stream.ts';

/** A safety timer waits this long at the most. */
export const longestMinutes = 60;
const minuteMs = 60_000;

/** Where a safety timer may be set. `practice`: of the simulator, which is in one window only. */
export type TimedTier = 'staging' | 'development' | 'practice';

/** "Stop this campaign then unless I cancel." No secret in it. */
export interface SafetyTimer {
  readonly id: string;
  readonly stream: {
    readonly name: string;
    readonly origin: string;
    readonly accountId: string;
    readonly streamId: string;
  };
  readonly tier: TimedTier;
  readonly campaignId: string;
  readonly campaignName?: string;
  /** Milliseconds since 1970. */
  readonly setAtMs: number;
  /** Milliseconds since 1970. */
  readonly dueAtMs: number;
}

/** The tier of a stream, where a safety timer may be set: never in production, which a missing tier is. */
export function timedTier({
  tier,
  practice,
}: Pick<ConfiguredStream, 'tier'> & { readonly practice?: boolean }): TimedTier | undefined {
  if (practice === true) return 'practice';
  return tier === 'staging' || tier === 'development' ? tier : undefined;
}

/** A whole number of minutes from 1 to 60, as a person types it; undefined for anything else. */
export function readMinutes(text: string): number | undefined {
  const minutes = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : NaN;
  return minutes >= 1 && minutes <= longestMinutes ? minutes : undefined;
}

/** True for two timers of the same campaign. */
export function isSameCampaign(
  one: Pick<SafetyTimer, 'stream' | 'campaignId'>,
  other: Pick<SafetyTimer, 'stream' | 'campaignId'>,
): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ stream, campaignId }: Pick<SafetyTimer, 'stream' | 'campaignId'>): string {
  return [stream.origin, stream.accountId, stream.streamId, campaignId].join(' ');
}

/** What its file holds; the id is the file's name. */
export function timerText({ stream, tier, campaignId, campaignName, setAtMs, dueAtMs }: SafetyTimer): string {
  const times = { setAt: new Date(setAtMs).toISOString(), dueAt: new Date(dueAtMs).toISOString() };
  return `${JSON.stringify({ v: 1, stream, tier, campaignId, campaignName, ...times })}\n`;
}

/** The timer in a file's text, of which nothing is believed; else what is wrong with it, in English for the log. */
export function readTimer(id: string, text: string): SafetyTimer | string {
  const value = parse(text);
  if (value === undefined) return 'it is no JSON object';
  if (value.v !== 1) return 'it is of another version';
  const stream = objectOf(value.stream) ?? {};
  const fields = {
    name: checkName('name', stream.name),
    origin: checkHost(stream.origin),
    accountId: checkAccountId(stream.accountId),
    streamId: checkStreamId(stream.streamId),
    campaignId: checkCampaignId(value.campaignId),
    ...(value.campaignName === undefined ? {} : { campaignName: checkName('campaignName', value.campaignName) }),
  };
  const wrong = Object.entries(fields).find(([, field]) => !field.ok);
  if (wrong !== undefined) return `its ${wrong[0]} is wrong`;
  const { tier } = value;
  if (tier !== 'staging' && tier !== 'development' && tier !== 'practice') return 'its tier is wrong';
  const setAtMs = timeOf(value.setAt);
  const dueAtMs = timeOf(value.dueAt);
  if (setAtMs === undefined || dueAtMs === undefined) return 'a time in it is wrong';
  if (dueAtMs <= setAtMs || dueAtMs - setAtMs > longestMinutes * minuteMs) return 'it waits for too long';
  return {
    id,
    stream: {
      name: valueOf(fields.name),
      origin: valueOf(fields.origin),
      accountId: valueOf(fields.accountId),
      streamId: valueOf(fields.streamId),
    },
    tier,
    campaignId: valueOf(fields.campaignId),
    ...(fields.campaignName === undefined ? {} : { campaignName: valueOf(fields.campaignName) }),
    setAtMs,
    dueAtMs,
  };
}

/** A name that is fit to be kept; a timer can do without one. */
export function keptName(name: string | undefined): { readonly campaignName?: string } {
  const checked = checkName('campaignName', name);
  return checked.ok ? { campaignName: checked.value } : {};
}

function valueOf(field: Checked<string>): string {
  return field.ok ? field.value : '';
}

function timeOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
