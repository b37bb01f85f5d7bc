import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Reply } from './reply.ts';

/** One request and the way back to its caller. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Writes status and headers, with the simulator's own clock in `Date`, and records the status. */
  readonly writeHead: (status: number, headers: OutgoingHttpHeaders) => void;
  /** Waits; rejects when the connection ends before. */
  readonly wait: (ms: number) => Promise<void>;
}

/** `onStatus` hears the status as it is written. */
export function createExchange(
  request: IncomingMessage,
  response: ServerResponse,
  now: () => number,
  onStatus: (status: number) => void,
): Exchange {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  return {
    request,
    response,
    writeHead(status, headers) {
      onStatus(status);
      response.writeHead(status, { date: new Date(now()).toUTCString(), ...headers });
    },
    wait: (ms) => delay(ms, undefined, { signal: gone.signal }),
  };
}

export const jsonType = 'application/json; charset=utf-8';

/** Sends a whole JSON answer. */
export function sendReply(
  { response, writeHead }: Exchange,
  { status, body }: Reply,
  headers: OutgoingHttpHeaders = {},
): void {
  const text = JSON.stringify(body);
  writeHead(status, { 'content-type': jsonType, 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

const maxRequestBytes = 1024 * 1024;

/** The request's body as text; undefined when it is over 1 MiB. Rejects when the caller goes away. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxRequestBytes) chunks.push(chunk);
  }
  return bytes <= maxRequestBytes ? Buffer.concat(chunks).toString('utf8') : undefined;
}
