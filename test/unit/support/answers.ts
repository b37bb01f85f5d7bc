import type { Socket } from 'node:net';

import type { Answer, SeenRequest } from './recorder.ts';

/** A whole HTTP reply; text goes as it is, anything else as JSON. */
export function reply(status: number, body: unknown = '', headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, socket) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const all = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} X\r\n${lines.join('')}\r\n${text}`);
  };
}

/** Bytes exactly as given, and then nothing more. */
export function raw(text: string): Answer {
  return (_request, socket) => void socket.write(text, 'latin1');
}

/** Bytes exactly as given, then an orderly end of the connection. */
export function rawThenEnd(text: string): Answer {
  return (_request, socket) => void socket.end(text, 'latin1');
}

/** Bytes exactly as given, then a reset once the client has had time to read them. */
export function rawThenReset(text: string): Answer {
  return (_request, socket) => {
    socket.write(text, 'latin1', () => setTimeout(() => socket.resetAndDestroy(), 20));
  };
}

export const silence: Answer = () => undefined;

export const reset: Answer = (_request, socket) => void socket.resetAndDestroy();

/** Kore's documented success. */
export const saysStopped: Answer = reply(200, {
  status: 'Stopped',
  message: 'Campaign Stopped',
  updatedAt: '2025-12-05T12:07:54.225Z',
  campaignExecutionType: 'NORMAL',
});

/** A Get Campaign Status reply for the campaign that was asked about. */
export function saysState(state: string): Answer {
  return (request, socket) => {
    const id = /\/campaign\/([^/]+)\/status\?/.exec(request.target)?.[1];
    reply(200, { status: 'success', data: { id, status: state, name: 'Checkout reminder' } })(request, socket);
  };
}

/** A Get All Campaigns reply without a row. */
export const listsNothing: Answer = reply(200, {
  status: 'success',
  data: { results: [], skip: 0, limit: 1, hasMore: false, totalPages: 0, totalResults: 0 },
});

export const isStop = (request: SeenRequest): boolean => request.target.includes('/trigger/');
export const isStatus = (request: SeenRequest): boolean => request.target.includes('view=status');

/** What a pretended Kore answers, call by call; of several answers each is used once and the last one stays. */
export interface Script {
  readonly stop?: Answer | readonly Answer[];
  readonly status?: Answer | readonly Answer[];
  readonly list?: Answer | readonly Answer[];
}

/** Answers each call by its script, and a call that has none with 404. */
export function kore(script: Script): Answer {
  const used = { stop: 0, status: 0, list: 0 };
  return (request: SeenRequest, socket: Socket) => {
    const call = isStop(request) ? 'stop' : isStatus(request) ? 'status' : 'list';
    const scripted = script[call] ?? reply(404);
    const answers = Array.isArray(scripted) ? (scripted as readonly Answer[]) : [scripted as Answer];
    const answer = answers[Math.min(used[call], answers.length - 1)];
    used[call] += 1;
    answer?.(request, socket);
  };
}
