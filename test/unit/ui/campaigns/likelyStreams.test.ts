import assert from 'node:assert/strict';

import type { KnownCampaign, KnownStream } from '../../../../src/texts/knownCampaign.ts';
import { likelyStreams, type StreamFacts } from '../../../../src/ui/campaigns/likelyStreams.ts';
import {
  at,
  campaign,
  listed,
  listedCampaign,
  nowMs,
  outcome,
  practiceStream,
  stream,
  streamWithoutTier,
} from '../support.ts';

interface Wish extends Partial<KnownStream> {
  readonly campaigns?: never;
  readonly pinned?: boolean;
  readonly known?: readonly KnownCampaign[];
}

function facts(name: string, { pinned = false, known = [], ...more }: Wish = {}): StreamFacts {
  return { stream: { ...stream, tier: 'staging', name, ...more }, campaigns: known, pinned };
}

const namesOf = (...all: readonly StreamFacts[]): readonly string[] =>
  likelyStreams(all, nowMs).map(({ name }) => name);

const sendingAgo = (agoMs: number): KnownCampaign => listed({ state: 'Active' }, agoMs);
const stoppedAgo = (agoMs: number): KnownCampaign => ({
  ...campaign,
  activity: { kind: 'ended', outcome: outcome({ verdict: 'stopped', finishedAt: at(agoMs) }) },
});

describe('The likeliest streams', () => {
  it('are in the order of the settings where nothing is known', () => {
    assert.deepEqual(namesOf(facts('c'), facts('a'), facts('b')), ['c', 'a', 'b']);
  });

  it('are those where something was seen sending within the hour, then pinned ones, production, and the last used', () => {
    assert.deepEqual(
      namesOf(
        facts('nothing known'),
        facts('used long ago', { known: [stoppedAgo(7_200_000)] }),
        facts('used lately', { known: [stoppedAgo(60_000)] }),
        facts('production', { tier: 'production' }),
        facts('pinned', { pinned: true }),
        facts('sending', {
          known: [
            { ...campaign, listed: { ...listedCampaign, state: 'Stopped' }, readAtMs: nowMs },
            sendingAgo(1_800_000),
          ],
        }),
      ),
      ['sending', 'pinned', 'production', 'used lately', 'used long ago', 'nothing known'],
    );
  });

  it('take a stream without a tier for production', () => {
    const untiered = { ...streamWithoutTier, name: 'untiered' };
    assert.deepEqual(namesOf(facts('staging'), { stream: untiered, campaigns: [], pinned: false }), [
      'untiered',
      'staging',
    ]);
  });

  it('think nothing of what was sending more than an hour ago, or by a clock that is off, or is at rest', () => {
    for (const known of [sendingAgo(3_600_000), sendingAgo(-3_600_000), listed({ state: 'Scheduled' })]) {
      assert.deepEqual(namesOf(facts('first'), facts('old', { known: [known] })), ['first', 'old']);
    }
  });

  it('count a stop that is on its way as used', () => {
    const stopping: KnownCampaign = { ...campaign, activity: { kind: 'stopping', sinceMs: nowMs } };
    assert.deepEqual(namesOf(facts('first'), facts('stopping', { known: [stopping] })), ['stopping', 'first']);
  });

  it('have practice last, whatever it does', () => {
    const practice = { stream: practiceStream, campaigns: [sendingAgo(0)], pinned: true };
    assert.deepEqual(namesOf(practice, facts('real')), ['real', practiceStream.name]);
  });
});
