import type { Access } from '../kore/caller.ts';
import { checkCredential, inspectToken } from '../kore/token.ts';
import { checkCampaignId, type FieldProblem } from '../streams/fields.ts';
import { describeProblem, english } from '../streams/problemText.ts';
import { checkStream } from '../streams/streamSettings.ts';
import type { StopOrder, StopOutcome, StopReason } from './outcome.ts';

/** Why an order was not even begun. */
export interface Refusal {
  readonly reason: StopReason;
  readonly details?: NonNullable<StopOutcome['details']>;
}

type Prepared<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly refusal: Refusal };

/**
 * Checks everything that can be checked without the network; the values returned are trimmed. Callers in plain
 * JavaScript can pass anything.
 */
export function prepare(
  order: Partial<StopOrder> | undefined,
  nowMs: number,
): Prepared<{ access: Access; campaignId: string }> {
  const campaignId = checkCampaignId(order?.campaignId);
  if (!campaignId.ok) return refuse(campaignId.problem);
  const access = prepareAccess(order?.stream, order?.credential, nowMs);
  return access.ok ? { ok: true, access: access.access, campaignId: campaignId.value } : access;
}

/** The same for a call that needs no campaign. */
export function prepareAccess(stream: unknown, credential: unknown, nowMs: number): Prepared<{ access: Access }> {
  const checked = checkStream(stream);
  if (!checked.ok) return refuse(checked.problem);
  if (credential === undefined || credential === null) return { ok: false, refusal: { reason: 'noCredential' } };
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

function refuse(problem: FieldProblem): { readonly ok: false; readonly refusal: Refusal } {
  const explanation = describeProblem(problem, english);
  const details = { field: problem.field, problem: problem.code, explanation };
  return { ok: false, refusal: { reason: 'badInput', details } };
}
