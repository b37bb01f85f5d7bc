import type { ConfiguredStream } from './stream.ts';

/** The same streams, with a mark on each of those that have one name with another. */
export function withSharedNames(streams: readonly ConfiguredStream[]): readonly ConfiguredStream[] {
  const named = new Map<string, number>();
  for (const { name } of streams) named.set(name, (named.get(name) ?? 0) + 1);
  return streams.map((stream) => ((named.get(stream.name) ?? 0) > 1 ? { ...stream, sharesName: true } : stream));
}
