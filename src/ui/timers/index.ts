/** Safety timers in a window: a bundle of its own, loaded when there is one. */
import type { TimerDesk } from './timerDesk.ts';
import { WindowTimers } from './windowTimers.ts';

/** Resolves when this window knows which timers wait. */
export async function openTimers(desk: TimerDesk): Promise<WindowTimers> {
  const timers = new WindowTimers(desk);
  await timers.start();
  return timers;
}
