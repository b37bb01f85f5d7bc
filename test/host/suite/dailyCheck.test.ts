import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';

import { ListingLock } from '../../../src/kore/listing/listingLock.ts';
import { goOnline } from '../../../src/online.ts';
import { startSimulator, type Simulator } from '../../../src/practice/index.ts';
import type { Credential } from '../../../src/streams/stream.ts';
import type { KnownStream } from '../../../src/texts/knownCampaign.ts';
import { checkProduction } from '../../../src/ui/readiness/checkProduction.ts';
import { DailyCheck } from '../../../src/ui/readiness/dailyCheck.ts';
import { DailyCheckSwitch } from '../../../src/ui/readiness/dailyCheckSwitch.ts';

const log = { info: () => undefined, warn: () => undefined };
const turn = (on: boolean | undefined): Thenable<void> =>
  vscode.workspace.getConfiguration('kore').update('dailyCheck', on, vscode.ConfigurationTarget.Global);
const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await wait(10);
};

describe('The daily check', () => {
  let folder = '';
  let kores: readonly Simulator[] = [];
  let streams: readonly KnownStream[] = [];
  const credentials = new Map<string, Credential>();
  let nowMs = 0;
  /** What waits until time is let go by. */
  const waiting: (() => void)[] = [];
  let begun = 0;
  let ended = 0;
  const told: (readonly string[])[] = [];
  const held = new Map<string, unknown>();
  let daily: DailyCheckSwitch;

  const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('over')));
      waiting.push(() => {
        nowMs += ms;
        resolve();
      });
    });
  /** Lets the check's next wait be over. */
  const passNextWait = async (): Promise<void> => {
    await until(() => waiting.length > 0);
    waiting.shift()?.();
  };
  const callsOf = (index: number): readonly string[] =>
    kores[index]?.state().requests.map(({ target }) => target) ?? [];

  function start(): Promise<{ dispose(): void }> {
    begun += 1;
    const online = goOnline({ log, tokenLifetimeSeconds: () => 300, clean: (text) => text });
    const lockSleep = async (ms: number, signal: AbortSignal): Promise<void> => {
      await wait(ms, undefined, { signal, ref: false });
    };
    const lock = new ListingLock({ folder, owner: 'this window', now: Date.now, sleep: lockSleep, log });
    const check = new DailyCheck({
      memory: {
        get: (key: string) => held.get(key),
        update: (key, value) => Promise.resolve(void held.set(key, value)),
      },
      lock: { hold: () => lock.hold(0), release: () => lock.release() },
      check: (options) =>
        checkProduction(
          {
            board: { streams: () => streams },
            readiness: {
              lookUp: ({ name }) => {
                const credential = credentials.get(name);
                return Promise.resolve(
                  credential === undefined ? { kind: 'none' } : { kind: 'found', keep: 'computer', credential },
                );
              },
              remember: () => Promise.resolve(),
              describe: () => Promise.resolve({ label: 'client id …1234', keep: 'computer' }),
            },
            online: () => Promise.resolve(online),
            tell: (failing) => void told.push(failing.map(({ stream }) => stream.name)),
          },
          options,
        ),
      now: () => nowMs,
      sleep,
      random: () => 0.5,
      log,
    });
    void check.run();
    return Promise.resolve({
      dispose: () => {
        ended += 1;
        check.dispose();
      },
    });
  }

  before('start three Kores', async () => {
    folder = await mkdtemp(join(tmpdir(), 'kore-daily-'));
    kores = await Promise.all([1, 2, 3].map(() => startSimulator()));
    streams = kores.map(({ stream }, index) => ({
      ...stream,
      name: `Acme ${String(index + 1)}`,
      tier: index === 2 ? 'staging' : 'production',
      campaigns: [{ id: 'cd-1' }],
    }));
    for (const [index, { credential }] of kores.entries()) credentials.set(`Acme ${String(index + 1)}`, credential);
    nowMs = Date.now();
    daily = new DailyCheckSwitch(start, log);
    daily.begin();
  });
  after('leave nothing behind', async () => {
    daily.dispose();
    await turn(undefined);
    await Promise.all(kores.map((kore) => kore.close()));
    await rm(folder, { recursive: true, force: true });
  });

  it('is not begun unless its setting asks for it', () => {
    assert.equal(vscode.workspace.getConfiguration('kore').get('dailyCheck'), false);
    assert.equal(begun, 0);
  });

  it('is begun by its setting: production streams are asked once each, a failing one is told, and no stop is sent', async () => {
    kores[1]?.misbehave({ kind: 'answer', call: 'list', status: 403 });
    await turn(true);
    await until(() => begun === 1);
    await passNextWait();
    await until(() => told.length > 0);
    assert.deepEqual(told, [['Acme 2']]);
    assert.deepEqual(
      [0, 1, 2].map((index) => callsOf(index).length),
      [1, 1, 0],
    );
    assert.ok([...callsOf(0), ...callsOf(1)].every((target) => target.includes('getAllCampaignDetails')));
  });

  it('ends with its setting', async () => {
    await turn(false);
    await until(() => ended === 1);
    assert.equal(begun, 1);
  });
});
