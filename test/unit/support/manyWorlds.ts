import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';

import fc from 'fast-check';

import { createRateBudget } from '../../../src/kore/rateBudget.ts';
import type { Fetch } from '../../../src/kore/transport.ts';
import { createStopper, type StopOutcome } from '../../../src/stop/index.ts';
import { pagePlan, statusPlan, stopPlan, type PlannedPage, type Planned } from './behaviours.ts';
import { campaignIds, ordersFor } from './koreOfMany.ts';
import { ids } from './orders.ts';
import { startMs, type Answered, type StopCall } from './orderWorlds.ts';
import { virtualKore, type Behaviour, type Call, type VirtualKore } from './virtualKore.ts';
import { virtualTime, type VirtualTime } from './virtualTime.ts';

const accounts = ['5f00000000000000000000aa', '5f00000000000000000000bb'] as const;
/** The campaigns of each account that an order can be for: more than a page is read for. */
const campaigns = campaignIds(30);
/** Ways that campaigns go, used one after the other and again from the first. */
const ways = 7;

interface PlannedCampaign {
  readonly stop: readonly Planned[];
  readonly status: readonly Planned[];
}

/** Everything outside of many orders that can differ. */
export interface ManyWorld {
  /** Which campaign of which account each is for; several can be for one. */
  readonly orders: readonly { readonly account: 0 | 1; readonly campaign: number }[];
  /** How the calls about a campaign are met. */
  readonly campaigns: readonly PlannedCampaign[];
  /** How each account's list requests are met. */
  readonly pages: readonly PlannedPage[];
  readonly perMinute: number;
  readonly confirm: boolean;
  readonly randoms: readonly number[];
  readonly cancelAtMs: number | undefined;
}

const anyOrder = fc.record({
  account: fc.constantFrom<0 | 1>(0, 0, 0, 1),
  campaign: fc.nat({ max: campaigns.length - 1 }),
});
const oneForEach = campaigns.map((_, campaign) => ({ account: 0 as const, campaign }));

export const manyWorlds: fc.Arbitrary<ManyWorld> = fc.record({
  orders: fc.oneof(
    { weight: 4, arbitrary: fc.array(anyOrder, { minLength: 1, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.array(anyOrder, { maxLength: 8 }).map((more) => [...oneForEach, ...more]) },
  ),
  campaigns: fc.array(fc.record({ stop: stopPlan, status: statusPlan }), { minLength: ways, maxLength: ways }),
  pages: pagePlan(campaigns, ways),
  perMinute: fc.constantFrom(2, 4, 6, 12, 60),
  confirm: fc.constantFrom(true, true, true, true, false),
  randoms: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 4 }),
  cancelAtMs: fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.oneof(fc.nat({ max: 3000 }), fc.nat({ max: 300_000 })) },
  ),
});

/** One order's answer, with what had been asked of Kore about its campaign when it came. */
export interface ManyAnswered extends Answered {
  readonly account: number;
  readonly campaign: number;
  /** Of the reads those that were not of a list. */
  readonly statusReads: readonly StopCall[];
}

export interface RanMany {
  readonly answers: readonly ManyAnswered[];
  /** Every call of each account. */
  readonly calls: readonly (readonly Call<Behaviour>[])[];
}

/** What an account's campaigns and lists are behind. */
interface Account {
  readonly campaigns: readonly VirtualKore<Planned>[];
  readonly lists: VirtualKore<PlannedPage>;
}

