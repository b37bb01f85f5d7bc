import assert from 'node:assert/strict';
import https from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as sleepFor } from 'node:timers/promises';

import nodeFetch from 'node-fetch';

import { stopRequest } from '../../../src/kore/endpoints.ts';
import { holdExchange, type HeldExchange } from '../../../src/kore/heldExchange.ts';
import { completePorts } from '../../../src/kore/realPorts.ts';
import { exchange, type Exchange, type Fetch, type TransportPorts } from '../../../src/kore/transport.ts';
import { saysStopped, silence } from '../support/answers.ts';
import { makeCertificate } from '../support/certificate.ts';
import { refusedPort, useRecorders, useServers, type Answer, type Recorder } from '../support/recorder.ts';
import { until } from '../support/until.ts';

const requestTo = (origin: string) =>
  stopRequest({ origin, accountId: 'acc-1', streamId: 'st-1', iid: 'st-1' }, 'cd-1');
const options = { timeoutMs: 5000 };

const { cert, key } = makeCertificate({ name: 'leaf', addresses: ['127.0.0.1'] });
const agent = new https.Agent({ ca: cert });
const trusting: Fetch = (url, init) => nodeFetch(url, { ...init, agent });

const ways: readonly (readonly [
  name: string,
  ports: TransportPorts,
  tls: { cert: string; key: string } | undefined,
])[] = [
  ['in clear', completePorts({}), undefined],
  ['over TLS', completePorts({ fetch: trusting }), { cert, key }],
];

/** A stop request, held. */
function hold(origin: string, ports: TransportPorts): HeldExchange {
  const held = holdExchange(requestTo(origin), 'token', ports);
  assert.ok(held);
  return held;
}

