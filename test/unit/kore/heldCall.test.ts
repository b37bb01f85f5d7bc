import assert from 'node:assert/strict';
import { Readable } from 'node:stream';

import { stopRequest } from '../../../src/kore/endpoints.ts';
import { HeldCall, type Released } from '../../../src/kore/heldCall.ts';
import type { Fetch } from '../../../src/kore/transport.ts';
import { tokenAccess } from '../support/virtualCalls.ts';
import { virtualTime } from '../support/virtualTime.ts';

/** One request as its server sees it. */
interface Call {
  readonly atMs: number;
  how: 'held' | 'left' | 'dropped' | 'lost';
  readonly lose: () => void;
}

const request = stopRequest(tokenAccess.target, 'cd-1');

/** A call that is held from time 0 on, and all that reaches the network of it. */
function start(access: typeof tokenAccess | object = tokenAccess) {
  const time = virtualTime(0);
  const clock = { aheadMs: 0 };
  const calls: Call[] = [];
  const made = { tokens: 0 };
  const fetch: Fetch = (_url, { body, signal }) =>
    new Promise((resolve, reject) => {
      const end = (how: Call['how']): void => {
        if (call.how === 'held') call.how = how;
        reject(new Error(how));
      };
      const call: Call = { atMs: time.now(), how: 'held', lose: () => end('lost') };
      calls.push(call);
      signal.addEventListener('abort', () => end('dropped'));
      assert.ok(body instanceof Readable);
      body.once('data', () => {
        call.how = 'left';
        resolve({ status: 200, headers: { get: () => null }, body: null });
      });
    });
  const held = new HeldCall(
    request,
    { ...tokenAccess, ...access },
    {
      fetch,
      now: () => time.now() + clock.aheadMs,
      sleep: time.sleep,
      newTokenId: () => `id-${(made.tokens += 1)}`,
    },
  );
  return {
    held,
    calls,
    clock,
    made,
    pass: (ms: number) => time.runUntilSettled(time.sleep(ms)),
    pendingSleeps: time.pendingSleeps,
    ways: () => calls.map(({ how }) => how),
    release: (): Released | undefined => held.releaseOf(request, tokenAccess)?.({ timeoutMs: 1000 }),
    run: async (released: Released | undefined) => {
      const exchange = released?.exchange ?? Promise.reject(new Error('nothing was released'));
      await time.runUntilSettled(exchange);
      return exchange;
    },
  };
}

describe('A held call', () => {
  it('leaves when it is released, and only then', async () => {
    const { calls, pass, ways, release, run, pendingSleeps } = start();
    await pass(19_000);
    assert.deepEqual(ways(), ['held']);
    const released = release();
    assert.equal((await run(released)).kind, 'reply');
    assert.equal(released?.token, tokenAccess.credential.token);
    assert.deepEqual([calls.length, ways()], [1, ['left']]);
    assert.equal(pendingSleeps(), 0);
  });

  it('is renewed every 20 seconds, with a token of its own and the new one there before the old one goes', async () => {
    const { calls, made, pass, ways, release, run } = start();
    await pass(19_999);
    assert.equal(made.tokens, 1);
    await pass(41_000);
    assert.deepEqual(
      calls.map(({ atMs }) => atMs),
      [0, 20_000, 40_000, 60_000],
    );
    assert.equal(made.tokens, 4);
    assert.deepEqual(ways(), ['dropped', 'dropped', 'dropped', 'held']);
    await run(release());
    assert.equal(ways().at(-1), 'left');
  });

  it('is given up when nobody has answered for five minutes', async () => {
    const { calls, pass, ways, release, pendingSleeps } = start();
    await pass(301_000);
    assert.equal(calls.length, 15);
    assert.ok(ways().every((how) => how === 'dropped'));
    assert.equal(release(), undefined);
    assert.equal(pendingSleeps(), 0);
  });

  it('ends when it is dropped: nothing leaves, and nothing is held any more', async () => {
    const { held, pass, ways, release, pendingSleeps } = start();
    await pass(1000);
    held.drop();
    assert.deepEqual(ways(), ['dropped']);
    assert.equal(release(), undefined);
    await pass(60_000);
    assert.deepEqual([ways(), pendingSleeps()], [['dropped'], 0]);
  });

  it('begins nothing when it is dropped in the moment it was begun', async () => {
    const { held, calls, pass } = start();
    held.drop();
    await pass(60_000);
    assert.equal(calls.length, 0);
  });

  it('leaves once', async () => {
    const { held, pass, ways, release, run } = start();
    await pass(1);
    const first = release();
    assert.equal(release(), undefined);
    held.drop();
    assert.equal((await run(first)).kind, 'reply');
    await pass(60_000);
    assert.deepEqual(ways(), ['left']);
  });

  const { target, credential } = tokenAccess;
  for (const [what, [other, access]] of [
    ['another campaign', [stopRequest(target, 'cd-2'), tokenAccess]],
    ['another account', [stopRequest({ ...target, accountId: 'acc-2' }, 'cd-1'), tokenAccess]],
    ['another host', [stopRequest({ ...target, origin: 'https://other.example' }, 'cd-1'), tokenAccess]],
    ['another credential', [request, { target, credential: { ...credential, token: 'another' } }]],
  ] as const) {
    it(`is dropped, and nothing leaves, for ${what}`, async () => {
      const { held, pass, ways } = start();
      await pass(1);
      assert.equal(held.releaseOf(other, access), undefined);
      await pass(60_000);
      assert.deepEqual(ways(), ['dropped']);
    });
  }

  for (const [what, aheadMs] of [
    ['computer was asleep', 3_600_000],
    ['clock was set back', -5000],
  ] as const) {
    it(`is dropped, and nothing leaves, when the ${what} meanwhile`, async () => {
      const { clock, pass, ways, release } = start();
      await pass(1000);
      clock.aheadMs = aheadMs;
      assert.equal(release(), undefined);
      assert.deepEqual(ways(), ['dropped']);
    });
  }

  it('is held anew after a rest when it was lost, a longer one each time; nothing leaves in the meantime', async () => {
    const { calls, pass, release } = start();
    await pass(1);
    for (const restMs of [1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]) {
      const before = calls.length;
      calls.at(-1)?.lose();
      await pass(restMs - 1);
      assert.equal(calls.length, before);
      await pass(1);
      assert.equal(calls.length, before + 1);
    }
    calls.at(-1)?.lose();
    await pass(0);
    assert.equal(release(), undefined);
  });

  it('holds nothing for a credential that cannot sign', async () => {
    const { calls, pass, release } = start({
      credential: { kind: 'privateKey', clientId: 'cs-1', privateKeyPem: 'no key', algorithm: 'RS256' },
    });
    await pass(60_000);
    assert.equal(calls.length, 0);
    assert.equal(release(), undefined);
  });
});
