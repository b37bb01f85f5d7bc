import assert from 'node:assert/strict';

import { tokenLifetime } from '../../../src/kore/tokenLifetime.ts';
import { keptLog } from '../support/orders.ts';

describe('tokenLifetime', () => {
  it('takes whole numbers from 60 to 900, as they stand at each request', () => {
    const log = keptLog();
    let value = 0;
    const lifetime = tokenLifetime(() => value, log);
    for (value of [60, 61, 300, 900]) assert.equal(lifetime(), value);
    assert.deepEqual(log.lines, []);
  });

  it('takes 300 when nothing is set', () => {
    const log = keptLog();
    for (const value of [undefined, null]) assert.equal(tokenLifetime(() => value, log)(), 300);
    assert.deepEqual(log.lines, []);
  });

  for (const value of [59, 901, 0, -300, 300.5, NaN, Infinity, '600', true, {}, []]) {
    it(`takes 300 for ${JSON.stringify(value)} (${typeof value}), and warns once`, () => {
      const log = keptLog();
      const lifetime = tokenLifetime(() => value, log);
      assert.deepEqual([lifetime(), lifetime()], [300, 300]);
      assert.equal(log.lines.length, 1);
      assert.match(log.lines[0] ?? '', /kore\.tokenLifetimeSeconds must be .* 60 to 900.*: 300 is used/);
    });
  }

  it('warns again of another bad value, and shows no text that was put there', () => {
    const log = keptLog();
    let value: unknown = 'a secret by mistake';
    const lifetime = tokenLifetime(() => value, log);
    lifetime();
    value = 5;
    lifetime();
    assert.equal(log.lines.length, 2);
    assert.ok(!log.lines.join().includes('secret'));
  });
});
