/** Runs one question of another program at a time: a second one on top of it could be answered by mistake. */
export class OneAtATime {
  #busy = false;

  /** `undefined` while another one asks. `free` lets the next one ask before `work` is through. */
  async run<T>(work: (free: () => void) => Promise<T>): Promise<{ readonly value: T } | undefined> {
    if (this.#busy) return undefined;
    this.#busy = true;
    let mine = true;
    const free = (): void => {
      if (mine) this.#busy = false;
      mine = false;
    };
    try {
      return { value: await work(free) };
    } finally {
      free();
    }
  }
}
