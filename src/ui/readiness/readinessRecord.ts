import * as v from 'valibot';

import type { StopReason } from '../../stop/outcome.ts';
import { isReady, readinessChecks, type CheckResult, type Readiness } from '../../stop/readinessChecks.ts';

/** The last check of a stream, as it is remembered over a reload. No secret in it. */
export interface ReadinessRecord {
  /** Milliseconds since 1970. */
  readonly checkedAtMs: number;
  readonly checks: readonly CheckResult[];
  /** When the credential that was used had been set: one that was set at another time is another. */
  readonly credentialSetAtMs?: number;
  readonly iid?: string;
}

/** An older check is told as none. */
export const trustedForMs = 24 * 60 * 60 * 1000;

export function isTrusted(atMs: number, nowMs: number): boolean {
  // A clock that was set back makes a check look as if it came from the future: how old it is, nobody knows.
  return Math.abs(nowMs - atMs) < trustedForMs;
}

/** False for a check, such as the daily one, that did not ask for the campaigns in the settings though it came that far. */
export function hasLookedForCampaigns(
  { checks }: Pick<ReadinessRecord, 'checks'>,
  { campaigns }: { readonly campaigns: readonly unknown[] },
): boolean {
  const ofCampaigns = checks.find(({ check }) => check === 'campaigns');
  const skipped = ofCampaigns?.result === 'unknown' && ofCampaigns.reason === undefined;
  return campaigns.length === 0 || !skipped || !isReady(checks);
}

export function recordOf(
  { checks, checkedAt }: Readiness,
  credentialSetAtMs: number | undefined,
  iid: string | undefined,
): ReadinessRecord {
  return {
    checkedAtMs: Date.parse(checkedAt),
    checks,
    ...(credentialSetAtMs === undefined ? {} : { credentialSetAtMs }),
    ...(iid === undefined ? {} : { iid }),
  };
}

/** Each reason that a check can have; another one in the store is of another version. */
const reasons = [
  'noCredential',
  'badInput',
  'secretStore',
  'tokenExpired',
  'unauthorized',
  'clockSkew',
  'forbidden',
  'notFound',
  'refused',
  'rateLimited',
  'noConnection',
  'proxy',
  'certificate',
  'redirected',
  'badReply',
  'noAnswer',
  'serverError',
] as const satisfies readonly StopReason[];

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const shortText = v.pipe(v.string(), v.maxLength(500));
const checkShape = v.object({
  check: v.picklist(readinessChecks),
  result: v.picklist(['ok', 'failed', 'unknown']),
  reason: v.exactOptional(v.picklist(reasons)),
  httpStatus: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(999))),
  details: v.exactOptional(
    v.record(v.pipe(v.string(), v.maxLength(50)), v.union([shortText, v.number(), v.boolean()])),
  ),
});
const recordShape = v.object({
  checkedAtMs: time,
  checks: v.pipe(v.array(checkShape), v.length(readinessChecks.length)),
  credentialSetAtMs: v.exactOptional(time),
  iid: v.exactOptional(shortText),
});

/** Reads what was stored, by whatever version; anything odd is no record. */
export function readRecord(value: unknown): ReadinessRecord | undefined {
  const parsed = v.safeParse(recordShape, value);
  if (!parsed.success) return undefined;
  const { checks } = parsed.output;
  return readinessChecks.every((check, index) => checks[index]?.check === check) ? parsed.output : undefined;
}
