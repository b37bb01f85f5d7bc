import assert from 'node:assert/strict';

import type { StopOutcome } from '../../../../src/stop/index.ts';
import type { LaterFact } from '../../../../src/stop/laterFact.ts';
import {
  isUnresolved,
  isUnseen,
  sendsAgain,
  standingOf,
  type StandingKind,
} from '../../../../src/ui/campaigns/standing.ts';
import {
  accepted,
  at,
  campaign,
  confirmed,
  listedCampaign,
  nowMs,
  outcome,
  practiceStream,
  refused,
  unknown,
} from '../support.ts';

const finished: StopOutcome = { ...confirmed, effect: 'finished', state: 'Completed' };
const byReply = outcome({ verdict: 'stopped', confirmedBy: 'reply', effect: 'stopped' });

const read = (state: string, agoMs = 500): LaterFact => ({ kind: 'read', at: at(agoMs), state });
const seen: LaterFact = { kind: 'seen', at: at(400) };

const ended = (one: StopOutcome, later: readonly LaterFact[] = []) => ({
  ...campaign,
  activity: { kind: 'ended', outcome: one, later } as const,
});

describe('How a stop stands', () => {
  it('is as its outcome says at first', () => {
    const kinds: readonly (readonly [StopOutcome, StandingKind])[] = [
      [confirmed, 'stopped'],
      [{ ...confirmed, effect: 'alreadyStopped' }, 'stopped'],
      [finished, 'tooLate'],
      [byReply, 'notConfirmed'],
      [accepted, 'notConfirmed'],
      [unknown, 'notConfirmed'],
      [refused, 'notStopped'],
    ];
    for (const [one, kind] of kinds) assert.equal(standingOf(ended(one))?.kind, kind);
    assert.equal(standingOf(campaign), undefined);
    assert.deepEqual(standingOf({ activity: { kind: 'stopping', sinceMs: nowMs } }), {
      kind: 'stopping',
      sinceMs: nowMs,
      seen: false,
    });
  });

  it('is stopped only by a reading, never by the reply alone', () => {
    for (const one of [byReply, accepted, unknown, refused]) {
      assert.notEqual(standingOf(ended(one))?.kind, 'stopped');
      const cleared = standingOf(ended(one, [read('Active', 900), read('Stopped')]));
      assert.deepEqual(cleared, { kind: 'stopped', sinceMs: Date.parse(at(500)), seen: false });
    }
  });

  it('stays not confirmed while another state is read', () => {
    for (const state of ['Active', 'Preparing', 'Paused', 'Scheduled', 'Rerun']) {
      for (const one of [byReply, accepted, unknown]) {
        assert.equal(standingOf(ended(one, [read(state)]))?.kind, 'notConfirmed');
      }
      assert.equal(standingOf(ended(refused, [read(state)]))?.kind, 'notStopped');
    }
  });

  it('is NOT stopped when a campaign that was stopped is read as something else', () => {
    for (const state of ['Active', 'Preparing', 'Scheduled', 'Rerun']) {
      for (const one of [confirmed, finished])
        assert.equal(standingOf(ended(one, [read(state)]))?.kind, 'notStopped', state);
      assert.equal(standingOf(ended(unknown, [read('Stopped'), read(state)]))?.kind, 'notStopped');
    }
    assert.equal(standingOf(ended(confirmed, [read('Completed')]))?.kind, 'stopped');
  });

  it('is too late when one that was not confirmed is read as Completed', () => {
    for (const one of [byReply, accepted, unknown, refused]) {
      assert.equal(standingOf(ended(one, [read('Completed')]))?.kind, 'tooLate');
    }
  });

  it('is seen until something else is read', () => {
    assert.equal(standingOf(ended(refused, [seen]))?.seen, true);
    assert.equal(standingOf(ended(refused, [seen, read('Active')]))?.seen, true);
    assert.equal(standingOf(ended(refused, [seen, read('Completed')]))?.seen, false);
    assert.deepEqual(standingOf(ended(confirmed, [seen, read('Active')])), {
      kind: 'notStopped',
      sinceMs: Date.parse(at(500)),
      seen: false,
    });
  });

  it('needs nobody after a cancel before anything left', () => {
    const cancelled = outcome({ verdict: 'notStopped', reason: 'cancelled', requests: 0 });
    assert.equal(isUnresolved(ended(cancelled)), false);
    assert.equal(isUnresolved(ended({ ...cancelled, requests: 1 })), true);
  });

  it('is unresolved where a person has to do something, and never for practice', () => {
    for (const one of [byReply, accepted, unknown, refused]) {
      assert.equal(isUnresolved(ended(one)), true);
      assert.equal(isUnresolved({ ...ended(one), stream: practiceStream }), false);
      assert.equal(isUnresolved(ended(one, [read('Stopped')])), false);
    }
    for (const one of [confirmed, finished]) assert.equal(isUnresolved(ended(one)), false);
    assert.equal(isUnresolved(campaign), false);
  });

  it('needs nobody once it was put away, until it stands otherwise', () => {
    for (const one of [byReply, accepted, unknown, refused]) {
      assert.equal(isUnseen(ended(one)), true);
      for (const later of [[seen], [seen, read('Active')]]) {
        assert.equal(isUnresolved(ended(one, later)), false);
        assert.equal(isUnseen(ended(one, later)), false);
      }
      assert.equal(isUnseen(ended(one, [seen, read('Completed')])), true);
    }
    assert.equal(isUnseen(ended(finished)), true);
    assert.equal(isUnseen(ended(confirmed)), false);
    assert.equal(isUnseen(campaign), false);
  });
});

describe('A list that was asked for after a stop had ended', () => {
  const list = { beganAtMs: nowMs - 400, readAtMs: nowMs - 300 };
  const told = (one: StopOutcome, more = {}, later: readonly LaterFact[] = [], of = list): LaterFact | undefined =>
    sendsAgain({ kind: 'ended', outcome: one, later }, { ...listedCampaign, ...more }, of);

  it('tells that a stopped campaign sends again: then it is NOT stopped', () => {
    const fact = told(confirmed, { recurring: true });
    assert.deepEqual(fact, { kind: 'read', at: at(300), state: 'Active', sent: 41_203, restarts: true });
    assert.ok(fact);
    assert.equal(standingOf(ended(confirmed, [fact]))?.kind, 'notStopped');
    assert.equal(isUnresolved(ended(confirmed, [fact])), true);
    assert.equal(told(finished, { state: 'Preparing' })?.kind, 'read');
    assert.equal(told(unknown, {}, [read('Stopped')])?.kind, 'read');
  });

  it('clears nothing, and tells nothing new of what was never stopped', () => {
    for (const state of ['Stopped', 'Completed', 'Paused', 'Scheduled', 'Rerun'])
      for (const one of [confirmed, unknown, refused]) assert.equal(told(one, { state }), undefined);
    for (const one of [byReply, accepted, unknown, refused]) assert.equal(told(one), undefined);
  });

  it('counts less than what was read after it was asked for', () => {
    assert.equal(told(confirmed, {}, [], { ...list, beganAtMs: nowMs - 1001 }), undefined);
    assert.equal(told(confirmed, {}, [read('Stopped', 399)]), undefined);
    assert.equal(told(confirmed, {}, [read('Stopped', 400)])?.kind, 'read');
  });
});
