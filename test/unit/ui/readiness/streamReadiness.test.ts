import assert from 'node:assert/strict';

import { readinessOf } from '../../../../src/stop/readinessChecks.ts';
import type { ListFailure, ListState } from '../../../../src/ui/campaigns/campaignBoard.ts';
import { recordOf } from '../../../../src/ui/readiness/readinessRecord.ts';
import {
  newestReadiness,
  readinessOfList,
  readinessOfRecord,
  type StreamReadiness,
} from '../../../../src/ui/readiness/streamReadiness.ts';
import { nowMs } from '../support.ts';

const failedList = (reason: ListFailure['reason'], atMs = nowMs): ListState => ({
  kind: 'failed',
  failure: { kind: 'failed', reason, details: {}, atMs },
});
const kindOfList = (reason: ListFailure['reason']): string | undefined => readinessOfList(failedList(reason))?.kind;
const ready = (atMs: number): StreamReadiness => ({ kind: 'ready', atMs });
const failed = (atMs: number): StreamReadiness => ({
  kind: 'failed',
  atMs,
  problem: { reason: 'forbidden', details: {} },
});

describe('What is known of a stream’s readiness', () => {
  it('comes from a list too: it is the call that a check makes', () => {
    const last = { readAtMs: 7, pages: [], hasMore: false };
    assert.deepEqual(readinessOfList({ kind: 'listed', last }), { kind: 'ready', atMs: 7 });
    assert.equal(readinessOfList({ kind: 'never' }), undefined);
    assert.equal(readinessOfList({ kind: 'reading' }), undefined);
  });

  it('tells a refusal, which a stop would meet too, from what says nothing of the next try', () => {
    for (const reason of ['forbidden', 'unauthorized', 'clockSkew', 'certificate', 'proxy', 'noConnection'] as const) {
      assert.equal(kindOfList(reason), 'failed', reason);
    }
    for (const reason of ['rateLimited', 'serverError', 'badReply', 'noAnswer', 'notFound'] as const) {
      assert.equal(kindOfList(reason), 'unknown', reason);
    }
    assert.equal(kindOfList('noCredential'), 'noCredential');
    assert.equal(kindOfList('cancelled'), undefined);
  });

  it('names the credential that was refused, of a list and of a check', () => {
    const credential = { label: 'client id …9c1e', keep: 'computer', setAtMs: 5 } as const;
    const refused = { kind: 'failed', reason: 'unauthorized', httpStatus: 401, details: {}, atMs: nowMs } as const;
    const problem = { reason: 'unauthorized', httpStatus: 401, details: {}, credential };
    const told = { kind: 'failed', atMs: nowMs, problem };
    assert.deepEqual(readinessOfList({ kind: 'failed', failure: { ...refused, credential } }), told);
    const check = { check: 'signIn', result: 'failed', reason: 'unauthorized', httpStatus: 401 } as const;
    const record = recordOf(readinessOf([check], nowMs), 5, undefined);
    assert.deepEqual(readinessOfRecord(record, credential), told);
  });

  it('is ready by a check only when nothing that a stop needs is open', () => {
    const names = ['input', 'credential', 'host', 'proxy', 'certificate', 'signIn', 'scope'] as const;
    const ok = names.map((check) => ({ check, result: 'ok' as const }));
    const kindOf = (checks: Parameters<typeof readinessOf>[0]): string =>
      readinessOfRecord(recordOf(readinessOf(checks, nowMs), undefined, undefined), undefined).kind;
    assert.equal(kindOf(ok), 'ready');
    assert.equal(
      kindOf([...ok, { check: 'clock', result: 'failed' }, { check: 'campaigns', result: 'failed' }]),
      'ready',
    );
    for (const check of names) {
      assert.equal(kindOf([...ok, { check, result: 'failed', reason: 'forbidden' }]), 'failed', check);
      assert.equal(kindOf([...ok, { check, result: 'unknown', reason: 'noAnswer' }]), 'unknown', check);
      assert.equal(kindOf([...ok, { check, result: 'unknown' }]), 'unknown', check);
    }
    assert.equal(kindOf([{ check: 'clock', result: 'failed', reason: 'clockSkew' }]), 'unknown');
  });

  it('is what was found last: a refused list takes back “ready”, and one that was read takes back a refusal', () => {
    assert.deepEqual(newestReadiness([ready(1), failed(2)], undefined), failed(2));
    assert.deepEqual(newestReadiness([failed(1), ready(2)], undefined), ready(2));
    assert.deepEqual(newestReadiness([failed(2), ready(1)], undefined), failed(2));
    assert.equal(newestReadiness([undefined, undefined], undefined), undefined);
  });

  it('is nothing that was found before the credential was set', () => {
    const credential = { kind: 'found', label: 'x', keep: 'computer', setAtMs: 5 } as const;
    assert.equal(newestReadiness([ready(1), failed(4)], credential), undefined);
    assert.deepEqual(newestReadiness([ready(1), ready(6)], credential), ready(6));
    assert.deepEqual(newestReadiness([ready(1)], { kind: 'found', label: 'x', keep: 'computer' }), ready(1));
  });

  it('is that there is no credential, whatever was found while there was one', () => {
    assert.deepEqual(newestReadiness([ready(9)], { kind: 'none' }), { kind: 'noCredential' });
    assert.deepEqual(newestReadiness([ready(1), { kind: 'noCredential' }], undefined), { kind: 'noCredential' });
    const credential = { kind: 'found', label: 'x', keep: 'computer', setAtMs: 5 } as const;
    assert.equal(newestReadiness([{ kind: 'noCredential' }], credential), undefined);
  });
});
