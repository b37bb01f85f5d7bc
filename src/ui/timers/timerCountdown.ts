import { ProgressLocation, StatusBarAlignment, window, type Disposable, type StatusBarItem } from 'vscode';

import type { Reader } from '../../texts/format.ts';
import type { KnownCampaign } from '../../texts/knownCampaign.ts';
import { commandIds } from '../commands/commandIds.ts';
import { lastMinuteText, lastMinuteTitle, timerStatus } from '../texts/timerText.ts';

/** A timer that is counted down. */
export interface Counted {
  readonly id: string;
  readonly campaign: KnownCampaign;
  /** Milliseconds since 1970. */
  readonly dueAtMs: number;
}

export interface CountdownPorts {
  now(): number;
  readonly reader: Reader;
  /** The person keeps it from going off. */
  cancel(id: string): void;
}

const minuteMs = 60_000;

/**
 * The countdown: an item in the status bar that changes by the minute, and in the last minute a progress that counts
 * seconds, with its Cancel. Rows show the time itself.
 */
export class TimerCountdown implements Disposable {
  readonly #ports: CountdownPorts;
  readonly #ending = new Map<string, () => void>();
  #counted: readonly Counted[] = [];
  #item: StatusBarItem | undefined;
  #next: NodeJS.Timeout | undefined;

  constructor(ports: CountdownPorts) {
    this.#ports = ports;
  }

  dispose(): void {
    this.show([]);
    this.#item?.dispose();
  }

  /** In place of those shown before; the next one goes first. */
  show(counted: readonly Counted[]): void {
    this.#counted = counted;
    const ids = new Set(counted.map(keyOf));
    for (const [key, end] of this.#ending) if (!ids.has(key)) end();
    this.#update();
  }

  #update(): void {
    clearTimeout(this.#next);
    const nowMs = this.#ports.now();
    const status = timerStatus(this.#counted, nowMs, this.#ports.reader);
    if (status === undefined) {
      this.#item?.hide();
      return;
    }
    const item = (this.#item ??= this.#makeItem());
    item.text = status.text;
    item.tooltip = status.tooltip;
    item.accessibilityInformation = { label: status.accessible, role: 'button' };
    item.show();
    for (const one of this.#counted) if (one.dueAtMs - nowMs <= minuteMs) this.#countSeconds(one);
    const leftMs = this.#counted.map(({ dueAtMs }) => dueAtMs - nowMs).filter((left) => left > minuteMs);
    // The wall clock is asked again each minute at the latest: it can have jumped.
    const waits = leftMs.map((left) => left % minuteMs || minuteMs);
    this.#next = setTimeout(() => this.#update(), Math.min(minuteMs, ...waits) + 1);
  }

  #makeItem(): StatusBarItem {
    const item = window.createStatusBarItem('kore.timer', StatusBarAlignment.Left);
    item.name = 'Kore Safety Timer';
    item.command = commandIds.cancelSafetyTimer;
    return item;
  }

  #countSeconds(one: Counted): void {
    const key = keyOf(one);
    if (this.#ending.has(key)) return;
    const { reader } = this.#ports;
    const title = lastMinuteTitle(one.campaign, reader);
    const where = { location: ProgressLocation.Notification, title, cancellable: true };
    void window.withProgress(where, (progress, token) => {
      const report = (): void => progress.report({ message: lastMinuteText(one.dueAtMs, this.#ports.now(), reader) });
      report();
      const ticking = setInterval(report, 1000);
      token.onCancellationRequested(() => this.#ports.cancel(one.id));
      return new Promise<void>((resolve) => {
        this.#ending.set(key, () => {
          clearInterval(ticking);
          this.#ending.delete(key);
          resolve();
        });
      });
    });
  }
}

function keyOf({ id, dueAtMs }: Counted): string {
  return `${id} ${dueAtMs}`;
}
