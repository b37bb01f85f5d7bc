import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { JournalEntry, StopJournal } from '../../../src/stop/journal/index.ts';
import type { SafetyTimer } from '../../../src/stop/safetyTimer/index.ts';
import type { StopOutcome } from '../../../src/stop/outcome.ts';
import { english } from '../../../src/streams/problemText.ts';
import type { KnownCampaign, KnownStream } from '../../../src/texts/knownCampaign.ts';
import { CampaignBoard } from '../../../src/ui/campaigns/campaignBoard.ts';
import type { CredentialLookup } from '../../../src/ui/credentials/credentialStore.ts';
import type { Outlet } from '../../../src/ui/outlet.ts';
import type { FlowResult } from '../../../src/ui/stopping/stopFlow.ts';
import type { TimerDesk } from '../../../src/ui/timers/timerDesk.ts';
import { TimerLoader } from '../../../src/ui/timers/timerLoader.ts';
import { WindowTimers } from '../../../src/ui/timers/windowTimers.ts';

const minuteMs = 60_000;
const staging: KnownStream = {
  name: 'Acme Retail',
  host: 'https://platform.kore.ai',
  accountId: 'acc-1',
  streamId: 'st-1',
  tier: 'staging',
  campaigns: [{ id: 'cd-1', name: 'Checkout test' }],
};
const found: CredentialLookup = {
  kind: 'found',
  credential: { kind: 'token', token: 'not.a.token' },
  keep: 'computer',
};

