import type { ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';

import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';

import { guardedFetchBy } from '../kore/guardedFetch.ts';
import { ProxyError } from '../kore/proxyError.ts';
import type { Fetch } from '../kore/transport.ts';
import { isLoopback } from '../streams/fields.ts';
import { WrongUse } from './wrongUse.ts';

/** Whatever the environment says: a certificate that does not hold is never taken. */
const holding = { rejectUnauthorized: true } as const;

/** A fetch that takes the way which `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` name, as curl does. */
export function environmentFetch(env: Readonly<Record<string, string | undefined>>): Fetch {
  const direct = new HttpsAgent({ ...holding, keepAlive: true });
  return async (url, init) => {
    if (!url.startsWith('https:')) return guardedFetchBy(() => undefined)(url, init);
    const proxy = proxyFor(url, env);
    if (proxy === undefined) return guardedFetchBy(() => direct)(url, init);
    // One for each request: it keeps why that one did not come through.
    const tunnel = new Tunnel(proxy, holding);
    return guardedFetchBy(() => tunnel)(url, init).catch((error: unknown) => {
      throw tunnel.failure ?? error;
    });
  };
}

/** The proxy for an address; undefined where none is named. Refuses one that cannot be used. */
export function proxyFor(url: string, env: Readonly<Record<string, string | undefined>>): URL | undefined {
  if (isLoopback(new URL(url).hostname)) return undefined;
  const found = getProxyForUrl(url);
  if (found === '') return undefined;
  // The library puts the address's own scheme before a proxy that has none; curl, and everybody, means http.
  const named = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'].map((name) => env[name]);
  const text = named.includes(found) ? found : found.replace(/^https:/, 'http:');
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy === undefined || proxy.hostname === '') {
    throw new WrongUse(
      'The proxy in HTTPS_PROXY or ALL_PROXY is not an address such as http://proxy.example.com:8080.',
    );
  }
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:') {
    throw new WrongUse(
      `The proxy in HTTPS_PROXY or ALL_PROXY is of a kind (${proxy.protocol.replace(':', '')}) that cannot be used: http and https can.`,
    );
  }
  return proxy;
}

/** The proxy as it is told: without the name and the password in it. */
export function proxyLabel({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
}

/**
 * A way through a proxy that hands on nothing but the host's own answers. The library gives what a proxy says in place
 * of opening the way, in clear and unproved, as if the host had said it: a proxy could say `Stopped` so.
 */
class Tunnel extends HttpsProxyAgent<string> {
  failure?: ProxyError;

  override async connect(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<string>['connect']>[1],
  ): Promise<Socket> {
    let status: number | undefined;
    request.once('proxyConnect', (reply: { readonly statusCode?: number }) => {
      status = reply.statusCode;
    });
    const proxy = proxyLabel(this.proxy);
    const socket = await super.connect(request, options).catch((error: unknown) => {
      throw this.fail(new ProxyError({ proxy, proxyFailure: codeOf(error) }));
    });
    if (status === 200) return socket;
    socket.destroy();
    throw this.fail(new ProxyError({ proxy, ...(status === undefined ? {} : { status }) }));
  }

  private fail(error: ProxyError): ProxyError {
    this.failure = error;
    return error;
  }
}

function codeOf(error: unknown): { readonly code?: string } {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? { code } : {};
}
