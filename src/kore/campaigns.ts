import { exchangeDetails, type Details } from './details.ts';
import { prepareAccess, refuse, type Access, type Refusal } from './access.ts';
import { callKore, type CallOptions, type CallResult, type KorePorts } from './caller.ts';
import { getRequest, listRequest, scheduleRequest, statusRequest, type ListFilter } from './endpoints.ts';
import { clockAheadMs, failureOf, type CallFailure } from './failure.ts';
import {
  readCampaignPage,
  readScheduleReply,
  readSmsCampaign,
  readState,
  type CampaignPage,
  type ListedCampaign,
  type SmsCampaign,
} from './replies.ts';
import { rowsOfPage } from './rowsOfPage.ts';
import type { Exchange } from './transport.ts';

/** Why a list or a status could not be read. */
export interface ReadFailure {
  readonly kind: 'failed';
  readonly reason: CallFailure | Refusal['reason'];
  readonly httpStatus?: number;
  /** The last exchange, where there was one. */
  readonly exchange?: Exchange;
  readonly details: Details;
}

/** What reads of a stream go by, or why there can be none. */
export function accessOrFailure(stream: unknown, credential: unknown, nowMs: number): Access | ReadFailure {
  const prepared = prepareAccess(stream, credential, nowMs);
  return prepared.ok ? prepared.access : { kind: 'failed', ...prepared.refusal };
}

/** Every state in which a campaign sends or is about to. */
export const sendingOrAboutTo: readonly string[] = ['Active', 'Preparing', 'Scheduled', 'Rescheduled'];

export type ListOptions = CallOptions & Partial<ListFilter>;

export interface ReadPage extends CampaignPage {
  readonly kind: 'listed';
  readonly readAtMs: number;
  /** How far this computer's clock is ahead of Kore's; absent where the reply had no usable `Date`. */
  readonly clockAheadMs?: number;
}

/** One page of the newest campaigns of a stream (Get All Campaigns), at most 50 rows. */
export async function listCampaigns(
  access: Access,
  ports: KorePorts,
  options: ListOptions,
): Promise<ReadPage | ReadFailure> {
  const filter = { ...options, limit: options.limit ?? rowsOfPage, skip: options.skip ?? 0 };
  const result = await callKore(listRequest(access.target, filter), access, ports, options);
  if ('problem' in result) return { kind: 'failed', ...refuse(result.problem).refusal };
  const { exchange } = result;
  const page = exchange.kind === 'reply' ? readCampaignPage(exchange) : undefined;
  if (exchange.kind !== 'reply' || page === undefined) return readFailure(result, access);
  for (const oddity of page.oddities) ports.log?.warn(`A row of the campaign list was left out: ${oddity}`);
  const aheadMs = clockAheadMs(exchange);
  const clock = aheadMs === undefined ? {} : { clockAheadMs: aheadMs };
  const campaigns = page.campaigns.map((row) => redactRow(row, result.redact));
  return { kind: 'listed', readAtMs: exchange.endedAtMs, ...clock, ...page, campaigns };
}

/** A server that repeats the token it was sent can do so in any text. Ids are used for calls, and stay. */
function redactRow(row: ListedCampaign, redact: (text: string) => string): ListedCampaign {
  return {
    ...row,
    name: redact(row.name),
    state: redact(row.state),
    contactLists: row.contactLists.map((list) => redact(list)),
    ...(row.text === undefined ? {} : { text: redact(row.text) }),
  };
}

/** One campaign's state (Get Campaign Status). */
export async function readStatus(
  access: Access,
  campaignId: string,
  ports: KorePorts,
  options: CallOptions,
): Promise<{ readonly kind: 'read'; readonly state: string; readonly readAtMs: number } | ReadFailure> {
  const result = await callKore(statusRequest(access.target, campaignId), access, ports, options);
  if ('problem' in result) return { kind: 'failed', ...refuse(result.problem).refusal };
  const { exchange } = result;
  const state = exchange.kind === 'reply' ? readState(exchange, campaignId) : undefined;
  if (state === undefined) return readFailure(result, access);
  return { kind: 'read', state: result.redact(state), readAtMs: exchange.endedAtMs };
}

