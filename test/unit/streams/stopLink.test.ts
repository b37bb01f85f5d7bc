import assert from 'node:assert/strict';

import { readStopLink } from '../../../src/streams/stopLink.ts';

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
});
