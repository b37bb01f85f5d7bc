import assert from 'node:assert/strict';

import { prepareAccess } from '../../../src/kore/access.ts';
import { ids, secretCredential, streamAt } from '../support/orders.ts';

const nowMs = Date.UTC(2026, 10, 23, 2, 10, 45);

/** A token that says of itself until when it is good; its signature is nobody's. */
function tokenUntil(seconds: number): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part({ exp: seconds })}.c2ln`;
}

describe('prepareAccess', () => {
  it('returns the checked values, trimmed, with the scheme of the host', () => {
    const stream = { ...streamAt(' platform.kore.ai '), accountId: ` ${ids.accountId} `, iid: ' st-other ' };
    const prepared = prepareAccess(stream, { kind: 'token', token: ' opaque ' }, nowMs);
    assert.deepEqual(prepared, {
      ok: true,
      access: {
        target: {
          origin: 'https://platform.kore.ai',
          accountId: ids.accountId,
          streamId: ids.streamId,
          iid: 'st-other',
        },
        credential: { kind: 'token', token: 'opaque' },
      },
    });
  });

  it('looks at the stream before the credential', () => {
    const prepared = prepareAccess({ ...streamAt('platform.kore.ai'), accountId: 'a/b' }, undefined, nowMs);
    assert.ok(!prepared.ok);
    assert.deepEqual([prepared.refusal.reason, prepared.refusal.details.field], ['badInput', 'accountId']);
  });

  it('tells a missing credential from a bad one', () => {
    for (const missing of [undefined, null]) {
      const prepared = prepareAccess(streamAt('platform.kore.ai'), missing, nowMs);
      assert.deepEqual(prepared, { ok: false, refusal: { reason: 'noCredential', details: {} } });
    }
    for (const bad of [{}, '', 0, { ...secretCredential, clientSecret: '' }]) {
      const prepared = prepareAccess(streamAt('platform.kore.ai'), bad, nowMs);
      assert.ok(!prepared.ok && prepared.refusal.reason === 'badInput', JSON.stringify(bad));
    }
  });

  it('refuses a pasted token from the moment that it has run out', () => {
    const at = (ms: number) =>
      prepareAccess(streamAt('platform.kore.ai'), { kind: 'token', token: tokenUntil(ms / 1000) }, nowMs);
    const details = { tokenExpiredAt: '2026-11-23T02:10:45.000Z' };
    assert.deepEqual(at(nowMs), { ok: false, refusal: { reason: 'tokenExpired', details } });
    assert.ok(!at(nowMs - 1000).ok);
    assert.ok(at(nowMs + 1000).ok);
  });
});
