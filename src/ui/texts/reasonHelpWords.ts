import type { Reader } from '../../texts/format.ts';

/** What is to be read of a reason without a network, in full: a message has no room for it. */
export interface ReasonHelp {
  readonly title: string;
  /** What happened. */
  readonly means: string;
  /** Whether anything was sent, and whether Kore.ai can have acted. */
  readonly sent: string;
  /** What to do, the likeliest help first. */
  readonly next: readonly string[];
}

export type L10n = Reader['l10n'];

export function nothingSent(l10n: L10n): string {
  return l10n.t('Nothing was sent: no byte of a stop request left this computer.');
}

/** Of a stop that was tried more than once the last try alone can have ended so. */
export function notSentByThatTry(l10n: L10n): string {
  return l10n.t('That try sent nothing. If an earlier request of the same stop had left, the result says so.');
}

export function refusedWhole(l10n: L10n): string {
  return l10n.t('The stop request arrived and was refused, so the campaign goes on as before.');
}

export function mayHaveActed(l10n: L10n): string {
  return l10n.t(
    'A stop request left this computer. Kore.ai may have acted on it: treat the campaign as still sending.',
  );
}
