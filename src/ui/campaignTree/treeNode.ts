import type { KeyedStream } from '../../streams/credentialKey.ts';
import type { SettingProblem } from '../../streams/streamSettings.ts';
import type { ListFailure } from '../campaigns/campaignBoard.ts';
import type { KnownCampaign, KnownStream } from '../campaigns/knownCampaign.ts';

/** One row of the tree, as plain data. What went wrong is a row too, never an empty list. */
export type TreeNode =
  | { readonly kind: 'stream'; readonly stream: KnownStream }
  | { readonly kind: 'campaign'; readonly campaign: KnownCampaign }
  | { readonly kind: 'listFailure'; readonly stream: KnownStream; readonly failure: ListFailure }
  | { readonly kind: 'nothingSending'; readonly stream: KnownStream; readonly readAtMs: number }
  | { readonly kind: 'missingCredentials'; readonly streams: readonly KnownStream[] }
  | { readonly kind: 'goneCredential'; readonly gone: KeyedStream }
  | { readonly kind: 'settingProblem'; readonly found: SettingProblem };

export type StreamNode = Extract<TreeNode, { kind: 'stream' }>;
export type CampaignNode = Extract<TreeNode, { kind: 'campaign' }>;

/** What a command of the tree was called with: a node, or anything else from anywhere. */
export function isNode<K extends TreeNode['kind']>(value: unknown, kind: K): value is Extract<TreeNode, { kind: K }> {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === kind;
}
