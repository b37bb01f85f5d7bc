import type { StopOutcome, StopReason } from './outcome.ts';

export type ReadinessCheck =
  'input' | 'credential' | 'host' | 'proxy' | 'certificate' | 'signIn' | 'scope' | 'clock' | 'campaigns';

export interface CheckResult {
  readonly check: ReadinessCheck;
  readonly result: 'ok' | 'failed' | 'unknown';
  readonly reason?: StopReason;
  readonly httpStatus?: number;
  /** Facts of the reason, as of an outcome; of `campaigns` also `campaignId` (the first that is missing) and `missing`. */
  readonly details?: NonNullable<StopOutcome['details']>;
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

/** Every check, in the order in which a call comes past them. */
export const readinessChecks: readonly ReadinessCheck[] = [
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
const needed: readonly ReadinessCheck[] = readinessChecks.slice(0, 7);

/** What keeps a stop from working, or from being known to work: the first check that failed, else that is not known. */
export function firstProblem(checks: readonly CheckResult[]): CheckResult | undefined {
  const bad = checks.filter(({ check, result }) => needed.includes(check) && result !== 'ok');
  const told = bad.filter(({ reason }) => reason !== undefined);
  return told.find(({ result }) => result === 'failed') ?? told[0] ?? bad[0];
}

export function isReady(checks: readonly CheckResult[]): boolean {
  return firstProblem(checks) === undefined;
}

/** How far a call came: what it got past, and where it ended. */
interface End {
  readonly passed: readonly ReadinessCheck[];
  readonly check: ReadinessCheck;
  readonly result: 'failed' | 'unknown';
}

const toKore: readonly ReadinessCheck[] = ['host', 'proxy', 'certificate'];

/** Where a call that was to read the list ended, by its reason. */
export function whereItEnded(reason: StopReason): End {
  const end = (result: End['result'], check: ReadinessCheck, passed: readonly ReadinessCheck[] = []): End => ({
    passed,
    check,
    result,
  });
  switch (reason) {
    case 'badInput':
    case 'noCredential':
    case 'tokenExpired':
    case 'secretStore':
      return end('failed', 'credential');
    case 'noConnection':
    case 'redirected':
      return end('failed', 'host');
    case 'certificate':
      return end('failed', 'certificate', ['host', 'proxy']);
    case 'proxy':
      return end('failed', 'proxy');
    case 'unauthorized':
    case 'clockSkew':
      return end('failed', 'signIn', toKore);
    case 'forbidden':
      return end('failed', 'scope', [...toKore, 'signIn']);
    case 'notFound':
    case 'refused':
      return end('unknown', 'scope', toKore);
    case 'rateLimited':
    case 'serverError':
    case 'badReply':
      return end('unknown', 'signIn', toKore);
    default:
      return end('unknown', 'host');
  }
}

/** The whole list of checks from those that were made, with what they come to. */
export function readinessOf(made: Iterable<CheckResult>, nowMs: number): Readiness {
  const found = new Map([...made].map((one) => [one.check, one]));
  const checks = readinessChecks.map((check) => found.get(check) ?? { check, result: 'unknown' as const });
  const problem = firstProblem(checks);
  const why = problem === undefined ? '' : ` (${problem.check}: ${problem.reason ?? problem.result})`;
  return {
    ready: problem === undefined,
    checks,
    checkedAt: new Date(nowMs).toISOString(),
    message: `${problem === undefined ? 'Ready to stop' : 'Not ready to stop'}${why}. The stop call itself was not tried.`,
  };
}
