/** What a refusal for the rate limit holds calls back for, where Kore does not say until when. */
export const usualPauseMs = 60_000;
/** The longest that a `Retry-After` can hold them back. */
export const longestPauseMs = 600_000;

/** A usable `Retry-After`, strictly parsed (whole seconds or an HTTP date), as milliseconds from now; else undefined. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text);
  // Date.parse reads much more than HTTP dates, and moves the 31st of February into March.
  if (Number.isNaN(until) || new Date(until).toUTCString() !== text) return undefined;
  return until < nowMs ? undefined : until - nowMs;
}
