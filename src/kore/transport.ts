import { leadsWhereMeant, type KoreRequest } from './endpoints.ts';
import { ProxyError } from './proxyError.ts';

/** What is needed of `fetch`; node-fetch is the real one. */
export type Fetch = (
  url: string,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: string;
    signal: AbortSignal;
    redirect: 'manual';
    compress: boolean;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<unknown> | null;
}>;

export interface TransportPorts {
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A complete reply. Header values are as they came. */
export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  readonly body: ReplyBody;
  readonly retryAfter?: string;
  readonly date?: string;
  readonly contentType?: string;
  readonly location?: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export type ReplyBody =
  | { readonly kind: 'text'; readonly text: string; readonly bytes: number }
  /** Cut by us at `maxBodyBytes`. */
  | { readonly kind: 'oversized' }
  /** Encoded although it was asked for unencoded; not read. */
  | { readonly kind: 'encoded' };

/** No complete reply. `sent` is `no` only where it is proved that no byte of the request left. */
export interface Fault {
  readonly kind: 'fault';
  readonly sent: 'no' | 'unknown';
  readonly cause: FaultCause;
  /** The system's code, such as `ECONNREFUSED`, for the log. */
  readonly code?: string;
  /** `host:port` of the proxy that the request was kept by. */
  readonly proxy?: string;
  /** What that proxy answered. */
  readonly proxyStatus?: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export type FaultCause =
  | 'badUrl'
  | 'nameNotFound'
  | 'connectionRefused'
  | 'unreachable'
  /** The proxy could not be asked, or gave no answer that can be read. */
  | 'proxyUnreachable'
  /** The proxy could not reach the host: it answered 5xx. */
  | 'proxyFailed'
  /** The proxy did not let us through. */
  | 'proxyRefused'
  | 'tls'
  | 'certificateExpired'
  | 'certificateUntrusted'
  | 'certificateName'
  | 'timeout'
  | 'cut'
  | 'cancelled';

export type Exchange = Reply | Fault;

export interface ExchangeOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export const maxBodyBytes = 1024 * 1024;

/**
 * Sends one request and reads its whole reply, at most `maxBodyBytes`, within `timeoutMs`. Follows no redirect,
 * asks for no encoding, never rejects.
 */
export async function exchange(
  request: KoreRequest,
  authToken: string,
  ports: TransportPorts,
  options: ExchangeOptions,
): Promise<Exchange> {
  const startedAtMs = ports.now();
  const ended = (sent: Fault['sent'], cause: FaultCause, facts: FaultFacts = {}): Fault => ({
    kind: 'fault',
    sent,
    cause,
    ...facts,
    startedAtMs,
    endedAtMs: ports.now(),
  });
  if (!leadsWhereMeant(request)) return ended('no', 'badUrl');
  // node-fetch throws past its caller when it is given an aborted signal together with a body.
  if (options.signal?.aborted === true) return ended('no', 'cancelled');

  const abort = new AbortController();
  const clock = new AbortController();
  const cancelled = new Promise<Fault>((resolve) => {
    options.signal?.addEventListener('abort', () => resolve(ended('unknown', 'cancelled')), { signal: clock.signal });
  });
  const timedOut = ports.sleep(options.timeoutMs, clock.signal).then(
    () => ended('unknown', 'timeout'),
    () => new Promise<Fault>(() => undefined),
  );
  const replied = converse(request, authToken, ports, abort.signal, startedAtMs).catch((error: unknown) => {
    const { sent, cause, ...facts } = readError(error);
    return ended(sent, cause, facts);
  });
  try {
    return await Promise.race([replied, timedOut, cancelled]);
  } finally {
    clock.abort();
    abort.abort();
  }
}

async function converse(
  request: KoreRequest,
  authToken: string,
  ports: TransportPorts,
  signal: AbortSignal,
  startedAtMs: number,
): Promise<Reply> {
  const response = await ports.fetch(request.origin + request.target, {
    method: request.method,
    headers: { auth: authToken, ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
    signal,
    redirect: 'manual',
    compress: false,
  });
  const encoding = response.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  const body: ReplyBody = encoding === 'identity' ? await readBody(response.body) : { kind: 'encoded' };
  const header = <K extends string>(key: K, name: string): Partial<Record<K, string>> => {
    const value = response.headers.get(name);
    return value === null ? {} : ({ [key]: value } as Partial<Record<K, string>>);
  };
  return {
    kind: 'reply',
    status: response.status,
    body,
    ...header('retryAfter', 'retry-after'),
    ...header('date', 'date'),
    ...header('contentType', 'content-type'),
    ...header('location', 'location'),
    startedAtMs,
    endedAtMs: ports.now(),
  };
}

async function readBody(body: AsyncIterable<unknown> | null): Promise<ReplyBody> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes) return { kind: 'oversized' };
    chunks.push(chunk);
  }
  return { kind: 'text', text: new TextDecoder().decode(Buffer.concat(chunks)), bytes };
}

