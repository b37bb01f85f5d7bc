import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

import nodeFetch from 'node-fetch';

import { createStopper, stopSmsCampaign, type StopOutcome } from '../../../src/stop/index.ts';
import { isStop, kore, reply, reset, saysState, saysStopped, silence } from '../support/answers.ts';
import { makeCertificate, type Certificate } from '../support/certificate.ts';
import { fakeClock, type FakeClock } from '../support/fakeClock.ts';
import { orderAt } from '../support/orders.ts';
import {
  brokenReplies,
  encoded,
  endlessReplies,
  headOfReply as head,
  rateText,
  replyRows,
} from '../support/replyRows.ts';
import { refusedPort, useRecorders, useServers, type Answer, type Recorder } from '../support/recorder.ts';

function assertFacts(outcome: StopOutcome, verdict: string, reason: string | undefined, requests: number): void {
  const { verdict: given, reason: because, requests: sent } = outcome;
  assert.deepEqual({ verdict: given, reason: because, requests: sent }, { verdict, reason, requests });
}

describe('A stop without a connection', () => {
  const startServer = useServers();

  it('is not stopped at a port that refuses, and nothing was sent', async () => {
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(`127.0.0.1:${await refusedPort()}`));
    assertFacts(outcome, 'notStopped', 'noConnection', 0);
    assert.deepEqual(outcome.details, { code: 'ECONNREFUSED', nothingSent: true });
  });

  it('is not stopped at a host name that does not exist, and says so', async () => {
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt('kore.invalid'));
    assertFacts(outcome, 'notStopped', 'noConnection', 0);
    assert.equal(outcome.details?.nameNotFound, true);
  });

  it('is not stopped at an address that no way leads to', async () => {
    // The address of everybody in the network takes no connection, on any system.
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt('https://255.255.255.255'));
    assertFacts(outcome, 'notStopped', 'noConnection', 0);
  });

  it('is not stopped when the server speaks no TLS', async () => {
    const { port } = await startServer((socket) => {
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(`https://127.0.0.1:${port}`));
    assertFacts(outcome, 'notStopped', 'noConnection', 0);
  });

  it('is not stopped when the connection ends before TLS stands', async () => {
    const { port } = await startServer((socket) => {
      socket.on('data', () => socket.end());
    });
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(`https://127.0.0.1:${port}`));
    assertFacts(outcome, 'notStopped', 'noConnection', 0);
  });

  it('is unknown when TLS never ends: what had left cannot be known', async () => {
    const clock = fakeClock();
    const { port } = await startServer((socket) => {
      socket.on('data', () => clock.passNextTimer());
    });
    const outcome = await createStopper(clock).stopSmsCampaign(orderAt(`https://127.0.0.1:${port}`));
    assertFacts(outcome, 'unknown', 'noAnswer', 3);
    assert.equal(outcome.details?.timedOut, true);
  });
});

describe('A stop over TLS', () => {
  const startRecorder = useRecorders();
  const authority = makeCertificate({ name: 'Test Root', isAuthority: true });
  const dayMs = 86_400_000;

  /** The documented fetch port, for a computer on which the test's own root is installed. */
  const trusting = createStopper({
    fetch: (url, init) => nodeFetch(url, { ...init, agent: new https.Agent({ ca: authority.cert }) }),
  });
  const served = ({ cert, key }: Certificate): { cert: string; key: string } => ({ cert, key });

  it('goes out to a server whose certificate is good', async () => {
    const good = makeCertificate({ name: 'good', addresses: ['127.0.0.1'], issuer: authority });
    const recorder = await startRecorder(saysStopped, served(good));
    const outcome = await trusting.stopSmsCampaign(orderAt(recorder.origin), { confirm: false });
    assertFacts(outcome, 'stopped', undefined, 1);
  });

  const problems: readonly (readonly [problem: string, what: string, wish: Parameters<typeof makeCertificate>[0]])[] = [
    ['expired', 'has run out', { name: 'a', issuer: authority, validTo: new Date(Date.now() - dayMs / 2) }],
    ['expired', 'does not hold yet', { name: 'a', issuer: authority, validFrom: new Date(Date.now() + dayMs / 2) }],
    [
      'wrongName',
      'is for another name',
      { name: 'a', issuer: authority, dnsNames: ['other.example'], addresses: ['127.0.0.2'] },
    ],
    ['untrusted', 'is signed by itself', { name: 'a', addresses: ['127.0.0.1'] }],
  ];
  for (const [problem, what, wish] of problems) {
    it(`sends nothing when the certificate ${what}, and names the problem`, async () => {
      const recorder = await startRecorder(saysStopped, served(makeCertificate({ addresses: ['127.0.0.1'], ...wish })));
      const outcome = await trusting.stopSmsCampaign(orderAt(recorder.origin));
      assertFacts(outcome, 'notStopped', 'certificate', 0);
      assert.equal(outcome.details?.certificateProblem, problem);
      assert.equal(recorder.text(), '');
    });
  }

  it('sends nothing when the certificate’s issuer is not known here', async () => {
    const stranger = makeCertificate({ name: 'Another Root', isAuthority: true });
    const leaf = makeCertificate({ name: 'a', addresses: ['127.0.0.1'], issuer: stranger });
    const recorder = await startRecorder(saysStopped, served(leaf));
    const outcome = await stopSmsCampaign(orderAt(recorder.origin));
    assertFacts(outcome, 'notStopped', 'certificate', 0);
    assert.equal(outcome.details?.certificateProblem, 'untrusted');
    assert.equal(recorder.text(), '');
  });
});

