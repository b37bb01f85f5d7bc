import { createInterface } from 'node:readline';

import type { Surroundings } from './surroundings.ts';

/** Asks on standard error and reads one line; undefined at an end of the input or when it is cancelled. */
export function askLine(
  question: string,
  { stdin, stderr }: Pick<Surroundings, 'stdin' | 'stderr'>,
  cancel: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    // The terminal's own line editing: Ctrl+C stays a signal.
    const lines = createInterface({ input: stdin, terminal: false });
    const end = (answer: string | undefined): void => {
      cancel.removeEventListener('abort', giveUp);
      resolve(answer);
      lines.close();
    };
    const giveUp = (): void => {
      stderr.write('\n');
      end(undefined);
    };
    lines.once('line', end);
    lines.once('close', () => end(undefined));
    if (cancel.aborted) giveUp();
    else cancel.addEventListener('abort', giveUp, { once: true });
    stderr.write(question);
  });
}
