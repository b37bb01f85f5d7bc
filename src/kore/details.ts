import { clockAheadMs, worryingSkewMs } from './failure.ts';
import { isSuccess, jsonObject, koreMessage } from './replies.ts';
import { retryAfterMs } from './retryAfter.ts';
import type { Exchange, Fault, Reply } from './transport.ts';

/** Facts by name: `koreMessage`, `retryAt` (ISO time), `certificateProblem`, … No secret in any. */
export type Details = Readonly<Record<string, string | number | boolean>>;

const longestText = 300;

/** The facts of one exchange that help a person, without secrets. */
export function exchangeDetails(exchange: Exchange, redact: (text: string) => string): Details {
  return exchange.kind === 'fault' ? faultDetails(exchange) : replyDetails(exchange, redact);
}

function faultDetails(fault: Fault): Details {
  return {
    ...(fault.code === undefined ? {} : { code: fault.code }),
    ...(fault.proxy === undefined ? {} : { proxy: fault.proxy }),
    ...(fault.proxyStatus === undefined ? {} : { proxyStatus: fault.proxyStatus }),
    ...certificateProblem(fault),
    ...(fault.cause === 'nameNotFound' ? { nameNotFound: true } : {}),
    ...(fault.cause === 'timeout' ? { timedOut: true } : {}),
  };
}

function certificateProblem(fault: Fault): Details {
  switch (fault.cause) {
    case 'certificateExpired':
      return { certificateProblem: 'expired' };
    case 'certificateUntrusted':
      return { certificateProblem: 'untrusted' };
    case 'certificateName':
      return { certificateProblem: 'wrongName' };
    default:
      return {};
  }
}

function replyDetails(reply: Reply, redact: (text: string) => string): Details {
  const short = (text: string): string => redact(text).slice(0, longestText);
  const words = koreMessage(reply);
  const executionType = jsonObject(reply)?.campaignExecutionType;
  const waitMs = retryAfterMs(reply.retryAfter, reply.endedAtMs);
  const aheadMs = clockAheadMs(reply);
  const redirectedTo = whereTo(reply);
  return {
    ...(words === undefined ? {} : { koreMessage: short(words) }),
    ...(typeof executionType === 'string' ? { campaignExecutionType: short(executionType) } : {}),
    ...(waitMs === undefined
      ? {}
      : { retryAfterMs: waitMs, retryAt: new Date(reply.endedAtMs + waitMs).toISOString() }),
    ...(aheadMs === undefined || Math.abs(aheadMs) <= worryingSkewMs ? {} : { clockAheadMs: Math.round(aheadMs) }),
    ...(redirectedTo === undefined ? {} : { redirectedTo: short(redirectedTo) }),
    ...(isSuccess(reply.status) && reply.contentType !== undefined ? { contentType: short(reply.contentType) } : {}),
  };
}

/** Origin and path of a redirect, without query: that can carry a session or a copy of the token. */
function whereTo(reply: Reply): string | undefined {
  if (reply.status < 300 || reply.status > 399 || reply.location === undefined) return undefined;
  if (!URL.canParse(reply.location)) return reply.location.split(/[?#]/)[0];
  const url = new URL(reply.location);
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** `updatedAt` of a stop reply, as Kore sent it. */
export function replyFacts(exchange: Exchange, redact: (text: string) => string): { updatedAt?: string } {
  if (exchange.kind !== 'reply') return {};
  const updatedAt = jsonObject(exchange)?.updatedAt;
  return typeof updatedAt === 'string' ? { updatedAt: redact(updatedAt).slice(0, longestText) } : {};
}
