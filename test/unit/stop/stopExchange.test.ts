import assert from 'node:assert/strict';

import type { Fault, FaultCause, Reply, ReplyBody } from '../../../src/kore/transport.ts';
import { classify, taints, toStopExchange, wantsReading, type ExchangeClass } from '../../../src/stop/stopExchange.ts';

const times = { startedAtMs: 1_000_000, endedAtMs: 1_000_200 };
const rateText = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";

function fault(cause: FaultCause, sent: Fault['sent']): Fault {
  return { kind: 'fault', sent, cause, ...times };
}

function answer(status: number, body: ReplyBody | string = '', more: Partial<Reply> = {}): Reply {
  const read: ReplyBody = typeof body === 'string' ? { kind: 'text', text: body, bytes: body.length } : body;
  return { kind: 'reply', status, body: read, ...times, ...more };
}

function assertClass(expected: ExchangeClass, status: number, body?: ReplyBody | string): void {
  assert.equal(classify(answer(status, body)), expected, `${status} ${JSON.stringify(body)}`);
}

describe('classify: unsent and unanswered', () => {
  it('is unsent only where it is proved that nothing left', () => {
    for (const cause of [
      'badUrl',
      'nameNotFound',
      'connectionRefused',
      'tls',
      'certificateName',
      'cancelled',
    ] as const) {
      assert.equal(classify(fault(cause, 'no')), 'unsent');
    }
  });

  it('is unanswered when it cannot be known', () => {
    for (const cause of ['timeout', 'cut', 'cancelled'] as const) {
      assert.equal(classify(fault(cause, 'unknown')), 'unanswered');
    }
  });
});

describe('classify: stopped', () => {
  it('is a 2xx object whose status is exactly Stopped', () => {
    for (const status of [200, 201, 202, 299]) assertClass('stopped', status, '{"status":"Stopped"}');
    assertClass('stopped', 200, '{"status":"Stopped","message":"Campaign Stopped"}');
  });

  it('is judged by parsing, whatever the content type', () => {
    for (const contentType of ['text/html', 'text/plain', 'application/octet-stream']) {
      assert.equal(classify(answer(200, '{"status":"Stopped"}', { contentType })), 'stopped');
    }
  });

  it('lets the last of two equal keys win', () => {
    assertClass('stopped', 200, '{"status":"Active","status":"Stopped"}');
    assertClass('accepted', 200, '{"status":"Stopped","status":"Active"}');
  });

  it('comes before rate: Stopped that tells of the rate limit is stopped', () => {
    assertClass('stopped', 200, JSON.stringify({ status: 'Stopped', message: rateText }));
  });

  it('comes before failed: Stopped with an error member is stopped', () => {
    assertClass('stopped', 200, '{"status":"Stopped","errors":["x"]}');
  });

  it('is no other spelling, type or place', () => {
    for (const body of [
      '{"status":"stopped"}',
      '{"status":"STOPPED"}',
      '{"status":"Stopped "}',
      '{"status":["Stopped"]}',
      '{"status":true}',
      '{"Status":"Stopped"}',
      '{"data":{"status":"Stopped"}}',
      '{"message":"Campaign Stopped"}',
      '{}',
    ]) {
      assertClass('accepted', 200, body);
    }
  });

  it('is never a body that is no object', () => {
    for (const body of [
      '"Stopped"',
      '[{"status":"Stopped"}]',
      '{"status":"Stopped"',
      'Stopped',
      '{"status":"Stopped"}x',
    ]) {
      assertClass('unreadable', 200, body);
    }
  });

  it('is never another status than 2xx', () => {
    assertClass('refused', 400, '{"status":"Stopped"}');
    assertClass('refused', 302, '{"status":"Stopped"}');
    assertClass('transient', 500, '{"status":"Stopped"}');
    assertClass('unreadable', 101, '{"status":"Stopped"}');
    assertClass('unreadable', 600, '{"status":"Stopped"}');
    assertClass('rate', 429, '{"status":"Stopped"}');
  });
});