describe('A stop on a connection that was kept', () => {
  const startRecorder = useRecorders();

  it('is sent again on a new one when that died unseen', async () => {
    const used = new Set<Socket>();
    const recorder = await startRecorder((request, socket) => {
      const answer = used.has(socket) ? reset : saysStopped;
      used.add(socket);
      answer(request, socket);
    });
    const agent = new http.Agent({ keepAlive: true });
    const { stopSmsCampaign } = createStopper(fakeClock((url, init) => nodeFetch(url, { ...init, agent })));
    for (const [requests, connections] of [
      [1, 1],
      [2, 2],
    ] as const) {
      const outcome = await stopSmsCampaign(orderAt(recorder.origin), { confirm: false });
      assertFacts(outcome, 'stopped', undefined, requests);
      assert.equal(recorder.connections(), connections);
    }
    assert.equal(recorder.requests.length, 3);
    agent.destroy();
  });
});

describe('A stop that gets no whole reply', () => {
  const startRecorder = useRecorders();
  for (const [what, answer] of brokenReplies) {
    it(`is unknown after ${what} when nothing can be read`, async () => {
      const recorder = await startRecorder(kore({ stop: answer, status: reply(404) }));
      const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin));
      assertFacts(outcome, 'unknown', 'noAnswer', 3);
    });

    it(`is stopped after ${what} when it is read so`, async () => {
      const recorder = await startRecorder(kore({ stop: answer, status: saysState('Stopped') }));
      const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin));
      assertFacts(outcome, 'stopped', undefined, 3);
      assert.equal(outcome.confirmedBy, 'status');
    });
  }

  const answering =
    (start: string) =>
    (clock: FakeClock): Answer =>
    (_request, socket) => {
      if (start === '') clock.passNextTimer();
      else socket.write(start, () => clock.passNextTimer());
    };
  for (const [what, start] of endlessReplies) {
    const answer = answering(start);
    it(`is unknown after ${what} until the deadline, when nothing can be read`, async () => {
      const clock = fakeClock();
      const recorder = await startRecorder(kore({ stop: answer(clock), status: reply(403) }));
      const outcome = await createStopper(clock).stopSmsCampaign(orderAt(recorder.origin));
      assertFacts(outcome, 'unknown', 'noAnswer', 3);
      assert.equal(recorder.requests.filter(isStop).length, 3);
    });

    it(`is what is read after ${what}`, async () => {
      for (const [state, verdict, reason] of [
        ['Stopped', 'stopped', undefined],
        ['Active', 'notStopped', 'stillRunning'],
        ['Rerun', 'unknown', 'noAnswer'],
      ] as const) {
        const clock = fakeClock();
        const recorder = await startRecorder(kore({ stop: answer(clock), status: saysState(state) }));
        const outcome = await createStopper(clock).stopSmsCampaign(orderAt(recorder.origin));
        assertFacts(outcome, verdict, reason, 3);
        assert.equal(outcome.state, state);
      }
    });
  }

  it('is ended by the limit of one request, although a byte comes every moment', async () => {
    const recorder = await startRecorder(
      kore({
        stop: (_request, socket) => {
          socket.write(`${head}Content-Length: 100000\r\n\r\n`);
          const drip = setInterval(() => socket.write(' '), 5);
          socket.on('close', () => clearInterval(drip));
        },
        status: reply(403),
      }),
    );
    const { stopSmsCampaign } = createStopper({ random: () => 0 });
    const outcome = await stopSmsCampaign(orderAt(recorder.origin), { attemptTimeoutMs: 100, deadlineMs: 1000 });
    assertFacts(outcome, 'unknown', 'noAnswer', 3);
  });

  it('is ended by the order’s deadline when no limit for a request is given', async () => {
    const recorder = await startRecorder(silence);
    const outcome = await stopSmsCampaign(orderAt(recorder.origin), { deadlineMs: 200 });
    assertFacts(outcome, 'unknown', 'noAnswer', 1);
  });

  it('keeps the last quarter of a short deadline for readings, and none of it when the check is off', async () => {
    for (const [confirm, waitMs] of [
      [true, 6000],
      [false, 8000],
    ] as const) {
      const clock = fakeClock();
      const recorder = await startRecorder(() => clock.passNextTimer());
      await createStopper(clock).stopSmsCampaign(orderAt(recorder.origin), { deadlineMs: 8000, confirm });
      assert.equal(clock.waitsMs[0], waitMs);
    }
  });

  it('waits 15 s for one request, and 60 s for all', async () => {
    const clock = fakeClock();
    const startedAtMs = clock.now();
    const recorder = await startRecorder(() => clock.passNextTimer());
    const outcome = await createStopper(clock).stopSmsCampaign(orderAt(recorder.origin));
    assert.deepEqual(clock.waitsMs.slice(0, 5), [15_000, 250, 15_000, 500, 15_000]);
    assert.ok(clock.now() - startedAtMs <= 60_000);
    assertFacts(outcome, 'unknown', 'noAnswer', 3);
  });
});

