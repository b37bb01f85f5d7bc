import type { JournalEntry } from '../../stop/journal/index.ts';
import type { SafetyTimer } from '../../stop/safetyTimer/index.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import { isConfirmed } from '../campaigns/standing.ts';
import { byTimerText } from '../texts/timerText.ts';
import { toError } from '../toError.ts';
import type { TimerDesk } from './timerDesk.ts';

/** A stop of the same timer can have been written down a moment before the file says that it was taken. */
const slackMs = 1000;

/**
 * Whether the record of stops tells what became of a timer that went off in a window that is gone. A stop that was
 * interrupted, or is not resolved, is told from there by what restores stops; one that worked is told here.
 */
export async function recordTells(
  timer: SafetyTimer,
  wentOffAtMs: number,
  campaign: KnownCampaign,
  desk: TimerDesk,
): Promise<boolean> {
  const { board, log, reader } = desk;
  const entry = await findEntry(timer, wentOffAtMs, desk).catch((error: unknown) => {
    log.warn(`The journal could not be read: ${toError(error).message}`);
    return undefined;
  });
  if (entry === undefined) return false;
  log.info(`Safety timer ${timer.id}: the record of stops tells how it ended.`);
  const { outcome, later } = entry;
  if (outcome !== undefined && isConfirmed(outcome)) {
    if (board.find(campaign.stream, campaign.id).activity === undefined) board.noteOutcome(campaign, outcome, later);
    desk.tell({ campaign, outcome }, byTimerText(timer, 0, 'held', reader));
  }
  return true;
}

async function findEntry(
  { stream, campaignId }: SafetyTimer,
  wentOffAtMs: number,
  desk: TimerDesk,
): Promise<JournalEntry | undefined> {
  const entries = await (await desk.journal()).read();
  return entries.findLast(
    ({ intent }) =>
      Date.parse(intent.at) >= wentOffAtMs - slackMs &&
      intent.campaignId === campaignId &&
      (['origin', 'accountId', 'streamId'] as const).every((part) => intent.stream[part] === stream[part]),
  );
}
