import { quoted, type Reader } from '../../texts/format.ts';
import { plainText } from '../../texts/plainText.ts';

/** What became of a credential that was typed to take another one's place. */
export type TrialEnd =
  | { readonly kind: 'works'; readonly credential: string; readonly kept: 'computer' | 'window' }
  /** `cause` as of a reason. */
  | { readonly kind: 'refused' | 'undecided'; readonly cause: string };

export function trialText(
  streamName: string,
  end: TrialEnd,
  { l10n }: Reader,
): { readonly severity: 'info' | 'error'; readonly sentence: string } {
  const name = quoted(streamName);
  if (end.kind === 'works') {
    const facts = { name, credential: plainText(end.credential) };
    return {
      severity: 'info',
      sentence:
        end.kept === 'computer'
          ? l10n.t('The new credential of {name} works and has replaced the old one: {credential}.', facts)
          : l10n.t('The new credential of {name} works and is used until this window closes: {credential}.', facts),
    };
  }
  const { cause } = end;
  return {
    severity: 'error',
    sentence:
      end.kind === 'refused'
        ? l10n.t('The new credential of {name} was refused: the old one stays. {cause}', { name, cause })
        : l10n.t(
            'It is not known yet whether the new credential of {name} works. This window uses it; the old one stays until one of its uses shows it. {cause}',
            { name, cause },
          ),
  };
}
