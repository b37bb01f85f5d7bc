import assert from 'node:assert/strict';

import { documentedStates } from '../../../src/kore/endpoints.ts';
import type { StopExchange } from '../../../src/stop/stopExchange.ts';
import { decide, type OrderFacts } from '../../../src/stop/verdict.ts';

const stopped: StopExchange = { class: 'stopped', httpStatus: 200 };
const accepted: StopExchange = { class: 'accepted', httpStatus: 200 };
const failed: StopExchange = { class: 'failed', httpStatus: 200, failure: 'refused' };
const unreadable: StopExchange = { class: 'unreadable', httpStatus: 200, failure: 'badReply' };
const unanswered: StopExchange = { class: 'unanswered', failure: 'noAnswer' };
const cancelledInFlight: StopExchange = { class: 'unanswered', failure: 'cancelled' };
const unsent: StopExchange = { class: 'unsent', failure: 'noConnection' };
const rate: StopExchange = { class: 'rate', httpStatus: 429, failure: 'rateLimited' };
const answered = (status: number): StopExchange => ({
  class: status === 408 || status === 425 || status >= 500 ? 'transient' : 'refused',
  httpStatus: status,
  failure: status === 408 || status === 425 || status >= 500 ? 'serverError' : 'refused',
});

const tainting = [unanswered, unreadable, failed, answered(408), answered(500), answered(503)];
const goingOn = ['Active', 'Preparing'];
const notNow = ['Paused', 'Ready', 'Scheduled', 'Rescheduled'];

function facts(exchanges: readonly StopExchange[], states: readonly string[] = [], more: Partial<OrderFacts> = {}) {
  const readings = states.map((state, index) => ({ state, readAtMs: index * 2000 }));
  return { exchanges, readings, uncheckedBecause: 'noReading', cancelled: false, ...more } as const;
}

describe('The verdict table, line 1: a request was sent and the state read is at rest', () => {
  for (const exchange of [stopped, accepted, ...tainting, rate, answered(409)]) {
    it(`is stopped, confirmed by status, after ${exchange.class} ${exchange.httpStatus ?? ''}`, () => {
      const { verdict, confirmedBy, reason } = decide(facts([exchange], ['Stopped']));
      assert.deepEqual(
        { verdict, confirmedBy, reason },
        { verdict: 'stopped', confirmedBy: 'status', reason: undefined },
      );
    });
  }

  it('is finished when it was read as Completed, whatever was answered', () => {
    for (const exchange of [stopped, accepted, unanswered, answered(409)]) {
      assert.equal(decide(facts([exchange], ['Completed'])).effect, 'finished');
    }
    assert.equal(decide(facts([stopped], ['Completed'], { stateBefore: 'Stopped' })).effect, 'finished');
  });

  it('was already stopped when Kore refused the request with 4xx and nothing else could have stopped it', () => {
    assert.equal(decide(facts([answered(400)], ['Stopped'])).effect, 'alreadyStopped');
    assert.equal(decide(facts([unsent, answered(409)], ['Stopped'])).effect, 'alreadyStopped');
  });

  it('is not called already stopped when an earlier request may have done it', () => {
    for (const earlier of tainting) {
      assert.equal(decide(facts([earlier, answered(400)], ['Stopped'])).effect, 'stopped', earlier.class);
    }
  });

  it('is not called already stopped for a redirect', () => {
    assert.equal(decide(facts([answered(302)], ['Stopped'])).effect, 'stopped');
  });

  it('was already stopped when it was known to be before', () => {
    assert.equal(decide(facts([stopped], ['Stopped'], { stateBefore: 'Stopped' })).effect, 'alreadyStopped');
    assert.equal(decide(facts([stopped], ['Stopped'], { stateBefore: 'Active' })).effect, 'stopped');
  });

  it('takes the last reading, not the best one', () => {
    assert.equal(decide(facts([stopped], ['Active', 'Stopped'])).verdict, 'stopped');
    assert.equal(decide(facts([stopped], ['Stopped', 'Active'])).verdict, 'accepted');
  });

  it('does not hold when nothing was sent', () => {
    assert.equal(decide(facts([unsent], ['Stopped'])).verdict, 'notStopped');
    assert.equal(decide(facts([], ['Stopped'])).verdict, 'notStopped');
  });

  it('holds although the person cancelled', () => {
    assert.equal(decide(facts([stopped], ['Stopped'], { cancelled: true })).verdict, 'stopped');
  });

  it('wants the documented spelling', () => {
    for (const state of ['stopped', 'STOPPED', 'Stopped ', 'Complete', 'completed']) {
      assert.equal(decide(facts([unanswered], [state])).verdict, 'unknown', state);
    }
  });
});