describe('classify: rate', () => {
  it('is 429, whatever its body', () => {
    for (const body of ['', 'no', '{"status":"success"}', '{"errors":["x"]}']) assertClass('rate', 429, body);
    assertClass('rate', 429, { kind: 'oversized' });
  });

  it('is the documented text with any status, in any case', () => {
    for (const status of [101, 200, 302, 400, 401, 403, 408, 425, 500, 503, 600]) {
      assertClass('rate', status, rateText);
      assertClass('rate', status, rateText.toUpperCase());
    }
  });

  it('is the documented text in an object that would else be accepted or failed', () => {
    assertClass('rate', 200, JSON.stringify({ status: 'success', message: rateText }));
    assertClass('rate', 200, JSON.stringify({ status: 'failure', errors: [{ msg: rateText }] }));
  });
});

describe('classify: failed', () => {
  it('is a 2xx object that calls itself a failure, in any case', () => {
    for (const word of ['failure', 'failed', 'error', 'Failure', 'FAILED', 'Error']) {
      assertClass('failed', 200, JSON.stringify({ status: word }));
    }
  });

  it('is a 2xx object with a real error member', () => {
    for (const key of ['error', 'errors']) {
      for (const value of ['x', ['x'], { msg: 'x' }, {}, true, 0, 1]) {
        assertClass('failed', 200, JSON.stringify({ status: 'success', [key]: value }));
      }
    }
  });

  it('is no object whose error member is null, false, an empty string or an empty list', () => {
    for (const key of ['error', 'errors']) {
      for (const value of [null, false, '', []]) {
        assertClass('accepted', 200, JSON.stringify({ status: 'success', [key]: value }));
      }
    }
  });
});

describe('classify: accepted and unreadable', () => {
  it('accepts any other 2xx object', () => {
    for (const body of ['{}', '{"status":"success"}', '{"status":"Stopping"}', '{"status":null}', '{"a":1}']) {
      assertClass('accepted', 200, body);
    }
  });

  it('cannot read a 2xx that is no object', () => {
    for (const body of ['', '<html></html>', 'null', '[]', '"x"', '1', 'true', '{"status":', '\u0000']) {
      assertClass('unreadable', 200, body);
    }
  });

  it('cannot read a 2xx that was cut by us or is encoded', () => {
    assertClass('unreadable', 200, { kind: 'oversized' });
    assertClass('unreadable', 200, { kind: 'encoded' });
  });

  it('cannot read a status outside 2xx to 5xx', () => {
    for (const status of [100, 101, 199, 600, 699, 999]) assertClass('unreadable', status);
  });
});

describe('classify: transient and refused', () => {
  it('is transient for 408, 425 and 5xx', () => {
    for (const status of [408, 425, 500, 501, 502, 503, 504, 599]) assertClass('transient', status);
  });

  it('is refused for any other 3xx and 4xx, by status alone', () => {
    for (const status of [300, 301, 302, 304, 307, 308, 399, 400, 401, 403, 404, 407, 409, 422, 451, 499]) {
      assertClass('refused', status, '{"status":"success"}');
    }
  });
});

describe('taints', () => {
  const taintedBy = (status: number, body = ''): boolean => taints(toStopExchange(answer(status, body), true));

  it('holds when Kore may have acted', () => {
    assert.ok(taints(toStopExchange(fault('timeout', 'unknown'), true)));
    for (const status of [408, 500, 503, 599]) assert.ok(taintedBy(status), String(status));
    assert.ok(taintedBy(200, '<html>'));
    assert.ok(taintedBy(101));
    assert.ok(taintedBy(200, '{"status":"failure"}'));
  });

  it('does not hold for 425, which says that nothing was processed', () => {
    assert.equal(taintedBy(425), false);
  });

  it('does not hold when Kore answered or nothing left', () => {
    assert.equal(taints(toStopExchange(fault('connectionRefused', 'no'), true)), false);
    for (const status of [302, 400, 401, 404, 429]) assert.equal(taintedBy(status), false, String(status));
    assert.equal(taintedBy(200, '{"status":"Stopped"}'), false);
    assert.equal(taintedBy(200, '{"status":"success"}'), false);
    assert.equal(taintedBy(503, rateText), false);
  });
});

