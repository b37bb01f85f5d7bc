import type { IncomingHttpHeaders } from 'node:http';
import { jwtVerify } from 'jose';
import type { ClientSecretCredential, ConfiguredStream } from '../streams/stream.ts';
import { apiError, type Reply } from './reply.ts';
import type { Routed } from './route.ts';

/** Who may call the simulator. */
export interface Identity {
  readonly stream: ConfiguredStream;
  readonly credential: ClientSecretCredential;
}

/** Checks the headers, the token, the account and the stream of a call; the reply to a wrong one. */
export async function refuseSignIn(
  headers: IncomingHttpHeaders,
  routed: Routed,
  { stream, credential }: Identity,
  nowMs: number,
): Promise<Reply | undefined> {
  const { auth, accountid, iid } = headers;
  if (typeof auth !== 'string' || auth === '') return apiError(401, 'The auth header is missing.');
  for (const [name, value] of Object.entries({ accountid, iid })) {
    if (typeof value !== 'string' || value === '') return apiError(400, `The ${name} header is missing.`);
  }
  if (!(await isGoodToken(auth, credential, nowMs))) return apiError(401, 'Invalid SDK credentials');
  const accounts = [accountid, ...routed.query.getAll('accountId')];
  if (accounts.some((account) => account !== stream.accountId)) {
    return apiError(403, 'The token does not belong to this account.');
  }
  // Disable Schedule is the one endpoint documented without `accountId` in its query.
  if (accounts.length < 2 && routed.call !== 'schedule') return apiError(400, 'accountId is missing in the query.');
  if (routed.streamId !== stream.streamId) return apiError(404, 'There is no such stream.');
  if (iid !== stream.streamId) return apiError(403, 'The iid header is not this application.');
  return undefined;
}

async function isGoodToken(token: string, credential: ClientSecretCredential, nowMs: number): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(credential.clientSecret), {
      algorithms: ['HS256', 'HS384', 'HS512'],
      currentDate: new Date(nowMs),
    });
    return payload.appId === credential.clientId && typeof payload.sub === 'string' && payload.sub !== '';
  } catch {
    return false;
  }
}
