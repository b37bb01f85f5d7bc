import { workspace, type Disposable } from 'vscode';

import type { Log } from '../../kore/caller.ts';
import { toError } from '../toError.ts';

interface Running {
  dispose(): void;
}

/** Where the daily check is not wanted, all of it that a window has. */
export class DailyCheckSwitch implements Disposable {
  readonly #start: () => Promise<Running>;
  readonly #log: Log;
  readonly #subscription: Disposable;
  #running: Promise<Running> | undefined;

  /** `start` loads what works with it. */
  constructor(start: () => Promise<Running>, log: Log) {
    this.#start = start;
    this.#log = log;
    this.#subscription = workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('kore.dailyCheck')) this.#set();
    });
  }

  /** To be called once what it checks with is there. */
  begin(): void {
    this.#set();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#end();
  }

  #set(): void {
    const wanted = workspace.getConfiguration('kore').get('dailyCheck') === true;
    if (!wanted) this.#end();
    else if (this.#running === undefined) {
      this.#running = this.#start();
      this.#running.catch((error: unknown) => this.#log.warn(`No daily check: ${toError(error).message}`));
    }
  }

  #end(): void {
    this.#running?.then(
      (running) => running.dispose(),
      () => undefined,
    );
    this.#running = undefined;
  }
}
