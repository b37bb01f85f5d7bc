import assert from 'node:assert/strict';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { runningCampaignId, startSimulator, type Fault } from '../../../src/practice/index.ts';
import { base, held, list, readStatus, send, signedHeaders, stop, stopTarget } from './practiceClient.ts';
import { withSimulator } from './practiceSuite.ts';

/** Waits until something is so; the runner's own time limit ends a wait in vain. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(1);
}

describe('practice: faults', () => {
  const { simulator, clock } = withSimulator();
  const state = () => held(simulator(), runningCampaignId).status;
  const lastStatus = () => simulator().state().requests.at(-1)?.status;
  const stopRunning = () => stop(simulator(), runningCampaignId);
  const stopUnder = (fault: Fault, forNext?: number) => {
    simulator().misbehave(fault, forNext);
    return stopRunning();
  };

  /** The answer as soon as its head is there, with the bytes of the body in the making. */
  const openStop = (): Promise<{ incoming: IncomingMessage; body: () => Buffer; ended: Promise<unknown> }> =>
    new Promise((resolve, reject) => {
      const headers = signedHeaders(simulator());
      const path = stopTarget(simulator(), runningCampaignId);
      const outgoing = request(simulator().origin, { method: 'POST', path, headers, agent: false }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        const ended = new Promise((end) => {
          incoming.on('end', () => {
            end('whole');
          });
          incoming.on('error', end);
        });
        resolve({ incoming, body: () => Buffer.concat(chunks), ended });
      });
      outgoing.on('error', reject);
      outgoing.end('{}');
    });

  it('slow: the stop takes effect at once, the answer comes later', async () => {
    const pending = assert.rejects(stopUnder({ kind: 'slow', call: 'stop', delayMs: 3_600_000 }));
    await until(() => state() === 'Stopped');
    assert.equal(lastStatus(), null);
    await simulator().close();
    await pending;
  });

  it('slow: the late answer is the true one', async () => {
    const { status, json } = await stopUnder({ kind: 'slow', call: 'stop', delayMs: 1 });
    assert.equal(status, 200);
    assert.equal((json as { status: string }).status, 'Stopped');
  });

  it('answer: gives status, body and headers as told, and stops nothing', async () => {
    const headers = { 'Content-Type': 'text/html', 'X-Cause': 'gateway' };
    const answer = await stopUnder({ kind: 'answer', call: 'stop', status: 502, body: '<h1>Bad</h1>', headers });
    assert.deepEqual(
      [answer.status, answer.text, answer.headers['content-type'], answer.headers['x-cause']],
      [502, '<h1>Bad</h1>', 'text/html', 'gateway'],
    );
    assert.equal(state(), 'Active');
    assert.equal(lastStatus(), 502);
  });

  it('answer: without a body it gives an error body', async () => {
    const { json } = await stopUnder({ kind: 'answer', call: 'stop', status: 503 });
    assert.deepEqual(json, { errors: [{ msg: 'Something went wrong.', code: 503 }] });
  });

  it('answer: with takesEffect the stop is carried out all the same', async () => {
    await stopUnder({ kind: 'answer', call: 'stop', status: 504, takesEffect: true });
    assert.equal(state(), 'Stopped');
  });

  for (const takesEffect of [false, true]) {
    it(`silence: nothing comes back, ${takesEffect ? 'the campaign is stopped' : 'the campaign goes on'}`, async () => {
      const pending = assert.rejects(stopUnder({ kind: 'silence', call: 'stop', takesEffect }, 1));
      await until(() => simulator().state().requests.length === 1);
      if (takesEffect) await until(() => state() === 'Stopped');
      await readStatus(simulator(), runningCampaignId);
      assert.equal(simulator().state().requests[0]?.status, null);
      assert.equal(state(), takesEffect ? 'Stopped' : 'Active');
      await simulator().close();
      await pending;
    });

    it(`reset before headers: ${takesEffect ? 'the campaign is stopped' : 'the campaign goes on'}`, async () => {
      const fault: Fault = { kind: 'resetBeforeHeaders', call: 'stop', takesEffect };
      await assert.rejects(stopUnder(fault), { code: 'ECONNRESET' });
      assert.equal(state(), takesEffect ? 'Stopped' : 'Active');
      assert.equal(lastStatus(), null);
    });
  }

  it('headers then silence: the head comes, no byte of the body', async () => {
    simulator().misbehave({ kind: 'headersThenSilence', call: 'stop' });
    const { incoming, body, ended } = await openStop();
    assert.equal(incoming.statusCode, 200);
    assert.ok(Number(incoming.headers['content-length']) > 0);
    assert.equal(lastStatus(), 200);
    await simulator().close();
    await ended;
    assert.equal(body().length, 0);
  });

  it('drip: the true answer comes byte by byte', async () => {
    const { json } = await stopUnder({ kind: 'drip', call: 'stop', intervalMs: 0 });
    assert.equal((json as { message: string }).message, 'Campaign Stopped');
  });

  it('reset in the body: half of it comes', async () => {
    simulator().misbehave({ kind: 'resetInBody', call: 'stop' });
    const { incoming, body, ended } = await openStop();
    assert.notEqual(await ended, 'whole');
    assert.ok(body().length > 0 && body().length < Number(incoming.headers['content-length']));
  });

  it('Content-Length too long: all of the body comes, and is not enough', async () => {
    simulator().misbehave({ kind: 'lengthTooLong', call: 'stop' });
    const { incoming, body, ended } = await openStop();
    assert.notEqual(await ended, 'whole');
    assert.equal((JSON.parse(body().toString()) as { status: string }).status, 'Stopped');
    assert.equal(Number(incoming.headers['content-length']), body().length + 100);
  });

  it('huge body: the true answer with as much padding as told', async () => {
    const { json } = await stopUnder({ kind: 'hugeBody', call: 'stop', bytes: 3_000_000 });
    const { status, padding } = json as { status: string; padding: string };
    assert.deepEqual([status, padding.length], ['Stopped', 3_000_000]);
  });

  it('huge body: a caller that hangs up harms nobody', async () => {
    simulator().misbehave({ kind: 'hugeBody', call: 'stop' }, 1);
    const { incoming } = await openStop();
    incoming.destroy();
    assert.equal((await readStatus(simulator(), runningCampaignId)).status, 200);
  });

  it('gzip: the true answer packed although nobody asked, padded or not', async () => {
    for (const [bytes, length] of [
      [undefined, 0],
      [1_000_000, 1_000_000],
    ] as const) {
      simulator().misbehave({ kind: 'gzip', call: 'any', ...(bytes === undefined ? {} : { bytes }) });
      const { incoming, body, ended } = await openStop();
      assert.equal(await ended, 'whole');
      assert.equal(incoming.headers['content-encoding'], 'gzip');
      const reply = JSON.parse(gunzipSync(body()).toString()) as { padding?: string };
      assert.equal(reply.padding?.length ?? 0, length);
    }
  });

  it('redirect: names the place, 302 unless told', async () => {
    const location = 'http://127.0.0.2:9/elsewhere?x=1';
    const found = await stopUnder({ kind: 'redirect', call: 'stop', location });
    assert.deepEqual([found.status, found.headers.location], [302, location]);
    assert.equal((await stopUnder({ kind: 'redirect', call: 'stop', location, status: 307 })).status, 307);
    assert.equal(state(), 'Active');
  });

  it('switching protocols: answers 101 and no more', async () => {
    simulator().misbehave({ kind: 'switchingProtocols', call: 'stop' });
    const socket = connect(Number(new URL(simulator().origin).port), '127.0.0.1');
    let got = '';
    socket.setEncoding('utf8').on('data', (text: string) => (got += text));
    const headers = Object.entries({ host: 'x', 'content-length': '2', ...signedHeaders(simulator()) });
    const head = [`POST ${stopTarget(simulator(), runningCampaignId)} HTTP/1.1`, ...headers.map((h) => h.join(': '))];
    socket.write([...head, '', '{}'].join('\r\n'));
    await until(() => got.includes('\r\n\r\n'));
    assert.match(got, /^HTTP\/1\.1 101 .*\r\n\r\n$/s);
    assert.equal(lastStatus(), 101);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await simulator().close();
    await closed;
  });

  it('stop ignored: says Stopped and keeps sending', async () => {
    const { json } = await stopUnder({ kind: 'stopIgnored', call: 'stop' });
    assert.equal((json as { status: string }).status, 'Stopped');
    clock.ms += 60_000;
    const { status, totalMessagesSent } = held(simulator(), runningCampaignId);
    assert.deepEqual([status, totalMessagesSent], ['Active', 41_513]);
  });

  it('rate limited: the documented text, with Retry-After and another status when told', async () => {
    const plain = await stopUnder({ kind: 'rateLimited', call: 'stop' });
    assert.equal(plain.status, 429);
    assert.match(plain.text, /You've exceeded the per-minute rate limit\./);
    assert.equal(plain.headers['retry-after'], undefined);
    const told = await stopUnder({ kind: 'rateLimited', call: 'stop', status: 200, retryAfter: '30' });
    assert.deepEqual([told.status, told.headers['retry-after']], [200, '30']);
    assert.equal(state(), 'Active');
  });

  it('echo token: the error body repeats the auth token', async () => {
    simulator().misbehave({ kind: 'echoToken', call: 'stop' });
    const headers = signedHeaders(simulator());
    const { status, text } = await send(simulator().origin, {
      target: stopTarget(simulator(), runningCampaignId),
      headers,
    });
    assert.equal(status, 401);
    assert.ok(text.includes(String(headers.auth)));
  });
});

