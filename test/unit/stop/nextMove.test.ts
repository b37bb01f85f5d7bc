import assert from 'node:assert/strict';

import type { FaultCause } from '../../../src/kore/transport.ts';
import { nextMove, type Attempt, type Move, type MoveFacts } from '../../../src/stop/nextMove.ts';

const endedAtMs = 1_000_000;

const at = (one: Omit<Attempt, 'endedAtMs'>, ms = endedAtMs): Attempt => ({ ...one, endedAtMs: ms });
const unsent = (cause: FaultCause): Attempt => at({ class: 'unsent', cause });
const unanswered = at({ class: 'unanswered', cause: 'cut' });
const rate = at({ class: 'rate', httpStatus: 429 });
const rateFor = (retryAfterMs: number): Attempt => ({ ...rate, retryAfterMs });
const answered = (httpStatus: number): Attempt =>
  at({
    class: httpStatus === 408 || httpStatus === 425 || httpStatus >= 500 ? 'transient' : 'refused',
    httpStatus,
  });
const unavailableFor = (retryAfterMs: number): Attempt => ({ ...answered(503), retryAfterMs });

/** The next move right after the last attempt, with 50 s left for sending and the middle of every jitter. */
function moveAfter(attempts: readonly Attempt[], more: Partial<MoveFacts> = {}): Move {
  return nextMove({
    attempts,
    nowMs: endedAtMs,
    sendUntilMs: endedAtMs + 50_000,
    hardDeadline: false,
    attemptTimeoutMs: 15_000,
    random: () => 0.5,
    ...more,
  });
}

const end: Move = { kind: 'end' };
const againIn = (waitMs: number, extendMs = 0): Move => ({ kind: 'again', atMs: endedAtMs + waitMs, extendMs });

/** All but the last are of another kind that is tried again, so that none of the rules for `rate` alone holds. */
const third = (last: Attempt): readonly Attempt[] => [unanswered, answered(500), last];

describe('nextMove: what is tried again', () => {
  const passing: readonly (readonly [what: string, attempt: Attempt])[] = [
    ['no answer', unanswered],
    ['the rate limit', rate],
    ['408', answered(408)],
    ['425', answered(425)],
    ['500', answered(500)],
    ['503', answered(503)],
    ['a name that is not found', unsent('nameNotFound')],
    ['a connection that is refused', unsent('connectionRefused')],
    ['a host that cannot be reached', unsent('unreachable')],
    ['TLS that is cut', unsent('tls')],
    ['a proxy that cannot be reached', unsent('proxyUnreachable')],
    ['a proxy that cannot reach the host', unsent('proxyFailed')],
  ];
  for (const [what, attempt] of passing) {
    it(`is sent again after ${what}, up to three times`, () => {
      assert.deepEqual(moveAfter([attempt]), againIn(250));
      assert.deepEqual(moveAfter([unsent('connectionRefused'), attempt]), againIn(500));
      assert.deepEqual(moveAfter([unanswered, attempt]), againIn(500));
      assert.deepEqual(moveAfter(third(attempt)), end);
    });
  }

  const settled: readonly (readonly [what: string, attempt: Attempt])[] = [
    ['Stopped', at({ class: 'stopped', httpStatus: 200 })],
    ['less than Stopped', at({ class: 'accepted', httpStatus: 202 })],
    ['a failure', at({ class: 'failed', httpStatus: 200 })],
    ['what cannot be read', at({ class: 'unreadable', httpStatus: 200 })],
    ['a redirect', answered(302)],
    ['400', answered(400)],
    ['401', answered(401)],
    ['403', answered(403)],
    ['404', answered(404)],
    ['407', answered(407)],
    ['409', answered(409)],
    ['bad input', unsent('badUrl')],
    ['a certificate that has run out', unsent('certificateExpired')],
    ['a certificate of an unknown issuer', unsent('certificateUntrusted')],
    ['a certificate for another name', unsent('certificateName')],
    ['a proxy that lets nobody through', unsent('proxyRefused')],
    ['a cancel before anything left', unsent('cancelled')],
  ];
  for (const [what, attempt] of settled) {
    it(`is never sent again after ${what}`, () => {
      assert.deepEqual(moveAfter([attempt]), end);
      assert.deepEqual(moveAfter([unanswered, attempt]), end);
      assert.deepEqual(moveAfter([rate, attempt]), end);
      assert.deepEqual(moveAfter([rate, rate, attempt]), end);
    });
  }

  it('is nothing when nothing was tried', () => {
    assert.deepEqual(moveAfter([]), end);
  });
});

