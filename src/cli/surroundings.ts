/** What the program has of the outside: of Node's `process`, no more than this. */
export interface Surroundings extends Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'exit'> {
  readonly argv: readonly string[];
  /** Credentials are taken out of it once they are read. */
  readonly env: Record<string, string | undefined>;
  on(signal: InterruptSignal, listener: () => void): unknown;
}

/** What a person or a pipeline ends a program with. */
export type InterruptSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

export const interruptSignals: readonly InterruptSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
