import type { BenchPlan } from './plan.ts';
import { spreadOf, spreadRow, type Row } from './row.ts';
import type { HttpCall } from './probe/protocol.ts';
import type { KoreThere } from './server/protocol.ts';
import { stopCall } from './wire/calls.ts';
import { runCurl } from './wire/curl.ts';
import { StopWindow } from './wire/stopWindow.ts';

const group =
  '60 stops at once (two accounts, TLS, 127.0.0.2): until the first byte of the last request is at the server';
const accounts = 2;
/** An account takes 60 requests in a minute, and a bulk reads lists as well. */
const ofEach = 30;
/** It takes longer with fewer and with more. */
const bareAtOnce = 2;

/** The module's way for many, in the extension host, beside curl with the same requests. */
export async function benchBulk({ servers, probe, quick }: BenchPlan): Promise<readonly Row[]> {
  const rounds = quick ? 2 : 6;
  const window = await StopWindow.open(servers, { probe: probe.extension, campaigns: 1 });
  const own: number[] = [];
  const ownWhole: number[] = [];
  const bare: number[] = [];
  const curl: number[] = [];
  const curlWhole: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const ours = await koresOf(`cd-own${round}`);
      const sent = await window.probe.ask('bulk', ours);
      if (sent.verdicts.stopped !== accounts * ofEach)
        throw new Error(`Not all stopped: ${JSON.stringify(sent.verdicts)}`);
      own.push((await lastFirstByteMs()) - sent.beganMs);
      ownWhole.push(sent.endedMs - sent.beganMs);

      const alone = await callsOf(`cd-bare${round}`);
      const { beganMs } = await window.probe.ask('bareBulk', { calls: alone, atOnce: bareAtOnce });
      bare.push((await lastFirstByteMs()) - beganMs);

      const calls = await callsOf(`cd-curl${round}`);
      const ran = await runCurl(calls, { authorityFile: servers.authorityFile });
      curl.push((await lastFirstByteMs()) - ran.beganMs);
      curlWhole.push(ran.endedMs - ran.beganMs);
    }
  } finally {
    await window.close();
  }
  // The first of each warms up.
  const [curlAll, ownAll] = [curl.slice(1), own.slice(1)];
  const curlMedian = spreadOf(curlAll).median;
  return [
    spreadRow(group, 'Kore Campaigns, in the extension host', ownAll, ({ median }) => ({
      text: 'not slower than curl',
      met: median <= curlMedian,
    })),
    spreadRow(group, 'curl --parallel', curlAll),
    spreadRow(group, `https.request in the extension host, nothing of ours, ${bareAtOnce} at a time`, bare.slice(1)),
    spreadRow(group, 'Kore Campaigns, until each is stopped and confirmed by a reading', ownWhole.slice(1)),
    spreadRow(group, 'curl --parallel, until it ends (nothing is confirmed)', curlWhole.slice(1)),
  ];

  async function koresOf(prefix: string): Promise<readonly { kore: KoreThere; campaignIds: readonly string[] }[]> {
    const kores = [];
    for (let nth = 0; nth < accounts; nth += 1) {
      const kore = await servers.ask('kore', { prefix: `${prefix}-${nth}`, campaigns: ofEach });
      const campaignIds = Array.from({ length: ofEach }, (_, id) => `${prefix}-${nth}-${id}`);
      kores.push({ kore, campaignIds });
    }
    await servers.ask('hangUp');
    await servers.ask('traffic');
    return kores;
  }

  async function callsOf(prefix: string): Promise<readonly HttpCall[]> {
    const kores = await koresOf(prefix);
    return kores.flatMap(({ kore, campaignIds }) => campaignIds.map((id) => stopCall(kore, id)));
  }

  async function lastFirstByteMs(): Promise<number> {
    const { stops } = await servers.ask('traffic');
    const campaigns = new Set(stops.map(({ campaignId }) => campaignId));
    if (campaigns.size !== accounts * ofEach) throw new Error(`${campaigns.size} campaigns were stopped at the server`);
    return Math.max(...stops.map(({ firstByteMs }) => firstByteMs));
  }
}