describe('nextMove: the back-off', () => {
  it('is anything from nothing up to 0.5 s, then 1 s', () => {
    for (const share of [0, 0.001, 0.5, 0.999]) {
      const random = (): number => share;
      assert.deepEqual(moveAfter([unanswered], { random }), againIn(500 * share));
      assert.deepEqual(moveAfter([unanswered, unanswered], { random }), againIn(1000 * share));
    }
  });

  it('counts from now, not from the end of the attempt', () => {
    assert.deepEqual(moveAfter([unanswered], { nowMs: endedAtMs + 40 }), againIn(290));
  });

  it('ends the sending when it would end as the reserve begins, or later', () => {
    assert.deepEqual(moveAfter([unanswered], { sendUntilMs: endedAtMs + 251 }), againIn(250));
    for (const leftMs of [250, 249, 0, -1]) {
      assert.deepEqual(moveAfter([unanswered], { sendUntilMs: endedAtMs + leftMs }), end, String(leftMs));
    }
  });
});

describe('nextMove: Retry-After', () => {
  it('of the rate limit sets the wait, shorter or longer than the back-off', () => {
    for (const waitMs of [0, 100, 250, 12_000, 49_999]) {
      assert.deepEqual(moveAfter([rateFor(waitMs)]), againIn(waitMs));
      assert.deepEqual(moveAfter([unanswered, rateFor(waitMs)]), againIn(waitMs));
    }
  });

  it('counts from the end of the exchange', () => {
    assert.deepEqual(moveAfter([rateFor(12_000)], { nowMs: endedAtMs + 5000 }), againIn(12_000));
    assert.deepEqual(moveAfter([rateFor(1000)], { nowMs: endedAtMs + 5000 }), againIn(5000));
  });

  it('of the rate limit that ends as the reserve begins, or later, ends the sending', () => {
    for (const waitMs of [50_000, 50_001, 3_600_000, 999_999_999_000]) {
      assert.deepEqual(moveAfter([rateFor(waitMs)]), end);
      assert.deepEqual(moveAfter([rate, rateFor(waitMs)]), end);
    }
  });

  it('with 503 only lengthens the wait', () => {
    assert.deepEqual(moveAfter([unavailableFor(0)]), againIn(250));
    assert.deepEqual(moveAfter([unavailableFor(249)]), againIn(250));
    assert.deepEqual(moveAfter([unavailableFor(12_000)]), againIn(12_000));
  });

  it('with 503 that is too long ends the sending', () => {
    assert.deepEqual(moveAfter([unavailableFor(50_000)]), end);
  });

  it('gives no attempt more than there are', () => {
    assert.deepEqual(moveAfter(third(rateFor(1000))), end);
    assert.deepEqual(moveAfter(third(unavailableFor(1000))), end);
  });
});

