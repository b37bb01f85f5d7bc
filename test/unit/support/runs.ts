import {
  createStopper,
  type StopOptions,
  type StopOrder,
  type StopOutcome,
  type StopperPorts,
  type StopStep,
} from '../../../src/stop/index.ts';
import { isStop, kore, type Script } from './answers.ts';
import { fakeClock, type FakeClock } from './fakeClock.ts';
import { keptLog, orderAt } from './orders.ts';
import { useRecorders, type Recorder } from './recorder.ts';

export interface Ran {
  readonly outcome: StopOutcome;
  readonly recorder: Recorder;
  /** Seconds after the start at which each stop request came in. */
  readonly sentAfterSeconds: readonly number[];
  /** The same for status requests. */
  readonly readAfterSeconds: readonly number[];
  /** The same for the outcome. */
  readonly endedAfterSeconds: number;
  readonly lines: readonly string[];
  readonly steps: readonly StopStep[];
}

export type Run = (
  script: Script | ((clock: FakeClock) => Script),
  options?: StopOptions,
  more?: Partial<StopOrder>,
  ports?: (clock: FakeClock) => StopperPorts,
) => Promise<Ran>;

/** Runs one order on a clock that does not wait, against a Kore that follows a script. */
export function useRuns(): Run {
  const startRecorder = useRecorders();
  return async (script, options = {}, more = {}, ports = () => ({})) => {
    const clock = fakeClock();
    const startedAtMs = clock.now();
    const secondsNow = (): number => (clock.now() - startedAtMs) / 1000;
    const log = keptLog();
    const sentAfterSeconds: number[] = [];
    const readAfterSeconds: number[] = [];
    const steps: StopStep[] = [];
    const answer = kore(typeof script === 'function' ? script(clock) : script);
    const recorder = await startRecorder((request, socket) => {
      (isStop(request) ? sentAfterSeconds : readAfterSeconds).push(secondsNow());
      answer(request, socket);
    });
    const onProgress = (step: StopStep): void => void steps.push(step);
    const stopper = createStopper({ ...clock, log, ...ports(clock) });
    const outcome = await stopper.stopSmsCampaign(orderAt(recorder.origin, more), { onProgress, ...options });
    const endedAfterSeconds = secondsNow();
    return { outcome, recorder, sentAfterSeconds, readAfterSeconds, endedAfterSeconds, lines: log.lines, steps };
  };
}
