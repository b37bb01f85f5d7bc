import { EventEmitter, type Disposable, type SecretStorage } from 'vscode';

import { checkCredential } from '../../streams/credential.ts';
import { credentialKey, isCredentialKey } from '../../streams/credentialKey.ts';
import type { Credential, Stream } from '../../streams/stream.ts';
import { toError } from '../toError.ts';

/** Where a credential is kept: for one stop, until the window closes or reloads, or on this computer. */
export type Keep = 'once' | 'window' | 'computer';

export interface FoundCredential {
  readonly kind: 'found';
  readonly credential: Credential;
  readonly keep: Keep;
  /** Milliseconds since 1970. */
  readonly setAtMs?: number;
  /** It is used in place of what is kept, and shall be kept there once a use shows that it works. */
  readonly onTrial?: Exclude<Keep, 'once'>;
}

/** "None" and "could not be read" are two answers. */
export type CredentialLookup =
  FoundCredential | { readonly kind: 'none' } | { readonly kind: 'failed'; readonly words: string };

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
  readonly #trials = new Map<string, FoundCredential>();
  readonly #wereKept = new WeakSet<Credential>();
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
    this.#trials.clear();
  }

  /** What signs now. Never rejects; can take as long as the system's keyring takes. */
  find(stream: Stream): Promise<CredentialLookup> {
    const trial = this.trialOf(stream);
    return trial === undefined ? this.findKept(stream) : Promise.resolve(trial);
  }

  /** What is on trial for the stream, if something is. Touches no secret store. */
  trialOf(stream: Stream): FoundCredential | undefined {
    return this.#trials.get(credentialKey(stream));
  }

  /** The same without one that is on trial. */
  async findKept(stream: Stream): Promise<CredentialLookup> {
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

  /** Uses a credential in this window in place of what is kept, which stays. Touches no secret store. */
  tryOut(stream: Stream, credential: Credential, onTrial: Exclude<Keep, 'once'>): FoundCredential {
    const trial = { kind: 'found', credential, keep: 'window', setAtMs: this.#now(), onTrial } as const;
    this.#guard(credential);
    this.#trials.set(credentialKey(stream), trial);
    return trial;
  }

  /** True while this one signs for the stream without being kept. */
  isOnTrial(stream: Stream, credential: Credential): boolean {
    return this.trialOf(stream)?.credential === credential;
  }

  /** True once this window has kept it for a stream: then it is no longer on trial. */
  wasKept(credential: Credential): boolean {
    return this.#wereKept.has(credential);
  }

  /** Goes back to what is kept. */
  dropTrial(stream: Stream): void {
    if (this.#trials.delete(credentialKey(stream))) this.#changed.fire();
  }

  /** Keeps a credential, in place of any other. Rejects when SecretStorage does. */
  async keep(stream: Stream, credential: Credential, where: 'window' | 'computer'): Promise<void> {
    const key = credentialKey(stream);
    const setAtMs = this.#now();
    const trial = this.#trials.get(key);
    this.#guard(credential);
    if (where === 'window') {
      this.#ofWindow.set(key, { credential, setAtMs });
    } else {
      await this.#secrets.store(key, JSON.stringify({ credential, setAt: new Date(setAtMs).toISOString() }));
      this.#ofWindow.delete(key);
    }
    this.#wereKept.add(credential);
    // One that was typed meanwhile goes on.
    if (this.#trials.get(key) === trial) this.#trials.delete(key);
    this.#changed.fire();
  }

  /** What there is a credential for, without reading one. Never rejects. */
  async keys(): Promise<CredentialKeys> {
    try {
      const stored = (await this.#secrets.keys()).filter(isCredentialKey);
      const ofWindow = [...new Set([...this.#ofWindow.keys(), ...this.#trials.keys()])];
      return { kind: 'read', stored, ofWindow };
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
    this.#trials.delete(key);
    this.#changed.fire();
  }

  /** Forgets what only this window keeps for a stream. Touches no secret store. */
  forgetInWindow(stream: Stream): void {
    if (this.#ofWindow.delete(credentialKey(stream))) this.#changed.fire();
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