const certificateCauses: Readonly<Record<string, FaultCause>> = {
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateExpired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateName',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateUntrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateUntrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateUntrusted',
  CERT_UNTRUSTED: 'certificateUntrusted',
  CERT_SIGNATURE_FAILURE: 'certificateUntrusted',
  CERT_REVOKED: 'certificateUntrusted',
  INVALID_CA: 'certificateUntrusted',
};

/** Codes that a connection can only fail with before it stands. */
const connectCauses: Readonly<Record<string, FaultCause>> = {
  ENOTFOUND: 'nameNotFound',
  EAI_AGAIN: 'nameNotFound',
  ECONNREFUSED: 'connectionRefused',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'unreachable',
};

/** Codes that prove it only with no system call named (several addresses were tried): a read names its own. */
const unreachableCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ENETDOWN', 'EHOSTDOWN']);

/** What the TLS library says when a handshake cannot be ended, with spaces for underscores. */
const handshakeFailure =
  /:(?:wrong version number|unsupported protocol|no protocols available|packet length too long|ssl\/tls alert handshake failure|sslv3 alert handshake failure|tlsv1 alert protocol version|tlsv1 unrecognized name):/i;

type FaultFacts = Pick<Fault, 'code' | 'proxy' | 'proxyStatus'>;

function readError(error: unknown): Pick<Fault, 'sent' | 'cause'> & FaultFacts {
  if (error instanceof ProxyError) return readProxyError(error);
  const { code, erroredSysCall, message } = errorFacts(error);
  if (code === undefined) return { sent: 'unknown', cause: 'cut' };
  const certificate = certificateCauses[code];
  if (certificate !== undefined) return { sent: 'no', cause: certificate, code };
  const connect = connectCauses[code];
  if (connect !== undefined) return { sent: 'no', cause: connect, code };
  const connecting = erroredSysCall === 'connect' || (erroredSysCall === undefined && unreachableCodes.has(code));
  if (connecting) return { sent: 'no', cause: 'unreachable', code };
  if (endedInHandshake(code, message, erroredSysCall)) return { sent: 'no', cause: 'tls', code };
  return { sent: 'unknown', cause: 'cut', code };
}

function readProxyError({ code, proxy, status }: ProxyError): Pick<Fault, 'sent' | 'cause'> & FaultFacts {
  const named = { ...(code === undefined ? {} : { code }), ...(proxy === undefined ? {} : { proxy }) };
  if (status === undefined) return { sent: 'no', cause: 'proxyUnreachable', ...named };
  const cause = status >= 500 && status <= 599 ? 'proxyFailed' : 'proxyRefused';
  return { sent: 'no', cause, ...named, proxyStatus: status };
}

/**
 * True where the text proves that TLS never stood; node-fetch passes on no more than code and text. `write EPROTO`
 * tells that the request was still waiting. Without it the same TLS errors can come in the answer to a request that
 * was sent, from a device on the way, so they prove nothing.
 */
function endedInHandshake(code: string, message: string, erroredSysCall: string | undefined): boolean {
  if (code === 'ECONNRESET') return message.includes('before secure TLS connection was established');
  return code === 'EPROTO' && erroredSysCall === 'write' && handshakeFailure.test(message.replaceAll('_', ' '));
}

function errorFacts(error: unknown): { code?: string; erroredSysCall?: string; message: string } {
  if (!(error instanceof Error)) return { message: '' };
  const { code, erroredSysCall } = error as { code?: unknown; erroredSysCall?: unknown };
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof erroredSysCall === 'string' ? { erroredSysCall } : {}),
    message: error.message,
  };
}
