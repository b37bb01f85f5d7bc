import { Agent, request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from 'tinybench';
import { stopRequest } from '../../src/kore/endpoints.ts';
import { createStopper, type Journal, type Stopper, type StopOrder } from '../../src/stop/index.ts';
import { openJournal } from '../../src/stop/journal/index.ts';
import { ids, orderAt, secretCredential } from '../../test/unit/support/orders.ts';
import jwt from 'jsonwebtoken';
import type { BenchPlan } from './plan.ts';
import { figureRow, spreadOf, spreadRow, type Row } from './row.ts';

const group = 'The module alone (plain Node, no TLS, no check of the state after it)';
const goalMs = 1;
const names = {
  bare: 'a bare node:http request with the same bytes',
  module: 'stopSmsCampaign, journal in memory',
  onDisk: 'stopSmsCampaign, journal on disk',
} as const;

/** What an order costs beside the request itself: from the call to the outcome, over a bare request and its reply. */
export async function benchModule({ servers, quick }: BenchPlan): Promise<readonly Row[]> {
  const { origin } = await servers.ask('plain');
  const folder = await mkdtemp(join(tmpdir(), 'kore-bench-journal-'));
  const log = { info: () => undefined, warn: () => undefined };
  const onDisk = openJournal({ folder, now: Date.now, log, clean: (text) => text });
  const order = orderAt(origin, { credential: secretCredential });
  const bench = new Bench({ time: quick ? 500 : 5000, warmupTime: quick ? 200 : 1500, retainSamples: true });
  const agent = new Agent({ keepAlive: true });
  const inMemory = createStopper({ journal: memoryJournal() });
  const withDisk = createStopper({ journal: onDisk });
  bench.add(names.bare, () => bareRequest(origin, agent));
  bench.add(names.module, () => mustStop(inMemory, order));
  bench.add(names.onDisk, () => mustStop(withDisk, order));
  try {
    await bench.run();
  } finally {
    agent.destroy();
    onDisk.dispose();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  const samplesOf = (name: string): readonly number[] => {
    const result = bench.getTask(name)?.result;
    if (result?.state !== 'completed') throw new Error(`${name}: ${JSON.stringify(result)}`);
    return result.latency.samples ?? [];
  };
  const rows = Object.values(names).map((name) => spreadRow(group, name, samplesOf(name)));
  const median = (name: string): number => spreadOf(samplesOf(name)).median;
  const over = (name: string): number => median(name) - median(names.bare);
  return [
    ...rows,
    figureRow(group, 'over the bare request, journal in memory', `${over(names.module).toFixed(2)} ms`, {
      text: `under ${goalMs} ms`,
      met: over(names.module) < goalMs,
    }),
    figureRow(group, 'over the bare request, journal on disk', `${over(names.onDisk).toFixed(2)} ms`),
  ];
}

async function mustStop({ stopSmsCampaign }: Stopper, order: StopOrder): Promise<void> {
  const { verdict, message } = await stopSmsCampaign(order, { confirm: false });
  if (verdict !== 'stopped') throw new Error(message);
}

function memoryJournal(): Journal {
  const lines: unknown[] = [];
  return {
    begin: (intent) => Promise.resolve(void lines.push(intent)),
    end: (...outcome) => Promise.resolve(void lines.push(outcome)),
  };
}

const token = jwt.sign({ sub: 'bench', appId: ids.streamId, jti: 'a'.repeat(36) }, 'not-a-real-secret', {
  expiresIn: '1h',
});

function bareRequest(origin: string, agent: Agent): Promise<void> {
  const { accountId, streamId, campaignId } = ids;
  const { target, headers, body } = stopRequest({ origin, accountId, streamId, iid: streamId }, campaignId);
  const { hostname, port } = new URL(origin);
  const length = String(Buffer.byteLength(body));
  return new Promise((resolve, reject) => {
    const call = request(
      {
        hostname,
        port,
        path: target,
        method: 'POST',
        agent,
        headers: { auth: token, ...headers, 'Content-Length': length },
      },
      (reply) => reply.resume().on('end', resolve).on('error', reject),
    );
    call.on('error', reject);
    call.end(body);
  });
}
