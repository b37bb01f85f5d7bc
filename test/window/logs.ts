import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Screen } from './screen.ts';

/** The log files that VS Code keeps of output channels. */
export class Logs {
  readonly #screen: Screen;
  readonly #folder: string;

  constructor(screen: Screen, userDataFolder: string) {
    this.#screen = screen;
    this.#folder = join(userDataFolder, 'logs');
  }

  /** The lines of the log channel with this name, of every window and session, oldest file first. */
  async lines(channel = 'Kore'): Promise<string[]> {
    const names = await readdir(this.#folder, { recursive: true }).catch(() => []);
    const files = names.filter((name) => name.endsWith(`/${channel}.log`)).sort();
    const texts = await Promise.all(files.map((name) => readFile(join(this.#folder, name), 'utf8')));
    return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
  }

  /** Waits for a line that the pattern finds, and gives the match. */
  waitFor(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray> {
    const probe = async () => {
      for (const line of await this.lines()) {
        const found = pattern.exec(line);
        if (found !== null) return found;
      }
      return undefined;
    };
    return this.#screen.waitFor(`the log line ${String(pattern)}`, probe, timeoutMs);
  }
}
