import { checkCredential } from '../streams/credential.ts';
import type { FieldProblem } from '../streams/fields.ts';
import { describeProblem, english } from '../streams/problemText.ts';
import { checkStream } from '../streams/streamSettings.ts';
import type { Credential } from '../streams/stream.ts';
import type { Target } from './endpoints.ts';
import { inspectToken } from './token.ts';

/** A checked target together with a checked credential. */
export interface Access {
  readonly target: Target;
  readonly credential: Credential;
}

/** Why nothing can be sent, found without the network. */
export interface Refusal {
  readonly reason: 'badInput' | 'noCredential' | 'tokenExpired';
  /** `field`, `problem` and `explanation` of bad input; `tokenExpiredAt`, an ISO time. */
  readonly details: Readonly<Record<string, string>>;
}

export type Prepared<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly refusal: Refusal };

/** Checks a stream and its credential, as anyone may have passed them; the values returned are trimmed. */
export function prepareAccess(stream: unknown, credential: unknown, nowMs: number): Prepared<{ access: Access }> {
  const checked = checkStream(stream);
  if (!checked.ok) return refuse(checked.problem);
  if (credential === undefined || credential === null) {
    return { ok: false, refusal: { reason: 'noCredential', details: {} } };
  }
  const usable = checkCredential(credential);
  if (!usable.ok) return refuse(usable.problem);
  const facts = usable.value.kind === 'token' ? inspectToken(usable.value.token) : undefined;
  if (facts?.kind === 'jwt' && facts.expiresAtMs !== undefined && facts.expiresAtMs <= nowMs) {
    const tokenExpiredAt = new Date(facts.expiresAtMs).toISOString();
    return { ok: false, refusal: { reason: 'tokenExpired', details: { tokenExpiredAt } } };
  }
  const { host, accountId, streamId, iid } = checked.value;
  return { ok: true, access: { target: { origin: host, accountId, streamId, iid }, credential: usable.value } };
}

export function refuse(problem: FieldProblem): { readonly ok: false; readonly refusal: Refusal } {
  const explanation = describeProblem(problem, english);
  return {
    ok: false,
    refusal: { reason: 'badInput', details: { field: problem.field, problem: problem.code, explanation } },
  };
}
