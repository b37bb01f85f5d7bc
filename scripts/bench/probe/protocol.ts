import type { KoreThere } from '../server/protocol.ts';

/** A request as any HTTP client takes it. */
export interface HttpCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type ClientName = 'fetch' | 'got';

/** What is asked of the extension that runs beside the one under test, in the same extension host. */
export interface ProbeCalls {
  /** What was seen since this was asked last, the oldest first. */
  marks(): readonly Mark[];
  /** How the extension under test was activated. */
  activation(): Activation;
  /** Activates another extension, which must not be active yet. */
  activate(wish: { readonly id: string }): Activation;
  send(wish: { readonly client: ClientName; readonly call: HttpCall }): Sent;
  /** Stops all of these campaigns with the module's own way for many. */
  bulk(wish: readonly { readonly kore: KoreThere; readonly campaignIds: readonly string[] }[]): BulkSent;
  /** Sends all of these, so many at the same time. */
  bareBulk(wish: { readonly calls: readonly HttpCall[]; readonly atOnce: number }): BareBulkSent;
}

/** What happened in the extension host, and when (`steadyMs`). */
export interface Mark {
  readonly what:
    /** A modal question was put, or answered with its yes. */
    | 'asked'
    | 'answered'
    /** A choice was made in a list. */
    | 'accepted'
    /** A token was signed. */
    | 'signed'
    /** A line was handed to the operating system. */
    | 'written'
    /** Node was given the stop request; it then waits for its connection, and a held one for its body. */
    | 'requested'
    /** Node has written all of it. */
    | 'sent';
  readonly atMs: number;
}

export interface Activation {
  readonly loadMs: number;
  /** From the call of `activate()` until what it returns has resolved. */
  readonly activateMs: number;
  readonly files: number;
  readonly bytes: number;
}

export interface Sent {
  readonly beganMs: number;
  readonly status: number;
}

export interface BareBulkSent {
  readonly beganMs: number;
  readonly endedMs: number;
}

export interface BulkSent extends BareBulkSent {
  /** How many ended how. */
  readonly verdicts: Readonly<Record<string, number>>;
}

export type ProbeReply = { readonly answer: unknown } | { readonly error: string };

/** Environment variable with the file that the probe writes its port into. */
export const portFileVariable = 'KORE_BENCH_PORT_FILE';
