import type { KorePorts } from '../../../src/kore/caller.ts';
import type { Fetch } from '../../../src/kore/transport.ts';
import { ids } from './orders.ts';
import { virtualTime, type VirtualTime } from './virtualTime.ts';

/** What a pretended Kore says to one call; a text is the body as it is. */
export interface Said {
  readonly status?: number;
  readonly body?: unknown;
  /** No reply comes, ever. */
  readonly silent?: true;
}

export interface SeenCall {
  readonly atSeconds: number;
  readonly method: string;
  readonly url: string;
  readonly body?: string;
}

export interface VirtualCalls {
  readonly time: VirtualTime;
  readonly startMs: number;
  readonly ports: KorePorts;
  /** Every call that came in, in order. */
  readonly seen: readonly SeenCall[];
  /** Lets time pass until it is done, and gives what it came to. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Ports over virtual time whose calls are answered by a function; every wait is over at once. */
export function virtualCalls(
  answer: (call: SeenCall, index: number) => Said,
  ports: Partial<KorePorts> = {},
): VirtualCalls {
  const startMs = Date.UTC(2026, 10, 23, 2, 10, 45);
  const time = virtualTime(startMs);
  const seen: SeenCall[] = [];
  const fetch: Fetch = async (url, { method, body, signal }) => {
    const atSeconds = (time.now() - startMs) / 1000;
    const call = { atSeconds, method, url, ...(typeof body === 'string' ? { body } : {}) };
    const said = answer(call, seen.push(call) - 1);
    if (said.silent === true) await new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
    const text = typeof said.body === 'string' ? said.body : JSON.stringify(said.body ?? {});
    return { status: said.status ?? 200, headers: { get: () => null }, body: chunks(text) };
  };
  return {
    time,
    startMs,
    ports: { fetch, now: time.now, sleep: time.sleep, newTokenId: () => 'id', ...ports },
    seen,
    run: async (work) => {
      await time.runUntilSettled(work);
      return work;
    },
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- A body is read as it comes.
async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Access by a token, which needs no signing and so no time. */
export const tokenAccess = {
  target: { origin: 'https://platform.kore.ai', accountId: ids.accountId, streamId: ids.streamId, iid: ids.streamId },
  credential: { kind: 'token', token: 'opaque-token' },
} as const;

export const statusSaid = (state: string): Said => ({
  body: { status: 'success', data: { id: ids.campaignId, status: state } },
});

export const rowsSaid = (rows: readonly object[], hasMore = false): Said => ({
  body: { status: 'success', data: { results: rows, hasMore } },
});

export const row = (more: object = {}): object => ({
  id: ids.campaignId,
  name: 'Black Friday blast',
  status: 'Stopped',
  totalMessagesSent: 41_690,
  schedule: { isSchedulingEnabled: false },
  ...more,
});
