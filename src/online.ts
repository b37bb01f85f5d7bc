/** Everything that needs HTTP or signing: a bundle of its own, loaded when it is used first. */
import { prepareAccess } from './kore/access.ts';
import type { Log } from './kore/caller.ts';
import { listCampaigns, sendingOrAboutTo, type ReadFailure } from './kore/campaigns.ts';
import { paceCalls } from './kore/paceCalls.ts';
import { createRateBudget } from './kore/rateBudget.ts';
import { completePorts } from './kore/realPorts.ts';
import type { CampaignPage } from './kore/replies.ts';
import { inspectToken, tryToSign, type TokenFacts } from './kore/token.ts';
import { createAfterwards, type Afterwards } from './stop/afterwards/index.ts';
import { checkAllReadiness, type CheckAllOptions, type ReadinessCandidate } from './stop/checkAllReadiness.ts';
import { createStopper, type Journal, type Readiness, type Stopper } from './stop/index.ts';
import type { FieldProblem } from './streams/fields.ts';
import type { Credential, Stream } from './streams/stream.ts';

/** The listed campaigns of a stream, or why they could not be read. */
export type Listing = ({ readonly kind: 'listed'; readonly readAtMs: number } & CampaignPage) | ReadFailure;

export interface Online extends Stopper, Afterwards {
  /** The 50 newest campaigns that send or are about to. */
  listSendingOrAboutTo(stream: Stream, credential: Credential | undefined, signal?: AbortSignal): Promise<Listing>;
  /** Checks one stream or many, all of this window's checks together at a slow pace for each account. */
  checkAllReadiness(candidates: readonly ReadinessCandidate[], options: CheckAllOptions): Promise<readonly Readiness[]>;
  inspectToken(token: string): TokenFacts;
  /** Why the credential cannot sign; undefined when it can. Nothing is sent. */
  tryToSign(credential: Credential): Promise<FieldProblem | undefined>;
  /** The same as `stopSmsCampaign`, of the simulator: nothing of it is real, so nothing of it is journalled. */
  stopPracticeCampaign: Stopper['stopSmsCampaign'];
  /** The same as `stopManySmsCampaigns`, of the simulator. */
  stopManyPracticeCampaigns: Stopper['stopManySmsCampaigns'];
}

/** What the window gives to everything that goes online. */
export interface OnlinePorts {
  readonly log: Log;
  readonly journal?: Journal;
  /** Asked for each token. */
  readonly tokenLifetimeSeconds: () => number;
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
    stopManyPracticeCampaigns: practice.stopManySmsCampaigns,
    ...createAfterwards(ports),
    checkAllReadiness: (candidates, options) => checkAllReadiness(candidates, options, readinessPorts),
    listSendingOrAboutTo: async (stream, credential, signal) => {
      const prepared = prepareAccess(stream, credential, ports.now());
      if (!prepared.ok) return { kind: 'failed', ...prepared.refusal };
      const options = { timeoutMs: listTimeoutMs, states: sendingOrAboutTo, ...(signal ? { signal } : {}) };
      return listCampaigns(prepared.access, ports, options);
    },
    inspectToken,
    tryToSign,
  };
}
