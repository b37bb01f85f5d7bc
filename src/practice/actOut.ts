import type { OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { jsonType, sendReply, type Exchange } from './exchange.ts';
import type { Fault } from './fault.ts';
import { apiError, rateLimitText, type Reply } from './reply.ts';

const defaultHugeBytes = 64 * 1024 * 1024;
const chunkBytes = 64 * 1024;
/** Time for the first half to reach its reader: some systems drop unread bytes when a reset arrives. */
const beforeResetMs = 50;

/** Answers as the fault says; `carryOut` does what was asked for and gives the true answer. */
export async function actOut(fault: Fault, exchange: Exchange, carryOut: () => Promise<Reply>): Promise<void> {
  if ('takesEffect' in fault && fault.takesEffect) await carryOut();
  switch (fault.kind) {
    case 'answer':
      sendGiven(exchange, fault);
      return;
    case 'silence':
      return;
    case 'resetBeforeHeaders':
      exchange.response.socket?.resetAndDestroy();
      return;
    case 'redirect':
      exchange.writeHead(fault.status ?? 302, { location: fault.location, 'content-length': 0 });
      exchange.response.end();
      return;
    case 'switchingProtocols':
      exchange.writeHead(101, { connection: 'Upgrade', upgrade: 'practice' });
      exchange.response.flushHeaders();
      return;
    case 'rateLimited':
      sendRateLimited(exchange, fault);
      return;
    case 'echoToken':
      sendReply(exchange, apiError(fault.status ?? 401, `Invalid token ${String(exchange.request.headers.auth)}`));
      return;
    default:
      return distort(fault, exchange, await carryOut());
  }
}

type Of<Kind extends Fault['kind']> = Extract<Fault, { readonly kind: Kind }>;

type Distortion = Of<
  'slow' | 'headersThenSilence' | 'drip' | 'resetInBody' | 'lengthTooLong' | 'hugeBody' | 'gzip' | 'stopIgnored'
>;

async function distort(fault: Distortion, exchange: Exchange, reply: Reply): Promise<void> {
  switch (fault.kind) {
    case 'slow':
      await exchange.wait(fault.delayMs);
      sendReply(exchange, reply);
      return;
    case 'stopIgnored':
      sendReply(exchange, reply);
      return;
    case 'headersThenSilence':
      exchange.writeHead(reply.status, jsonHead(reply));
      exchange.response.flushHeaders();
      return;
    case 'drip':
      return drip(exchange, reply, fault.intervalMs);
    case 'resetInBody':
      return resetInBody(exchange, reply);
    case 'lengthTooLong':
      exchange.writeHead(reply.status, { ...jsonHead(reply, 100), connection: 'close' });
      exchange.response.end(JSON.stringify(reply.body));
      return;
    case 'hugeBody':
      exchange.writeHead(reply.status, { 'content-type': jsonType });
      return pipeline(Readable.from(padded(reply, fault.bytes ?? defaultHugeBytes)), exchange.response);
    case 'gzip':
      exchange.writeHead(reply.status, { 'content-type': jsonType, 'content-encoding': 'gzip' });
      return pipeline(Readable.from(padded(reply, fault.bytes ?? 0)), createGzip(), exchange.response);
  }
}

function jsonHead({ body }: Reply, beyond = 0): OutgoingHttpHeaders {
  return { 'content-type': jsonType, 'content-length': Buffer.byteLength(JSON.stringify(body)) + beyond };
}

function sendGiven(exchange: Exchange, { status, body, headers = {} }: Of<'answer'>): void {
  const text = body ?? JSON.stringify(apiError(status, 'Something went wrong.').body);
  // In one letter case, so that a given header replaces ours and does not stand beside it.
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  exchange.writeHead(status, { 'content-type': jsonType, ...given });
  exchange.response.end(text);
}

function sendRateLimited(exchange: Exchange, { status = 429, retryAfter }: Of<'rateLimited'>): void {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  sendReply(exchange, apiError(status, rateLimitText), headers);
}

async function drip(exchange: Exchange, reply: Reply, intervalMs: number): Promise<void> {
  exchange.writeHead(reply.status, jsonHead(reply));
  for (const byte of Buffer.from(JSON.stringify(reply.body))) {
    exchange.response.write(Buffer.of(byte));
    await exchange.wait(intervalMs);
  }
  exchange.response.end();
}

async function resetInBody(exchange: Exchange, reply: Reply): Promise<void> {
  const text = JSON.stringify(reply.body);
  exchange.writeHead(reply.status, jsonHead(reply));
  exchange.response.write(text.slice(0, text.length / 2));
  await exchange.wait(beforeResetMs);
  exchange.response.socket?.resetAndDestroy();
}

/** The answer with a long last member, in pieces: the simulator's memory stays flat. */
function* padded({ body }: Reply, bytes: number): Generator<Buffer> {
  const text = JSON.stringify(body);
  if (bytes === 0) {
    yield Buffer.from(text);
    return;
  }
  yield Buffer.from(`${text.slice(0, -1)},"padding":"`);
  const chunk = Buffer.alloc(chunkBytes, 'x');
  for (let left = bytes; left > 0; left -= chunkBytes) yield chunk.subarray(0, Math.min(left, chunkBytes));
  yield Buffer.from('"}');
}
