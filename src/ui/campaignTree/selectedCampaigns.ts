import { campaignKey, type KnownCampaign } from '../../texts/knownCampaign.ts';
import { isNode } from './treeNode.ts';

/**
 * The campaigns that an entry of a row's menu acts upon: the selection where the row is in it, else the row alone.
 * VS Code calls with the row and, where several are selected, with all of them.
 */
export function selectedCampaigns(row: unknown, selection: unknown): readonly KnownCampaign[] {
  if (!isNode(row, 'campaign')) return [];
  const keyOf = ({ stream, id }: KnownCampaign): string => campaignKey(stream, id);
  const selected = Array.isArray(selection) ? selection.filter((node) => isNode(node, 'campaign')) : [];
  const campaigns = new Map(selected.map(({ campaign }) => [keyOf(campaign), campaign]));
  return campaigns.has(keyOf(row.campaign)) ? [...campaigns.values()] : [row.campaign];
}
