import type { Log } from '../../kore/caller.ts';
import type { TokenFacts } from '../../kore/token.ts';
import type { StopJournal } from '../../stop/journal/index.ts';
import type { Reader } from '../../texts/format.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import type { CredentialStore } from '../credentials/credentialStore.ts';
import type { ResolvedCredential } from '../credentials/resolveCredential.ts';
import type { Outlet } from '../outlet.ts';
import type { FlowResult } from '../stopping/stopFlow.ts';

/** What safety timers take from the window: so that what they use of it is not loaded a second time. */
export interface TimerDesk {
  /** Where the timers lie. */
  readonly folder: string;
  readonly board: CampaignBoard;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly reader: Reader;
  readonly outlet: Outlet;
  readonly log: Log;
  now(): number;
  journal(): Promise<StopJournal>;
  inspectToken(token: string): Promise<TokenFacts>;
  /** The campaign that a command is about, from what it was called with or a picker. */
  findCampaign(argument: unknown, question: { title: string; placeholder: string }): Promise<KnownCampaign | undefined>;
  /** Lets the person enter the credential that is missing, and keeps it; false when the person gave up. */
  enterCredential(campaign: KnownCampaign): Promise<boolean>;
  /** Stops as was agreed when the timer was set: asks nothing. */
  stopAsAgreed(campaign: KnownCampaign, credential: ResolvedCredential): Promise<FlowResult | undefined>;
  /** Tells how a stop ended, and `added` behind it. Never waits for the person. */
  tell(result: FlowResult, added: string): void;
  /** As a person stops it, with all questions. */
  stopNow(campaign: KnownCampaign): Promise<unknown>;
  checkNow(campaign: KnownCampaign): Promise<unknown>;
  showByHand(campaign: KnownCampaign): Promise<unknown>;
  showLog(): void;
}