describe('The safety timers of a window', () => {
  let folder = '';
  let streams: readonly KnownStream[];
  let credential: Promise<CredentialLookup>;
  let entries: readonly JournalEntry[];
  let answer: string | undefined;
  let board: CampaignBoard;
  let timers: WindowTimers;
  /** What was told and asked, in order. */
  let heard: string[];
  /** What was done, in order. */
  let done: string[];
  let told: { readonly result: FlowResult; readonly added: string }[];
  let stop: (campaign: KnownCampaign) => Promise<FlowResult | undefined>;

  const outcomeOf = (more: Partial<StopOutcome> = {}): StopOutcome => ({
    verdict: 'stopped',
    confirmedBy: 'status',
    effect: 'stopped',
    state: 'Stopped',
    stateReadAt: new Date().toISOString(),
    message: 'Stopped.',
    requests: 1,
    startedAt: new Date().toISOString(),
    finishedAt: new Date().toISOString(),
    ...more,
  });
  const timer = (more: Partial<SafetyTimer> = {}): SafetyTimer => ({
    id: '0123456789abcdef',
    stream: { name: 'Acme Retail', origin: 'https://platform.kore.ai', accountId: 'acc-1', streamId: 'st-1' },
    tier: 'staging',
    campaignId: 'cd-1',
    setAtMs: Date.now() - 10 * minuteMs,
    dueAtMs: Date.now(),
    ...more,
  });
  const due = (more: Partial<SafetyTimer> = {}) => ({ timer: timer(more), lateMs: 0, lateBecause: 'held' as const });
  const newTimer = (campaignId = 'cd-1') => ({ ...timer(), campaignId, minutes: 10 });
  const until = async (what: () => boolean): Promise<void> => {
    while (!what()) await new Promise((resolve) => setTimeout(resolve, 10));
  };

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'kore-timers-')), 'timers');
    streams = [staging];
    credential = Promise.resolve(found);
    entries = [];
    answer = undefined;
    heard = [];
    done = [];
    told = [];
    stop = (campaign) => Promise.resolve({ campaign, outcome: outcomeOf() });
    board = new CampaignBoard({
      streams: () => streams,
      settingProblems: () => [],
      credentialOf: () => credential,
      online: () => Promise.reject(new Error('not here')),
      now: Date.now,
    });
    const note = (words: string) => (): Promise<void> => {
      done.push(words);
      return Promise.resolve();
    };
    const say = (sentence: string, ...buttons: readonly string[]): Promise<string | undefined> => {
      heard.push([sentence, ...buttons].join(' | '));
      return Promise.resolve(answer);
    };
    const desk: TimerDesk = {
      folder,
      board,
      credentials: { find: () => credential },
      reader: { l10n: english, language: 'en' },
      outlet: { error: say, info: say, status: (text: string) => void heard.push(text) } as unknown as Outlet,
      log: { info: () => undefined, warn: () => undefined },
      now: Date.now,
      journal: () => Promise.resolve({ read: () => Promise.resolve(entries) } as unknown as StopJournal),
      inspectToken: () => Promise.resolve({ kind: 'opaque' }),
      findCampaign: () => Promise.resolve(board.find(staging, 'cd-1')),
      enterCredential: () => Promise.resolve(false),
      stopAsAgreed: async (campaign) => {
        done.push('stop');
        return stop(campaign);
      },
      tell: (result, added) => void told.push({ result, added }),
      stopNow: note('stop now'),
      checkNow: note('check now'),
      showByHand: note('by hand'),
      showLog: () => undefined,
    };
    timers = new WindowTimers(desk);
    await timers.start();
  });
  afterEach(async () => {
    timers.dispose();
    board.dispose();
    await rm(join(folder, '..'), { recursive: true, force: true });
  });

  it('stop what is due without a question, and tell whose doing it was', async () => {
    await timers.fire({ ...due(), lateMs: 2 * minuteMs, lateBecause: 'slept' });
    assert.deepEqual([done, heard], [['stop'], []]);
    const [{ result, added } = assert.fail('nothing was told')] = told;
    assert.deepEqual([result.campaign.name, result.outcome.verdict], ['Checkout test', 'stopped']);
    assert.match(added, /^By the safety timer set \d\d:\d\d, 2 minutes late: the computer slept/);
  });

  it('send nothing without a credential, and tell that as how the stop ended', async () => {
    credential = Promise.resolve({ kind: 'none' });
    assert.equal(await timers.canStop(timer()), false);
    await timers.fire(due());
    assert.deepEqual(done, []);
    const { activity } = board.find(staging, 'cd-1');
    assert.ok(activity?.kind === 'ended');
    const { verdict, reason, requests } = activity.outcome;
    assert.deepEqual([verdict, reason, requests], ['notStopped', 'noCredential', 0]);
    assert.equal(told[0]?.result.outcome, activity.outcome);
  });

  it('do not wait for a keyring that does not answer', async () => {
    credential = new Promise(() => undefined);
    await timers.fire(due());
    const [{ result } = assert.fail('nothing was told')] = told;
    assert.deepEqual([done, result.outcome.reason], [[], 'secretStore']);
    assert.match(String(result.outcome.details?.words), /did not answer within 5 s/);
  }).timeout(20_000);

  it('stop nothing of a stream that is production by now, has no tier, or is in no setting', () => {
    const { name, host, accountId, streamId, campaigns } = staging;
    const withoutTier = { name, host, accountId, streamId, campaigns };
    for (const now of [[{ ...staging, tier: 'production' } as const], [withoutTier], []]) {
      streams = now;
      assert.equal(timers.mayStop(timer()), false);
    }
    streams = [staging];
    assert.equal(timers.mayStop(timer()), true);
    assert.equal(timers.mayStop(timer({ tier: 'practice' })), false);
  });

  it('leave those of a practice stream that is not in this window alone', () => {
    assert.equal(timers.isElsewhere(timer({ tier: 'practice' })), true);
    assert.equal(timers.isElsewhere(timer()), false);
    streams = [{ ...staging, practice: true }];
    assert.equal(timers.isElsewhere(timer({ tier: 'practice' })), false);
    assert.equal(timers.mayStop(timer({ tier: 'practice' })), true);
    assert.equal(timers.mayStop(timer()), false);
  });

  it('ask about one that was missed, and do what is chosen', async () => {
    for (const [chosen, then] of [
      ['Stop Now', ['stop now']],
      ['Check Now', ['check now']],
      ['Dismiss', []],
      [undefined, []],
    ] as const) {
      answer = chosen;
      done = [];
      await timers.ask({ timer: timer(), why: 'missed', atMs: Date.now() });
      assert.match(heard.at(-1) ?? '', /was missed: .* Nothing was sent\. \| Stop Now \| Check Now \| Dismiss$/);
      assert.deepEqual(done, then);
    }
  });

  it('ask for no credential because of what a file says: a stream must be in the settings', async () => {
    streams = [];
    answer = 'How to Stop by Hand';
    await timers.ask({ timer: timer(), why: 'refused', atMs: Date.now() });
    assert.match(
      heard[0] ?? '',
      /is no longer in the settings\. Nothing was sent\. \| How to Stop by Hand \| Dismiss$/,
    );
    assert.deepEqual(done, ['by hand']);
  });

  it('ask when a stop goes wrong that nobody foresaw', async () => {
    stop = () => Promise.reject(new Error('no such file'));
    await timers.fire(due());
    assert.match(heard[0] ?? '', /went off, and its stop failed: no such file\. Treat it as still sending/);
  });

  describe('whose window died with a timer in its hands', () => {
    const ask = (): Promise<void> => timers.ask({ timer: timer(), why: 'cut', atMs: Date.now() });
    const entry = (more: Partial<JournalEntry>): JournalEntry => {
      const { stream, campaignId } = timer();
      return {
        intent: { id: 'one', at: new Date().toISOString(), stream, campaignId },
        later: [],
        notes: [],
        interrupted: false,
        ...more,
      };
    };

    it('ask where the record of stops tells nothing', async () => {
      const old = entry({ outcome: outcomeOf() });
      const other = entry({ outcome: outcomeOf() });
      entries = [
        { ...old, intent: { ...old.intent, at: new Date(Date.now() - minuteMs).toISOString() } },
        { ...other, intent: { ...other.intent, campaignId: 'cd-2' } },
      ];
      await ask();
      assert.match(heard[0] ?? '', /VS Code closed before it was known how that ended\. Treat it as still sending/);
      assert.deepEqual(told, []);
    });

    it('leave what was interrupted, or is not resolved, to what restores stops', async () => {
      for (const left of [
        entry({ interrupted: true }),
        entry({ outcome: outcomeOf({ verdict: 'unknown', reason: 'noAnswer' }) }),
      ]) {
        entries = [left];
        await ask();
      }
      assert.deepEqual([heard, told], [[], []]);
    });

    it('tell a stop that worked, in its row too', async () => {
      const outcome = outcomeOf();
      entries = [entry({ outcome })];
      await ask();
      assert.deepEqual([heard, told.map(({ result }) => result.outcome)], [[], [outcome]]);
      const { activity } = board.find(staging, 'cd-1');
      assert.ok(activity?.kind === 'ended' && activity.outcome === outcome);
    });
  });

  it('show in the row what waits, and end it when the person has stopped the campaign', async () => {
    const set = await timers.core.set(newTimer());
    assert.equal(board.find(staging, 'cd-1').stopsAtMs, set.dueAtMs);
    const campaign = board.find(staging, 'cd-1');
    board.noteStopping(campaign);
    board.noteOutcome(campaign, outcomeOf({ verdict: 'unknown', reason: 'noAnswer' }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(board.find(staging, 'cd-1').stopsAtMs, set.dueAtMs);
    board.noteStopping(campaign);
    board.noteOutcome(campaign, outcomeOf());
    await until(() => heard.length > 0);
    assert.deepEqual(heard, ['The safety timer of “Checkout test” (staging) was ended: it no longer sends.']);
    assert.deepEqual([timers.waiting(), board.find(staging, 'cd-1').stopsAtMs], [[], undefined]);
  });

  it('keep one that was set after the campaign had been stopped', async () => {
    const campaign = board.find(staging, 'cd-1');
    board.noteOutcome(campaign, outcomeOf({ finishedAt: new Date(Date.now() - minuteMs).toISOString() }));
    await timers.core.set(newTimer());
    board.noteOutcome(board.find(staging, 'cd-2'), outcomeOf());
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(timers.waiting().length, 1);
  });

  it('refuse production, and a stream without a tier, without asking for anything', async () => {
    streams = [{ ...staging, tier: 'production' }];
    const asked = new WindowTimers({
      ...timers.desk,
      findCampaign: () => Promise.resolve(board.find(streams[0] ?? staging, 'cd-1')),
    });
    await asked.set();
    assert.match(heard[0] ?? '', /^No safety timer was set for “Checkout test” \(PRODUCTION\)/);
    assert.deepEqual(await readdir(folder).catch(() => []), []);
    asked.dispose();
  });

  it('are removed from this computer, with all that they left', async () => {
    await timers.core.set(newTimer());
    await timers.core.set(newTimer('cd-2'));
    await timers.removeAll();
    assert.deepEqual(timers.waiting(), []);
    await assert.rejects(readdir(folder), { code: 'ENOENT' });
    assert.deepEqual(heard, []);
  }).timeout(20_000);

  it('are loaded when there is one, and by nothing else', async () => {
    let loads = 0;
    const load = (): Promise<WindowTimers> => {
      loads += 1;
      return Promise.resolve(timers);
    };
    const loader = new TimerLoader({ folder, load, log: timers.desk.log });
    assert.deepEqual([await loader.openIfAny(), loads], [undefined, 0]);
    await timers.core.set(newTimer());
    assert.equal(await loader.openIfAny(), timers);
    await loader.open();
    assert.equal(loads, 1);
    loader.dispose();
  });

  it('are loaded again after a failure', async () => {
    let loads = 0;
    const load = (): Promise<WindowTimers> => {
      loads += 1;
      return loads === 1 ? Promise.reject(new Error('not there')) : Promise.resolve(timers);
    };
    const loader = new TimerLoader({ folder, load, log: timers.desk.log });
    await assert.rejects(loader.open(), /not there/);
    assert.equal(await loader.open(), timers);
    loader.dispose();
  });
});
