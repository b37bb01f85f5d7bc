import type { ReadFailure } from '../../kore/campaigns.ts';
import type { StopReason } from '../../stop/outcome.ts';
import type { KnownCampaign, KnownState } from '../../texts/knownCampaign.ts';
import type { App } from '../app.ts';

/** Why a state could not be read. */
export type CheckFailure = Pick<ReadFailure, 'kind' | 'httpStatus'> & { readonly reason: StopReason };

export type RowCheck = { readonly kind: 'read'; readonly known: KnownState } | CheckFailure;

/**
 * Reads a campaign's state for its row in the picker: asks the person nothing and sends no stop. What it tells of a stop
 * that has ended is kept with that.
 */
export async function checkRow(
  campaign: KnownCampaign,
  { board, credentials, online }: Pick<App, 'board' | 'credentials' | 'online'>,
  signal: AbortSignal,
): Promise<RowCheck> {
  const { stream, id } = campaign;
  const before = board.find(stream, id).activity;
  const found = await credentials.find(stream);
  if (found.kind === 'failed') return { kind: 'failed', reason: 'secretStore' };
  if (found.kind === 'none') return { kind: 'failed', reason: 'noCredential' };
  const checked = await (await online()).checkNow(stream, found.credential, id, signal);
  if (checked.kind === 'failed') return checked;
  const { fact } = checked;
  const now = board.find(stream, id);
  // A reading is of a stop only when that had ended before it began.
  if (before?.kind === 'ended' && now.activity?.kind === 'ended' && now.activity.outcome === before.outcome) {
    board.noteLater(now, before.outcome, fact);
  }
  const sent = fact.sent === undefined ? {} : { sent: fact.sent };
  return { kind: 'read', known: { state: fact.state, readAtMs: Date.parse(fact.at), ...sent } };
}
