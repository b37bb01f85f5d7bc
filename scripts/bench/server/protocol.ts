import type { ClientSecretCredential, Stream } from '../../../src/streams/stream.ts';

/** What the benchmark's process asks of the process with the servers. */
export interface ServerCalls {
  /** Starts a Kore behind TLS, with campaigns `PREFIX-0` and so on that are sending. */
  kore(wish: KoreWish): KoreThere;
  /** Starts a server without TLS that says Stopped to everything. */
  plain(): { readonly origin: string };
  proxy(): { readonly url: string };
  /** What came since this was asked last, the oldest first. */
  traffic(): Traffic;
  /** Ends every connection to any Kore, so that the next request pays for its own. */
  hangUp(): void;
}

export interface KoreWish {
  readonly prefix: string;
  readonly campaigns: number;
  /** By a name that only the proxy knows: VS Code's agent proves no bare address through one. */
  readonly behindProxy?: boolean;
}

export interface KoreThere {
  readonly stream: Stream;
  readonly credential: ClientSecretCredential;
}

export interface Traffic {
  /** Connections to any Kore. */
  readonly connections: number;
  /** Requests of any kind at any Kore. */
  readonly requests: number;
  readonly stops: readonly StopArrival[];
}

/** A stop request as it came; each time is of `steadyMs`. */
export interface StopArrival {
  readonly campaignId: string;
  /** When its connection was taken, and when TLS was through on it. */
  readonly connectedMs: number;
  readonly securedMs: number;
  readonly firstByteMs: number;
  /** Nothing else had come on this connection before. */
  readonly newConnection: boolean;
}

export interface ServerQuestion {
  readonly id: number;
  readonly call: keyof ServerCalls;
  readonly given: unknown;
}

export type ServerAnswer = { readonly id: number } & ({ readonly answer: unknown } | { readonly error: string });