describe('A stop whose reply is not Stopped', () => {
  const startRecorder = useRecorders();
  for (const [what, answer, verdict, reason, requests = 1] of replyRows) {
    it(`is ${verdict} after ${what} when nothing can be read`, async () => {
      const recorder = await startRecorder(kore({ stop: answer, status: reply(500) }));
      const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin));
      assertFacts(outcome, verdict, reason, requests);
      assert.equal(recorder.requests.filter(isStop).length, requests);
    });
  }

  it('is stopped by the last of two equal keys', async () => {
    const recorder = await startRecorder(reply(200, '{"status":"Active","status":"Stopped"}'));
    const outcome = await stopSmsCampaign(orderAt(recorder.origin), { confirm: false });
    assertFacts(outcome, 'stopped', undefined, 1);
  });

  it('reads no further than 1 MiB of a body that never ends', async () => {
    const { answer, delivered } = floodOfJson();
    const recorder = await startRecorder(kore({ stop: answer, status: reply(403) }));
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin));
    assertFacts(outcome, 'unknown', 'badReply', 1);
    // What the system buffers for a connection comes on top.
    assert.ok((await delivered) < 32 * 1024 * 1024);
  });

  it('takes a status reply that never ends for no reading', async () => {
    const { answer } = floodOfJson();
    const recorder = await startRecorder(kore({ stop: saysStopped, status: answer }));
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin));
    assertFacts(outcome, 'stopped', undefined, 1);
    assert.deepEqual([outcome.confirmedBy, outcome.uncheckedBecause], ['reply', 'noReading']);
  });

  it('takes an encoded status reply for no reading', async () => {
    const body = gzipSync('{"status":"success","data":{"status":"Stopped"}}');
    const recorder = await startRecorder(kore({ stop: saysStopped, status: encoded('gzip', body) }));
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin));
    assert.deepEqual([outcome.verdict, outcome.confirmedBy], ['stopped', 'reply']);
  });

  it('tells Kore’s words, the wait it asks for and the status', async () => {
    const answer = reply(429, { errors: [{ msg: rateText }] }, { 'Retry-After': '12' });
    const recorder = await startRecorder(answer);
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin));
    assertFacts(outcome, 'notStopped', 'rateLimited', 3);
    assert.equal(outcome.httpStatus, 429);
    const retryAt = '2026-11-23T02:11:21.000Z';
    assert.deepEqual(outcome.details, { koreMessage: rateText, retryAfterMs: 12_000, retryAt });
  });

  it('tells how far the clock is off when a fresh token is refused', async () => {
    const date = new Date(Date.now() - 600_000).toUTCString();
    const recorder = await startRecorder(reply(401, '', { Date: date }));
    const outcome = await stopSmsCampaign(orderAt(recorder.origin));
    assertFacts(outcome, 'notStopped', 'clockSkew', 1);
    const aheadMs = Number(outcome.details?.clockAheadMs);
    assert.ok(aheadMs > 590_000 && aheadMs < 660_000, String(aheadMs));
    const pasted = { kind: 'token', token: 'not-a-real-token' } as const;
    assertFacts(
      await stopSmsCampaign(orderAt(recorder.origin, { credential: pasted })),
      'notStopped',
      'unauthorized',
      1,
    );
  });
});

