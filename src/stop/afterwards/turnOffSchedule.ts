import type { Access } from '../../kore/access.ts';
import type { KorePorts } from '../../kore/caller.ts';
import { disableSchedule, getSmsCampaign, type ReadFailure } from '../../kore/campaigns.ts';
import { slept } from '../sendStop.ts';
import { lookForName, type NameLook, type Namesake } from './nameLook.ts';

const sendTimeoutMs = 15_000;
const readTimeoutMs = 5000;
/** Campaigns come and go: a look that is older says too little. */
const lookHoldsMs = 120_000;
/** Kore may need a moment until it tells the change. */
const secondReadAfterMs = 2000;

export interface ScheduleOrder {
  readonly campaignId: string;
  /** What the person was shown; looked for again when it is old or another campaign's. */
  readonly look?: NameLook;
  readonly signal?: AbortSignal;
}

type WhyNot = Pick<ReadFailure, 'reason' | 'httpStatus' | 'details'>;

/** How turning off a schedule ended. It tells nothing of the stop. */
export type ScheduleOutcome =
  /** `status`: Get SMS Campaign says so; `reply`: it could not be asked, but Kore answered for this campaign. */
  | { readonly kind: 'off'; readonly at: string; readonly confirmedBy: 'reply' | 'status' }
  /** Kore still tells that it is scheduled. */
  | ({ readonly kind: 'stillOn'; readonly at: string } & Partial<WhyNot>)
  /** Kore turned off the schedule of another campaign. */
  | { readonly kind: 'otherCampaign'; readonly id: string }
  | { readonly kind: 'notUnique'; readonly name: string; readonly namesakes: readonly Namesake[] }
  | { readonly kind: 'noName' }
  /** Nothing was sent that could change anything. */
  | ({ readonly kind: 'notSent' } & WhyNot)
  | ({ readonly kind: 'refused' } & WhyNot)
  /** It was sent, and nothing tells what came of it. */
  | ({ readonly kind: 'unknown' } & Partial<WhyNot>);

/**
 * Turns off the campaign's schedule so that it does not start again by itself: only when no other campaign is known by
 * its name, once, and with a look at the campaign afterwards. Never rejects.
 */
export async function turnOffSchedule(
  access: Access,
  order: ScheduleOrder,
  ports: KorePorts,
): Promise<ScheduleOutcome> {
  const signal = order.signal === undefined ? {} : { signal: order.signal };
  const look = isFresh(order, ports.now())
    ? order.look
    : await lookForName(access, order.campaignId, ports, order.signal);
  if (look.kind === 'failed') return { kind: 'notSent', ...whyNot(look) };
  if (look.kind === 'noName') return look;
  const { name, namesakes } = look;
  if (namesakes.length > 0) return { kind: 'notUnique', name, namesakes };

  const done = await disableSchedule(access, name, ports, { timeoutMs: sendTimeoutMs, ...signal });
  if (done.kind === 'failed') {
    if (wasNotSent(done)) return { kind: 'notSent', ...whyNot(done) };
    if (isPlainRefusal(done)) return { kind: 'refused', ...whyNot(done) };
  } else if (done.id !== undefined && done.id !== order.campaignId) {
    return { kind: 'otherCampaign', id: done.id };
  }
  const read = await readSchedule(access, order, ports);
  if (read?.scheduled === false) return { kind: 'off', at: iso(read.readAtMs), confirmedBy: 'status' };
  if (done.kind === 'done') {
    if (read !== undefined) return { kind: 'stillOn', at: iso(read.readAtMs) };
    return done.id === undefined ? { kind: 'unknown' } : { kind: 'off', at: iso(done.atMs), confirmedBy: 'reply' };
  }
  if (read !== undefined) return { kind: 'stillOn', at: iso(read.readAtMs), ...whyNot(done) };
  return wasRefused(done) ? { kind: 'refused', ...whyNot(done) } : { kind: 'unknown', ...whyNot(done) };
}

function isFresh(order: ScheduleOrder, nowMs: number): order is ScheduleOrder & { readonly look: NameLook } {
  const { look, campaignId } = order;
  return look?.campaignId === campaignId && Math.abs(nowMs - look.lookedAtMs) < lookHoldsMs;
}

function whyNot({ reason, httpStatus, details }: ReadFailure): WhyNot {
  return { reason, details, ...(httpStatus === undefined ? {} : { httpStatus }) };
}

function wasNotSent({ exchange }: ReadFailure): boolean {
  return exchange === undefined || (exchange.kind === 'fault' && exchange.sent === 'no');
}

/** Kore did not even look at the campaign: there is nothing to read afterwards. */
function isPlainRefusal({ reason }: ReadFailure): boolean {
  return ['unauthorized', 'clockSkew', 'forbidden', 'proxy', 'redirected', 'rateLimited'].includes(reason);
}

function wasRefused({ httpStatus = 0, reason }: ReadFailure): boolean {
  return httpStatus >= 400 && httpStatus <= 499 && reason !== 'serverError';
}

/** Whether the campaign is scheduled now; undefined when nothing says so. A second read where the first says yes. */
async function readSchedule(
  access: Access,
  { campaignId, signal = new AbortController().signal }: ScheduleOrder,
  ports: KorePorts,
): Promise<{ readonly scheduled: boolean; readonly readAtMs: number } | undefined> {
  let last: { readonly scheduled: boolean; readonly readAtMs: number } | undefined;
  for (const waitMs of [0, secondReadAfterMs]) {
    if (!(await slept(waitMs, signal, ports))) break;
    const read = await getSmsCampaign(access, campaignId, ports, { timeoutMs: readTimeoutMs, signal });
    if (read.kind === 'read' && read.scheduled !== undefined) {
      last = { scheduled: read.scheduled, readAtMs: read.readAtMs };
      if (!read.scheduled) break;
    }
  }
  return last;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
