import { commands, Disposable } from 'vscode';

import type { Log } from '../kore/caller.ts';
import { credentialKey } from '../streams/credentialKey.ts';
import type { CampaignBoard } from './campaigns/campaignBoard.ts';
import { standingOf } from './campaigns/standing.ts';
import type { CredentialStore } from './credentials/credentialStore.ts';
import type { ReadinessBoard } from './readiness/readinessBoard.ts';
import { toError } from './toError.ts';

export interface WalkthroughPorts {
  readonly board: CampaignBoard;
  readonly readiness: ReadinessBoard;
  readonly credentials: CredentialStore;
  readonly log: Log;
}

/** What the steps of the walkthrough wait for, by the names that `package.json` knows. */
type Step = 'practiceStopped' | 'hasStream' | 'hasCredential' | 'seenReady';

/**
 * Ticks the steps of the walkthrough when they are done, by whatever way. VS Code remembers a tick, so each is told once
 * a window.
 */
export class WalkthroughSteps implements Disposable {
  readonly #ports: WalkthroughPorts;
  readonly #open = new Set<Step>(['practiceStopped', 'hasStream', 'hasCredential', 'seenReady']);
  readonly #subscription: Disposable;

  constructor(ports: WalkthroughPorts) {
    this.#ports = ports;
    this.#subscription = Disposable.from(
      ports.board.onDidChange(() => this.#look()),
      ports.readiness.onDidChange(() => this.#look()),
      ports.credentials.onDidChange(() => void this.#lookForCredential()),
    );
    this.#look();
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #look(): void {
    const { board, readiness } = this.#ports;
    if (this.#open.size === 0) return;
    const streams = board.streams();
    const real = streams.filter(({ practice }) => practice !== true);
    this.#tick('practiceStopped', () =>
      streams
        .filter(({ practice }) => practice === true)
        .some((stream) => board.campaigns(stream).some((campaign) => standingOf(campaign)?.kind === 'stopped')),
    );
    this.#tick('hasStream', () => real.length > 0);
    this.#tick('seenReady', () => real.some((stream) => readiness.readiness(stream)?.kind === 'ready'));
    this.#tick('hasCredential', () => !this.#open.has('seenReady'));
  }

  /** Only when one was set: at the start a keyring could ask for its password. */
  async #lookForCredential(): Promise<void> {
    if (!this.#open.has('hasCredential')) return;
    const { board, credentials } = this.#ports;
    if (board.streams().every(({ practice }) => practice === true)) return;
    const keys = await credentials.keys();
    if (keys.kind === 'failed') return;
    const kept = new Set([...keys.stored, ...keys.ofWindow]);
    this.#tick('hasCredential', () =>
      board.streams().some((stream) => stream.practice !== true && kept.has(credentialKey(stream))),
    );
  }

  #tick(step: Step, isDone: () => boolean): void {
    if (!this.#open.has(step) || !isDone()) return;
    this.#open.delete(step);
    commands
      .executeCommand('setContext', `kore.${step}`, true)
      .then(undefined, (error: unknown) =>
        this.#ports.log.warn(`A step of the walkthrough is not ticked: ${toError(error).message}`),
      );
  }
}
