/** The stop-request module: what others may import. This surface is kept stable. */
import type { StopOptions, StopOrder, StopOutcome } from './outcome.ts';
import { createStopper, type Stopper } from './stopper.ts';
import type { ReadinessOptions } from './readiness.ts';
import type { Readiness } from './readinessChecks.ts';
import type { Credential, Stream } from '../streams/stream.ts';

export { createStopper };
export type { Stopper };
export type { Credential, Stream, Tier } from '../streams/stream.ts';
export type {
  HeldStop,
  StopEffect,
  StopOptions,
  StopOrder,
  StopOutcome,
  StopReason,
  StopStep,
  UncheckedBecause,
  Verdict,
} from './outcome.ts';
export type { Journal, StopIntent, StopperPorts } from './ports.ts';
export type { ReadinessOptions } from './readiness.ts';
export type { ManyOptions } from './stopMany.ts';
export type { CheckResult, Readiness, ReadinessCheck } from './readinessChecks.ts';

const defaultStopper: Stopper = createStopper();

/** Stops one SMS campaign with a default stopper: no journal, no rate budget, no log. */
export function stopSmsCampaign(order: StopOrder, options?: StopOptions): Promise<StopOutcome> {
  return defaultStopper.stopSmsCampaign(order, options);
}

/** Finds whether a stop order would work now, with the same default stopper. */
export function checkReadiness(
  stream: Stream,
  credential: Credential | undefined,
  options?: ReadinessOptions,
): Promise<Readiness> {
  return defaultStopper.checkReadiness(stream, credential, options);
}
