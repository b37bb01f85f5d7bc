import assert from 'node:assert/strict';

import {
  checkReadiness,
  createStopper,
  type CheckResult,
  type Readiness,
  type Stream,
} from '../../../src/stop/index.ts';
import {
  isStop,
  kore,
  listsNothing,
  raw,
  reply,
  reset,
  saysState,
  saysStopped,
  type Script,
} from '../support/answers.ts';
import { makeCertificate } from '../support/certificate.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { ids, keptLog, secretCredential, streamAt } from '../support/orders.ts';
import { refusedPort, useRecorders } from '../support/recorder.ts';

/** The checks in their order, as short as `host:failed(noConnection)`. */
function told(readiness: Readiness): readonly string[] {
  const short = ({ check, result, reason, httpStatus }: CheckResult): string => {
    const more = [reason, httpStatus].filter((one) => one !== undefined);
    return `${check}:${result}${more.length === 0 ? '' : `(${more.join(' ')})`}`;
  };
  return readiness.checks.map(short);
}

/** The whole list, with what differs from unknown. */
function checks(...known: readonly string[]): readonly string[] {
  const names = ['input', 'credential', 'host', 'proxy', 'certificate', 'signIn', 'scope', 'clock', 'campaigns'];
  return names.map((name) => known.find((one) => one.startsWith(`${name}:`)) ?? `${name}:unknown`);
}

const cutKey = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n';
const inputs = ['input:ok', 'credential:ok'];
const reached = [...inputs, 'host:ok', 'proxy:ok', 'certificate:ok'];
const all = [...reached, 'signIn:ok', 'scope:ok', 'clock:ok'];

