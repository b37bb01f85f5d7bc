import jwt from 'jsonwebtoken';
import { stopRequest } from '../../../src/kore/endpoints.ts';
import type { HttpCall } from '../probe/protocol.ts';
import type { KoreThere } from '../server/protocol.ts';

/** The documented stop request, with a token that holds for the whole run, as a person would paste it. */
export function stopCall({ stream, credential }: KoreThere, campaignId: string): HttpCall {
  const { host, accountId, streamId } = stream;
  const { origin, target, headers, body } = stopRequest(
    { origin: host, accountId, streamId, iid: streamId },
    campaignId,
  );
  const claims = { sub: 'bench', appId: credential.clientId };
  const auth = jwt.sign(claims, credential.clientSecret, { expiresIn: '1h' });
  return { url: origin + target, headers: { auth, ...headers }, body };
}
