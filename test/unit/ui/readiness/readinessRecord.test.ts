import assert from 'node:assert/strict';

import { readinessChecks, readinessOf, type CheckResult } from '../../../../src/stop/readinessChecks.ts';
import {
  hasLookedForCampaigns,
  isTrusted,
  readRecord,
  recordOf,
  trustedForMs,
} from '../../../../src/ui/readiness/readinessRecord.ts';
import { nowMs, reasons } from '../support.ts';

const refused = readinessOf(
  [
    {
      check: 'scope',
      result: 'failed',
      reason: 'forbidden',
      httpStatus: 403,
      details: { koreMessage: 'No', missing: 2 },
    },
  ],
  nowMs,
);
const record = recordOf(refused, nowMs - 5, 'st-1');

describe('A remembered readiness check', () => {
  it('is read as it was kept', () => {
    for (const one of [record, recordOf(refused, undefined, undefined)]) {
      assert.deepEqual(readRecord(JSON.parse(JSON.stringify(one))), one);
    }
    assert.equal(record.checkedAtMs, nowMs);
  });

  it('is none when anything in it is odd', () => {
    const [first, ...others] = record.checks;
    const odd: readonly unknown[] = [
      undefined,
      null,
      'ready',
      [],
      {},
      { ...record, checkedAtMs: 'today' },
      { ...record, checkedAtMs: -1 },
      { ...record, checkedAtMs: 9e15 },
      { ...record, checks: [] },
      { ...record, checks: others },
      { ...record, checks: [...others, first] },
      { ...record, checks: [{ ...first, result: 'fine' }, ...others] },
      { ...record, checks: [{ ...first, reason: 'cancelled' }, ...others] },
      { ...record, checks: [{ ...first, httpStatus: 12 }, ...others] },
      { ...record, checks: [{ ...first, details: { a: {} } }, ...others] },
      { ...record, checks: [{ ...first, details: { a: 'x'.repeat(501) } }, ...others] },
      { ...record, credentialSetAtMs: '1' },
      { ...record, iid: 1 },
    ];
    for (const value of odd) assert.equal(readRecord(value), undefined, JSON.stringify(value));
  });

  it('knows each reason that a check can have', () => {
    const never = ['notConfirmed', 'notSendingNow', 'stillRunning', 'interrupted', 'cancelled'];
    for (const reason of reasons.filter((one) => !never.includes(one))) {
      const one = recordOf(readinessOf([{ check: 'host', result: 'failed', reason }], nowMs), undefined, undefined);
      assert.deepEqual(readRecord(one), one, reason);
    }
  });

  it('is trusted for a day, and not at all when it seems to come from the future', () => {
    assert.deepEqual(
      [0, trustedForMs - 1, trustedForMs, -trustedForMs].map((agoMs) => isTrusted(nowMs - agoMs, nowMs)),
      [true, true, false, false],
    );
  });

  it('is whole unless it went well and left out the campaigns in the settings', () => {
    const campaigns = ['cd-1'];
    const withCampaigns = (more: Partial<CheckResult>): ReturnType<typeof readinessOf> =>
      readinessOf(
        readinessChecks.map((check) => ({ check, result: 'ok' as const, ...(check === 'campaigns' ? more : {}) })),
        nowMs,
      );
    assert.equal(hasLookedForCampaigns(withCampaigns({ result: 'unknown' }), { campaigns }), false);
    assert.equal(hasLookedForCampaigns(withCampaigns({ result: 'unknown' }), { campaigns: [] }), true);
    assert.equal(hasLookedForCampaigns(withCampaigns({ result: 'unknown', reason: 'noAnswer' }), { campaigns }), true);
    assert.equal(hasLookedForCampaigns(withCampaigns({}), { campaigns }), true);
    assert.equal(hasLookedForCampaigns(record, { campaigns }), true);
  });
});