/** Stops many in their world. Fails when it rejects, or leaves a wait or a listener behind. */
export async function runMany(world: ManyWorld): Promise<RanMany> {
  const time = virtualTime(startMs);
  const servers = accounts.map((_, account) => serve(world, account, time));
  let draws = 0;
  const ports = { now: time.now, sleep: time.sleep, random: () => world.randoms[draws++ % world.randoms.length] ?? 0 };
  const budget = createRateBudget({ ...ports, perMinute: world.perMinute });
  const { stopManySmsCampaigns } = createStopper({ ...ports, fetch: routed(servers), budget });
  const cancel = new AbortController();
  const { cancelAtMs } = world;
  if (cancelAtMs !== undefined) time.at(startMs + cancelAtMs, () => cancel.abort());
  const orders = world.orders.flatMap(({ account, campaign }) =>
    ordersFor([campaigns[campaign] ?? ''], { accountId: accounts[account] }),
  );
  const answers = new Map<number, ManyAnswered>();
  const onOutcome = (index: number, outcome: StopOutcome): void => {
    assert.ok(!answers.has(index), 'an outcome was told twice');
    const { account = 0, campaign = 0 } = world.orders[index] ?? {};
    answers.set(index, answeredNow(outcome, account, campaign, servers, time));
  };
  const work = stopManySmsCampaigns(orders, { signal: cancel.signal, onOutcome, confirm: world.confirm });
  await time.runUntilSettled(work);
  const outcomes = await work;
  assert.equal(time.pendingSleeps(), 0, 'a wait was left behind');
  assert.equal(getEventListeners(cancel.signal, 'abort').length, 0, 'a listener was left behind');
  assert.equal(outcomes.length, orders.length);
  return {
    answers: outcomes.map((outcome, index) => {
      const answered = answers.get(index);
      assert.equal(answered?.outcome, outcome);
      return answered;
    }),
    calls: servers.map((server) => [...server.campaigns.flatMap(({ calls }) => calls), ...server.lists.calls]),
  };
}

function serve(world: ManyWorld, account: number, time: VirtualTime): Account {
  // Two things that happen at one moment can be seen in any order: each call takes a time of its own.
  const apart = <B extends Behaviour>(behaviours: readonly B[], nth: number): readonly B[] =>
    behaviours.map((one, index) => ({ ...one, afterMs: one.afterMs + (nth * 10 + index) / 1000 }));
  const about = (planned: Planned, id: string): Planned => {
    if (planned.kind === 'error') return planned;
    return { ...planned, reply: { ...planned.reply, body: planned.reply.body.replaceAll(ids.campaignId, id) } };
  };
  return {
    campaigns: campaigns.map((id, campaign) => {
      const nth = account * campaigns.length + campaign;
      const { stop, status } = world.campaigns[campaign % ways] ?? { stop: [], status: [] };
      return virtualKore(
        {
          stop: apart(stop, 2 * nth + 1),
          status: apart(
            status.map((one) => about(one, id)),
            2 * nth + 2,
          ),
        },
        time,
      );
    }),
    lists: virtualKore(
      { stop: [], status: apart(world.pages, 2 * accounts.length * campaigns.length + 3 + account) },
      time,
    ),
  };
}

function routed(servers: readonly Account[]): Fetch {
  return (url, init) => {
    const server = servers[accounts.findIndex((id) => url.includes(`accountId=${id}`))];
    const campaign = campaigns.indexOf(/\/(cd-\d+)(?:[/?])/.exec(url)?.[1] ?? '');
    const behind = campaign === -1 ? server?.lists : server?.campaigns[campaign];
    assert.ok(behind !== undefined, url);
    return behind.fetch(url, init);
  };
}

function answeredNow(
  outcome: StopOutcome,
  account: number,
  campaign: number,
  servers: readonly Account[],
  time: VirtualTime,
): ManyAnswered {
  const own = servers[account]?.campaigns[campaign]?.calls ?? [];
  const pages = (servers[account]?.lists.calls ?? []).map((call): StopCall => {
    const state = call.behaviour.rows?.[campaigns[campaign] ?? ''];
    return { ...call, behaviour: { ...call.behaviour, ...(state === undefined ? {} : { reads: state }) } };
  });
  const statusReads = own.filter((call) => !call.isStop).map((call) => ({ ...call }));
  return {
    ...{ account, campaign, outcome, endedAtMs: time.now() },
    stops: own.filter((call) => call.isStop).map((call) => ({ ...call })),
    statusReads,
    reads: [...statusReads, ...pages].toSorted(
      (one, other) => (one.endedAtMs ?? Infinity) - (other.endedAtMs ?? Infinity),
    ),
  };
}
