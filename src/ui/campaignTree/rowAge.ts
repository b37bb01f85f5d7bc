import { freshForMs, isFresh } from '../../texts/knownCampaign.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The unit in which an age is told: minutes for an hour, hours for two days. */
function unitMs(ageMs: number): number {
  if (ageMs < hourMs) return minuteMs;
  return ageMs < 2 * dayMs ? hourMs : dayMs;
}

/** A number that is another one when the age in a row is told by other words: 0 while it is fresh and none is told. */
export function ageOf(readAtMs: number, nowMs: number): number {
  if (isFresh({ readAtMs }, nowMs)) return 0;
  const ageMs = nowMs - readAtMs;
  if (!(ageMs > 0)) return -1;
  const unit = unitMs(ageMs);
  return Math.floor(ageMs / unit) * unit;
}

/** When that number is another one; milliseconds since 1970. */
export function ageChangesAtMs(readAtMs: number, nowMs: number): number {
  if (isFresh({ readAtMs }, nowMs)) return readAtMs + freshForMs;
  const ageMs = nowMs - readAtMs;
  if (!(ageMs > 0)) return Infinity;
  const unit = unitMs(ageMs);
  return readAtMs + (Math.floor(ageMs / unit) + 1) * unit;
}
