import { isSuccess, jsonObject } from './replies.ts';
import type { Exchange, Fault, Reply } from './transport.ts';

/** Why one call did not do what was asked, in the words of the closed list of reasons. */
export type CallFailure =
  | 'badInput'
  | 'cancelled'
  | 'noConnection'
  | 'certificate'
  | 'noAnswer'
  | 'rateLimited'
  | 'unauthorized'
  | 'clockSkew'
  | 'forbidden'
  | 'notFound'
  | 'proxy'
  | 'redirected'
  | 'refused'
  | 'serverError'
  | 'badReply';

/** The documented text of the rate limit, recognised with any status. */
const rateLimitText = /exceeded the per-minute rate limit/i;

/** A clock this far off makes a token that is fresh here look old or unborn there. */
export const worryingSkewMs = 60_000;

export function isRateLimited(reply: Reply): boolean {
  return reply.status === 429 || (reply.body.kind === 'text' && rateLimitText.test(reply.body.text));
}

/** A 2xx object that says of itself that it is a failure. */
export function saysFailure(body: Readonly<Record<string, unknown>>): boolean {
  const { status } = body;
  if (typeof status === 'string' && ['failure', 'failed', 'error'].includes(status.toLowerCase())) return true;
  return [body.error, body.errors].some(isRealError);
}

function isRealError(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return !(Array.isArray(value) && value.length === 0);
}

/** Statuses after which the request may still have been acted on, or never have reached Kore. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 425 || (status >= 500 && status <= 599);
}

/** How far this computer's clock is ahead of the server's in milliseconds; undefined without a usable `Date`. */
export function clockAheadMs(reply: Reply): number | undefined {
  const server = reply.date === undefined ? NaN : Date.parse(reply.date);
  return Number.isNaN(server) ? undefined : (reply.startedAtMs + reply.endedAtMs) / 2 - server;
}

/** The reason of a call that failed, whatever call it was. Only for an exchange that did not succeed. */
export function failureOf(exchange: Exchange, signedHere: boolean): CallFailure {
  if (exchange.kind === 'fault') return failureOfFault(exchange);
  if (isRateLimited(exchange)) return 'rateLimited';
  const { status } = exchange;
  if (isSuccess(status)) {
    const body = jsonObject(exchange);
    return body !== undefined && saysFailure(body) ? 'refused' : 'badReply';
  }
  if (isTransient(status)) return 'serverError';
  if (status === 401) return signedHere && isSkewed(exchange) ? 'clockSkew' : 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 407) return 'proxy';
  if (status >= 300 && status <= 399) return 'redirected';
  return status >= 400 && status <= 499 ? 'refused' : 'badReply';
}

function isSkewed(reply: Reply): boolean {
  const ahead = clockAheadMs(reply);
  return ahead !== undefined && Math.abs(ahead) > worryingSkewMs;
}

function failureOfFault(fault: Fault): CallFailure {
  switch (fault.cause) {
    case 'badUrl':
      return 'badInput';
    case 'cancelled':
      return 'cancelled';
    case 'certificateExpired':
    case 'certificateName':
    case 'certificateUntrusted':
      return 'certificate';
    case 'proxyUnreachable':
    case 'proxyFailed':
    case 'proxyRefused':
      return 'proxy';
    case 'nameNotFound':
    case 'connectionRefused':
    case 'unreachable':
    case 'tls':
      return 'noConnection';
    case 'timeout':
    case 'cut':
      return 'noAnswer';
  }
}
