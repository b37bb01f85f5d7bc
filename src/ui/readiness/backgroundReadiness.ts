import type { Disposable, TreeView } from 'vscode';

import type { Log } from '../../kore/caller.ts';
import type { Online } from '../../online.ts';
import { streamKey } from '../../streams/streamKey.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import { toError } from '../toError.ts';
import type { ReadinessBoard } from './readinessBoard.ts';
import { hasLookedForCampaigns, isTrusted } from './readinessRecord.ts';
import { runReadiness, type StreamToCheck } from './runReadiness.ts';

const hourMs = 60 * 60 * 1000;

export interface BackgroundPorts {
  readonly view: Pick<TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>;
  readonly board: CampaignBoard;
  readonly readiness: ReadinessBoard;
  online(): Promise<Online>;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * Checks by itself, when the view is opened, the streams that were not checked for a day. It asks nobody for
 * anything, and only rows change.
 */
export class BackgroundReadiness implements Disposable {
  readonly #ports: BackgroundPorts;
  readonly #askedAtMs = new Map<string, number>();
  readonly #end = new AbortController();
  readonly #subscription: Disposable;
  #running = false;

  constructor(ports: BackgroundPorts) {
    this.#ports = ports;
    const { view } = ports;
    this.#subscription = view.onDidChangeVisibility(({ visible }) => visible && void this.#viewShown());
    if (view.visible) void this.#viewShown();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#end.abort();
  }

  /** One run at a time. */
  async #viewShown(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      await this.#checkDue();
    } catch (error: unknown) {
      this.#ports.log.warn(`The readiness could not be checked: ${toError(error).message}`);
    } finally {
      this.#running = false;
    }
  }

  async #checkDue(): Promise<void> {
    const { board, readiness, now, log } = this.#ports;
    const due: StreamToCheck[] = [];
    for (const stream of board.streams().filter((one) => one.practice !== true)) {
      const credential = await readiness.lookUp(stream);
      if (credential.kind === 'found' && this.#isDue(stream)) due.push({ stream, credential });
    }
    if (due.length === 0 || this.#end.signal.aborted) return;
    for (const { stream } of due) this.#askedAtMs.set(streamKey(stream), now());
    log.info(`Readiness of ${due.length} streams is checked; no stop is sent`);
    await runReadiness(due, this.#ports, { signal: this.#end.signal });
  }

  #isDue(stream: KnownStream): boolean {
    const nowMs = this.#ports.now();
    const record = this.#ports.readiness.record(stream);
    if (record !== undefined && isTrusted(record.checkedAtMs, nowMs) && hasLookedForCampaigns(record, stream))
      return false;
    const askedAtMs = this.#askedAtMs.get(streamKey(stream));
    return askedAtMs === undefined || Math.abs(nowMs - askedAtMs) >= hourMs;
  }
}
