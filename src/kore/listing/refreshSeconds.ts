import type { Log } from '../caller.ts';

const defaultSeconds = 60;
const least = 30;
const most = 3600;

/**
 * After how many seconds a list is read again by itself, 0 for never; read from the setting anew each time. A value
 * that cannot be used gives the nearest that can, and one warning, not one for each time.
 */
export function refreshSeconds(readSetting: () => unknown, log: Pick<Log, 'warn'>): () => number {
  let warnedOf: string | undefined;
  return () => {
    const value = readSetting();
    if (value === undefined || value === null) return defaultSeconds;
    if (value === 0 || (Number.isInteger(value) && (value as number) >= least && (value as number) <= most)) {
      return value as number;
    }
    const used = usable(value);
    const shown = typeof value === 'number' ? String(value) : typeof value;
    if (warnedOf !== shown) {
      log.warn(
        `kore.refreshSeconds must be 0 or a whole number from ${least} to ${most}, not ${shown}: ${used} is used`,
      );
    }
    warnedOf = shown;
    return used;
  };
}

/** A negative number is meant as “never” no more than a text is. */
function usable(value: unknown): number {
  if (typeof value !== 'number' || !(value > 0)) return defaultSeconds;
  return Math.min(most, Math.max(least, Math.round(value)));
}
