import { EventEmitter, type Disposable } from 'vscode';

import type * as practiceModule from '../practice/index.ts';
import type { Log } from '../kore/caller.ts';
import type { KnownStream } from './campaigns/knownCampaign.ts';
import type { CredentialStore } from './credentials/credentialStore.ts';

/** The practice stream: the simulator in this window, in no settings and gone with the window. */
export class PracticeStream implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #load: () => Promise<typeof practiceModule>;
  readonly #credentials: CredentialStore;
  readonly #log: Log;
  #starting: Promise<practiceModule.Simulator> | undefined;
  #stream: KnownStream | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(load: () => Promise<typeof practiceModule>, credentials: CredentialStore, log: Log) {
    this.#load = load;
    this.#credentials = credentials;
    this.#log = log;
  }

  dispose(): void {
    void this.#starting?.then((simulator) => simulator.close());
    this.#changed.dispose();
  }

  stream(): KnownStream | undefined {
    return this.#stream;
  }

  /** Starts the simulator, once; rejects when no port of this computer can be had. */
  async open(): Promise<KnownStream> {
    this.#starting ??= this.#start();
    try {
      const simulator = await this.#starting;
      this.#stream ??= await this.#enter(simulator);
      return this.#stream;
    } catch (error: unknown) {
      this.#starting = undefined;
      throw error;
    }
  }

  async #start(): Promise<practiceModule.Simulator> {
    const { startSimulator } = await this.#load();
    return startSimulator();
  }

  async #enter(simulator: practiceModule.Simulator): Promise<KnownStream> {
    const stream = { ...simulator.stream, practice: true };
    await this.#credentials.keep(stream, simulator.credential, 'window');
    this.#log.info(`Practice simulator listens on ${simulator.origin}`);
    this.#stream = stream;
    this.#changed.fire();
    return stream;
  }
}
