import { randomUUID } from 'node:crypto';

import type { KorePorts, Log, RateBudget } from './caller.ts';
import { guardedFetch } from './guardedFetch.ts';
import { sleep } from './sleep.ts';
import type { Fetch } from './transport.ts';

interface GivenPorts {
  readonly fetch?: Fetch;
  readonly now?: () => number;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly budget?: RateBudget;
  readonly log?: Log;
  readonly tokenLifetimeSeconds?: () => number;
  readonly clean?: (text: string) => string;
}

/** The given ports, with the real network and clock for those that are missing. */
export function completePorts(given: GivenPorts): KorePorts {
  return {
    fetch: given.fetch ?? guardedFetch,
    now: given.now ?? Date.now,
    sleep: given.sleep ?? sleep,
    newTokenId: randomUUID,
    ...(given.budget === undefined ? {} : { budget: given.budget }),
    ...(given.tokenLifetimeSeconds === undefined ? {} : { tokenLifetimeSeconds: given.tokenLifetimeSeconds }),
    ...(given.clean === undefined ? {} : { clean: given.clean }),
    ...(given.log === undefined ? {} : { log: quiet(given.log) }),
  };
}

/** An output channel throws once it is disposed; a request that is out must be answered for all the same. */
function quiet(log: Log): Log {
  const attempt = (write: () => void): void => {
    try {
      write();
    } catch {
      // There is nowhere left to tell it.
    }
  };
  return {
    info: (message) => attempt(() => log.info(message)),
    warn: (message) => attempt(() => log.warn(message)),
  };
}
