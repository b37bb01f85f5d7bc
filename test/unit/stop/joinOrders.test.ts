import assert from 'node:assert/strict';

import {
  createStopper,
  type Journal,
  type StopIntent,
  type StopOrder,
  type Stopper,
  type StopStep,
} from '../../../src/stop/index.ts';
import { isStop, kore, reply, saysState, saysStopped, silence } from '../support/answers.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { ids, keptLog, orderAt, secretCredential } from '../support/orders.ts';
import { useRecorders, type Answer, type Recorder } from '../support/recorder.ts';

interface Held {
  readonly recorder: Recorder;
  /** Resolves when the first stop request has arrived. */
  readonly arrived: Promise<void>;
  /** Lets the requests that wait be answered, and those that come later. */
  readonly release: () => void;
}

/** A Kore that answers stop requests only once it is told to. */
function useHeldKore(): (stop?: Answer, status?: Answer) => Promise<Held> {
  const startRecorder = useRecorders();
  return async (stop = saysStopped, status = saysState('Stopped')) => {
    let noteArrival: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      noteArrival = resolve;
    });
    const waiting: (() => void)[] = [];
    let released = false;
    const answer = kore({ stop, status });
    const recorder = await startRecorder((request, socket) => {
      if (released || !isStop(request)) answer(request, socket);
      else waiting.push(() => answer(request, socket));
      noteArrival();
    });
    const release = (): void => {
      released = true;
      for (const go of waiting.splice(0)) go();
    };
    return { recorder, arrived, release };
  };
}

