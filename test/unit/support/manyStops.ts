import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';

import type { RateBudget } from '../../../src/kore/caller.ts';
import { createRateBudget } from '../../../src/kore/rateBudget.ts';
import {
  createStopper,
  type ManyOptions,
  type StopOrder,
  type StopOutcome,
  type StopperPorts,
} from '../../../src/stop/index.ts';
import { koreOfMany, type CallOfMany, type KoreOfManyPlan } from './koreOfMany.ts';
import { keptLog } from './orders.ts';
import { virtualTime, type VirtualTime } from './virtualTime.ts';

export const startMs = Date.UTC(2026, 10, 23, 2, 10, 45);

/** A stopper in virtual time before a Kore that holds its limit. Every run is looked through for what must always hold. */
export function useMany(
  plan: KoreOfManyPlan = {},
  more: StopperPorts | ((budget: RateBudget, time: VirtualTime) => StopperPorts) = {},
) {
  const time = virtualTime(startMs);
  const kore = koreOfMany(plan, time);
  const log = keptLog();
  const ports = { fetch: kore.fetch, now: time.now, sleep: time.sleep, random: () => 0.5, log };
  const budget = createRateBudget(ports);
  const stopper = createStopper({ ...ports, budget, ...(typeof more === 'function' ? more(budget, time) : more) });
  const after = (seconds: number, what: () => void): void => time.at(startMs + seconds * 1000, what);
  const pass = async <T>(work: Promise<T>): Promise<T> => {
    await time.runUntilSettled(work);
    return work;
  };
  const run = async (orders: readonly StopOrder[], options: ManyOptions = {}): Promise<readonly StopOutcome[]> => {
    const told = new Map<number, StopOutcome>();
    const onOutcome = (index: number, outcome: StopOutcome): void => {
      assert.ok(!told.has(index), 'an outcome was told twice');
      told.set(index, outcome);
      options.onOutcome?.(index, outcome);
    };
    const outcomes = await pass(stopper.stopManySmsCampaigns(orders, { ...options, onOutcome }));
    assert.equal(outcomes.length, orders.length);
    orders.forEach((order, index) => {
      const outcome = outcomes[index];
      assert.ok(outcome !== undefined);
      assert.equal(told.get(index), outcome);
      assertEarned(outcome, callsFor(order, kore.calls));
    });
    assert.equal(time.pendingSleeps(), 0, 'a wait was left behind');
    if (options.signal !== undefined) {
      assert.equal(getEventListeners(options.signal, 'abort').length, 0, 'a listener was left behind');
    }
    return outcomes;
  };
  const seconds = (of: readonly CallOfMany[]): readonly number[] =>
    of.map(({ beganAtMs }) => (beganAtMs - startMs) / 1000);
  const calls = (call: CallOfMany['call'], campaignId?: string): readonly CallOfMany[] =>
    kore.calls.filter((one) => one.call === call && (campaignId === undefined || one.campaignId === campaignId));
  return { time, kore, log, stopper, budget, after, pass, run, seconds, calls };
}

/** What was asked of Kore about the order's campaign; lists are about all of their stream. */
function callsFor({ stream, campaignId }: StopOrder, calls: readonly CallOfMany[]): readonly CallOfMany[] {
  return calls.filter(
    (one) =>
      one.account === stream.accountId &&
      one.stream === stream.streamId &&
      (one.campaignId ?? campaignId.trim()) === campaignId.trim(),
  );
}

/** No `stopped` without Kore's own word, and every request counted. */
function assertEarned(outcome: StopOutcome, calls: readonly CallOfMany[]): void {
  const stops = calls.filter(({ call }) => call === 'stop');
  assert.equal(outcome.requests, stops.length);
  assert.equal(outcome.details?.nothingSent, stops.length === 0 ? true : undefined);
  if (outcome.verdict !== 'stopped') return;
  const whole = (one: CallOfMany): boolean => one.status === 200;
  if (outcome.confirmedBy === 'reply') {
    assert.ok(stops.some((one) => whole(one) && one.says?.includes('"Stopped"') === true));
    return;
  }
  const lastEndMs = Math.max(...stops.map(({ endedAtMs = Infinity }) => endedAtMs));
  const atRest = calls.some(
    (one) =>
      one.call !== 'stop' && whole(one) && one.beganAtMs >= lastEndMs && /"(Stopped|Completed)"/.test(one.says ?? ''),
  );
  assert.ok(atRest, 'confirmed without a reading after the last stop request');
}

/** How many outcomes say what. */
export function tally(outcomes: readonly StopOutcome[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { verdict, reason, confirmedBy, uncheckedBecause } of outcomes) {
    const key = [verdict, reason, confirmedBy, uncheckedBecause].filter((word) => word !== undefined).join(' ');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** The most of these that began within any minute. */
export function mostInAMinute(calls: readonly CallOfMany[]): number {
  const timesMs = calls.map(({ beganAtMs }) => beganAtMs);
  return Math.max(0, ...timesMs.map((fromMs) => timesMs.filter((ms) => ms >= fromMs && ms < fromMs + 60_000).length));
}
