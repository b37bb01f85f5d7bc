import assert from 'node:assert/strict';

import type { StopOutcome, StopReason } from '../../../../src/stop/index.ts';
import { readinessOf, type CheckResult } from '../../../../src/stop/readinessChecks.ts';
import { proofOfReadiness, proofOfStop, proofOfStops } from '../../../../src/ui/credentials/credentialProof.ts';
import { nowMs, outcome, reasons } from '../support.ts';

const refusals: readonly StopReason[] = ['tokenExpired', 'unauthorized', 'forbidden'];
const verdicts = ['stopped', 'accepted', 'notStopped', 'unknown'] as const;

describe('What a stop shows of its credential', () => {
  const proof = (more: Partial<StopOutcome> & Pick<StopOutcome, 'verdict'>) => proofOfStop(outcome(more));

  it('is that it works, where Kore took the stop or a state was read with it', () => {
    assert.equal(proof({ verdict: 'stopped', confirmedBy: 'reply', httpStatus: 200 }), 'works');
    assert.equal(proof({ verdict: 'accepted', reason: 'notConfirmed', httpStatus: 200 }), 'works');
    assert.equal(proof({ verdict: 'notStopped', reason: 'stillRunning', state: 'Active', httpStatus: 503 }), 'works');
    assert.equal(proof({ verdict: 'notStopped', reason: 'refused', state: 'Active', httpStatus: 409 }), 'works');
  });

  it('is that it was refused, by Kore or before anything was sent', () => {
    for (const reason of refusals) assert.equal(proof({ verdict: 'notStopped', reason }), 'refused', reason);
    const badInput = (field: string) => proof({ verdict: 'notStopped', reason: 'badInput', details: { field } });
    assert.equal(badInput('clientSecret'), 'refused');
    assert.equal(badInput('campaignId'), 'nothing');
  });

  it('is nothing where Kore did not answer, or the answer is none of Kore’s or not about it', () => {
    for (const reason of reasons) {
      if (refusals.includes(reason)) continue;
      assert.equal(proof({ verdict: 'notStopped', reason }), 'nothing', reason);
      assert.equal(proof({ verdict: 'unknown', reason }), 'nothing', reason);
    }
  });

  it('is never that it works where the last answer was 401 or 403', () => {
    for (const verdict of verdicts) {
      for (const httpStatus of [401, 403]) {
        for (const state of ['Active', 'Stopped']) assert.notEqual(proof({ verdict, httpStatus, state }), 'works');
      }
    }
  });
});

describe('What stops in one stream show of the credential that signed them', () => {
  const works = outcome({ verdict: 'stopped', confirmedBy: 'reply', httpStatus: 200 });
  const refused = outcome({ verdict: 'notStopped', reason: 'forbidden', httpStatus: 403 });
  const nothing = outcome({ verdict: 'notStopped', reason: 'noConnection' });

  it('is that it works where one of them does, in whatever order', () => {
    assert.equal(proofOfStops([refused, nothing, works]), 'works');
    assert.equal(proofOfStops([works, nothing, refused]), 'works');
  });

  it('is that it was refused where one of them was and none of them worked', () => {
    assert.equal(proofOfStops([nothing, refused]), 'refused');
    assert.equal(proofOfStops([refused, nothing]), 'refused');
  });

  it('is nothing where none of them shows anything, or none was sent', () => {
    assert.equal(proofOfStops([nothing, nothing]), 'nothing');
    assert.equal(proofOfStops([]), 'nothing');
  });
});

describe('What a readiness check shows of its credential', () => {
  const ok = (['input', 'credential', 'host', 'proxy', 'certificate', 'signIn', 'scope'] as const).map(
    (check) => ({ check, result: 'ok' }) as const,
  );
  const proof = (...checks: readonly CheckResult[]) => proofOfReadiness(readinessOf([...ok, ...checks], nowMs));

  it('is that it works where the stream is ready', () => {
    assert.equal(proof(), 'works');
  });

  it('is that it was refused only where Kore did not take it or it cannot be used', () => {
    for (const reason of reasons) {
      const bad = { check: 'signIn', result: 'failed', reason } as const;
      assert.equal(proof(bad), refusals.includes(reason) ? 'refused' : 'nothing', reason);
    }
    const badInput = (field: string) =>
      proof({ check: 'credential', result: 'failed', reason: 'badInput', details: { field } });
    assert.equal(badInput('privateKeyPem'), 'refused');
    assert.equal(badInput('streamId'), 'nothing');
    assert.equal(proof({ check: 'host', result: 'unknown', reason: 'noAnswer' }), 'nothing');
  });
});
