import { rm } from 'node:fs/promises';
import type { Disposable } from 'vscode';

import {
  SafetyTimers,
  type DueTimer,
  type LeftTimer,
  type SafetyTimer,
  type TimerHands,
} from '../../stop/safetyTimer/index.ts';
import { isProduction } from '../../streams/stream.ts';
import { streamKey } from '../../streams/streamKey.ts';
import { campaignKey, type KnownCampaign, type KnownStream } from '../../texts/knownCampaign.ts';
import { standingOf } from '../campaigns/standing.ts';
import { campaignOf } from '../stopping/restoredCampaign.ts';
import { timerAsksText, timerOverText, type AskingBecause } from '../texts/timerText.ts';
import { toError } from '../toError.ts';
import { cancelTimer, cancelTimerOf } from './cancelTimer.ts';
import { findSoon } from './findSoon.ts';
import { fireTimer } from './fireTimer.ts';
import { setTimer } from './setTimer.ts';
import { TimerCountdown } from './timerCountdown.ts';
import type { TimerDesk } from './timerDesk.ts';
import { recordTells } from './recordTells.ts';

/** A window that has a timer in view looks each second. */
const seenByOthersAfterMs = 2500;

/** A timer with its campaign as this window knows it. */
export interface Timed {
  readonly timer: SafetyTimer;
  readonly campaign: KnownCampaign;
}

/** The safety timers in this window: sets, shows and cancels them, stops what is due, asks about what was missed. */
export class WindowTimers implements Disposable, TimerHands {
  readonly desk: TimerDesk;
  readonly core: SafetyTimers;
  readonly #countdown: TimerCountdown;
  readonly #subscription: Disposable;
  readonly #ending = new Set<string>();

