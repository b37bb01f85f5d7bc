import { HeldCall } from '../kore/heldCall.ts';
import { stopRequest } from '../kore/endpoints.ts';
import type { StopOrder } from './outcome.ts';
import type { OrderPorts } from './ports.ts';
import { prepare } from './prepare.ts';

/**
 * Prepares the first request of an order, so that it leaves the moment the order is given. `undefined` for an order that
 * would be refused; it is told why when it is given.
 */
export function holdStop(order: StopOrder, ports: OrderPorts): HeldCall | undefined {
  const prepared = prepare(order, ports.now());
  if (!prepared.ok) return undefined;
  const { access, campaignId } = prepared;
  return new HeldCall(stopRequest(access.target, campaignId), access, ports);
}
