import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Agent, ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

import nodeFetch from 'node-fetch';

import { ProxyError } from './proxyError.ts';
import type { ConnectionWatch, Fetch } from './transport.ts';

/** What became of the connection of one request. */
interface Connection {
  socket?: Socket;
  /** `host:port`, where VS Code leads the request through a proxy. */
  proxy?: string;
  /** Why no connection came about through it. */
  proxyFailure?: { readonly code?: string };
}

/**
 * node-fetch, with an eye on the connection that its answer comes from. VS Code puts an agent of its own under every
 * request, and two things of it do not show in a response or in an error:
 *
 * - What a proxy answers to CONNECT, in clear and unproved, it hands on as the host's answer. A proxy could say
 *   `Stopped` with it; and a request that never left would count as one that did.
 * - That a proxy cannot be reached comes as an error with nothing but a text.
 *
 * And where a person has switched Node's checks off (`NODE_TLS_REJECT_UNAUTHORIZED`), a token would go to whoever
 * answers: a certificate that does not hold ends the request here all the same, before a byte of it leaves.
 */
export const guardedFetch: Fetch = guardedFetchBy(() => undefined);

/** The same on the way that an agent leads to each address; Node's own where it names none. */
export function guardedFetchBy(agentFor: (url: string) => Agent | undefined): Fetch {
  return (url, init) => fetchGuarded(url, init, agentFor(url));
}

async function fetchGuarded(url: string, init: Parameters<Fetch>[1], agent: Agent | undefined): ReturnType<Fetch> {
  const connection: Connection = {};
  const watch = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    watchRequest(request, connection);
    if (init.connection !== undefined) watchStanding(request, init.connection, url.startsWith('https:'));
  };
  // node-fetch makes its request before it returns, so that no other can be taken for it.
  subscribe(requestCreated, watch);
  const answer = nodeFetch(url, agent === undefined ? init : { ...init, agent });
  unsubscribe(requestCreated, watch);
  /** What was said, if anything was, did not come from the host: TLS never stood, and nothing was written. */
  const isInClear = (): boolean =>
    url.startsWith('https:') && connection.socket !== undefined && !isEncrypted(connection.socket);
  const response = await answer.catch((error: unknown) => {
    throw connection.proxyFailure !== undefined || isInClear() ? new ProxyError(connection) : error;
  });
  if (isInClear()) throw new ProxyError({ ...connection, status: response.status });
  return response;
}

/** Node tells it since 22.12, and VS Code brings a later one; without it nothing is guarded, and nothing is changed. */
const requestCreated = 'http.client.request.created';

function watchRequest(request: ClientRequest, connection: Connection): void {
  request.once('socket', (socket) => {
    connection.socket = socket;
    if (isEncrypted(socket)) refuseUnproved(request, socket);
  });
  // An event of VS Code's agent: `proxy` is `DIRECT` or a kind, a space and the address, with or without a sign-in.
  request.on('proxy', ({ proxy, error }: { proxy?: unknown; error?: unknown }) => {
    const address = typeof proxy === 'string' ? /^[A-Z0-9]+ (?:.*@)?([^\s@]+)$/i.exec(proxy)?.[1] : undefined;
    if (address !== undefined) connection.proxy = address;
    if (error !== undefined) connection.proxyFailure = codeOf(error);
  });
}

/**
 * Node keeps the bytes of a request back until its socket is connected, and those of one over TLS until the handshake
 * has ended; so none has left before these events.
 */
function watchStanding(request: ClientRequest, watch: ConnectionWatch, overTls: boolean): void {
  watch.stands = false;
  const stand = (): void => {
    watch.stands = true;
  };
  request.once('socket', (socket) => {
    // Here a proxy says something in clear; it takes nothing.
    if (overTls && !isEncrypted(socket)) return;
    if (isShakingHands(socket)) socket.once('secureConnect', stand);
    else if (!overTls && socket.connecting) socket.once('connect', stand);
    else stand();
  });
}

function isShakingHands(socket: Socket): boolean {
  return 'secureConnecting' in socket && socket.secureConnecting === true;
}

function isEncrypted(socket: Socket): socket is TLSSocket {
  return 'encrypted' in socket && socket.encrypted === true;
}

/** What waits to be written leaves only after the listeners of `secureConnect`. */
function refuseUnproved(request: ClientRequest, socket: TLSSocket): void {
  const check = (): void => {
    if (socket.authorized) return;
    // Node's types have an Error; it is that error's code.
    const code = String(socket.authorizationError);
    request.destroy(Object.assign(new Error('The certificate does not hold.'), { code }));
  };
  if (isShakingHands(socket)) socket.once('secureConnect', check);
  else check();
}

function codeOf(error: unknown): { readonly code?: string } {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? { code } : {};
}