describe('A stop that is sent on elsewhere', () => {
  const startRecorder = useRecorders();

  for (const status of [301, 302, 303, 307, 308]) {
    it(`does not follow ${status}, and says where to without its query`, async () => {
      const other = await startRecorder(saysStopped);
      const token = 'not-a-real-token';
      const location = `${other.origin}/login/path?token=${token}#fragment`;
      const recorder = await startRecorder(reply(status, '', { Location: location }));
      const outcome = await stopSmsCampaign(orderAt(recorder.origin, { credential: { kind: 'token', token } }));
      assertFacts(outcome, 'notStopped', 'redirected', 1);
      assert.equal(outcome.details?.redirectedTo, `${other.origin}/login/path`);
      assert.equal(other.connections(), 0);
      assert.equal(recorder.requests.length, 1);
    });
  }

  it('does not follow one to the same host either', async () => {
    const recorder = await startRecorder(reply(302, '', { Location: '/login?x=1' }));
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin));
    assertFacts(outcome, 'notStopped', 'redirected', 1);
    assert.equal(outcome.details?.redirectedTo, '/login');
    assert.equal(recorder.requests.length, 1);
  });

  it('does not follow one that a status reply makes', async () => {
    const other = await startRecorder(saysState('Active'));
    const recorder = await startRecorder(
      kore({ stop: saysStopped, status: reply(307, '', { Location: other.origin }) }),
    );
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin));
    assert.equal(outcome.confirmedBy, 'reply');
    assert.equal(other.connections(), 0);
  });

  it('bears a redirect to no address at all', async () => {
    for (const location of ['http://[', '', 'https://user:word@login.example/x']) {
      const recorder = await startRecorder(reply(302, '', { Location: location }));
      const outcome = await stopSmsCampaign(orderAt(recorder.origin));
      assertFacts(outcome, 'notStopped', 'redirected', 1);
      assert.ok(!JSON.stringify(outcome).includes('word@'));
    }
  });
});

describe('A token that the server echoes', () => {
  const startRecorder = useRecorders();
  const canary = 'canary+opaque/token=';

  /** Every place in a reply that can become part of an outcome. */
  const echo = (status: number, token: string): Answer =>
    reply(
      status,
      {
        status: token,
        message: `Invalid token "${token}" for campaign`,
        error: token,
        updatedAt: token,
        campaignExecutionType: token,
        data: { status: token },
      },
      {
        Location: `/login/${encodeURIComponent(token)}/${token}?t=${token}`,
        'Content-Type': `text/${token}`,
        'Retry-After': token,
      },
    );

  function leaks(recorder: Recorder): Promise<string> {
    const lines: string[] = [];
    const log = { info: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
    const clock = fakeClock();
    const steps: unknown[] = [];
    return createStopper({ ...clock, log })
      .stopSmsCampaign(orderAt(recorder.origin, { credential: { kind: 'token', token: canary } }), {
        onProgress: (step) => void steps.push(step),
      })
      .then((outcome) => JSON.stringify([outcome, lines, steps]));
  }

  for (const status of [200, 302, 400, 401, 403, 429, 500]) {
    it(`appears nowhere after ${status}`, async () => {
      const recorder = await startRecorder(echo(status, canary));
      const told = await leaks(recorder);
      assert.ok(recorder.text().includes(`auth: ${canary}`));
      assert.ok(!told.includes(canary) && !told.includes(encodeURIComponent(canary)), told);
    });
  }

  it('appears nowhere when it comes back as the state that was read', async () => {
    const status = reply(200, { status: 'success', data: { status: `${canary} is no state` } });
    const recorder = await startRecorder(kore({ stop: saysStopped, status }));
    const told = await leaks(recorder);
    assert.ok(told.includes('… is no state'));
    assert.ok(!told.includes(canary), told);
  });

  it('appears nowhere when a later reply brings back the token of an earlier request', async () => {
    let first = '';
    const recorder = await startRecorder((request, socket) => {
      if (isStop(request)) first = request.headers.find(([name]) => name.toLowerCase() === 'auth')?.[1] ?? '';
      const answer = isStop(request) ? reply(500) : reply(200, { status: 'success', data: { status: `was ${first}` } });
      answer(request, socket);
    });
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin));
    assert.match(first, /^eyJ/);
    assert.equal(outcome.state, 'was …');
    assert.ok(!JSON.stringify(outcome).includes(first.slice(0, 40)));
  });
});

/** Up to 256 MiB of one JSON object, and how many bytes were taken before the client hung up. */
function floodOfJson(): { answer: Answer; delivered: Promise<number> } {
  let settle: (bytes: number) => void = () => undefined;
  const delivered = new Promise<number>((resolve) => {
    settle = resolve;
  });
  const megabyte = ' '.repeat(1024 * 1024);
  const answer: Answer = (_request, socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n');
    let left = 256;
    const pour = (): void => {
      left -= 1;
      if (left === 0) socket.end();
      else if (!socket.destroyed) socket.write(`100000\r\n${megabyte}\r\n`, pour);
    };
    pour();
    socket.on('close', () => settle(socket.bytesWritten));
  };
  return { answer, delivered };
}
