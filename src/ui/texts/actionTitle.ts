import type { Reader } from '../../texts/format.ts';
import type { OutcomeAction } from './outcomeFixes.ts';

/** What a button can do that tells what became of a stop after its outcome. */
export type LaterAction = 'stopAgain' | 'turnOffSchedule' | 'openConsole' | 'howToStopByHand' | 'copySummary';

export type MessageAction = OutcomeAction | LaterAction;

/** What is written on the button. Short: three of them share the width of a notification, and a longer one is cut off. */
export function actionTitle(action: MessageAction, { l10n }: Reader): string {
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
    case 'turnOffSchedule':
      return l10n.t('Turn Off Schedule…');
    case 'openConsole':
      return l10n.t('Open Kore Console');
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
