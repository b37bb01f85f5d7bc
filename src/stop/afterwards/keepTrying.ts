import type { StopOutcome } from '../outcome.ts';

const pauseMs = 5000;
const usualForMs = 15 * 60_000;

/** What happens while it keeps trying; times in milliseconds since 1970. */
export type TryingStep =
  /** A stop goes out, counted from 1. */
  | { readonly kind: 'trying'; readonly attempt: number; readonly givesUpAtMs: number }
  /** Nothing is out; the next one goes then. */
  | {
      readonly kind: 'waiting';
      readonly outcome: StopOutcome;
      readonly attempt: number;
      readonly untilMs: number;
      readonly givesUpAtMs: number;
    };

export interface KeepTryingOptions {
  /** Ends it at once; the last outcome is the answer. */
  readonly signal: AbortSignal;
  readonly onProgress?: (step: TryingStep) => void;
  /** Default 15 minutes. */
  readonly forMs?: number;
}

export interface TryingPorts {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Nothing was acted on, and it may pass by itself: the host was not reached, or the rate limit was used up. */
export function canKeepTrying(outcome: StopOutcome): boolean {
  const { verdict, reason, requests } = outcome;
  return verdict === 'notStopped' && (reason === 'rateLimited' || (requests === 0 && wasNotReached(outcome)));
}

/** The way to the host did not stand. A proxy that answered, but for 5xx, will say the same again. */
function wasNotReached({ reason, details }: StopOutcome): boolean {
  if (reason !== 'proxy') return reason === 'noConnection';
  return details?.proxyStatus === undefined || Number(details.proxyStatus) >= 500;
}

/**
 * Stops again and again while `last`, and then each outcome, is one that may pass by itself: after about 5 s, or when
 * the rate limit ends. Returns the last outcome: one that will not pass, or the one it gave up with.
 */
export async function keepTrying(
  last: StopOutcome,
  stopOnce: (signal: AbortSignal) => Promise<StopOutcome>,
  ports: TryingPorts,
  { signal, onProgress = () => undefined, forMs = usualForMs }: KeepTryingOptions,
): Promise<StopOutcome> {
  const givesUpAtMs = ports.now() + forMs;
  let outcome = last;
  for (let attempt = 1; canKeepTrying(outcome) && !signal.aborted; attempt += 1) {
    // The person asked just now, so the first goes out at once, unless the rate limit is known to hold.
    const untilMs = Math.max(ports.now() + (attempt === 1 ? 0 : pauseMs), retryAtMs(outcome));
    if (untilMs >= givesUpAtMs) return outcome;
    if (untilMs > ports.now()) {
      onProgress({ kind: 'waiting', outcome, attempt, untilMs, givesUpAtMs });
      const rested = await ports.sleep(untilMs - ports.now(), signal).then(
        () => true,
        () => false,
      );
      if (!rested) return outcome;
      // A computer that was asleep wakes up late.
      if (ports.now() >= givesUpAtMs) return outcome;
    }
    onProgress({ kind: 'trying', attempt, givesUpAtMs });
    outcome = await stopOnce(signal);
  }
  return outcome;
}

function retryAtMs({ reason, details }: StopOutcome): number {
  const atMs = reason === 'rateLimited' ? Date.parse(String(details?.retryAt)) : NaN;
  return Number.isNaN(atMs) ? -Infinity : atMs;
}
