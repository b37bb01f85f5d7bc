import { EventEmitter, type Disposable, type SecretStorage } from 'vscode';

import { checkCredential } from '../../streams/credential.ts';
import { credentialKey, isCredentialKey } from '../../streams/credentialKey.ts';
import type { Credential, Stream } from '../../streams/stream.ts';
import { toError } from '../toError.ts';

/** Where a credential is kept: for one stop, until the window closes or reloads, or on this computer. */
export type Keep = 'once' | 'window' | 'computer';

/** "None" and "could not be read" are two answers. */
export type CredentialLookup =
  | { readonly kind: 'found'; readonly credential: Credential; readonly keep: Keep; readonly setAtMs?: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly words: string };

/** The keys of what is kept, here and on this computer. */
export type CredentialKeys =
  | { readonly kind: 'read'; readonly stored: readonly string[]; readonly ofWindow: readonly string[] }
  | { readonly kind: 'failed'; readonly words: string };

/** Credentials by stream: one JSON value each in VS Code's SecretStorage, or in this window's memory. */
export class CredentialStore implements Disposable {
  readonly #secrets: SecretStorage;
  readonly #now: () => number;
  readonly #guard: (credential: Credential) => void;
  readonly #ofWindow = new Map<string, { credential: Credential; setAtMs: number }>();
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;

  readonly onDidChange = this.#changed.event;

  /** `guard` hears of every credential before it is handed out or kept, so that no text tells it. */
  constructor(secrets: SecretStorage, now: () => number, guard: (credential: Credential) => void) {
    this.#secrets = secrets;
    this.#guard = guard;
    this.#now = now;
    // Also heard from other windows, and for values that did not change.
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (isCredentialKey(key)) this.#changed.fire();
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#ofWindow.clear();
  }

  /** Never rejects; can take as long as the system's keyring takes. */
  async find(stream: Stream): Promise<CredentialLookup> {
    const key = credentialKey(stream);
    const ofWindow = this.#ofWindow.get(key);
    if (ofWindow !== undefined) return { kind: 'found', keep: 'window', ...ofWindow };
    try {
      const stored = await this.#secrets.get(key);
      if (stored === undefined) return { kind: 'none' };
      const found = readStored(stored);
      if (found.kind === 'found') this.#guard(found.credential);
      return found;
    } catch (error: unknown) {
      return { kind: 'failed', words: toError(error).message };
    }
  }

  /** Keeps a credential, in place of any other. Rejects when SecretStorage does. */
  async keep(stream: Stream, credential: Credential, where: 'window' | 'computer'): Promise<void> {
    const key = credentialKey(stream);
    const setAtMs = this.#now();
    this.#guard(credential);
    if (where === 'window') {
      this.#ofWindow.set(key, { credential, setAtMs });
    } else {
      await this.#secrets.store(key, JSON.stringify({ credential, setAt: new Date(setAtMs).toISOString() }));
      this.#ofWindow.delete(key);
    }
    this.#changed.fire();
  }

  /** What there is a credential for, without reading one. Never rejects. */
  async keys(): Promise<CredentialKeys> {
    try {
      const stored = (await this.#secrets.keys()).filter(isCredentialKey);
      return { kind: 'read', stored, ofWindow: [...this.#ofWindow.keys()] };
    } catch (error: unknown) {
      return { kind: 'failed', words: toError(error).message };
    }
  }

  /** Forgets what is kept for a stream, here and on this computer. Rejects when SecretStorage does. */
  remove(stream: Stream): Promise<void> {
    return this.removeKey(credentialKey(stream));
  }

  /** The same by its key, for a stream that is no longer configured. */
  async removeKey(key: string): Promise<void> {
    await this.#secrets.delete(key);
    this.#ofWindow.delete(key);
    this.#changed.fire();
  }
}

function readStored(stored: string): CredentialLookup {
  const unreadable = { kind: 'failed', words: 'what is stored cannot be read' } as const;
  try {
    const value = JSON.parse(stored) as { credential?: unknown; setAt?: unknown } | null;
    const credential = checkCredential(value?.credential);
    if (!credential.ok) return unreadable;
    const setAtMs = typeof value?.setAt === 'string' ? Date.parse(value.setAt) : NaN;
    const when = Number.isNaN(setAtMs) ? {} : { setAtMs };
    return { kind: 'found', credential: credential.value, keep: 'computer', ...when };
  } catch {
    return unreadable;
  }
}
