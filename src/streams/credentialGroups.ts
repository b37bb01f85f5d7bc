import { credentialKey, streamOfKey, type KeyedStream } from './credentialKey.ts';
import { streamKey } from './streamKey.ts';
import type { Stream } from './stream.ts';

/** What may share a credential: the same account on the same origin, never more. */
function accountOf(stream: Stream): string {
  return streamKey({ ...stream, streamId: '' });
}

/** The other streams of the same account on the same origin. */
export function siblingsOf<S extends Stream>(stream: Stream, streams: readonly S[]): readonly S[] {
  return streams.filter((one) => accountOf(one) === accountOf(stream) && credentialKey(one) !== credentialKey(stream));
}

/** The streams by account and origin, in the order of each group's first stream. */
export function groupByAccount<S extends Stream>(streams: readonly S[]): readonly (readonly S[])[] {
  const groups = new Map<string, S[]>();
  for (const stream of streams) {
    const account = accountOf(stream);
    groups.set(account, [...(groups.get(account) ?? []), stream]);
  }
  return [...groups.values()];
}

/** The streams that none of the keys is for. */
export function withoutCredential<S extends Stream>(streams: readonly S[], keys: readonly string[]): readonly S[] {
  const known = new Set(keys);
  return streams.filter((stream) => !known.has(credentialKey(stream)));
}

/** What the keys are for that is none of the streams. */
export function goneStreams(streams: readonly Stream[], keys: readonly string[]): readonly KeyedStream[] {
  const wanted = new Set(streams.map(credentialKey));
  return keys.filter((key) => !wanted.has(key)).flatMap((key) => streamOfKey(key) ?? []);
}
