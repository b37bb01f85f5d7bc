import assert from 'node:assert/strict';

import type { KnownCampaign, KnownStream } from '../../../../src/texts/knownCampaign.ts';
import { campaignOf, isConfigured } from '../../../../src/ui/stopping/restoredCampaign.ts';
import { intentOf } from '../../support/journals.ts';
import { stream, without } from '../support.ts';

const boardOf = (streams: readonly KnownStream[], known: Partial<KnownCampaign> = {}) => ({
  streams: () => streams,
  find: (of: KnownStream, id: string): KnownCampaign => ({ stream: of, id, configured: false, ...known }),
});

describe('The campaign of a stop that an earlier window left', () => {
  it('is in its stream as it is configured now, whatever that is called by now', () => {
    const now: KnownStream = { ...stream, name: 'Acme Retail EU', tier: 'staging', host: 'platform.kore.ai' };
    const board = boardOf([{ ...stream, streamId: 'st-other' }, now]);
    const found = campaignOf(intentOf('a'), board);
    assert.equal(found.stream, now);
    assert.deepEqual([found.id, found.name], ['cd-a', 'Black Friday blast']);
    assert.ok(isConfigured(found, board));
  });

  it('has the name that is known now before the one of then', () => {
    assert.equal(campaignOf(intentOf('a'), boardOf([stream], { name: 'Renamed' })).name, 'Renamed');
  });

  it('has no name where there never was one', () => {
    assert.equal('name' in campaignOf(without(intentOf('a'), 'about'), boardOf([stream])), false);
  });

  it('is in a stream of its own where none is configured any more, with the tier of then', () => {
    const board = boardOf([{ ...stream, accountId: 'other' }]);
    const found = campaignOf(intentOf('a'), board);
    assert.deepEqual(found.stream, stream);
    assert.equal(isConfigured(found, board), false);
  });

  it('has no tier where the one of then is none', () => {
    const found = campaignOf(intentOf('a', { about: { tier: 'harmless' } }), boardOf([]));
    assert.equal(found.stream.tier, undefined);
  });
});
