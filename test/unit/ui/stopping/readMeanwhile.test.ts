import assert from 'node:assert/strict';

import type { Online } from '../../../../src/online.ts';
import { beforeOf, readMeanwhile, withRead } from '../../../../src/ui/stopping/readMeanwhile.ts';
import { secretCredential } from '../../support/orders.ts';
import { at, campaign, listed, listedCampaign, nowMs, without } from '../support.ts';

const fact = { kind: 'read', at: at(500), state: 'Active', sent: 41_210 } as const;
const read = { kind: 'read', fact, row: { ...listedCampaign, state: 'Ready', scheduled: true } } as const;

describe('What is read while the question is on the screen', () => {
  const onlineThat =
    (checkNow: Online['checkNow']): (() => Promise<Online>) =>
    () =>
      Promise.resolve({ checkNow } as Partial<Online> as Online);

  it('is there for whoever takes it later', async () => {
    const meanwhile = readMeanwhile(
      campaign,
      secretCredential,
      onlineThat(() => Promise.resolve(read)),
    );
    await new Promise(setImmediate);
    assert.equal(meanwhile.take(), read);
  });

  it('is not waited for, and ends when it is not needed any more', async () => {
    let signal: AbortSignal | undefined;
    const never = onlineThat((_stream, _credential, _id, given) => {
      signal = given;
      return new Promise(() => undefined);
    });
    const meanwhile = readMeanwhile(campaign, secretCredential, never);
    await new Promise(setImmediate);
    assert.equal(signal?.aborted, false);
    assert.equal(meanwhile.take(), undefined);
    assert.equal(signal.aborted, true);
  });

  it('is nothing where it fails', async () => {
    for (const checkNow of [
      () => Promise.resolve({ kind: 'failed', reason: 'forbidden', details: {} } as const),
      () => Promise.reject(new Error('a bug')),
    ]) {
      const meanwhile = readMeanwhile(campaign, secretCredential, onlineThat(checkNow));
      await new Promise(setImmediate);
      assert.equal(meanwhile.take(), undefined);
    }
  });
});

describe('What was known before a stop', () => {
  it('is what was read while the question was on the screen', () => {
    assert.deepEqual(beforeOf(listed(), read, nowMs), { before: { state: 'Active', readAt: at(500), sent: 41_210 } });
  });

  it('else is what a list told, unless that is old', () => {
    const known = { before: { state: 'Active', readAt: at(4000), sent: 41_203 } };
    assert.deepEqual(beforeOf(listed(), undefined, nowMs), known);
    assert.deepEqual(beforeOf(listed({}, 120_000), undefined, nowMs), {});
    assert.deepEqual(beforeOf(campaign, undefined, nowMs), {});
  });
});

describe('A campaign that was read while the question was on the screen', () => {
  it('has the row with the state of the status call, and the name where it had none', () => {
    const known = withRead(without(campaign, 'name'), read);
    assert.deepEqual(
      [known.name, known.listed?.state, known.listed?.scheduled, known.readAtMs],
      ['Black Friday blast', 'Active', true, nowMs - 500],
    );
  });

  it('keeps the name that the settings give it', () => {
    assert.equal(withRead({ ...campaign, name: 'Mine' }, read).name, 'Mine');
  });

  it('is as it was where no row was found', () => {
    assert.equal(withRead(campaign, { kind: 'read', fact }), campaign);
    assert.equal(withRead(campaign, undefined), campaign);
  });
});
