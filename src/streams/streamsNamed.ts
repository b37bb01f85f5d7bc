/** The streams of that name or stream id, as settings, links and callers name one. Several can fit, or none. */
export function streamsNamed<S extends { readonly name: string; readonly streamId: string }>(
  streams: readonly S[],
  given: string | undefined,
): readonly S[] {
  return streams.filter(({ name, streamId }) => name === given || streamId === given);
}
