/**
 * Every Kore.ai endpoint that this tool may call, as data. Source: the vendor's pages "Stop SMS Campaign API",
 * "Get Campaign Status", "Get All Campaigns", "Get SMS Campaign" and "Disable Campaign Schedule". Nothing that starts a
 * campaign or makes a schedule is here, on purpose.
 */

/** Where a call goes: every value already checked (`checkStream`, `checkCampaignId`). */
export interface Target {
  /** `scheme://host[:port]` */
  readonly origin: string;
  readonly accountId: string;
  readonly streamId: string;
  readonly iid: string;
}

export type KoreCall = 'stop' | 'status' | 'list' | 'get' | 'schedule';

/** One request as it goes on the wire, all but the `auth` header. */
export interface KoreRequest {
  readonly call: KoreCall;
  readonly method: 'POST' | 'GET';
  readonly origin: string;
  /** Path and query exactly as sent; the double slash of the stop call is part of it. */
  readonly target: string;
  readonly headers: Readonly<Record<'accountid' | 'iid' | 'Content-Type', string>>;
  /** None for a GET. */
  readonly body?: string;
}

/** One with a body, which is all but those that only get. */
export interface PostRequest extends KoreRequest {
  readonly method: 'POST';
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
/** The one value of `enableSchedule` that may ever leave; its twin makes a schedule. */
const noSchedule = 'false';

const emptyBody = '{}';

/** Stop SMS Campaign. The `//` before `trigger` is in the documented endpoint: it must reach the wire. */
export function stopRequest(to: Target, campaignId: string): PostRequest {
  const query = `accountId=${to.accountId}&campaignType=sms&trigger=${stopTrigger}`;
  return post('stop', to, `campaign//trigger/${campaignId}?${query}`, emptyBody);
}

/** Get Campaign Status. */
export function statusRequest(to: Target, campaignId: string): PostRequest {
  const query = `accountId=${to.accountId}&view=status`;
  return post('status', to, `campaign/${campaignId}/status?${query}`, emptyBody);
}

export interface ListFilter {
  /** 1 to 50 rows a page. */
  readonly limit: number;
  /** Rows to pass over. */
  readonly skip: number;
  /** Only these states; all when absent. */
  readonly states?: readonly string[];
  /** Default `sms`. */
  readonly type?: 'sms' | 'voice';
  /** What comes first: the newest by creation, the default, or by their last change. */
  readonly newestBy?: 'createdAt' | 'updatedAt';
}

/** Get All Campaigns, newest first, without dates: dates filter by creation and would hide old ones. */
export function listRequest(to: Target, filter: ListFilter): PostRequest {
  const body = {
    limit: filter.limit,
    skip: filter.skip,
    page: Math.floor(filter.skip / filter.limit) + 1,
    type: filter.type ?? 'sms',
    sortBy: { [filter.newestBy ?? 'createdAt']: 'desc' },
    ...(filter.states === undefined ? {} : { filters: { status: filter.states } }),
  };
  const path = `campaign/getAllCampaignDetails?accountId=${to.accountId}`;
  return post('list', to, path, JSON.stringify(body));
}

/** Get SMS Campaign (v2): what Kore knows of one campaign, its schedule among it. */
export function getRequest(to: Target, campaignId: string): KoreRequest {
  const pathAndQuery = `campaign/${campaignId}?accountId=${to.accountId}`;
  return { call: 'get', method: 'GET', ...common(to, pathAndQuery) };
}

/** Disable Campaign Schedule. Kore finds the campaign by its name, SMS or voice. The name must be well-formed text. */
export function scheduleRequest(to: Target, campaignName: string): PostRequest {
  // A URL library would write an apostrophe in the query as %27; it must find nothing left to change.
  const name = encodeURIComponent(campaignName).replaceAll("'", '%27');
  return post('schedule', to, `campaign/schedule?enableSchedule=${noSchedule}&campaignName=${name}`, emptyBody);
}

function post(call: KoreCall, to: Target, pathAndQuery: string, body: string): PostRequest {
  return { call, method: 'POST', ...common(to, pathAndQuery), body };
}

function common(to: Target, pathAndQuery: string): Pick<KoreRequest, 'origin' | 'target' | 'headers'> {
  return {
    origin: to.origin,
    target: `/campaign/api/v2/public/${to.streamId}/${pathAndQuery}`,
    headers: { accountid: to.accountId, iid: to.iid, 'Content-Type': 'application/json' },
  };
}

/** True when the URL that an HTTP library will read leads exactly where it is meant to. */
export function leadsWhereMeant(request: KoreRequest): boolean {
  if (!URL.canParse(request.origin + request.target)) return false;
  const url = new URL(request.origin + request.target);
  return url.origin === request.origin && url.pathname + url.search === request.target;
}
