import type { MenuFault } from '../../practice/faultMenu.ts';
import type { Reader } from '../../texts/format.ts';

/** What can be made to go wrong in practice, `none` of it, or all from the start. */
export type PracticeFault = 'none' | 'startOver' | MenuFault;

/** A choice's first and second line. */
interface FaultText {
  readonly label: string;
  readonly detail: string;
}

/** In the order in which they are offered. */
export function practiceFaultTexts({ l10n }: Pick<Reader, 'l10n'>): Readonly<Record<PracticeFault, FaultText>> {
  return {
    none: { label: l10n.t('Back to Normal'), detail: l10n.t('Nothing goes wrong any more.') },
    startOver: {
      label: l10n.t('Start Over'),
      detail: l10n.t('All practice campaigns are as they were at first, and nothing goes wrong.'),
    },
    slow: { label: l10n.t('Every answer takes 8 seconds'), detail: l10n.t('See what is told while you wait.') },
    silentStop: {
      label: l10n.t('A stop is never answered, and not carried out'),
      detail: l10n.t('It is sent three times; then the state decides what you are told.'),
    },
    silentStopThatWorks: {
      label: l10n.t('A stop is never answered, and works all the same'),
      detail: l10n.t('Only the state that is read afterwards can tell.'),
    },
    silentCheck: {
      label: l10n.t('A stop is answered, its check is not'),
      detail: l10n.t('You are told that it was not double-checked.'),
    },
    cut: {
      label: l10n.t('The connection breaks'),
      detail: l10n.t('Whether the request was acted on cannot be known.'),
    },
    rateLimited: {
      label: l10n.t('The rate limit is used up'),
      detail: l10n.t('The stop waits 20 seconds and is sent again.'),
    },
    serverError: { label: l10n.t('The server fails (503)'), detail: l10n.t('It is sent again, three times in all.') },
    unauthorized: {
      label: l10n.t('The credential is not accepted (401)'),
      detail: l10n.t('Nothing is sent again: it would be refused again.'),
    },
    forbidden: {
      label: l10n.t('The credential may not manage campaigns (403)'),
      detail: l10n.t('As with a scope that was not published.'),
    },
    notFound: { label: l10n.t('The campaign is not known (404)'), detail: l10n.t('As with an id of another stream.') },
    signInPage: {
      label: l10n.t('A sign-in page of a Wi-Fi answers'),
      detail: l10n.t('It says 200, and is no answer of Kore.ai.'),
    },
    redirect: {
      label: l10n.t('The host sends us on to another address'),
      detail: l10n.t('It is not followed, so that the token stays here.'),
    },
    stopIgnored: {
      label: l10n.t('A stop is answered with Stopped, and nothing stops'),
      detail: l10n.t('The state that is read afterwards says that it still sends.'),
    },
  };
}