  constructor(desk: TimerDesk) {
    this.desk = desk;
    const { folder, log, reader } = desk;
    this.core = new SafetyTimers({ folder, now: () => desk.now(), log, hands: this });
    this.#countdown = new TimerCountdown({
      now: () => desk.now(),
      reader,
      cancel: (id) => {
        const timed = this.waiting().find(({ timer }) => timer.id === id);
        if (timed !== undefined) void cancelTimerOf(this, [timed]);
      },
    });
    this.#subscription = desk.board.onDidChange(({ kind }) => {
      if (kind === 'streams') this.changed();
      if (kind === 'campaign') void this.#endOfStopped();
    });
  }

  start(): Promise<void> {
    return this.core.start();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#countdown.dispose();
    this.core.dispose();
  }

  /** Sets a timer: from the palette, a row, or plain `{ stream, campaignId }`. */
  readonly set = (argument?: unknown): Promise<void> => setTimer(this, argument);

  readonly cancel = (argument?: unknown): Promise<void> => cancelTimer(this, argument);

  /** Cancels all that wait, and removes what timers left on this computer. Rejects when something stays. */
  async removeAll(): Promise<void> {
    const waiting = this.core.waiting();
    for (const timer of waiting) await this.core.cancel(timer);
    // Other windows must see first that these were cancelled, not lost.
    if (waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, seenByOthersAfterMs));
    await rm(this.desk.folder, { recursive: true, force: true });
  }

  /** Those that this window shows, the next one first. */
  waiting(): readonly Timed[] {
    return this.core.waiting().flatMap((timer) => {
      return this.isElsewhere(timer) ? [] : [{ timer, campaign: this.campaignOf(timer) }];
    });
  }

  campaignOf({ stream, campaignId, campaignName, tier }: SafetyTimer): KnownCampaign {
    const about = { tier, ...(campaignName === undefined ? {} : { campaignName }) };
    return campaignOf({ stream, campaignId, about }, this.desk.board);
  }

  /** The stream as it is configured now, or the simulator in this window. A file alone sends nothing anywhere. */
  streamOf({ stream: { origin, ...stream }, tier }: SafetyTimer): KnownStream | undefined {
    const key = streamKey({ ...stream, host: origin });
    const known = this.desk.board.streams().find((one) => streamKey(one) === key);
    return (known?.practice === true) === (tier === 'practice') ? known : undefined;
  }

  isElsewhere(timer: SafetyTimer): boolean {
    return timer.tier === 'practice' && this.streamOf(timer) === undefined;
  }

  async canStop(timer: SafetyTimer): Promise<boolean> {
    const stream = this.streamOf(timer);
    if (stream === undefined || !this.mayStop(timer)) return false;
    return (await findSoon(stream, this.desk)).kind === 'found';
  }

  mayStop(timer: SafetyTimer): boolean {
    const stream = this.streamOf(timer);
    return stream !== undefined && !isForbidden(stream);
  }

  async fire(due: DueTimer): Promise<void> {
    const { timer } = due;
    try {
      await fireTimer(due, this.campaignOf(timer), this.desk);
    } catch (error: unknown) {
      this.desk.log.warn(`Safety timer ${timer.id} failed: ${toError(error).message}`);
      await this.#askAbout(timer, { kind: 'failed', words: toError(error).message });
    }
  }

  async ask({ timer, why, atMs }: LeftTimer): Promise<void> {
    if (why === 'missed') await this.#askAbout(timer, { kind: 'missed' });
    else if (why === 'refused')
      await this.#askAbout(timer, { kind: this.streamOf(timer) === undefined ? 'notConfigured' : 'production' });
    else if (!(await recordTells(timer, atMs, this.campaignOf(timer), this.desk)))
      await this.#askAbout(timer, { kind: 'cut', atMs });
  }

  changed(): void {
    const timed = this.waiting().map(({ timer: { id, dueAtMs }, campaign }) => ({ id, campaign, dueAtMs }));
    // In production it asks: its row says so.
    const counted = timed.filter(({ campaign }) => !isForbidden(campaign.stream));
    // Of two for one campaign the earlier one is shown: the last one stays.
    this.desk.board.noteTimers([...timed].reverse());
    this.#countdown.show(counted);
  }

  lost(timer: SafetyTimer): void {
    void this.#askAbout(timer, { kind: 'lost' });
  }

  stuck(timer: SafetyTimer, words: string): void {
    void this.#askAbout(timer, { kind: 'stuck', words });
  }

  /** Resolves with the person's answer; what was chosen goes on by itself. */
  async #askAbout(timer: SafetyTimer, because: AskingBecause): Promise<void> {
    const { desk } = this;
    const { l10n } = desk.reader;
    const campaign = this.campaignOf(timer);
    const actions = new Map<string, () => Promise<unknown>>(
      // Nobody is asked for a credential because of what a file says.
      this.streamOf(timer) === undefined
        ? [[l10n.t('How to Stop by Hand'), () => desk.showByHand(campaign)]]
        : [
            [l10n.t('Stop Now'), () => desk.stopNow(campaign)],
            [l10n.t('Check Now'), () => desk.checkNow(campaign)],
          ],
    );
    const sentence = timerAsksText(campaign, timer, because, desk.now(), desk.reader);
    const chosen = await desk.outlet.error(sentence, ...actions.keys(), l10n.t('Dismiss'));
    const action = chosen === undefined ? undefined : actions.get(chosen);
    action?.().catch((error: unknown) => desk.log.warn(`A button failed: ${toError(error).message}`));
  }

  /** What a person has stopped meanwhile, or what has run to its end, needs no timer. */
  async #endOfStopped(): Promise<void> {
    const { board, outlet, reader, log } = this.desk;
    const over = new Map(
      board.activities().flatMap((campaign) => {
        const { activity } = campaign;
        const kind = standingOf(campaign)?.kind;
        return activity?.kind === 'ended' && (kind === 'stopped' || kind === 'tooLate')
          ? [[campaignKey(campaign.stream, campaign.id), Date.parse(activity.outcome.finishedAt)] as const]
          : [];
      }),
    );
    for (const { timer, campaign } of this.waiting()) {
      const endedAtMs = over.get(campaignKey(campaign.stream, campaign.id));
      if (endedAtMs === undefined || endedAtMs < timer.setAtMs || this.#ending.has(timer.id)) continue;
      this.#ending.add(timer.id);
      try {
        if (!(await this.core.cancel(timer))) continue;
        outlet.status(timerOverText(campaign, reader), 5000);
      } catch (error: unknown) {
        this.#ending.delete(timer.id);
        log.warn(`Safety timer ${timer.id} could not be ended: ${toError(error).message}`);
      }
    }
  }
}

function isForbidden({ practice, tier }: KnownStream): boolean {
  return practice !== true && isProduction(tier);
}
