import { commands, EventEmitter, ProgressLocation, window, type Disposable } from 'vscode';

import { sleep } from '../../kore/sleep.ts';
import { keepTrying, type TryingStep } from '../../stop/afterwards/keepTrying.ts';
import type { StopOutcome } from '../../stop/outcome.ts';
import type { Reader } from '../../texts/format.ts';
import { campaignKey, type KnownCampaign } from '../../texts/knownCampaign.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import type { ResolvedCredential } from '../credentials/resolveCredential.ts';
import { tryingText, tryingTitle } from '../texts/tryingText.ts';
import type { FlowResult, StopFlow } from './stopFlow.ts';

/** True while something is being tried: its key works only then. */
const contextKey = 'kore.keepsTrying';

export interface TryingFlowPorts {
  readonly board: CampaignBoard;
  readonly stopFlow: Pick<StopFlow, 'stop'>;
  now(): number;
  readonly reader: Reader;
}

/** Keep Trying: visible while it goes on, and one key off. */
export class TryingFlow implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #running = new Map<string, { readonly campaign: KnownCampaign; readonly cancel: AbortController }>();
  readonly #ports: TryingFlowPorts;

  readonly onDidChange = this.#changed.event;

  constructor(ports: TryingFlowPorts) {
    this.#ports = ports;
  }

  dispose(): void {
    this.end();
    this.#changed.dispose();
  }

  /** How many campaigns it is being tried for, practice ones left out. */
  count(): number {
    return [...this.#running.values()].filter(({ campaign }) => campaign.stream.practice !== true).length;
  }

  /** Ends all of it. What is out by then is answered for. */
  end(): void {
    for (const { cancel } of this.#running.values()) cancel.abort();
  }

  /**
   * Stops again until it is through, 15 minutes at the most. `ended`: the person ended it before anything went out.
   * `waitIsTooLong`: the rate limit holds for longer than it would be tried.
   */
  async run(
    campaign: KnownCampaign,
    last: StopOutcome,
    credential: ResolvedCredential,
  ): Promise<FlowResult | 'ended' | 'waitIsTooLong' | 'goesOnAlready'> {
    const key = campaignKey(campaign.stream, campaign.id);
    if (this.#running.has(key)) return 'goesOnAlready';
    const cancel = new AbortController();
    const others = this.#endWhenStoppedElsewhere(campaign, cancel);
    this.#set(key, { campaign, cancel });
    let result: FlowResult | undefined;
    const stopOnce = async (signal: AbortSignal): Promise<StopOutcome> => {
      others.mine(true);
      const stopped = await this.#ports.stopFlow.stop(campaign, { credential, trying: signal });
      others.mine(false);
      // It asks nothing while trying, so there is always one.
      if (stopped === undefined) return last;
      result = stopped;
      return stopped.outcome;
    };
    try {
      await this.#showing(campaign, cancel, (onProgress) =>
        keepTrying(last, stopOnce, { now: () => this.#ports.now(), sleep }, { signal: cancel.signal, onProgress }),
      );
    } finally {
      others.dispose();
      this.#set(key, undefined);
    }
    if (result === undefined) return cancel.signal.aborted ? 'ended' : 'waitIsTooLong';
    return cancel.signal.aborted && result.outcome.requests === 0 ? 'ended' : result;
  }

  /** With a countdown that changes by the second. */
  #showing<T>(
    campaign: KnownCampaign,
    cancel: AbortController,
    run: (onProgress: (step: TryingStep) => void) => Promise<T>,
  ): Thenable<T> {
    const { reader } = this.#ports;
    const where = {
      location: ProgressLocation.Notification,
      title: tryingTitle(campaign, reader),
      cancellable: true,
    };
    return window.withProgress(where, (progress, token) => {
      token.onCancellationRequested(() => cancel.abort());
      let ticking: NodeJS.Timeout | undefined;
      const onProgress = (step: TryingStep): void => {
        clearInterval(ticking);
        const report = (): void => progress.report({ message: tryingText(step, this.#ports.now(), reader) });
        report();
        if (step.kind === 'waiting') ticking = setInterval(report, 1000);
      };
      return run(onProgress).finally(() => clearInterval(ticking));
    });
  }

  /** The person stops the same campaign in another way meanwhile: that is the one that counts. */
  #endWhenStoppedElsewhere(
    { stream, id }: KnownCampaign,
    cancel: AbortController,
  ): { mine(trying: boolean): void; dispose(): void } {
    let isMine = false;
    const subscription = this.#ports.board.onDidChange(() => {
      if (!isMine && this.#ports.board.find(stream, id).activity?.kind === 'stopping') cancel.abort();
    });
    return {
      mine: (trying) => {
        isMine = trying;
      },
      dispose: () => void subscription.dispose(),
    };
  }

  #set(key: string, running: { campaign: KnownCampaign; cancel: AbortController } | undefined): void {
    if (running === undefined) this.#running.delete(key);
    else this.#running.set(key, running);
    void commands.executeCommand('setContext', contextKey, this.#running.size > 0);
    this.#changed.fire();
  }
}
