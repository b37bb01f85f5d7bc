import assert from 'node:assert/strict';

import { asCurl } from '../../../src/kore/curl.ts';
import { listRequest, statusRequest, stopRequest } from '../../../src/kore/endpoints.ts';
import { looksLikeCall, readPastedCall } from '../../../src/streams/pasted.ts';
import { ids } from '../support/orders.ts';
import { sample } from '../support/samples.ts';

const origin = 'https://platform.kore.ai';
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzLTEifQ.not-a-signature';
const iid = 'st-99999999-1111-5222-8333-444444444444';
const path = `/campaign/api/v2/public/${ids.streamId}`;
const stopAddress = `${origin}${path}/campaign//trigger/${ids.campaignId}?accountId=${ids.accountId}&campaignType=sms&trigger=stop`;

/** What every whole stop command tells. */
const whole = {
  host: origin,
  streamId: ids.streamId,
  accountId: ids.accountId,
  iid,
  campaignId: ids.campaignId,
  token,
} as const;
const addressOnly = {
  host: origin,
  streamId: ids.streamId,
  accountId: ids.accountId,
  campaignId: ids.campaignId,
} as const;

/** The documented command with its placeholders and masked ids filled in. */
const documented = sample('stop.curl')
  .replace('{{host}}', 'platform.kore.ai')
  .replace('{{streamId}}', ids.streamId)
  .replace('{{campaignId}}', ids.campaignId)
  .replace('{{accountId}}', ids.accountId)
  .replace('<token>', token)
  .replace(/accountid: \S+(?=')/, `accountid: ${ids.accountId}`)
  .replace(/iid: \S+(?=')/, `iid: ${iid}`);

function without(call: object, ...keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(call).filter(([key]) => !keys.includes(key)));
}

function timed(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

describe('A pasted curl command', () => {
  const commands: readonly (readonly [what: string, command: string])[] = [
    ['as documented', documented],
    ['with Windows line ends', documented.replaceAll('\n', '\r\n')],
    ['with its line breaks turned into spaces by an input box', documented.replaceAll('\n', ' ')],
    ['with its line breaks taken out, the backslashes left', documented.replaceAll('\\\n', '\\ ')],
    ['on one line', documented.replaceAll('\\\n', '')],
    ['with white space around it', `\n\t ${documented}\n\n`],
    ['in double quotes', documented.replaceAll("'", '"')],
    ["in bash's $'…' quotes", documented.replaceAll(/ '(?=\S)/g, () => " $'")],
    [
      "in $'…' quotes with escapes",
      documented
        .replaceAll(/ '(?=\S)/g, () => " $'")
        .replace('&', '\\u0026')
        .replace('=', '\\x3d'),
    ],
    ['without quotes around the address', documented.replace(/'(https[^']*)'/, '$1')],
    ['with -H', documented.replaceAll('--header', '-H')],
    ['with -H and no space after it', documented.replaceAll('--header ', '-H')],
    ['with --header=', documented.replaceAll('--header ', '--header=')],
    ['with other short flags before H', documented.replaceAll('--header', '-sSH')],
    ['with --url', documented.replace('--location', '--url')],
    ['with --url=', documented.replace('--location ', '--url=')],
    [
      'with upper-case header names',
      documented.replace(/(auth|accountid|iid|Content-Type):/g, (name) => name.toUpperCase()),
    ],
    ['with the header name of the header table', documented.replace('accountid:', 'accountId:')],
    ['with no space after the colons', documented.replaceAll(': ', ':')],
    ['with the word Bearer before the token', documented.replace('auth: ', 'auth: Bearer ')],
    ['as curl.exe', documented.replace('curl', 'curl.exe')],
    ['with the quotes of a chat program', documented.replaceAll(/'([^']*)'/g, '‘$1’')],
    ['with the double quotes of a chat program', documented.replaceAll(/'([^']*)'/g, '“$1”')],
    ['for PowerShell', documented.replaceAll('\\\n', '`\n')],
    ['for PowerShell, line breaks turned into spaces', documented.replaceAll('\\\n', '` ')],
    ['for Windows cmd', documented.replaceAll('\\\n', '^\n').replaceAll("'", '"')],
    ['for Windows cmd, line breaks turned into spaces', documented.replaceAll('\\\n', '^ ').replaceAll("'", '"')],
    [
      'for Windows cmd as a browser copies it',
      documented.replaceAll('\\\n', '^\r\n').replaceAll("'", '^"').replaceAll('&', '^&').replaceAll('{}', '^{^}'),
    ],
  ];
  for (const [what, command] of commands) {
    it(`is read ${what}`, () => {
      assert.ok(looksLikeCall(command));
      assert.deepEqual(readPastedCall(command), whole);
    });
  }

  it('is the one that this tool copies: all but the token', () => {
    const to = { origin, accountId: ids.accountId, streamId: ids.streamId, iid };
    const withoutToken = without(whole, 'token');
    assert.deepEqual(readPastedCall(asCurl(stopRequest(to, ids.campaignId))), withoutToken);
  });

  it('tells no application id when that is the stream id', () => {
    const withoutIid = without(whole, 'iid');
    assert.deepEqual(readPastedCall(documented.replace(iid, ids.streamId)), withoutIid);
  });

  it('gives the account of its header when its address has none', () => {
    const { accountId } = readPastedCall(documented.replace(`accountId=${ids.accountId}&`, '')) ?? {};
    assert.equal(accountId, ids.accountId);
  });

  it('gives the account of its header when the one of its address is a placeholder', () => {
    const { accountId } =
      readPastedCall(documented.replace(`accountId=${ids.accountId}`, 'accountId={{account}}')) ?? {};
    assert.equal(accountId, ids.accountId);
  });

  it('gives nothing of the documentation itself: its ids are placeholders or masked', () => {
    assert.deepEqual(readPastedCall(sample('stop.curl')), {});
  });

  for (const placeholder of [
    '<token>',
    '{{token}}',
    '{token}',
    '$KORE_AUTH',
    '${KORE_AUTH}',
    '$env:KORE_AUTH',
    '%KORE_AUTH%',
    'Bearer {{token}}',
    'Bearer <token>',
    '<your JWT here>',
    '',
    '…',
  ]) {
    it(`gives no token for ${placeholder === '' ? 'an empty one' : placeholder}`, () => {
      const withoutToken = without(whole, 'token');
      assert.deepEqual(readPastedCall(documented.replace(token, placeholder)), withoutToken);
    });
  }

  it('takes a token that is no JWT', () => {
    assert.equal(readPastedCall(documented.replace(token, 'opaque/with+signs='))?.token, 'opaque/with+signs=');
  });

  it('takes no token that a header cannot carry', () => {
    assert.equal(readPastedCall(documented.replace(token, 'a b'))?.token, undefined);
    assert.equal(readPastedCall(documented.replace(token, 'é'))?.token, undefined);
  });

  for (const place of ['{{host}}', '<host>', '$HOST']) {
    it(`gives no host for ${place}`, () => {
      const withoutHost = without(whole, 'host');
      assert.deepEqual(readPastedCall(documented.replace('platform.kore.ai', place)), withoutHost);
    });
  }

  it('gives no host that carries a user name or password', () => {
    for (const user of ['user@', 'user:pass@', 'platform.kore.ai@']) {
      const call = readPastedCall(documented.replace('https://', `https://${user}`));
      assert.equal(call?.host, undefined, user);
      assert.equal(call?.campaignId, ids.campaignId);
    }
  });

  it('gives no host for plain http to another computer, and none for another scheme', () => {
    assert.equal(readPastedCall(documented.replace('https:', 'http:'))?.host, undefined);
    assert.equal(readPastedCall(documented.replace('https:', 'ftp:'))?.host, undefined);
    assert.equal(
      readPastedCall(documented.replace('https://platform.kore.ai', 'http://127.0.0.1:9'))?.host,
      'http://127.0.0.1:9',
    );
  });
});

describe('A pasted command that was cut', () => {
  /** Every place where a copy could have ended. */
  const cuts = Array.from({ length: documented.length }, (_, end) => documented.slice(0, end));

  it('gives whole values only, wherever it was cut inside a quote', () => {
    for (const cut of cuts.filter((text) => (text.match(/'/g)?.length ?? 0) % 2 === 1)) {
      for (const [key, value] of Object.entries(readPastedCall(cut) ?? {})) {
        assert.equal(value, whole[key as keyof typeof whole], `${key} of …${cut.slice(-40)}`);
      }
    }
  });

  it('still gives what stands before the cut', () => {
    const beforeToken = without(whole, 'token', 'iid');
    const inToken = documented.indexOf(token) + 20;
    assert.deepEqual(readPastedCall(documented.slice(0, inToken)), beforeToken);
    const inData = documented.indexOf("'{}") + 2;
    assert.deepEqual(readPastedCall(documented.slice(0, inData)), whole);
    const beforeId = { host: origin, streamId: ids.streamId };
    assert.deepEqual(readPastedCall(documented.slice(0, documented.indexOf(ids.campaignId) + 20)), beforeId);
  });

  it('never throws', () => {
    for (const cut of cuts) readPastedCall(cut);
    for (const cut of cuts) readPastedCall(`${cut}\\`);
    for (const cut of cuts) readPastedCall(`${cut}"`);
  });
});

describe('A pasted address', () => {
  const to = { origin, accountId: ids.accountId, streamId: ids.streamId, iid: ids.streamId };
  const withoutCampaign = without(addressOnly, 'campaignId');

  const addresses: readonly (readonly [what: string, address: string, expected: object])[] = [
    ['of Stop SMS Campaign', stopAddress, addressOnly],
    ['of Stop SMS Campaign, its double slash merged', stopAddress.replace('//trigger', '/trigger'), addressOnly],
    ['of Get Campaign Status', origin + statusRequest(to, ids.campaignId).target, addressOnly],
    ['of Get All Campaigns', origin + listRequest(to, { limit: 50, skip: 0 }).target, withoutCampaign],
    ['of Get SMS Campaign', `${origin}${path}/campaign/${ids.campaignId}?accountId=${ids.accountId}`, addressOnly],
    [
      'of Disable Schedule',
      `${origin}${path}/campaign/schedule?enableSchedule=false&campaignName=x`,
      { host: origin, streamId: ids.streamId },
    ],
    ['of another version of the API', stopAddress.replace('/v2/', '/v3/'), addressOnly],
    ['in angle brackets', `<${stopAddress}>`, addressOnly],
    ['with a fragment', `${stopAddress}#top`, addressOnly],
    [
      'without a query',
      `${origin}${path}/campaign//trigger/${ids.campaignId}`,
      { ...withoutCampaign, accountId: undefined, campaignId: ids.campaignId },
    ],
    ['with a port', stopAddress.replace('.ai/', '.ai:8443/'), { ...addressOnly, host: `${origin}:8443` }],
    ['in capitals', stopAddress.replace('https://platform.kore.ai', 'HTTPS://Platform.Kore.AI'), addressOnly],
    ['without its scheme', stopAddress.replace('https://', ''), addressOnly],
    ['after a verb, as a log has it', `POST ${stopAddress} 200 120 ms`, addressOnly],
    [
      'with a percent-encoded account id',
      stopAddress.replace(ids.accountId, `%35${ids.accountId.slice(1)}`),
      addressOnly,
    ],
    [
      'with a broken percent-encoding',
      stopAddress.replace(ids.accountId, '%E0%A4%A'),
      { ...withoutCampaign, accountId: undefined, campaignId: ids.campaignId },
    ],
  ];
  for (const [what, address, expected] of addresses) {
    it(`is read ${what}`, () => {
      assert.ok(looksLikeCall(address));
      const known = Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined));
      assert.deepEqual(readPastedCall(address), known);
    });
  }

  it('gives no id that holds more than letters, digits, - and _', () => {
    for (const bad of ['%2e%2e', 'cd-1%2F..%2F2', 'cd-1;x', 'cd-1"onclick', 'ćd-1', 'cd 1', 'a'.repeat(201)]) {
      const call = readPastedCall(`${origin}${path}/campaign//trigger/${bad}?accountId=${ids.accountId}`);
      assert.ok(call?.campaignId === undefined || /^[\w-]{1,200}$/.test(call.campaignId), bad);
      assert.notEqual(call?.campaignId, bad);
    }
  });
});

describe('What is no campaign API call', () => {
  const others = [
    'curl https://api.example.com/v1/users -H "auth: x" -H "accountid: y"',
    "curl --location 'https://platform.kore.ai/agentassist/api/v1/hooks/st-1' --header 'auth: x'",
    'https://platform.kore.ai/',
    'https://example.com/?next=/campaign/api/v2/public/st-1/campaign/cd-1',
    `curl https://example.com/hook --data '{"text": "see ${stopAddress}"}'`,
    'curl',
    '',
    '   ',
    'cd-00000000-5555-5666-8777-888888888888',
    'Black Friday blast',
    '/campaign/api/',
    '/campaign/api/v2/public/',
  ];
  for (const other of others) {
    it(`gives nothing: ${other.slice(0, 60) || '(empty)'}`, () => {
      const call = readPastedCall(other);
      assert.ok(call === undefined || Object.keys(call).length === 0, JSON.stringify(call));
    });
  }

  it('does not look like a call when it is an id or a name', () => {
    for (const text of [ids.campaignId, 'Black Friday blast', 'curly', 'http', 'curl', '']) {
      assert.equal(looksLikeCall(text), false, text);
    }
  });
});

describe('A hostile paste', () => {
  const size = 30_000;
  const pastes: readonly (readonly [what: string, text: string])[] = [
    ['backslashes', `curl ${'\\ '.repeat(size)}`],
    ['spaces', ' '.repeat(size)],
    ['spaces after a curl', `curl${' '.repeat(size)}x`],
    ['carets', `curl ${'^"'.repeat(size)}`],
    ['quotes', `curl ${'"'.repeat(size + 1)}`],
    ['open quotes of two kinds', `curl ${`'"`.repeat(size)}"`],
    ['one long word', `curl ${'a'.repeat(size)}`],
    ['many words', 'curl '.repeat(size / 10)],
    ['many headers', `curl ${"-H 'a: b' ".repeat(size / 10)}`],
    ['many starts of the path', `https://${'/campaign/api/v2/public/'.repeat(size / 20)}`],
    ['many halves of the path', `https://h${'/campaign/api/v2/public/a/campaign/'.repeat(size / 20)}`],
    ['a version without an end', `https://h/campaign/api/v${'1'.repeat(size)}`],
    ['slashes', `https://h/campaign/api/v2/public/x/campaign${'/'.repeat(size)}`],
    ['triggers', `https://h/campaign/api/v2/public/x/campaign/${'/trigger'.repeat(size / 8)}`],
    ['question marks', `https://h/campaign/api/v2/public/x/campaign/y${'?'.repeat(size)}`],
    ['parameters', `https://h/campaign/api/v2/public/x/campaign/y?${'&accountId='.repeat(size / 10)}`],
    ['escapes', `curl $'${'\\x41'.repeat(size / 10)}'`],
    ['colons', `curl -H '${':'.repeat(size)}'`],
    ['an open quote after many words', `${'a '.repeat(size)}'`],
    ['words with = and colons', `curl ${'--header=x:y '.repeat(size / 10)}`],
    ['surrogate halves', `curl ${'\ud83d'.repeat(size)}`],
  ];
  for (const [what, text] of pastes) {
    it(`is judged at once: ${what}`, () => {
      for (const paste of [text, text.repeat(20)]) {
        const ms = timed(() => [looksLikeCall(paste), readPastedCall(paste)]);
        assert.ok(ms < 1000, `${ms} ms`);
      }
    });
  }
});
