import { bad, good, type Checked, type KeyForm } from './fields.ts';

/** A key of 16,384 bits has 13,000 characters; anything longer is another file. */
const longestPem = 20_000;

const begin = /-----BEGIN ([A-Z0-9 ]+)-----/;

/** What stands in the first line of what is not PKCS#8, or is and has a password. */
const formOfLabel: Readonly<Record<string, KeyForm>> = {
  'ENCRYPTED PRIVATE KEY': 'encrypted',
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'ec',
  'EC PARAMETERS': 'ec',
  'DSA PRIVATE KEY': 'other',
  'OPENSSH PRIVATE KEY': 'openssh',
  'PUBLIC KEY': 'publicKey',
  'RSA PUBLIC KEY': 'publicKey',
  CERTIFICATE: 'certificate',
  'TRUSTED CERTIFICATE': 'certificate',
  'CERTIFICATE REQUEST': 'certificate',
};

/**
 * Reads a PKCS#8 private key in PEM as it was pasted or lies in a file, and returns it with its line breaks as they
 * must be: an input box makes spaces of them, or nothing at all. Of several blocks the private key counts.
 */
export function checkPrivateKeyPem(value: unknown): Checked<string> {
  const field = 'privateKeyPem';
  if (value === undefined || value === null) return bad({ field, code: 'missing' });
  if (typeof value !== 'string') return bad({ field, code: 'notText' });
  const text = value.trim();
  if (text === '') return bad({ field, code: 'missing' });
  if (text.length > longestPem) return bad({ field, code: 'tooLong', longest: longestPem });
  // A file can name its owner or its curve before the key itself.
  const start = text.search(/-----BEGIN PRIVATE KEY-----/);
  const found = start < 0 ? begin.exec(text)?.[1] : 'PRIVATE KEY';
  if (found === undefined) return bad({ field, code: 'notAPem' });
  if (found !== 'PRIVATE KEY') return bad({ field, code: 'otherKey', form: formOfBlock(found, text) });
  const [whole, body = ''] =
    /^-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----/s.exec(text.slice(start)) ?? [];
  const base64 = body.replace(/\s+/g, '');
  if (whole === undefined || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) {
    return bad({ field, code: 'notWhole' });
  }
  if (base64 === '') return bad({ field, code: 'notWhole' });
  const lines = base64.match(/.{1,64}/g) ?? [];
  return good(`-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`);
}

/** A PKCS#1 key with a password says so in a line of its own. */
function formOfBlock(label: string, text: string): KeyForm {
  return /Proc-Type:\s*4,\s*ENCRYPTED/.test(text) ? 'encrypted' : (formOfLabel[label] ?? 'other');
}
