const minuteMs = 60_000;
/** Each reads a status and up to two pages: a third of the account's minute at the most. */
const callsPerMinute = 6;

/** How often other programs let Kore be asked, all of them together: the account's minute is for stops. */
export class CallLimit {
  readonly #now: () => number;
  readonly #takenAtMs: number[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** 0 when it may ask now, else for how many seconds it may not. */
  take(): number {
    const nowMs = this.#now();
    while (this.#takenAtMs.length > 0 && isOver(this.#takenAtMs[0] ?? 0, nowMs)) this.#takenAtMs.shift();
    if (this.#takenAtMs.length >= callsPerMinute) {
      return Math.ceil(((this.#takenAtMs[0] ?? nowMs) + minuteMs - nowMs) / 1000);
    }
    this.#takenAtMs.push(nowMs);
    return 0;
  }
}

/** A clock that was set back must not close the door for good. */
function isOver(takenAtMs: number, nowMs: number): boolean {
  return nowMs - takenAtMs >= minuteMs || takenAtMs > nowMs;
}
