import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';

import type { FieldProblem } from '../../../src/streams/fields.ts';
import { checkPrivateKeyPem } from '../../../src/streams/privateKeyPem.ts';
import { describeProblem, english } from '../../../src/streams/problemText.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const password = { cipher: 'aes-256-cbc', passphrase: 'not a real one' } as const;

function problemOf(value: unknown): FieldProblem {
  const checked = checkPrivateKeyPem(value);
  assert.ok(!checked.ok);
  return checked.problem;
}

describe('checkPrivateKeyPem', () => {
  it('leaves a key in good order as it is', () => {
    assert.deepEqual(checkPrivateKeyPem(pem), { ok: true, value: pem });
  });

  const first = '-----BEGIN PRIVATE KEY-----';
  const last = '-----END PRIVATE KEY-----';
  const body = pem.replace(first, '').replace(last, '').trim();
  const shapes: readonly (readonly [what: string, text: string])[] = [
    ['its line breaks became spaces', pem.trim().replaceAll('\n', ' ')],
    ['its line breaks were lost', pem.replaceAll('\n', '')],
    ['its line breaks are of Windows', pem.replaceAll('\n', '\r\n')],
    [
      'it is indented, and its lines are of another length',
      `  ${first}\n\t${body.replaceAll('\n', '')}\n  ${last}\n\n`,
    ],
    ['other text stands before and after it', `Bag Attributes\n  friendlyName: x\n${pem}\nThanks`],
    ['its public key stands before it', `${String(publicKey.export({ type: 'spki', format: 'pem' }))}${pem}`],
  ];
  for (const [what, text] of shapes) {
    it(`restores a key when ${what}`, () => {
      const checked = checkPrivateKeyPem(text);
      assert.deepEqual(checked, { ok: true, value: pem });
      assert.ok(createPrivateKey(pem).equals(privateKey));
    });
  }

  const others: readonly (readonly [what: string, text: string, form: string])[] = [
    ['an encrypted key', privateKey.export({ type: 'pkcs8', format: 'pem', ...password }) as string, 'encrypted'],
    ['a PKCS#1 key', privateKey.export({ type: 'pkcs1', format: 'pem' }) as string, 'pkcs1'],
    [
      'an encrypted PKCS#1 key',
      privateKey.export({ type: 'pkcs1', format: 'pem', ...password }) as string,
      'encrypted',
    ],
    ['a key of a curve', curve.export({ type: 'sec1', format: 'pem' }) as string, 'ec'],
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }) as string, 'publicKey'],
    ['an RSA public key', publicKey.export({ type: 'pkcs1', format: 'pem' }) as string, 'publicKey'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'certificate'],
    ['an OpenSSH key', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----', 'openssh'],
    ['something else in PEM', '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----', 'other'],
  ];
  for (const [what, text, form] of others) {
    it(`knows ${what}, pasted into a box too`, () => {
      for (const given of [text, text.replaceAll('\n', ' ')]) {
        assert.deepEqual(problemOf(given), { field: 'privateKeyPem', code: 'otherKey', form });
      }
    });
  }

  it('says how a key that can be converted is converted', () => {
    const openssl = 'openssl pkcs8 -topk8 -nocrypt -in key.pem -out key8.pem';
    for (const form of ['encrypted', 'pkcs1', 'openssh', 'other'] as const) {
      const sentence = describeProblem({ field: 'privateKeyPem', code: 'otherKey', form }, english);
      assert.ok(sentence.includes(openssl), sentence);
    }
  });

  it('says what it is, where converting does not help', () => {
    for (const [form, words] of [
      ['ec', /elliptic curve.*RSA key/],
      ['publicKey', /public key.*private key/],
      ['certificate', /certificate.*private key/],
    ] as const) {
      assert.match(describeProblem({ field: 'privateKeyPem', code: 'otherKey', form }, english), words);
    }
  });

  const refused: readonly (readonly [what: string, value: unknown, code: string])[] = [
    ['nothing', undefined, 'missing'],
    ['null', null, 'missing'],
    ['white space', ' \n ', 'missing'],
    ['a number', 7, 'notText'],
    ['a path', '/home/me/key.pem', 'notAPem'],
    ['its base64 alone', body, 'notAPem'],
    ['a key that was cut', pem.slice(0, 400), 'notWhole'],
    ['a key that lost a character', `${first}\n${body.slice(0, 70)}${body.slice(71)}\n${last}`, 'notWhole'],
    [
      'a key with a character that is not base64',
      `${first}\n${body.slice(0, 70)}!!!!${body.slice(74)}\n${last}`,
      'notWhole',
    ],
    ['a key with nothing in it', `${first}\n${last}`, 'notWhole'],
    ['a file of another kind', `${first}${'A'.repeat(20_001)}`, 'tooLong'],
  ];
  for (const [what, value, code] of refused) {
    it(`refuses ${what}, and shows none of it`, () => {
      const problem = problemOf(value);
      assert.deepEqual([problem.field, problem.code], ['privateKeyPem', code]);
      const sentence = describeProblem(problem, english);
      assert.ok(!sentence.includes(body.slice(0, 10)) && !sentence.includes('/home'), sentence);
    });
  }
});
