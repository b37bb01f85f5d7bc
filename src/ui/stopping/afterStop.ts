import type { Disposable } from 'vscode';

import type { Log } from '../../kore/caller.ts';
import type { Online } from '../../online.ts';
import type { Growth } from '../../stop/afterwards/proveQuiet.ts';
import type { LaterFact } from '../../stop/laterFact.ts';
import type { StopOutcome } from '../../stop/outcome.ts';
import type { Reader } from '../../texts/format.ts';
import { campaignKey, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import type { CredentialStore } from '../credentials/credentialStore.ts';
import type { ResolvedCredential } from '../credentials/resolveCredential.ts';
import type { Outlet } from '../outlet.ts';
import type { LaterAction } from '../texts/actionTitle.ts';
import { clearedText, grownText, restartsText, sendingAgainText } from '../texts/laterText.ts';
import { toError } from '../toError.ts';
import { afterPlan, checkingUntil, clearedPlan, endsWithRestart, type AfterPlan } from './afterPlan.ts';
import { tellWithActions } from './tellWithActions.ts';

type Read = Extract<LaterFact, { kind: 'read' }>;

/** A stop that was answered, with what it was signed with. */
export interface AnsweredStop {
  readonly campaign: KnownCampaign;
  readonly outcome: StopOutcome;
  readonly credential: ResolvedCredential;
}

/** Something that was learnt of a stop once it was answered, as a message of its own would tell it. */
export interface StopNews {
  readonly kind: 'cleared' | 'goesOn' | 'sendsAgain' | 'restarts';
  readonly stop: AnsweredStop;
  /** The state that cleared it up. */
  readonly state?: string;
  readonly severity: 'info' | 'error';
  readonly sentence: string;
  readonly actions: readonly LaterAction[];
}

export interface AfterStopPorts {
  readonly board: CampaignBoard;
  readonly credentials: Pick<CredentialStore, 'find' | 'onDidChange'>;
  readonly reader: Reader;
  readonly outlet: Outlet;
  readonly log: Log;
  online(): Promise<Online>;
  now(): number;
  readonly act: (action: LaterAction, stop: AnsweredStop) => Promise<unknown>;
}

/** One stop that is being looked after. */
interface Watch extends AnsweredStop {
  readonly cancel: AbortController;
  /** When Kore said that it is stopped, as an ISO time, once it has. */
  stoppedAt: string | undefined;
  toldAgain: boolean;
  toldRestarts: boolean;
  readonly hear: ((news: StopNews) => void) | undefined;
}

/**
 * Looks after each stop once it was answered, with the credential that it was signed with: reads on until it is clear,
 * sees that the counter stands still, looks again later. Ends when the campaign is stopped again, when the stream's
 * credential is removed, and with the window.
 */
export class AfterStop implements Disposable {
  readonly #ports: AfterStopPorts;
  readonly #watches = new Map<string, Watch>();
  readonly #subscription: Disposable;

  constructor(ports: AfterStopPorts) {
    this.#ports = ports;
    this.#subscription = ports.credentials.onDidChange(() => void this.#endWithoutCredential());
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const watch of this.#watches.values()) watch.cancel.abort();
    this.#watches.clear();
  }

  /**
   * Returns at once. `later` is what an earlier window learnt of the same stop. `hear` is told the news in place of the
   * person; that the campaign can start again is known there.
   */
  begin(stop: AnsweredStop, later: readonly LaterFact[] = [], hear?: (news: StopNews) => void): void {
    const { campaign, outcome } = stop;
    this.end(campaign);
    const stoppedAt = outcome.verdict === 'stopped' ? (outcome.stateReadAt ?? outcome.finishedAt) : undefined;
    const toldRestarts = endsWithRestart(outcome, campaign);
    const watch: Watch = { ...stop, cancel: new AbortController(), stoppedAt, toldAgain: false, toldRestarts, hear };
    this.#watches.set(campaignKey(campaign.stream, campaign.id), watch);
    if (toldRestarts && stoppedAt !== undefined && later.length === 0 && hear === undefined) {
      this.#tellRestarts(watch, stoppedAt);
    }
    this.#run(watch, later).catch((error: unknown) => {
      this.#ports.log.warn(`A stop could not be looked after: ${toError(error).message}`);
    });
  }

  /**
   * Goes on with a stop of a window that is gone, with the credential that is kept for its stream; without one there is
   * nothing to read with, and nobody is asked for it.
   */
  async resume({ campaign, outcome }: Omit<AnsweredStop, 'credential'>, later: readonly LaterFact[]): Promise<void> {
    const { board, credentials } = this.#ports;
    const credential = await credentials.find(campaign.stream);
    const { activity } = board.find(campaign.stream, campaign.id);
    // It can have been stopped again while the keyring took its time.
    if (credential.kind !== 'found' || activity?.kind !== 'ended' || activity.outcome !== outcome) return;
    this.begin({ campaign, outcome, credential }, later);
  }

  /** The campaign is being stopped again: what comes of that is another stop. */
  end(campaign: KnownCampaign): void {
    const key = campaignKey(campaign.stream, campaign.id);
    this.#watches.get(key)?.cancel.abort();
    this.#watches.delete(key);
  }

  /** Adds what was learnt of a stop. */
  note({ campaign, outcome }: Pick<AnsweredStop, 'campaign' | 'outcome'>, fact: LaterFact): void {
    this.#ports.board.noteLater(campaign, outcome, fact);
  }

  async #run(watch: Watch, later: readonly LaterFact[]): Promise<void> {
    const plan = afterPlan(watch.outcome, watch.campaign.stream);
    if (!plan.unresolved && !plan.quiet && !plan.watched) return;
    const online = await this.#ports.online();
    const cleared = plan.unresolved ? this.#resolve(watch, online) : Promise.resolve(undefined);
    const looking = this.#look(watch, plan, later, online);
    const state = await cleared;
    if (state === 'Stopped')
      await this.#look(watch, withoutWatch(clearedPlan(watch.campaign.stream), plan), [], online);
    await looking;
  }

  /** Reads until it is clear, and tells it. Gives the state at rest, or nothing when it did not become clear. */
  async #resolve(watch: Watch, online: Online): Promise<string | undefined> {
    const { campaign, outcome, credential, cancel } = watch;
    const { board, reader } = this.#ports;
    // Of a stop that an earlier window left the person hears only now.
    const finishedAtMs = this.#ports.now();
    const read = outcome.stateReadAt === undefined ? {} : { lastReadAtMs: Date.parse(outcome.stateReadAt) };
    const many = watch.hear === undefined ? {} : { oneOfMany: true };
    const plan = { campaignId: campaign.id, signal: cancel.signal, finishedAtMs, ...read, ...many };
    board.noteChecking(campaign, outcome, checkingUntil(outcome, campaign.stream));
    let last: Read | undefined;
    const end = await online.watchUnresolved(campaign.stream, credential.credential, plan, (fact) => {
      if (fact.kind === 'read') last = fact;
      this.#heard(watch, fact);
    });
    board.noteChecking(campaign, outcome, undefined);
    if (end !== 'atRest' || last === undefined) return undefined;
    watch.stoppedAt = last.state === 'Stopped' ? last.at : undefined;
    const { severity, sentence } = clearedText(campaign, last, reader);
    this.#tell({ kind: 'cleared', stop: watch, state: last.state, severity, sentence, actions: ['copySummary'] });
    return last.state;
  }

  async #look(watch: Watch, plan: AfterPlan, later: readonly LaterFact[], online: Online): Promise<void> {
    const { campaign, outcome, credential, cancel } = watch;
    const common = { campaignId: campaign.id, signal: cancel.signal };
    const tell = (fact: LaterFact): void => this.#heard(watch, fact);
    const onGrowth = (growth: Growth): void => {
      const sentence = grownText(campaign, growth, this.#ports.reader);
      const actions = ['stopAgain', 'howToStopByHand', 'copySummary'] as const;
      this.#tell({ kind: 'goesOn', stop: watch, severity: 'error', sentence, actions });
    };
    await Promise.all([
      plan.quiet && !later.some(({ kind }) => kind === 'quiet')
        ? online.proveQuiet(campaign.stream, credential.credential, common, { tell, onGrowth })
        : undefined,
      plan.watched
        ? online.watchProduction(
            campaign.stream,
            credential.credential,
            { ...common, finishedAtMs: Date.parse(outcome.finishedAt), later },
            tell,
          )
        : undefined,
    ]);
  }

  #heard(watch: Watch, fact: LaterFact): void {
    if (watch.cancel.signal.aborted) return;
    this.note(watch, fact);
    const { stoppedAt } = watch;
    if (fact.kind !== 'read' || stoppedAt === undefined) return;
    if (fact.state === 'Active' || fact.state === 'Preparing') this.#tellSendingAgain(watch, fact, stoppedAt);
    else if (fact.restarts === true && !watch.toldRestarts) this.#tellRestarts(watch, stoppedAt);
  }

  #tellSendingAgain(watch: Watch, fact: Read, stoppedAt: string): void {
    if (watch.toldAgain) return;
    watch.toldAgain = true;
    const sentence = sendingAgainText(watch.campaign, stoppedAt, fact, this.#ports.reader);
    const actions = ['stopAgain', 'turnOffSchedule', 'howToStopByHand'] as const;
    this.#tell({ kind: 'sendsAgain', stop: watch, severity: 'error', sentence, actions });
  }

  #tellRestarts(watch: Watch, stoppedAt: string): void {
    watch.toldRestarts = true;
    const sentence = restartsText(watch.campaign, stoppedAt, this.#ports.reader);
    const actions = ['turnOffSchedule', 'openConsole', 'copySummary'] as const;
    this.#tell({ kind: 'restarts', stop: watch, severity: 'error', sentence, actions });
  }

  #tell(news: StopNews & { readonly stop: Watch }): void {
    const { hear } = news.stop;
    if (hear === undefined) this.show(news);
    else hear(news);
  }

  /** Tells the person. Never waited for: a message can stay for hours. */
  show({ stop, ...text }: StopNews): void {
    const { act, log } = this.#ports;
    tellWithActions(text, (action) => act(action, stop), this.#ports).catch((error: unknown) =>
      log.warn(`A button failed: ${toError(error).message}`),
    );
  }

  /** A credential that was typed for one stop was never kept, so it cannot be removed. */
  async #endWithoutCredential(): Promise<void> {
    for (const watch of [...this.#watches.values()]) {
      if (watch.credential.keep === 'once') continue;
      const found = await this.#ports.credentials.find(watch.campaign.stream);
      if (found.kind === 'none') watch.cancel.abort();
    }
  }
}

function withoutWatch(plan: AfterPlan, before: AfterPlan): AfterPlan {
  return { ...plan, watched: plan.watched && !before.watched };
}
