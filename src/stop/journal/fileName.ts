/** What the name of a journal file says. */
export interface FileName {
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  /** The window that wrote it. */
  readonly window: string;
  /** A window has a second file when its first one was lost. */
  readonly part: number;
  /** The window that took it over; the last one, where several did. */
  readonly takenBy?: string;
}

export function fileName({ startedAtMs, window, part, takenBy }: FileName): string {
  const taken = takenBy === undefined ? '' : `~${takenBy}`;
  return `${String(Math.trunc(startedAtMs)).padStart(13, '0')}-${window}-${part}${taken}.jsonl`;
}

export function readFileName(name: string): FileName | undefined {
  const found = /^(\d{13})-([0-9a-f]{16})-(\d{1,6})(?:~([0-9a-f]{16}))?\.jsonl$/.exec(name);
  if (found === null) return undefined;
  const [, startedAt = '', window = '', part = '', takenBy] = found;
  return {
    startedAtMs: Number(startedAt),
    window,
    part: Number(part),
    ...(takenBy === undefined ? {} : { takenBy }),
  };
}
