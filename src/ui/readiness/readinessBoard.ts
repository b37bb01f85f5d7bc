import { EventEmitter, type Disposable, type Memento } from 'vscode';

import { firstProblem, type Readiness } from '../../stop/readinessChecks.ts';
import { streamKey } from '../../streams/streamKey.ts';
import { isProduction } from '../../streams/stream.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { CampaignBoard } from '../campaigns/campaignBoard.ts';
import type { CredentialDesk } from '../credentials/askForCredential.ts';
import type { CredentialLookup, CredentialStore } from '../credentials/credentialStore.ts';
import { describeCredential } from '../credentials/describeCredential.ts';
import type { UsedCredential } from '../texts/reasonFacts.ts';
import { readRecord, recordOf, type ReadinessRecord } from './readinessRecord.ts';
import {
  newestReadiness,
  readinessOfList,
  readinessOfRecord,
  type CredentialFacts,
  type StreamReadiness,
} from './streamReadiness.ts';

const prefix = 'kore.readiness ';

export interface ReadinessBoardPorts extends Pick<CredentialDesk, 'reader' | 'inspectToken'> {
  readonly board: CampaignBoard;
  readonly credentials: CredentialStore;
  /** Of this computer, over reloads; one entry a stream, so that windows do not overwrite each other's. */
  readonly memory: Memento;
}

/** What is known of whether a stop would work in each stream: checks, kept over a reload, and lists. */
export class ReadinessBoard implements Disposable {
  readonly #ports: ReadinessBoardPorts;
  readonly #changed = new EventEmitter<void>();
  readonly #records = new Map<string, ReadinessRecord>();
  /** What the last list that ended told: while another one is read, that is still the last. */
  readonly #ofLists = new Map<string, StreamReadiness>();
  readonly #credentials = new Map<string, CredentialFacts>();
  readonly #subscriptions: readonly Disposable[];
  #told = '';

  /** Fires when a check was made or forgotten, and when the streams that are not ready are others. */
  readonly onDidChange = this.#changed.event;

  constructor(ports: ReadinessBoardPorts) {
    this.#ports = ports;
    for (const key of ports.memory.keys().filter((one) => one.startsWith(prefix))) {
      const record = readRecord(ports.memory.get(key));
      if (record !== undefined) this.#records.set(key.slice(prefix.length), record);
    }
    this.#subscriptions = [
      ports.board.onDidChange(() => this.#takeFromBoard()),
      ports.credentials.onDidChange(() => void this.#credentialsChanged()),
    ];
    this.#told = this.#notReadyKeys();
  }

  dispose(): void {
    for (const one of this.#subscriptions) one.dispose();
    this.#changed.dispose();
  }

  /** The last check, if it was made of the stream as it is now. */
  record(stream: KnownStream): ReadinessRecord | undefined {
    const record = this.#records.get(streamKey(stream));
    return record?.iid === stream.iid ? record : undefined;
  }

  /** Undefined where nothing is known: nobody has asked yet. */
  readiness(stream: KnownStream): StreamReadiness | undefined {
    const key = streamKey(stream);
    const record = this.record(stream);
    const credential = this.#credentials.get(key);
    // Another credential would have made it another record.
    const used = credential?.kind === 'found' ? credential : undefined;
    const ofRecord = record === undefined ? undefined : readinessOfRecord(record, used);
    return newestReadiness([ofRecord, this.#ofLists.get(key)], credential);
  }

  /** Known once the secret store was looked into. */
  credential(stream: KnownStream): CredentialFacts | undefined {
    return this.#credentials.get(streamKey(stream));
  }

  /**
   * Streams with production campaigns, or without a tier, in which a stop would fail by what is known last. A stream
   * without a credential on this computer is not among them: it may be meant for somebody else's.
   */
  notReady(): readonly KnownStream[] {
    return this.#ports.board
      .streams()
      .filter(
        (stream) => stream.practice !== true && isProduction(stream.tier) && this.readiness(stream)?.kind === 'failed',
      );
  }

  /** Keeps a check that came to an end; over a reload only where its credential is kept so, too. */
  async remember(stream: KnownStream, readiness: Readiness, used: CredentialLookup): Promise<void> {
    const problem = firstProblem(readiness.checks);
    const ownCredential = used.kind === 'found' && used.keep === 'once';
    if (stream.practice === true || ownCredential || problem?.reason === 'cancelled') return;
    const key = streamKey(stream);
    await this.#note(key, used);
    if (used.kind !== 'found') {
      this.#changed.fire();
      return;
    }
    const record = recordOf(readiness, used.setAtMs, stream.iid);
    this.#records.set(key, record);
    this.#changed.fire();
    await this.#store(key, used.keep === 'computer' ? record : undefined);
    // It can have been changed while it was tried.
    await this.#note(key, await this.#ports.credentials.find(stream));
  }

  /** What of a credential may be told. */
  describe(credential: Extract<CredentialLookup, { kind: 'found' }>): Promise<UsedCredential> {
    return describeCredential(credential, this.#ports);
  }

  /** Looks into the secret store, and forgets the checks that were made with another credential. */
  async lookUp(stream: KnownStream): Promise<CredentialLookup> {
    const found = await this.#ports.credentials.find(stream);
    await this.#note(streamKey(stream), found);
    return found;
  }

  async #note(key: string, found: CredentialLookup): Promise<void> {
    // A store that fails says nothing of what is in it.
    if (found.kind === 'failed') return;
    const facts = found.kind === 'none' ? found : { kind: found.kind, ...(await this.describe(found)) };
    const before = this.#credentials.get(key);
    const sameAsBefore = JSON.stringify(before) === JSON.stringify(facts);
    if (!sameAsBefore) this.#credentials.set(key, facts);
    const record = this.#records.get(key);
    const setAtMs = facts.kind === 'found' ? facts.setAtMs : undefined;
    const another = record !== undefined && (facts.kind === 'none' || record.credentialSetAtMs !== setAtMs);
    if (another) this.#forget(key);
    if (another || !sameAsBefore) this.#changed.fire();
  }

  #forget(key: string): void {
    this.#records.delete(key);
    void this.#store(key, undefined);
  }

  async #store(key: string, record: ReadinessRecord | undefined): Promise<void> {
    try {
      await this.#ports.memory.update(prefix + key, record);
    } catch {
      // This window knows it all the same; after a reload it is asked again.
    }
  }

  async #credentialsChanged(): Promise<void> {
    const known = this.#ports.board
      .streams()
      .filter((stream) => this.#credentials.has(streamKey(stream)) || this.#records.has(streamKey(stream)));
    for (const stream of known) await this.lookUp(stream);
  }

  #takeFromBoard(): void {
    const { board } = this.#ports;
    const streams = new Map(board.streams().map((stream) => [streamKey(stream), stream]));
    for (const [key, stream] of streams) {
      const told = readinessOfList(board.listState(stream));
      if (told !== undefined) this.#ofLists.set(key, told);
    }
    for (const [key, { iid }] of this.#records) {
      const stream = streams.get(key);
      if (stream === undefined || stream.iid !== iid) this.#forget(key);
    }
    const told = this.#notReadyKeys();
    if (told === this.#told) return;
    this.#told = told;
    this.#changed.fire();
  }

  #notReadyKeys(): string {
    return this.notReady().map(streamKey).join('\n');
  }
}
