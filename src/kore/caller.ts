import type { FieldProblem } from '../streams/fields.ts';
import type { Access } from './access.ts';
import type { KoreRequest } from './endpoints.ts';
import { redact } from './redact.ts';
import { makeAuthToken } from './token.ts';
import { defaultTokenLifetimeSeconds } from './tokenLifetime.ts';
import { exchange, type Exchange, type ExchangeOptions, type TransportPorts } from './transport.ts';

/** The part of VS Code's LogOutputChannel that the core needs. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
}

/** Lanes of the account's 60 requests a minute, the most urgent first. */
export type Lane = 'stop' | 'confirm' | 'list';

/** Counts an account's requests. A stop is counted and never delayed. */
export interface RateBudget {
  /** Resolves when the request may go; rejects when the signal aborts. `account` is origin and account id. */
  take(account: string, lane: Lane, signal?: AbortSignal): Promise<void>;
}

/** What a call to Kore needs of the outside. */
export interface KorePorts extends TransportPorts {
  readonly budget?: RateBudget;
  readonly log?: Log;
  /** A fresh `jti`. */
  newTokenId(): string;
  /** How long the next token holds; asked for each request. Default 300. */
  readonly tokenLifetimeSeconds?: () => number;
}

export interface CallOptions extends ExchangeOptions {
  /** In place of the call's usual lane: what nobody waits for reads as `list`. */
  readonly lane?: Lane;
}

export interface CallResult {
  readonly exchange: Exchange;
  /** Takes out of a text what this call's reply may have echoed. */
  readonly redact: (text: string) => string;
}

const laneOfCall: Readonly<Record<KoreRequest['call'], Lane>> = {
  stop: 'stop',
  status: 'confirm',
  list: 'list',
  get: 'confirm',
  schedule: 'confirm',
};

/**
 * Sends one request with a fresh token and logs it as one line without secrets. Returns the field problem when the
 * credential cannot sign; rejects for nothing but a bug.
 */
export async function callKore(
  request: KoreRequest,
  access: Access,
  ports: KorePorts,
  options: CallOptions,
): Promise<CallResult | { readonly problem: FieldProblem }> {
  const token = await makeAuthToken(access.credential, {
    nowMs: ports.now(),
    lifetimeSeconds: ports.tokenLifetimeSeconds?.() ?? defaultTokenLifetimeSeconds,
    tokenId: ports.newTokenId(),
  });
  if (!token.ok) return { problem: token.problem };
  await ports.budget
    ?.take(`${request.origin} ${access.target.accountId}`, options.lane ?? laneOfCall[request.call], options.signal)
    .catch(() => undefined);
  const done = await exchange(request, token.value, ports, options);
  ports.log?.info(logLine(request, done));
  return { exchange: done, redact: (text) => redact(text, [token.value]) };
}

/** Method, URL, status, duration and size: never a header, never a body. */
function logLine(request: KoreRequest, done: Exchange): string {
  const end = `${Math.round(done.endedAtMs - done.startedAtMs)} ms`;
  const what = `${request.method} ${request.origin}${request.target}`;
  if (done.kind === 'fault') {
    const sent = done.sent === 'no' ? 'nothing sent' : 'no complete reply';
    const why = [done.cause, done.code, done.proxy, done.proxyStatus].filter((one) => one !== undefined);
    return `${what}: ${sent} (${why.join(', ')}), ${end}`;
  }
  const size = done.body.kind === 'text' ? `${done.body.bytes} bytes` : done.body.kind;
  return `${what}: ${done.status}, ${end}, ${size}`;
}
