import { EventEmitter, workspace, type Disposable } from 'vscode';

import type * as practiceModule from '../practice/index.ts';
import type { Log } from '../kore/caller.ts';
import type { KnownStream } from '../texts/knownCampaign.ts';
import type { CredentialStore } from './credentials/credentialStore.ts';
import { toError } from './toError.ts';

/** The practice stream: the simulator in this window, in no settings and gone with the window. */
export class PracticeStream implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #load: () => Promise<typeof practiceModule>;
  readonly #credentials: CredentialStore;
  readonly #log: Log;
  #opening: Promise<KnownStream> | undefined;
  #simulator: practiceModule.Simulator | undefined;
  #stream: KnownStream | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(load: () => Promise<typeof practiceModule>, credentials: CredentialStore, log: Log) {
    this.#load = load;
    this.#credentials = credentials;
    this.#log = log;
  }

  dispose(): void {
    void this.#simulator?.close();
    this.#changed.dispose();
  }

  /** The one stream, once it is open. */
  streams(): readonly KnownStream[] {
    return this.#stream === undefined ? [] : [this.#stream];
  }

  /** Starts the simulator, once; rejects when no port of this computer can be had, and can be tried again. */
  open(): Promise<KnownStream> {
    this.#opening ??= this.#start().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** Opens it where the settings say that every window has one. */
  openIfWanted(): void {
    if (workspace.getConfiguration('kore').get('openPracticeOnStartup') !== true) return;
    this.open().catch((error: unknown) => this.#log.warn(`Practice could not be opened: ${toError(error).message}`));
  }

  /** Orders what goes wrong from now on, in place of what was ordered before; undefined: nothing. Opens practice. */
  async misbehave(fault: practiceModule.Fault | undefined): Promise<void> {
    const stream = await this.open();
    this.#simulator?.misbehave(undefined);
    if (fault !== undefined) this.#simulator?.misbehave(fault);
    this.#stream = { ...stream, ...(fault === undefined ? {} : { goesWrong: true }) };
    this.#changed.fire();
  }

  /** Closes the simulator, with all that was stopped there, and opens a new one, which has another port. */
  async startOver(): Promise<KnownStream> {
    // One that is being opened right now has nothing in it yet.
    await this.#opening?.catch(() => undefined);
    const [old, stream] = [this.#simulator, this.#stream];
    [this.#opening, this.#simulator, this.#stream] = [undefined, undefined, undefined];
    // Before anything is waited for: whoever opens it meanwhile gets the new one.
    const opening = this.open();
    if (stream !== undefined) this.#credentials.forgetInWindow(stream);
    await old?.close();
    return opening;
  }

  async #start(): Promise<KnownStream> {
    const { startSimulator } = await this.#load();
    this.#simulator = await startSimulator();
    const { origin, stream, credential } = this.#simulator;
    this.#stream = { ...stream, practice: true };
    await this.#credentials.keep(this.#stream, credential, 'window');
    this.#log.info(`Practice simulator listens on ${origin}`);
    this.#changed.fire();
    return this.#stream;
  }
}
