import { completePorts } from '../kore/realPorts.ts';
import type { Credential, Stream } from '../streams/stream.ts';
import {
  readCredential,
  readManyOptions,
  readOptions,
  readOrder,
  readOrders,
  readReadinessOptions,
  readStream,
} from './given.ts';
import { holdStop } from './holdStop.ts';
import type { HeldStop, StopOptions, StopOrder, StopOutcome } from './outcome.ts';
import type { OrderPorts, StopperPorts } from './ports.ts';
import { joinOrders } from './joinOrders.ts';
import { findReadiness, type ReadinessOptions } from './readiness.ts';
import type { Readiness } from './readinessChecks.ts';
import { manyStopper, type ManyOptions } from './stopMany.ts';

export interface Stopper {
  /** Carries out one order. Never rejects for anything that the network, Kore or the input does. */
  readonly stopSmsCampaign: (order: StopOrder, options?: StopOptions) => Promise<StopOutcome>;
  /**
   * Signs and connects the first request of an order and holds it back, for `StopOptions.held`. `undefined` for an order
   * that cannot be given as it is.
   */
  readonly holdStop: (order: StopOrder) => HeldStop | undefined;
  /**
   * Carries out many orders, paced by the accounts' rate limit: one outcome each, in the order given, and none fails
   * because another did. Never rejects.
   */
  readonly stopManySmsCampaigns: (
    orders: readonly StopOrder[],
    options?: ManyOptions,
  ) => Promise<readonly StopOutcome[]>;
  /** Finds whether a stop order would work now, without sending one. */
  readonly checkReadiness: (
    stream: Stream,
    credential: Credential | undefined,
    options?: ReadinessOptions,
  ) => Promise<Readiness>;
}

/** Builds a stopper. Each missing port is the real thing; journal, budget and log are none when missing. */
export function createStopper(given: StopperPorts = {}): Stopper {
  const ports: OrderPorts = {
    ...completePorts(given),
    random: given.random ?? Math.random,
    ...(given.journal === undefined ? {} : { journal: given.journal }),
  };
  const run = joinOrders(ports);
  const runMany = manyStopper(run, ports);
  return {
    stopSmsCampaign: (order, options) => {
      const read = readOptions(options);
      return run(readOrder(order), read).finally(() => read.held?.drop());
    },
    holdStop: (order) => holdStop(readOrder(order), ports),
    stopManySmsCampaigns: (orders, options) => runMany(readOrders(orders), readManyOptions(options)),
    checkReadiness: (stream, credential, options) =>
      findReadiness(
        readStream(stream),
        readCredential(credential),
        { ...readReadinessOptions(options), lane: 'confirm' },
        ports,
      ),
  };
}
