import { startSimulator, type Simulator, type SimulatorOptions } from '../../../src/practice/index.ts';

/** A clock that stands still until it is moved. */
export interface TestClock {
  ms: number;
}

export const startMs = Date.parse('2026-11-27T12:00:00.000Z');

/** Gives each test of the suite its own simulator on its own clock. */
export function withSimulator(options: SimulatorOptions = {}): {
  readonly simulator: () => Simulator;
  readonly clock: TestClock;
} {
  const clock: TestClock = { ms: startMs };
  let running: Simulator | undefined;
  beforeEach(async () => {
    clock.ms = startMs;
    running = await startSimulator({ now: () => clock.ms, ...options });
  });
  afterEach(async () => {
    await running?.close();
  });
  return {
    clock,
    simulator: () => {
      if (!running) throw new Error('no simulator runs');
      return running;
    },
  };
}
