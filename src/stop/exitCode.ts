import type { StopOutcome } from './outcome.ts';

/**
 * How a stop ended, for whoever runs it as a program or a task. `wrongUse`: nothing was tried. Stable: scripts depend
 * on it.
 */
export const exitCodes = { stopped: 0, notStopped: 1, wrongUse: 2, unknown: 3, notConfirmed: 4 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** 0 only for what Kore was asked about afterwards; a `Stopped` that only the reply tells is not confirmed. */
export function exitCodeOf({ verdict, confirmedBy }: Pick<StopOutcome, 'verdict' | 'confirmedBy'>): ExitCode {
  switch (verdict) {
    case 'stopped':
      return confirmedBy === 'status' ? exitCodes.stopped : exitCodes.notConfirmed;
    case 'accepted':
      return exitCodes.notConfirmed;
    case 'notStopped':
      return exitCodes.notStopped;
    case 'unknown':
      return exitCodes.unknown;
  }
}
