import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import https from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

import nodeFetch from 'node-fetch';

import { stopRequest } from '../../../src/kore/endpoints.ts';
import { exchange, maxBodyBytes, type Exchange, type Fetch, type TransportPorts } from '../../../src/kore/transport.ts';
import { reply, saysStopped, silence } from '../support/answers.ts';
import { makeCertificate } from '../support/certificate.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { useRecorders, useServers } from '../support/recorder.ts';

const requestTo = (origin: string) =>
  stopRequest({ origin, accountId: 'acc-1', streamId: 'st-1', iid: 'st-1' }, 'cd-1');

/** Errors as node-fetch passes them on: code, system call and text. */
async function faultOf(code: string | undefined, erroredSysCall?: string, message = 'failed'): Promise<unknown[]> {
  const error = Object.assign(new Error(message), { code, erroredSysCall });
  const fetch: Fetch = () => Promise.reject(error);
  const done = await exchange(requestTo('https://kore.invalid'), 'token', fakeClock(fetch), { timeoutMs: 1000 });
  return done.kind === 'fault' ? [done.sent, done.cause, done.code] : [];
}

describe('exchange: what a failure proves', () => {
  const proofs: readonly (readonly [code: string, syscall: string | undefined, cause: string])[] = [
    ['ENOTFOUND', 'getaddrinfo', 'nameNotFound'],
    ['EAI_AGAIN', 'getaddrinfo', 'nameNotFound'],
    ['ECONNREFUSED', 'connect', 'connectionRefused'],
    ['ECONNREFUSED', undefined, 'connectionRefused'],
    ['EHOSTUNREACH', 'connect', 'unreachable'],
    ['ENETUNREACH', 'connect', 'unreachable'],
    ['ETIMEDOUT', 'connect', 'unreachable'],
    ['ETIMEDOUT', undefined, 'unreachable'],
    ['EHOSTUNREACH', undefined, 'unreachable'],
    ['ENETUNREACH', undefined, 'unreachable'],
    ['ENETDOWN', undefined, 'unreachable'],
    ['EHOSTDOWN', undefined, 'unreachable'],
    ['EADDRNOTAVAIL', 'connect', 'unreachable'],
    ['ECONNRESET', 'connect', 'unreachable'],
    ['ERR_SOCKET_CONNECTION_TIMEOUT', undefined, 'unreachable'],
    ['CERT_HAS_EXPIRED', undefined, 'certificateExpired'],
    ['CERT_NOT_YET_VALID', undefined, 'certificateExpired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', undefined, 'certificateName'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', undefined, 'certificateUntrusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', undefined, 'certificateUntrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', undefined, 'certificateUntrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', undefined, 'certificateUntrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT', undefined, 'certificateUntrusted'],
    ['CERT_UNTRUSTED', undefined, 'certificateUntrusted'],
    ['CERT_SIGNATURE_FAILURE', undefined, 'certificateUntrusted'],
    ['CERT_REVOKED', undefined, 'certificateUntrusted'],
    ['INVALID_CA', undefined, 'certificateUntrusted'],
  ];
  for (const [code, syscall, cause] of proofs) {
    it(`proves with ${code} ${syscall ?? ''} that nothing was sent`, async () => {
      assert.deepEqual(await faultOf(code, syscall), ['no', cause, code]);
    });
  }

  it('proves it with a handshake that failed while the request waited, in both libraries’ words', async () => {
    for (const reason of [
      '80AC:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/record.c:350:',
      '101:error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:../../third_party/tls_record.cc:242:',
      '80AC:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../deps/layer_s3.c:1601:',
      '101:error:1000042e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION:../../third_party/x.cc:1:',
    ]) {
      assert.deepEqual(await faultOf('EPROTO', 'write', `write EPROTO ${reason}`), ['no', 'tls', 'EPROTO']);
    }
    const early = 'Client network socket disconnected before secure TLS connection was established';
    assert.deepEqual(await faultOf('ECONNRESET', undefined, early), ['no', 'tls', 'ECONNRESET']);
  });

  const noProofs: readonly (readonly [code: string | undefined, syscall?: string | undefined, message?: string])[] = [
    [undefined],
    [undefined, 'connect'],
    ['ECONNRESET', 'read'],
    ['ECONNRESET'],
    ['EPIPE', 'write'],
    ['ETIMEDOUT', 'read'],
    ['EHOSTUNREACH', 'read'],
    ['ENETUNREACH', 'write'],
    ['ERR_STREAM_PREMATURE_CLOSE'],
    ['HPE_INVALID_CONSTANT'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', undefined, 'x:SSL routines:y:wrong version number:z:1:'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', undefined, 'x:SSL routines:y:sslv3 alert handshake failure:z:1:'],
    ['EPROTO', 'read', 'x:SSL routines:y:wrong version number:z:1:'],
    ['EPROTO', 'write', 'x:SSL routines:y:bad record mac:z:1:'],
    ['EPIPE', 'write', 'x:SSL routines:y:wrong version number:z:1:'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
  ];
  for (const [code, syscall, message] of noProofs) {
    it(`proves nothing with ${code ?? 'an error without a code'} ${syscall ?? ''}`, async () => {
      const [sent, cause] = await faultOf(code, syscall, message);
      assert.deepEqual([sent, cause], ['unknown', 'cut']);
    });
  }

  it('tells a code where there is a text for one', async () => {
    const fail = (code: unknown): Fetch => rejectWith(Object.assign(new Error('x'), { code }));
    for (const [code, more] of [
      ['EPIPE', { code: 'EPIPE' }],
      [7, {}],
      [undefined, {}],
    ] as const) {
      const clock = fakeClock(fail(code));
      const done = await exchange(requestTo('https://kore.invalid'), 'token', clock, { timeoutMs: 1000 });
      const times = { startedAtMs: clock.now(), endedAtMs: clock.now() };
      assert.deepEqual(done, { kind: 'fault', sent: 'unknown', cause: 'cut', ...more, ...times });
    }
  });

  it('bears a fetch that throws at once, or throws what is no error', async () => {
    const refuse = (): never => {
      throw new Error('x');
    };
    for (const fetch of [refuse, ...['x', undefined, null, { code: 'ECONNREFUSED' }].map(rejectWith)]) {
      const done = await exchange(requestTo('https://kore.invalid'), 'token', fakeClock(fetch), { timeoutMs: 1000 });
      assert.ok(done.kind === 'fault' && done.sent === 'unknown');
    }
  });
});

describe('exchange: a TLS connection that is disturbed after the request', () => {
  const startServer = useServers();
  const authority = makeCertificate({ name: 'Test Root', isAuthority: true });
  const { cert, key } = makeCertificate({ name: 'leaf', addresses: ['127.0.0.1'], issuer: authority });
  const trusting: Fetch = (url, init) => nodeFetch(url, { ...init, agent: new https.Agent({ ca: authority.cert }) });

  for (const [what, bytes] of [
    ['plain text', Buffer.from('HTTP/1.1 302 Found\r\n\r\n')],
    ['a record that is too long', Buffer.from('170303ffff0000', 'hex')],
    ['an alert', Buffer.from('15030300020228', 'hex')],
  ] as const) {
    it(`does not claim that nothing was sent after ${what} from the way`, async () => {
      let received = '';
      const { port } = await startServer((socket: Socket) => {
        const secure = new TLSSocket(socket, { isServer: true, cert, key });
        secure.on('error', () => socket.destroy());
        secure.on('data', (chunk: Buffer) => {
          received += chunk.toString();
          if (received.endsWith('{}')) socket.write(bytes);
        });
      });
      const done = await exchange(requestTo(`https://127.0.0.1:${port}`), 'token', fakeClock(trusting), {
        timeoutMs: 5000,
      });
      assert.match(received, /trigger=stop/);
      assert.ok(done.kind === 'fault');
      assert.equal(done.sent, 'unknown', done.code);
    });
  }
});

describe('exchange: a reply', () => {
  const startRecorder = useRecorders();
  const send = async (origin: string, clock = fakeClock()): Promise<Exchange> =>
    exchange(requestTo(origin), 'token', clock, { timeoutMs: 5000 });

  it('is told with its status, the headers that count and its whole body', async () => {
    const headers = {
      'Retry-After': '7',
      Date: 'Mon, 23 Nov 2026 02:10:45 GMT',
      Location: '/x',
      'Content-Type': 'a/b',
    };
    const recorder = await startRecorder(reply(302, 'ä', headers));
    const clock = fakeClock();
    assert.deepEqual(await send(recorder.origin, clock), {
      kind: 'reply',
      status: 302,
      body: { kind: 'text', text: 'ä', bytes: 2 },
      retryAfter: '7',
      date: 'Mon, 23 Nov 2026 02:10:45 GMT',
      location: '/x',
      contentType: 'a/b',
      startedAtMs: clock.now(),
      endedAtMs: clock.now(),
    });
  });

  it('is whole up to 1 MiB, and cut by one byte more', async () => {
    for (const [bytes, kind] of [
      [maxBodyBytes, 'text'],
      [maxBodyBytes + 1, 'oversized'],
    ] as const) {
      const recorder = await startRecorder(reply(200, 'x'.repeat(bytes)));
      const done = await send(recorder.origin);
      assert.equal(done.kind === 'reply' && done.body.kind, kind);
    }
  });

  it('is read when its encoding is named identity, in any case', async () => {
    const recorder = await startRecorder(reply(200, '{}', { 'Content-Encoding': ' Identity ' }));
    const done = await send(recorder.origin);
    assert.equal(done.kind === 'reply' && done.body.kind, 'text');
  });

  it('is not read in any other encoding', async () => {
    for (const encoding of ['gzip', 'br', 'deflate', 'x-gzip', 'zstd', 'gzip, identity']) {
      const recorder = await startRecorder(reply(200, '{}', { 'Content-Encoding': encoding }));
      const done = await send(recorder.origin);
      assert.equal(done.kind === 'reply' && done.body.kind, 'encoded', encoding);
    }
  });

  it('has an empty text where there is no body, and where it brings no bytes', async () => {
    async function* noBytes(): AsyncGenerator {
      yield* await Promise.resolve(['{"status":"Stopped"}', 7]);
    }
    for (const body of [null, noBytes()]) {
      const fetch: Fetch = () => Promise.resolve({ status: 200, headers: { get: () => null }, body });
      const done = await send('https://kore.invalid', fakeClock(fetch));
      assert.deepEqual(done.kind === 'reply' && done.body, { kind: 'text', text: '', bytes: 0 });
    }
  });

  it('is waited for although the clock fails, which is no time that is over', async () => {
    const recorder = await startRecorder(saysStopped);
    const sleep = (): Promise<void> => Promise.reject(new Error('x'));
    const done = await send(recorder.origin, { ...fakeClock(), sleep });
    assert.equal(done.kind, 'reply');
  });

  it('loses a byte order mark', async () => {
    const recorder = await startRecorder(reply(200, '\ufeff{}'));
    const done = await send(recorder.origin);
    assert.equal(done.kind === 'reply' && done.body.kind === 'text' && done.body.text, '{}');
  });
});

describe('exchange: nothing is sent', () => {
  const startRecorder = useRecorders();

  it('when the address would lead elsewhere than meant', async () => {
    const recorder = await startRecorder(saysStopped);
    const astray = { ...requestTo(recorder.origin), target: '/campaign/../elsewhere' };
    const done = await exchange(astray, 'token', fakeClock(), { timeoutMs: 1000 });
    assert.deepEqual(done.kind === 'fault' && [done.sent, done.cause], ['no', 'badUrl']);
    assert.equal(recorder.connections(), 0);
  });

  it('when it was cancelled before', async () => {
    const recorder = await startRecorder(saysStopped);
    const options = { timeoutMs: 1000, signal: AbortSignal.abort() };
    const done = await exchange(requestTo(recorder.origin), 'token', fakeClock(), options);
    assert.deepEqual(done.kind === 'fault' && [done.sent, done.cause], ['no', 'cancelled']);
    assert.equal(recorder.connections(), 0);
  });
});

describe('exchange: its end', () => {
  const startRecorder = useRecorders();

  it('hangs up when the time is over, and when it is cancelled', async () => {
    for (const cause of ['timeout', 'cancelled'] as const) {
      const cancel = new AbortController();
      let hungUp: Promise<void> | undefined;
      const recorder = await startRecorder((request, socket) => {
        hungUp = new Promise((resolve) => socket.on('close', () => resolve()));
        silence(request, socket);
        if (cause === 'cancelled') cancel.abort();
      });
      const real = { fetch: nodeFetch, now: Date.now, sleep: sleepFor(cause === 'timeout' ? 30 : 60_000) };
      const options = { timeoutMs: 1, signal: cancel.signal };
      const done = await exchange(requestTo(recorder.origin), 'token', real, options);
      assert.deepEqual(done.kind === 'fault' && [done.sent, done.cause], ['unknown', cause]);
      await hungUp;
    }
  });

  it('leaves no timer and no listener behind', async () => {
    const recorder = await startRecorder(saysStopped);
    const cancel = new AbortController();
    let waiting = 0;
    const sleep: TransportPorts['sleep'] = (_ms, signal) => {
      waiting += 1;
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          waiting -= 1;
          reject(new Error('aborted'));
        });
      });
    };
    const real = { fetch: nodeFetch, now: Date.now, sleep };
    const done = await exchange(requestTo(recorder.origin), 'token', real, { timeoutMs: 1, signal: cancel.signal });
    assert.equal(done.kind, 'reply');
    assert.equal(waiting, 0);
    assert.equal(getEventListeners(cancel.signal, 'abort').length, 0);
  });
});

/** A fetch that fails with what need not be an error. */
function rejectWith(reason: unknown): Fetch {
  return () =>
    ({ then: (_resolve: unknown, reject: (reason: unknown) => void) => reject(reason) }) as ReturnType<Fetch>;
}

/** A sleep port that waits as long as the test needs, not as long as it was asked. */
function sleepFor(ms: number): TransportPorts['sleep'] {
  return (_ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new Error('aborted'));
      });
    });
}
