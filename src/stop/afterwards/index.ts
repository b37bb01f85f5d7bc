/** What is done after the answer of a stop. None of it changes an outcome, and none holds a stop back. */
import { refuse, type Access } from '../../kore/access.ts';
import type { KorePorts } from '../../kore/caller.ts';
import { accessOrFailure, type ReadFailure } from '../../kore/campaigns.ts';
import { sharePages } from '../../kore/sharedPages.ts';
import { checkCampaignId } from '../../streams/fields.ts';
import type { Credential, Stream } from '../../streams/stream.ts';
import { checkNow, type CheckedNow } from './checkNow.ts';
import { lookForName, type NameLookResult } from './nameLook.ts';
import { proveQuiet, type QuietEnd, type QuietListener } from './proveQuiet.ts';
import { turnOffSchedule, type ScheduleOrder, type ScheduleOutcome } from './turnOffSchedule.ts';
import { watchProduction, type ProductionPlan } from './watchProduction.ts';
import type { TellFact, WatchPlan } from './watchPlan.ts';
import { watchUnresolved, type UnresolvedPlan } from './watchUnresolved.ts';

export { canKeepTrying, keepTrying, type KeepTryingOptions, type TryingPorts, type TryingStep } from './keepTrying.ts';
export type { CheckedNow, NameLookResult, QuietEnd, QuietListener, ScheduleOrder, ScheduleOutcome, TellFact };

type Given<Plan> = Omit<Plan, 'access'>;

/** Each takes a stream and its credential first. `unusable`: one of the two, or the campaign id, cannot be used. */
export interface Afterwards {
  /** Reads state, count and whether it can start again, because a person asked. */
  checkNow(
    stream: Stream,
    credential: Credential | undefined,
    campaignId: string,
    signal?: AbortSignal,
  ): Promise<CheckedNow>;
  proveQuiet(
    stream: Stream,
    credential: Credential,
    plan: Given<WatchPlan>,
    listener: QuietListener,
  ): Promise<QuietEnd | 'unusable'>;
  watchUnresolved(
    stream: Stream,
    credential: Credential,
    plan: Given<UnresolvedPlan>,
    tell: TellFact,
  ): Promise<'atRest' | 'over' | 'cancelled' | 'unusable'>;
  watchProduction(
    stream: Stream,
    credential: Credential,
    plan: Given<ProductionPlan>,
    tell: TellFact,
  ): Promise<'over' | 'cancelled' | 'unusable'>;
  /** Who else has the campaign's name: asked before the schedule is turned off by it. */
  lookForName(
    stream: Stream,
    credential: Credential | undefined,
    campaignId: string,
    signal?: AbortSignal,
  ): Promise<NameLookResult>;
  turnOffSchedule(stream: Stream, credential: Credential | undefined, order: ScheduleOrder): Promise<ScheduleOutcome>;
}

export function createAfterwards(ports: KorePorts): Afterwards {
  // Many that were stopped together are looked after together: a page has 50 of them.
  const readPage = sharePages();
  const access = (stream: Stream, credential: Credential | undefined, campaignId: string): Access | ReadFailure => {
    const checkedId = checkCampaignId(campaignId);
    if (!checkedId.ok) return { kind: 'failed', ...refuse(checkedId.problem).refusal };
    return accessOrFailure(stream, credential, ports.now());
  };
  const watch = <Plan extends Given<WatchPlan>, End>(
    stream: Stream,
    credential: Credential,
    plan: Plan,
    run: (plan: Plan & WatchPlan) => Promise<End>,
  ): Promise<End | 'unusable'> => {
    const usable = access(stream, credential, plan.campaignId);
    return 'kind' in usable ? Promise.resolve('unusable') : run({ ...plan, access: usable });
  };
  return {
    checkNow: async (stream, credential, campaignId, signal) => {
      const usable = access(stream, credential, campaignId);
      return 'kind' in usable ? usable : checkNow(usable, campaignId, ports, signal);
    },
    proveQuiet: (stream, credential, plan, listener) =>
      watch(stream, credential, plan, (full) => proveQuiet(full, ports, listener, readPage)),
    watchUnresolved: (stream, credential, plan, tell) =>
      watch(stream, credential, plan, (full) => watchUnresolved(full, ports, tell, readPage)),
    watchProduction: (stream, credential, plan, tell) =>
      watch(stream, credential, plan, (full) => watchProduction(full, ports, tell)),
    lookForName: async (stream, credential, campaignId, signal) => {
      const usable = access(stream, credential, campaignId);
      return 'kind' in usable ? usable : lookForName(usable, campaignId, ports, signal);
    },
    turnOffSchedule: async (stream, credential, order) => {
      const usable = access(stream, credential, order.campaignId);
      if (!('kind' in usable)) return turnOffSchedule(usable, order, ports);
      return { kind: 'notSent', reason: usable.reason, details: usable.details };
    },
  };
}
