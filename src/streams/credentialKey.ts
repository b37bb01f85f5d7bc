import { streamKey } from './streamSettings.ts';
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
