import type { Disposable } from 'vscode';
import { StatusBarAlignment, ThemeColor, window, type StatusBarItem, type TreeView } from 'vscode';

import type { Reader } from '../texts/format.ts';
import type { CampaignBoard } from './campaigns/campaignBoard.ts';
import { isUnseen, standingOf } from './campaigns/standing.ts';
import { commandIds } from './commands/commandIds.ts';
import type { ReadinessBoard } from './readiness/readinessBoard.ts';
import type { AfterStop } from './stopping/afterStop.ts';
import type { TryingFlow } from './stopping/keepTrying.ts';
import { badgeText, sendingNow, statusBarText } from './texts/statusBarText.ts';

export interface StatusBarPorts {
  readonly board: CampaignBoard;
  /** Its badge counts the stops that are not resolved. */
  readonly view: Pick<TreeView<unknown>, 'badge'>;
  now(): number;
  readonly trying: Pick<TryingFlow, 'count' | 'onDidChange'>;
  readonly reader: Reader;
  readonly afterStop: Pick<AfterStop, 'note'>;
  readonly readiness: Pick<ReadinessBoard, 'notReady' | 'onDidChange'>;
}

/** Before the words that come and go: else those push the item away from under the pointer. */
const priority = 1;

/** What changes within so long is shown at once: many stops change much. */
const gatheredForMs = 30;

/** The one item of the status bar, and the number at the view's icon. It asks Kore for nothing. */
export class StatusBar implements Disposable {
  readonly #ports: StatusBarPorts;
  readonly #item: StatusBarItem;
  readonly #subscriptions: readonly Disposable[];
  #changing: NodeJS.Timeout | undefined;
  #gathering: NodeJS.Timeout | undefined;

  constructor(ports: StatusBarPorts) {
    this.#ports = ports;
    this.#item = window.createStatusBarItem('kore.stop', StatusBarAlignment.Left, priority);
    this.#item.name = 'Kore';
    this.#item.command = commandIds.stopFromStatusBar;
    this.#subscriptions = [
      ports.board.onDidChange(() => this.#soon()),
      ports.trying.onDidChange(() => this.#soon()),
      ports.readiness.onDidChange(() => this.update()),
    ];
    this.update();
    this.#item.show();
  }

  dispose(): void {
    clearTimeout(this.#changing);
    clearTimeout(this.#gathering);
    for (const one of this.#subscriptions) one.dispose();
    this.#item.dispose();
  }

  #soon(): void {
    this.#gathering ??= setTimeout(() => this.update(), gatheredForMs);
  }

  /** Shows what is true now. */
  update(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const { board, view, trying, reader } = this.#ports;
    const nowMs = this.#ports.now();
    const streams = board
      .streams()
      .map((stream) => ({ stream, list: board.listState(stream), sending: board.sendingCount(stream) }));
    const sending = sendingNow(streams, nowMs);
    const stops = board.activities();
    const facts = {
      stops,
      trying: trying.count(),
      notReady: this.#ports.readiness.notReady(),
      ...(sending === undefined ? {} : { sending }),
    };
    const { text, tooltip, accessible, background, changesAtMs } = statusBarText(facts, nowMs, reader);
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: accessible, role: 'button' };
    this.#item.backgroundColor =
      background === undefined ? undefined : new ThemeColor(`statusBarItem.${background}Background`);
    view.badge = badgeText(stops, reader);
    clearTimeout(this.#changing);
    if (changesAtMs !== undefined)
      this.#changing = setTimeout(() => this.update(), Math.max(0, changesAtMs - nowMs) + 1);
  }

  /** The person has opened it: what did not stop, or came too late, is seen. What may still clear up stays. */
  markSeen(): void {
    const { board } = this.#ports;
    const at = new Date(this.#ports.now()).toISOString();
    for (const campaign of board.activities()) {
      const { activity } = campaign;
      if (activity?.kind !== 'ended' || !isUnseen(campaign)) continue;
      if (standingOf(campaign)?.kind === 'notConfirmed') continue;
      this.#ports.afterStop.note({ campaign, outcome: activity.outcome }, { kind: 'seen', at });
    }
  }
}
