import * as v from 'valibot';

import type { Reply } from './transport.ts';

/** The body of a reply as a JSON object; undefined when it is anything else. Judged by parsing alone. */
export function jsonObject(reply: Reply): Readonly<Record<string, unknown>> | undefined {
  if (reply.body.kind !== 'text') return undefined;
  try {
    const value: unknown = JSON.parse(reply.body.text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

const statusShape = v.object({
  status: v.literal('success'),
  data: v.object({ id: v.optional(v.nullable(v.string())), status: v.string() }),
});

/**
 * The campaign's state as a Get Campaign Status reply tells it: a 2xx object with outer `status` `success`, a
 * text in `data.status`, and no other campaign's `data.id`. Anything else is no reading.
 */
export function readState(reply: Reply, campaignId: string): string | undefined {
  if (!isSuccess(reply.status)) return undefined;
  const parsed = v.safeParse(statusShape, jsonObject(reply));
  if (!parsed.success) return undefined;
  const { id, status } = parsed.output.data;
  return id === undefined || id === null || id === campaignId ? status : undefined;
}

/** A campaign as Get All Campaigns lists it. Texts are as Kore sent them. */
export interface ListedCampaign {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Messages sent so far. */
  readonly sent?: number;
  readonly contactLists: readonly string[];
  /** ISO time of the last change of the running instance, else of the campaign. */
  readonly changedAt?: string;
  readonly createdAt?: string;
  readonly scheduled: boolean;
  readonly recurring: boolean;
  /** The message, on campaigns of the simple format. */
  readonly text?: string;
}

export interface CampaignPage {
  readonly campaigns: readonly ListedCampaign[];
  readonly hasMore: boolean;
  readonly total?: number;
  /** Rows that could not be read, by what was odd in them. */
  readonly oddities: readonly string[];
}

const text = v.fallback(v.optional(v.string()), undefined);
const flag = v.fallback(v.optional(v.boolean(), false), false);
const count = v.fallback(v.optional(v.number()), undefined);

const rowShape = v.object({
  id: v.string(),
  name: v.fallback(v.string(), ''),
  status: v.string(),
  totalMessagesSent: count,
  contactLists: v.fallback(v.optional(v.array(v.string()), []), []),
  campaignInstanceUpdatedAt: text,
  updatedAt: text,
  createdAt: text,
  schedule: v.fallback(v.optional(v.object({ isSchedulingEnabled: flag, isRecurrenceEnabled: flag }), {}), {
    isSchedulingEnabled: false,
    isRecurrenceEnabled: false,
  }),
  message: v.fallback(v.optional(v.object({ message: text })), undefined),
});

const pageShape = v.object({
  status: v.literal('success'),
  data: v.object({
    results: v.array(v.unknown()),
    hasMore: flag,
    totalResults: count,
  }),
});

/** One page of Get All Campaigns; undefined when the reply is not one. A row that cannot be read is an oddity. */
export function readCampaignPage(reply: Reply): CampaignPage | undefined {
  if (!isSuccess(reply.status)) return undefined;
  const parsed = v.safeParse(pageShape, jsonObject(reply));
  if (!parsed.success) return undefined;
  const { results, hasMore, totalResults } = parsed.output.data;
  const campaigns: ListedCampaign[] = [];
  const oddities: string[] = [];
  results.forEach((value, index) => {
    const row = v.safeParse(rowShape, withId(value));
    if (row.success) campaigns.push(listedCampaign(row.output));
    else
      oddities.push(
        `results[${index}]: ${row.issues.map((issue) => v.getDotPath(issue) ?? 'not an object').join(', ')}`,
      );
  });
  return { campaigns, hasMore, oddities, ...(totalResults === undefined ? {} : { total: totalResults }) };
}

/** A voice row carries its id as `_id`. */
function withId(row: unknown): unknown {
  return typeof row === 'object' && row !== null && '_id' in row && !('id' in row) ? { ...row, id: row._id } : row;
}

function listedCampaign(row: v.InferOutput<typeof rowShape>): ListedCampaign {
  const changedAt = row.campaignInstanceUpdatedAt ?? row.updatedAt;
  const message = row.message?.message === undefined ? undefined : decodeMessage(row.message.message);
  return {
    id: row.id,
    name: row.name,
    state: row.status,
    contactLists: row.contactLists,
    scheduled: row.schedule.isSchedulingEnabled,
    recurring: row.schedule.isRecurrenceEnabled,
    ...(row.totalMessagesSent === undefined ? {} : { sent: row.totalMessagesSent }),
    ...(changedAt === undefined ? {} : { changedAt }),
    ...(row.createdAt === undefined ? {} : { createdAt: row.createdAt }),
    ...(message === undefined ? {} : { text: message }),
  };
}

const smsCampaignShape = v.object({
  status: v.literal('success'),
  data: v.object({
    _id: v.optional(v.nullable(v.string())),
    name: v.string(),
    status: v.string(),
    schedule: v.fallback(v.optional(v.object({ isSchedulingEnabled: v.optional(v.boolean()) }), {}), {}),
  }),
});

/** One campaign as Get SMS Campaign tells it. Texts are as Kore sent them. */
export interface SmsCampaign {
  readonly name: string;
  readonly state: string;
  /** Absent where Kore did not say. */
  readonly scheduled?: boolean;
}

/** What a Get SMS Campaign reply tells of this campaign; undefined when it is none, or another's. */
export function readSmsCampaign(reply: Reply, campaignId: string): SmsCampaign | undefined {
  if (!isSuccess(reply.status)) return undefined;
  const parsed = v.safeParse(smsCampaignShape, jsonObject(reply));
  if (!parsed.success) return undefined;
  const { _id: id, name, status, schedule } = parsed.output.data;
  if (id !== undefined && id !== null && id !== campaignId) return undefined;
  const scheduled = schedule.isSchedulingEnabled;
  return { name, state: status, ...(scheduled === undefined ? {} : { scheduled }) };
}

const scheduleReplyShape = v.object({ status: v.literal('success'), id: text });

/** A Disable Schedule reply that says it was done, with the campaign's id where it names one; else undefined. */
export function readScheduleReply(reply: Reply): { readonly id?: string } | undefined {
  if (!isSuccess(reply.status)) return undefined;
  const parsed = v.safeParse(scheduleReplyShape, jsonObject(reply));
  if (!parsed.success) return undefined;
  return parsed.output.id === undefined ? {} : { id: parsed.output.id };
}

/** The documented message is base64 that is also percent-encoded at its end (`…cg%3D`). */
function decodeMessage(encoded: string): string | undefined {
  try {
    const base64 = decodeURIComponent(encoded);
    if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) return undefined;
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

/** Kore's own words in a reply, wherever it puts them; not yet redacted. */
export function koreMessage(reply: Reply): string | undefined {
  const body = jsonObject(reply);
  if (body === undefined) return undefined;
  const { message, error, errors } = body;
  for (const candidate of [message, error, errors, ...(Array.isArray(errors) ? (errors as unknown[]) : [])]) {
    const found = wordsOf(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value !== 'object' || value === null) return undefined;
  const { message, msg } = value as { message?: unknown; msg?: unknown };
  return wordsOf(typeof message === 'string' ? message : typeof msg === 'string' ? msg : undefined);
}
