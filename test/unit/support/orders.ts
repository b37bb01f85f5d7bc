import type { Log } from '../../../src/kore/caller.ts';
import type { Credential, StopOrder, Stream } from '../../../src/stop/index.ts';

/** Visibly fake ids, in the documented shapes. */
export const ids = {
  accountId: '5f00000000000000000000aa',
  streamId: 'st-00000000-1111-5222-8333-444444444444',
  campaignId: 'cd-00000000-5555-5666-8777-888888888888',
} as const;

export const secretCredential: Credential = {
  kind: 'clientSecret',
  clientId: 'cs-00000000-aaaa-5bbb-8ccc-dddddddddddd',
  clientSecret: 'not-a-real-secret-but-long-enough-for-hs256',
};

export function streamAt(host: string): Stream {
  return { name: 'Acme Retail', host, accountId: ids.accountId, streamId: ids.streamId };
}

export function orderAt(host: string, more: Partial<StopOrder> = {}): StopOrder {
  return { stream: streamAt(host), campaignId: ids.campaignId, credential: secretCredential, ...more };
}

/** A log that keeps its lines. */
export function keptLog(): Log & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  return { lines, info: (line) => void lines.push(line), warn: (line) => void lines.push(line) };
}
