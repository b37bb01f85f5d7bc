import assert from 'node:assert/strict';

import { createRedactor } from '../../../../src/kore/redact.ts';
import { TypedStream } from '../../../../src/ui/commands/typedStream.ts';

const typed = {
  host: 'https://eu.example',
  accountId: 'a-1',
  streamId: 'st-1',
  name: 'Mine',
  tier: 'staging',
} as const;

function open(): TypedStream {
  return new TypedStream(createRedactor().clean);
}

describe('What was typed of a stream that was not added', () => {
  it('is offered the next time, and no longer once it was added', () => {
    const memory = open();
    assert.deepEqual(memory.besides({}), {});
    memory.keep(typed);
    assert.deepEqual(memory.besides({}), typed);
    memory.keep({ host: typed.host });
    assert.deepEqual(memory.besides({}), { host: typed.host });
    memory.forget();
    assert.deepEqual(memory.besides({}), {});
  });

  it('is offered beside what the caller knows for its own host only', () => {
    const memory = open();
    memory.keep(typed);
    assert.deepEqual(memory.besides({ host: typed.host }), typed);
    assert.deepEqual(memory.besides({ host: 'https://us.example' }), {});
  });

  it('has nothing else of what was pasted: no token, no campaign, no iid', () => {
    const memory = open();
    memory.keep({ ...typed, token: 'opaque', campaignId: 'cd-1', iid: 'st-2' } as typeof typed);
    assert.deepEqual(memory.besides({}), typed);
  });

  it('has no token that was put into a box for something else', () => {
    const memory = open();
    memory.keep({ ...typed, accountId: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln' });
    assert.deepEqual(Object.keys(memory.besides({})), ['host', 'streamId', 'name', 'tier']);
  });
});
