import type { Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';

/** Why nothing works: a file of the extension could not be loaded. `words` are Node's. */
export function notLoadedText(words: string, { l10n }: Reader): string {
  return l10n.t(
    'Kore Campaigns could not be loaded ({words}). Nothing was sent. Try again; if it stays so, install Kore Campaigns again.',
    { words: plainText(words, 150) },
  );
}

/** The one row of the view then; a click on it tries again. */
export function notLoadedRow({ l10n }: Reader): string {
  return l10n.t('Kore Campaigns could not be loaded. Click to try again');
}
