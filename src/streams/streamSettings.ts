import * as v from 'valibot';

import {
  bad,
  checkAccountId,
  checkCampaignId,
  checkHost,
  checkIid,
  checkName,
  checkStreamId,
  checkTier,
  good,
  type Checked,
  type FieldName,
  type FieldProblem,
} from './fields.ts';
import type { ConfiguredCampaign, ConfiguredStream, Stream } from './stream.ts';
import { streamKey } from './streamKey.ts';

/** One thing wrong in `kore.streams`. Indexes count from 0; without an entry the setting itself is wrong. */
export interface SettingProblem {
  readonly entry?: number;
  /** The index in the entry's `campaigns`, when only that campaign is wrong. */
  readonly campaign?: number;
  /** The name of the entry, where it could be read. */
  readonly name?: string;
  readonly problem: FieldProblem;
}

export interface StreamSettings {
  readonly streams: readonly ConfiguredStream[];
  readonly problems: readonly SettingProblem[];
}

const entryShape = v.looseObject({
  name: v.string(),
  host: v.string(),
  accountId: v.string(),
  streamId: v.string(),
  iid: v.optional(v.string()),
  tier: v.optional(v.unknown()),
  campaigns: v.optional(v.array(v.unknown())),
});

const campaignShape = v.looseObject({ id: v.string(), name: v.optional(v.string()) });

/**
 * Reads the value of the setting `kore.streams`. Good entries are returned trimmed and with their host as an
 * origin; each bad one is a problem, and nothing is rewritten.
 */
export function readStreamSettings(raw: unknown): StreamSettings {
  if (raw === undefined || raw === null) return { streams: [], problems: [] };
  if (!Array.isArray(raw)) return { streams: [], problems: [{ problem: { field: 'stream', code: 'notAList' } }] };
  const streams: ConfiguredStream[] = [];
  const problems: SettingProblem[] = [];
  const seen = new Set<string>();
  raw.forEach((value: unknown, entry) => {
    const checked = checkEntry(value);
    if (!checked.ok) {
      problems.push({ entry, ...nameOf(value), problem: checked.problem });
      return;
    }
    const stream = checked.value;
    if (seen.has(streamKey(stream))) {
      problems.push({ entry, name: stream.name, problem: { field: 'stream', code: 'duplicate' } });
      return;
    }
    seen.add(streamKey(stream));
    const campaigns = checkCampaigns((value as { campaigns?: readonly unknown[] }).campaigns ?? []);
    problems.push(...campaigns.problems.map((one) => ({ entry, name: stream.name, ...one })));
    streams.push({ ...stream, campaigns: campaigns.good });
  });
  return { streams, problems };
}

/** The stream with every field trimmed and its host as an origin, or the first field that is wrong. */
export function checkStream(stream: unknown): Checked<Stream & { readonly iid: string }> {
  const entry = checkEntry(stream);
  if (!entry.ok) return entry;
  const { name, host, accountId, streamId, iid } = entry.value;
  return good({ name, host, accountId, streamId, iid: iid ?? streamId });
}

function checkEntry(value: unknown): Checked<Omit<ConfiguredStream, 'campaigns'>> {
  const shape = v.safeParse(entryShape, value);
  if (!shape.success) return bad(problemOfIssue(shape.issues[0], 'stream', fieldOfEntryKey));
  const { name, host, accountId, streamId, iid, tier } = shape.output;
  const fields = {
    name: checkName('name', name),
    host: checkHost(host),
    accountId: checkAccountId(accountId),
    streamId: checkStreamId(streamId),
    ...(iid === undefined ? {} : { iid: checkIid(iid) }),
    ...(tier === undefined ? {} : { tier: checkTier(tier) }),
  };
  return allGood<Omit<ConfiguredStream, 'campaigns'>>(fields);
}

type CampaignProblem = Required<Pick<SettingProblem, 'campaign' | 'problem'>>;

function checkCampaigns(raw: readonly unknown[]): { good: ConfiguredCampaign[]; problems: CampaignProblem[] } {
  const found = new Map<string, ConfiguredCampaign>();
  const problems: CampaignProblem[] = [];
  raw.forEach((value, campaign) => {
    const checked = checkCampaign(value);
    if (!checked.ok) problems.push({ campaign, problem: checked.problem });
    else if (found.has(checked.value.id))
      problems.push({ campaign, problem: { field: 'campaignId', code: 'duplicate' } });
    else found.set(checked.value.id, checked.value);
  });
  return { good: [...found.values()], problems };
}

function checkCampaign(value: unknown): Checked<ConfiguredCampaign> {
  const shape = v.safeParse(campaignShape, value);
  if (!shape.success)
    return bad(problemOfIssue(shape.issues[0], 'campaignId', { id: 'campaignId', name: 'campaignName' }));
  const { id, name } = shape.output;
  return allGood<ConfiguredCampaign>({
    id: checkCampaignId(id),
    ...(name === undefined ? {} : { name: checkName('campaignName', name) }),
  });
}

/** All values when every field is good, else the first problem. */
function allGood<T extends object>(fields: { [K in keyof T]: Checked<T[K]> }): Checked<T> {
  const values: Partial<T> = {};
  for (const key of Object.keys(fields) as (keyof T)[]) {
    const field = fields[key];
    if (!field.ok) return field;
    values[key] = field.value;
  }
  return good(values as T);
}

type FieldOfKey = Readonly<Record<string, FieldName>>;

const fieldOfEntryKey: FieldOfKey = {
  name: 'name',
  host: 'host',
  accountId: 'accountId',
  streamId: 'streamId',
  iid: 'iid',
  campaigns: 'campaigns',
};

function problemOfIssue(issue: v.BaseIssue<unknown>, whole: FieldName, fieldOfKey: FieldOfKey): FieldProblem {
  const key = issue.path?.[0]?.key;
  const field = typeof key === 'string' ? fieldOfKey[key] : undefined;
  if (field === undefined) return { field: whole, code: 'notAnObject' };
  if (issue.received === 'undefined' || issue.received === 'null') return { field, code: 'missing' };
  return { field, code: field === 'campaigns' ? 'notAList' : 'notText' };
}

function nameOf(value: unknown): { name?: string } {
  const name = checkName('name', (value as { name?: unknown } | null | undefined)?.name);
  return name.ok ? { name: name.value } : {};
}
