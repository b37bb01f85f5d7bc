import assert from 'node:assert/strict';

import fc from 'fast-check';

import { readStopLink, writeStopLink } from '../../../src/streams/stopLink.ts';

const read = (text: string): ReturnType<typeof readStopLink> => {
  const url = new URL(text, 'vscode://kore-campaigns.kore-campaigns');
  return readStopLink({ path: url.pathname, query: url.search.slice(1) });
};

describe('a link into VS Code', () => {
  it('names a stream and a campaign', () => {
    const value = { stream: 'Acme Retail', campaignId: 'cd-9f3c' };
    assert.deepEqual(read('/stop?stream=Acme%20Retail&campaign=cd-9f3c'), { ok: true, value });
    assert.deepEqual(read('/stop?campaign=cd-9f3c&stream=Acme+Retail'), { ok: true, value });
  });

  for (const [what, link] of [
    ['another path', '/start?stream=Acme&campaign=cd-1'],
    ['a path below', '/stop/now?stream=Acme&campaign=cd-1'],
    ['a host', '/stop?stream=Acme&campaign=cd-1&host=evil.example'],
    ['an option', '/stop?stream=Acme&campaign=cd-1&confirm=false'],
    ['a token', '/stop?stream=Acme&campaign=cd-1&token=x'],
    ['two campaigns', '/stop?stream=Acme&campaign=cd-1&campaign=cd-2'],
    ['two streams', '/stop?stream=Acme&stream=Other&campaign=cd-1'],
  ] as const) {
    it(`is not followed with ${what}`, () => assert.equal(read(link), undefined));
  }

  it('names the field that is wrong', () => {
    const problems = [
      '/stop?stream=Acme',
      '/stop?campaign=cd-1',
      '/stop?stream=A&campaign=..%2Fx',
      '/stop?stream=A%0AB&campaign=c',
    ]
      .map(read)
      .map((checked) => (checked?.ok === false ? [checked.problem.field, checked.problem.code] : checked));
    assert.deepEqual(problems, [
      ['campaignId', 'missing'],
      ['stream', 'missing'],
      ['campaignId', 'badCharacter'],
      ['stream', 'badCharacter'],
    ]);
  });

  it('is read as it was written, whatever the stream is called', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,60}$/);
    const name = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 40 })
      .filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
    fc.assert(
      fc.property(
        fc.oneof(
          id,
          name.filter((text) => text.trim() === text),
        ),
        id,
        (stream, campaignId) => {
          const value = { stream, campaignId };
          assert.deepEqual(read(writeStopLink(value)), { ok: true, value });
        },
      ),
    );
  });
});
