import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { ListingLock } from '../../kore/listing/listingLock.ts';
import { sleepUnseen } from '../../kore/sleep.ts';
import type { App } from '../app.ts';
import { checkProduction } from '../readiness/checkProduction.ts';
import { DailyCheck } from '../readiness/dailyCheck.ts';
import { tellReadiness } from '../readiness/tellReadiness.ts';

/** Lets production streams be checked once a day; `folder` is shared by the windows of this VS Code. */
export function startDailyCheck(app: App, folder: string): { dispose(): void } {
  const { board, readiness, log } = app;
  const now = (): number => app.now();
  // It tells of lists; here it is another thing that one window does.
  const quiet = { info: () => undefined, warn: () => undefined };
  const lock = new ListingLock({
    folder: join(folder, 'daily'),
    owner: randomUUID(),
    now,
    sleep: sleepUnseen,
    log: quiet,
  });
  const daily = new DailyCheck({
    memory: app.leavings.memory,
    lock: { hold: () => lock.hold(0), release: () => lock.release() },
    check: async (options) => {
      log.info('The daily check of production streams begins; no stop is sent.');
      const result = await checkProduction(
        {
          board,
          readiness,
          online: () => app.online(),
          tell: (failing, all) => void tellReadiness(app, all, failing),
        },
        options,
      );
      log.info(result === 'offline' ? 'The daily check reached no host.' : 'The daily check is done.');
      return result;
    },
    now,
    sleep: sleepUnseen,
    random: Math.random,
    log,
  });
  void daily.run();
  return { dispose: () => daily.dispose() };
}
