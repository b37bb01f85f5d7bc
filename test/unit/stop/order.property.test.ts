import fc from 'fast-check';

import { assertInTime, assertJournalled, assertShared, assertTruthful } from '../support/orderRules.ts';
import { runOrder, runShared, sharedOrders, worlds } from '../support/orderWorlds.ts';

const runs = Number(process.env.KORE_PROPERTY_RUNS ?? 10_000);
const seed = Number(process.env.KORE_SEED ?? Date.now() % 1_000_000_000);
const parameters = { numRuns: runs, seed, verbose: fc.VerbosityLevel.None } as const;

describe(`Any order, whatever Kore, the network and the person do (${runs} runs, seed ${seed}; KORE_SEED runs it again)`, () => {
  it('has one truthful outcome in time, and sends no more than it may', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const ran = await runOrder(world);
        assertTruthful(ran, world.stateBefore);
        assertInTime(ran, world);
        assertJournalled(ran, world);
      }),
      parameters,
    );
  }).timeout(120_000);

  it('has one outcome for all who wait to its end, and a truthful one for each who does not', async () => {
    await fc.assert(
      fc.asyncProperty(sharedOrders, async ({ world, waiting }) => {
        assertShared(await runShared({ ...world, stateBefore: undefined }, waiting), waiting);
      }),
      { ...parameters, numRuns: Math.ceil(runs / 5) },
    );
  }).timeout(120_000);
});
