import assert from 'node:assert/strict';

import { checkCampaignId, checkHost, checkToken, type FieldProblem } from '../../../src/streams/fields.ts';
import { describeProblem, english } from '../../../src/streams/problemText.ts';

function sentenceOf(checked: { ok: boolean; problem?: FieldProblem }): string {
  assert.ok(checked.problem);
  return describeProblem(checked.problem, english);
}

describe('describeProblem', () => {
  const sentences: readonly (readonly [problem: FieldProblem, sentence: string])[] = [
    [{ field: 'accountId', code: 'missing' }, 'The account id is missing.'],
    [{ field: 'name', code: 'notText' }, 'The name must be text.'],
    [{ field: 'campaigns', code: 'notAList' }, 'The list of campaigns must be a list.'],
    [{ field: 'stream', code: 'notAnObject' }, 'The stream must be an object in braces.'],
    [{ field: 'iid', code: 'tooLong', longest: 200 }, 'The application id (iid) is longer than 200 characters.'],
    [{ field: 'campaignId', code: 'badCharacter', character: '/', place: 9 }, 'The campaign id has “/” in place 9.'],
    [{ field: 'tier', code: 'notOneOf', allowed: ['a', 'b'] }, 'The tier must be one of: a, b.'],
    [{ field: 'campaignId', code: 'duplicate' }, 'This campaign id is in the list twice; the first one counts.'],
    [{ field: 'host', code: 'notAHost' }, 'The host is not a host name such as platform.kore.ai.'],
    [{ field: 'host', code: 'userInfo' }, 'The host must not carry a user name or password.'],
    [{ field: 'host', code: 'path' }, 'The host must end after the name, without a path.'],
    [{ field: 'host', code: 'query' }, 'The host must end after the name, without “?” or “#”.'],
    [{ field: 'host', code: 'insecure' }, 'The host must use https; http is for this computer only.'],
    [{ field: 'host', code: 'scheme', scheme: 'ftp' }, 'The host must start with https://, not ftp://.'],
  ];
  for (const [problem, sentence] of sentences) {
    it(`says “${sentence}”`, () => assert.equal(describeProblem(problem, english), sentence));
  }

  it('says what kind of key is needed', () => {
    const sentence = describeProblem({ field: 'privateKeyPem', code: 'unusableKey' }, english);
    assert.match(sentence, /^The private key cannot be used for signing: .*2048 bits.*PKCS#8/);
  });

  it('names a character that cannot be seen', () => {
    assert.equal(sentenceOf(checkCampaignId('a\r\nb')), 'The campaign id has a line break in place 2.');
    assert.equal(sentenceOf(checkCampaignId('a b')), 'The campaign id has a space in place 2.');
    assert.equal(
      sentenceOf(checkCampaignId('a\u0000')),
      'The campaign id has a character that cannot be seen (U+0000) in place 2.',
    );
    assert.equal(
      sentenceOf(checkCampaignId('a\u202eb')),
      'The campaign id has a character that cannot be seen (U+202E) in place 2.',
    );
    assert.equal(sentenceOf(checkHost('a\u0301')), 'The host has a character that cannot be seen (U+0301) in place 2.');
    assert.equal(
      sentenceOf(checkCampaignId('a\u{e0061}')),
      'The campaign id has a character that cannot be seen (U+E0061) in place 2.',
    );
  });

  it('never tells more of a token than one character', () => {
    assert.equal(sentenceOf(checkToken('secret\nsecret')), 'The token has a line break in place 7.');
  });

  it('says it in the reader’s language, with the same facts', () => {
    const shouting = {
      t: (message: string, args = {}) =>
        english.t(
          message.toUpperCase().replace(/\{\w+\}/g, (place) => place.toLowerCase()),
          args,
        ),
    };
    assert.equal(describeProblem({ field: 'host', code: 'notText' }, shouting), 'THE HOST MUST BE TEXT.');
  });
});

describe('english', () => {
  it('leaves a place without a value as it stands', () => {
    assert.equal(english.t('{a} and {b}', { a: 1 }), '1 and {b}');
    assert.equal(english.t('{a}'), '{a}');
  });

  it('does not fill in places that a value brings along', () => {
    assert.equal(english.t('{a} {b}', { a: '{b}', b: 'x' }), '{b} x');
  });
});
