import type { Checked } from '../streams/fields.ts';
import type { Credential } from '../streams/stream.ts';
import type { KorePorts } from './caller.ts';
import { makeAuthToken } from './token.ts';
import { defaultTokenLifetimeSeconds } from './tokenLifetime.ts';

/** The value of `auth` for one request that leaves now. */
export function freshToken(
  credential: Credential,
  ports: Pick<KorePorts, 'now' | 'newTokenId' | 'tokenLifetimeSeconds'>,
): Promise<Checked<string>> {
  return makeAuthToken(credential, {
    nowMs: ports.now(),
    lifetimeSeconds: ports.tokenLifetimeSeconds?.() ?? defaultTokenLifetimeSeconds,
    tokenId: ports.newTokenId(),
  });
}
