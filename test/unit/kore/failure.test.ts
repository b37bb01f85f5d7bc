import assert from 'node:assert/strict';

import { clockAheadMs } from '../../../src/kore/failure.ts';
import type { Reply } from '../../../src/kore/transport.ts';

const startedAtMs = Date.UTC(2026, 10, 23, 2, 10, 0);

function dated(date: string | undefined): Reply {
  return {
    kind: 'reply',
    status: 401,
    body: { kind: 'text', text: '', bytes: 0 },
    ...(date === undefined ? {} : { date }),
    startedAtMs,
    endedAtMs: startedAtMs + 2000,
  };
}

describe('clockAheadMs', () => {
  it('compares the server’s Date with the middle of the exchange', () => {
    assert.equal(clockAheadMs(dated('Mon, 23 Nov 2026 02:10:01 GMT')), 0);
    assert.equal(clockAheadMs(dated('Mon, 23 Nov 2026 02:00:01 GMT')), 600_000);
    assert.equal(clockAheadMs(dated('Mon, 23 Nov 2026 02:20:01 GMT')), -600_000);
  });

  it('tells nothing without a usable Date', () => {
    assert.equal(clockAheadMs(dated(undefined)), undefined);
    assert.equal(clockAheadMs(dated('yesterday')), undefined);
  });
});
