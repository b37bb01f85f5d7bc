import assert from 'node:assert/strict';

import { createStopper, type StopOptions, type StopperPorts, type StopStep } from '../../../src/stop/index.ts';
import { isStop, kore, reply, reset, saysState, saysStopped, silence } from '../support/answers.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { orderAt } from '../support/orders.ts';
import { refusedPort, useRecorders, type Answer } from '../support/recorder.ts';

describe('A cancelled stop', () => {
  const startRecorder = useRecorders();

  it('sends nothing when it was cancelled before', async () => {
    const recorder = await startRecorder(saysStopped);
    const signal = AbortSignal.abort();
    const outcome = await createStopper().stopSmsCampaign(orderAt(recorder.origin), { signal });
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['notStopped', 'cancelled', 0]);
    assert.equal(outcome.details?.nothingSent, true);
    assert.equal(recorder.connections(), 0);
  });

  it('sends nothing when it was cancelled while the journal was written', async () => {
    const recorder = await startRecorder(saysStopped);
    const cancel = new AbortController();
    const journal: NonNullable<StopperPorts['journal']> = {
      begin: () => {
        cancel.abort();
        return Promise.resolve();
      },
      end: () => Promise.resolve(),
    };
    const outcome = await createStopper({ journal }).stopSmsCampaign(orderAt(recorder.origin), {
      signal: cancel.signal,
    });
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['notStopped', 'cancelled', 0]);
    assert.equal(recorder.connections(), 0);
  });

  it('is unknown when the request was in flight, and reads nothing more', async () => {
    const cancel = new AbortController();
    const recorder = await startRecorder((request, socket) => {
      silence(request, socket);
      cancel.abort();
    });
    const steps: string[] = [];
    const onProgress = (step: StopStep): void => void steps.push(step.kind);
    const options = { signal: cancel.signal, onProgress };
    const outcome = await createStopper().stopSmsCampaign(orderAt(recorder.origin), options);
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['unknown', 'cancelled', 1]);
    assert.deepEqual(steps, ['sending']);
    assert.equal(outcome.details?.nothingSent, undefined);
    assert.equal(recorder.requests.length, 1);
  });

  it('is unknown when the reply had begun', async () => {
    const cancel = new AbortController();
    const recorder = await startRecorder((_request, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"status":', () => cancel.abort());
    });
    const outcome = await createStopper().stopSmsCampaign(orderAt(recorder.origin), { signal: cancel.signal });
    assert.deepEqual([outcome.verdict, outcome.reason], ['unknown', 'cancelled']);
  });

  const whileReading: readonly (readonly [what: string, stop: Answer, verdict: string, because: string | undefined])[] =
    [
      ['Stopped', saysStopped, 'stopped', undefined],
      ['less than Stopped', reply(202, {}), 'accepted', 'cancelled'],
      ['an error', reply(500), 'unknown', 'cancelled'],
      ['a refusal', reply(409), 'notStopped', 'cancelled'],
    ];
  for (const [what, stop, verdict, reason] of whileReading) {
    it(`is ${verdict} when it is cancelled during the first reading after ${what}`, async () => {
      const cancel = new AbortController();
      const recorder = await startRecorder(kore({ stop, status: () => cancel.abort() }));
      const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin), {
        signal: cancel.signal,
      });
      assert.deepEqual([outcome.verdict, outcome.reason], [verdict, reason]);
      if (verdict === 'stopped') {
        assert.deepEqual([outcome.confirmedBy, outcome.uncheckedBecause], ['reply', 'cancelled']);
      }
    });
  }

  it('starts no reading once it is cancelled after the answer', async () => {
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
    const cancel = new AbortController();
    const lanes: string[] = [];
    const budget: NonNullable<StopperPorts['budget']> = {
      take: (_account, lane) => {
        lanes.push(lane);
        return Promise.resolve();
      },
    };
    const options: StopOptions = {
      signal: cancel.signal,
      onProgress: (step) => {
        if (step.kind === 'answered') cancel.abort();
      },
    };
    const outcome = await createStopper({ budget }).stopSmsCampaign(orderAt(recorder.origin), options);
    assert.deepEqual(recorder.requests.map(isStop), [true]);
    assert.deepEqual(lanes, ['stop']);
    assert.deepEqual([outcome.verdict, outcome.uncheckedBecause], ['stopped', 'cancelled']);
  });

  it('says so when it is cancelled during the last reading that there is time for', async () => {
    const clock = fakeClock();
    const endsAtMs = clock.now() + 60_000;
    const cancel = new AbortController();
    const status: Answer = (request, socket) => {
      if (clock.now() + 4000 < endsAtMs) saysState('Active')(request, socket);
      else cancel.abort();
    };
    const recorder = await startRecorder(kore({ stop: reply(202, {}), status }));
    const outcome = await createStopper(clock).stopSmsCampaign(orderAt(recorder.origin), { signal: cancel.signal });
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.state], ['accepted', 'cancelled', 'Active']);
  });

  it('keeps what was read before it was cancelled between two readings', async () => {
    const cancel = new AbortController();
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Active') }));
    const options: StopOptions = {
      signal: cancel.signal,
      onProgress: (step) => {
        if (step.kind === 'read') cancel.abort();
      },
    };
    const outcome = await createStopper().stopSmsCampaign(orderAt(recorder.origin), options);
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.state], ['accepted', 'cancelled', 'Active']);
  });

  it('stays stopped when it is cancelled after it was read so', async () => {
    const cancel = new AbortController();
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
    const options: StopOptions = {
      signal: cancel.signal,
      onProgress: (step) => {
        if (step.kind === 'read') cancel.abort();
      },
    };
    const outcome = await createStopper().stopSmsCampaign(orderAt(recorder.origin), options);
    assert.deepEqual([outcome.verdict, outcome.confirmedBy], ['stopped', 'status']);
  });

  const whileWaiting: readonly (readonly [what: string, stop: readonly Answer[], verdict: string, status: number])[] = [
    ['the rate limit', [reply(429)], 'notStopped', 429],
    ['the rate limit that asks for 30 s', [reply(429, '', { 'Retry-After': '30' })], 'notStopped', 429],
    ['425', [reply(425)], 'notStopped', 425],
    ['a server error', [reply(500)], 'unknown', 500],
    ['503 that asks for 30 s', [reply(503, '', { 'Retry-After': '30' })], 'unknown', 503],
  ];
  for (const [what, stop, verdict, httpStatus] of whileWaiting) {
    it(`is ${verdict} at once when it is cancelled while it waits after ${what}, and sends and reads no more`, async () => {
      const clock = fakeClock();
      const startedAtMs = clock.now();
      const cancel = new AbortController();
      const recorder = await startRecorder(kore({ stop: [...stop, saysStopped], status: saysState('Stopped') }));
      const options: StopOptions = {
        signal: cancel.signal,
        onProgress: (step) => {
          if (step.kind === 'waiting') queueMicrotask(() => cancel.abort());
        },
      };
      const outcome = await createStopper(clock).stopSmsCampaign(orderAt(recorder.origin), options);
      assert.deepEqual(
        [outcome.verdict, outcome.reason, outcome.requests, outcome.httpStatus],
        [verdict, 'cancelled', 1, httpStatus],
      );
      assert.equal(recorder.requests.length, 1);
      assert.equal(clock.now(), startedAtMs);
    });
  }

  it('sends nothing when it is cancelled while it waits after a request that could not leave', async () => {
    const cancel = new AbortController();
    const options: StopOptions = {
      signal: cancel.signal,
      onProgress: (step) => {
        if (step.kind === 'waiting') cancel.abort();
      },
    };
    const order = orderAt(`127.0.0.1:${await refusedPort()}`);
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(order, options);
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['notStopped', 'cancelled', 0]);
    assert.equal(outcome.details?.nothingSent, true);
  });

  it('sends no fourth request when it is cancelled while it waits for the minute to be over', async () => {
    const cancel = new AbortController();
    const recorder = await startRecorder(reply(429));
    let waits = 0;
    const options: StopOptions = {
      signal: cancel.signal,
      onProgress: (step) => {
        if (step.kind === 'waiting') waits += 1;
        if (waits === 3) queueMicrotask(() => cancel.abort());
      },
    };
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin), options);
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['notStopped', 'cancelled', 3]);
    assert.equal(recorder.requests.length, 3);
  });

  for (const [what, first] of [
    ['the rate limit', reply(429)],
    ['a reset', reset],
  ] as const) {
    it(`is unknown when it is cancelled with the second request in flight after ${what}`, async () => {
      const cancel = new AbortController();
      const recorder = await startRecorder(kore({ stop: [first, () => cancel.abort()], status: saysState('Stopped') }));
      const { signal } = cancel;
      const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin), { signal });
      assert.deepEqual(
        [outcome.verdict, outcome.reason, outcome.requests, outcome.httpStatus],
        ['unknown', 'cancelled', 2, undefined],
      );
      assert.deepEqual(recorder.requests.map(isStop), [true, true]);
    });
  }

  it('keeps the one reading of a request that may have been acted on', async () => {
    const cancel = new AbortController();
    const recorder = await startRecorder(kore({ stop: reply(500), status: saysState('Active') }));
    const options: StopOptions = {
      signal: cancel.signal,
      onProgress: (step) => {
        if (step.kind === 'read') cancel.abort();
      },
    };
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin), options);
    assert.deepEqual(
      [outcome.verdict, outcome.reason, outcome.state, outcome.requests],
      ['notStopped', 'cancelled', 'Active', 3],
    );
    assert.deepEqual(recorder.requests.map(isStop), [true, true, true, false]);
  });

  it('tells no step after the cancel', async () => {
    for (const last of ['sending', 'answered', 'waiting', 'checking', 'read']) {
      const cancel = new AbortController();
      const recorder = await startRecorder(kore({ stop: [reply(500), saysStopped], status: saysState('Active') }));
      const steps: string[] = [];
      const options: StopOptions = {
        signal: cancel.signal,
        onProgress: ({ kind }) => {
          steps.push(kind);
          if (kind === last) cancel.abort();
        },
      };
      await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin), options);
      assert.deepEqual([steps.at(-1), steps.filter((step) => step === last).length], [last, 1]);
    }
  });

  it('has an outcome like any other when the signal is never used', async () => {
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
    const { signal } = new AbortController();
    const outcome = await createStopper(fakeClock()).stopSmsCampaign(orderAt(recorder.origin), { signal });
    assert.equal(outcome.confirmedBy, 'status');
  });
});
