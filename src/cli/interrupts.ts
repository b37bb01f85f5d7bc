import { exitCodes } from '../stop/exitCode.ts';
import { interruptSignals, type Surroundings } from './surroundings.ts';

/**
 * The first interrupt cancels: what is running ends by its own rules and tells what is known. The second ends the
 * program at once; what came of a request is not known then.
 */
export function watchInterrupts(process: Pick<Surroundings, 'on' | 'exit'>, tell: (line: string) => void): AbortSignal {
  const cancel = new AbortController();
  const interrupt = (): void => {
    if (!cancel.signal.aborted) {
      cancel.abort();
      return;
    }
    tell('Ended at once: what came of a request that had left is not known. Treat the campaign as still sending.');
    process.exit(exitCodes.unknown);
  };
  for (const signal of interruptSignals) process.on(signal, interrupt);
  return cancel.signal;
}
