import assert from 'node:assert/strict';

import { fileName, readFileName } from '../../../../src/stop/journal/fileName.ts';

const window = '0123456789abcdef';

describe('The name of a journal file', () => {
  it('is read as it was written, and sorts by time', () => {
    for (const [facts, name] of [
      [{ startedAtMs: 7, window, part: 0 }, `0000000000007-${window}-0.jsonl`],
      [{ startedAtMs: 1_800_000_000_000, window, part: 123_456 }, `1800000000000-${window}-123456.jsonl`],
      [
        { startedAtMs: 7, window, part: 1, takenBy: 'fedcba9876543210' },
        `0000000000007-${window}-1~fedcba9876543210.jsonl`,
      ],
    ] as const) {
      assert.equal(fileName(facts), name);
      assert.deepEqual(readFileName(name), facts);
    }
    assert.equal(fileName({ startedAtMs: 7.9, window, part: 0 }), `0000000000007-${window}-0.jsonl`);
  });

  it('is no other name', () => {
    const good = `0000000000007-${window}-0.jsonl`;
    for (const name of [
      `x${good}`,
      `${good}.new`,
      `../${good}`,
      good.replace('-0.', '-1234567.'),
      good.replace('-0.', '-.'),
      good.replace('0000000000007', '7'),
      good.replace('abcdef', 'ABCDEF'),
      good.replace('.jsonl', '~1.jsonl'),
      '',
    ]) {
      assert.equal(readFileName(name), undefined, name);
    }
  });
});
