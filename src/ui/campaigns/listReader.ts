import type { ListPage, Listing, Online, WhichList } from '../../online.ts';
import type { Credential } from '../../streams/stream.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { UsedCredential } from '../texts/reasonFacts.ts';
import { toError } from '../toError.ts';
import type { Listed, ListFailure, StreamMemory } from './streamMemory.ts';

/** What reading a list takes from outside. */
export interface ReaderPorts {
  credentialOf(
    stream: KnownStream,
  ): Promise<
    | { readonly kind: 'found'; readonly credential: Credential; describe?(): Promise<UsedCredential> }
    | { readonly kind: 'none' }
    | { readonly kind: 'failed'; readonly words: string }
  >;
  online(): Promise<Pick<Online, 'listPage'>>;
  now(): number;
}

/** Whose list is read, and who hears of it. */
export interface ReaderTarget {
  readonly memory: (stream: KnownStream) => StreamMemory;
  readonly shown: () => WhichList;
  /** Something of the list is not as it was. */
  readonly changed: (stream: KnownStream) => void;
  readonly listed: (stream: KnownStream, listed: Listed, beganAtMs: number) => void;
}

/** Of the pages that are shown, so many are read again when the person asks for it; the others keep their time. */
const mostPagesAtOnce = 5;

/** Reads lists page by page, none twice at the same time. */
export class ListReader {
  readonly #ports: ReaderPorts;
  readonly #target: ReaderTarget;

  constructor(ports: ReaderPorts, target: ReaderTarget) {
    this.#ports = ports;
    this.#target = target;
  }

  /** As far as the lists are shown, five pages of each at the most. */
  async refresh(stream: KnownStream, lists: readonly WhichList[]): Promise<void> {
    const memory = this.#target.memory(stream);
    for (const which of lists) {
      let index = 0;
      do {
        if (!(await this.read(stream, which, index))) break;
        index += 1;
      } while (index < Math.min(memory.last(which)?.pages.length ?? 0, mostPagesAtOnce));
    }
  }

  /** False when it could not be read. */
  read(stream: KnownStream, which: WhichList, index: number): Promise<boolean> {
    const { reads } = this.#target.memory(stream);
    const key = `${which} ${index}`;
    const running = reads.get(key) ?? this.#readPage(stream, which, index).finally(() => reads.delete(key));
    reads.set(key, running);
    return running;
  }

  async #readPage(stream: KnownStream, which: WhichList, index: number): Promise<boolean> {
    const { memory: memoryOf, shown, changed, listed } = this.#target;
    const memory = memoryOf(stream);
    const shownBefore = shown();
    const beganAtMs = this.#ports.now();
    if (which === 'sending' && index === 0) memory.askedAtMs = beganAtMs;
    if (memory.lists[which].kind === 'never') memory.lists[which] = { kind: 'reading' };
    if (memory.lists[which].kind === 'reading' || index > 0) changed(stream);
    const onHeld = (untilMs: number): void => {
      memory.heldUntilMs = untilMs;
      changed(stream);
    };
    const listing = await this.#list(stream, { which, page: index, onHeld });
    memory.heldUntilMs = undefined;
    // Only what sends is shown by now.
    if (which === 'all' && shown() !== shownBefore) return false;
    if (listing.kind === 'listed') memory.keep(which, index, listing);
    else memory.fail(which, { ...listing, atMs: this.#ports.now() });
    changed(stream);
    if (listing.kind === 'listed') listed(stream, listing, beganAtMs);
    return listing.kind === 'listed';
  }

  async #list(stream: KnownStream, page: ListPage): Promise<Listing | Omit<ListFailure, 'atMs'>> {
    const found = await this.#ports.credentialOf(stream);
    if (found.kind === 'failed') return { kind: 'failed', reason: 'secretStore', details: { words: found.words } };
    try {
      const online = await this.#ports.online();
      if (found.kind === 'none') return await online.listPage(stream, undefined, page);
      const listing = await online.listPage(stream, found.credential, page);
      const credential = listing.kind === 'failed' ? await found.describe?.() : undefined;
      return { ...listing, ...(credential === undefined ? {} : { credential }) };
    } catch (error: unknown) {
      return { kind: 'failed', reason: 'badReply', details: { koreMessage: toError(error).message } };
    }
  }
}
