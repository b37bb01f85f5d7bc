import assert from 'node:assert/strict';

import type { StopReason } from '../../../src/stop/index.ts';
import {
  firstProblem,
  isReady,
  readinessChecks,
  readinessOf,
  whereItEnded,
  type CheckResult,
  type ReadinessCheck,
} from '../../../src/stop/readinessChecks.ts';

const ok = (check: ReadinessCheck): CheckResult => ({ check, result: 'ok' });
const failed = (check: ReadinessCheck, reason: StopReason): CheckResult => ({ check, result: 'failed', reason });
const unknown = (check: ReadinessCheck, reason: StopReason): CheckResult => ({ check, result: 'unknown', reason });

describe('Where a call ended', () => {
  const toKore = ['host', 'proxy', 'certificate'];
  const ends: readonly (readonly [end: string, passed: readonly string[], reasons: readonly StopReason[]])[] = [
    ['failed credential', [], ['badInput', 'noCredential', 'tokenExpired', 'secretStore']],
    ['failed host', [], ['noConnection', 'redirected']],
    ['failed proxy', [], ['proxy']],
    ['failed certificate', ['host', 'proxy'], ['certificate']],
    ['failed signIn', toKore, ['unauthorized', 'clockSkew']],
    ['failed scope', [...toKore, 'signIn'], ['forbidden']],
    ['unknown scope', toKore, ['notFound', 'refused']],
    ['unknown signIn', toKore, ['rateLimited', 'serverError', 'badReply']],
    ['unknown host', [], ['noAnswer', 'cancelled']],
  ];
  for (const [end, passed, reasons] of ends) {
    it(`is “${end}” after ${reasons.join(', ')}`, () => {
      for (const reason of reasons) {
        const { check, result, passed: before } = whereItEnded(reason);
        assert.deepEqual([`${result} ${check}`, before], [end, passed]);
      }
    });
  }
});

describe('What keeps a stop from working', () => {
  const neededOnes = readinessChecks.slice(0, 7);

  it('is nothing when all that a stop needs is well: a clock and campaigns are told beside it', () => {
    const checks = [...neededOnes.map(ok), failed('clock', 'clockSkew'), unknown('campaigns', 'serverError')];
    assert.equal(firstProblem(checks), undefined);
    assert.ok(isReady(checks));
    const readiness = readinessOf(checks, Date.UTC(2026, 10, 23));
    assert.deepEqual(
      [readiness.ready, readiness.checkedAt, readiness.message],
      [true, '2026-11-23T00:00:00.000Z', 'Ready to stop. The stop call itself was not tried.'],
    );
  });

  for (const check of neededOnes) {
    it(`is ${check} when it failed, or is not known`, () => {
      for (const bad of [failed(check, 'refused'), unknown(check, 'refused')]) {
        const checks = neededOnes.map((one) => (one === check ? bad : ok(one)));
        assert.equal(firstProblem(checks), bad);
        assert.ok(!isReady(checks));
      }
      assert.ok(!readinessOf(neededOnes.filter((one) => one !== check).map(ok), 0).ready);
    });
  }

  it('is what failed before what is not known, and what has a reason before what was not come to', () => {
    const [host, signIn] = [unknown('host', 'noAnswer'), failed('signIn', 'unauthorized')];
    assert.equal(firstProblem([host, signIn, failed('scope', 'forbidden')]), signIn);
    assert.equal(firstProblem([{ check: 'input', result: 'unknown' }, host]), host);
    assert.deepEqual(firstProblem([{ check: 'input', result: 'unknown' }]), { check: 'input', result: 'unknown' });
    assert.match(readinessOf([host, signIn], 0).message, /^Not ready to stop \(signIn: unauthorized\)\./);
    assert.match(readinessOf([], 0).message, /^Not ready to stop \(input: unknown\)\./);
  });
});
