import assert from 'node:assert/strict';

import jwt from 'jsonwebtoken';

import { callKore, type KorePorts, type RateBudget } from '../../../src/kore/caller.ts';
import { getRequest, listRequest, scheduleRequest, statusRequest, stopRequest } from '../../../src/kore/endpoints.ts';
import { reply } from '../support/answers.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { ids, keptLog, secretCredential } from '../support/orders.ts';
import { headerValues, refusedPort, useRecorders } from '../support/recorder.ts';

describe('callKore', () => {
  const startRecorder = useRecorders();
  const accessTo = (origin: string) => ({
    target: { origin, accountId: ids.accountId, streamId: ids.streamId, iid: ids.streamId },
    credential: secretCredential,
  });

  it('takes each request from its lane of the account’s budget, before it is sent', async () => {
    const told: string[] = [];
    const recorder = await startRecorder((request, socket) => {
      told.push('sent');
      reply(200)(request, socket);
    });
    const ports: KorePorts = {
      ...fakeClock(),
      newTokenId: () => 'id',
      budget: {
        take: (account, lane) => {
          told.push(`${account} ${lane}`);
          return Promise.resolve();
        },
      },
    };
    const access = accessTo(recorder.origin);
    const account = `${recorder.origin} ${ids.accountId}`;
    await callKore(stopRequest(access.target, 'cd-1'), access, ports, { timeoutMs: 1000 });
    await callKore(statusRequest(access.target, 'cd-1'), access, ports, { timeoutMs: 1000 });
    await callKore(listRequest(access.target, { limit: 1, skip: 0 }), access, ports, { timeoutMs: 1000 });
    await callKore(getRequest(access.target, 'cd-1'), access, ports, { timeoutMs: 1000 });
    await callKore(scheduleRequest(access.target, 'x'), access, ports, { timeoutMs: 1000 });
    const lanes = ['stop', 'confirm', 'list', 'confirm', 'confirm'];
    assert.deepEqual(
      told,
      lanes.flatMap((lane) => [`${account} ${lane}`, 'sent']),
    );
  });

  it('takes nothing from the budget for a request that it let go before', async () => {
    const recorder = await startRecorder(reply(200));
    const told: string[] = [];
    const take = (_account: string, lane: string): Promise<void> => Promise.resolve(void told.push(lane));
    const ports: KorePorts = { ...fakeClock(), newTokenId: () => 'id', budget: { take } };
    const access = accessTo(recorder.origin);
    await callKore(stopRequest(access.target, 'cd-1'), access, ports, { timeoutMs: 1000, lane: 'counted' });
    await callKore(statusRequest(access.target, 'cd-1'), access, ports, { timeoutMs: 1000, lane: 'bulk' });
    assert.deepEqual([recorder.requests.length, told], [2, ['bulk']]);
  });

  it('sends nothing when it was cancelled while it waited for the budget', async () => {
    const recorder = await startRecorder(reply(200));
    const cancel = new AbortController();
    const ports: KorePorts = {
      ...fakeClock(),
      newTokenId: () => 'id',
      budget: {
        take: () => {
          cancel.abort();
          return Promise.reject(new Error('aborted'));
        },
      },
    };
    const access = accessTo(recorder.origin);
    const options = { timeoutMs: 1000, signal: cancel.signal };
    const done = await callKore(statusRequest(access.target, 'cd-1'), access, ports, options);
    assert.ok('exchange' in done && done.exchange.kind === 'fault');
    assert.deepEqual([done.exchange.sent, done.exchange.cause], ['no', 'cancelled']);
    assert.equal(recorder.connections(), 0);
  });

  it('signs each request for as long as the port says at that moment, else for 300 s', async () => {
    const recorder = await startRecorder(reply(200));
    const access = accessTo(recorder.origin);
    let lifetime = 60;
    const request = statusRequest(access.target, 'cd-1');
    const ports: KorePorts = { ...fakeClock(), newTokenId: () => 'id', tokenLifetimeSeconds: () => lifetime };
    await callKore(request, access, ports, { timeoutMs: 1000 });
    lifetime = 900;
    await callKore(request, access, ports, { timeoutMs: 1000 });
    await callKore(request, access, { ...fakeClock(), newTokenId: () => 'id' }, { timeoutMs: 1000 });
    const lifetimes = recorder.requests.map((seen) => {
      const { exp = NaN, iat = NaN } = jwt.decode(headerValues(seen, 'auth').join()) as jwt.JwtPayload;
      return exp - iat;
    });
    assert.deepEqual(lifetimes, [60, 900, 300]);
  });

  it('does not wait for the budget with a stop', async () => {
    const recorder = await startRecorder(reply(200));
    const budget = { take: () => new Promise<void>(() => undefined) };
    const ports: KorePorts = { ...fakeClock(), newTokenId: () => 'id', budget };
    const access = accessTo(recorder.origin);
    await callKore(stopRequest(access.target, 'cd-1'), access, ports, { timeoutMs: 1000 });
    assert.equal(recorder.requests.length, 1);
  });

  it('signs a request that waited for the budget when it may go', async () => {
    const recorder = await startRecorder(reply(200));
    const clock = fakeClock();
    const waitedMs = 400_000;
    const budget = { take: () => clock.sleep(waitedMs) };
    const beganAtMs = clock.now();
    const ports: KorePorts = { ...clock, newTokenId: () => 'id', budget };
    const access = accessTo(recorder.origin);
    await callKore(statusRequest(access.target, 'cd-1'), access, ports, { timeoutMs: 1000 });
    const [request] = recorder.requests;
    assert.ok(request);
    const claims = jwt.decode(headerValues(request, 'auth').join()) as jwt.JwtPayload;
    assert.equal(claims.iat, Math.floor((beganAtMs + waitedMs) / 1000));
  });

  for (const [what, answer, told] of [
    ['a 429', reply(429), [undefined]],
    ['a 429 with a time', reply(429, '', { 'Retry-After': '17' }), [17_000]],
    ['a 429 with an unusable time', reply(429, '', { 'Retry-After': '-1' }), [undefined]],
    ['the documented text', reply(400, 'You’ve exceeded the per-minute rate limit.'), [undefined]],
    ['another refusal', reply(400, '', { 'Retry-After': '17' }), []],
    ['a server error with a time', reply(503, '', { 'Retry-After': '17' }), []],
  ] as const) {
    it(`tells the budget of the rate limit: ${what}`, async () => {
      const recorder = await startRecorder(answer);
      const refusals: (number | undefined)[] = [];
      const budget: RateBudget = {
        take: () => Promise.resolve(),
        refused: (_account, retryAfterMs) => void refusals.push(retryAfterMs),
      };
      const ports: KorePorts = { ...fakeClock(), newTokenId: () => 'id', budget };
      const access = accessTo(recorder.origin);
      await callKore(listRequest(access.target, { limit: 1, skip: 0 }), access, ports, { timeoutMs: 1000 });
      assert.deepEqual(refusals, told);
    });
  }

  it('logs one line without header, body or token', async () => {
    const log = keptLog();
    const recorder = await startRecorder(reply(200, { message: 'body' }));
    const access = accessTo(recorder.origin);
    const ports: KorePorts = { ...fakeClock(), newTokenId: () => 'id', log };
    const request = statusRequest(access.target, 'cd-1');
    await callKore(request, access, ports, { timeoutMs: 1000 });
    assert.deepEqual(log.lines, [`POST ${recorder.origin}${request.target}: 200, 0 ms, 18 bytes`]);
  });

  it('logs of a call without a reply how far it came and why, and of a reply that was not read no size', async () => {
    const log = keptLog();
    const ports: KorePorts = { ...fakeClock(), newTokenId: () => 'id', log };
    const ends: readonly (readonly [origin: string, end: string])[] = [
      [`http://127.0.0.1:${await refusedPort()}`, 'nothing sent (connectionRefused, ECONNREFUSED), 0 ms'],
      [(await startRecorder(reply(200, 'x', { 'Content-Encoding': 'gzip' }))).origin, '200, 0 ms, encoded'],
      [(await startRecorder(reply(200, ' '.repeat(1024 * 1024 + 1)))).origin, '200, 0 ms, oversized'],
    ];
    for (const [origin, end] of ends) {
      const access = accessTo(origin);
      const request = statusRequest(access.target, 'cd-1');
      await callKore(request, access, ports, { timeoutMs: 1000 });
      assert.equal(log.lines.at(-1), `POST ${origin}${request.target}: ${end}`);
    }
    const access = accessTo('http://127.0.0.1:1');
    const request = statusRequest(access.target, 'cd-1');
    const timedOut = { ...ports, fetch: () => new Promise<never>(() => undefined), sleep: () => Promise.resolve() };
    await callKore(request, access, timedOut, { timeoutMs: 1000 });
    assert.equal(log.lines.at(-1), `POST http://127.0.0.1:1${request.target}: no complete reply (timeout), 0 ms`);
  });
});
