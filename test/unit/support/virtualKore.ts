import { Readable } from 'node:stream';

import type { Fetch } from '../../../src/kore/transport.ts';
import type { VirtualTime } from './virtualTime.ts';

const oneByteTooMuch = Buffer.alloc(1024 * 1024 + 1, ' ');

/** What a server asks for, as a header that is made when the reply begins. */
export type RetryAfter =
  | { readonly kind: 'seconds'; readonly seconds: number }
  /** An HTTP date so many seconds from the reply's begin. */
  | { readonly kind: 'date'; readonly inSeconds: number }
  | { readonly kind: 'garbage'; readonly text: string };

export interface ReplyPlan {
  readonly status: number;
  readonly body: string;
  /** A body that the client does not read. */
  readonly encoding?: string;
  /** In place of the body one byte more than the client reads. */
  readonly oversized?: true;
  readonly retryAfter?: RetryAfter;
}

/** How one call is met. Every delay is in milliseconds; `Infinity` never ends. */
export type Behaviour =
  /** `cut`: the connection ends with an error after the whole body came, but not its end. */
  | {
      readonly kind: 'reply' | 'cut';
      readonly reply: ReplyPlan;
      readonly afterMs: number;
      readonly bodyMs: number;
    }
  | { readonly kind: 'error'; readonly code?: string; readonly syscall?: string; readonly afterMs: number };

/** One call as the server saw it. */
export interface Call<B extends Behaviour> {
  readonly isStop: boolean;
  readonly behaviour: B;
  readonly beganAtMs: number;
  /** How it ended: `whole` when the client had all of the reply that it reads, `gone` when it hung up before. */
  end?: 'whole' | 'error' | 'gone';
  endedAtMs?: number;
  /** Until when a usable `Retry-After` asks to wait. */
  retryUntilMs?: number;
}

export interface VirtualKore<B extends Behaviour> {
  readonly fetch: Fetch;
  readonly calls: readonly Call<B>[];
}

/** A `fetch` behind which a server behaves as planned, call by call; of each list the last behaviour stays. */
export function virtualKore<B extends Behaviour>(
  plan: {
    readonly stop: readonly B[];
    readonly status: readonly B[];
    /** After so long a request that is held is lost. */
    readonly lostAfterMs?: number | undefined;
  },
  time: VirtualTime,
): VirtualKore<B> {
  const calls: Call<B>[] = [];
  const fetch: Fetch = async (url, { body: given, signal }) => {
    if (given instanceof Readable) await released(given, plan.lostAfterMs, signal, time);
    const isStop = url.includes('/trigger/');
    const planned = isStop ? plan.stop : plan.status;
    const earlier = calls.filter((call) => call.isStop === isStop).length;
    const behaviour = planned[Math.min(earlier, planned.length - 1)];
    if (behaviour === undefined) throw new Error('no behaviour');
    const call: Call<B> = { isStop, behaviour, beganAtMs: time.now() };
    calls.push(call);
    const end = (how: NonNullable<Call<B>['end']>): void => {
      call.end ??= how;
      call.endedAtMs ??= time.now();
    };
    signal.addEventListener('abort', () => end('gone'));

    const pass = (ms: number): Promise<unknown> =>
      ms < Infinity
        ? time.sleep(ms, signal)
        : new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
    async function* bodyOf(reply: ReplyPlan, bodyMs: number, cut: boolean): AsyncGenerator<Uint8Array> {
      const bytes = reply.oversized === true ? oneByteTooMuch : Buffer.from(reply.body);
      const half = Math.floor(bytes.length / 2);
      yield bytes.subarray(0, half);
      await pass(bodyMs);
      if (reply.oversized === true) end('whole');
      yield bytes.subarray(half);
      end(cut ? 'error' : 'whole');
      if (cut) throw failure('ERR_STREAM_PREMATURE_CLOSE');
      const untilMs = retry.untilMs(time.now());
      if (untilMs !== undefined) call.retryUntilMs = untilMs;
    }

    await pass(behaviour.afterMs);
    if (behaviour.kind === 'error') {
      end('error');
      throw failure(behaviour.code, behaviour.syscall);
    }
    const { reply } = behaviour;
    const retry = retryAfterOf(reply.retryAfter, time.now());
    const headers: Record<string, string | undefined> = {
      'content-encoding': reply.encoding,
      'retry-after': retry.header,
    };
    if (reply.encoding !== undefined) end('whole');
    const body = bodyOf(reply, behaviour.bodyMs, behaviour.kind === 'cut');
    return { status: reply.status, headers: { get: (name) => headers[name] ?? null }, body };
  };
  return { fetch, calls };
}

/** Resolves when the first byte comes, with which a request leaves; rejects when it is dropped or lost before. */
function released(
  body: Readable,
  lostAfterMs: number | undefined,
  signal: AbortSignal,
  time: VirtualTime,
): Promise<void> {
  const settled = new AbortController();
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      settled.abort();
      reject(failure('ECONNRESET'));
    };
    body.once('data', () => {
      settled.abort();
      resolve();
    });
    signal.addEventListener('abort', fail, { signal: settled.signal });
    if (lostAfterMs !== undefined) time.sleep(lostAfterMs, settled.signal).then(fail, () => undefined);
  });
}

function failure(code?: string, erroredSysCall?: string): Error {
  const facts = {
    ...(code === undefined ? {} : { code }),
    ...(erroredSysCall === undefined ? {} : { erroredSysCall }),
  };
  return Object.assign(new Error('failed'), facts);
}

function retryAfterOf(
  retryAfter: RetryAfter | undefined,
  nowMs: number,
): { readonly header?: string; readonly untilMs: (endedAtMs: number) => number | undefined } {
  switch (retryAfter?.kind) {
    case undefined:
      return { untilMs: () => undefined };
    case 'garbage':
      return { header: retryAfter.text, untilMs: () => undefined };
    case 'seconds':
      return { header: String(retryAfter.seconds), untilMs: (endedAtMs) => endedAtMs + retryAfter.seconds * 1000 };
    case 'date': {
      const untilMs = Math.floor(nowMs / 1000 + retryAfter.inSeconds) * 1000;
      const usable = (endedAtMs: number): number | undefined => (untilMs < endedAtMs ? undefined : untilMs);
      return { header: new Date(untilMs).toUTCString(), untilMs: usable };
    }
  }
}
