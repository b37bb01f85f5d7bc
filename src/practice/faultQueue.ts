import type { Fault, FaultCall, FaultOrder } from './fault.ts';
import type { KoreCall } from './route.ts';

/** The faults that are ordered: at most one for each call, the later one replaces the earlier. */
export interface FaultQueue {
  readonly order: (order: FaultOrder) => void;
  /** The fault that hits this call, if any; counts it down. */
  readonly take: (call: KoreCall) => Fault | undefined;
}

export function createFaultQueue(): FaultQueue {
  const waiting = new Map<FaultCall, { readonly fault: Fault; readonly left: number }>();
  return {
    order({ fault, forNext }) {
      if (fault) waiting.set(fault.call, { fault, left: forNext ?? Infinity });
      else waiting.clear();
    },
    take(call) {
      const found = waiting.get(call) ?? waiting.get('any');
      if (!found) return undefined;
      const { fault, left } = found;
      if (left > 1) waiting.set(fault.call, { fault, left: left - 1 });
      else waiting.delete(fault.call);
      return fault;
    },
  };
}
