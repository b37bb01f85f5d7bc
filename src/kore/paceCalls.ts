import type { RateBudget } from './caller.ts';
import type { TransportPorts } from './transport.ts';

const windowMs = 60_000;

/**
 * A budget that also lets no more than so many calls in any minute through for one account, however many ask: what
 * nobody waits for leaves the account's 60 to what is urgent.
 */
export function paceCalls(
  { now, sleep, budget }: Pick<TransportPorts, 'now' | 'sleep'> & { readonly budget?: RateBudget },
  callsPerMinute: number,
): RateBudget {
  const passed = new Map<string, readonly number[]>();
  return {
    ...budget,
    take: async (account, lane, signal, onHeld) => {
      for (;;) {
        const nowMs = now();
        // A clock that was set back leaves times in the future: they say nothing.
        const recent = (passed.get(account) ?? []).filter((atMs) => atMs <= nowMs && nowMs - atMs < windowMs);
        const [oldest = nowMs] = recent;
        if (recent.length < callsPerMinute) {
          passed.set(account, [...recent, nowMs]);
          break;
        }
        await sleep(oldest + windowMs - nowMs, signal);
      }
      await budget?.take(account, lane, signal, onHeld);
    },
  };
}
