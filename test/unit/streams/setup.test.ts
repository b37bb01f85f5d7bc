import assert from 'node:assert/strict';

import fc from 'fast-check';

import { findSecret } from '../../../src/streams/findSecret.ts';
import { compareSetup, looksLikeSetup, readSetup, writeSetup } from '../../../src/streams/setup.ts';
import { tiers, type ConfiguredStream } from '../../../src/streams/stream.ts';
import { readStreamSettings } from '../../../src/streams/streamSettings.ts';
import { streamKey } from '../../../src/streams/streamKey.ts';

const acme: ConfiguredStream = {
  name: 'Acme Retail',
  host: 'https://platform.kore.ai',
  accountId: '67777ce93e25326494000000',
  streamId: 'st-1',
  iid: 'st-app',
  tier: 'production',
  campaigns: [{ id: 'cd-1', name: 'Black Friday blast' }, { id: 'cd-2' }],
};
const bank: ConfiguredStream = { ...acme, name: 'Acme Bank', streamId: 'st-2', campaigns: [] };

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .filter((text) => text.trim() === text && !/[\p{Cc}\p{Cs}]/u.test(text) && findSecret(text) === undefined);
const host = fc.constantFrom('https://platform.kore.ai', 'https://eu-platform.kore.ai:8443', 'http://127.0.0.1:9');
const campaigns = fc.uniqueArray(fc.record({ id, name }, { requiredKeys: ['id'], noNullPrototype: true }), {
  selector: (one) => one.id,
  maxLength: 4,
});
const stream = fc.record(
  { name, host, accountId: id, streamId: id, campaigns, iid: id, tier: fc.constantFrom(...tiers) },
  { requiredKeys: ['name', 'host', 'accountId', 'streamId', 'campaigns'], noNullPrototype: true },
) as fc.Arbitrary<ConfiguredStream>;
const streams = fc.uniqueArray(stream, { selector: streamKey, minLength: 1, maxLength: 5 });

describe('a copied setup', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(streams, (written) => {
        assert.deepEqual(readSetup(writeSetup(written)), { kind: 'setup', streams: written });
      }),
    );
  });

  it('has none of the further members that a setting may hold, a secret least of all', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{24}$/);
    const hidden = fc.constantFrom('clientSecret', 'token', 'note', 'privateKeyPem', 'auth');
    fc.assert(
      fc.property(streams, hidden, secret, (given, member, value) => {
        const raw = given.map((one) => ({
          ...one,
          [member]: value,
          campaigns: one.campaigns.map((campaign) => ({ ...campaign, [member]: { [member]: value } })),
        }));
        const settings = readStreamSettings(raw);
        for (const text of [writeSetup(settings.streams), writeSetup(raw)]) {
          assert.ok(!text.includes(value), text);
          assert.equal(findSecret(JSON.parse(text)), undefined);
          assert.deepEqual(readSetup(text), { kind: 'setup', streams: given });
        }
      }),
    );
  });
});

