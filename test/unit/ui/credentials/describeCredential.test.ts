import assert from 'node:assert/strict';

import { inspectToken } from '../../../../src/kore/token.ts';
import type { Credential } from '../../../../src/streams/stream.ts';
import { describeCredential } from '../../../../src/ui/credentials/describeCredential.ts';
import { outcomeText } from '../../../../src/ui/texts/outcomeText.ts';
import { campaign, outcome, reader } from '../support.ts';

const setAtMs = new Date(2026, 6, 22, 14, 2, 11).getTime();
const clientId = 'cs-00000000-9c1e';
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (claims: object): Credential => ({ kind: 'token', token: `${part({})}.${part(claims)}.x` });
const exp = Math.floor(new Date(2026, 6, 23, 10, 0, 0).getTime() / 1000);

const kinds: readonly (readonly [what: string, credential: Credential, told: string])[] = [
  ['a client secret', { kind: 'clientSecret', clientId, clientSecret: 'not-a-real-secret' }, 'client id …9c1e'],
  [
    'a private key',
    { kind: 'privateKey', clientId, privateKeyPem: 'not a real key', algorithm: 'RS256' },
    'client id …9c1e',
  ],
  ['a pasted token', tokenOf({ appId: clientId, exp }), 'pasted token of client id …9c1e, until Jul 23 10:00:00'],
  ['a token that is no JWT', { kind: 'token', token: 'opaque~token' }, 'pasted token'],
];

describe('A stop that is refused with 401', () => {
  const desk = { reader, inspectToken: (token: string) => Promise.resolve(inspectToken(token)) };
  const refused = outcome({ verdict: 'notStopped', reason: 'unauthorized', httpStatus: 401 });

  for (const [what, credential, told] of kinds) {
    for (const keep of ['computer', 'window'] as const) {
      it(`tells which credential it was and when it was set: ${what}, kept for the ${keep}`, async () => {
        const used = await describeCredential({ kind: 'found', credential, keep, setAtMs }, desk);
        const { sentence } = outcomeText(refused, campaign, used, reader);
        assert.ok(sentence.endsWith(` Yours: ${told}, set Jul 22 14:02:11; it is kept.`), sentence);
      });
    }
  }
});
