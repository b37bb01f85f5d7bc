import { plainText } from '../texts/plainText.ts';
import type { Surroundings } from './surroundings.ts';

/** Everything that is printed. What is known to be secret is taken out of all of it. */
export interface Output {
  /** A line of the result, to standard output. */
  readonly result: (line: string) => void;
  /** The result as JSON, to standard output. */
  readonly json: (value: unknown) => void;
  /** A line for whoever looks on, to standard error. */
  readonly note: (line: string) => void;
  /** A line that the next one takes the place of; only on a terminal. */
  readonly progress: (line: string) => void;
  /** Whether `progress` shows anything. */
  readonly showsProgress: boolean;
  /** Whether somebody can look on and answer. */
  readonly hasTerminal: boolean;
  /** Resolves when all is written, or cannot be. */
  readonly flush: () => Promise<void>;
}

const clearLine = '\r\u001B[K';
const longestLine = 2000;
/** Some terminals do not say how wide they are. */
const usualColumns = 80;

/** Writes nothing in colours, so that there is none to switch off with `NO_COLOR`. */
export function createOutput(
  { stdin, stdout, stderr, env }: Pick<Surroundings, 'stdin' | 'stdout' | 'stderr' | 'env'>,
  clean: (text: string) => string,
): Output {
  // A reader that has gone (`| head -1`) must not end a stop that is on its way: its exit code tells the rest.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  const redraws = stderr.isTTY && env.TERM !== 'dumb';
  let drawn = false;
  const clear = (): void => {
    if (drawn) stderr.write(clearLine);
    drawn = false;
  };
  const plain = (line: string): string => `${/^ */.exec(line)?.[0] ?? ''}${plainText(clean(line), longestLine)}`;
  return {
    showsProgress: redraws,
    hasTerminal: stdin.isTTY && stderr.isTTY,
    result: (line) => {
      clear();
      stdout.write(`${plain(line)}\n`);
    },
    json: (value) => {
      clear();
      stdout.write(`${visibleJson(clean(JSON.stringify(value, undefined, 2)))}\n`);
    },
    note: (line) => {
      clear();
      stderr.write(`${plain(line)}\n`);
    },
    progress: (line) => {
      if (!redraws) return;
      // A line that wraps could not be taken away again.
      stderr.write(`${clearLine}${plainText(clean(line), (stderr.columns > 10 ? stderr.columns : usualColumns) - 1)}`);
      drawn = true;
    },
    flush: async () => {
      clear();
      await Promise.all(
        [stdout, stderr].map((stream) => new Promise<void>((resolve) => stream.write('', () => resolve()))),
      );
    },
  };
}

/** JSON leaves controls above U+007F, and what turns, breaks or hides text, as it is: a terminal obeys it. */
function visibleJson(json: string): string {
  return json.replace(/[^\n\P{C}]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}
