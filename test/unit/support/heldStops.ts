import assert from 'node:assert/strict';

import type { HeldStop, StopOptions, StopOrder, StopOutcome, Stopper } from '../../../src/stop/index.ts';
import type { Recorder } from './recorder.ts';
import { until } from './until.ts';

/** Holds an order's stop, and waits for its connection; one that was kept open is used again. */
export async function holdAt(
  order: StopOrder,
  stopper: Pick<Stopper, 'holdStop'>,
  recorder: Pick<Recorder, 'open'>,
): Promise<HeldStop> {
  const held = stopper.holdStop(order);
  assert.ok(held);
  await until(() => recorder.open() > 0);
  return held;
}

/** Gives an order whose stop was held before. */
export async function stopHeld(
  order: StopOrder,
  options: StopOptions,
  stopper: Pick<Stopper, 'holdStop' | 'stopSmsCampaign'>,
  recorder: Pick<Recorder, 'open'>,
): Promise<StopOutcome> {
  const held = await holdAt(order, stopper, recorder);
  return stopper.stopSmsCampaign(order, { ...options, held });
}
