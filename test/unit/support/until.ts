import { setTimeout as sleepFor } from 'node:timers/promises';

/** Waits for what must come, and gives up when it surely does not. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let looks = 0; !isSo(); looks += 1) {
    if (looks === 1000) throw new Error(`It never came: ${isSo.toString()}`);
    await sleepFor(5);
  }
}
