import type { Surroundings } from './surroundings.ts';
import { Cancelled, WrongUse } from './wrongUse.ts';

/** Headers of servers end at 16 kB; anything longer is no credential. */
const longestInput = 16_384;
/** Whoever pipes a secret in has it at hand. */
const usualWaitMs = 10_000;

/** Standard input to its end, as one text: for a secret, so it is never asked for on a terminal, which would show it. */
export async function readInput(
  stdin: Surroundings['stdin'],
  cancel: AbortSignal,
  waitMs = usualWaitMs,
): Promise<string> {
  if (stdin.isTTY) {
    throw new WrongUse('Standard input is a terminal, which would show the secret: pipe it in, or set the variable.');
  }
  const chunks: Buffer[] = [];
  let length = 0;
  const timer = setTimeout(
    () => stdin.destroy(new WrongUse(`Standard input did not end within ${waitMs / 1000} s.`)),
    waitMs,
  );
  const giveUp = (): void => void stdin.destroy(new Cancelled());
  if (cancel.aborted) giveUp();
  else cancel.addEventListener('abort', giveUp, { once: true });
  try {
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > longestInput)
        throw new WrongUse(`Standard input is longer than ${longestInput} bytes: no credential is.`);
      chunks.push(chunk);
    }
  } catch (error: unknown) {
    if (error instanceof WrongUse || error instanceof Cancelled) throw error;
    throw new WrongUse('Standard input could not be read.');
  } finally {
    clearTimeout(timer);
    cancel.removeEventListener('abort', giveUp);
  }
  return textOf(Buffer.concat(chunks));
}

/** One line, whatever ends it; a text that is not UTF-8, or has several lines, is something else than was meant. */
function textOf(bytes: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    throw new WrongUse('Standard input is not text in UTF-8.');
  }
  if (text === '') throw new WrongUse('Standard input is empty.');
  if (/[\r\n]/.test(text)) throw new WrongUse('Standard input has several lines: it must be the secret alone.');
  return text;
}
