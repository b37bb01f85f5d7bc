import type { StopOutcome } from '../../../stop/index.ts';
import type { KnownCampaign, KnownStream } from '../../../texts/knownCampaign.ts';
import type { App } from '../../app.ts';
import type { ListFailure } from '../../campaigns/campaignBoard.ts';
import type { proofOfStops } from '../../credentials/credentialProof.ts';
import type { describeCredential } from '../../credentials/describeCredential.ts';
import type {
  enterMissing,
  enterOnce,
  enterOnTrial,
  findPatiently,
  resolveCredential,
  ResolvedCredential,
} from '../../credentials/resolveCredential.ts';
import type { campaignRow } from '../../texts/rowText.ts';
import type { listFailureRow } from '../../texts/listFailureText.ts';
import type { outcomeText } from '../../texts/outcomeText.ts';
import type { FlowOptions, FlowResult } from '../stopFlow.ts';

/**
 * What stopping several campaigns needs: the app, and what is loaded with it already. It is handed over, so that this
 * bundle does not hold it a second time.
 */
export interface BulkDesk extends App {
  /** Stops one as a single one, and tells how that ended. */
  readonly stopOne: (campaign: KnownCampaign, options: FlowOptions) => Promise<unknown>;
  /** Tells the whole cause of a list that could not be read, and what to do. */
  readonly explainListFailure: (stream: KnownStream, failure: ListFailure) => void;
  /** Tells how the stop of one ended. */
  readonly tellOne: (result: FlowResult) => void;
  readonly ask: {
    readonly describeCredential: typeof describeCredential;
    readonly enterMissing: typeof enterMissing;
    readonly enterOnce: typeof enterOnce;
    readonly enterOnTrial: typeof enterOnTrial;
    readonly findPatiently: typeof findPatiently;
    readonly resolveCredential: typeof resolveCredential;
  };
  readonly proofOfStops: typeof proofOfStops;
  /** Keeps what is on trial for a stream or goes back to the old one, by how the stops that it signed have ended. */
  readonly settleTrial: (stream: KnownStream, used: ResolvedCredential, outcomes: readonly StopOutcome[]) => void;
  /** A paragraph for a ticket, of how one ended. */
  readonly summaryOf: (campaign: KnownCampaign, outcome: StopOutcome) => string;
  readonly texts: {
    readonly campaignRow: typeof campaignRow;
    readonly listFailureRow: typeof listFailureRow;
    readonly outcomeText: typeof outcomeText;
  };
}
