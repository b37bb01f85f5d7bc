/**
 * Every Kore.ai endpoint that this tool may call, as data. Source: the vendor's pages "Stop SMS Campaign API",
 * "Get Campaign Status" and "Get All Campaigns". Nothing that starts a campaign is here, on purpose.
 */

/** Where a call goes: every value already checked (`checkStream`, `checkCampaignId`). */
export interface Target {
  /** `scheme://host[:port]` */
  readonly origin: string;
  readonly accountId: string;
  readonly streamId: string;
  readonly iid: string;
}

export type KoreCall = 'stop' | 'status' | 'list';

/** One request as it goes on the wire, all but the `auth` header. */
export interface KoreRequest {
  readonly call: KoreCall;
  readonly method: 'POST';
  readonly origin: string;
  /** Path and query exactly as sent; the double slash of the stop call is part of it. */
  readonly target: string;
  readonly headers: Readonly<Record<'accountid' | 'iid' | 'Content-Type', string>>;
  readonly body: string;
}

/** Documented states of a campaign; any other word is shown as it came. */
export const documentedStates = [
  'Active',
  'Completed',
  'Ready',
  'Paused',
  'Preparing',
  'Stopped',
  'Scheduled',
  'Rescheduled',
] as const;

export function isDocumentedState(state: string): boolean {
  return documentedStates.some((one) => one === state);
}

/** The one value of `trigger` that may ever leave; its twin starts sending. */
const stopTrigger = 'stop';

const emptyBody = '{}';

/** Stop SMS Campaign. The `//` before `trigger` is in the documented endpoint: it must reach the wire. */
export function stopRequest(to: Target, campaignId: string): KoreRequest {
  const query = `accountId=${to.accountId}&campaignType=sms&trigger=${stopTrigger}`;
  return request('stop', to, `campaign//trigger/${campaignId}?${query}`, emptyBody);
}

/** Get Campaign Status. */
export function statusRequest(to: Target, campaignId: string): KoreRequest {
  const query = `accountId=${to.accountId}&view=status`;
  return request('status', to, `campaign/${campaignId}/status?${query}`, emptyBody);
}

export interface ListFilter {
  /** 1 to 50 rows a page. */
  readonly limit: number;
  /** Rows to pass over. */
  readonly skip: number;
  /** Only these states; all when absent. */
  readonly states?: readonly string[];
}

/** Get All Campaigns, SMS only, newest first, without dates: dates filter by creation and would hide old ones. */
export function listRequest(to: Target, filter: ListFilter): KoreRequest {
  const body = {
    limit: filter.limit,
    skip: filter.skip,
    page: Math.floor(filter.skip / filter.limit) + 1,
    type: 'sms',
    sortBy: { createdAt: 'desc' },
    ...(filter.states === undefined ? {} : { filters: { status: filter.states } }),
  };
  const path = `campaign/getAllCampaignDetails?accountId=${to.accountId}`;
  return request('list', to, path, JSON.stringify(body));
}

function request(call: KoreCall, to: Target, pathAndQuery: string, body: string): KoreRequest {
  return {
    call,
    method: 'POST',
    origin: to.origin,
    target: `/campaign/api/v2/public/${to.streamId}/${pathAndQuery}`,
    headers: { accountid: to.accountId, iid: to.iid, 'Content-Type': 'application/json' },
    body,
  };
}

/** True when the URL that an HTTP library will read leads exactly where it is meant to. */
export function leadsWhereMeant(request: KoreRequest): boolean {
  if (!URL.canParse(request.origin + request.target)) return false;
  const url = new URL(request.origin + request.target);
  return url.origin === request.origin && url.pathname + url.search === request.target && url.hash === '';
}