/** What Kore knows of one campaign (Get SMS Campaign). */
export async function getSmsCampaign(
  access: Access,
  campaignId: string,
  ports: KorePorts,
  options: CallOptions,
): Promise<({ readonly kind: 'read'; readonly readAtMs: number } & SmsCampaign) | ReadFailure> {
  const result = await callKore(getRequest(access.target, campaignId), access, ports, options);
  if ('problem' in result) return { kind: 'failed', ...refuse(result.problem).refusal };
  const { exchange } = result;
  const campaign = exchange.kind === 'reply' ? readSmsCampaign(exchange, campaignId) : undefined;
  if (campaign === undefined) return readFailure(result, access);
  const texts = { name: result.redact(campaign.name), state: result.redact(campaign.state) };
  return { kind: 'read', ...campaign, ...texts, readAtMs: exchange.endedAtMs };
}

/**
 * Turns off the schedule of the campaign of that name (Disable Campaign Schedule), which must be well-formed text.
 * `done` has the id of the campaign that Kore found, where it told it.
 */
export async function disableSchedule(
  access: Access,
  campaignName: string,
  ports: KorePorts,
  options: CallOptions,
): Promise<{ readonly kind: 'done'; readonly id?: string; readonly atMs: number } | ReadFailure> {
  const result = await callKore(scheduleRequest(access.target, campaignName), access, ports, options);
  if ('problem' in result) return { kind: 'failed', ...refuse(result.problem).refusal };
  const { exchange } = result;
  const done = exchange.kind === 'reply' ? readScheduleReply(exchange) : undefined;
  if (done === undefined) return readFailure(result, access);
  const id = done.id === undefined ? {} : { id: result.redact(done.id) };
  return { kind: 'done', ...id, atMs: exchange.endedAtMs };
}

/** A full page whose reply forgot to say so may not be the last. */
export function mayHaveMore({ hasMore, campaigns, oddities }: CampaignPage): boolean {
  return hasMore || campaigns.length + oddities.length >= rowsOfPage;
}

/** Whether there are more rows behind a page that passed over `skip`; where the reply tells how many there are, that counts. */
export function hasMoreAfter(skip: number, page: CampaignPage): boolean {
  const passed = skip + page.campaigns.length + page.oddities.length;
  return page.hasMore || (mayHaveMore(page) && (page.total === undefined || page.total > passed));
}

/** A campaign's row in Get All Campaigns. */
export type RowReading =
  | { readonly kind: 'row'; readonly row: ListedCampaign; readonly readAtMs: number }
  /** On neither page. */
  | { readonly kind: 'notFound' }
  | ReadFailure;

/**
 * Finds a campaign's row on at most two pages: among the 50 that changed last, where a stop has just put it, then
 * among the 50 that were created last. No filter by state: after a stop nobody knows what state to ask for, and a
 * campaign that went on would not be found.
 */
export async function findRow(
  access: Access,
  campaignId: string,
  ports: KorePorts,
  options: CallOptions,
  readPage = listCampaigns,
): Promise<RowReading> {
  for (const newestBy of ['updatedAt', 'createdAt'] as const) {
    const page = await readPage(access, ports, { ...options, newestBy });
    if (page.kind === 'failed') return page;
    const row = page.campaigns.find((one) => one.id === campaignId);
    if (row !== undefined) return { kind: 'row', row, readAtMs: page.readAtMs };
    if (!mayHaveMore(page)) return { kind: 'notFound' };
  }
  return { kind: 'notFound' };
}

function readFailure(result: CallResult, access: Access): ReadFailure {
  const { exchange } = result;
  return {
    kind: 'failed',
    reason: failureOf(exchange, access.credential.kind !== 'token'),
    exchange,
    ...(exchange.kind === 'reply' ? { httpStatus: exchange.status } : {}),
    details: exchangeDetails(exchange, result.redact),
  };
}
