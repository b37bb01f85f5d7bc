import type { Online } from '../../online.ts';
import type { HeldStop, StopOrder } from '../../stop/outcome.ts';

/** A stop that is made ready while something else goes on, most often a question. Nothing of it has left. */
export interface MeanwhileHeld {
  /** What is ready by now, if it is: the taker's from now on. */
  readonly take: () => HeldStop | undefined;
  /** Ends it, unless it was taken. */
  readonly drop: () => void;
}

export interface HoldPorts {
  readonly online: () => Promise<Pick<Online, 'holdStop' | 'holdPracticeStop'>>;
  /** The store, which tells of every change of a credential. */
  readonly credentials: { readonly onDidChange: (listener: () => void) => { dispose(): void } };
}

/**
 * Makes the stop of an order ready: signed, connected, held back; `isPractice` for the simulator's. A credential that is
 * set or removed meanwhile ends it, and so does `signal`. A stop does not need it: without it the order is sent as ever.
 */
export function holdMeanwhile(
  order: StopOrder,
  isPractice: boolean,
  { online, credentials }: HoldPorts,
  signal?: AbortSignal,
): MeanwhileHeld {
  let held: HeldStop | undefined;
  let isOver = false;
  const hold = async (): Promise<void> => {
    const late = await online();
    if (!isOver) held = isPractice ? late.holdPracticeStop(order) : late.holdStop(order);
  };
  const take = (): HeldStop | undefined => {
    isOver = true;
    listening.dispose();
    signal?.removeEventListener('abort', drop);
    const taken = held;
    held = undefined;
    return taken;
  };
  const drop = (): void => take()?.drop();
  const listening = credentials.onDidChange(drop);
  signal?.addEventListener('abort', drop);
  // One that has aborted before tells nobody any more.
  if (signal?.aborted === true) drop();
  hold().catch(() => undefined);
  return { take, drop };
}

/** Asks, and ends what was made ready where the answer is no, or there is none. */
export async function askHolding(
  ask: () => Promise<boolean>,
  held: Pick<MeanwhileHeld, 'drop'> | undefined,
): Promise<boolean> {
  let yes = false;
  try {
    yes = await ask();
    return yes;
  } finally {
    if (!yes) held?.drop();
  }
}
