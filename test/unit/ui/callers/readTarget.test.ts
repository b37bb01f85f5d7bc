import assert from 'node:assert/strict';

import { readTarget } from '../../../../src/ui/callers/readTarget.ts';
import { ids } from '../../support/orders.ts';
import { stream } from '../support.ts';
import { deskOf, development } from './support.ts';

const { campaignId } = ids;

describe('What another program names', () => {
  it('is the campaign of the one stream of that name or id, trimmed', () => {
    for (const name of ['Acme Dev', ' Acme Dev ', development.streamId]) {
      const read = readTarget({ stream: name, campaignId: ` ${campaignId} ` }, deskOf());
      assert.ok(read.ok);
      assert.deepEqual([read.campaign.stream, read.campaign.id], [development, campaignId]);
    }
  });

  for (const [what, given, field, sentence] of [
    ['nothing', undefined, 'target', 'What was given is no object with stream and campaignId.'],
    ['text', 'cd-1', 'target', 'What was given is no object with stream and campaignId.'],
    ['no stream', { campaignId }, 'stream', 'stream: a name or a stream id of kore.streams is missing.'],
    ['a list of streams', { stream: ['Acme Dev'], campaignId }, 'stream', /^stream: a name or a stream id/],
    [
      'another stream',
      { stream: 'Acme [x](command:y)', campaignId },
      'stream',
      'stream: “Acme [x] (command:y)” is no stream of kore.streams.',
    ],
    ['no campaign', { stream: 'Acme Dev' }, 'campaignId', 'campaignId: The campaign id is missing.'],
    [
      'two campaigns',
      { stream: 'Acme Dev', campaignId: ['a', 'b'] },
      'campaignId',
      /^campaignId: The campaign id must/,
    ],
    ['a path', { stream: 'Acme Dev', campaignId: 'a/../b' }, 'campaignId', /^campaignId: The campaign id has “\/”/],
  ] as const) {
    it(`is told by its member where it is ${what}`, () => {
      const read = readTarget(given, deskOf());
      assert.ok(!read.ok);
      assert.equal(read.field, field);
      if (typeof sentence === 'string') assert.equal(read.sentence, sentence);
      else assert.match(read.sentence, sentence);
    });
  }

  it('is never guessed at where several streams fit', () => {
    const twin = { ...development, host: 'https://eu-platform.kore.ai' };
    const called = { ...stream, name: development.streamId };
    for (const [streams, name] of [
      [[development, twin], 'Acme Dev'],
      [[development, called], development.streamId],
    ] as const) {
      const read = readTarget({ stream: name, campaignId }, deskOf({ streams }));
      assert.ok(!read.ok && read.field === 'stream' && read.sentence.startsWith('stream: several streams are called'));
    }
  });

  it('is read once, so that it cannot change between the check and the use', () => {
    const reads = { stream: 0, campaignId: 0 };
    const given = {
      get stream() {
        return (reads.stream += 1) === 1 ? 'Acme Dev' : 'Acme Retail';
      },
      get campaignId() {
        return (reads.campaignId += 1) === 1 ? campaignId : '../x';
      },
    };
    const read = readTarget(given, deskOf());
    assert.ok(read.ok && read.campaign.stream === development && read.campaign.id === campaignId);
    assert.deepEqual(reads, { stream: 1, campaignId: 1 });
  });
});
