import type { StopOutcome, StopReason } from '../../stop/outcome.ts';
import { firstProblem, type Readiness } from '../../stop/readinessChecks.ts';

/** What a use of a credential showed: that it works, that it does not, or nothing of it. */
export type CredentialProof = 'works' | 'refused' | 'nothing';

/** Kore's yes to a stop, or a reading, was signed with it. */
export function proofOfStop({ verdict, reason, httpStatus, state, details }: StopOutcome): CredentialProof {
  if (isRefusal(reason, details?.field)) return 'refused';
  const saidYes = verdict === 'stopped' || verdict === 'accepted' || state !== undefined;
  return saidYes && httpStatus !== 401 && httpStatus !== 403 ? 'works' : 'nothing';
}

/** The same of several in one stream: Kore's yes to one of them is its yes to the credential. */
export function proofOfStops(outcomes: readonly StopOutcome[]): CredentialProof {
  const proofs = outcomes.map(proofOfStop);
  if (proofs.includes('works')) return 'works';
  return proofs.includes('refused') ? 'refused' : 'nothing';
}

export function proofOfReadiness({ ready, checks }: Pick<Readiness, 'ready' | 'checks'>): CredentialProof {
  if (ready) return 'works';
  const problem = firstProblem(checks);
  return isRefusal(problem?.reason, problem?.details?.field) ? 'refused' : 'nothing';
}

/** A fresh token that a wrong clock spoilt says nothing of the credential. */
function isRefusal(reason: StopReason | undefined, field: unknown): boolean {
  if (reason === 'badInput') return isOfCredential(field);
  return reason === 'unauthorized' || reason === 'forbidden' || reason === 'tokenExpired';
}

/** True for a field of a credential, false for one of a stream. */
export function isOfCredential(field: unknown): boolean {
  return (
    typeof field === 'string' &&
    /^(?:credential|clientId|clientSecret|token|algorithm|privateKeyPem|subject)$/.test(field)
  );
}
