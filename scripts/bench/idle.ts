import { setTimeout as sleep } from 'node:timers/promises';
import { extensionHosts } from '../../test/e2e/extensionHost.ts';
import { openWindow, type VsCodeWindow } from '../../test/window/index.ts';
import { usageOf } from './hostUsage.ts';
import type { BenchPlan } from './plan.ts';
import { figureRow, type Row } from './row.ts';
import { StopWindow } from './wire/stopWindow.ts';

const group = 'A minute of nothing (three streams with credentials, view hidden)';
/** What a start does behind the activation has had its time. */
const settlingMs = 15_000;

/** The window with the extension and one without it, at the same time. */
export async function benchIdle({ servers, probe, quick }: BenchPlan): Promise<readonly Row[]> {
  const idleMs = quick ? 10_000 : 60_000;
  const settings = { 'kore.refreshSeconds': undefined };
  const own = await StopWindow.open(servers, { probe: probe.extension, campaigns: 10, settings });
  const bare = await openWindow();
  try {
    await own.reload();
    await sleep(settlingMs);
    const hosts = [await onlyHost(own.window), await onlyHost(bare)] as const;
    await servers.ask('traffic');
    const before = await Promise.all(hosts.map(usageOf));
    await sleep(idleMs);
    const after = await Promise.all(hosts.map(usageOf));
    const { connections, requests } = await servers.ask('traffic');
    const [ownMs = NaN, bareMs = NaN] = hosts.map((_, nth) => (after[nth]?.cpuMs ?? NaN) - (before[nth]?.cpuMs ?? NaN));
    const seconds = `in ${idleMs / 1000} s`;
    return [
      figureRow(group, 'requests to Kore', `${requests} ${seconds}`, { text: '0', met: requests === 0 }),
      figureRow(group, 'connections to Kore', `${connections} ${seconds}`, { text: '0', met: connections === 0 }),
      figureRow(group, 'CPU of the extension host', `${ownMs} ms ${seconds}`),
      figureRow(group, 'CPU of one without Kore Campaigns', `${bareMs} ms ${seconds}`),
    ];
  } finally {
    await bare.close();
    await own.close();
  }
}

async function onlyHost(window: VsCodeWindow): Promise<number> {
  const pids = await extensionHosts(window);
  const [pid] = pids;
  if (pid === undefined || pids.length > 1) throw new Error(`There are ${pids.length} extension hosts`);
  return pid;
}
