import assert from 'node:assert/strict';

import {
  checkAccountId,
  checkCampaignId,
  checkClaim,
  checkClientSecret,
  checkHost,
  checkIid,
  checkName,
  checkStreamId,
  checkTier,
  checkToken,
  isLoopback,
  type Checked,
  type FieldProblem,
} from '../../../src/streams/fields.ts';

function problemOf(checked: Checked<unknown>): FieldProblem {
  assert.ok(!checked.ok, 'it was taken');
  return checked.problem;
}

const idChecks = [
  ['campaignId', checkCampaignId],
  ['streamId', checkStreamId],
  ['accountId', checkAccountId],
  ['iid', checkIid],
] as const;

for (const [field, check] of idChecks) {
  describe(`The ${field}`, () => {
    it('is taken with letters, digits, hyphen and underscore, up to 200 of them', () => {
      for (const id of [
        'cd-00000000-5555-5666-8777-888888888888',
        '5f00000000000000000000aa',
        'A_b-9',
        'x'.repeat(200),
      ]) {
        assert.deepEqual(check(id), { ok: true, value: id });
      }
    });

    it('loses the white space around it', () => {
      assert.deepEqual(check(' \t\r\n cd-1 \u00a0\n'), { ok: true, value: 'cd-1' });
    });

    const hostile: readonly (readonly [text: string, character: string, place: number])[] = [
      ['cd-1/stop', '/', 5],
      ['..', '.', 1],
      ['cd-%2e%2e', '%', 4],
      ['cd-1?x=1', '?', 5],
      ['cd-1#x', '#', 5],
      ['cd-1&x', '&', 5],
      ['cd-1\r\nx: y', '\r', 5],
      ['cd-1\u0000', '\u0000', 5],
      ['cd 1', ' ', 3],
      ['cd-é', 'é', 4],
      ['cd-\u0065\u0301', '\u0301', 5],
      ['cd-😀x', '😀', 4],
      ['\u202ecd-1', '\u202e', 1],
      ['cd\\1', '\\', 3],
      ['cd:1', ':', 3],
      ['cd@1', '@', 3],
      ['cd–1', '–', 3],
    ];
    for (const [text, character, place] of hostile) {
      it(`is refused as ${JSON.stringify(text)}, with the character and its place`, () => {
        assert.deepEqual(problemOf(check(text)), { field, code: 'badCharacter', character, place });
      });
    }

    it('is refused when it is longer than 200 characters', () => {
      assert.deepEqual(problemOf(check('x'.repeat(201))), { field, code: 'tooLong', longest: 200 });
    });

    it('is refused when it is missing, empty or white', () => {
      for (const value of [undefined, null, '', '  \n']) {
        assert.deepEqual(problemOf(check(value)), { field, code: 'missing' });
      }
    });

    it('is refused when it is no text', () => {
      for (const value of [7, true, {}, ['cd-1'], Symbol('x'), () => 'cd-1', { toString: () => 'cd-1' }]) {
        assert.deepEqual(problemOf(check(value)), { field, code: 'notText' });
      }
    });
  });
}