describe('wantsReading', () => {
  const wanted = (status: number, body = ''): boolean => wantsReading(toStopExchange(answer(status, body), true));

  it('holds after stopped, accepted and whatever taints', () => {
    assert.ok(wanted(200, '{"status":"Stopped"}'));
    assert.ok(wanted(200, '{}'));
    assert.ok(wanted(500));
    assert.ok(wanted(200, 'x'));
    assert.ok(wantsReading(toStopExchange(fault('cut', 'unknown'), true)));
  });

  it('holds after a refusal that may come from the campaign’s state', () => {
    for (const status of [400, 404, 405, 409, 422]) assert.ok(wanted(status), String(status));
  });

  it('does not hold where the answer cannot be about the campaign', () => {
    for (const status of [301, 302, 307, 308, 401, 403, 407, 425, 429])
      assert.equal(wanted(status), false, String(status));
    assert.equal(wantsReading(toStopExchange(fault('nameNotFound', 'no'), true)), false);
  });
});

describe('toStopExchange', () => {
  const failureAt = (status: number, more: Partial<Reply> = {}, signedHere = true): unknown =>
    toStopExchange(answer(status, '', more), signedHere).failure;

  it('gives each status its reason', () => {
    const reasons = [302, 400, 401, 403, 404, 407, 408, 409, 425, 429, 500, 600].map((status) => failureAt(status));
    assert.deepEqual(reasons, [
      'redirected',
      'refused',
      'unauthorized',
      'forbidden',
      'notFound',
      'proxy',
      'serverError',
      'refused',
      'serverError',
      'rateLimited',
      'serverError',
      'badReply',
    ]);
  });

  it('calls a 2xx failure refused, and a 2xx that cannot be read a bad reply', () => {
    assert.equal(toStopExchange(answer(200, '{"status":"failure"}'), true).failure, 'refused');
    assert.equal(toStopExchange(answer(200, '<html>'), true).failure, 'badReply');
  });

  it('gives no reason to stopped and accepted', () => {
    assert.deepEqual(toStopExchange(answer(200, '{"status":"Stopped"}'), true), { class: 'stopped', httpStatus: 200 });
    assert.deepEqual(toStopExchange(answer(202, '{}'), true), { class: 'accepted', httpStatus: 202 });
  });

  it('blames the clock for a 401 to a token signed here when the server’s Date is far off', () => {
    const tenMinutesAgo = new Date(times.endedAtMs - 600_000).toUTCString();
    const inTenMinutes = new Date(times.endedAtMs + 600_000).toUTCString();
    assert.equal(failureAt(401, { date: tenMinutesAgo }), 'clockSkew');
    assert.equal(failureAt(401, { date: inTenMinutes }), 'clockSkew');
    assert.equal(failureAt(401, { date: new Date(times.endedAtMs).toUTCString() }), 'unauthorized');
    assert.equal(failureAt(401, { date: 'rubbish' }), 'unauthorized');
    assert.equal(failureAt(401, { date: tenMinutesAgo }, false), 'unauthorized');
  });

  it('gives each fault its reason', () => {
    const reasons = (
      [
        'badUrl',
        'cancelled',
        'nameNotFound',
        'connectionRefused',
        'unreachable',
        'proxyUnreachable',
        'proxyFailed',
        'proxyRefused',
        'tls',
        'certificateExpired',
        'certificateUntrusted',
        'certificateName',
        'timeout',
        'cut',
      ] as const
    ).map((cause) => toStopExchange(fault(cause, 'unknown'), true).failure);
    assert.deepEqual(reasons, [
      'badInput',
      'cancelled',
      'noConnection',
      'noConnection',
      'noConnection',
      'proxy',
      'proxy',
      'proxy',
      'noConnection',
      'certificate',
      'certificate',
      'certificate',
      'noAnswer',
      'noAnswer',
    ]);
  });
});
