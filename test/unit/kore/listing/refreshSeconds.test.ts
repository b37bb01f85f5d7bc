import assert from 'node:assert/strict';

import { refreshSeconds } from '../../../../src/kore/listing/refreshSeconds.ts';
import { keptLog } from '../../support/orders.ts';

function secondsOf(value: unknown): { readonly seconds: number; readonly warnings: readonly string[] } {
  const log = keptLog();
  const read = refreshSeconds(() => value, log);
  const seconds = read();
  assert.equal(read(), seconds);
  return { seconds, warnings: log.lines };
}

describe('The time after which a list is read again', () => {
  it('is what was set: never, or from half a minute to an hour', () => {
    for (const value of [0, 30, 60, 61, 3600]) assert.deepEqual(secondsOf(value), { seconds: value, warnings: [] });
  });

  it('is a minute where nothing is set', () => {
    for (const value of [undefined, null]) assert.deepEqual(secondsOf(value), { seconds: 60, warnings: [] });
  });

  it('is the nearest that can be used of any other number, and a minute of what is none; that is told once', () => {
    for (const [value, used, shown = `${value as number}`] of [
      [1, 30],
      [29.9, 30],
      [45.4, 45],
      [3601, 3600],
      [Infinity, 3600],
      [-1, 60],
      [-0.5, 60],
      [NaN, 60],
      ['90', 60, 'string'],
      [true, 60, 'boolean'],
      [{}, 60, 'object'],
    ] as const) {
      const { seconds, warnings } = secondsOf(value);
      assert.equal(seconds, used, shown);
      assert.deepEqual(warnings, [
        `kore.refreshSeconds must be 0 or a whole number from 30 to 3600, not ${shown}: ${used} is used`,
      ]);
    }
  });

  it('is told again of another value', () => {
    const log = keptLog();
    let value: unknown = 1;
    const read = refreshSeconds(() => value, log);
    read();
    value = 2;
    read();
    assert.equal(log.lines.length, 2);
  });
});
