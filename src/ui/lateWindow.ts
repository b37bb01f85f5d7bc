import type { Reader } from '../texts/format.ts';
import { notLoadedText } from './texts/notLoadedText.ts';
import { toError } from './toError.ts';

/** What can be let go of. */
export interface Kept {
  dispose(): void;
}

/** Builds what was loaded; it hands over each part as it is made, to be disposed of at the end, the last one first. */
export type Build<T> = (keep: <K extends Kept>(part: K) => K) => T;

export interface LateWindowPorts<T> {
  readonly load: () => Promise<Build<T>>;
  /** Called once, when it is built. */
  readonly opened: (window: T) => void;
  readonly reader: Reader;
}

/**
 * All that the extension does, loaded when it is asked for first. It is built once; where that fails nothing of it is
 * left, whoever waits is told, and the next one who asks tries again.
 */
export class LateWindow<T> {
  readonly #ports: LateWindowPorts<T>;
  readonly #parts: Kept[] = [];
  #opening: Promise<T> | undefined;
  #disposed = false;

  constructor(ports: LateWindowPorts<T>) {
    this.#ports = ports;
  }

  dispose(): void {
    this.#disposed = true;
    const [failure] = this.#letGo();
    if (failure !== undefined) throw failure.error;
  }

  readonly open = (): Promise<T> => {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw new Error(notLoadedText(toError(error).message, this.#ports.reader), { cause: error });
    });
    return this.#opening;
  };

  async #open(): Promise<T> {
    const build = await this.#ports.load();
    // VS Code has let go of the extension meanwhile: nobody would dispose of what is built now.
    if (this.#disposed) throw new Error('The window is closed.');
    try {
      const window = build((part) => {
        this.#parts.push(part);
        return part;
      });
      this.#ports.opened(window);
      return window;
    } catch (error: unknown) {
      this.#letGo();
      throw error;
    }
  }

  /** One that fails to end keeps no other from it. Gives what failed. */
  #letGo(): readonly { readonly error: unknown }[] {
    return this.#parts
      .splice(0)
      .reverse()
      .flatMap((part) => {
        try {
          part.dispose();
          return [];
        } catch (error: unknown) {
          return [{ error }];
        }
      });
  }
}
