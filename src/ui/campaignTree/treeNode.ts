import type { WhichList } from '../../online.ts';
import type { KeyedStream } from '../../streams/credentialKey.ts';
import type { SettingProblem } from '../../streams/streamSettings.ts';
import type { KnownCampaign, KnownStream } from '../../texts/knownCampaign.ts';
import type { ListFailure } from '../campaigns/campaignBoard.ts';

/** One row of the tree, as plain data. What went wrong is a row too, never an empty list. */
export type TreeNode =
  | { readonly kind: 'stream'; readonly stream: KnownStream }
  | { readonly kind: 'campaign'; readonly campaign: KnownCampaign }
  | { readonly kind: 'listFailure'; readonly stream: KnownStream; readonly failure: ListFailure }
  /** An open stream whose list is being read for the first time, or has not had its turn. */
  | {
      readonly kind: 'notRead';
      readonly stream: KnownStream;
      readonly reading: boolean;
      readonly heldUntilMs: number | undefined;
    }
  /** One stream, in it, or all of them, below them; by lists of what sends or of all that there is. */
  | {
      readonly kind: 'nothingSending';
      readonly streams: readonly KnownStream[];
      readonly readAtMs: number;
      readonly which: WhichList;
    }
  /** So many more of all can be read at once. */
  | {
      readonly kind: 'more';
      readonly stream: KnownStream;
      readonly count: number;
      readonly total: number | undefined;
      readonly reading: boolean;
      /** Where the reading waits, so that stops have room: at least until then. */
      readonly heldUntilMs: number | undefined;
    }
  | { readonly kind: 'missingCredentials'; readonly streams: readonly KnownStream[] }
  | { readonly kind: 'goneCredential'; readonly gone: KeyedStream }
  /** Below practice, where it is all that there is: with it the view is empty no more, and its doors are gone. */
  | { readonly kind: 'addStream' }
  | { readonly kind: 'settingProblem'; readonly found: SettingProblem };

export type StreamNode = Extract<TreeNode, { kind: 'stream' }>;
export type CampaignNode = Extract<TreeNode, { kind: 'campaign' }>;

/** What a command of the tree was called with: a row that `believedRow.ts` has let through, or anything else. */
export function isNode<K extends TreeNode['kind']>(value: unknown, kind: K): value is Extract<TreeNode, { kind: K }> {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === kind;
}
