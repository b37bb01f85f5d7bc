import assert from 'node:assert/strict';

import {
  campaignKey,
  campaignLabel,
  isFresh,
  knownState,
  rank,
  type KnownCampaign,
} from '../../../src/texts/knownCampaign.ts';
import { at, campaign, listed, nowMs, outcome, stream } from '../ui/support.ts';

const ended = (state: string, agoMs: number): Pick<KnownCampaign, 'activity'> => ({
  activity: { kind: 'ended', outcome: outcome({ verdict: 'notStopped', state, stateReadAt: at(agoMs) }) },
});

describe('What is known of a campaign', () => {
  it('is the later of the list and the last stop', () => {
    assert.equal(knownState(campaign), undefined);
    assert.deepEqual(knownState(listed()), { state: 'Active', readAtMs: nowMs - 4000, sent: 41_203 });
    assert.deepEqual(knownState({ ...listed(), ...ended('Paused', 1000) }), {
      state: 'Paused',
      readAtMs: nowMs - 1000,
    });
    assert.deepEqual(knownState({ ...listed(), ...ended('Paused', 9000) })?.state, 'Active');
    assert.deepEqual(knownState({ ...campaign, ...ended('Paused', 9000) })?.state, 'Paused');
  });

  it('is not what a stop that read nothing believes', () => {
    const unread = {
      activity: { kind: 'ended', outcome: outcome({ verdict: 'stopped', confirmedBy: 'reply' }) },
    } as const;
    assert.equal(knownState({ ...campaign, ...unread }), undefined);
    assert.equal(knownState({ ...listed(), ...unread })?.state, 'Active');
  });

  it('is fresh for two minutes, and never when the clock was set back behind it', () => {
    for (const [agoMs, fresh] of [
      [0, true],
      [119_999, true],
      [120_000, false],
      [-1, true],
      [-120_000, false],
      [NaN, false],
    ] as const) {
      assert.equal(isFresh({ readAtMs: nowMs - agoMs }, nowMs), fresh, String(agoMs));
    }
  });

  it('ranks what sends first, then what is about to, what is not known, what is at rest', () => {
    const ranks = Object.fromEntries(
      [
        'Active',
        'Preparing',
        'Scheduled',
        'Rescheduled',
        'Paused',
        'Ready',
        'Stopped',
        'Completed',
        'Rerun',
        'active',
      ].map((state) => [state, rank(listed({ state }), nowMs)]),
    );
    assert.deepEqual(ranks, {
      Active: 0,
      Preparing: 1,
      Scheduled: 1,
      Rescheduled: 1,
      Paused: 3,
      Ready: 3,
      Stopped: 3,
      Completed: 3,
      Rerun: 3,
      active: 3,
    });
    assert.equal(rank(campaign, nowMs), 2);
    assert.equal(rank({ ...listed(), ...ended('Stopped', 1000) }, nowMs), 3);
  });

  it('never ranks an old state as running', () => {
    for (const state of ['Active', 'Preparing', 'Scheduled', 'Stopped']) {
      for (const agoMs of [120_000, 3_600_000, -3_600_000]) assert.equal(rank(listed({ state }, agoMs), nowMs), 2);
    }
  });

  it('is kept by origin, account, stream and campaign', () => {
    const key = campaignKey(stream, 'cd-1');
    assert.equal(campaignKey({ ...stream, host: 'HTTPS://Platform.kore.ai:443/', name: 'x' }, 'cd-1'), key);
    for (const other of [{ host: 'https://eu-platform.kore.ai' }, { accountId: 'a' }, { streamId: 's' }]) {
      assert.notEqual(campaignKey({ ...stream, ...other }, 'cd-1'), key);
    }
    assert.notEqual(campaignKey(stream, 'cd-2'), key);
  });

  it('has a label that can be seen', () => {
    assert.equal(campaignLabel({ id: 'cd-1', name: 'Blast' }), 'Blast');
    assert.equal(campaignLabel({ id: 'cd-1' }), 'cd-1');
    for (const name of ['', ' ', '\u200b', '\u202e\u2066']) assert.equal(campaignLabel({ id: 'cd-1', name }), 'cd-1');
  });
});
