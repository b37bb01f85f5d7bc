import { campaignKey } from '../../texts/knownCampaign.ts';
import { isNode } from '../campaignTree/treeNode.ts';
import { askChoice } from '../quickInput.ts';
import { timerCancelledText, timerChoice, timerNotCancelledText } from '../texts/timerText.ts';
import { toError } from '../toError.ts';
import type { Timed, WindowTimers } from './windowTimers.ts';

/** Cancels the timer of a row, or the one that the person picks; one alone is cancelled at once. */
export async function cancelTimer(timers: WindowTimers, argument: unknown): Promise<void> {
  const { outlet, reader } = timers.desk;
  const waiting = timers.waiting();
  const wanted = isNode(argument, 'campaign') ? waiting.filter((one) => isOf(one, argument)) : waiting;
  if (wanted.length === 0) {
    void outlet.info(reader.l10n.t('No safety timer waits.'));
    return;
  }
  const chosen = isNode(argument, 'campaign') ? wanted[0] : await choose(timers, wanted);
  if (chosen === undefined) return;
  await cancelTimerOf(
    timers,
    waiting.filter((one) => isOf(one, chosen)),
  );
}

async function choose({ desk: { reader } }: WindowTimers, waiting: readonly Timed[]): Promise<Timed | undefined> {
  if (waiting.length === 1) return waiting[0];
  const answer = await askChoice({
    title: reader.l10n.t('Cancel Safety Timer'),
    placeholder: reader.l10n.t('Enter cancels: the campaign does not stop by itself then'),
    choices: waiting.map((value) => ({
      value,
      ...timerChoice({ campaign: value.campaign, dueAtMs: value.timer.dueAtMs }, reader),
    })),
  });
  return answer === undefined || answer === 'back' ? undefined : answer.value;
}

function isOf({ campaign: one }: Timed, { campaign: other }: Pick<Timed, 'campaign'>): boolean {
  return campaignKey(one.stream, one.id) === campaignKey(other.stream, other.id);
}

/** Cancels all timers of a campaign, and tells it. */
export async function cancelTimerOf(timers: WindowTimers, all: readonly Timed[]): Promise<void> {
  const { outlet, reader } = timers.desk;
  for (const { timer, campaign } of all) {
    try {
      const cancelled = await timers.core.cancel(timer);
      if (cancelled) void outlet.info(timerCancelledText(campaign, reader));
      else void outlet.error(timerNotCancelledText(campaign, undefined, reader));
    } catch (error: unknown) {
      void outlet.error(timerNotCancelledText(campaign, toError(error).message, reader));
    }
  }
}
