const imfDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** A usable `Retry-After`, strictly parsed (whole seconds or an HTTP date), as milliseconds from now; else undefined. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!imfDate.test(text)) return undefined;
  const until = Date.parse(text);
  return Number.isNaN(until) || until < nowMs ? undefined : until - nowMs;
}
