/** Everything that needs HTTP or signing: a bundle of its own, loaded when it is used first. */
import { randomUUID } from 'node:crypto';

import type { KorePorts, Log } from './kore/caller.ts';
import { accessOrFailure, hasMoreAfter, listCampaigns, sendingOrAboutTo, type ReadFailure } from './kore/campaigns.ts';
import { ListingLock } from './kore/listing/listingLock.ts';
import { RefreshSchedule, type SchedulePorts } from './kore/listing/refreshSchedule.ts';
import { refreshSeconds } from './kore/listing/refreshSeconds.ts';
import { paceCalls } from './kore/paceCalls.ts';
import { createRateBudget } from './kore/rateBudget.ts';
import { completePorts } from './kore/realPorts.ts';
import type { CampaignPage } from './kore/replies.ts';
import { rowsOfPage } from './kore/rowsOfPage.ts';
import { inspectToken, tryToSign, type TokenFacts } from './kore/token.ts';
import { createAfterwards, type Afterwards } from './stop/afterwards/index.ts';
import { checkAllReadiness, type CheckAllOptions, type ReadinessCandidate } from './stop/checkAllReadiness.ts';
import { lookForCampaign, type LookCandidate, type Looked, type LookOptions } from './stop/lookForCampaign.ts';
import { createStopper, type Journal, type Readiness, type Stopper } from './stop/index.ts';
import type { FieldProblem } from './streams/fields.ts';
import type { Credential, Stream } from './streams/stream.ts';

/** What sends or is about to, or all that Kore has. */
export type WhichList = 'sending' | 'all';

/** A page of the listed campaigns of a stream, or why it could not be read. */
export type Listing = ({ readonly kind: 'listed'; readonly readAtMs: number } & CampaignPage) | ReadFailure;

export interface ListPage {
  readonly which: WhichList;
  readonly page: number;
  readonly signal?: AbortSignal;
  /** Called when it waits so that stops have room: at least until then, in milliseconds since 1970. */
  readonly onHeld?: (untilMs: number) => void;
}

/** What reading lists by itself takes from the window. */
export interface FreshPorts extends Pick<SchedulePorts, 'streams' | 'read'> {
  /** Shared by the windows of this VS Code. */
  readonly folder: string;
  /** The setting `kore.refreshSeconds`, as it stands. */
  readonly everySeconds: () => unknown;
  /** When the window got the focus last, 0 for never; milliseconds since 1970. */
  readonly focusedAtMs: () => number;
}

export interface Refreshing {
  /** Something is not as it was. */
  wake(): void;
  /** The person came back. */
  hasten(): void;
  /** Nobody looks any more: another window may read. */
  pause(): void;
  dispose(): void;
}

export interface Online extends Stopper, Afterwards {
  /** One page of 50 campaigns, the newest first; pages are counted from 0. */
  listPage(stream: Stream, credential: Credential | undefined, wanted: ListPage): Promise<Listing>;
  /** Checks one stream or many, all of this window's checks together at a slow pace for each account. */
  checkAllReadiness(candidates: readonly ReadinessCandidate[], options: CheckAllOptions): Promise<readonly Readiness[]>;
  /** Lets lists be read by themselves, from one window of this VS Code. */
  keepFresh(ports: FreshPorts): Refreshing;
  /** In which of the streams a campaign is, by at most ten status calls. */
  lookForCampaign(
    candidates: readonly LookCandidate[],
    campaignId: string,
    options: LookOptions,
  ): Promise<readonly Looked[]>;
  inspectToken(token: string): TokenFacts;
  /** Why the credential cannot sign; undefined when it can. Nothing is sent. */
  tryToSign(credential: Credential): Promise<FieldProblem | undefined>;
  /** The same as `stopSmsCampaign`, of the simulator: nothing of it is real, so nothing of it is journalled. */
  stopPracticeCampaign: Stopper['stopSmsCampaign'];
  /** The same as `holdStop`, of the simulator: for `stopPracticeCampaign`. */
  holdPracticeStop: Stopper['holdStop'];
  /** The same as `stopManySmsCampaigns`, of the simulator. */
  stopManyPracticeCampaigns: Stopper['stopManySmsCampaigns'];
}

/** What the window gives to everything that goes online. */
export interface OnlinePorts {
  readonly log: Log;
  readonly journal?: Journal;
  /** Asked for each token. */
  readonly tokenLifetimeSeconds: () => number;
  /** Takes the secrets that the window has met out of a text. */
  readonly clean: (text: string) => string;
}

const listTimeoutMs = 15_000;
/** Of the account's 60: the rest is for stops, and for others. */
const readinessCallsPerMinute = 10;

/** Builds the app's one stopper and what reads beside it, with one rate budget for all of them. */
export function goOnline({ journal, ...given }: OnlinePorts): Online {
  const budget = createRateBudget(completePorts(given));
  const ports = completePorts({ ...given, budget });
  const practice = createStopper({ ...given, budget });
  const readinessPorts = { ...ports, budget: paceCalls(ports, readinessCallsPerMinute) };
  return {
    ...createStopper({ ...given, budget, ...(journal === undefined ? {} : { journal }) }),
    stopPracticeCampaign: practice.stopSmsCampaign,
    holdPracticeStop: practice.holdStop,
    stopManyPracticeCampaigns: practice.stopManySmsCampaigns,
    ...createAfterwards(ports),
    checkAllReadiness: (candidates, options) => checkAllReadiness(candidates, options, readinessPorts),
    lookForCampaign: (candidates, id, options) => lookForCampaign(candidates, id, options, ports),
    listPage: async (stream, credential, { which, page, signal, onHeld }) => {
      const access = accessOrFailure(stream, credential, ports.now());
      if ('kind' in access) return access;
      const skip = page * rowsOfPage;
      const states = which === 'sending' ? { states: sendingOrAboutTo } : {};
      const waiting = { ...(signal ? { signal } : {}), ...(onHeld ? { onHeld } : {}) };
      const options = { timeoutMs: listTimeoutMs, skip, ...states, ...waiting };
      const read = await listCampaigns(access, ports, options);
      return read.kind === 'failed' ? read : { ...read, hasMore: hasMoreAfter(skip, read) };
    },
    keepFresh: (fresh) => keepFresh(fresh, { ...ports, log: given.log }),
    inspectToken,
    tryToSign,
  };
}

function keepFresh(
  { folder, everySeconds, focusedAtMs, streams, read }: FreshPorts,
  { now, sleep, log }: Pick<KorePorts, 'now' | 'sleep'> & { readonly log: Log },
): Refreshing {
  const lock = new ListingLock({ folder, owner: randomUUID(), now, sleep, log });
  const schedule = new RefreshSchedule({
    now,
    sleep,
    random: Math.random,
    everySeconds: refreshSeconds(everySeconds, log),
    streams,
    read,
    myTurn: () => lock.hold(focusedAtMs()),
  });
  const pause = (): void => {
    schedule.wake();
    void lock.release();
  };
  return {
    wake: () => schedule.wake(),
    hasten: () => schedule.hasten(),
    pause,
    dispose: () => {
      schedule.dispose();
      void lock.release();
    },
  };
}