describe('A second stop of a campaign that is being stopped', () => {
  const startHeldKore = useHeldKore();
  const startRecorder = useRecorders();

  it('gets the outcome of the first, with one request on the wire', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const { stopSmsCampaign } = createStopper();
    const first = stopSmsCampaign(orderAt(recorder.origin));
    await arrived;
    const second = stopSmsCampaign(orderAt(recorder.origin));
    release();
    const outcome = await first;
    assert.equal(await second, outcome);
    assert.deepEqual([outcome.verdict, outcome.confirmedBy, outcome.requests], ['stopped', 'status', 1]);
    assert.deepEqual(recorder.requests.map(isStop), [true, false]);
  });

  it('is one although both are called at the same moment, and a hundred are', async () => {
    const { recorder, release } = await startHeldKore();
    release();
    const { stopSmsCampaign } = createStopper();
    const all = await Promise.all(Array.from({ length: 100 }, () => stopSmsCampaign(orderAt(recorder.origin))));
    assert.equal(new Set(all).size, 1);
    assert.equal(recorder.requests.filter(isStop).length, 1);
  });

  it('is found by what is stopped, not by how it is written', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const { stopSmsCampaign } = createStopper();
    const first = stopSmsCampaign(orderAt(recorder.origin));
    await arrived;
    const written: StopOrder = {
      stream: {
        name: 'Another name',
        host: ` ${recorder.origin.replace('http', 'HTTP')}/ `,
        accountId: ` ${ids.accountId}\n`,
        streamId: `\t${ids.streamId}`,
        iid: 'st-another-app',
      },
      campaignId: ` ${ids.campaignId} \n`,
      credential: { kind: 'token', token: 'not-a-real-token' },
    };
    const second = stopSmsCampaign(written, { confirm: false, deadlineMs: 1, attemptTimeoutMs: 1 });
    release();
    assert.equal(await second, await first);
    assert.equal((await second).confirmedBy, 'status');
    assert.equal(recorder.requests.filter(isStop).length, 1);
  });

  for (const [what, change] of [
    ['campaign', (order: StopOrder) => ({ ...order, campaignId: `${ids.campaignId}0` })],
    ['stream', (order: StopOrder) => ({ ...order, stream: { ...order.stream, streamId: 'st-other' } })],
    ['account', (order: StopOrder) => ({ ...order, stream: { ...order.stream, accountId: 'other' } })],
  ] as const) {
    it(`is one of its own when the ${what} is another`, async () => {
      const { recorder, arrived, release } = await startHeldKore();
      const { stopSmsCampaign } = createStopper();
      const order = orderAt(recorder.origin);
      const first = stopSmsCampaign(order);
      await arrived;
      const second = stopSmsCampaign(change(order));
      release();
      assert.notEqual(await second, await first);
      assert.equal(recorder.requests.filter(isStop).length, 2);
    });
  }

  it('is one of its own although the ids are the same letters in a row', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const { stopSmsCampaign } = createStopper();
    const of = (accountId: string, streamId: string, campaignId: string) => {
      const order = orderAt(recorder.origin, { campaignId });
      return stopSmsCampaign({ ...order, stream: { ...order.stream, accountId, streamId } });
    };
    const orders = [of('ab', 'cd', 'ef')];
    await arrived;
    orders.push(of('a', 'bcd', 'ef'), of('ab', 'c', 'def'));
    release();
    await Promise.all(orders);
    assert.equal(recorder.requests.filter(isStop).length, 3);
  });

  it('is one of its own when the host is another', async () => {
    const [one, other] = [await startHeldKore(), await startHeldKore()];
    const { stopSmsCampaign } = createStopper();
    const outcomes = [stopSmsCampaign(orderAt(one.recorder.origin)), stopSmsCampaign(orderAt(other.recorder.origin))];
    one.release();
    other.release();
    await Promise.all(outcomes);
    for (const { recorder } of [one, other]) assert.equal(recorder.requests.filter(isStop).length, 1);
  });

  it('is one of its own when the first has ended', async () => {
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
    const { stopSmsCampaign } = createStopper();
    const first = await stopSmsCampaign(orderAt(recorder.origin));
    const second = await stopSmsCampaign(orderAt(recorder.origin));
    assert.notEqual(first, second);
    assert.equal(recorder.requests.filter(isStop).length, 2);
  });

  it('is one of its own in another stopper', async () => {
    const { recorder, release } = await startHeldKore();
    release();
    const stoppers: Stopper[] = [createStopper(), createStopper()];
    await Promise.all(stoppers.map(({ stopSmsCampaign }) => stopSmsCampaign(orderAt(recorder.origin))));
    assert.equal(recorder.requests.filter(isStop).length, 2);
  });

  it('finds in another window that it was stopped already', async () => {
    const alreadyStopped = reply(409, { message: 'Campaign is already stopped' });
    const recorder = await startRecorder(kore({ stop: [saysStopped, alreadyStopped], status: saysState('Stopped') }));
    const windows: Stopper[] = [createStopper(), createStopper()];
    const outcomes = await Promise.all(windows.map(({ stopSmsCampaign }) => stopSmsCampaign(orderAt(recorder.origin))));
    const told = outcomes.map(({ verdict, effect, state, requests }) => ({ verdict, effect, state, requests }));
    const stopped = { verdict: 'stopped', effect: 'stopped', state: 'Stopped', requests: 1 };
    const ends = told.sort((one, other) => String(other.effect).localeCompare(String(one.effect)));
    assert.deepEqual(ends, [stopped, { ...stopped, effect: 'alreadyStopped' }]);
  });

  it('is refused for its own bad input, and the first goes on', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const { stopSmsCampaign } = createStopper();
    const first = stopSmsCampaign(orderAt(recorder.origin));
    await arrived;
    const credential = { ...secretCredential, clientId: '' };
    const second = await stopSmsCampaign(orderAt(recorder.origin, { credential }));
    assert.deepEqual([second.verdict, second.reason], ['notStopped', 'badInput']);
    release();
    assert.equal((await first).verdict, 'stopped');
  });

  it('leaves one intent and one outcome in the journal', async () => {
    const intents: StopIntent[] = [];
    const ends: string[] = [];
    const journal: Journal = {
      begin: (intent) => Promise.resolve(void intents.push(intent)),
      end: (id) => Promise.resolve(void ends.push(id)),
    };
    const { recorder, arrived, release } = await startHeldKore();
    const { stopSmsCampaign } = createStopper({ journal });
    const first = stopSmsCampaign(orderAt(recorder.origin));
    await arrived;
    const second = stopSmsCampaign(orderAt(recorder.origin));
    release();
    await Promise.all([first, second]);
    assert.equal(intents.length, 1);
    assert.deepEqual(ends, [intents[0]?.id]);
  });

  it('says in the log that it waits for the first', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const log = keptLog();
    const { stopSmsCampaign } = createStopper({ log });
    const first = stopSmsCampaign(orderAt(recorder.origin));
    await arrived;
    const second = stopSmsCampaign(orderAt(recorder.origin));
    release();
    await Promise.all([first, second]);
    assert.equal(log.lines.filter((line) => line.includes('on its way already')).length, 1);
  });
});

