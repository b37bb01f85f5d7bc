import assert from 'node:assert/strict';

import { withSharedNames } from '../../../src/streams/sharedNames.ts';
import type { ConfiguredStream } from '../../../src/streams/stream.ts';

const streamOf = (name: string, streamId: string): ConfiguredStream => ({
  name,
  host: 'https://a.example.com',
  accountId: '68f1c0a94d2e7b5136a8e07c',
  streamId,
  campaigns: [],
});

describe('withSharedNames', () => {
  it('marks the streams of which the name is not theirs alone, and leaves the others as they are', () => {
    const streams = [streamOf('Acme', 'st-1'), streamOf('Other', 'st-2'), streamOf('Acme', 'st-3')];
    const marked = withSharedNames(streams);
    assert.deepEqual(
      marked.map(({ sharesName }) => sharesName),
      [true, undefined, true],
    );
    assert.equal(marked[1], streams[1]);
  });
});
