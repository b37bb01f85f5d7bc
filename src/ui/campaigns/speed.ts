/** What one read told of a campaign's sending. */
export interface Counted {
  readonly state: string;
  readonly sent?: number;
  /** Milliseconds since 1970. */
  readonly readAtMs: number;
}

/** How fast a campaign sends, by two reads of it. */
export interface Pace {
  /** The read that the next one is compared with. */
  readonly sent: number;
  readonly readAtMs: number;
  /** Messages a minute, whole; absent until there are two reads. */
  readonly perMinute?: number;
}

/** Two reads closer together say more of when they were made than of the campaign. */
const leastMs = 5000;
/** Over a longer time the mean says nothing of now. */
const mostMs = 600_000;

/**
 * The pace after one more read: messages a minute between two reads at least 5 s apart while the campaign was Active at
 * both. None where the count fell, where one of the two has no count, and after a pause of more than 10 minutes.
 */
export function nextPace(before: Pace | undefined, { state, sent, readAtMs }: Counted): Pace | undefined {
  if (state !== 'Active' || sent === undefined || !Number.isSafeInteger(sent)) return undefined;
  const first: Pace = { sent, readAtMs };
  if (before === undefined) return first;
  const passedMs = readAtMs - before.readAtMs;
  const more = sent - before.sent;
  // A clock that was set back, or another run of the campaign.
  if (!(passedMs >= 0 && passedMs <= mostMs) || more < 0) return first;
  if (passedMs < leastMs) return before;
  return { ...first, perMinute: Math.round((more * 60_000) / passedMs) };
}