describe('The host', () => {
  it('is the same origin however it is written', () => {
    for (const host of [
      'platform.kore.ai',
      ' platform.kore.ai\n',
      'platform.kore.ai/',
      'platform.kore.ai:443',
      'https://platform.kore.ai',
      'https://platform.kore.ai/',
      'HTTPS://Platform.Kore.ai:443',
      'https://platform.kore.ai:443/',
    ]) {
      assert.deepEqual(checkHost(host), { ok: true, value: 'https://platform.kore.ai' }, host);
    }
  });

  it('keeps a port that is not the usual one', () => {
    assert.deepEqual(checkHost('kore.example.com:8443'), { ok: true, value: 'https://kore.example.com:8443' });
    assert.deepEqual(checkHost('https://kore.example.com:80'), { ok: true, value: 'https://kore.example.com:80' });
  });

  it('is reached by http only on this computer, where no scheme means http', () => {
    for (const [host, origin] of [
      ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
      ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
      ['https://127.0.0.1:8080', 'https://127.0.0.1:8080'],
      ['127.1.2.3', 'http://127.1.2.3'],
      ['localhost:80', 'http://localhost'],
      ['LocalHost:443', 'http://localhost:443'],
      ['[::1]:8080', 'http://[::1]:8080'],
      ['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
    ] as const) {
      assert.deepEqual(checkHost(host), { ok: true, value: origin }, host);
    }
  });

  it('is refused with plain http anywhere else', () => {
    for (const host of [
      'http://platform.kore.ai',
      'HTTP://platform.kore.ai:443',
      'http://10.0.0.1',
      'http://128.0.0.1',
      'http://0.0.0.0',
      'http://localhost.example.com',
      'http://127.0.0.1.example.com',
      'http://[::2]',
      'http://[::ffff:127.0.0.1]',
    ]) {
      assert.deepEqual(problemOf(checkHost(host)), { field: 'host', code: 'insecure' }, host);
    }
  });

  const refused: readonly (readonly [host: string, problem: FieldProblem])[] = [
    ['ftp://platform.kore.ai', { field: 'host', code: 'scheme', scheme: 'ftp' }],
    ['FILE:///etc/passwd', { field: 'host', code: 'scheme', scheme: 'file' }],
    ['javascript://x', { field: 'host', code: 'scheme', scheme: 'javascript' }],
    ['user@platform.kore.ai', { field: 'host', code: 'userInfo' }],
    ['https://user:word@platform.kore.ai/', { field: 'host', code: 'userInfo' }],
    ['https://platform.kore.ai@evil.example', { field: 'host', code: 'userInfo' }],
    ['platform.kore.ai/campaign', { field: 'host', code: 'path' }],
    ['https://platform.kore.ai//', { field: 'host', code: 'path' }],
    ['//platform.kore.ai', { field: 'host', code: 'path' }],
    ['platform.kore.ai?x', { field: 'host', code: 'query' }],
    ['platform.kore.ai/#x', { field: 'host', code: 'query' }],
    ['platform.kore.ai:x', { field: 'host', code: 'notAHost' }],
    ['platform.kore.ai:65536', { field: 'host', code: 'notAHost' }],
    ['https:platform.kore.ai', { field: 'host', code: 'notAHost' }],
    ['https://', { field: 'host', code: 'notAHost' }],
    [':443', { field: 'host', code: 'notAHost' }],
    ['a,b', { field: 'host', code: 'notAHost' }],
    ["kore'ai", { field: 'host', code: 'notAHost' }],
    ['[::1', { field: 'host', code: 'notAHost' }],
    ['platform.kore.ai evil', { field: 'host', code: 'badCharacter', character: ' ', place: 17 }],
    ['platform\\kore', { field: 'host', code: 'badCharacter', character: '\\', place: 9 }],
    ['plätform.kore.ai', { field: 'host', code: 'badCharacter', character: 'ä', place: 3 }],
    ['platform.kore.ai\r\nx', { field: 'host', code: 'badCharacter', character: '\r', place: 17 }],
    ['x'.repeat(301), { field: 'host', code: 'tooLong', longest: 300 }],
    ['', { field: 'host', code: 'missing' }],
  ];
  for (const [host, problem] of refused) {
    it(`is refused as ${JSON.stringify(host.slice(0, 40))}, with the reason`, () => {
      assert.deepEqual(problemOf(checkHost(host)), problem);
    });
  }

  it('that is taken is taken again as the same', () => {
    for (const host of ['platform.kore.ai', 'localhost:3', '127.0.0.1:443', 'https://127.0.0.1', '[::1]', '0x7f.1']) {
      const once = checkHost(host);
      assert.ok(once.ok, host);
      assert.deepEqual(checkHost(once.value), once, host);
    }
  });
});

describe('isLoopback', () => {
  it('holds for this computer alone', () => {
    for (const name of ['localhost', '127.0.0.1', '127.255.0.9', '[::1]']) assert.ok(isLoopback(name), name);
    for (const name of ['127.0.0.1.example.com', 'x127.0.0.1', 'localhost.', '126.0.0.1', '::1', '']) {
      assert.equal(isLoopback(name), false, name);
    }
  });
});

describe('A token', () => {
  it('is taken as it is, without the white space and the words that a paste brings', () => {
    for (const pasted of [
      'a.b-c_d+/=',
      ' a.b-c_d+/=\r\n',
      'auth: a.b-c_d+/=',
      'Bearer a.b-c_d+/=',
      'auth: bearer a.b-c_d+/=',
    ]) {
      assert.deepEqual(checkToken(pasted), { ok: true, value: 'a.b-c_d+/=' }, pasted);
    }
  });

  it('keeps a word that only looks like one before it', () => {
    assert.deepEqual(checkToken('bearerless'), { ok: true, value: 'bearerless' });
    assert.deepEqual(checkToken('authority'), { ok: true, value: 'authority' });
  });

  it('is refused with a line break or a character that a header cannot carry', () => {
    for (const character of ['\n', '\r', '\u0000', '\t', ' ', 'ä', '\u007f', '\u200b', '😀']) {
      const problem = problemOf(checkToken(`abc${character}def`));
      assert.deepEqual(problem, { field: 'token', code: 'badCharacter', character, place: 4 });
    }
  });

  it('is refused when it is missing, no text or longer than a header may be', () => {
    for (const value of [undefined, '', ' ', 'Bearer ', 'auth:', 'auth: Bearer']) {
      assert.equal(problemOf(checkToken(value)).code, 'missing', value);
    }
    assert.equal(problemOf(checkToken(7)).code, 'notText');
    assert.deepEqual(problemOf(checkToken('x'.repeat(8001))), { field: 'token', code: 'tooLong', longest: 8000 });
  });
});

describe('The other fields', () => {
  it('let a name have anything that is no control character', () => {
    assert.deepEqual(checkName('name', ' Acme “Retail” 😀 / €5 '), { ok: true, value: 'Acme “Retail” 😀 / €5' });
    for (const character of ['\n', '\u0000', '\u001b', '\u0085', '\ud800']) {
      assert.equal(problemOf(checkName('name', `a${character}b`)).code, 'badCharacter', JSON.stringify(character));
    }
    assert.equal(problemOf(checkName('campaignName', 'x'.repeat(201))).field, 'campaignName');
  });

  it('let a claim have anything that is no control character', () => {
    assert.deepEqual(checkClaim('clientId', ' cs-1 '), { ok: true, value: 'cs-1' });
    assert.equal(problemOf(checkClaim('subject', 'a\nb')).field, 'subject');
  });

  it('keep a client secret of any length byte for byte, but for the white space around it', () => {
    for (const secret of ['x', 'a b', 'x'.repeat(8000), 'ä\tß']) {
      assert.deepEqual(checkClientSecret(` ${secret}\n`), { ok: true, value: secret });
    }
    assert.equal(problemOf(checkClientSecret('')).code, 'missing');
  });

  it('know three tiers', () => {
    for (const tier of ['production', 'staging', 'development'])
      assert.deepEqual(checkTier(tier), { ok: true, value: tier });
    for (const tier of ['Production', 'prod', '', null, 1, ['production']]) {
      assert.equal(problemOf(checkTier(tier)).code, 'notOneOf');
    }
  });
});
