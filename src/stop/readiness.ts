import { clockAheadMs, worryingSkewMs } from '../kore/failure.ts';
import { prepareAccess, type Access, type Refusal } from '../kore/access.ts';
import type { KorePorts } from '../kore/caller.ts';
import { listCampaigns, readStatus, type ReadFailure } from '../kore/campaigns.ts';
import { checkCampaignId } from '../streams/fields.ts';
import type { Credential, Stream } from '../streams/stream.ts';
import type { StopReason } from './outcome.ts';

export type ReadinessCheck =
  'input' | 'credential' | 'host' | 'proxy' | 'certificate' | 'signIn' | 'scope' | 'clock' | 'campaigns';

export interface CheckResult {
  readonly check: ReadinessCheck;
  readonly result: 'ok' | 'failed' | 'unknown';
  readonly reason?: StopReason;
  readonly httpStatus?: number;
}

/** Whether a stop order would work now. The stop call itself is never tried. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly CheckResult[];
  /** ISO time. */
  readonly checkedAt: string;
  /** One English line. */
  readonly message: string;
}

export interface ReadinessOptions {
  readonly signal?: AbortSignal;
  /** For each call; default 10,000. */
  readonly timeoutMs?: number;
  /** Campaigns that Kore should know. */
  readonly campaignIds?: readonly string[];
}

const order: readonly ReadinessCheck[] = [
  'input',
  'credential',
  'host',
  'proxy',
  'certificate',
  'signIn',
  'scope',
  'clock',
  'campaigns',
];
/** Without these no stop works; a wrong clock or an unknown campaign is told beside them. */
const needed: readonly ReadinessCheck[] = order.slice(0, 7);
const usualTimeoutMs = 10_000;

/** Finds it with one Get All Campaigns call, and one Get Campaign Status for each given campaign. */
export async function findReadiness(
  stream: Stream,
  credential: Credential | undefined,
  options: ReadinessOptions,
  ports: KorePorts,
): Promise<Readiness> {
  const found = new Map<ReadinessCheck, CheckResult>();
  const note = (
    check: ReadinessCheck,
    result: CheckResult['result'],
    reason?: StopReason,
    httpStatus?: number,
  ): void => {
    const more = { ...(reason === undefined ? {} : { reason }), ...(httpStatus === undefined ? {} : { httpStatus }) };
    found.set(check, { check, result, ...more });
  };
  const prepared = prepareAccess(stream, credential, ports.now());
  if (!prepared.ok) {
    const atCredential = isAboutCredential(prepared.refusal);
    if (atCredential) note('input', 'ok');
    note(atCredential ? 'credential' : 'input', 'failed', prepared.refusal.reason);
    return summary(found, ports);
  }
  note('input', 'ok');
  note('credential', 'ok');
  await checkByListing(prepared.access, options, ports, note);
  if (found.get('scope')?.result === 'ok') await checkCampaigns(prepared.access, options, ports, note);
  return summary(found, ports);
}

type Note = (check: ReadinessCheck, result: CheckResult['result'], reason?: StopReason, httpStatus?: number) => void;

function isAboutCredential(refusal: Refusal): boolean {
  if (refusal.reason !== 'badInput') return true;
  const streamFields = ['stream', 'name', 'host', 'accountId', 'streamId', 'iid', 'tier', 'campaigns'];
  return !streamFields.includes(refusal.details.field ?? '');
}

async function checkByListing(access: Access, options: ReadinessOptions, ports: KorePorts, note: Note): Promise<void> {
  const listed = await listCampaigns(access, ports, { ...callOptions(options), limit: 1 });
  if (listed.kind === 'failed') {
    noteFailure(listed, note);
    return;
  }
  for (const check of ['host', 'proxy', 'certificate', 'signIn', 'scope', 'clock'] as const) note(check, 'ok');
}

function callOptions(options: ReadinessOptions): { timeoutMs: number; signal?: AbortSignal } {
  return { timeoutMs: options.timeoutMs ?? usualTimeoutMs, ...(options.signal ? { signal: options.signal } : {}) };
}

/** Notes how far the call came, and where it ended. */
function noteFailure(failure: ReadFailure, note: Note): void {
  const { reason, httpStatus, exchange } = failure;
  const ok = (...checks: readonly ReadinessCheck[]): void => checks.forEach((check) => note(check, 'ok'));
  const failed = (check: ReadinessCheck): void => note(check, 'failed', reason, httpStatus);
  const ahead = exchange?.kind === 'reply' ? clockAheadMs(exchange) : undefined;
  if (ahead !== undefined) {
    const wrong = Math.abs(ahead) > worryingSkewMs;
    note('clock', wrong ? 'failed' : 'ok', wrong ? 'clockSkew' : undefined);
  }
  switch (reason) {
    case 'badInput':
    case 'noCredential':
    case 'tokenExpired':
      failed('credential');
      return;
    case 'noConnection':
    case 'redirected':
      failed('host');
      return;
    case 'certificate':
      ok('host', 'proxy');
      failed('certificate');
      return;
    case 'proxy':
      failed('proxy');
      return;
    case 'unauthorized':
    case 'clockSkew':
      ok('host', 'proxy', 'certificate');
      failed('signIn');
      return;
    case 'forbidden':
      ok('host', 'proxy', 'certificate', 'signIn');
      failed('scope');
      return;
    case 'notFound':
    case 'refused':
      ok('host', 'proxy', 'certificate');
      note('scope', 'unknown', reason, httpStatus);
      return;
    case 'rateLimited':
    case 'serverError':
    case 'badReply':
      ok('host', 'proxy', 'certificate');
      note('signIn', 'unknown', reason, httpStatus);
      return;
    case 'noAnswer':
    case 'cancelled':
      note('host', 'unknown', reason, httpStatus);
  }
}

async function checkCampaigns(access: Access, options: ReadinessOptions, ports: KorePorts, note: Note): Promise<void> {
  for (const given of options.campaignIds ?? []) {
    const id = checkCampaignId(given);
    if (!id.ok) {
      note('campaigns', 'failed', 'badInput');
      return;
    }
    const read = await readStatus(access, id.value, ports, callOptions(options));
    if (read.kind === 'failed') {
      const missing = read.reason === 'notFound' || read.reason === 'refused';
      note('campaigns', missing ? 'failed' : 'unknown', read.reason, read.httpStatus);
      return;
    }
  }
  if ((options.campaignIds ?? []).length > 0) note('campaigns', 'ok');
}

function summary(found: ReadonlyMap<ReadinessCheck, CheckResult>, ports: KorePorts): Readiness {
  const checks = order.map((check) => found.get(check) ?? { check, result: 'unknown' as const });
  const ready = checks.every((one) => one.result === 'ok' || !needed.includes(one.check));
  const firstBad = checks.find((one) => one.result === 'failed') ?? checks.find((one) => one.result === 'unknown');
  const why = ready ? '' : ` (${firstBad?.check ?? ''}: ${firstBad?.reason ?? firstBad?.result ?? ''})`;
  return {
    ready,
    checks,
    checkedAt: new Date(ports.now()).toISOString(),
    message: `${ready ? 'Ready to stop' : 'Not ready to stop'}${why}. The stop call itself was not tried.`,
  };
}