for (const [name, ports, tls] of ways) {
  describe(`A held exchange ${name}`, () => {
    const startRecorder = useRecorders();
    const startServer = useServers();

    // Node cannot reset a connection that speaks TLS.
    const kill = (socket: Socket): unknown => (tls === undefined ? socket.resetAndDestroy() : socket.destroy());

    /** Held, with its connection there. */
    const heldAt = async (answer: Answer): Promise<{ recorder: Recorder; held: HeldExchange }> => {
      const recorder = await startRecorder(answer, tls);
      const held = hold(recorder.origin, ports);
      await until(() => recorder.open() === 1);
      return { recorder, held };
    };

    it('sends no byte before it is released, and then all of it', async () => {
      const { recorder, held } = await heldAt(saysStopped);
      assert.equal(recorder.text(), '');
      const done = await held.release(options);
      assert.equal(done?.kind, 'reply');
      assert.equal(recorder.requests.length, 1);
      assert.equal(recorder.connections(), 1);
    });

    it('sends the same bytes as one that was not held', async () => {
      const { recorder, held } = await heldAt(saysStopped);
      await held.release(options);
      const sent = recorder.text();
      await exchange(requestTo(recorder.origin), 'token', ports, options);
      assert.ok(sent.endsWith('\r\n\r\n{}'));
      assert.equal(recorder.text(), sent + sent);
    });

    it('closes its connection without a byte when it is dropped, and cannot be released then', async () => {
      const { recorder, held } = await heldAt(saysStopped);
      held.drop();
      await held.over;
      await until(() => recorder.open() === 0);
      assert.equal(held.release(options), undefined);
      assert.equal(recorder.text(), '');
    });

    it('cannot be released once the other side has hung up or reset it, and nothing has left', async () => {
      for (const hangUp of [(socket: Socket) => socket.end(), kill]) {
        let bytes = 0;
        const server = await startServer((socket) => {
          socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
          hangUp(socket);
        }, tls);
        const held = hold(`${tls === undefined ? 'http' : 'https'}://127.0.0.1:${server.port}`, ports);
        await held.over;
        assert.equal(held.release(options), undefined);
        assert.equal(bytes, 0);
      }
    });

    it('takes for no answer what was said before it left, be it Stopped', async () => {
      const body = '{"status":"Stopped"}';
      const whole = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
      for (const early of [whole, 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n', whole.slice(0, -5)]) {
        const server = await startServer((socket) => void socket.write(early), tls);
        const held = hold(`${tls === undefined ? 'http' : 'https'}://127.0.0.1:${server.port}`, ports);
        await held.over;
        assert.equal(held.release(options), undefined);
      }
    });

    it('may have left when it was released into a connection that dies', async () => {
      const sockets: Socket[] = [];
      const server = await startServer((socket) => void sockets.push(socket), tls);
      const held = hold(`${tls === undefined ? 'http' : 'https'}://127.0.0.1:${server.port}`, ports);
      await until(() => sockets.length === 1);
      // Nobody on this side knows yet.
      sockets.forEach(kill);
      const done = await held.release(options);
      assert.deepEqual(factsOf(done), ['fault', 'unknown', 'cut']);
    });

    it('may have left when no answer comes: cut, out of time or cancelled', async () => {
      const cut = await heldAt((_request, socket) => kill(socket));
      assert.deepEqual(factsOf(await cut.held.release(options)), ['fault', 'unknown', 'cut']);
      const late = await heldAt(silence);
      assert.deepEqual(factsOf(await late.held.release({ timeoutMs: 50 })), ['fault', 'unknown', 'timeout']);
      const cancel = new AbortController();
      const cancelled = await heldAt(() => cancel.abort());
      const done = await cancelled.held.release({ ...options, signal: cancel.signal });
      assert.deepEqual(factsOf(done), ['fault', 'unknown', 'cancelled']);
    });

    it('does not leave for an order that is cancelled already', async () => {
      const { recorder, held } = await heldAt(saysStopped);
      assert.equal(held.release({ ...options, signal: AbortSignal.abort() }), undefined);
      held.drop();
      await held.over;
      assert.equal(recorder.text(), '');
    });

    it('leaves once: neither a second release nor a drop does anything to it', async () => {
      const { recorder, held } = await heldAt(saysStopped);
      const first = held.release(options);
      assert.equal(held.release(options), undefined);
      held.drop();
      assert.equal((await first)?.kind, 'reply');
      assert.equal(recorder.requests.length, 1);
    });
  });
}

describe('A held exchange', () => {
  const startRecorder = useRecorders();

  it('counts its time from the release', async () => {
    const recorder = await startRecorder(saysStopped);
    let nowMs = 1000;
    const held = hold(recorder.origin, { ...completePorts({}), now: () => nowMs });
    nowMs = 21_000;
    const done = await held.release(options);
    assert.deepEqual([done?.startedAtMs, done?.endedAtMs], [21_000, 21_000]);
  });

  it('is lost, and ends nothing else, at a port that refuses, and with a fetch that throws or takes no stream', async () => {
    const throwing: Fetch = () => {
      throw new Error('no');
    };
    const origin = `http://127.0.0.1:${await refusedPort()}`;
    for (const ports of [completePorts({}), completePorts({ fetch: throwing })]) {
      const held = hold(origin, ports);
      await held.over;
      assert.equal(held.release(options), undefined);
    }
  });

  it('is not begun for an address that does not lead where it is meant to', () => {
    const request = { ...requestTo('http://127.0.0.1'), target: '/a/../b' };
    assert.equal(holdExchange(request, 'token', completePorts({})), undefined);
  });

  it('harms nobody when it is dropped in the moment it was begun', async () => {
    const recorder = await startRecorder(saysStopped);
    const held = hold(recorder.origin, completePorts({}));
    held.drop();
    await held.over;
    await sleepFor(30);
    assert.equal(recorder.text(), '');
  });
});

function factsOf(done: Exchange | undefined): unknown[] {
  return done?.kind === 'fault' ? [done.kind, done.sent, done.cause] : [done?.kind];
}
