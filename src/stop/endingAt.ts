import type { OrderPorts } from './ports.ts';
import { slept } from './sendStop.ts';

/** Does work under a signal that aborts at a time too: a rate budget can hold a read back for longer than that. */
export async function endingAt<T>(
  untilMs: number,
  signal: AbortSignal,
  ports: Pick<OrderPorts, 'now' | 'sleep'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const [over, done] = [new AbortController(), new AbortController()];
  void slept(untilMs - ports.now(), done.signal, ports).then((late) => late && over.abort());
  try {
    return await work(AbortSignal.any([signal, over.signal]));
  } finally {
    done.abort();
  }
}
