import { Readable } from 'node:stream';

import { leadsWhereMeant, type PostRequest } from './endpoints.ts';
import { beginRequest, type Exchange, type ExchangeOptions, type TransportPorts } from './transport.ts';

export interface ReleaseOptions extends ExchangeOptions {
  /** Called right before it leaves; not where it cannot leave any more. */
  readonly onHandedOver?: () => void;
}

/** A request whose connection is made and that waits for a word to leave. No byte of it has left. */
export interface HeldExchange {
  /** Resolves when it cannot leave any more: it was dropped, its connection was lost, or someone answered too early. */
  readonly over: Promise<void>;
  /**
   * Lets it leave; from then on it is an exchange as any other, and its time counts from now. `undefined` when it cannot
   * leave any more, and nothing has left.
   */
  release(options: ReleaseOptions): Promise<Exchange> | undefined;
  /** Closes its connection without a byte of it, unless it was released. */
  drop(): void;
}

/**
 * Hands a request to `fetch` with a body that gives nothing yet. Node's `http` writes the first byte of a request with
 * the first byte of its body, so that the proxy is asked, the connection made and the certificate proved by then. A
 * fetch that looks at the body first may take less of that away from the wait after the release; it sends the same.
 */
export function holdExchange(request: PostRequest, authToken: string, ports: TransportPorts): HeldExchange | undefined {
  if (!leadsWhereMeant(request)) return undefined;
  const body = new Readable({ read: () => undefined });
  // One that a fetch has not taken to itself must not end the process when it is dropped.
  body.on('error', () => undefined);
  const begun = beginRequest(request, authToken, ports, body);
  let state: 'held' | 'released' | 'over' = 'held';
  const drop = (): void => {
    if (state !== 'held') return;
    state = 'over';
    begun.drop();
  };
  return {
    // What is said before the request has left is no answer to it.
    over: begun.answered.then(drop),
    release: (options) => {
      const isCancelled = (): boolean => options.signal?.aborted === true;
      if (state !== 'held' || isCancelled()) return undefined;
      options.onHandedOver?.();
      // Who hears of it can cancel it still.
      if (isCancelled()) return undefined;
      state = 'released';
      const ended = begun.end(options);
      body.push(request.body);
      body.push(null);
      return ended;
    },
    drop,
  };
}
