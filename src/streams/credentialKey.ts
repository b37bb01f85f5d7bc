import { streamKey } from './streamKey.ts';
import type { Stream } from './stream.ts';

const prefix = 'kore.credential ';

/**
 * The key under which a stream's credential lies in SecretStorage: origin, account and stream id, so that a
 * changed host has no credential.
 */
export function credentialKey(stream: Stream): string {
  return prefix + streamKey(stream);
}

export function isCredentialKey(key: string): boolean {
  return key.startsWith(prefix);
}

/** What a key tells of the stream that it is for. */
export interface KeyedStream {
  readonly key: string;
  readonly host: string;
  readonly accountId: string;
  readonly streamId: string;
}

/** Reads a key; undefined when it is none of ours. One that is odd keeps what can be read, so that it can be removed. */
export function streamOfKey(key: string): KeyedStream | undefined {
  if (!isCredentialKey(key)) return undefined;
  const [host = '', accountId = '', ...rest] = key.slice(prefix.length).split(' ');
  return { key, host, accountId, streamId: rest.join(' ') };
}
