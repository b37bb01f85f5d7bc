import { prepareAccess, type Access, type Refusal } from '../kore/access.ts';
import type { CallOptions, KorePorts } from '../kore/caller.ts';
import { listCampaigns, readStatus, type ReadFailure } from '../kore/campaigns.ts';
import { clockAheadMs, worryingSkewMs } from '../kore/failure.ts';
import { checkCampaignId } from '../streams/fields.ts';
import type { Credential, Stream } from '../streams/stream.ts';
import { readinessOf, whereItEnded, type CheckResult, type Readiness, type ReadinessCheck } from './readinessChecks.ts';

export interface ReadinessOptions {
  readonly signal?: AbortSignal;
  /** For each call; default 10,000. */
  readonly timeoutMs?: number;
  /** Campaigns that Kore should know. */
  readonly campaignIds?: readonly string[];
}

/** How it is asked for: somebody waits for the check of one stream, nobody for those in the background. */
export interface FindOptions extends ReadinessOptions {
  readonly lane: 'confirm' | 'list';
}

const usualTimeoutMs = 10_000;

type Note = (
  check: ReadinessCheck,
  result: CheckResult['result'],
  more?: Omit<CheckResult, 'check' | 'result'>,
) => void;

/** Finds it with one Get All Campaigns call, and one Get Campaign Status for each given campaign. */
export async function findReadiness(
  stream: Stream,
  credential: Credential | undefined,
  options: FindOptions,
  ports: KorePorts,
): Promise<Readiness> {
  const found = new Map<ReadinessCheck, CheckResult>();
  const note: Note = (check, result, more) => void found.set(check, { check, result, ...more });
  const prepared = prepareAccess(stream, credential, ports.now());
  if (!prepared.ok) {
    const { reason, details } = prepared.refusal;
    const atCredential = isAboutCredential(prepared.refusal);
    if (atCredential) note('input', 'ok');
    note(atCredential ? 'credential' : 'input', 'failed', { reason, ...factsOf(details) });
    return readinessOf(found.values(), ports.now());
  }
  note('input', 'ok');
  note('credential', 'ok');
  const listed = await checkByListing(prepared.access, options, ports, note);
  if (listed) await checkCampaigns(prepared.access, options, ports, note);
  return readinessOf(found.values(), ports.now());
}

function isAboutCredential(refusal: Refusal): boolean {
  if (refusal.reason !== 'badInput') return true;
  const streamFields = ['stream', 'name', 'host', 'accountId', 'streamId', 'iid', 'tier', 'campaigns'];
  return !streamFields.includes(refusal.details.field ?? '');
}

async function checkByListing(access: Access, options: FindOptions, ports: KorePorts, note: Note): Promise<boolean> {
  const listed = await listCampaigns(access, ports, { ...callOptions(options), limit: 1 });
  if (listed.kind === 'failed') {
    noteFailure(listed, note);
    return false;
  }
  for (const check of ['host', 'proxy', 'certificate', 'signIn', 'scope'] as const) note(check, 'ok');
  // Without a usable Date it is good enough where Kore took a token that was dated by it.
  if (listed.clockAheadMs !== undefined) noteClock(listed.clockAheadMs, note);
  else if (access.credential.kind !== 'token') note('clock', 'ok');
  return true;
}

function callOptions({ lane, timeoutMs, signal }: FindOptions): CallOptions {
  return { lane, timeoutMs: timeoutMs ?? usualTimeoutMs, ...(signal ? { signal } : {}) };
}

/** Notes how far the call came, and where it ended. */
function noteFailure({ reason, httpStatus, details, exchange }: ReadFailure, note: Note): void {
  const aheadMs = exchange?.kind === 'reply' ? clockAheadMs(exchange) : undefined;
  if (aheadMs !== undefined) noteClock(aheadMs, note);
  const { passed, check, result } = whereItEnded(reason);
  for (const one of passed) note(one, 'ok');
  note(check, result, { reason, ...statusOf(httpStatus), ...factsOf(details) });
}

function noteClock(aheadMs: number, note: Note): void {
  if (Math.abs(aheadMs) <= worryingSkewMs) note('clock', 'ok');
  else note('clock', 'failed', { reason: 'clockSkew', details: { clockAheadMs: Math.round(aheadMs) } });
}

/** Asks for each; what Kore does not know outweighs what could not be read, and an end of the way ends the asking. */
async function checkCampaigns(access: Access, options: FindOptions, ports: KorePorts, note: Note): Promise<void> {
  const { campaignIds = [] } = options;
  let missing = 0;
  let first: Omit<CheckResult, 'check' | 'result'> | undefined;
  let unread: Omit<CheckResult, 'check' | 'result'> | undefined;
  for (const given of campaignIds) {
    const id = checkCampaignId(given);
    const read = id.ok ? await readStatus(access, id.value, ports, callOptions(options)) : undefined;
    if (read?.kind === 'read') continue;
    const { reason, httpStatus, details } = read ?? { reason: 'badInput' as const, httpStatus: undefined, details: {} };
    const about = { reason, ...statusOf(httpStatus) };
    const told = { ...details, ...(id.ok ? { campaignId: id.value } : {}) };
    if (reason === 'notFound' || reason === 'refused' || reason === 'badInput') {
      missing += 1;
      first ??= { ...about, details: told };
    } else {
      unread ??= { ...about, ...factsOf(told) };
      if (reason !== 'serverError' && reason !== 'badReply') break;
    }
  }
  if (first !== undefined) note('campaigns', 'failed', { ...first, details: { ...first.details, missing } });
  else if (unread !== undefined) note('campaigns', 'unknown', unread);
  else if (campaignIds.length > 0) note('campaigns', 'ok');
}

function statusOf(httpStatus: number | undefined): { readonly httpStatus?: number } {
  return httpStatus === undefined ? {} : { httpStatus };
}

function factsOf(details: NonNullable<CheckResult['details']>): Pick<CheckResult, 'details'> {
  return Object.keys(details).length === 0 ? {} : { details };
}
