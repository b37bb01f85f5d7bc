import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate with its key, both as PEM; `issuer` facts let it sign others. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface CertificateWish {
  readonly name: string;
  /** DNS names it stands for. */
  readonly dnsNames?: readonly string[];
  /** IPv4 addresses it stands for. */
  readonly addresses?: readonly string[];
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** Without one it signs itself. */
  readonly issuer?: Certificate;
  readonly isAuthority?: boolean;
}

const dayMs = 86_400_000;
const ecdsaWithSha256 = '06082a8648ce3d040302';
const commonName = '0603550403';
const basicConstraints = '0603551d13';
const subjectAltName = '0603551d11';

/** Makes an X.509 v3 certificate with a fresh P-256 key, with nothing but Node. */
export function makeCertificate(wish: CertificateWish): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(0x30, hex(ecdsaWithSha256));
  const validity = der(
    0x30,
    time(wish.validFrom ?? new Date(Date.now() - dayMs)),
    time(wish.validTo ?? new Date(Date.now() + dayMs)),
  );
  const names = [
    ...(wish.dnsNames ?? []).map((name) => der(0x82, Buffer.from(name, 'ascii'))),
    ...(wish.addresses ?? []).map((address) => der(0x87, Buffer.from(address.split('.').map(Number)))),
  ];
  const extensions = [
    ...(wish.isAuthority === true ? [extension(basicConstraints, der(0x30, hex('0101ff')))] : []),
    ...(names.length === 0 ? [] : [extension(subjectAltName, der(0x30, ...names))]),
  ];
  const toBeSigned = der(
    0x30,
    hex('a003020102'),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    distinguishedName(wish.issuer?.name ?? wish.name),
    validity,
    distinguishedName(wish.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [der(0xa3, der(0x30, ...extensions))]),
  );
  const signature = sign('sha256', toBeSigned, wish.issuer?.privateKey ?? privateKey);
  const whole = der(0x30, toBeSigned, algorithm, der(0x03, Buffer.of(0), signature));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    name: wish.name,
    privateKey,
  };
}

/** One DER value: tag, length, content. */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.of(tag, ...length), body]);
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

function distinguishedName(name: string): Buffer {
  return der(0x30, der(0x31, der(0x30, hex(commonName), der(0x0c, Buffer.from(name)))));
}

/** A GeneralizedTime, in whole seconds. */
function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`, 'ascii'));
}

function extension(oid: string, value: Buffer): Buffer {
  return der(0x30, hex(oid), der(0x04, value));
}
