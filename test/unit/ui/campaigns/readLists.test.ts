import assert from 'node:assert/strict';

import { freshForMs, type KnownStream } from '../../../../src/texts/knownCampaign.ts';
import type { ListState } from '../../../../src/ui/campaigns/campaignBoard.ts';
import { notReadLately, readLists, type ListsRead } from '../../../../src/ui/campaigns/readLists.ts';
import type { StopReason } from '../../../../src/stop/index.ts';
import { nowMs, stream } from '../support.ts';

const streamsOf = (...names: readonly string[]): readonly KnownStream[] => names.map((name) => ({ ...stream, name }));
const many = (count: number): readonly KnownStream[] =>
  streamsOf(...Array.from({ length: count }, (_, index) => `s${index}`));

const listedAt = (readAtMs: number): ListState => ({ kind: 'listed', last: { pages: [], readAtMs, hasMore: false } });
const failed = (reason: StopReason): ListState => ({
  kind: 'failed',
  failure: { kind: 'failed', reason, details: {}, atMs: nowMs },
});

/** Lists that come only when they are let go. */
class Lists {
  readonly asked: string[] = [];
  readonly #states = new Map<string, ListState>();
  readonly #waiting = new Map<string, () => void>();

  listState({ name }: KnownStream): ListState {
    return this.#states.get(name) ?? { kind: 'never' };
  }

  refreshFirstPage({ name }: KnownStream): Promise<void> {
    this.asked.push(name);
    return new Promise((resolve) => this.#waiting.set(name, resolve));
  }

  /** Ends the reading, and lets go on whoever waited. */
  async comes(name: string, state: ListState): Promise<void> {
    this.#states.set(name, state);
    this.#waiting.get(name)?.();
    await new Promise(setImmediate);
  }
}

describe('The lists that the picker reads', () => {
  const begin = (
    streams: readonly KnownStream[],
  ): { lists: Lists; told: ListsRead[]; close: AbortController; end: Promise<void> } => {
    const lists = new Lists();
    const told: ListsRead[] = [];
    const close = new AbortController();
    const end = readLists(streams, lists, (progress) => told.push(progress), close.signal);
    return { lists, told, close, end };
  };

  it('are those that were not read in the last two minutes', () => {
    const lists = new Lists();
    void lists.comes('fresh', listedAt(nowMs - freshForMs + 1));
    void lists.comes('old', listedAt(nowMs - freshForMs));
    void lists.comes('failed', failed('noAnswer'));
    assert.deepEqual(
      notReadLately(streamsOf('fresh', 'old', 'failed', 'never'), lists, nowMs).map(({ name }) => name),
      ['old', 'failed', 'never'],
    );
  });

  it('are five at the most, all asked for at once, and told as they come', async () => {
    const { lists, told, end } = begin(many(12));
    assert.deepEqual(lists.asked, ['s0', 's1', 's2', 's3', 's4']);
    for (const name of ['s3', 's0', 's1', 's4', 's2']) await lists.comes(name, listedAt(nowMs));
    await end;
    assert.deepEqual(lists.asked.length, 5);
    assert.deepEqual(
      told.map(({ read, of }) => `${read} of ${of}`),
      ['0 of 5', '1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5'],
    );
  });

  it('are as many as there are', async () => {
    const { lists, told, end } = begin(many(2));
    await lists.comes('s1', failed('serverError'));
    await lists.comes('s0', listedAt(nowMs));
    await end;
    assert.deepEqual(told.at(-1), { read: 2, of: 2 });
  });

  for (const reason of ['noCredential', 'secretStore', 'badInput', 'tokenExpired'] as const) {
    it(`leave the turn to the next where nothing could be asked: ${reason}`, async () => {
      const { lists, told, end } = begin(many(7));
      for (const name of ['s0', 's1']) await lists.comes(name, failed(reason));
      assert.deepEqual(lists.asked, ['s0', 's1', 's2', 's3', 's4', 's5', 's6']);
      for (const name of ['s2', 's3', 's4', 's5', 's6']) await lists.comes(name, listedAt(nowMs));
      await end;
      assert.deepEqual(told.at(-1), { read: 5, of: 5 });
    });
  }

  it('do not count those that could not be asked', async () => {
    const { lists, told, end } = begin(many(3));
    await lists.comes('s0', failed('noCredential'));
    await lists.comes('s1', listedAt(nowMs));
    await lists.comes('s2', listedAt(nowMs));
    await end;
    assert.deepEqual(told.at(-1), { read: 2, of: 2 });
  });

  it('are no more once the picker is closed', async () => {
    const { lists, close, end } = begin(many(12));
    close.abort();
    for (const name of ['s0', 's1', 's2', 's3', 's4']) await lists.comes(name, failed('noCredential'));
    await end;
    assert.deepEqual(lists.asked.length, 5);
  });
});
