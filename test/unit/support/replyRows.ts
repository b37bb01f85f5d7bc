import { gzipSync } from 'node:zlib';

import { raw, rawThenEnd, rawThenReset, reply, reset } from './answers.ts';
import type { Answer } from './recorder.ts';

export const rateText = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";

/** A whole JSON reply that says Stopped, in an encoding that nobody asked for. */
export function encoded(encoding: string, body: Buffer = gzipSync('{"status":"Stopped"}')): Answer {
  return (_request, socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n\r\n`);
    socket.write(body);
  };
}

type ReplyRow = readonly [what: string, answer: Answer, verdict: string, reason: string, requests?: number];

/** What a stop comes to after each answer that is not Stopped, when nothing can be read. */
export const replyRows: readonly ReplyRow[] = [
  ['200 with a web page', reply(200, '<html>Sign in</html>', { 'Content-Type': 'text/html' }), 'unknown', 'badReply'],
  ['200 with nothing', reply(200, ''), 'unknown', 'badReply'],
  ['204', raw('HTTP/1.1 204 No Content\r\n\r\n'), 'unknown', 'badReply'],
  ['200 with null', reply(200, 'null'), 'unknown', 'badReply'],
  ['200 with a list', reply(200, '[{"status":"Stopped"}]'), 'unknown', 'badReply'],
  ['200 with a text', reply(200, '"Stopped"'), 'unknown', 'badReply'],
  ['200 with a number', reply(200, '200'), 'unknown', 'badReply'],
  ['200 with cut JSON', reply(200, '{"status":"Stopped"'), 'unknown', 'badReply'],
  ['200 with gzip', encoded('gzip'), 'unknown', 'badReply'],
  ['200 with another encoding', encoded('br'), 'unknown', 'badReply'],
  ['200 with a gzip bomb', encoded('gzip', gzipSync(Buffer.alloc(20_000_000, 32))), 'unknown', 'badReply'],
  ['200 with an errors member', reply(200, { status: 'success', errors: [{ msg: 'no' }] }), 'unknown', 'refused'],
  ['200 with status failure', reply(200, { status: 'failure' }), 'unknown', 'refused'],
  ['200 with stopped', reply(200, { status: 'stopped' }), 'accepted', 'notConfirmed'],
  ['200 with STOPPED', reply(200, { status: 'STOPPED' }), 'accepted', 'notConfirmed'],
  [
    '200 with keys twice, the last one another',
    reply(200, '{"status":"Stopped","status":"Active"}'),
    'accepted',
    'notConfirmed',
  ],
  ['202 with an object', reply(202, {}), 'accepted', 'notConfirmed'],
  ['400', reply(400, { status: 'Stopped' }), 'notStopped', 'refused'],
  ['401', reply(401), 'notStopped', 'unauthorized'],
  ['403', reply(403), 'notStopped', 'forbidden'],
  ['404', reply(404), 'notStopped', 'notFound'],
  ['407', reply(407), 'notStopped', 'proxy'],
  ['408', reply(408), 'unknown', 'serverError', 3],
  ['409', reply(409), 'notStopped', 'refused'],
  ['425', reply(425), 'notStopped', 'serverError', 3],
  ['429', reply(429), 'notStopped', 'rateLimited', 4],
  ['429 with Stopped', reply(429, { status: 'Stopped' }), 'notStopped', 'rateLimited', 4],
  ['the rate limit’s text with 200', reply(200, { message: rateText }), 'notStopped', 'rateLimited', 4],
  ['the rate limit’s text with 403', reply(403, rateText), 'notStopped', 'rateLimited', 4],
  ['the rate limit’s text with 500', reply(500, rateText), 'notStopped', 'rateLimited', 4],
  ['500', reply(500), 'unknown', 'serverError', 3],
  ['502', reply(502), 'unknown', 'serverError', 3],
  ['503', reply(503), 'unknown', 'serverError', 3],
  ['504', reply(504), 'unknown', 'serverError', 3],
  ['600', reply(600, { status: 'Stopped' }), 'unknown', 'badReply'],
];

const json = '{"status":"Stopped"}';
export const headOfReply = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

/** Replies that end before they are whole. */
export const brokenReplies: readonly (readonly [what: string, answer: Answer])[] = [
  ['a reset before the headers', reset],
  ['an end before the headers', rawThenEnd('')],
  ['a reset in the headers', rawThenReset(headOfReply)],
  ['an end in the headers', rawThenEnd(headOfReply)],
  ['a reset in the body', rawThenReset(`${headOfReply}Content-Length: 20\r\n\r\n{"status":`)],
  ['a reset after a body that is longer than it came', rawThenReset(`${headOfReply}Content-Length: 21\r\n\r\n${json}`)],
  ['a Content-Length longer than the body', rawThenEnd(`${headOfReply}Content-Length: 21\r\n\r\n${json}`)],
  ['chunks without their end', rawThenEnd(`${headOfReply}Transfer-Encoding: chunked\r\n\r\n14\r\n${json}\r\n`)],
  [
    'a reset after chunks without their end',
    rawThenReset(`${headOfReply}Transfer-Encoding: chunked\r\n\r\n14\r\n${json}\r\n`),
  ],
  ['bytes that are no HTTP', rawThenEnd('220 smtp.example ESMTP\r\n')],
  ['headers larger than any', rawThenEnd(`${headOfReply}X: ${'x'.repeat(100_000)}\r\n\r\n${json}`)],
  ['two lengths that differ', rawThenEnd(`${headOfReply}Content-Length: 20\r\nContent-Length: 2\r\n\r\n${json}`)],
];

/** How a reply begins that then says nothing more, and does not end either; empty where it never begins. */
export const endlessReplies: readonly (readonly [what: string, start: string])[] = [
  ['silence', ''],
  ['headers and then silence', `${headOfReply}Content-Length: 20\r\n\r\n`],
  ['half a body and then silence', `${headOfReply}Content-Length: 20\r\n\r\n{"status":`],
  ['a whole body whose end never comes', `${headOfReply}Transfer-Encoding: chunked\r\n\r\n14\r\n${json}\r\n`],
  ['101', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'],
  ['informational replies only', 'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n'],
];
