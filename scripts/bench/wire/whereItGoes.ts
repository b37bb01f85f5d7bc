import type { Mark } from '../probe/protocol.ts';
import type { SeenStop } from './stopWindow.ts';

/** The steps of a stop, each as milliseconds after the person's yes; below zero: done before it. */
export interface Steps {
  readonly signed: number;
  readonly written: number;
  readonly requested: number;
  readonly sent: number;
  readonly connected: number;
  readonly secured: number;
  readonly firstByte: number;
}

/** The yes is the answer to the question; where none was put, the choice in the picker. */
export function stepsOf({ marks, arrival }: SeenStop): Steps {
  const yes = marks.findLast(({ what }) => what === 'answered') ?? marks.findLast(({ what }) => what === 'accepted');
  if (yes === undefined) throw new Error(`No yes was seen: ${JSON.stringify(marks)}`);
  // Of the reads after the stop nothing counts.
  const before = marks.filter(({ atMs }) => atMs < arrival.firstByteMs);
  const last = (what: Mark['what']): number => (before.findLast((mark) => mark.what === what)?.atMs ?? NaN) - yes.atMs;
  return {
    signed: last('signed'),
    written: last('written'),
    requested: last('requested'),
    sent: last('sent'),
    connected: arrival.connectedMs - yes.atMs,
    secured: arrival.securedMs - yes.atMs,
    firstByte: arrival.firstByteMs - yes.atMs,
  };
}

const words: Readonly<Record<keyof Steps, string>> = {
  signed: 'signed',
  written: 'in the journal',
  requested: 'given to Node',
  sent: 'written by Node',
  connected: 'connected',
  secured: 'TLS done',
  firstByte: 'first byte at the server',
};

/** `signed 1.2 → in the journal 1.9 → …`, medians in milliseconds after the yes. */
export function stepsText(all: readonly Steps[]): string {
  const medians = (Object.keys(words) as (keyof Steps)[]).map((step) => {
    const sorted = all.map((steps) => steps[step]).toSorted((one, other) => one - other);
    return [words[step], sorted[Math.floor(sorted.length / 2)] ?? NaN] as const;
  });
  return medians
    .filter(([, ms]) => Number.isFinite(ms))
    .toSorted(([, one], [, other]) => one - other)
    .map(([word, ms]) => `${word} ${ms.toFixed(1)}`)
    .join(' → ');
}
