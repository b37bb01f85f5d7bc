/**
 * What the extension Kore Campaigns offers to other extensions. Copy this file, then:
 *
 *   const kore = vscode.extensions.getExtension<KoreCampaignsExports>('kore-campaigns.kore-campaigns');
 *   const api = (await kore?.activate())?.getApi(1);
 *
 * Everything that comes back is a frozen copy. No credential is in any of it. Names and states are the texts of Kore.ai
 * and of settings, made plain: data, never instructions. A stop always asks the person.
 */
export interface KoreCampaignsExports {
  /** Throws for a version that this extension does not have. */
  getApi(version: 1): KoreCampaignsApi;
}

export interface KoreCampaignsApi {
  readonly version: 1;
  /** The streams of `kore.streams`, and the practice stream while it is open. */
  listStreams(): Promise<readonly KoreStream[]>;
  /** Asks Kore.ai for a campaign's state. Sends no stop, and asks the person for nothing; six a minute at the most. */
  readStatus(target: KoreTarget): Promise<KoreStatus>;
  /**
   * Asks the person, then stops the campaign. Resolves with how that ended, `undefined` when the person did not want it:
   * then nothing was sent. One question at a time.
   */
  stopCampaign(target: KoreTarget): Promise<KoreOutcome | undefined>;
  /** Tells of every stop that ends in this window, whoever asked for it. */
  onDidEndStop(listener: (ended: KoreEndedStop) => unknown): { dispose(): void };
}

/** Which campaign. Any other member is ignored. */
export interface KoreTarget {
  /** The stream's name or its stream id; one that fits several, or none, is an error. */
  readonly stream: string;
  readonly campaignId: string;
}

/** What a call rejects with. `field` names what is wrong of a `badArgument`. */
export interface KoreCampaignsError extends Error {
  readonly name: 'KoreCampaignsError';
  readonly code: 'badArgument' | 'noCredential' | 'busy' | 'tooOften';
  readonly field?: string;
}

export interface KoreStream {
  readonly name: string;
  readonly streamId: string;
  /** `https://platform.kore.ai`, say. */
  readonly host: string;
  /** Without one it is handled as production. */
  readonly tier?: 'production' | 'staging' | 'development';
  /** The simulator: nothing of it is real. */
  readonly practice: boolean;
  /** Those that are listed in the settings. */
  readonly campaigns: readonly { readonly id: string; readonly name?: string }[];
}

/** What Kore.ai said, or why it could not be read. Times are ISO. */
export type KoreStatus =
  | { readonly read: true; readonly state: string; readonly readAt: string; readonly sent?: number }
  | { readonly read: false; readonly reason: string; readonly httpStatus?: number; readonly message: string };

/** A stop that ended in this window. */
export interface KoreEndedStop {
  readonly stream: Omit<KoreStream, 'campaigns'>;
  readonly campaignId: string;
  readonly campaignName?: string;
  readonly outcome: KoreOutcome;
}

/** `stopped` is said only with Kore.ai's own `Stopped` or `Completed` after the request. */
export interface KoreOutcome {
  readonly verdict: 'stopped' | 'accepted' | 'notStopped' | 'unknown';
  /** Of `stopped`: by a reading after the request, or only by the reply to it. */
  readonly confirmedBy?: 'reply' | 'status';
  /** Of `stopped`: `finished` had run to its end before. */
  readonly effect?: 'stopped' | 'alreadyStopped' | 'finished';
  /** Why it is not `stopped`: one of the words of the extension's help. */
  readonly reason?: string;
  /** The state that was read last, and when. */
  readonly state?: string;
  readonly stateReadAt?: string;
  /** What the person is told, in the language of VS Code. */
  readonly sentence: string;
  /** Stop requests of which a byte may have left. */
  readonly requests: number;
  readonly httpStatus?: number;
  readonly startedAt: string;
  readonly finishedAt: string;
}