describe('nextMove: the fourth request', () => {
  const refusedAt = (secondsBefore: number): Attempt => ({ ...rate, endedAtMs: endedAtMs - secondsBefore * 1000 });
  const three = [refusedAt(2), refusedAt(1), rate];

  it('goes 60 s after the first refusal when every answer was the rate limit, and the deadline moves with it', () => {
    assert.deepEqual(moveAfter(three), againIn(58_000, 58_000));
  });

  it('does not wait for the time that is left for sending', () => {
    assert.deepEqual(moveAfter(three, { sendUntilMs: endedAtMs + 20_000 }), againIn(58_000, 58_000));
  });

  it('has the whole time of one request, however little was left', () => {
    for (const leftMs of [14_999, 1000, 0]) {
      const move = moveAfter(three, { sendUntilMs: endedAtMs + leftMs });
      assert.deepEqual(move, againIn(58_000, 58_000 + 15_000 - leftMs));
    }
  });

  it('goes at once when the minute is over already', () => {
    assert.deepEqual(moveAfter([refusedAt(70), refusedAt(1), rate]), againIn(0));
  });

  it('goes although a request before could not leave: that was no answer', () => {
    assert.deepEqual(moveAfter([unsent('connectionRefused'), refusedAt(1), rate]), againIn(59_000, 59_000));
    assert.deepEqual(moveAfter([refusedAt(2), unsent('nameNotFound'), rate]), againIn(58_000, 58_000));
  });

  it('is the last', () => {
    assert.deepEqual(moveAfter([...three, rate]), end);
  });

  it('does not go when the caller gave a deadline', () => {
    assert.deepEqual(moveAfter(three, { hardDeadline: true }), end);
  });

  it('does not go when any answer said until when', () => {
    assert.deepEqual(moveAfter([refusedAt(2), refusedAt(1), rateFor(1000)]), end);
    assert.deepEqual(moveAfter([{ ...refusedAt(2), retryAfterMs: 1000 }, refusedAt(1), rate]), end);
  });

  it('does not go when there was any other answer, or none', () => {
    for (const other of [unanswered, answered(500), answered(425)]) {
      assert.deepEqual(moveAfter([other, rate, rate]), end);
      assert.deepEqual(moveAfter([rate, other, rate]), end);
      assert.deepEqual(moveAfter([rate, rate, other]), end);
    }
  });

  it('does not go when the last request could not leave', () => {
    assert.deepEqual(moveAfter([rate, rate, unsent('unreachable')]), end);
  });
});

describe('nextMove: one of many that wait for the rate limit', () => {
  const paced = (attempts: readonly Attempt[], more: Partial<MoveFacts> = {}): Move =>
    moveAfter(attempts, { paced: true, ...more });

  it('is sent again a minute after a refusal that does not say until when, and its deadline moves by that', () => {
    assert.deepEqual(paced([rate]), againIn(60_000, 60_000));
    assert.deepEqual(paced([rate], { nowMs: endedAtMs + 10_000 }), againIn(60_000, 50_000));
    assert.deepEqual(paced([rate], { nowMs: endedAtMs + 70_000 }), againIn(70_000, 0));
  });

  it('is sent again at the time that Kore said, however late in its own time, but for more than ten minutes', () => {
    assert.deepEqual(paced([rateFor(0)]), againIn(0, 0));
    assert.deepEqual(paced([rateFor(50_000)], { sendUntilMs: endedAtMs + 1 }), againIn(50_000, 50_000));
    assert.deepEqual(paced([rateFor(600_000)]), againIn(600_000, 600_000));
    assert.deepEqual(paced([rateFor(600_001)]), end);
  });

  it('is sent three times, and a fourth time where every answer was the rate limit', () => {
    assert.deepEqual(paced([rate, rate]), againIn(60_000, 60_000));
    assert.deepEqual(paced([rate, unsent('tls'), rate]), againIn(60_000, 60_000));
    assert.deepEqual(paced([rate, rateFor(5), rateFor(7)]), againIn(7, 7));
    assert.deepEqual(paced([rate, rate, rate, rate]), end);
    assert.deepEqual(paced([unanswered, rate]), againIn(60_000, 60_000));
    assert.deepEqual(paced([unanswered, rate, rate]), end);
  });

  it('is sent again after anything else as a single one is', () => {
    assert.deepEqual(paced([answered(503)]), againIn(250));
    assert.deepEqual(paced([rate, answered(503)]), againIn(500));
    assert.deepEqual(paced([rate, rate, unsent('tls')]), end);
    assert.deepEqual(paced([unavailableFor(50_000)]), end);
    assert.deepEqual(paced([answered(404)]), end);
  });
});
