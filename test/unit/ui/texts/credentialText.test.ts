import assert from 'node:assert/strict';

import type { TokenFacts } from '../../../../src/kore/token.ts';
import type { Credential } from '../../../../src/streams/stream.ts';
import { credentialLabel } from '../../../../src/ui/texts/credentialText.ts';
import { assertNeutral, hostileTexts, nowMs, reader } from '../support.ts';

const token: Credential = { kind: 'token', token: 'a.b.c' };
const ofToken = (facts: TokenFacts | undefined): string => credentialLabel(token, facts, reader);

describe('The words for a credential', () => {
  it('are the end of its client id, with a secret or a key', () => {
    const secret = { kind: 'clientSecret', clientId: 'cs-1234-9c1e', clientSecret: 'not-a-real-secret' } as const;
    assert.equal(credentialLabel(secret, undefined, reader), 'client id …9c1e');
    const key = { kind: 'privateKey', clientId: 'cs-1234-77aa', privateKeyPem: 'x', algorithm: 'RS256' } as const;
    assert.equal(credentialLabel(key, undefined, reader), 'client id …77aa');
  });

  it('are what a pasted token tells of itself', () => {
    const clientId = 'cs-1234-9c1e';
    assert.equal(ofToken(undefined), 'pasted token');
    assert.equal(ofToken({ kind: 'opaque' }), 'pasted token');
    assert.equal(ofToken({ kind: 'jwt' }), 'pasted token');
    assert.equal(ofToken({ kind: 'jwt', expiresAtMs: nowMs }), 'pasted token, until Nov 23 03:12:00');
    assert.equal(ofToken({ kind: 'jwt', clientId }), 'pasted token of client id …9c1e');
    assert.equal(
      ofToken({ kind: 'jwt', clientId, expiresAtMs: nowMs }),
      'pasted token of client id …9c1e, until Nov 23 03:12:00',
    );
  });

  it('are plain text, whatever a client id holds', () => {
    for (const clientId of hostileTexts) {
      assertNeutral(credentialLabel({ kind: 'clientSecret', clientId, clientSecret: 'x' }, undefined, reader), 60);
      assertNeutral(ofToken({ kind: 'jwt', clientId, expiresAtMs: nowMs }), 80);
    }
  });
});
