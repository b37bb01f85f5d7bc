import type { Memento } from 'vscode';

import { streamKey } from '../../streams/streamKey.ts';
import type { Stream } from '../../streams/stream.ts';
import { Emitter } from '../emitter.ts';

const prefix = 'kore.pinned ';

/** Streams that the person wants to see first. Kept on this computer, each by itself: windows overwrite nothing. */
export class PinnedStreams {
  readonly #memory: Pick<Memento, 'get' | 'update'>;
  readonly #changed = new Emitter<undefined>();

  readonly onDidChange = this.#changed.event;

  constructor(memory: Pick<Memento, 'get' | 'update'>) {
    this.#memory = memory;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  isPinned(stream: Stream): boolean {
    return this.#memory.get(prefix + streamKey(stream)) === true;
  }

  async pin(stream: Stream, pinned: boolean): Promise<void> {
    await this.#memory.update(prefix + streamKey(stream), pinned ? true : undefined);
    this.#changed.fire(undefined);
  }
}
