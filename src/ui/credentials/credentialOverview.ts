import { EventEmitter, type Disposable } from 'vscode';

import type { KeyedStream } from '../../streams/credentialKey.ts';
import { goneStreams, withoutCredential } from '../../streams/credentialGroups.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { CredentialStore } from './credentialStore.ts';

/** Which streams have no credential here, and which credentials have no stream. */
export interface Overview {
  readonly missing: readonly KnownStream[];
  readonly gone: readonly KeyedStream[];
}

const nothingKnown: Overview = { missing: [], gone: [] };

/** The overview as it was last read: it is read when it is first asked for, and when something changed. */
export class CredentialOverview implements Disposable {
  readonly #store: CredentialStore;
  readonly #streams: () => readonly KnownStream[];
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  #known: Overview | undefined;
  #reading = false;
  #again = false;

  readonly onDidChange = this.#changed.event;

  constructor(store: CredentialStore, streams: () => readonly KnownStream[]) {
    this.#store = store;
    this.#streams = streams;
    this.#subscription = store.onDidChange(() => this.#readAgain());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** Streams were added, changed or removed. */
  streamsChanged(): void {
    this.#readAgain();
  }

  /** What is known now; never waits for the secret store. */
  current(): Overview {
    if (this.#known === undefined) void this.#read();
    return this.#known ?? nothingKnown;
  }

  /** Nobody asked yet: nothing is to be read again. */
  #readAgain(): void {
    if (this.#known !== undefined || this.#reading) void this.#read();
  }

  /** One reading at a time: forty credentials that are set together are forty changes. */
  async #read(): Promise<void> {
    this.#again = this.#reading;
    if (this.#reading) return;
    this.#reading = true;
    do {
      this.#again = false;
      this.#known = await this.read();
    } while (this.#wasAskedAgain());
    this.#reading = false;
    this.#changed.fire();
  }

  #wasAskedAgain(): boolean {
    return this.#again;
  }

  /** Reads it now. A secret store that fails is told where a credential is needed, not here. */
  async read(): Promise<Overview> {
    const keys = await this.#store.keys();
    if (keys.kind === 'failed') return nothingKnown;
    const configured = this.#streams().filter((stream) => stream.practice !== true);
    return {
      missing: withoutCredential(configured, [...keys.stored, ...keys.ofWindow]),
      gone: goneStreams(this.#streams(), keys.stored),
    };
  }
}
