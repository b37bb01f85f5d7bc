const windowMs = 60_000;

/**
 * A sliding window over the last minute. The returned function says whether one more request is let in;
 * a refused one does not count. `null` lets everything in.
 */
export function createRateLimit(perMinute: number | null, now: () => number): () => boolean {
  let admittedAt: readonly number[] = [];
  return () => {
    if (perMinute === null) return true;
    const nowMs = now();
    admittedAt = admittedAt.filter((at) => at > nowMs - windowMs);
    if (admittedAt.length >= perMinute) return false;
    admittedAt = [...admittedAt, nowMs];
    return true;
  };
}
