import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';

import { stopRequest } from '../../../src/kore/endpoints.ts';
import { guardedFetch } from '../../../src/kore/guardedFetch.ts';
import { exchange, type Exchange } from '../../../src/kore/transport.ts';
import { createStopper } from '../../../src/stop/index.ts';
import { saysStopped } from '../support/answers.ts';
import { makeCertificate } from '../support/certificate.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { orderAt } from '../support/orders.ts';
import { useRecorders, useServers } from '../support/recorder.ts';

/**
 * Outside VS Code there is no proxy. What its agent does to a request is done here by hand; the suite in the host has
 * the real one (`test/host/suite/network.test.ts`).
 */
describe('guardedFetch', () => {
  const startRecorder = useRecorders();
  const { request } = https;
  const created = channel('http.client.request.created');

  /** As VS Code does it: every request gets this agent, whatever it asked for. */
  function useAgent(agent: https.Agent): void {
    https.request = ((url: string, options: https.RequestOptions) => {
      const made = request(url, { ...options, agent });
      // A Node before 22.12 does not do it by itself.
      created.publish({ request: made });
      return made;
    }) as typeof https.request;
  }
  afterEach(() => {
    https.request = request;
  });

  const send = async (origin = 'https://kore.example'): Promise<Exchange> => {
    const to = stopRequest({ origin, accountId: 'acc-1', streamId: 'st-1', iid: 'st-1' }, 'cd-1');
    return exchange(to, 'token', fakeClock(guardedFetch), { timeoutMs: 5000 });
  };
  const factsOf = (done: Exchange): object =>
    Object.fromEntries(Object.entries(done).filter(([key]) => !key.endsWith('AtMs')));

  /** An agent like VS Code's with a proxy: the bytes of its answer come on a socket that takes none. */
  function answering(bytes: string, proxy?: unknown): https.Agent {
    return agentThat((made) => {
      const socket = new Socket({ writable: false });
      made.once('socket', () => setImmediate(() => [Buffer.from(bytes), null].forEach((part) => socket.push(part))));
      if (proxy !== undefined) made.emit('proxy', { proxy, socket });
      made.onSocket(socket);
    });
  }
  const failing = (proxy: unknown, error: unknown): https.Agent =>
    agentThat((made) => {
      made.emit('proxy', { proxy, error });
      made.onSocket(null, new Error('Failed to establish a socket connection to proxies: PROXY a:b@127.0.0.1:1'));
    });

  const stoppedBy = (status: number): string =>
    `HTTP/1.1 ${status} X\r\nContent-Length: 20\r\n\r\n{"status":"Stopped"}`;

  for (const [status, cause] of [
    [201, 'proxyRefused'],
    [302, 'proxyRefused'],
    [407, 'proxyRefused'],
    [499, 'proxyRefused'],
    [500, 'proxyFailed'],
    [599, 'proxyFailed'],
    [600, 'proxyRefused'],
  ] as const) {
    it(`takes ${status} in clear for the proxy’s answer, not the host’s`, async () => {
      useAgent(answering(stoppedBy(status), 'PROXY someone:word@127.0.0.1:3128'));
      const facts = { kind: 'fault', sent: 'no', cause, proxy: '127.0.0.1:3128', proxyStatus: status };
      assert.deepEqual(factsOf(await send()), facts);
    });
  }

  it('names the proxy without its sign-in, and no connection for one', async () => {
    for (const [proxy, named] of [
      ['PROXY 127.0.0.1:3128', '127.0.0.1:3128'],
      ['HTTPS a@b:c@proxy.example:3128', 'proxy.example:3128'],
      ['SOCKS5 [::1]:1080', '[::1]:1080'],
      ['DIRECT', undefined],
      [undefined, undefined],
      [7, undefined],
    ] as const) {
      useAgent(answering(stoppedBy(407), proxy));
      const done = await send();
      assert.equal(done.kind === 'fault' ? done.proxy : '', named);
    }
  });

  it('knows that nothing was sent when a proxy cannot be reached, with its code if there is one', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    for (const [error, code] of [
      [refused, { code: 'ECONNREFUSED' }],
      [new Error('Proxy connection ended before receiving CONNECT response'), {}],
      [Object.assign(new Error('x'), { code: 7 }), {}],
      ['x', {}],
    ] as const) {
      useAgent(failing('PROXY 127.0.0.1:1', error));
      const facts = { kind: 'fault', sent: 'no', cause: 'proxyUnreachable', ...code, proxy: '127.0.0.1:1' };
      assert.deepEqual(factsOf(await send()), facts);
    }
  });

  it('knows the same when what a proxy answers is no HTTP', async () => {
    useAgent(answering('220 smtp.example ESMTP\r\n\r\n'));
    assert.deepEqual(factsOf(await send()), { kind: 'fault', sent: 'no', cause: 'proxyUnreachable' });
  });

  it('keeps a stop from being called stopped by a proxy', async () => {
    useAgent(answering(stoppedBy(201), 'PROXY 127.0.0.1:3128'));
    const outcome = await createStopper(fakeClock(guardedFetch)).stopSmsCampaign(orderAt('https://kore.example'));
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['notStopped', 'proxy', 0]);
    assert.deepEqual(outcome.details, { proxy: '127.0.0.1:3128', proxyStatus: 201, nothingSent: true });
    assert.match(outcome.message, /\(proxy, 127\.0\.0\.1:3128, 201\); nothing was sent\.$/);
  });

  it('lets any other failure through as it is', async () => {
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    useAgent(agentThat((made) => made.onSocket(null, error)));
    assert.deepEqual(factsOf(await send()), { kind: 'fault', sent: 'no', cause: 'nameNotFound', code: 'ENOTFOUND' });
  });

  describe('with the checks of certificates switched off', () => {
    const selfSigned = makeCertificate({ name: 'leaf', addresses: ['127.0.0.1'] });
    const served = { cert: selfSigned.cert, key: selfSigned.key };
    const agents: https.Agent[] = [];
    const lenient = (): https.Agent => {
      const agent = new https.Agent({ rejectUnauthorized: false, keepAlive: true });
      agents.push(agent);
      return agent;
    };
    afterEach(() => agents.splice(0).forEach((agent) => agent.destroy()));
    const untrusted = {
      kind: 'fault',
      sent: 'no',
      cause: 'certificateUntrusted',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    };

    it('sends no byte to a host whose certificate does not hold', async () => {
      const recorder = await startRecorder(saysStopped, served);
      useAgent(lenient());
      assert.deepEqual(factsOf(await send(recorder.origin)), untrusted);
      assert.equal(recorder.text(), '');
    });

    it('sends none on a connection that another has opened either', async () => {
      const recorder = await startRecorder(saysStopped, served);
      const agent = lenient();
      await new Promise((resolve, reject) => {
        const another = request(`${recorder.origin}/another`, { agent }, (response) => {
          response.resume().on('end', () => setImmediate(resolve));
        });
        another.on('error', reject).end();
      });
      useAgent(agent);
      assert.deepEqual(factsOf(await send(recorder.origin)), untrusted);
      assert.ok(!recorder.text().includes('trigger'));
      assert.equal(recorder.connections(), 1);
    });

    it('sends to one whose certificate holds', async () => {
      const recorder = await startRecorder(saysStopped, served);
      useAgent(new https.Agent({ ca: selfSigned.cert }));
      assert.equal((await send(recorder.origin)).kind, 'reply');
    });
  });

  describe('while TLS does not stand', () => {
    const startServer = useServers();

    it('proves that nothing was sent when it never stands, and it is tried again', async () => {
      useAgent(new https.Agent());
      const clock = fakeClock(guardedFetch);
      const { port, connections } = await startServer((socket) => {
        socket.on('data', () => clock.passNextTimer());
      });
      const outcome = await createStopper(clock).stopSmsCampaign(orderAt(`https://127.0.0.1:${port}`));
      assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['notStopped', 'noConnection', 0]);
      assert.equal(connections(), 3);
    });

    it('proves it for one that is cancelled, and for a connection that is cut, by then', async () => {
      useAgent(new https.Agent());
      const cancel = new AbortController();
      const silent = await startServer((socket) => void socket.on('data', () => cancel.abort()));
      const { signal } = cancel;
      const order = orderAt(`https://127.0.0.1:${silent.port}`);
      const outcome = await createStopper(fakeClock(guardedFetch)).stopSmsCampaign(order, { signal });
      assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['notStopped', 'cancelled', 0]);
      // A reset proves nothing by itself.
      const cut = await startServer((socket) => void socket.on('data', () => socket.resetAndDestroy()));
      const done = await send(`https://127.0.0.1:${cut.port}`);
      assert.deepEqual(done.kind === 'fault' && [done.sent, done.cause], ['no', 'unreachable']);
    });

    it('proves nothing once it stands', async () => {
      const { cert, key } = makeCertificate({ name: 'leaf', addresses: ['127.0.0.1'] });
      useAgent(new https.Agent({ ca: cert }));
      const cancel = new AbortController();
      const recorder = await startRecorder(() => cancel.abort(), { cert, key });
      const order = orderAt(recorder.origin);
      const outcome = await createStopper(fakeClock(guardedFetch)).stopSmsCampaign(order, { signal: cancel.signal });
      assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['unknown', 'cancelled', 1]);
    });
  });

  it('takes an answer in clear for the host’s where the host was asked in clear', async () => {
    const recorder = await startRecorder(saysStopped);
    assert.equal((await send(recorder.origin)).kind, 'reply');
  });
});

type Handled = ClientRequest & { onSocket(socket: Socket | null, error?: Error): void };

/** An agent that does by itself what it does with a request, a moment after it was made. */
function agentThat(handle: (made: Handled) => void): https.Agent {
  return Object.assign(new https.Agent(), {
    addRequest: (made: Handled) => setImmediate(handle, made),
  });
}
