import assert from 'node:assert/strict';

import { PinnedStreams } from '../../../../src/ui/campaigns/pinnedStreams.ts';
import { stream } from '../support.ts';

describe('Pinned streams', () => {
  const useMemory = () => {
    const kept = new Map<string, unknown>();
    const update = (key: string, value: unknown): Promise<void> => {
      if (value === undefined) kept.delete(key);
      else kept.set(key, value);
      return Promise.resolve();
    };
    return { kept, get: (key: string): never => kept.get(key) as never, update };
  };

  it('are kept by host, account and stream, not by name', async () => {
    const memory = useMemory();
    await new PinnedStreams(memory).pin(stream, true);
    const pins = new PinnedStreams(memory);
    assert.ok(pins.isPinned({ ...stream, name: 'Renamed', host: 'HTTPS://Platform.kore.ai/' }));
    for (const other of [{ host: 'https://eu.kore.ai' }, { accountId: 'b' }, { streamId: 'st-2' }]) {
      assert.ok(!pins.isPinned({ ...stream, ...other }));
    }
  });

  it('leave nothing behind when they are let go, and tell of both', async () => {
    const memory = useMemory();
    const pins = new PinnedStreams(memory);
    let told = 0;
    pins.onDidChange(() => (told += 1));
    await pins.pin(stream, true);
    await pins.pin(stream, false);
    assert.deepEqual([memory.kept.size, told, pins.isPinned(stream)], [0, 2, false]);
  });

  it('are none where something else lies there', () => {
    const memory = useMemory();
    const pins = new PinnedStreams({ ...memory, get: () => 'yes' as never });
    assert.equal(pins.isPinned(stream), false);
  });
});
