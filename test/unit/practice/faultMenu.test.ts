import assert from 'node:assert/strict';
import { setTimeout as realSleep } from 'node:timers/promises';
import { menuFaults, type MenuFault } from '../../../src/practice/faultMenu.ts';
import { runningCampaignId, startSimulator, type Fault, type Simulator } from '../../../src/practice/index.ts';
import { createStopper, type StopOutcome } from '../../../src/stop/index.ts';

type Facts = Pick<StopOutcome, 'verdict' | 'reason' | 'confirmedBy' | 'requests'> & { readonly truly: string };

/** What the menu promises of each, as what a stop comes to; `truly` is what the simulator did. */
const wanted: Readonly<Record<MenuFault, Partial<Facts>>> = {
  // A reading has five seconds.
  slow: { verdict: 'stopped', confirmedBy: 'reply', requests: 1, truly: 'Stopped' },
  silentStop: { verdict: 'notStopped', reason: 'stillRunning', requests: 3, truly: 'Active' },
  silentStopThatWorks: { verdict: 'stopped', confirmedBy: 'status', requests: 3, truly: 'Stopped' },
  silentCheck: { verdict: 'stopped', confirmedBy: 'reply', requests: 1, truly: 'Stopped' },
  cut: { verdict: 'unknown', reason: 'noAnswer', requests: 3, truly: 'Active' },
  rateLimited: { verdict: 'notStopped', reason: 'rateLimited', truly: 'Active' },
  serverError: { verdict: 'unknown', reason: 'serverError', requests: 3, truly: 'Active' },
  unauthorized: { verdict: 'notStopped', reason: 'unauthorized', requests: 1, truly: 'Active' },
  forbidden: { verdict: 'notStopped', reason: 'forbidden', requests: 1, truly: 'Active' },
  notFound: { verdict: 'notStopped', reason: 'notFound', requests: 1, truly: 'Active' },
  signInPage: { verdict: 'unknown', reason: 'badReply', requests: 1, truly: 'Active' },
  redirect: { verdict: 'notStopped', reason: 'redirected', requests: 1, truly: 'Active' },
  stopIgnored: { verdict: 'accepted', reason: 'stillRunning', requests: 1, truly: 'Active' },
};

/** Time goes by so much faster for all who take part. */
const speed = 25;

function fastTime(): { now: () => number; sleep: (ms: number, signal?: AbortSignal) => Promise<void> } {
  const begunAtMs = Date.now();
  return {
    now: () => begunAtMs + (Date.now() - begunAtMs) * speed,
    sleep: (ms, signal) => realSleep(ms / speed, undefined, signal === undefined ? {} : { signal }),
  };
}

async function stopUnder(fault: Fault): Promise<Facts> {
  const time = fastTime();
  const simulator: Simulator = await startSimulator({ now: time.now });
  try {
    simulator.misbehave(fault.kind === 'slow' ? { ...fault, delayMs: fault.delayMs / speed } : fault);
    const { stopSmsCampaign } = createStopper({ ...time, random: () => 0.5 });
    const { stream, credential } = simulator;
    const outcome = await stopSmsCampaign({ stream, credential, campaignId: runningCampaignId });
    const truly = simulator.state().campaigns.find(({ id }) => id === runningCampaignId)?.status ?? 'gone';
    return { ...outcome, truly };
  } finally {
    await simulator.close();
  }
}

describe('practice: each fault of the menu', () => {
  const found = new Map<string, Facts>();

  before('stop under all of them, side by side', async () => {
    await Promise.all(Object.entries(menuFaults).map(async ([name, fault]) => found.set(name, await stopUnder(fault))));
  });

  for (const [name, facts] of Object.entries(wanted)) {
    it(`${name} comes to what it promises, and to nothing that is not so`, () => {
      const all = found.get(name);
      assert.ok(all);
      assert.deepEqual(Object.fromEntries(Object.keys(facts).map((key) => [key, all[key as keyof Facts]])), facts);
    });
  }
});
