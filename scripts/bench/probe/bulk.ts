import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRateBudget } from '../../../src/kore/rateBudget.ts';
import { completePorts } from '../../../src/kore/realPorts.ts';
import { createStopper } from '../../../src/stop/index.ts';
import { openJournal } from '../../../src/stop/journal/index.ts';
import { steadyMs } from '../clock.ts';
import type { BareBulkSent, BulkSent, HttpCall, ProbeCalls } from './protocol.ts';

/** With a journal on disk and the budget of a minute in which nothing was sent yet, as the window has them. */
export async function bulk(wish: Parameters<ProbeCalls['bulk']>[0]): Promise<BulkSent> {
  const folder = await mkdtemp(join(tmpdir(), 'kore-bench-journal-'));
  const log = { info: () => undefined, warn: () => undefined };
  const journal = openJournal({ folder, now: Date.now, log, clean: (text) => text });
  try {
    const stopper = createStopper({ journal, budget: createRateBudget(completePorts({})) });
    const orders = wish.flatMap(({ kore: { stream, credential }, campaignIds }) =>
      campaignIds.map((campaignId) => ({ stream, credential, campaignId })),
    );
    const beganMs = steadyMs();
    const outcomes = await stopper.stopManySmsCampaigns(orders);
    const endedMs = steadyMs();
    const verdicts: Record<string, number> = {};
    for (const { verdict } of outcomes) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    return { beganMs, endedMs, verdicts };
  } finally {
    journal.dispose();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The same requests by Node's `https` as VS Code has changed it, with nothing around them. */
export async function bareBulk({ calls, atOnce }: Parameters<ProbeCalls['bareBulk']>[0]): Promise<BareBulkSent> {
  const left = [...calls];
  const sendNext = async (): Promise<void> => {
    for (let call = left.shift(); call !== undefined; call = left.shift()) await sendBare(call);
  };
  const beganMs = steadyMs();
  await Promise.all(Array.from({ length: atOnce }, sendNext));
  return { beganMs, endedMs: steadyMs() };
}

async function sendBare({ url, headers, body }: HttpCall): Promise<void> {
  const length = String(Buffer.byteLength(body));
  const call = request(url, {
    method: 'POST',
    headers: { ...headers, Connection: 'keep-alive', 'Content-Length': length },
  });
  call.end(body);
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
}
