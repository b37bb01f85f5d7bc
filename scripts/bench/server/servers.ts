import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ServerAnswer, ServerCalls } from './protocol.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** The servers of the benchmark, in a process of their own. */
export class Servers {
  /** Holds the certificate of the authority that signed theirs. */
  readonly authorityFile: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: ServerAnswer) => void>();
  #asked = 0;

  constructor(authorityFile: string) {
    this.authorityFile = authorityFile;
    this.#child = fork(main, [authorityFile], { execArgv: ['--import', 'tsx'] });
    this.#child.on('message', (answer: ServerAnswer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    this.#child.on('exit', (code) => {
      for (const [id, tell] of this.#waiting) tell({ id, error: `The servers' process ended with ${String(code)}` });
    });
  }

  async ask<C extends keyof ServerCalls>(
    call: C,
    ...given: Parameters<ServerCalls[C]>
  ): Promise<ReturnType<ServerCalls[C]>> {
    const id = (this.#asked += 1);
    const answer = await new Promise<ServerAnswer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.send({ id, call, given: given[0] });
    });
    if ('error' in answer) throw new Error(answer.error);
    // Its type is that of the call, on the other side too.
    return answer.answer as ReturnType<ServerCalls[C]>;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}