describe('practice: which call a fault hits', () => {
  const { simulator } = withSimulator();
  const fails = (call: Fault['call'], status = 500): Fault => ({ kind: 'answer', call, status });
  const allCalls = async (): Promise<number[]> => {
    const headers = signedHeaders(simulator());
    const get = {
      method: 'GET',
      target: `${base(simulator())}/${runningCampaignId}?accountId=${headers.accountid}`,
    };
    const schedule = { target: `${base(simulator())}/schedule?enableSchedule=false&campaignName=Weekly+digest` };
    return [
      (await readStatus(simulator(), runningCampaignId)).status,
      (await list(simulator(), { type: 'sms' })).status,
      (await send(simulator().origin, { ...get, headers })).status,
      (await send(simulator().origin, { ...schedule, headers })).status,
      (await stop(simulator(), runningCampaignId)).status,
    ];
  };

  for (const [call, expected] of [
    ['status', [500, 200, 200, 200, 200]],
    ['list', [200, 500, 200, 200, 200]],
    ['get', [200, 200, 500, 200, 200]],
    ['schedule', [200, 200, 200, 500, 200]],
    ['stop', [200, 200, 200, 200, 500]],
    ['any', [500, 500, 500, 500, 500]],
  ] as const) {
    it(`${call}: hits ${call === 'any' ? 'every call' : 'that call only'}`, async () => {
      simulator().misbehave(fails(call));
      assert.deepEqual(await allCalls(), expected);
    });
  }

  it('hits the next calls only when told how many', async () => {
    simulator().misbehave(fails('any'), 2);
    assert.deepEqual(await allCalls(), [500, 500, 200, 200, 200]);
  });

  it('keeps one fault for each call, and the one for a call goes before the one for any', async () => {
    simulator().misbehave(fails('any', 503));
    simulator().misbehave(fails('stop', 500));
    simulator().misbehave(fails('stop', 502));
    simulator().misbehave(fails('list', 504), 1);
    assert.deepEqual(await allCalls(), [503, 504, 503, 503, 502]);
  });

  it('hits none after all are cleared', async () => {
    simulator().misbehave(fails('any'));
    simulator().misbehave(undefined);
    assert.deepEqual(await allCalls(), [200, 200, 200, 200, 200]);
  });
});

describe('practice: start and close', () => {
  it('takes the port it is told, refuses one that is taken, frees it when closed', async () => {
    const first = await startSimulator();
    const port = Number(new URL(first.origin).port);
    await assert.rejects(startSimulator({ port }), { code: 'EADDRINUSE' });
    await first.close();
    await first.close();
    const second = await startSimulator({ port });
    assert.equal(second.origin, first.origin);
    assert.equal(second.stream.host, second.origin);
    await second.close();
    await assert.rejects(stop(second, runningCampaignId), { code: 'ECONNREFUSED' });
  });
});
