import type { Disposable } from 'vscode';

/** Of the shape of VS Code's own events. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/**
 * Tells listeners, like VS Code's emitter, in plain Node too: what is known of campaigns is tested and measured without
 * a window. A listener that throws keeps nothing from the others, and nothing from whoever fires: a stop may be next.
 */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    // The same function can listen twice.
    const own = (value: T): unknown => listener(value);
    this.#listeners.add(own);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- VS Code's class is not there in plain Node
    return { dispose: () => this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error: unknown) {
        // Seen where uncaught errors are seen, after this is through.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
