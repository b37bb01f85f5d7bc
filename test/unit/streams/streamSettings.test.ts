import assert from 'node:assert/strict';

import { streamKey } from '../../../src/streams/streamKey.ts';
import { checkStream, readStreamSettings } from '../../../src/streams/streamSettings.ts';

const good = { name: 'Acme Retail', host: 'platform.kore.ai', accountId: 'acc-1', streamId: 'st-1' };

describe('readStreamSettings', () => {
  it('finds nothing, and nothing wrong, where nothing is set', () => {
    for (const raw of [undefined, null, []]) assert.deepEqual(readStreamSettings(raw), { streams: [], problems: [] });
  });

  it('tells that a value which is no list is none', () => {
    for (const raw of ['', 'x', 7, true, {}, good, { 0: good, length: 1 }]) {
      assert.deepEqual(readStreamSettings(raw), {
        streams: [],
        problems: [{ problem: { field: 'stream', code: 'notAList' } }],
      });
    }
  });

  it('gives a good entry trimmed, with its host as an origin', () => {
    const entry = {
      name: ' Acme Retail ',
      host: ' HTTPS://Platform.Kore.ai:443/ ',
      accountId: ' acc-1',
      streamId: 'st-1 ',
      iid: ' st-2 ',
      tier: 'staging',
      campaigns: [{ id: ' cd-1 ', name: ' Blast ' }, { id: 'cd-2' }],
    };
    assert.deepEqual(readStreamSettings([entry]), {
      streams: [
        {
          name: 'Acme Retail',
          host: 'https://platform.kore.ai',
          accountId: 'acc-1',
          streamId: 'st-1',
          iid: 'st-2',
          tier: 'staging',
          campaigns: [{ id: 'cd-1', name: 'Blast' }, { id: 'cd-2' }],
        },
      ],
      problems: [],
    });
  });

  it('passes over fields that it does not know', () => {
    const { streams, problems } = readStreamSettings([{ ...good, colour: 'red', campaigns: [{ id: 'cd-1', x: 1 }] }]);
    assert.deepEqual(streams, [{ ...good, host: 'https://platform.kore.ai', campaigns: [{ id: 'cd-1' }] }]);
    assert.deepEqual(problems, []);
  });

  const badEntries: readonly (readonly [what: string, entry: unknown, problem: object])[] = [
    ['a text', 'st-1', { field: 'stream', code: 'notAnObject' }],
    ['null', null, { field: 'stream', code: 'notAnObject' }],
    ['a number', 7, { field: 'stream', code: 'notAnObject' }],
    ['no name', { ...good, name: undefined }, { field: 'name', code: 'missing' }],
    ['an empty name', { ...good, name: ' ' }, { field: 'name', code: 'missing' }],
    ['no host', { ...good, host: null }, { field: 'host', code: 'missing' }],
    ['a host that is no text', { ...good, host: 7 }, { field: 'host', code: 'notText' }],
    ['an insecure host', { ...good, host: 'http://kore.ai' }, { field: 'host', code: 'insecure' }],
    ['no account id', { name: 'x', host: 'x', streamId: 'x' }, { field: 'accountId', code: 'missing' }],
    [
      'a bad stream id',
      { ...good, streamId: 'a/b' },
      { field: 'streamId', code: 'badCharacter', character: '/', place: 2 },
    ],
    ['an empty iid', { ...good, iid: '' }, { field: 'iid', code: 'missing' }],
    ['an iid that is no text', { ...good, iid: 1 }, { field: 'iid', code: 'notText' }],
    [
      'an unknown tier',
      { ...good, tier: 'prod' },
      { field: 'tier', code: 'notOneOf', allowed: ['production', 'staging', 'development'] },
    ],
    ['campaigns that are no list', { ...good, campaigns: {} }, { field: 'campaigns', code: 'notAList' }],
  ];
  for (const [what, entry, problem] of badEntries) {
    it(`tells what is wrong with an entry that has or is ${what}, and keeps the good ones`, () => {
      const other = { ...good, streamId: 'st-other' };
      const { streams, problems } = readStreamSettings([good, entry, other]);
      assert.deepEqual(
        streams.map((stream) => stream.streamId),
        ['st-1', 'st-other'],
      );
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.entry, 1);
      assert.deepEqual(problems[0].problem, problem);
    });
  }

  it('names a bad entry by its name, where that can be read', () => {
    const { problems } = readStreamSettings([{ ...good, host: '' }, { name: 7 }, { name: 'a\nb' }]);
    assert.deepEqual(
      problems.map(({ entry, name }) => [entry, name]),
      [
        [0, 'Acme Retail'],
        [1, undefined],
        [2, undefined],
      ],
    );
  });

  it('lets the first of two entries for one stream count, however the host is written', () => {
    const { streams, problems } = readStreamSettings([
      good,
      { ...good, name: 'Again', host: 'https://PLATFORM.kore.ai/', iid: 'st-9' },
      { ...good, name: 'Other account', accountId: 'acc-2' },
      { ...good, name: 'Other host', host: 'eu-platform.kore.ai' },
    ]);
    assert.deepEqual(
      streams.map((stream) => stream.name),
      ['Acme Retail', 'Other account', 'Other host'],
    );
    assert.deepEqual(problems, [{ entry: 1, name: 'Again', problem: { field: 'stream', code: 'duplicate' } }]);
  });

  it('does not take a bad first entry for the same stream as its good second one', () => {
    const { streams, problems } = readStreamSettings([{ ...good, tier: 'x' }, good]);
    assert.equal(streams.length, 1);
    assert.deepEqual(
      problems.map((one) => one.problem.code),
      ['notOneOf'],
    );
  });

  it('leaves a bad campaign out and keeps its stream and its other campaigns', () => {
    const campaigns = [
      { id: 'cd-1' },
      { id: 'a/b' },
      'cd-3',
      { name: 'no id' },
      { id: 'cd-5', name: 7 },
      { id: ' cd-1 ' },
    ];
    const { streams, problems } = readStreamSettings([
      { ...good, streamId: 'st-0' },
      { ...good, campaigns },
    ]);
    assert.deepEqual(streams[1]?.campaigns, [{ id: 'cd-1' }]);
    assert.deepEqual(problems, [
      {
        entry: 1,
        name: 'Acme Retail',
        campaign: 1,
        problem: { field: 'campaignId', code: 'badCharacter', character: '/', place: 2 },
      },
      { entry: 1, name: 'Acme Retail', campaign: 2, problem: { field: 'campaignId', code: 'notAnObject' } },
      { entry: 1, name: 'Acme Retail', campaign: 3, problem: { field: 'campaignId', code: 'missing' } },
      { entry: 1, name: 'Acme Retail', campaign: 4, problem: { field: 'campaignName', code: 'notText' } },
      { entry: 1, name: 'Acme Retail', campaign: 5, problem: { field: 'campaignId', code: 'duplicate' } },
    ]);
  });

  it('reads 500 streams with 20 campaigns each', () => {
    const campaigns = Array.from({ length: 20 }, (_, index) => ({ id: `cd-${index}` }));
    const raw = Array.from({ length: 500 }, (_, index) => ({ ...good, streamId: `st-${index}`, campaigns }));
    const { streams, problems } = readStreamSettings(raw);
    assert.deepEqual([streams.length, streams[499]?.streamId, streams[499]?.campaigns.length], [500, 'st-499', 20]);
    assert.deepEqual(problems, []);
  });

  it('changes nothing in what it is given', () => {
    const raw = [good, { ...good, name: ' x ', host: 'KORE.ai/', campaigns: [{ id: ' cd-1 ' }, 'bad'] }, 'bad', null];
    const before = structuredClone(raw);
    const freeze = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      Object.freeze(value);
      Object.values(value).forEach(freeze);
    };
    freeze(raw);
    readStreamSettings(raw);
    assert.deepEqual(raw, before);
  });
});

describe('streamKey', () => {
  it('is the same for every spelling of one stream, and another for another host, account or stream', () => {
    const key = streamKey(good);
    assert.equal(
      streamKey({ ...good, name: 'x', iid: 'y', host: 'https://Platform.Kore.ai/', accountId: ' acc-1 ' }),
      key,
    );
    for (const other of [{ host: 'eu.kore.ai' }, { accountId: 'acc-2' }, { streamId: 'st-2' }, { host: '127.0.0.1' }]) {
      assert.notEqual(streamKey({ ...good, ...other }), key);
    }
  });
});

describe('checkStream', () => {
  it('takes the stream id for a missing iid', () => {
    assert.deepEqual(checkStream(good), {
      ok: true,
      value: { ...good, host: 'https://platform.kore.ai', iid: 'st-1' },
    });
  });

  it('names the first field that is wrong', () => {
    assert.deepEqual(checkStream(undefined), { ok: false, problem: { field: 'stream', code: 'notAnObject' } });
    assert.deepEqual(checkStream({ ...good, accountId: '' }), {
      ok: false,
      problem: { field: 'accountId', code: 'missing' },
    });
  });
});
