import { workspace, type Disposable } from 'vscode';

import type { Log } from '../kore/caller.ts';
import type { Redactor } from '../kore/redact.ts';
import type { TokenFacts } from '../kore/token.ts';
import { tokenLifetime } from '../kore/tokenLifetime.ts';
import type { Online } from '../online.ts';
import type { StopJournal } from '../stop/journal/index.ts';
import type { Credential } from '../streams/stream.ts';
import { toError } from './toError.ts';

export interface LatePorts {
  /** Where the journal lies. */
  readonly folder: string;
  readonly now: () => number;
  readonly log: Log;
  readonly redactor: Redactor;
}

/** What is loaded when it is used first: HTTP and signing, and the journal. Each is built once for the window. */
export class LateModules implements Disposable {
  readonly #ports: LatePorts;
  #journal: Promise<StopJournal> | undefined;
  #online: Promise<Online> | undefined;

  constructor(ports: LatePorts) {
    this.#ports = ports;
  }

  dispose(): void {
    this.#journal?.then(
      (journal) => journal.dispose(),
      () => undefined,
    );
  }

  readonly journal = (): Promise<StopJournal> => (this.#journal ??= this.#openJournal());

  readonly online = (): Promise<Online> => (this.#online ??= this.#goOnline());

  /** Loads the code of both, and does nothing with it yet. */
  warm(): void {
    Promise.all([import('../stop/journal/index.ts'), import('../online.ts')]).catch((error: unknown) =>
      this.#ports.log.warn(`A part of Kore Campaigns could not be loaded: ${toError(error).message}`),
    );
  }

  readonly inspectToken = async (token: string): Promise<TokenFacts> => (await this.online()).inspectToken(token);

  readonly tryToSign = async (credential: Credential): ReturnType<Online['tryToSign']> =>
    (await this.online()).tryToSign(credential);

  async #openJournal(): Promise<StopJournal> {
    const { folder, now, log, redactor } = this.#ports;
    const { openJournal } = await import('../stop/journal/index.ts');
    return openJournal({ folder, now, log, clean: redactor.clean });
  }

  /** A stop goes out without a journal too. */
  async #goOnline(): Promise<Online> {
    const { log, redactor } = this.#ports;
    const noJournal = (error: unknown): undefined => {
      log.warn(`There is no journal: ${toError(error).message}`);
    };
    const [{ goOnline }, journal] = await Promise.all([import('../online.ts'), this.journal().catch(noJournal)]);
    return goOnline({
      log,
      clean: redactor.clean,
      tokenLifetimeSeconds: tokenLifetime(() => workspace.getConfiguration('kore').get('tokenLifetimeSeconds'), log),
      ...(journal === undefined ? {} : { journal }),
    });
  }
}
