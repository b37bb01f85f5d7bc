import * as vscode from 'vscode';
import type { Beside } from './secretsExtension.ts';
import { secretsExtensionId } from './suiteEvents.ts';

/** What the extension has that is loaded beside the one under test. */
export async function openBeside(): Promise<Beside> {
  const extension = vscode.extensions.getExtension<Beside>(secretsExtensionId);
  if (extension === undefined) throw new Error(`${secretsExtensionId} is not loaded`);
  return extension.activate();
}

/**
 * The real SecretStorage, of the extension that is there for it, with its calls counted. Only what a real one cannot
 * do when a test asks for it is put before it: it rejects while `broken` is set.
 */
export class Secrets implements vscode.SecretStorage {
  readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent>;
  /** What each call rejects with, while it is set. */
  broken: unknown;
  calls = 0;
  readonly #real: vscode.SecretStorage;

  private constructor(real: vscode.SecretStorage) {
    this.#real = real;
    this.onDidChange = real.onDidChange;
  }

  /** As it is: after a reload of the window, what was left in it before. */
  static async open(): Promise<Secrets> {
    return new Secrets((await openBeside()).secrets);
  }

  /** With nothing in it. */
  static async openEmpty(): Promise<Secrets> {
    const secrets = await Secrets.open();
    for (const key of await secrets.#real.keys()) await secrets.#real.delete(key);
    return secrets;
  }

  get(key: string): Promise<string | undefined> {
    return this.#call(() => this.#real.get(key));
  }

  store(key: string, value: string): Promise<void> {
    return this.#call(() => this.#real.store(key, value));
  }

  delete(key: string): Promise<void> {
    return this.#call(() => this.#real.delete(key));
  }

  keys(): Promise<string[]> {
    return this.#call(() => this.#real.keys());
  }

  async #call<T>(work: () => Thenable<T>): Promise<T> {
    this.calls += 1;
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a keyring can reject with anything
    if (this.broken !== undefined) throw this.broken;
    return work();
  }
}
