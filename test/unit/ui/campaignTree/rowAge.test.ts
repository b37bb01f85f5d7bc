import assert from 'node:assert/strict';

import { ago } from '../../../../src/texts/format.ts';
import { ageChangesAtMs, ageOf } from '../../../../src/ui/campaignTree/rowAge.ts';
import { nowMs, reader } from '../support.ts';

const minuteMs = 60_000;

describe('The age that a row tells', () => {
  it('is none while the reading is fresh, and none that changes where the clock was set back behind it', () => {
    for (const agoMs of [0, 119_999, -119_999]) assert.equal(ageOf(nowMs - agoMs, nowMs), 0);
    assert.equal(ageOf(nowMs + 200_000, nowMs), -1);
    assert.equal(ageChangesAtMs(nowMs + 200_000, nowMs), Infinity);
  });

  it('is another one whenever its words are', () => {
    let told = { age: 0, words: '' };
    for (let agoMs = 120_000; agoMs < 4 * 24 * 60 * minuteMs; agoMs += 20_000) {
      const now = { age: ageOf(nowMs - agoMs, nowMs), words: ago(agoMs, reader) };
      assert.equal(now.age === told.age, now.words === told.words, `${agoMs} ${now.words}`);
      told = now;
    }
  });

  it('changes when it says that it does, not before', () => {
    for (const agoMs of [0, 119_000, 120_000, 3_599_000, 3_600_000, 100_000_000, 200_000_000]) {
      const readAtMs = nowMs - agoMs;
      const changesAtMs = ageChangesAtMs(readAtMs, nowMs);
      assert.ok(changesAtMs > nowMs);
      assert.equal(ageOf(readAtMs, changesAtMs - 1), ageOf(readAtMs, nowMs), String(agoMs));
      assert.notEqual(ageOf(readAtMs, changesAtMs), ageOf(readAtMs, nowMs), String(agoMs));
    }
  });
});
