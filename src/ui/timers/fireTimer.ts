import type { DueTimer } from '../../stop/safetyTimer/index.ts';
import { outcomeMessage } from '../../stop/message.ts';
import type { StopOutcome } from '../../stop/outcome.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import type { CredentialLookup } from '../credentials/credentialStore.ts';
import { byTimerText } from '../texts/timerText.ts';
import { findSoon } from './findSoon.ts';
import type { TimerDesk } from './timerDesk.ts';

/** Stops the campaign of a timer whose time has come, and tells how that ended. Nobody is asked for anything. */
export async function fireTimer({ timer, lateMs, lateBecause }: DueTimer, campaign: KnownCampaign, desk: TimerDesk) {
  const { board, reader } = desk;
  const by = byTimerText(timer, lateMs, lateBecause, reader);
  const startedAtMs = desk.now();
  const found = await findSoon(campaign.stream, desk);
  if (found.kind === 'found') {
    const result = await desk.stopAsAgreed(campaign, found);
    if (result !== undefined) desk.tell(result, by);
    return;
  }
  const outcome = unsent(found, campaign, startedAtMs, desk.now());
  desk.log.warn(`Safety timer ${timer.id}: ${outcome.message}`);
  // A stop that a person makes of it at this moment is the one that counts.
  if (board.find(campaign.stream, campaign.id).activity?.kind === 'stopping') return;
  board.noteOutcome(campaign, outcome);
  desk.tell({ campaign, outcome }, by);
}

/** Without a credential nothing could be sent: that is how the stop ended. */
function unsent(
  found: Exclude<CredentialLookup, { kind: 'found' }>,
  { stream, id }: KnownCampaign,
  startedAtMs: number,
  finishedAtMs: number,
): StopOutcome {
  const facts = {
    verdict: 'notStopped' as const,
    reason: found.kind === 'none' ? ('noCredential' as const) : ('secretStore' as const),
    ...(found.kind === 'none' ? {} : { details: { words: found.words } }),
    requests: 0,
    startedAt: new Date(startedAtMs).toISOString(),
    finishedAt: new Date(finishedAtMs).toISOString(),
  };
  return { ...facts, message: outcomeMessage(facts, { stream, campaignId: id }) };
}
