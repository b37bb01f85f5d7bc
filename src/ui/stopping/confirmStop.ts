import { window, type MessageItem } from 'vscode';

import type { ConfirmationText } from '../texts/confirmationText.ts';
import type { Reader } from '../texts/format.ts';

/** An answer this soon after the dialog came up was meant for something else. */
const tooSoonMs = 300;

/** Asks before a stop. For production an answer that came too soon is asked again. */
export async function confirmStop(
  text: ConfirmationText,
  production: boolean,
  now: () => number,
  reader: Reader,
): Promise<boolean> {
  const yes: MessageItem = { title: text.yes };
  const no: MessageItem = { title: reader.l10n.t("Don't Stop"), isCloseAffordance: true };
  const ask = (): Thenable<MessageItem | undefined> =>
    window.showWarningMessage(text.message, { modal: true, detail: text.detail }, yes, no);
  const shownAtMs = now();
  const answer = await ask();
  if (answer === yes && production && now() - shownAtMs < tooSoonMs) return (await ask()) === yes;
  return answer === yes;
}
