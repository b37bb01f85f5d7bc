import assert from 'node:assert/strict';

import {
  isSameCampaign,
  keptName,
  readMinutes,
  readTimer,
  timedTier,
  timerText,
  type SafetyTimer,
} from '../../../../src/stop/safetyTimer/timer.ts';
import { minuteMs, startMs, threeMinutes } from '../../support/timerWindows.ts';

const timer: SafetyTimer = {
  id: '0123456789abcdef',
  stream: threeMinutes.stream,
  tier: 'staging',
  campaignId: 'cd-1',
  setAtMs: startMs,
  dueAtMs: startMs + minuteMs,
};

describe('Where a safety timer may be set', () => {
  it('is staging, development and practice', () => {
    assert.equal(timedTier({ tier: 'staging' }), 'staging');
    assert.equal(timedTier({ tier: 'development' }), 'development');
    assert.equal(timedTier({ practice: true }), 'practice');
  });

  it('is never production, and never a stream without a tier', () => {
    assert.equal(timedTier({ tier: 'production' }), undefined);
    assert.equal(timedTier({}), undefined);
    assert.equal(timedTier({ practice: false }), undefined);
  });
});

describe('The minutes of a safety timer', () => {
  it('are a whole number from 1 to 60', () => {
    assert.deepEqual(['1', ' 15 ', '60', '007'].map(readMinutes), [1, 15, 60, 7]);
    for (const text of ['', ' ', '0', '61', '100', '-1', '1.5', '1e1', '0x10', '5 min', '٣', '1000', '5,'])
      assert.equal(readMinutes(text), undefined, text);
  });
});

describe('The file of a safety timer', () => {
  it('tells all of the timer, and is the same after reading', () => {
    for (const one of [timer, { ...timer, campaignName: 'Checkout “test” ✓', tier: 'practice' } as const]) {
      assert.deepEqual(readTimer(one.id, timerText(one)), one);
    }
  });

  it('takes sixty minutes, and no millisecond more', () => {
    const longest = { ...timer, dueAtMs: startMs + 60 * minuteMs };
    assert.deepEqual(readTimer(timer.id, timerText(longest)), longest);
    const longer = { ...timer, dueAtMs: startMs + 60 * minuteMs + 1 };
    assert.equal(readTimer(timer.id, timerText(longer)), 'it waits for too long');
  });

  it('says what is wrong with it', () => {
    const changed = (change: object): unknown =>
      readTimer(timer.id, JSON.stringify({ ...(JSON.parse(timerText(timer)) as object), ...change }));
    assert.equal(changed({ v: 0 }), 'it is of another version');
    assert.equal(changed({ stream: { ...timer.stream, accountId: '' } }), 'its accountId is wrong');
    assert.equal(changed({ stream: { ...timer.stream, streamId: 'a b' } }), 'its streamId is wrong');
    assert.equal(changed({ stream: { ...timer.stream, origin: 'http://platform.kore.ai' } }), 'its origin is wrong');
    assert.equal(changed({ stream: { ...timer.stream, name: '\u0007' } }), 'its name is wrong');
    assert.equal(changed({ campaignName: '' }), 'its campaignName is wrong');
    assert.equal(changed({ campaignName: null }), 'its campaignName is wrong');
    assert.equal(changed({ tier: 'production' }), 'its tier is wrong');
    assert.equal(changed({ setAt: '2026-11-23 02:10:45' }), 'a time in it is wrong');
    assert.equal(readTimer(timer.id, 'null'), 'it is no JSON object');
  });

  it('keeps a name that is fit for it, and no other', () => {
    assert.deepEqual(keptName('Checkout test'), { campaignName: 'Checkout test' });
    for (const name of [undefined, '', ' ', 'a\u0000b', 'x'.repeat(201)]) assert.deepEqual(keptName(name), {});
  });
});

describe('Two safety timers', () => {
  it('are of the same campaign when host, account, stream and id are the same, whatever its name', () => {
    assert.ok(isSameCampaign(timer, { ...timer, campaignId: 'cd-1', stream: { ...timer.stream, name: 'Other' } }));
    assert.ok(!isSameCampaign(timer, { ...timer, campaignId: 'cd-2' }));
    for (const part of ['origin', 'accountId', 'streamId'] as const)
      assert.ok(!isSameCampaign(timer, { ...timer, stream: { ...timer.stream, [part]: 'other' } }), part);
  });
});
