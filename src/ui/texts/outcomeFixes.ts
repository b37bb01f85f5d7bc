import { canKeepTrying } from '../../stop/afterwards/keepTrying.ts';
import { isOfCredential, proofOfStop } from '../credentials/credentialProof.ts';
import type { StopOutcome } from '../../stop/outcome.ts';

/** What a result's buttons can do. */
export type OutcomeAction =
  | 'stopAgain'
  | 'checkNow'
  | 'keepTrying'
  | 'setCredential'
  | 'replaceAnyway'
  | 'useAnotherOnce'
  | 'lookElsewhere'
  | 'editStream'
  | 'howToStopByHand'
  | 'copySummary'
  | 'copyRequestForAdmin'
  | 'showLog';

/**
 * The buttons of a stop that did not work: the one fix first, and always the way by hand; three at the most. `onTrial`:
 * it was signed with a credential that shall take another one's place.
 */
export function fixesOf(outcome: StopOutcome, onTrial = false): readonly OutcomeAction[] {
  if (onTrial && proofOfStop(outcome) === 'refused') return ['setCredential', 'replaceAnyway', 'howToStopByHand'];
  // A request that had left may have been acted on: then it is for the person to send again.
  const again = canKeepTrying(outcome) ? 'keepTrying' : 'stopAgain';
  switch (outcome.reason) {
    case 'noCredential':
    case 'tokenExpired':
      return ['setCredential', 'useAnotherOnce', 'howToStopByHand'];
    // The scope can be of another credential than this one. Its question takes one for this stop only, too.
    case 'unauthorized':
    case 'forbidden':
      return ['setCredential', 'copyRequestForAdmin', 'howToStopByHand'];
    case 'secretStore':
      return ['useAnotherOnce', 'stopAgain', 'howToStopByHand'];
    case 'badInput':
      return [isOfCredential(outcome.details?.field) ? 'setCredential' : 'editStream', 'howToStopByHand', 'showLog'];
    case 'notFound':
      return ['lookElsewhere', 'howToStopByHand', 'showLog'];
    case 'noConnection':
      // A name that nobody knows is as often a typing mistake as a VPN that is off.
      return outcome.details?.nameNotFound === true
        ? [again, 'editStream', 'howToStopByHand']
        : [again, 'howToStopByHand', 'showLog'];
    case 'rateLimited':
      return ['keepTrying', 'stopAgain', 'howToStopByHand'];
    case 'redirected':
      return ['stopAgain', 'editStream', 'howToStopByHand'];
    case 'certificate':
      return outcome.details?.certificateProblem === 'wrongName'
        ? ['editStream', 'stopAgain', 'howToStopByHand']
        : ['stopAgain', 'howToStopByHand', 'showLog'];
    case 'refused':
      return ['howToStopByHand', 'stopAgain', 'showLog'];
    default:
      return [again, 'howToStopByHand', 'showLog'];
  }
}

/** Whether an app admin can help: the credential is missing, refused, or may not manage campaigns. */
export function needsAccess(outcome: Pick<StopOutcome, 'verdict' | 'reason'>): boolean {
  const { verdict, reason } = outcome;
  return verdict === 'notStopped' && (reason === 'noCredential' || reason === 'unauthorized' || reason === 'forbidden');
}
