import { AfterStop, type AfterStopPorts } from './afterStop.ts';
import { TryingFlow } from './keepTrying.ts';
import { StopFlow, type StopFlowPorts } from './stopFlow.ts';

export type StoppingPorts = Omit<StopFlowPorts, 'afterStop'> & Pick<AfterStopPorts, 'act' | 'log'>;

/** The one way that every stop takes, and what looks after it. */
export function buildStopping({ act, log, ...given }: StoppingPorts): {
  readonly ports: StopFlowPorts;
  readonly stopFlow: StopFlow;
  readonly trying: TryingFlow;
} {
  const ports = { ...given, afterStop: new AfterStop({ ...given, act, log }) };
  const stopFlow = new StopFlow(ports);
  return { ports, stopFlow, trying: new TryingFlow({ ...given, stopFlow }) };
}
