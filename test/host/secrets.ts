import * as vscode from 'vscode';

/**
 * Stands in for the extension's own SecretStorage, which only the extension can reach; the end-to-end tests use the
 * real one. As VS Code does, it tells each write, although nothing changed.
 */
export class Secrets implements vscode.SecretStorage {
  readonly values = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;
  /** What each call rejects with, while it is set. */
  broken: unknown;
  calls = 0;

  get(key: string): Promise<string | undefined> {
    return this.#call(() => this.values.get(key));
  }

  store(key: string, value: string): Promise<void> {
    return this.#call(() => {
      this.values.set(key, value);
      this.#changed.fire({ key });
    });
  }

  delete(key: string): Promise<void> {
    return this.#call(() => {
      this.values.delete(key);
      this.#changed.fire({ key });
    });
  }

  keys(): Promise<string[]> {
    return this.#call(() => [...this.values.keys()]);
  }

  async #call<T>(work: () => T): Promise<T> {
    this.calls += 1;
    await Promise.resolve();
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a keyring can reject with anything
    if (this.broken !== undefined) throw this.broken;
    return work();
  }
}