describe('a pasted setup', () => {
  const text = writeSetup([acme, bank]);
  const whole = { kind: 'setup', streams: [acme, bank] };

  for (const [what, pasted] of [
    ['as it was copied', text],
    ['with its line breaks turned into spaces by an input box', text.replaceAll('\n', ' ')],
    ['in the code block of a chat program', `\`\`\`json\n${text}\n\`\`\``],
    ['in such a block on one line', `\`\`\`json ${text.replaceAll('\n', ' ')} \`\`\``],
    ['with a byte order mark and white space around it', `\uFEFF\n ${text}\n`],
    ['as the value of the setting', JSON.stringify([acme, bank])],
    ['as the setting with its name', JSON.stringify({ 'kore.streams': [acme, bank] })],
    ['with further members that are no secrets', text.replace('"name"', '"note": {"mine": [1, null]}, "name"')],
  ] as const) {
    it(`is read ${what}`, () => {
      assert.ok(looksLikeSetup(pasted));
      assert.deepEqual(readSetup(pasted), whole);
    });
  }

  it('has its hosts as origins and its texts trimmed, as the settings are read', () => {
    const odd = [{ ...acme, host: ' HTTPS://Platform.Kore.AI:443/ ', name: ' Acme Retail ' }];
    assert.deepEqual(readSetup(JSON.stringify(odd)), { kind: 'setup', streams: [acme] });
  });

  const problems: readonly (readonly [what: string, pasted: unknown, problem: object])[] = [
    [
      'a field that is missing',
      [{ ...acme, accountId: undefined }],
      { entry: 0, problem: { field: 'accountId', code: 'missing' } },
    ],
    [
      'a wrong field of a later stream',
      [bank, { ...acme, host: 'http://evil.example' }],
      { entry: 1, problem: { field: 'host', code: 'insecure' } },
    ],
    [
      'a host with a password',
      [{ ...acme, host: 'https://a:b@platform.kore.ai' }],
      { entry: 0, problem: { field: 'host', code: 'userInfo' } },
    ],
    [
      'a wrong tier',
      [{ ...acme, tier: 'prod' }],
      { entry: 0, problem: { field: 'tier', code: 'notOneOf', allowed: tiers } },
    ],
    [
      'a stream twice',
      [acme, { ...acme, name: 'Again' }],
      { entry: 1, name: 'Again', problem: { field: 'stream', code: 'duplicate' } },
    ],
    [
      'a wrong campaign',
      [{ ...acme, campaigns: [{ id: 'cd-1' }, { id: '../x' }] }],
      { entry: 0, campaign: 1, problem: { field: 'campaignId', code: 'badCharacter', character: '.', place: 1 } },
    ],
    [
      'campaigns that are no list',
      [{ ...acme, campaigns: {} }],
      { entry: 0, problem: { field: 'campaigns', code: 'notAList' } },
    ],
    ['an entry that is no object', [acme, 7], { entry: 1, problem: { field: 'stream', code: 'notAnObject' } }],
  ];
  for (const [what, pasted, problem] of problems) {
    it(`gives nothing, and names the place, for ${what}`, () => {
      const read = readSetup(JSON.stringify(pasted));
      assert.deepEqual(read.kind === 'bad' && withoutName(read.problem, problem), { code: 'field', ...problem });
    });
  }

  it('gives nothing with a secret in it, and names the member', () => {
    for (const [pasted, member] of [
      [{ koreCampaignsSetup: 1, streams: [bank, { ...acme, clientSecret: 'x' }] }, 'streams[1].clientSecret'],
      [[{ ...acme, campaigns: [{ id: 'cd-1', token: 'x' }] }], '[0].campaigns[0].token'],
      [{ streams: [acme], note: { to: '-----BEGIN PRIVATE KEY-----' } }, 'note.to'],
      [{ streams: [acme], credentials: [] }, 'credentials'],
    ] as const) {
      assert.deepEqual(readSetup(JSON.stringify(pasted)), { kind: 'bad', problem: { code: 'secret', member } });
    }
  });

  it('gives nothing when it is of a newer format', () => {
    const newer = text.replace('"koreCampaignsSetup": 1', '"koreCampaignsSetup": 2');
    assert.deepEqual(readSetup(newer), { kind: 'bad', problem: { code: 'newer', version: '2' } });
  });

  for (const none of ['{}', '[]', '"x"', 'null', '{"streams":{}}', '{"streams":[]}', '{"__proto__":{"streams":[1]}}']) {
    it(`has no streams: ${none}`, () => {
      assert.deepEqual(readSetup(none), { kind: 'bad', problem: { code: 'noStreams' } });
    });
  }

  it('gives nothing wherever its copy was cut', () => {
    for (let end = 0; end < text.length; end += 1) {
      assert.deepEqual(readSetup(text.slice(0, end)), { kind: 'bad', problem: { code: 'notJson' } });
    }
  });

  it('gives nothing when it is longer than any setup', () => {
    assert.deepEqual(readSetup(' '.repeat(1_000_001)), {
      kind: 'bad',
      problem: { code: 'tooLong', longest: 1_000_000 },
    });
  });

  it('never throws, and gives streams only that the settings would take', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((one) => JSON.stringify([one])),
        ),
        (pasted) => {
          const read = readSetup(pasted);
          if (read.kind === 'setup') assert.deepEqual(readStreamSettings(read.streams).problems, []);
        },
      ),
    );
  });

  it('is none where a host, an address or a command is pasted', () => {
    for (const other of ['platform.kore.ai', 'https://a.example/', 'curl -d {}', '', 'cd-1']) {
      assert.equal(looksLikeSetup(other), false, other);
    }
  });
});

describe('a setup beside the streams that are there', () => {
  it('has for new only what differs by host, account or stream id, whatever it is called', () => {
    const renamed = { ...acme, name: 'Retail of a colleague' };
    const elsewhere = { ...acme, host: 'https://eu-platform.kore.ai' };
    assert.deepEqual(compareSetup([renamed, bank, elsewhere], [acme]), {
      fresh: [bank, elsewhere],
      there: [{ pasted: renamed, name: 'Acme Retail' }],
    });
  });

  it('adds nothing a second time', () => {
    fc.assert(
      fc.property(streams, streams, (pasted, configured) => {
        const { fresh, there } = compareSetup(pasted, configured);
        assert.equal(fresh.length + there.length, pasted.length);
        assert.deepEqual(compareSetup(pasted, [...configured, ...fresh]).fresh, []);
        assert.deepEqual(readStreamSettings([...configured, ...fresh]).problems, []);
      }),
    );
  });
});

/** The name of the stream is told beside the problem; only where the row names it is it compared. */
function withoutName(problem: object, expected: object): object {
  return 'name' in expected ? problem : Object.fromEntries(Object.entries(problem).filter(([key]) => key !== 'name'));
}
