import type { CredentialDesk } from '../credentials/askForCredential.ts';
import type { Reader } from '../texts/format.ts';
import type { OutcomeAction } from '../texts/outcomeFixes.ts';
import { outcomeText } from '../texts/outcomeText.ts';
import type { OutcomeText } from '../texts/outcomeWords.ts';
import type { FlowResult } from './stopFlow.ts';

/** Tells how a stop ended, and `added` behind it. What needs a person is an error message: Do Not Disturb hides the others. */
export async function tellOutcome(
  { campaign, outcome, credential, checkingUntilMs }: FlowResult,
  act: (action: OutcomeAction) => Promise<void>,
  desk: Pick<CredentialDesk, 'reader' | 'outlet'>,
  offers?: readonly OutcomeAction[],
  added?: string,
): Promise<void> {
  const text = outcomeText(outcome, campaign, credential, desk.reader, checkingUntilMs);
  const sentence = added === undefined ? text.sentence : `${text.sentence} ${added}`;
  await tellWithActions({ ...text, sentence, actions: offers ?? text.actions }, act, desk);
}

/** Shows a sentence with its buttons; not to be waited for. */
export async function tellWithActions(
  text: Pick<OutcomeText, 'severity' | 'sentence' | 'actions'>,
  act: (action: OutcomeAction) => Promise<void>,
  { reader, outlet }: Pick<CredentialDesk, 'reader' | 'outlet'>,
): Promise<void> {
  const buttons = text.actions.map((action) => ({ action, title: actionTitle(action, reader) }));
  const chosen = await outlet[text.severity](text.sentence, ...buttons.map(({ title }) => title));
  const button = buttons.find(({ title }) => title === chosen);
  if (button !== undefined) await act(button.action);
}

/** Short ones: three of them share the width of a notification, and a longer one is cut off. */
function actionTitle(action: OutcomeAction, { l10n }: Reader): string {
  switch (action) {
    case 'stopAgain':
      return l10n.t('Stop Again');
    case 'checkNow':
      return l10n.t('Check Now');
    case 'keepTrying':
      return l10n.t('Keep Trying');
    case 'setCredential':
      return l10n.t('Set Credential');
    case 'replaceAnyway':
      return l10n.t('Replace Anyway');
    case 'useAnotherOnce':
      return l10n.t('Use Once…');
    case 'lookElsewhere':
      return l10n.t('Look in My Other Streams');
    case 'editStream':
      return l10n.t('Edit Stream');
    case 'howToStopByHand':
      return l10n.t('How to Stop by Hand');
    case 'copySummary':
      return l10n.t('Copy Summary');
    case 'copyRequestForAdmin':
      return l10n.t('Copy Request');
    case 'showLog':
      return l10n.t('Show Log');
  }
}
