import { exchangeDetails, type Details } from './details.ts';
import { refuse, type Access, type Refusal } from './access.ts';
import { callKore, type CallOptions, type CallResult, type KorePorts } from './caller.ts';
import { listRequest, statusRequest } from './endpoints.ts';
import { clockAheadMs, failureOf, type CallFailure } from './failure.ts';
import { readCampaignPage, readState, type CampaignPage } from './replies.ts';
import type { Exchange } from './transport.ts';

/** Why a list or a status could not be read. */
export interface ReadFailure {
  readonly kind: 'failed';
  readonly reason: CallFailure | Refusal['reason'];
  readonly httpStatus?: number;
  /** The last exchange, where there was one. */
  readonly exchange?: Exchange;
  readonly details: Details;
}

/** Every state in which a campaign sends or is about to. */
export const sendingOrAboutTo: readonly string[] = ['Active', 'Preparing', 'Scheduled', 'Rescheduled'];

export interface ReadPage extends CampaignPage {
  readonly kind: 'listed';
  readonly readAtMs: number;
  /** How far this computer's clock is ahead of Kore's; absent where the reply had no usable `Date`. */
  readonly clockAheadMs?: number;
}

/** One page of the newest campaigns of a stream (Get All Campaigns), at most 50 rows. */
export async function listCampaigns(
  access: Access,
  ports: KorePorts,
  options: CallOptions & { readonly states?: readonly string[]; readonly limit?: number },
): Promise<ReadPage | ReadFailure> {
  const filter = { limit: options.limit ?? 50, skip: 0, ...(options.states ? { states: options.states } : {}) };
  const result = await callKore(listRequest(access.target, filter), access, ports, options);
  if ('problem' in result) return { kind: 'failed', ...refuse(result.problem).refusal };
  const { exchange } = result;
  const page = exchange.kind === 'reply' ? readCampaignPage(exchange) : undefined;
  if (exchange.kind !== 'reply' || page === undefined) return readFailure(result, access);
  for (const oddity of page.oddities) ports.log?.warn(`A row of the campaign list was left out: ${oddity}`);
  const aheadMs = clockAheadMs(exchange);
  const clock = aheadMs === undefined ? {} : { clockAheadMs: aheadMs };
  return { kind: 'listed', readAtMs: exchange.endedAtMs, ...clock, ...page };
}

/** One campaign's state (Get Campaign Status). */
export async function readStatus(
  access: Access,
  campaignId: string,
  ports: KorePorts,
  options: CallOptions,
): Promise<{ readonly kind: 'read'; readonly state: string; readonly readAtMs: number } | ReadFailure> {
  const result = await callKore(statusRequest(access.target, campaignId), access, ports, options);
  if ('problem' in result) return { kind: 'failed', ...refuse(result.problem).refusal };
  const { exchange } = result;
  const state = exchange.kind === 'reply' ? readState(exchange, campaignId) : undefined;
  if (state === undefined) return readFailure(result, access);
  return { kind: 'read', state: result.redact(state), readAtMs: exchange.endedAtMs };
}

function readFailure(result: CallResult, access: Access): ReadFailure {
  const { exchange } = result;
  return {
    kind: 'failed',
    reason: failureOf(exchange, access.credential.kind !== 'token'),
    exchange,
    ...(exchange.kind === 'reply' ? { httpStatus: exchange.status } : {}),
    details: exchangeDetails(exchange, result.redact),
  };
}