describe('The steps of a second stop', () => {
  const startHeldKore = useHeldKore();

  it('begin with since when the first is on its way, and are the first one’s from there', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const clock = fakeClock();
    const { stopSmsCampaign } = createStopper(clock);
    const steps: Record<'first' | 'second', StopStep[]> = { first: [], second: [] };
    const first = stopSmsCampaign(orderAt(recorder.origin), { onProgress: (step) => void steps.first.push(step) });
    await arrived;
    const atMs = clock.now();
    const second = stopSmsCampaign(orderAt(recorder.origin), { onProgress: (step) => void steps.second.push(step) });
    release();
    await Promise.all([first, second]);
    const later: readonly StopStep[] = [
      { kind: 'answered', says: 'stopped', atMs },
      { kind: 'checking' },
      { kind: 'read', state: 'Stopped', atMs },
    ];
    assert.deepEqual(steps.first, [{ kind: 'sending', attempt: 1, attempts: 3, atMs }, ...later]);
    assert.deepEqual(steps.second, [{ kind: 'joined', atMs }, ...later]);
  });

  it('are told to nobody where nobody listens, without a warning', async () => {
    const { recorder, release } = await startHeldKore();
    release();
    const log = keptLog();
    const { stopSmsCampaign } = createStopper({ log });
    await Promise.all([stopSmsCampaign(orderAt(recorder.origin)), stopSmsCampaign(orderAt(recorder.origin))]);
    assert.deepEqual(
      log.lines.filter((line) => line.includes('listener')),
      [],
    );
  });

  it('are told although the first one’s listener throws, and the other way round', async () => {
    const throws = (): never => {
      throw new Error('listener');
    };
    for (const broken of [0, 1]) {
      const { recorder, arrived, release } = await startHeldKore();
      const { stopSmsCampaign } = createStopper();
      const kinds: string[] = [];
      const listens = (step: StopStep): void => void kinds.push(step.kind);
      const listeners = broken === 0 ? [throws, listens] : [listens, throws];
      const [one, other] = listeners.map((onProgress) => ({ onProgress }));
      const first = stopSmsCampaign(orderAt(recorder.origin), one);
      await arrived;
      const second = stopSmsCampaign(orderAt(recorder.origin), other);
      release();
      assert.equal((await first).confirmedBy, 'status');
      assert.equal(await second, await first);
      assert.deepEqual(kinds, [broken === 0 ? 'joined' : 'sending', 'answered', 'checking', 'read']);
    }
  });
});