describe('The verdict table, line 2: a reply said Stopped and there is no reading', () => {
  for (const uncheckedBecause of ['off', 'refused', 'unreachable', 'noReading', 'budget', 'cancelled'] as const) {
    it(`is stopped by reply, and says that the check was missing: ${uncheckedBecause}`, () => {
      assert.deepEqual(decide(facts([stopped], [], { uncheckedBecause })), {
        verdict: 'stopped',
        confirmedBy: 'reply',
        effect: 'stopped',
        uncheckedBecause,
      });
    });
  }

  it('holds whatever other requests came to, in any order', () => {
    for (const other of [...tainting, rate, unsent, accepted, answered(409)]) {
      assert.equal(decide(facts([other, stopped])).verdict, 'stopped');
      assert.equal(decide(facts([stopped, other])).verdict, 'stopped');
    }
  });

  it('tells of stopped, not of already stopped, by reply alone', () => {
    assert.equal(decide(facts([stopped], [], { stateBefore: 'Stopped' })).effect, 'stopped');
  });
});

describe('The verdict table, lines 3 and 4: taken, but not at rest', () => {
  for (const exchange of [stopped, accepted]) {
    for (const state of goingOn) {
      it(`is accepted and still running when ${exchange.class} is read as ${state}`, () => {
        assert.deepEqual(decide(facts([exchange], [state])), { verdict: 'accepted', reason: 'stillRunning' });
      });
    }
    for (const state of notNow) {
      it(`is accepted and not sending now when ${exchange.class} is read as ${state}`, () => {
        assert.deepEqual(decide(facts([exchange], [state])), { verdict: 'accepted', reason: 'notSendingNow' });
      });
    }
    for (const state of ['Rerun', 'stopped', '']) {
      it(`is accepted and not confirmed when ${exchange.class} is read as “${state}”`, () => {
        assert.deepEqual(decide(facts([exchange], [state])), { verdict: 'accepted', reason: 'notConfirmed' });
      });
    }
  }

  it('is accepted and not confirmed when it was taken and nothing was read', () => {
    assert.deepEqual(decide(facts([accepted])), { verdict: 'accepted', reason: 'notConfirmed' });
  });

  it('is accepted when another request is tainted', () => {
    for (const other of tainting) {
      assert.equal(decide(facts([accepted, other], ['Active'])).verdict, 'accepted');
      assert.equal(decide(facts([other, accepted])).verdict, 'accepted');
    }
  });

  it('gives the cancelling as its reason', () => {
    assert.deepEqual(decide(facts([accepted], [], { cancelled: true })), { verdict: 'accepted', reason: 'cancelled' });
    assert.equal(decide(facts([stopped], ['Active'], { cancelled: true })).reason, 'cancelled');
  });
});

describe('The verdict table, lines 5 and 6: it may have been acted on', () => {
  const other = documentedStates.filter((state) => state !== 'Stopped' && state !== 'Completed');
  for (const exchange of tainting) {
    const title = `${exchange.class} ${exchange.httpStatus ?? ''}`;

    it(`is not stopped when ${title} is read as any other documented state`, () => {
      for (const state of other) {
        const reason = goingOn.includes(state) ? 'stillRunning' : 'notSendingNow';
        assert.deepEqual(decide(facts([exchange], [state, state])), { verdict: 'notStopped', reason });
      }
    });

    it(`is unknown when after ${title} nothing was read, with that failure as the reason`, () => {
      assert.deepEqual(decide(facts([exchange])), { verdict: 'unknown', reason: exchange.failure });
    });

    it(`is unknown when after ${title} an undocumented word was read`, () => {
      assert.deepEqual(decide(facts([exchange], ['Rerun'])), { verdict: 'unknown', reason: exchange.failure });
      assert.equal(decide(facts([exchange], ['active'])).verdict, 'unknown');
    });
  }

  it('takes the last reading, although an earlier one was a documented state', () => {
    assert.equal(decide(facts([unanswered], ['Active', 'Rerun'])).verdict, 'unknown');
  });

  it('gives the last tainting request as the reason of unknown, not the last request', () => {
    assert.equal(decide(facts([unanswered, answered(400)])).reason, 'noAnswer');
    assert.equal(decide(facts([unanswered, answered(500), rate, unsent])).reason, 'serverError');
    assert.equal(decide(facts([answered(500), unanswered])).reason, 'noAnswer');
  });

  it('is unknown and cancelled when the person cancelled in flight', () => {
    assert.deepEqual(decide(facts([cancelledInFlight], [], { cancelled: true })), {
      verdict: 'unknown',
      reason: 'cancelled',
    });
  });
});

describe('The verdict table, line 7: else', () => {
  for (const exchange of [unsent, rate, answered(425), answered(302), answered(401), answered(409)]) {
    it(`is not stopped after ${exchange.class} ${exchange.httpStatus ?? ''}, with that as the reason`, () => {
      assert.deepEqual(decide(facts([exchange])), { verdict: 'notStopped', reason: exchange.failure });
    });
  }

  it('gives the last request as the reason', () => {
    assert.equal(decide(facts([unsent, rate])).reason, 'rateLimited');
    assert.equal(decide(facts([rate, unsent])).reason, 'noConnection');
  });

  it('keeps the reason of a refusal when the state was read as going on', () => {
    assert.deepEqual(decide(facts([answered(409)], ['Active'])), { verdict: 'notStopped', reason: 'refused' });
  });

  it('is not stopped and cancelled when the person cancelled before anything left', () => {
    assert.deepEqual(decide(facts([unsent], [], { cancelled: true })), { verdict: 'notStopped', reason: 'cancelled' });
  });
});
