import type { DraftMemory } from './formDesk.ts';

/**
 * Keeps drafts, one write after the other. VS Code writes all that an extension remembers at once, and then hears of its
 * own write: of two that are under way together the second can be lost, and with it the last key that was typed.
 */
export class DraftKeeper {
  readonly #memory: DraftMemory;
  readonly #wanted = new Map<string, unknown>();
  #writing: Promise<void> | undefined;

  constructor(memory: DraftMemory) {
    this.#memory = memory;
  }

  get(key: string): unknown {
    return this.#wanted.has(key) ? this.#wanted.get(key) : this.#memory.get(key);
  }

  /** Resolves when nothing is left to write; undefined forgets the draft. Never rejects: it is still in the form. */
  keep(key: string, value: unknown): Promise<void> {
    this.#wanted.set(key, value);
    this.#writing ??= this.#write();
    return this.#writing;
  }

  async #write(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const [key, value] = next;
      try {
        await this.#memory.update(key, value);
      } catch {
        // What was typed since is tried all the same.
      }
      if (this.#wanted.get(key) === value) this.#wanted.delete(key);
    }
    this.#writing = undefined;
  }

  #next(): readonly [string, unknown] | undefined {
    return this.#wanted.entries().next().value;
  }
}
