import type { FieldProblem } from '../streams/fields.ts';
import type { Access } from './access.ts';
import type { KoreRequest, Target } from './endpoints.ts';
import { isRateLimited } from './failure.ts';
import { freshToken } from './freshToken.ts';
import type { HeldCall, Released } from './heldCall.ts';
import { redact } from './redact.ts';
import { retryAfterMs } from './retryAfter.ts';
import { exchange, type Exchange, type ExchangeOptions, type TransportPorts } from './transport.ts';

/** The part of VS Code's LogOutputChannel that the core needs. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
}

/** Lanes of the account's 60 requests a minute, the most urgent first; `bulk` is all that stops many at once. */
export type Lane = 'stop' | 'bulk' | 'confirm' | 'list';

/** Counts an account's requests. A stop is counted and never delayed. `account` is what `accountOf` says. */
export interface RateBudget {
  /**
   * Resolves when the request may go; rejects when the signal aborts. `onHeld` is told where it has to wait: at least
   * until then, in milliseconds since 1970.
   */
  take(account: string, lane: Lane, signal?: AbortSignal, onHeld?: (untilMs: number) => void): Promise<void>;
  /** Tells of a stop that is about to leave, so that nothing less urgent leaves before it. */
  announceStop?(account: string): StopNotice;
  /** Kore refused a request for its rate limit; `retryAfterMs` from now, where it said until when. */
  refused?(account: string, retryAfterMs?: number): void;
}

/** A stop request that is about to leave. Both can be called at any time and more than once. */
export interface StopNotice {
  /** It was handed to the network. */
  readonly handedOver: () => void;
  /** Its exchange has ended, or it will not be sent. */
  readonly end: () => void;
}

/** What a call to Kore needs of the outside. */
export interface KorePorts extends TransportPorts {
  readonly budget?: RateBudget;
  readonly log?: Log;
  /** A fresh `jti`. */
  newTokenId(): string;
  /** How long the next token holds; asked for each request. Default 300. */
  readonly tokenLifetimeSeconds?: () => number;
  /** Takes the secrets that are known out of a text of a reply. The call's own token is taken out in any case. */
  readonly clean?: (text: string) => string;
}

export interface CallOptions extends ExchangeOptions {
  /** In place of the call's usual lane: what nobody waits for reads as `list`. `counted`: the budget let it go before. */
  readonly lane?: Lane | 'counted';
  /** Called when the rate budget lets it wait: at least until then, in milliseconds since 1970. */
  readonly onHeld?: (untilMs: number) => void;
  /** What may be ready to leave in place of a request that is made anew. It is used up by this call in any case. */
  readonly held?: HeldCall | undefined;
  /** The request leaves after it; it is signed meanwhile. */
  readonly leavesAfter?: Promise<void>;
  /** Called right before the request is handed to the network. */
  readonly onHandedOver?: () => void;
}

export interface CallResult {
  readonly exchange: Exchange;
  /** Takes out of a text of the reply its own token and every secret that is known: before it is cut or made plain. */
  readonly redact: (text: string) => string;
}

const laneOfCall: Readonly<Record<KoreRequest['call'], Lane>> = {
  stop: 'stop',
  status: 'confirm',
  list: 'list',
  get: 'confirm',
  schedule: 'confirm',
};

/** The account as the rate budget knows it. */
export function accountOf({ origin, accountId }: Target): string {
  return `${origin} ${accountId}`;
}

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
  const account = accountOf(access.target);
  const lane = options.lane ?? laneOfCall[request.call];
  const taken =
    lane === 'counted'
      ? undefined
      : ports.budget?.take(account, lane, options.signal, options.onHeld).catch(() => undefined);
  // A stop is counted and waits for nobody. The others are signed when they may go: a token does not live long.
  if (lane !== 'stop') await taken;
  const sent = (await release(request, access, options)) ?? (await signAndSend(request, access, ports, options));
  if ('problem' in sent) return sent;
  const done = await sent.exchange;
  if (done.kind === 'reply' && isRateLimited(done)) {
    ports.budget?.refused?.(account, retryAfterMs(done.retryAfter, done.endedAtMs));
  }
  ports.log?.info(logLine(request, done));
  const clean = ports.clean ?? ((text: string): string => text);
  return { exchange: done, redact: (text) => redact(clean(text), [sent.token]) };
}

async function release(request: KoreRequest, access: Access, options: CallOptions): Promise<Released | undefined> {
  const letGo = options.held?.releaseOf(request, access);
  if (letGo === undefined) return undefined;
  await options.leavesAfter;
  return letGo(options);
}

async function signAndSend(
  request: KoreRequest,
  access: Access,
  ports: KorePorts,
  options: CallOptions,
): Promise<Released | { readonly problem: FieldProblem }> {
  const token = await freshToken(access.credential, ports);
  if (!token.ok) return { problem: token.problem };
  await options.leavesAfter;
  options.onHandedOver?.();
  return { token: token.value, exchange: exchange(request, token.value, ports, options) };
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
