import assert from 'node:assert/strict';

import { listRequest } from '../../../src/kore/endpoints.ts';
import { callKore, type RateBudget, type StopNotice } from '../../../src/kore/caller.ts';
import { createRateBudget } from '../../../src/kore/rateBudget.ts';
import { completePorts } from '../../../src/kore/realPorts.ts';
import { startSimulator } from '../../../src/practice/index.ts';
import { createStopper, type Credential, type Journal } from '../../../src/stop/index.ts';
import { token } from '../practice/practiceClient.ts';
import { isStop, kore, reply, saysState, saysStopped } from '../support/answers.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { tally } from '../support/manyStops.ts';
import { ids, orderAt, secretCredential } from '../support/orders.ts';
import { useRecorders } from '../support/recorder.ts';
import { useRuns } from '../support/runs.ts';
import { sendingCampaign } from '../support/sendingCampaign.ts';

const many = Array.from({ length: 50 }, (_, nth) => `cd-${nth}`);
const unsigned: Credential = { kind: 'token', token: 'not-a-real-token' };

describe('50 stops at once', () => {
  const startRecorder = useRecorders();

  it('all leave before the first is checked and before a list is read, however long the journal takes', async () => {
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped'), list: reply(200) }));
    const ports = completePorts({});
    const budget = createRateBudget(ports);
    let written = 0;
    const journal: Journal = {
      // The first at once, the last after 40 ms: the first would be answered long before the last is sent.
      begin: () => ports.sleep((written++ * 40) / many.length),
      end: () => Promise.resolve(),
    };
    const { stopSmsCampaign } = createStopper({ budget, journal });
    // A short deadline shortens the time for which those that the budget holds back are checked.
    const orders = many.map((campaignId) =>
      stopSmsCampaign(orderAt(recorder.origin, { campaignId }), { deadlineMs: 6000 }),
    );
    const target = { origin: recorder.origin, accountId: ids.accountId, streamId: ids.streamId, iid: ids.streamId };
    const cancelList = new AbortController();
    const list = callKore(
      listRequest(target, { limit: 1, skip: 0 }),
      { target, credential: secretCredential },
      { ...ports, budget },
      { timeoutMs: 1000, signal: cancelList.signal },
    );
    const outcomes = await Promise.all(orders);
    cancelList.abort();
    await list;
    const stopsFirst = recorder.requests.map(isStop);
    assert.deepEqual(stopsFirst.slice(0, 50), Array<boolean>(50).fill(true));
    assert.deepEqual(stopsFirst.slice(50), Array<boolean>(10).fill(false));
    assert.deepEqual(tally(outcomes), { 'stopped status': 10, 'stopped reply budget': 40 });
  });

  it('have one outcome each, and none fails for Kore’s rate limit', async () => {
    const clock = fakeClock();
    const simulator = await startSimulator({ now: clock.now, campaigns: many.map((id) => sendingCampaign({ id })) });
    try {
      // Signed before: while this computer signs, no request is out and the clock would run on.
      const credential: Credential = { kind: 'token', token: token(simulator) };
      const { stopSmsCampaign } = createStopper({ ...clock, budget: createRateBudget(clock) });
      const orders = many.map((campaignId) => stopSmsCampaign({ stream: simulator.stream, campaignId, credential }));
      const outcomes = await Promise.all(orders);
      const { campaigns, requests } = simulator.state();
      assert.deepEqual(new Set(campaigns.map(({ status }) => status)), new Set(['Stopped']));
      assert.deepEqual(new Set(requests.map(({ status }) => status)), new Set([200]));
      assert.equal(
        requests.findLastIndex(({ target }) => target.includes('trigger=stop')),
        49,
      );
      assert.deepEqual(tally(outcomes), { 'stopped status': 10, 'stopped reply budget': 40 });
    } finally {
      await simulator.close();
    }
  });
});

describe('An order with the real rate budget', () => {
  const run = useRuns();
  const script = { stop: saysStopped, status: saysState('Stopped') };

  it('is not held back by its own announcement', async () => {
    const { outcome, endedAfterSeconds } = await run(script, {}, { credential: unsigned }, (clock) => ({
      budget: createRateBudget(clock),
    }));
    assert.deepEqual([outcome.confirmedBy, endedAfterSeconds], ['status', 0]);
  });

  it('is sent at once when the minute is used up', async () => {
    const { outcome, sentAfterSeconds } = await run(script, {}, { credential: unsigned }, (clock) => {
      const budget = createRateBudget({ ...clock, perMinute: 1 });
      void budget.take('one', 'confirm');
      return { budget: { ...budget, take: (_account, lane, signal) => budget.take('one', lane, signal) } };
    });
    assert.deepEqual(sentAfterSeconds, [0]);
    assert.equal(outcome.uncheckedBecause, 'budget');
  });
});

describe('The announcement of a stop', () => {
  const startRecorder = useRecorders();

  /** A budget that lets everything go and notes what it is told. */
  function noting(): {
    readonly budget: RateBudget;
    readonly told: readonly string[];
    readonly note: (word: string) => void;
  } {
    const told: string[] = [];
    const note = (word: string): void => {
      if (told.at(-1) !== word) told.push(word);
    };
    const notice: StopNotice = { handedOver: () => note('handed over'), end: () => note('ended') };
    return {
      told,
      note,
      budget: {
        take: (_account, lane) => {
          note(lane);
          return Promise.resolve();
        },
        announceStop: (account) => {
          note(`announced ${account}`);
          return notice;
        },
      },
    };
  }

  it('is made before the journal is written, and ends with the exchange', async () => {
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
    const { budget, told, note } = noting();
    const journal: Journal = { begin: () => doing(() => note('written')), end: () => Promise.resolve() };
    const outcome = await createStopper({ budget, journal }).stopSmsCampaign(orderAt(recorder.origin));
    assert.equal(outcome.confirmedBy, 'status');
    const announced = `announced ${recorder.origin} ${ids.accountId}`;
    assert.deepEqual(told, [announced, 'written', 'stop', 'handed over', 'ended', 'confirm', 'ended']);
  });

  it('ends when the order is cancelled before it is sent', async () => {
    const { budget, told } = noting();
    const cancel = new AbortController();
    const journal: Journal = { begin: () => doing(() => cancel.abort()), end: () => Promise.resolve() };
    await createStopper({ budget, journal }).stopSmsCampaign(orderAt('https://kore.example'), {
      signal: cancel.signal,
    });
    assert.equal(told.at(-1), 'ended');
  });

  it('ends when the credential cannot sign', async () => {
    const { budget, told } = noting();
    const credential = {
      kind: 'privateKey',
      clientId: 'cs-1',
      privateKeyPem: pem('AAAA'),
      algorithm: 'RS256',
    } as const;
    const outcome = await createStopper({ budget }).stopSmsCampaign(orderAt('https://kore.example', { credential }));
    assert.equal(outcome.reason, 'badInput');
    assert.deepEqual(told.slice(1), ['stop', 'ended']);
  });

  it('is not made for an order that is refused', async () => {
    const { budget, told } = noting();
    await createStopper({ budget }).stopSmsCampaign(orderAt('https://kore.example', { campaignId: 'a/b' }));
    await createStopper({ budget }).stopSmsCampaign(orderAt('https://kore.example'), { signal: AbortSignal.abort() });
    assert.deepEqual(told, []);
  });
});

function doing(what: () => void): Promise<void> {
  what();
  return Promise.resolve();
}

/** A key that looks like one and is none. */
function pem(content: string): string {
  return ['-----BEGIN PRIVATE KEY-----', content, '-----END PRIVATE KEY-----', ''].join('\n');
}
