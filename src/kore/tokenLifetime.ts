import type { Log } from './caller.ts';

export const defaultTokenLifetimeSeconds = 300;
const shortest = 60;
const longest = 900;

/**
 * How long a signed token holds, read from the setting anew each time. A value that cannot be used gives the default
 * and one warning, not one for each request.
 */
export function tokenLifetime(readSetting: () => unknown, log: Pick<Log, 'warn'>): () => number {
  let warnedOf: string | undefined;
  return () => {
    const value = readSetting();
    if (value === undefined || value === null) return defaultTokenLifetimeSeconds;
    if (Number.isInteger(value) && (value as number) >= shortest && (value as number) <= longest) {
      return value as number;
    }
    const shown = typeof value === 'number' ? String(value) : typeof value;
    if (warnedOf !== shown) {
      log.warn(
        `kore.tokenLifetimeSeconds must be a whole number from ${shortest} to ${longest}, not ${shown}: ${defaultTokenLifetimeSeconds} is used`,
      );
    }
    warnedOf = shown;
    return defaultTokenLifetimeSeconds;
  };
}
