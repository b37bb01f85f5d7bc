import assert from 'node:assert/strict';

import { clockAheadMs, failureOf } from '../../../src/kore/failure.ts';
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

describe('failureOf', () => {
  const withStatus = (status: number): Reply => ({ ...dated(undefined), status });

  it('goes by the status, to the ends of each range', () => {
    for (const [reason, ...statuses] of [
      ['badReply', 101, 199, 200, 299, 600],
      ['redirected', 300, 302, 399],
      ['refused', 400, 402, 405, 406, 409, 422, 499],
      ['unauthorized', 401],
      ['forbidden', 403],
      ['notFound', 404],
      ['proxy', 407],
      ['rateLimited', 429],
      ['serverError', 408, 425, 500, 503, 599],
    ] as const) {
      for (const status of statuses) assert.equal(failureOf(withStatus(status), true), reason, String(status));
    }
  });

  it('blames the clock for a 401 from more than a minute on, for a token that was signed here', () => {
    const middleMs = startedAtMs + 1000;
    const reason = (aheadMs: number, signedHere = true): string =>
      failureOf(dated(new Date(middleMs - aheadMs).toUTCString()), signedHere);
    assert.deepEqual([reason(60_000), reason(-60_000)], ['unauthorized', 'unauthorized']);
    assert.deepEqual([reason(61_000), reason(-61_000)], ['clockSkew', 'clockSkew']);
    assert.equal(reason(61_000, false), 'unauthorized');
    assert.equal(failureOf(dated(undefined), true), 'unauthorized');
  });
});
