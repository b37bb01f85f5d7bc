import { isDeepStrictEqual } from 'node:util';

import type { Access } from './access.ts';
import type { KorePorts } from './caller.ts';
import type { KoreRequest, PostRequest } from './endpoints.ts';
import { freshToken } from './freshToken.ts';
import { holdExchange, type HeldExchange, type ReleaseOptions } from './heldExchange.ts';
import type { Exchange } from './transport.ts';

/** So long one request is held; then another one, with a token of its own, takes its place. */
export const heldForMs = 20_000;
/** A question can stay on the screen for a night: so long it is worth a connection. */
const heldInAllMs = 300_000;
/** Before another one takes the place of one that was lost; twice as long each time. */
const firstRestMs = 1000;

type HoldPorts = Pick<KorePorts, 'fetch' | 'now' | 'sleep' | 'newTokenId' | 'tokenLifetimeSeconds'>;

/** A request that has left. */
export interface Released {
  readonly token: string;
  readonly exchange: Promise<Exchange>;
}

interface Held {
  readonly token: string;
  readonly exchange: HeldExchange;
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
}

/**
 * A call that is signed, connected and held until it is released or dropped: at most 20 s with one token and one
 * connection, then renewed. What goes wrong while it is held is told to nobody: it has sent nothing, and whoever wants to
 * release it then sends as if it had never been held.
 */
export class HeldCall {
  readonly #request: PostRequest;
  readonly #access: Access;
  readonly #ports: HoldPorts;
  #held: Held | undefined;
  #isOver = false;
  /** Ends the wait that goes on. */
  #wake = new AbortController();

  constructor(request: PostRequest, access: Access, ports: HoldPorts) {
    this.#request = request;
    this.#access = access;
    this.#ports = ports;
    this.#keepHeld().catch(() => this.drop());
  }

  /** Ends it without a byte of it, unless it was released. */
  drop(): void {
    this.#end();
    this.#held?.exchange.drop();
    this.#held = undefined;
  }

  /**
   * What lets it leave, once, for exactly this request with this credential; `undefined` for any other, which ends it.
   * It gives `undefined` when there is nothing to release: then nothing has left, and nothing will.
   */
  releaseOf(request: KoreRequest, access: Access): ((options: ReleaseOptions) => Released | undefined) | undefined {
    if (isDeepStrictEqual([request, access], [this.#request, this.#access])) return (options) => this.#release(options);
    this.drop();
    return undefined;
  }

  #release(options: ReleaseOptions): Released | undefined {
    const held = this.#held;
    this.#held = undefined;
    this.#isOver = true;
    const released = held !== undefined && this.#isYoung(held) ? this.#letGo(held, options) : undefined;
    held?.exchange.drop();
    // Once the request is on its way.
    setImmediate(() => this.#end());
    return released;
  }

  #end(): void {
    this.#isOver = true;
    this.#wake.abort();
  }

  #letGo({ token, exchange }: Held, options: ReleaseOptions): Released | undefined {
    const ended = exchange.release(options);
    return ended === undefined ? undefined : { token, exchange: ended };
  }

  /** A computer that was asleep comes back with an old token and a connection that nobody knows any more. */
  #isYoung({ sinceMs }: Held): boolean {
    const heldMs = this.#ports.now() - sinceMs;
    // Renewing takes a moment, too.
    return heldMs >= 0 && heldMs < heldForMs + firstRestMs;
  }

  async #keepHeld(): Promise<void> {
    const { now } = this.#ports;
    const untilMs = now() + heldInAllMs;
    let restMs = firstRestMs;
    while (now() < untilMs && (await this.#holdNext())) {
      if (await this.#slept(heldForMs, this.#held?.exchange.over)) continue;
      if (!(await this.#slept(restMs))) return;
      restMs = Math.min(restMs * 2, heldForMs);
    }
    this.drop();
  }

  /** The new one is there before the old one goes, so that there is always one. False when it is over. */
  async #holdNext(): Promise<boolean> {
    const { now } = this.#ports;
    const token = await freshToken(this.#access.credential, this.#ports);
    if (this.#isOver || !token.ok) return false;
    const before = this.#held;
    const exchange = holdExchange(this.#request, token.value, this.#ports);
    this.#held = exchange === undefined ? undefined : { token: token.value, exchange, sinceMs: now() };
    before?.exchange.drop();
    return exchange !== undefined;
  }

  /** False when it was over, or `lost` came, before the time had passed. */
  #slept(ms: number, lost?: Promise<void>): Promise<boolean> {
    if (this.#isOver) return Promise.resolve(false);
    const wake = (this.#wake = new AbortController());
    void lost?.then(() => wake.abort());
    return this.#ports.sleep(ms, wake.signal).then(
      () => true,
      () => false,
    );
  }
}