describe('checkReadiness', () => {
  const startRecorder = useRecorders();

  async function check(
    script: Script,
    campaignIds?: readonly string[],
  ): Promise<{ readiness: Readiness; calls: string[] }> {
    const recorder = await startRecorder(kore({ stop: saysStopped, ...script }));
    const readiness = await createStopper(fakeClock()).checkReadiness(
      streamAt(recorder.origin),
      secretCredential,
      campaignIds === undefined ? {} : { campaignIds },
    );
    assert.ok(!recorder.requests.some(isStop) && !recorder.text().includes('trigger'));
    return { readiness, calls: recorder.requests.map(({ target }) => /[^/]+(?=\?)/.exec(target)?.[0] ?? '') };
  }

  it('is ready when the list can be read, with one call', async () => {
    const { readiness, calls } = await check({ list: listsNothing });
    assert.deepEqual(told(readiness), checks(...all));
    assert.deepEqual(calls, ['getAllCampaignDetails']);
    assert.deepEqual(
      [readiness.ready, readiness.checkedAt, readiness.message],
      [true, '2026-11-23T02:10:45.000Z', 'Ready to stop. The stop call itself was not tried.'],
    );
  });

  it('asks for each given campaign, and is ready when Kore knows them', async () => {
    const { readiness, calls } = await check({ list: listsNothing, status: saysState('Ready') }, ['cd-1', ' cd-2 ']);
    assert.deepEqual(told(readiness), checks(...all, 'campaigns:ok'));
    assert.deepEqual(calls, ['getAllCampaignDetails', 'status', 'status']);
  });

  it('tells a campaign that Kore does not know, and is ready all the same', async () => {
    for (const [status, reason] of [
      [404, 'notFound'],
      [400, 'refused'],
    ] as const) {
      const { readiness } = await check({ list: listsNothing, status: reply(status) }, [ids.campaignId]);
      assert.deepEqual(told(readiness), checks(...all, `campaigns:failed(${reason} ${status})`));
      assert.equal(readiness.ready, true);
    }
  });

  it('goes on past a campaign that Kore does not know, counts them, and names the first', async () => {
    const { readiness, calls } = await check(
      { list: listsNothing, status: [reply(404), saysState('Ready'), reply(500), reply(404), saysState('Ready')] },
      ['cd-1', 'cd-2', 'cd-3', 'cd-4', 'cd-5'],
    );
    assert.equal(calls.length, 6);
    assert.deepEqual(readiness.checks.at(-1), {
      check: 'campaigns',
      result: 'failed',
      reason: 'notFound',
      httpStatus: 404,
      details: { campaignId: 'cd-1', missing: 2 },
    });
  });

  it('asks for no further campaign where the answer would be the same', async () => {
    for (const [status, known] of [
      [429, 'rateLimited 429'],
      [403, 'forbidden 403'],
    ] as const) {
      const { readiness, calls } = await check({ list: listsNothing, status: reply(status) }, ['cd-1', 'cd-2']);
      assert.deepEqual(told(readiness), checks(...all, `campaigns:unknown(${known})`));
      assert.equal(calls.length, 2);
    }
  });

  it('asks for the next campaign after an answer that tells nothing of this one', async () => {
    for (const status of [reply(200, '<html>'), reply(500)]) {
      const { readiness, calls } = await check({ list: listsNothing, status: [status, reply(404)] }, ['cd-1', 'cd-2']);
      assert.equal(calls.length, 3);
      assert.equal(readiness.checks.at(-1)?.details?.campaignId, 'cd-2');
    }
  });

  it('tells no more of a check than is known', async () => {
    const { readiness } = await check({ list: reset });
    const host = { check: 'host', result: 'unknown', reason: 'noAnswer', details: { code: 'ECONNRESET' } };
    assert.deepEqual(readiness.checks[2], host);
    const plain = await check({ list: reply(403) });
    assert.deepEqual(plain.readiness.checks[6], {
      check: 'scope',
      result: 'failed',
      reason: 'forbidden',
      httpStatus: 403,
    });
  });

  it('does not know of a campaign whose status could not be read', async () => {
    const { readiness } = await check({ list: listsNothing, status: reply(500) }, [ids.campaignId]);
    assert.deepEqual(told(readiness), checks(...all, 'campaigns:unknown(serverError 500)'));
  });

  it('asks for no campaign whose id is bad', async () => {
    const { readiness, calls } = await check({ list: listsNothing }, ['../x?trigger=']);
    assert.deepEqual(told(readiness), checks(...all, 'campaigns:failed(badInput)'));
    assert.deepEqual(calls, ['getAllCampaignDetails']);
  });

  it('asks for no campaign when the list was refused', async () => {
    const { calls } = await check({ list: reply(403) }, [ids.campaignId]);
    assert.deepEqual(calls, ['getAllCampaignDetails']);
  });

  const failures: readonly (readonly [what: string, script: Script, known: readonly string[]])[] = [
    ['401', { list: reply(401) }, [...reached, 'signIn:failed(unauthorized 401)']],
    ['403', { list: reply(403) }, [...reached, 'signIn:ok', 'scope:failed(forbidden 403)']],
    ['404', { list: reply(404) }, [...reached, 'scope:unknown(notFound 404)']],
    ['400', { list: reply(400) }, [...reached, 'scope:unknown(refused 400)']],
    ['407', { list: reply(407) }, [...inputs, 'proxy:failed(proxy 407)']],
    ['302', { list: reply(302) }, [...inputs, 'host:failed(redirected 302)']],
    ['429', { list: reply(429) }, [...reached, 'signIn:unknown(rateLimited 429)']],
    ['503', { list: reply(503) }, [...reached, 'signIn:unknown(serverError 503)']],
    ['a web page', { list: reply(200, '<html>') }, [...reached, 'signIn:unknown(badReply 200)']],
    ['a failure', { list: reply(200, { status: 'failure' }) }, [...reached, 'scope:unknown(refused 200)']],
    ['a cut connection', { list: reset }, [...inputs, 'host:unknown(noAnswer)']],
  ];
  for (const [what, script, known] of failures) {
    it(`is not ready after ${what}, and tells how far it came`, async () => {
      const { readiness } = await check(script);
      assert.deepEqual(told(readiness), checks(...known));
      assert.equal(readiness.ready, false);
      assert.match(readiness.message, /^Not ready to stop \(\w+: \w+\)\. The stop call itself was not tried\.$/);
    });
  }

  it('names what failed first in its message', async () => {
    const { readiness } = await check({ list: reply(403) });
    assert.equal(readiness.message, 'Not ready to stop (scope: forbidden). The stop call itself was not tried.');
  });

  it('tells a clock that is far off, when a fresh token is refused', async () => {
    const recorder = await startRecorder(reply(401, '', { Date: new Date(Date.now() - 600_000).toUTCString() }));
    const readiness = await checkReadiness(streamAt(recorder.origin), secretCredential);
    assert.deepEqual(told(readiness), checks(...reached, 'signIn:failed(clockSkew 401)', 'clock:failed(clockSkew)'));
  });

  it('tells a clock that is right, although the credential is refused', async () => {
    const recorder = await startRecorder(reply(401, '', { Date: new Date().toUTCString() }));
    const readiness = await checkReadiness(streamAt(recorder.origin), secretCredential);
    assert.deepEqual(told(readiness), checks(...reached, 'signIn:failed(unauthorized 401)', 'clock:ok'));
  });

  it('tells a clock that is far off beside a credential that is accepted', async () => {
    for (const [aheadMs, clock] of [
      [600_000, 'clock:failed(clockSkew)'],
      [-600_000, 'clock:failed(clockSkew)'],
      [5000, 'clock:ok'],
    ] as const) {
      const recorder = await startRecorder((request, socket) => {
        const body = { status: 'success', data: { results: [] } };
        reply(200, body, { Date: new Date(Date.now() - aheadMs).toUTCString() })(request, socket);
      });
      const readiness = await checkReadiness(streamAt(recorder.origin), secretCredential);
      assert.deepEqual(told(readiness), checks(...reached, 'signIn:ok', 'scope:ok', clock));
      assert.equal(readiness.ready, true);
      const ahead = readiness.checks.find(({ check }) => check === 'clock')?.details?.clockAheadMs;
      if (Math.abs(aheadMs) > 60_000) assert.ok(Math.abs(Number(ahead) - aheadMs) < 5000, String(ahead));
    }
  });

  it('takes a clock for right up to one minute', async () => {
    for (const [aheadMs, told] of [
      [60_000, { check: 'clock', result: 'ok' }],
      [-60_000, { check: 'clock', result: 'ok' }],
      [61_000, { check: 'clock', result: 'failed', reason: 'clockSkew', details: { clockAheadMs: 61_000 } }],
    ] as const) {
      const clock = fakeClock();
      const recorder = await startRecorder(reply(403, '', { Date: new Date(clock.now() - aheadMs).toUTCString() }));
      const { checks: made } = await createStopper(clock).checkReadiness(streamAt(recorder.origin), secretCredential);
      assert.deepEqual(
        made.find(({ check }) => check === 'clock'),
        told,
      );
    }
  });

  it('does not know of the clock when a pasted token is accepted and the answer has no date', async () => {
    const recorder = await startRecorder(listsNothing);
    const readiness = await checkReadiness(streamAt(recorder.origin), { kind: 'token', token: 'opaque' });
    assert.deepEqual(told(readiness), checks(...reached, 'signIn:ok', 'scope:ok'));
    assert.equal(readiness.ready, true);
  });

  it('tells the facts of what failed: the certificate’s problem, the code, where a redirect leads', async () => {
    const { cert, key } = makeCertificate({ name: 'a', addresses: ['127.0.0.1'] });
    const untrusted = await startRecorder(listsNothing, { cert, key });
    const away = await startRecorder(reply(302, '', { Location: 'https://login.example.com/in?session=1' }));
    const refused = `127.0.0.1:${await refusedPort()}`;
    const facts = await Promise.all(
      [untrusted.origin, away.origin, refused].map(async (host) => {
        const { checks: all } = await checkReadiness(streamAt(host), secretCredential);
        return all.find(({ result }) => result === 'failed')?.details;
      }),
    );
    assert.deepEqual(facts, [
      { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', certificateProblem: 'untrusted' },
      { redirectedTo: 'https://login.example.com/in' },
      { code: 'ECONNREFUSED' },
    ]);
  });

  it('goes before lists where it is of one stream: somebody waits for it', async () => {
    const lanes: string[] = [];
    const recorder = await startRecorder(kore({ list: listsNothing, status: saysState('Ready') }));
    const budget = { take: (_account: string, lane: string) => Promise.resolve(void lanes.push(lane)) };
    const options = { campaignIds: ['cd-1'] };
    await createStopper({ budget }).checkReadiness(streamAt(recorder.origin), secretCredential, options);
    assert.deepEqual(lanes, ['confirm', 'confirm']);
  });

  it('tells a host that cannot be reached', async () => {
    for (const host of [`127.0.0.1:${await refusedPort()}`, 'kore.invalid']) {
      const readiness = await checkReadiness(streamAt(host), secretCredential);
      assert.deepEqual(told(readiness), checks(...inputs, 'host:failed(noConnection)'));
      assert.equal(readiness.ready, false);
    }
  });

  it('tells a certificate that is not trusted', async () => {
    const { cert, key } = makeCertificate({ name: 'a', addresses: ['127.0.0.1'] });
    const recorder = await startRecorder(listsNothing, { cert, key });
    const readiness = await checkReadiness(streamAt(recorder.origin), secretCredential);
    assert.deepEqual(told(readiness), checks(...inputs, 'host:ok', 'proxy:ok', 'certificate:failed(certificate)'));
    assert.equal(recorder.text(), '');
  });

  it('ends after the given time', async () => {
    const recorder = await startRecorder(raw(''));
    const readiness = await checkReadiness(streamAt(recorder.origin), secretCredential, { timeoutMs: 50 });
    assert.deepEqual(told(readiness), checks(...inputs, 'host:unknown(noAnswer)'));
  });

  it('gives each call 10 seconds where no time is given', async () => {
    const recorder = await startRecorder(kore({ list: listsNothing, status: saysState('Ready') }));
    for (const [timeoutMs, waitMs] of [
      [undefined, 10_000],
      [1234, 1234],
    ] as const) {
      const clock = fakeClock();
      const options = { campaignIds: ['cd-1'], ...(timeoutMs === undefined ? {} : { timeoutMs }) };
      await createStopper(clock).checkReadiness(streamAt(recorder.origin), secretCredential, options);
      assert.deepEqual(clock.waitsMs, [waitMs, waitMs]);
    }
  });

  it('ends when it is cancelled, before and during', async () => {
    const cancel = new AbortController();
    const recorder = await startRecorder(() => cancel.abort());
    const options = { signal: cancel.signal };
    for (const connections of [1, 1]) {
      const readiness = await checkReadiness(streamAt(recorder.origin), secretCredential, options);
      assert.deepEqual(told(readiness), checks(...inputs, 'host:unknown(cancelled)'));
      assert.equal(recorder.connections(), connections);
    }
  });

  it('asks nothing when the stream is wrong', async () => {
    const recorder = await startRecorder(listsNothing);
    for (const wrong of [
      { name: '' },
      { host: 'a b' },
      { accountId: 'a/b' },
      { streamId: 'a/b' },
      { iid: 'a/b' },
      { tier: 'live' },
      { campaigns: 'all' },
    ]) {
      const readiness = await checkReadiness({ ...streamAt(recorder.origin), ...wrong }, secretCredential);
      assert.deepEqual(told(readiness), checks('input:failed(badInput)'), Object.keys(wrong).join());
    }
    const none = await checkReadiness(undefined as unknown as Stream, secretCredential);
    assert.deepEqual(told(none), checks('input:failed(badInput)'));
    assert.equal(recorder.connections(), 0);
  });

  it('asks nothing when there is no credential that can sign', async () => {
    const recorder = await startRecorder(listsNothing);
    const expired = `e30.${Buffer.from('{"exp":1}').toString('base64url')}.x`;
    for (const [credential, reason] of [
      [undefined, 'noCredential'],
      [{ kind: 'token', token: 'a\nb' }, 'badInput'],
      [{ kind: 'token', token: expired }, 'tokenExpired'],
      [{ kind: 'privateKey', clientId: 'x', algorithm: 'RS256', privateKeyPem: 'x' }, 'badInput'],
      [{ kind: 'privateKey', clientId: 'x', algorithm: 'RS256', privateKeyPem: cutKey }, 'badInput'],
    ] as const) {
      const readiness = await checkReadiness(streamAt(recorder.origin), credential);
      assert.deepEqual(told(readiness), checks('input:ok', `credential:failed(${reason})`));
    }
    assert.equal(recorder.connections(), 0);
  });

  it('keeps the token out of what it tells and logs', async () => {
    const token = 'canary-token';
    const log = keptLog();
    const recorder = await startRecorder(reply(401, { message: token }, { Location: `/${token}` }));
    const credential = { kind: 'token', token } as const;
    const readiness = await createStopper({ log }).checkReadiness(streamAt(recorder.origin), credential);
    assert.ok(recorder.text().includes(token));
    assert.ok(!JSON.stringify([readiness, log.lines]).includes(token));
    assert.equal(log.lines.length, 1);
  });
});
