import assert from 'node:assert/strict';

import { newOrderState, outcomeFacts, type ToldAttempt } from '../../../src/stop/orderState.ts';

const refused: ToldAttempt = {
  class: 'refused',
  failure: 'notFound',
  httpStatus: 404,
  beganAtMs: 0,
  endedAtMs: 0,
  details: {},
};
const lost: ToldAttempt = {
  class: 'unanswered',
  failure: 'noAnswer',
  beganAtMs: 0,
  endedAtMs: 0,
  details: { timedOut: true },
};

describe('What an order has come to', () => {
  it('is nothing sent, before its first request', () => {
    assert.deepEqual(outcomeFacts(newOrderState(), undefined, true), {
      verdict: 'notStopped',
      reason: 'cancelled',
      requests: 0,
      details: { nothingSent: true },
    });
  });

  it('is not known while a request is out, whatever came before it', () => {
    const state = { ...newOrderState(), attempts: [refused], inFlight: true };
    assert.deepEqual(outcomeFacts(state, undefined, true), { verdict: 'unknown', reason: 'cancelled', requests: 2 });
  });

  it('has the facts of the exchange that gives the reason, and no others', () => {
    const facts = (...attempts: ToldAttempt[]) => outcomeFacts({ ...newOrderState(), attempts }, undefined, false);
    assert.deepEqual(facts(refused), { verdict: 'notStopped', reason: 'notFound', requests: 1, httpStatus: 404 });
    assert.deepEqual(facts(lost, { ...refused, updatedAt: 'x' }), {
      verdict: 'unknown',
      reason: 'noAnswer',
      requests: 2,
      details: { timedOut: true },
    });
  });

  it('was not read where nothing tells why', () => {
    const stopped: ToldAttempt = {
      class: 'stopped',
      httpStatus: 200,
      beganAtMs: 0,
      endedAtMs: 0,
      details: {},
      updatedAt: 'x',
    };
    assert.deepEqual(outcomeFacts({ ...newOrderState(), attempts: [stopped] }, undefined, false), {
      verdict: 'stopped',
      confirmedBy: 'reply',
      effect: 'stopped',
      uncheckedBecause: 'noReading',
      requests: 1,
      httpStatus: 200,
      updatedAt: 'x',
    });
  });
});
