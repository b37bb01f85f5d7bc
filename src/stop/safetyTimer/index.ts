/** Safety timers: "stop this campaign in N minutes unless I cancel", on disk so that a reload does not lose them. */
export { SafetyTimers, type NewTimer, type SafetyTimerPorts } from './safetyTimers.ts';
export type { DueTimer, LeftTimer, TimerHands } from './hands.ts';
export type { LateBecause } from './sight.ts';
export { longestMinutes, readMinutes, timedTier, type SafetyTimer, type TimedTier } from './timer.ts';
