import type { Access } from '../../kore/access.ts';
import type { KorePorts } from '../../kore/caller.ts';
import { findRow, readStatus, type ReadFailure } from '../../kore/campaigns.ts';
import type { ListedCampaign } from '../../kore/replies.ts';
import type { LaterFact } from '../laterFact.ts';
import { rowFact, stateFact } from './watchPlan.ts';

/** The longest that one of its requests may take. */
const readTimeoutMs = 5000;

export type CheckedNow =
  | {
      readonly kind: 'read';
      readonly fact: Extract<LaterFact, { kind: 'read' }>;
      /** The campaign's row, where it was found; its state can be older than the fact's. */
      readonly row?: ListedCampaign;
    }
  | ReadFailure;

/**
 * Reads the state once because a person asked: by Get Campaign Status, and by the campaign's row for the count and
 * whether it can start again. The row's state is told only where the status could not be read. Never rejects.
 */
export async function checkNow(
  access: Access,
  campaignId: string,
  ports: KorePorts,
  signal?: AbortSignal,
): Promise<CheckedNow> {
  const options = { timeoutMs: readTimeoutMs, lane: 'confirm', ...(signal === undefined ? {} : { signal }) } as const;
  const [status, found] = await Promise.all([
    readStatus(access, campaignId, ports, options),
    findRow(access, campaignId, ports, options),
  ]);
  const row = found.kind === 'row' ? { row: found.row } : {};
  const ofRow = found.kind === 'row' ? rowFact(found.row, found.readAtMs) : undefined;
  if (status.kind === 'read') {
    return { kind: 'read', fact: { ...ofRow, ...stateFact(status.state, status.readAtMs) }, ...row };
  }
  return ofRow === undefined ? status : { kind: 'read', fact: ofRow, ...row };
}
