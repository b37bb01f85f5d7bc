import assert from 'node:assert/strict';

import { streamsNamed } from '../../../src/streams/streamsNamed.ts';

const streams = [
  { name: 'Acme Retail', streamId: 'st-1' },
  { name: 'st-1', streamId: 'st-2' },
];

describe('streamsNamed', () => {
  it('finds by name or by stream id, and every one that fits', () => {
    assert.deepEqual(streamsNamed(streams, 'Acme Retail'), [streams[0]]);
    assert.deepEqual(streamsNamed(streams, 'st-2'), [streams[1]]);
    assert.deepEqual(streamsNamed(streams, 'st-1'), streams);
  });

  it('finds none by a part, by other capitals or by nothing', () => {
    for (const given of ['Acme', 'acme retail', '', undefined]) assert.deepEqual(streamsNamed(streams, given), []);
  });
});
