import assert from 'node:assert/strict';

import jwt from 'jsonwebtoken';

import { callKore, type KorePorts } from '../../../src/kore/caller.ts';
import { listRequest, statusRequest, stopRequest } from '../../../src/kore/endpoints.ts';
import { reply } from '../support/answers.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { ids, keptLog, secretCredential } from '../support/orders.ts';
import { headerValues, useRecorders } from '../support/recorder.ts';

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
    assert.deepEqual(told, [`${account} stop`, 'sent', `${account} confirm`, 'sent', `${account} list`, 'sent']);
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

  it('logs one line without header, body or token', async () => {
    const log = keptLog();
    const recorder = await startRecorder(reply(200, { message: 'body' }));
    const access = accessTo(recorder.origin);
    const ports: KorePorts = { ...fakeClock(), newTokenId: () => 'id', log };
    const request = statusRequest(access.target, 'cd-1');
    await callKore(request, access, ports, { timeoutMs: 1000 });
    assert.deepEqual(log.lines, [`POST ${recorder.origin}${request.target}: 200, 0 ms, 18 bytes`]);
  });
});
