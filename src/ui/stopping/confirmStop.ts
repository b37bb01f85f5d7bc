import type { CredentialDesk } from '../credentials/askForCredential.ts';
import type { ConfirmationText } from '../../texts/confirmationText.ts';

/** An answer this soon after the dialog came up was meant for something else. */
const tooSoonMs = 300;

/** Asks before a stop. For production an answer that came too soon is asked again. */
export async function confirmStop(
  text: ConfirmationText,
  production: boolean,
  now: () => number,
  { outlet, reader }: Pick<CredentialDesk, 'outlet' | 'reader'>,
): Promise<boolean> {
  const ask = (): Promise<boolean> => outlet.ask({ ...text, no: reader.l10n.t("Don't Stop") });
  const shownAtMs = now();
  const yes = await ask();
  return yes && production && now() - shownAtMs < tooSoonMs ? ask() : yes;
}
