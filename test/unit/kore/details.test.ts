import assert from 'node:assert/strict';

import { exchangeDetails, replyFacts } from '../../../src/kore/details.ts';
import { redact } from '../../../src/kore/redact.ts';
import type { Fault, FaultCause, Reply } from '../../../src/kore/transport.ts';

const endedAtMs = Date.UTC(2026, 10, 23, 2, 10, 0);
const secret = 'not-a-real-secret';
const withoutSecret = (text: string): string => redact(text, [secret]);

function reply(more: Partial<Omit<Reply, 'body'>> & { readonly body?: unknown } = {}): Reply {
  const { body = '', ...rest } = more;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    kind: 'reply',
    status: 400,
    startedAtMs: endedAtMs,
    endedAtMs,
    ...rest,
    body: { kind: 'text', text, bytes: text.length },
  };
}

function fault(cause: FaultCause, code?: string): Fault {
  const more = code === undefined ? {} : { code };
  return { kind: 'fault', sent: 'no', cause, startedAtMs: endedAtMs, endedAtMs, ...more };
}

const detailsOf = (exchange: Reply | Fault) => exchangeDetails(exchange, withoutSecret);

describe('The facts of an exchange', () => {
  const faults: readonly (readonly [cause: FaultCause, details: Record<string, unknown>])[] = [
    ['badUrl', {}],
    ['nameNotFound', { nameNotFound: true }],
    ['connectionRefused', {}],
    ['unreachable', {}],
    ['tls', {}],
    ['certificateExpired', { certificateProblem: 'expired' }],
    ['certificateUntrusted', { certificateProblem: 'untrusted' }],
    ['certificateName', { certificateProblem: 'wrongName' }],
    ['timeout', { timedOut: true }],
    ['cut', {}],
    ['cancelled', {}],
  ];
  for (const [cause, details] of faults) {
    it(`of ${cause} tell ${Object.keys(details).join() || 'nothing'}, and the system’s code where there is one`, () => {
      assert.deepEqual(detailsOf(fault(cause)), details);
      assert.deepEqual(detailsOf(fault(cause, 'ECODE')), { code: 'ECODE', ...details });
    });
  }

  it('are none where a reply tells nothing', () => {
    assert.deepEqual(detailsOf(reply()), {});
    assert.deepEqual(detailsOf(reply({ body: { campaignExecutionType: 7, updatedAt: 7, message: '' } })), {});
  });

  it('keep each text of a reply free of secrets and at most 300 characters long', () => {
    const long = `${secret} ${'x'.repeat(400)}`;
    const short = `… ${'x'.repeat(298)}`;
    const body = { message: long, campaignExecutionType: long, updatedAt: long };
    const told = reply({ status: 200, body, contentType: long });
    assert.deepEqual(detailsOf(told), { koreMessage: short, campaignExecutionType: short, contentType: short });
    assert.deepEqual(replyFacts(told, withoutSecret), { updatedAt: short });
    const redirect = reply({ status: 302, location: `/${long}` });
    assert.deepEqual(detailsOf(redirect), { redirectedTo: `/… ${'x'.repeat(297)}` });
  });

  it('tell the Content-Type of a 2xx only, where it can be the reason', () => {
    for (const status of [200, 299]) {
      assert.deepEqual(detailsOf(reply({ status, contentType: 'text/html' })), { contentType: 'text/html' });
    }
    for (const status of [199, 300, 400, 500]) assert.deepEqual(detailsOf(reply({ status, contentType: 'x' })), {});
  });

  it('tell until when Kore asks to wait, from the end of the reply', () => {
    const retryAt = new Date(endedAtMs + 7000).toISOString();
    assert.deepEqual(detailsOf(reply({ retryAfter: '7' })), { retryAfterMs: 7000, retryAt });
    assert.deepEqual(detailsOf(reply({ retryAfter: 'soon' })), {});
  });

  it('tell how far this clock is off from more than a minute on, in either direction', () => {
    const at = (aheadMs: number): string => new Date(endedAtMs - aheadMs).toUTCString();
    assert.deepEqual(detailsOf(reply({ date: at(60_000) })), {});
    assert.deepEqual(detailsOf(reply({ date: at(-60_000) })), {});
    assert.deepEqual(detailsOf(reply({ date: at(61_000) })), { clockAheadMs: 61_000 });
    assert.deepEqual(detailsOf(reply({ date: at(-61_000) })), { clockAheadMs: -61_000 });
    const halfway = reply({ date: at(61_000), startedAtMs: endedAtMs - 1 });
    assert.deepEqual(detailsOf(halfway), { clockAheadMs: 61_000 }, 'whole milliseconds');
  });

  it('tell where a redirect leads, without its query and fragment', () => {
    for (const [location, redirectedTo] of [
      ['https://login.example:8443/sso?token=abc#top', 'https://login.example:8443/sso'],
      ['http://login.example', 'http://login.example/'],
      ['/login?from=/x', '/login'],
      ['/login#top', '/login'],
    ] as const) {
      for (const status of [300, 302, 399]) {
        assert.deepEqual(detailsOf(reply({ status, location })), { redirectedTo }, location);
      }
    }
    assert.deepEqual(detailsOf(reply({ status: 302 })), {});
    for (const status of [201, 299, 400]) assert.deepEqual(detailsOf(reply({ status, location: '/x' })), {});
  });
});

describe('replyFacts', () => {
  it('keeps updatedAt as Kore sent it', () => {
    const facts = replyFacts(reply({ body: { updatedAt: '2025-12-05T12:07:54.225Z' } }), withoutSecret);
    assert.deepEqual(facts, { updatedAt: '2025-12-05T12:07:54.225Z' });
  });

  it('tells nothing where there is no such text', () => {
    assert.deepEqual(replyFacts(fault('cut'), withoutSecret), {});
    for (const body of ['no JSON', '[]', { updatedAt: 7 }, { updatedAt: null }, {}]) {
      assert.deepEqual(replyFacts(reply({ body }), withoutSecret), {});
    }
  });
});
