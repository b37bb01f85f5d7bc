import { prepareAccess, refuse, type Access, type Prepared } from '../kore/access.ts';
import { checkCampaignId } from '../streams/fields.ts';
import type { StopOrder } from './outcome.ts';

/** An order whose every value is checked and trimmed. */
export interface PreparedOrder {
  readonly access: Access;
  readonly campaignId: string;
}

/**
 * Checks everything that can be checked without the network; the values returned are trimmed. Callers in plain
 * JavaScript can pass anything.
 */
export function prepare(order: StopOrder, nowMs: number): Prepared<PreparedOrder> {
  const campaignId = checkCampaignId(order.campaignId);
  if (!campaignId.ok) return refuse(campaignId.problem);
  const prepared = prepareAccess(order.stream, order.credential, nowMs);
  return prepared.ok ? { ...prepared, campaignId: campaignId.value } : prepared;
}
