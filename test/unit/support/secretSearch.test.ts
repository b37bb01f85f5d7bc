import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';

import { searchFor } from './secretSearch.ts';

const secret = 'c4n4rySecret0"\\%ö/+ y8Zq5Jk2Lw';

/** Every way in which a text can lie in a file. */
const forms: readonly (readonly [string, (text: string) => Uint8Array | string])[] = [
  ['as it is', (text) => text],
  ['in UTF-16', (text) => Buffer.from(text, 'utf16le')],
  ['escaped for JSON', (text) => JSON.stringify({ text })],
  ['escaped for JSON twice', (text) => JSON.stringify(JSON.stringify({ text }))],
  ['percent-encoded', (text) => encodeURIComponent(text)],
  [
    'percent-encoded in small letters',
    (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  ],
  ['as a form', (text) => new URLSearchParams({ text }).toString()],
  ['in hex', (text) => Buffer.from(text).toString('hex')],
  ...['', 'x', 'xy'].map(
    (before) =>
      [
        `in base64 after ${before.length} bytes`,
        (text: string) => Buffer.from(`${before}${text}.`).toString('base64'),
      ] as const,
  ),
  ['in base64url', (text) => Buffer.from(text).toString('base64url')],
];

const around = (found: Uint8Array | string): Buffer =>
  Buffer.concat([randomBytes(999), Buffer.from(found as string), randomBytes(999)]);

describe('the search for secrets', () => {
  for (const [how, form] of forms) {
    it(`finds one ${how}`, () => {
      const search = searchFor(['another', secret]);
      const index = search.indexIn(around(form(secret)));
      assert.ok(index >= 999 && index < 1100, String(index));
    });

    it(`finds a part of one ${how}`, () => {
      // Any half has a whole piece in it.
      for (const part of [secret.slice(0, 23), secret.slice(-23)]) {
        assert.notEqual(searchFor([secret]).indexIn(around(form(part))), -1, part);
      }
    });
  }

  it('finds bytes of a key, as they are and in the base64url of a JWK', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const search = searchFor([privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(40)]);
    const { d = '' } = privateKey.export({ format: 'jwk' });
    for (const found of [Buffer.from(d, 'base64url'), d]) assert.notEqual(search.indexIn(around(found)), -1);
  });

  it('finds nothing where nothing is', () => {
    const search = searchFor([secret, randomBytes(1000)]);
    assert.ok(search.forms > 500, String(search.forms));
    for (const bytes of [randomBytes(1_000_000), Buffer.from(secret.slice(1, 12)), Buffer.alloc(0)]) {
      assert.equal(search.indexIn(bytes), -1);
    }
    assert.equal(searchFor([]).indexIn(Buffer.from(secret)), -1);
  });
});
