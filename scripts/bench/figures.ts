/** What was measured, and the figure with its unit. */
export type Figure = readonly [what: string, figure: string];

/** `12.3 ms (11.8 to 14.0)`: the median, and the least and the most of all rounds. */
export function milliseconds(rounds: readonly number[]): string {
  const sorted = rounds.toSorted((one, other) => one - other);
  const at = (place: number): string => (sorted[place] ?? NaN).toFixed(1);
  return `${at(Math.floor(sorted.length / 2))} ms (${at(0)} to ${at(sorted.length - 1)}, ${sorted.length} rounds)`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
