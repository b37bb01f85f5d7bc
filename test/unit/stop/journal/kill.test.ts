import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { openJournal, type JournalEntry } from '../../../../src/stop/journal/index.ts';
import { kore, reply, saysState, saysStopped } from '../../support/answers.ts';
import { useServers } from '../../support/recorder.ts';

/** How often, and when: `KORE_KILLS` and `KORE_SEED` choose. */
const kills = Number(process.env.KORE_KILLS ?? 200);
const seed = Number(process.env.KORE_SEED ?? randomInt(2 ** 31));
const atOnce = 4;
/** From the begin of an order to well after its end. */
const longestMs = 60;
const childSource = fileURLToPath(new URL('../../support/killedStop.ts', import.meta.url));

/** Numbers that a seed makes again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Killed {
  readonly campaignId: string;
  readonly moment: string;
  /** The order went on without its line, and said so. */
  readonly warned: boolean;
  readonly ended: boolean;
  readonly entry: JournalEntry | undefined;
}

describe('A process that is killed while it stops a campaign', () => {
  const startServer = useServers();
  let folder = '';
  let child = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kore-kill-'));
    child = join(folder, 'killedStop.cjs');
    await build({
      entryPoints: [childSource],
      outfile: child,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'warning',
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Kills one at its moment: so many milliseconds after its begin, or with the first byte of its request. */
  async function killOne(
    lane: string,
    campaignId: string,
    afterMs: number | 'firstByte',
    seen: Set<string>,
  ): Promise<Killed> {
    let stopsAtFirstByte = (): void => undefined;
    const answer = kore({ stop: [reply(503), saysStopped], status: [saysState('Active'), saysState('Stopped')] });
    const server = await startServer((socket) => {
      socket.once('data', (chunk: Buffer) => {
        if (chunk.includes('/trigger/')) seen.add(campaignId);
        stopsAtFirstByte();
        const [target = ''] = /(?<= )\S+/.exec(chunk.toString('latin1')) ?? [];
        answer({ method: '', target, headers: [], body: '' }, socket);
      });
    });
    const env = { KORE_FOLDER: lane, KORE_HOST: `http://127.0.0.1:${server.port}`, KORE_CAMPAIGN: campaignId };
    const process = spawn(globalThis.process.execPath, [child], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const gone = once(process, 'close');
    if (afterMs === 'firstByte') stopsAtFirstByte = () => void process.kill('SIGKILL');
    let said = '';
    process.stdout.on('data', (chunk: Buffer) => {
      if (said === '' && afterMs !== 'firstByte') void sleep(afterMs).then(() => process.kill('SIGKILL'));
      said += chunk.toString();
      if (said.includes('ended')) process.kill('SIGKILL');
    });
    await gone;
    // Read by one that knows nothing of it but the folder.
    const reader = openJournal({ folder: lane, now: Date.now });
    const entries = await reader.read();
    reader.dispose();
    return {
      campaignId,
      moment: String(afterMs),
      warned: said.includes('warned The journal'),
      ended: said.includes('ended'),
      entry: entries.find((one) => one.intent.campaignId === campaignId),
    };
  }

  it(`leaves every order of which a byte had left in the journal (${kills} kills, seed ${seed}; KORE_SEED runs them again)`, async function () {
    this.timeout(180_000);
    const random = randomFrom(seed);
    const seen = new Set<string>();
    const all: Killed[] = [];
    const moments = Array.from({ length: kills }, (_, n) =>
      n % 4 === 0 ? ('firstByte' as const) : random() * longestMs,
    );
    const lanes = Array.from({ length: atOnce }, (_, n) => join(folder, `journal-${n}`));
    await Promise.all(
      lanes.map(async (lane, n) => {
        for (let index = n; index < moments.length; index += atOnce) {
          all.push(await killOne(lane, `cd-${index}`, moments[index] ?? 0, seen));
        }
      }),
    );
    const facts = `seed ${seed}: ${JSON.stringify(all.map(({ campaignId, moment, warned, ended }) => [campaignId, moment, warned, ended]))}`;
    for (const { campaignId, warned, entry } of all) {
      if (!seen.has(campaignId) || warned) continue;
      assert.ok(entry !== undefined, `${campaignId} is not in the journal; ${facts}`);
      assert.ok(entry.interrupted || entry.outcome !== undefined, `${campaignId} seems to be running; ${facts}`);
    }
    // An order that goes on without its line warns of it: a busy disk may do that to a few.
    const without = all.filter(({ campaignId, warned }) => warned && seen.has(campaignId));
    assert.ok(
      without.length <= Math.max(2, kills / 10),
      `${without.length} orders went on without a journal; ${facts}`,
    );
    assert.ok(all.filter(({ entry }) => entry?.interrupted).length >= kills / 4, `too few were interrupted; ${facts}`);

    for (const lane of lanes) {
      const left = all.filter(({ entry }) => entry?.interrupted).map(({ campaignId }) => campaignId);
      const [one, other] = [openJournal({ folder: lane, now: Date.now }), openJournal({ folder: lane, now: Date.now })];
      const taken = (await Promise.all([one.takeOver(), other.takeOver()])).flat();
      one.dispose();
      other.dispose();
      const told = taken.filter(({ why }) => why === 'interrupted').map(({ intent }) => intent.campaignId);
      const expected = left.filter((id) => lanes.indexOf(lane) === Number(id.slice(3)) % atOnce);
      assert.deepEqual(told.sort(), expected.sort(), facts);
    }
  });

  it('is not told as interrupted by a second window before it is killed, and by one window after', async () => {
    const lane = join(folder, 'second-window');
    let asked = (): void => undefined;
    const isOut = new Promise<void>((resolve) => (asked = resolve));
    const { port } = await startServer((socket) => void socket.once('data', asked));
    const env = { KORE_FOLDER: lane, KORE_HOST: `http://127.0.0.1:${port}`, KORE_CAMPAIGN: 'cd-out' };
    const running = spawn(process.execPath, [child], { env, stdio: 'ignore' });
    const gone = once(running, 'close');
    const windows = [1, 2].map(() => openJournal({ folder: lane, now: Date.now }));
    try {
      await isOut;
      for (const window of windows) assert.deepEqual(await window.takeOver(), []);
      const [entry] = (await windows[0]?.read()) ?? [];
      assert.deepEqual([entry?.intent.campaignId, entry?.interrupted], ['cd-out', false]);
    } finally {
      running.kill('SIGKILL');
    }
    await gone;
    const taken = await Promise.all(windows.map((window) => window.takeOver()));
    assert.deepEqual(
      taken.flat().map(({ intent, why }) => [intent.campaignId, why]),
      [['cd-out', 'interrupted']],
    );
    for (const window of windows) window.dispose();
  });
});
