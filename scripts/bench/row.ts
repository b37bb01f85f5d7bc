/** One line of the table. */
export type Row = { readonly group: string; readonly what: string } & (Figured | { readonly failed: string });

export interface Figured {
  /** With its unit, as a person reads it. */
  readonly figure: string;
  /** The same as numbers, where it was measured in rounds. */
  readonly spread?: Spread;
  /** What is asked of it, and whether it is so. */
  readonly goal?: Goal;
}

export interface Goal {
  readonly text: string;
  readonly met: boolean;
}

/** Of all rounds, in milliseconds. */
export interface Spread {
  readonly median: number;
  readonly p5: number;
  readonly p95: number;
  readonly rounds: number;
}

/** Throws when there is no round, or one without a time: nothing was measured. */
export function spreadOf(roundsMs: readonly number[]): Spread {
  const sorted = roundsMs.toSorted((one, other) => one - other);
  const at = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? NaN;
  if (sorted.length === 0 || !sorted.every(Number.isFinite)) throw new Error(`Not measured: ${roundsMs.join()}`);
  return { median: at(0.5), p5: at(0.05), p95: at(0.95), rounds: sorted.length };
}

/** `1.23 ms (0.98 to 2.31, 20 rounds)`: the median, and the 5th and the 95th of a hundred. */
export function spreadText({ median, p5, p95, rounds }: Spread): string {
  return `${short(median)} ms (${short(p5)} to ${short(p95)}, ${rounds} rounds)`;
}

export function spreadRow(
  group: string,
  what: string,
  roundsMs: readonly number[],
  judge?: (spread: Spread) => Goal,
): Row {
  const spread = spreadOf(roundsMs);
  return {
    group,
    what,
    figure: spreadText(spread),
    spread,
    ...(judge === undefined ? {} : { goal: judge(spread) }),
  };
}

export function figureRow(group: string, what: string, figure: string, goal?: Goal): Row {
  return { group, what, figure, ...(goal === undefined ? {} : { goal }) };
}

function short(ms: number): string {
  return ms.toFixed(Math.abs(ms) < 10 ? 2 : Math.abs(ms) < 100 ? 1 : 0);
}
