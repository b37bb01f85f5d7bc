import type { Fetch } from '../../../src/kore/transport.ts';
import type { StopOrder } from '../../../src/stop/index.ts';
import { ids, orderAt, streamAt } from './orders.ts';
import type { VirtualTime } from './virtualTime.ts';

/** What one call is met with; a delay is in milliseconds. */
export type Met =
  | { readonly kind: 'reply'; readonly status: number; readonly body: unknown; readonly retryAfter?: string }
  /** The connection is cut before a reply. */
  | { readonly kind: 'cut' };

export interface CallOfMany {
  readonly call: 'stop' | 'status' | 'list';
  readonly account: string;
  readonly stream: string;
  /** None of a list. */
  readonly campaignId?: string;
  readonly beganAtMs: number;
  readonly body: string;
  endedAtMs?: number;
  /** 0 when it was cut or the client hung up. */
  status: number;
  /** The text of the reply. */
  says?: string;
}

export interface KoreOfManyPlan {
  /** Default 60; the calls of each account in any 60 seconds that are not refused. */
  readonly perMinute?: number;
  /** How long each call takes; default 200. */
  readonly latencyMs?: number | ((nth: number) => number);
  /** How long a list goes on showing a campaign as it was; default 0. */
  readonly listLagsMs?: number;
  /** Header of a refusal for the limit; none by default. */
  readonly retryAfter?: (untilMs: number, nowMs: number) => string | undefined;
  /** In place of what a Kore does; undefined: as usual. */
  readonly meets?: (call: CallOfMany, nth: number) => Met | undefined;
}

interface State {
  /** Before the last change, for lists that lag. */
  readonly was: string;
  readonly state: string;
  readonly changedAtMs: number;
}

export interface KoreOfMany {
  readonly fetch: Fetch;
  readonly calls: readonly CallOfMany[];
  /** A colleague's call: counts against the limit. */
  readonly colleague: (many: number, accountId?: string) => void;
  /** Every campaign's state; one that was never named is Active. */
  readonly stateOf: (campaignId: string) => string;
  readonly setState: (campaignId: string, state: string) => void;
}

export const stoppedReply = { status: 'Stopped', message: 'Campaign Stopped' };

/** Ids of campaigns that an order of the tests may name. */
export const campaignIds = (many: number, prefix = 'cd-'): readonly string[] =>
  Array.from({ length: many }, (_, nth) => `${prefix}${nth}`);

export function ordersFor(campaigns: readonly string[], more: Partial<StopOrder['stream']> = {}): StopOrder[] {
  return campaigns.map((campaignId) =>
    orderAt('https://kore.example', {
      campaignId,
      stream: { ...streamAt('https://kore.example'), ...more },
      credential: { kind: 'token', token: 'not-a-real-token' },
    }),
  );
}

/** A Kore that holds its limit, knows its campaigns and lists the last changed ones, in virtual time. */
export function koreOfMany(plan: KoreOfManyPlan, time: VirtualTime): KoreOfMany {
  const { perMinute = 60, latencyMs = 200, listLagsMs = 0 } = plan;
  const calls: CallOfMany[] = [];
  const states = new Map<string, State>();
  const counted = new Map<string, number[]>();

  const stateOf = (id: string): string => states.get(id)?.state ?? 'Active';
  const setState = (id: string, state: string): void => {
    states.set(id, { was: stateOf(id), state, changedAtMs: time.now() });
  };
  const listed = (id: string, { was, state, changedAtMs }: State): { id: string; name: string; status: string } => ({
    id,
    name: id,
    status: changedAtMs + listLagsMs <= time.now() ? state : was,
  });
  const rows = (limit: number): readonly object[] =>
    [...states]
      .toSorted(([, one], [, other]) => other.changedAtMs - one.changedAtMs)
      .slice(0, limit)
      .map(([id, state]) => listed(id, state));
  /** Counts the call; the time at which there is room again when there is none. */
  const count = (account: string): number | undefined => {
    const nowMs = time.now();
    const recent = (counted.get(account) ?? []).filter((ms) => ms > nowMs - 60_000);
    if (recent.length >= perMinute) return (recent.at(-perMinute) ?? nowMs) + 60_000;
    counted.set(account, [...recent, nowMs]);
    return undefined;
  };
  const usual = (call: CallOfMany, limit: number): Met => {
    const untilMs = count(call.account);
    if (untilMs !== undefined) {
      const retryAfter = plan.retryAfter?.(untilMs, time.now());
      return { kind: 'reply', status: 429, body: {}, ...(retryAfter === undefined ? {} : { retryAfter }) };
    }
    const { campaignId = '' } = call;
    if (call.call === 'stop') setState(campaignId, 'Stopped');
    const bodies = {
      stop: stoppedReply,
      status: { status: 'success', data: { id: campaignId, status: stateOf(campaignId) } },
      list: { status: 'success', data: { results: rows(limit), hasMore: states.size > limit } },
    };
    return { kind: 'reply', status: 200, body: bodies[call.call] };
  };
  const fetch: Fetch = async (url, { body, signal }) => {
    const { pathname, searchParams } = new URL(url);
    const [, , , , , stream = '', , id, trigger, idOfStop] = pathname.split('/');
    const what = trigger === 'trigger' || id === '' ? 'stop' : searchParams.has('view') ? 'status' : 'list';
    const campaignId = what === 'stop' ? idOfStop : what === 'status' ? id : undefined;
    const call: CallOfMany = {
      call: what,
      account: searchParams.get('accountId') ?? '',
      stream,
      beganAtMs: time.now(),
      body: typeof body === 'string' ? body : '',
      status: 0,
      ...(campaignId === undefined ? {} : { campaignId }),
    };
    const { limit = 50 } = JSON.parse(call.body) as { limit?: number };
    const nth = calls.push(call) - 1;
    const met = plan.meets?.(call, nth) ?? usual(call, limit);
    await time.sleep(typeof latencyMs === 'number' ? latencyMs : latencyMs(nth), signal);
    call.endedAtMs = time.now();
    if (met.kind === 'cut') throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
    call.status = met.status;
    call.says = typeof met.body === 'string' ? met.body : JSON.stringify(met.body);
    const headers: Record<string, string | undefined> = { 'retry-after': met.retryAfter };
    return { status: met.status, headers: { get: (name) => headers[name] ?? null }, body: chunks(call.says) };
  };
  return {
    fetch,
    calls,
    colleague: (many, accountId = ids.accountId) => {
      for (let nth = 0; nth < many; nth += 1) count(accountId);
    },
    stateOf,
    setState,
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- A body is read as it comes.
async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
