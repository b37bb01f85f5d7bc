import assert from 'node:assert/strict';

import type { KnownStream } from '../../../../src/texts/knownCampaign.ts';
import { afterPlan, checkingUntil, clearedPlan, endsWithRestart } from '../../../../src/ui/stopping/afterPlan.ts';
import { campaign, listed, nowMs, outcome, practiceStream, stream, streamWithoutTier } from '../support.ts';

const confirmed = outcome({ verdict: 'stopped', confirmedBy: 'status', effect: 'stopped' });
const byReply = outcome({ verdict: 'stopped', confirmedBy: 'reply', effect: 'stopped' });
const finished = outcome({ verdict: 'stopped', confirmedBy: 'status', effect: 'finished' });

describe('What is done by itself after an outcome', () => {
  const words = (...args: Parameters<typeof afterPlan>): string =>
    Object.entries(afterPlan(...args))
      .filter(([, on]) => on)
      .map(([name]) => name)
      .join(' ');

  it('is to read on where it may have stopped', () => {
    for (const verdict of ['unknown', 'accepted'] as const)
      assert.equal(words(outcome({ verdict }), stream), 'unresolved');
  });

  it('is to see that it is quiet where it stopped, and for production to look again later', () => {
    const staging: KnownStream = { ...stream, tier: 'staging' };
    assert.equal(words(confirmed, stream), 'quiet watched');
    assert.equal(words(confirmed, streamWithoutTier), 'quiet watched');
    assert.equal(words(confirmed, staging), 'quiet');
    assert.equal(words(confirmed, practiceStream), 'quiet');
    assert.deepEqual(clearedPlan(stream), { unresolved: false, quiet: true, watched: true });
    assert.equal(clearedPlan(staging).watched, false);
  });

  it('is to read on where only the reply says Stopped, and for production to look again later all the same', () => {
    assert.equal(words(byReply, stream), 'unresolved watched');
    assert.equal(words(byReply, practiceStream), 'unresolved');
  });

  it('lasts ten minutes from the answer where it is to read on', () => {
    for (const one of [byReply, outcome({ verdict: 'unknown' }), outcome({ verdict: 'accepted' })])
      assert.equal(checkingUntil(one, stream), nowMs - 1000 + 600_000);
    for (const one of [confirmed, finished, outcome({ verdict: 'notStopped' })])
      assert.equal(checkingUntil(one, stream), undefined);
  });

  it('is nothing where it did not stop, or had run to its end', () => {
    assert.equal(words(outcome({ verdict: 'notStopped' }), stream), '');
    assert.equal(words(finished, stream), '');
  });
});

describe('A stop that ends with “it can start again”', () => {
  it('is one that a reading confirmed, of a campaign that is known to be scheduled or to repeat', () => {
    for (const known of [{ scheduled: true }, { recurring: true }]) {
      assert.equal(endsWithRestart(confirmed, listed(known)), true);
      assert.equal(endsWithRestart({ ...confirmed, effect: 'alreadyStopped' }, listed(known)), true);
    }
  });

  it('is no other', () => {
    const scheduled = listed({ scheduled: true });
    assert.equal(endsWithRestart(confirmed, listed()), false);
    assert.equal(endsWithRestart(confirmed, campaign), false);
    for (const one of [byReply, finished, outcome({ verdict: 'accepted' }), outcome({ verdict: 'notStopped' })]) {
      assert.equal(endsWithRestart(one, scheduled), false);
    }
  });
});
