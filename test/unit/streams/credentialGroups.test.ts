import assert from 'node:assert/strict';

import { goneStreams, groupByAccount, siblingsOf, withoutCredential } from '../../../src/streams/credentialGroups.ts';
import { credentialKey } from '../../../src/streams/credentialKey.ts';
import type { Stream } from '../../../src/streams/stream.ts';

const one: Stream = { name: 'One', host: 'https://platform.kore.ai', accountId: 'acc-1', streamId: 'st-1' };
const two: Stream = { ...one, name: 'Two', streamId: 'st-2' };
const spelled: Stream = { ...one, name: 'Spelled', host: 'Platform.Kore.ai:443/', streamId: 'st-3' };
const elsewhere: readonly Stream[] = [
  { ...one, name: 'Another host', host: 'https://eu-platform.kore.ai', streamId: 'st-4' },
  { ...one, name: 'Another port', host: 'https://platform.kore.ai:8443', streamId: 'st-5' },
  { ...one, name: 'Another account', accountId: 'acc-2', streamId: 'st-6' },
  { ...one, name: 'An account that begins alike', accountId: 'acc-11', streamId: 'st-7' },
  { ...one, name: 'A host that ends alike', host: 'https://evil.platform.kore.ai', streamId: 'st-8' },
];
const all = [one, ...elsewhere, two, spelled];

describe('siblingsOf', () => {
  it('are the other streams of the account on the same host, however it is spelled', () => {
    assert.deepEqual(siblingsOf(one, all), [two, spelled]);
    assert.deepEqual(siblingsOf(spelled, all), [one, two]);
  });

  it('are never on another host, port or account', () => {
    for (const stream of elsewhere) assert.deepEqual(siblingsOf(stream, all), []);
  });

  it('leave out the stream itself under another name', () => {
    assert.deepEqual(siblingsOf({ ...one, name: 'Renamed', iid: 'x' }, [one]), []);
  });
});

describe('groupByAccount', () => {
  it('puts every stream into one group, and no two hosts or accounts into the same', () => {
    const groups = groupByAccount(all);
    assert.deepEqual(groups, [[one, two, spelled], ...elsewhere.map((stream) => [stream])]);
    assert.deepEqual(groupByAccount([]), []);
  });
});

describe('withoutCredential', () => {
  it('are the streams that no key is for', () => {
    assert.deepEqual(withoutCredential([one, two, spelled], [credentialKey(two), 'something else']), [one, spelled]);
    assert.deepEqual(withoutCredential(all, all.map(credentialKey)), []);
    assert.deepEqual(withoutCredential(all, []), all);
  });
});

describe('goneStreams', () => {
  it('are the keys that none of the streams has, read', () => {
    const key = credentialKey(two);
    const [gone, ...others] = goneStreams([one, spelled], [credentialKey(one), key, credentialKey(spelled)]);
    assert.deepEqual(gone, { key, host: 'https://platform.kore.ai', accountId: 'acc-1', streamId: 'st-2' });
    assert.deepEqual(others, []);
  });

  it('has the old one when a stream got another host', () => {
    const moved = { ...one, host: 'https://eu-platform.kore.ai' };
    assert.deepEqual(
      goneStreams([moved], [credentialKey(one)]).map(({ host }) => host),
      ['https://platform.kore.ai'],
    );
  });

  it('leaves alone what is no credential', () => {
    assert.deepEqual(goneStreams([], ['', 'other', 'kore.other x y z']), []);
  });
});
