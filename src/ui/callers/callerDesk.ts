import type { Log } from '../../kore/caller.ts';
import type { CheckedNow } from '../../stop/afterwards/index.ts';
import type { StopStep } from '../../stop/outcome.ts';
import type { Reader } from '../../texts/format.ts';
import type { KnownCampaign, KnownStream } from '../../texts/knownCampaign.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import type { FlowOptions, FlowResult } from '../stopping/stopFlow.ts';

/**
 * What tasks, other extensions and assistants take from the window: the same board, the same stop. It is handed in so
 * that none of it is loaded a second time.
 */
export interface CallerDesk {
  readonly board: Pick<
    CampaignBoard,
    'streams' | 'find' | 'campaigns' | 'activities' | 'listState' | 'refreshFirstPage' | 'onDidChange'
  >;
  readonly reader: Reader;
  readonly log: Log;
  now(): number;
  /** Whether there is a credential, and it can be read. Asks the person for nothing. */
  hasCredential(stream: KnownStream): Promise<boolean>;
  /** Reads a campaign's state with the credential that is kept, in 15 s at the most; the person is asked for none. */
  readState(campaign: KnownCampaign): Promise<CheckedNow>;
  /** Stops it as a person stops it, and tells the person how that ended; undefined when it was given up before. */
  stop(campaign: KnownCampaign, options: FlowOptions): Promise<FlowResult | undefined>;
  /** How it ended, as the notification tells it. */
  sentence(result: FlowResult): string;
  /** Why a state could not be read, in one sentence. */
  notReadSentence(campaign: KnownCampaign, failure: Extract<CheckedNow, { kind: 'failed' }>): string;
  stepText(step: StopStep): string;
  /** The id, trimmed, or what is wrong with it in one sentence. */
  checkCampaignId(
    value: unknown,
  ): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly sentence: string };
  /** Takes out every secret that the window has met. */
  clean(text: string): string;
}
