import assert from 'node:assert/strict';

import { retryAfterMs } from '../../../src/kore/retryAfter.ts';

const nowMs = Date.UTC(2026, 10, 23, 2, 10, 45);

describe('retryAfterMs', () => {
  it('reads whole seconds', () => {
    assert.equal(retryAfterMs('0', nowMs), 0);
    assert.equal(retryAfterMs('12', nowMs), 12_000);
    assert.equal(retryAfterMs(' 7 ', nowMs), 7000);
    assert.equal(retryAfterMs('999999999', nowMs), 999_999_999_000);
  });

  it('reads an HTTP date as the time from now', () => {
    assert.equal(retryAfterMs('Mon, 23 Nov 2026 02:11:45 GMT', nowMs), 60_000);
    assert.equal(retryAfterMs('Mon, 23 Nov 2026 02:10:45 GMT', nowMs), 0);
  });

  it('ignores a date that is over', () => {
    assert.equal(retryAfterMs('Mon, 23 Nov 2026 02:10:44 GMT', nowMs), undefined);
  });

  for (const header of [
    undefined,
    '',
    'soon',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    '12s',
    '1 2',
    '12, 13',
    '9999999999',
    '99999999999999999999999999',
    '2026-11-23T02:11:45Z',
    'Mon, 23 Nov 2026 02:11:45',
    'Mon, 23 Nov 2026 02:11:45 +0100',
    'Monday, 23-Nov-26 02:11:45 GMT',
    'Mon, 23 Nov 2026 25:11:45 GMT',
    'Mon, 23 Xyz 2026 02:11:45 GMT',
    'Sun, 31 Feb 2027 02:11:45 GMT',
    'Tue, 23 Nov 2026 02:11:45 GMT',
  ]) {
    it(`ignores ${JSON.stringify(header)}`, () => {
      assert.equal(retryAfterMs(header, nowMs), undefined);
    });
  }
});