describe('A cancel of one who waits for the same stop', () => {
  const startHeldKore = useHeldKore();
  const startRecorder = useRecorders();

  for (const who of ['first', 'second'] as const) {
    it(`ends the waiting of the ${who} with what is known so far, and the other goes on`, async () => {
      const { recorder, arrived, release } = await startHeldKore();
      const { stopSmsCampaign } = createStopper();
      const cancel = new AbortController();
      const { signal } = cancel;
      const first = stopSmsCampaign(orderAt(recorder.origin), who === 'first' ? { signal } : {});
      await arrived;
      const second = stopSmsCampaign(orderAt(recorder.origin), who === 'second' ? { signal } : {});
      cancel.abort();
      const [left, other] = who === 'first' ? [first, second] : [second, first];
      const soFar = await left;
      assert.deepEqual([soFar.verdict, soFar.reason, soFar.requests], ['unknown', 'cancelled', 1]);
      assert.equal(soFar.details, undefined);
      release();
      const outcome = await other;
      assert.deepEqual([outcome.verdict, outcome.confirmedBy], ['stopped', 'status']);
      assert.equal(recorder.requests.filter(isStop).length, 1);
    });
  }

  it('tells what was known: Stopped by the reply, not yet read', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const { stopSmsCampaign } = createStopper();
    const cancel = new AbortController();
    const first = stopSmsCampaign(orderAt(recorder.origin));
    await arrived;
    const second = stopSmsCampaign(orderAt(recorder.origin), {
      signal: cancel.signal,
      onProgress: (step) => {
        if (step.kind === 'answered') cancel.abort();
      },
    });
    release();
    const { verdict, confirmedBy, uncheckedBecause, httpStatus } = await second;
    assert.deepEqual([verdict, confirmedBy, uncheckedBecause, httpStatus], ['stopped', 'reply', 'cancelled', 200]);
    assert.equal((await first).confirmedBy, 'status');
  });

  it('tells that nothing was taken while the order waits between two requests', async () => {
    const recorder = await startRecorder(kore({ stop: [reply(429), saysStopped], status: saysState('Stopped') }));
    const { stopSmsCampaign } = createStopper(fakeClock());
    const cancel = new AbortController();
    const waits = (step: StopStep): void => {
      if (step.kind === 'waiting') cancel.abort();
    };
    const first = stopSmsCampaign(orderAt(recorder.origin));
    const second = await stopSmsCampaign(orderAt(recorder.origin), { signal: cancel.signal, onProgress: waits });
    assert.deepEqual([second.verdict, second.reason, second.requests], ['notStopped', 'cancelled', 1]);
    assert.equal((await first).verdict, 'stopped');
  });

  it('tells it no step more', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const { stopSmsCampaign } = createStopper();
    const cancel = new AbortController();
    const kinds: string[] = [];
    const first = stopSmsCampaign(orderAt(recorder.origin));
    await arrived;
    const onProgress = (step: StopStep): void => void kinds.push(step.kind);
    const second = stopSmsCampaign(orderAt(recorder.origin), { signal: cancel.signal, onProgress });
    cancel.abort();
    await second;
    release();
    await first;
    assert.deepEqual(kinds, ['joined']);
  });

  it('ends the order when it is the last of all', async () => {
    const { recorder, arrived } = await startHeldKore(silence);
    const { stopSmsCampaign } = createStopper();
    const cancels = [new AbortController(), new AbortController(), new AbortController()];
    const waits = cancels.map(({ signal }) => stopSmsCampaign(orderAt(recorder.origin), { signal }));
    await arrived;
    for (const cancel of cancels) cancel.abort();
    for (const outcome of await Promise.all(waits)) {
      assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['unknown', 'cancelled', 1]);
    }
    assert.equal(recorder.requests.length, 1);
  });

  it('counts only once', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const { stopSmsCampaign } = createStopper();
    const shared = new AbortController();
    const first = stopSmsCampaign(orderAt(recorder.origin));
    await arrived;
    const second = stopSmsCampaign(orderAt(recorder.origin), { signal: shared.signal });
    shared.abort();
    shared.abort();
    assert.equal((await second).reason, 'cancelled');
    release();
    assert.equal((await first).verdict, 'stopped');
  });

  it('holds although the listener cancels at the word that it joined', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const { stopSmsCampaign } = createStopper();
    const first = stopSmsCampaign(orderAt(recorder.origin));
    await arrived;
    const cancel = new AbortController();
    const onProgress = (): void => cancel.abort();
    const second = await stopSmsCampaign(orderAt(recorder.origin), { signal: cancel.signal, onProgress });
    assert.deepEqual([second.verdict, second.reason], ['unknown', 'cancelled']);
    release();
    assert.equal((await first).verdict, 'stopped');
  });

  it('lets the next stop be a new one at once', async () => {
    const { recorder, arrived, release } = await startHeldKore();
    const { stopSmsCampaign } = createStopper();
    const cancel = new AbortController();
    const first = stopSmsCampaign(orderAt(recorder.origin), { signal: cancel.signal });
    await arrived;
    cancel.abort();
    const again = stopSmsCampaign(orderAt(recorder.origin));
    assert.equal((await first).verdict, 'unknown');
    // A third one finds the new one, although the cancelled one ended after it began.
    const third = stopSmsCampaign(orderAt(recorder.origin));
    release();
    assert.deepEqual([(await again).verdict, (await again).confirmedBy], ['stopped', 'status']);
    assert.equal(await third, await again);
    assert.equal(recorder.requests.filter(isStop).length, 2);
  });
});
