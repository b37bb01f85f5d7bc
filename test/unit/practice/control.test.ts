import assert from 'node:assert/strict';
import { runningCampaignId } from '../../../src/practice/index.ts';
import { send, signedHeaders, stop, stopTarget, type Call } from './practiceClient.ts';
import { startMs, withSimulator } from './practiceSuite.ts';

describe('practice: control over HTTP', () => {
  const { simulator } = withSimulator();
  const order = (fault: unknown, headers: Record<string, string> = {}) =>
    send(simulator().origin, { target: '/practice/fault', headers, body: JSON.stringify(fault) });
  const state = (headers: Record<string, string> = {}) =>
    send(simulator().origin, { method: 'GET', target: '/practice/state', headers });

  it('shows its state', async () => {
    const { status, json } = await state();
    assert.equal(status, 200);
    assert.deepEqual(json, simulator().state());
    assert.deepEqual(
      json.campaigns.map((campaign) => [campaign.name, campaign.status, campaign.totalMessagesSent]),
      [
        ['Black Friday blast', 'Active', 41_203],
        ['Black Friday blast', 'Stopped', 120],
        ['Black Friday blast', 'Paused', 2_950],
        ['Checkout reminder test', 'Preparing', 0],
        ['Weekly digest', 'Scheduled', 8_412],
        ['Christmas opening hours', 'Scheduled', 0],
        ['Product feedback', 'Ready', 0],
        ['Winter coats (answers slowly)', 'Active', 12_640],
        ['Back in stock (stop is refused)', 'Active', 890],
        ['Flash sale (says Stopped, goes on)', 'Active', 5_310],
        ['Spring sale', 'Completed', 200_000],
      ],
    );
  });

  it('takes a fault for so many calls, and null as the end of all faults', async () => {
    const unavailable = { call: 'stop', kind: 'answer', status: 503 };
    assert.equal((await order({ ...unavailable, forNext: 1 })).status, 200);
    assert.equal((await stop(simulator(), runningCampaignId)).status, 503);
    assert.equal((await stop(simulator(), runningCampaignId)).status, 200);
    await order(unavailable);
    assert.equal((await stop(simulator(), runningCampaignId)).status, 503);
    assert.equal((await order(null)).status, 200);
    assert.equal((await stop(simulator(), runningCampaignId)).status, 400);
  });

  for (const [field, fault] of [
    ['kind', { call: 'stop', kind: 'explode' }],
    ['kind', {}],
    ['call', { call: 'stopp', kind: 'silence' }],
    ['call', { call: 'status', kind: 'stopIgnored' }],
    ['delayMs', { call: 'stop', kind: 'slow', delayMs: -1 }],
    ['delayMs', { call: 'stop', kind: 'slow' }],
    ['status', { call: 'stop', kind: 'answer', status: 101 }],
    ['headers.x', { call: 'stop', kind: 'answer', status: 200, headers: { x: 'a\r\nb: c' } }],
    ['forNext', { call: 'stop', kind: 'silence', forNext: 0 }],
    ['extra', { call: 'stop', kind: 'silence', extra: 1 }],
    ['fault', 'silence'],
  ] as const) {
    it(`answers 400 and names ${field} in ${JSON.stringify(fault)}`, async () => {
      const { status, json } = await order(fault);
      assert.equal(status, 400);
      assert.ok((json as { error: string }).error.startsWith(`${field}: `), (json as { error: string }).error);
      assert.equal((await stop(simulator(), runningCampaignId)).status, 200);
    });
  }

  it('refuses a body that is not JSON', async () => {
    assert.equal((await send(simulator().origin, { target: '/practice/fault', body: 'fault=1' })).status, 400);
  });

  for (const headers of [
    { origin: 'https://example.com' },
    { origin: 'null' },
    { host: 'example.com' },
    { host: '127.0.0.1' },
    { host: 'rebound.example:80' },
  ] as const) {
    it(`refuses a request with ${JSON.stringify(headers)}`, async () => {
      assert.equal((await state(headers)).status, 403);
      assert.equal((await order({ call: 'stop', kind: 'silence' }, headers)).status, 403);
      assert.equal((await stop(simulator(), runningCampaignId)).status, 200);
    });
  }

  it('takes localhost for the loopback host', async () => {
    assert.equal((await state({ host: `localhost:${new URL(simulator().origin).port}` })).status, 200);
  });

  it('answers 404 to anything else under /practice/', async () => {
    assert.equal((await send(simulator().origin, { method: 'GET', target: '/practice/fault' })).status, 404);
    assert.equal((await send(simulator().origin, { target: '/practice/state' })).status, 404);
  });
});

describe('practice: what it keeps of requests', () => {
  const { simulator } = withSimulator({ rateLimitPerMinute: null });
  const call = (more: Partial<Call>) =>
    send(simulator().origin, {
      target: stopTarget(simulator(), runningCampaignId),
      headers: signedHeaders(simulator()),
      ...more,
    });

  it('keeps time, method, target and status of each call', async () => {
    const target = stopTarget(simulator(), runningCampaignId);
    await call({});
    await call({ target: target.replace('//', '/') });
    const at = new Date(startMs).toISOString();
    assert.deepEqual(simulator().state().requests, [
      { at, method: 'POST', target, status: 200 },
      { at, method: 'POST', target: target.replace('//', '/'), status: 404 },
    ]);
  });

  it('keeps no token and no secret, wherever they stand', async () => {
    const { auth } = signedHeaders(simulator());
    const { clientSecret } = simulator().credential;
    await call({ target: `/x?token=${auth}&secret=${clientSecret}` });
    const all = JSON.stringify(simulator().state());
    assert.ok(!all.includes(String(auth)) && !all.includes(clientSecret));
    assert.match(all, /token=\*\*\*&secret=\*\*\*/);
  });

  it('keeps the last 200', async () => {
    for (let i = 0; i < 205; i++) await call({ target: `/${i}` });
    const { requests } = simulator().state();
    assert.equal(requests.length, 200);
    assert.deepEqual([requests[0]?.target, requests.at(-1)?.target], ['/5', '/204']);
  });
});
