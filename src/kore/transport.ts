import type { Readable } from 'node:stream';

import { leadsWhereMeant, type KoreRequest } from './endpoints.ts';
import { readFault } from './readFault.ts';

interface FetchInit {
  method: string;
  headers: Record<string, string>;
  /** A stream for a request that is held: it gives nothing until the request may leave. */
  body?: string | Readable;
  signal: AbortSignal;
  redirect: 'manual';
  compress: boolean;
  /** Kept up to date by a `fetch` that sees its connection; any other leaves it as it is. */
  connection?: ConnectionWatch;
}

/** What is known of the connection of a request. */
export interface ConnectionWatch {
  /** False for as long as it is sure that no byte of a request can have left on it. Absent: not known. */
  stands?: boolean;
}

/** What is needed of `fetch`; node-fetch is the real one. */
export type Fetch = (
  url: string,
  init: FetchInit,
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
  const notBegun = (cause: FaultCause): Fault => {
    const atMs = ports.now();
    return { kind: 'fault', sent: 'no', cause, startedAtMs: atMs, endedAtMs: atMs };
  };
  if (!leadsWhereMeant(request)) return notBegun('badUrl');
  // node-fetch throws past its caller when it is given an aborted signal together with a body.
  if (options.signal?.aborted === true) return notBegun('cancelled');
  return beginRequest(request, authToken, ports).end(options);
}

/** A request that was handed to `fetch`. */
export interface BegunRequest {
  /** Resolves when an answer begins, or it has failed. */
  readonly answered: Promise<void>;
  /** Waits for its end, from now on and at most for `timeoutMs`; times are counted from now too. Once. */
  end(options: ExchangeOptions): Promise<Exchange>;
  /** Ends it unanswered. */
  drop(): void;
}

/** Begins one request; `held` is a body that is given later. Its target leads where it is meant to. */
export function beginRequest(
  request: KoreRequest,
  authToken: string,
  ports: TransportPorts,
  held?: Readable,
): BegunRequest {
  const abort = new AbortController();
  const connection: ConnectionWatch = {};
  let startedAtMs = ports.now();
  const fault = (facts: Omit<Fault, 'kind' | 'startedAtMs' | 'endedAtMs'>): Fault => ({
    kind: 'fault',
    ...facts,
    startedAtMs,
    endedAtMs: ports.now(),
  });
  const response = respond(request, authToken, ports, { signal: abort.signal, connection, held });
  const replied = response.then(readReply).then(
    (reply): Reply => ({ ...reply, startedAtMs, endedAtMs: ports.now() }),
    (error: unknown) => fault(readFault(error, connection.stands)),
  );
  const giveUp = (cause: 'timeout' | 'cancelled'): Fault => {
    const neverStood = connection.stands === false;
    abort.abort();
    if (!neverStood) return fault({ sent: 'unknown', cause });
    return fault({ sent: 'no', cause: cause === 'timeout' ? 'unreachable' : cause });
  };
  return {
    answered: response.then(
      () => undefined,
      () => undefined,
    ),
    end: async ({ timeoutMs, signal }) => {
      startedAtMs = ports.now();
      const clock = new AbortController();
      const cancelled = new Promise<Fault>((resolve) => {
        signal?.addEventListener('abort', () => resolve(giveUp('cancelled')), { signal: clock.signal });
      });
      const timedOut = ports.sleep(timeoutMs, clock.signal).then(
        () => giveUp('timeout'),
        () => new Promise<Fault>(() => undefined),
      );
      try {
        return await Promise.race([replied, timedOut, cancelled]);
      } finally {
        clock.abort();
        abort.abort();
      }
    },
    drop: () => abort.abort(),
  };
}

interface RespondOptions extends Required<Pick<FetchInit, 'signal' | 'connection'>> {
  readonly held: Readable | undefined;
}

// `async` so that a fetch that throws becomes one that rejects.
async function respond(
  request: KoreRequest,
  authToken: string,
  { fetch }: TransportPorts,
  { held, ...watching }: RespondOptions,
): ReturnType<Fetch> {
  const { origin, target, method, headers, body } = request;
  return fetch(origin + target, {
    method,
    // VS Code asks for the end of every connection that has no such word in its request.
    headers: {
      auth: authToken,
      ...headers,
      Connection: 'keep-alive',
      ...lengthOf(held === undefined ? undefined : body),
    },
    ...(body === undefined ? {} : { body: held ?? body }),
    ...watching,
    redirect: 'manual',
    compress: false,
  });
}

/** A body that comes later has a length that nobody can see. */
function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
}

async function readReply(response: Awaited<ReturnType<Fetch>>): Promise<Omit<Reply, 'startedAtMs' | 'endedAtMs'>> {
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
