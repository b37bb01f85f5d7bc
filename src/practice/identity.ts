import type { Identity } from './signIn.ts';

const accountId = '68f1c0a94d2e7b5136a8e07c';
const streamId = 'st-5b0f6a3e-91c7-5d24-8e1a-3f7c2d90b6e4';
const clientId = 'cs-2d7e9c41-6b58-5f03-a9d4-7e10c8b3f526';
const secretBytes = 32;

/** The practice account: always the same ids, and a client secret made of `random` bytes. */
export function practiceIdentity(origin: string, random: (bytes: number) => Buffer): Identity {
  return {
    stream: { name: 'Practice (simulator)', host: origin, accountId, streamId, tier: 'development', campaigns: [] },
    credential: { kind: 'clientSecret', clientId, clientSecret: random(secretBytes).toString('base64url') },
  };
}
