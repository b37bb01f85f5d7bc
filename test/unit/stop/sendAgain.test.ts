import assert from 'node:assert/strict';

import nodeFetch from 'node-fetch';

import { createStopper, type Credential, type StopOutcome } from '../../../src/stop/index.ts';
import { isStop, kore, reply, reset, saysState, saysStopped } from '../support/answers.ts';
import { makeCertificate } from '../support/certificate.ts';
import { fakeClock, type FakeClock } from '../support/fakeClock.ts';
import { keptLog, orderAt } from '../support/orders.ts';
import { headerValues, refusedPort, useRecorders, type Answer } from '../support/recorder.ts';
import { useRuns } from '../support/runs.ts';

const rateText = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";
const startMs = Date.UTC(2026, 10, 23, 2, 10, 45);
const noAnswer =
  (clock: FakeClock): Answer =>
  () =>
    clock.passNextTimer();

function facts({ verdict, reason, requests, httpStatus }: StopOutcome): readonly unknown[] {
  return [verdict, reason, requests, httpStatus];
}

describe('A stop that is sent again', () => {
  const run = useRuns();

  const passing: readonly (readonly [what: string, answer: Answer])[] = [
    ['500', reply(500)],
    ['502', reply(502)],
    ['503', reply(503)],
    ['504', reply(504)],
    ['408', reply(408)],
    ['425', reply(425)],
    ['429', reply(429)],
    ['the rate limit’s text with 200', reply(200, { message: rateText })],
    ['the rate limit’s text with 403', reply(403, rateText)],
    ['the rate limit’s text with 500', reply(500, rateText)],
    ['a reset, as of a connection that had died unseen', reset],
  ];
  for (const [what, answer] of passing) {
    it(`is stopped by the second request after ${what}`, async () => {
      const { outcome, sentAfterSeconds } = await run({ stop: [answer, saysStopped], status: saysState('Stopped') });
      assert.deepEqual(sentAfterSeconds, [0, 0.25]);
      assert.deepEqual(facts(outcome), ['stopped', undefined, 2, 200]);
      assert.deepEqual([outcome.confirmedBy, outcome.effect], ['status', 'stopped']);
    });

    it(`is stopped by the third request after ${what} twice`, async () => {
      const stop = [answer, answer, saysStopped];
      const { outcome, sentAfterSeconds } = await run({ stop, status: saysState('Stopped') });
      assert.deepEqual(sentAfterSeconds, [0, 0.25, 0.75]);
      assert.deepEqual(facts(outcome), ['stopped', undefined, 3, 200]);
    });
  }

  it('is known by the reply alone when nothing can be read, whatever came before it', async () => {
    const { outcome } = await run({ stop: [reset, reply(500), saysStopped], status: reply(403) });
    assert.deepEqual(facts(outcome), ['stopped', undefined, 3, 200]);
    assert.deepEqual([outcome.confirmedBy, outcome.uncheckedBecause], ['reply', 'refused']);
  });

  it('reads nothing before the last stop request has ended', async () => {
    for (const stop of [
      [reply(500), reset, saysStopped],
      [reply(500), reply(429), reply(404)],
      [reset, reply(202, {})],
    ]) {
      const { recorder } = await run({ stop, status: saysState('Stopped') });
      assert.deepEqual(recorder.requests.map(isStop), [...stop.map(() => true), false]);
    }
  });

  it('has a fresh token in each request', async () => {
    const { recorder } = await run({ stop: [reply(500), reply(429), saysStopped], status: saysState('Stopped') });
    const tokens = recorder.requests.flatMap((request) => headerValues(request, 'auth'));
    assert.equal(tokens.length, 4);
    assert.equal(new Set(tokens).size, 4);
  });

  it('tells each request and each wait', async () => {
    const { steps } = await run({ stop: [reply(500), reply(429), saysStopped], status: saysState('Stopped') });
    const [first, second, third] = [startMs, startMs + 250, startMs + 750];
    assert.deepEqual(steps, [
      { kind: 'sending', attempt: 1, attempts: 3, atMs: first },
      { kind: 'answered', says: 'other', atMs: first },
      { kind: 'waiting', because: 'again', untilMs: second },
      { kind: 'sending', attempt: 2, attempts: 3, atMs: second },
      { kind: 'answered', says: 'other', atMs: second },
      { kind: 'waiting', because: 'rate', untilMs: third },
      { kind: 'sending', attempt: 3, attempts: 3, atMs: third },
      { kind: 'answered', says: 'stopped', atMs: third },
      { kind: 'checking' },
      { kind: 'read', state: 'Stopped', atMs: third },
    ]);
  });

  it('has one line in the log for each request, and says how many there were', async () => {
    const { lines } = await run({ stop: [reply(500), reply(429), saysStopped], status: saysState('Stopped') });
    assert.deepEqual(
      lines.flatMap((line) => /trigger=stop: (\d+)/.exec(line)?.[1] ?? []),
      ['500', '429', '200'],
    );
    assert.match(lines.at(-1) ?? '', /; 3 stop requests sent\.$/);
  });
});

describe('A stop that cannot leave', () => {
  const startRecorder = useRecorders();

  it('is tried three times at a port that refuses, and nothing was sent', async () => {
    const log = keptLog();
    const clock = fakeClock();
    const port = await refusedPort();
    const outcome = await createStopper({ ...clock, log }).stopSmsCampaign(orderAt(`127.0.0.1:${port}`));
    assert.deepEqual(facts(outcome), ['notStopped', 'noConnection', 0, undefined]);
    assert.deepEqual(outcome.details, { code: 'ECONNREFUSED', nothingSent: true });
    assert.equal(log.lines.filter((line) => line.includes('nothing sent (connectionRefused')).length, 3);
    assert.equal(clock.now(), startMs + 750);
  });

  it('is stopped when the host takes a later one, and only that one counts', async () => {
    const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
    const closed = await refusedPort();
    let calls = 0;
    const clock = fakeClock((url, init) => {
      calls += 1;
      return nodeFetch(calls < 3 ? url.replace(String(recorder.port), String(closed)) : url, init);
    });
    const outcome = await createStopper(clock).stopSmsCampaign(orderAt(recorder.origin));
    assert.deepEqual(facts(outcome), ['stopped', undefined, 1, 200]);
  });

  it('is unknown when an earlier request did leave, for that one’s reason and with its facts', async () => {
    const recorder = await startRecorder(kore({ stop: reply(503, { message: 'maintenance' }), status: reply(403) }));
    const closed = await refusedPort();
    let calls = 0;
    const clock = fakeClock((url, init) => {
      calls += 1;
      return nodeFetch(calls === 2 || calls === 3 ? url.replace(String(recorder.port), String(closed)) : url, init);
    });
    const outcome = await createStopper(clock).stopSmsCampaign(orderAt(recorder.origin));
    assert.deepEqual(facts(outcome), ['unknown', 'serverError', 1, 503]);
    assert.deepEqual(outcome.details, { koreMessage: 'maintenance' });
  });

  it('is unknown too when what then stands there has a bad certificate, and that is not tried again', async () => {
    const { cert, key } = makeCertificate({ name: 'a', addresses: ['127.0.0.1'] });
    const recorder = await startRecorder(kore({ stop: reply(503), status: reply(403) }));
    const stranger = await startRecorder(saysStopped, { cert, key });
    let calls = 0;
    const clock = fakeClock((url, init) => {
      calls += 1;
      return nodeFetch(calls === 2 ? url.replace(recorder.origin, stranger.origin) : url, init);
    });
    const outcome = await createStopper(clock).stopSmsCampaign(orderAt(recorder.origin));
    assert.deepEqual(facts(outcome), ['unknown', 'serverError', 1, 503]);
    assert.deepEqual(recorder.requests.map(isStop), [true, false, false]);
    assert.equal(stranger.text(), '');
  });
});

describe('A stop whose earlier request may have been acted on', () => {
  const run = useRuns();
  const alreadyStopped = reply(400, { errors: [{ msg: 'Campaign is already stopped' }] });

  it('is stopped by us when a later one is refused as already stopped and the state is Stopped', async () => {
    const { outcome } = await run({ stop: [reset, alreadyStopped], status: saysState('Stopped') });
    assert.deepEqual(facts(outcome), ['stopped', undefined, 2, 400]);
    assert.deepEqual([outcome.confirmedBy, outcome.effect], ['status', 'stopped']);
  });

  it('is unknown when a later one is refused as already stopped and nothing can be read', async () => {
    const { outcome } = await run({ stop: [reset, alreadyStopped], status: reply(500) });
    assert.deepEqual(facts(outcome), ['unknown', 'noAnswer', 2, undefined]);
  });

  it('is not stopped when a later one is refused and the state still is Active', async () => {
    const { outcome } = await run({ stop: [reset, alreadyStopped], status: saysState('Active') });
    assert.deepEqual(facts(outcome), ['notStopped', 'stillRunning', 2, 400]);
  });

  for (const [what, later] of [
    ['404', reply(404)],
    ['401', reply(401)],
    ['403', reply(403)],
    ['a redirect', reply(302, '', { Location: '/login' })],
    ['429 that asks for too long', reply(429, '', { 'Retry-After': '3600' })],
  ] as const) {
    it(`is read after ${what}, and unknown when that says nothing`, async () => {
      const silent = await run({ stop: [reply(500, { message: 'no' }), later], status: reply(500) });
      assert.deepEqual(facts(silent.outcome), ['unknown', 'serverError', 2, 500]);
      assert.deepEqual(silent.outcome.details, { koreMessage: 'no' });
      const stopped = await run({ stop: [reply(500), later], status: saysState('Stopped') });
      assert.deepEqual([stopped.outcome.verdict, stopped.outcome.effect], ['stopped', 'stopped']);
      const active = await run({ stop: [reply(500), later], status: saysState('Active') });
      assert.deepEqual([active.outcome.verdict, active.outcome.reason], ['notStopped', 'stillRunning']);
    });
  }

  it('is unknown for the last reason for which it is', async () => {
    const timedOut = await run((clock) => ({ stop: [reply(500), noAnswer(clock), reply(429)], status: reply(403) }));
    assert.deepEqual(facts(timedOut.outcome), ['unknown', 'noAnswer', 3, undefined]);
    assert.equal(timedOut.outcome.details?.timedOut, true);
    const failed = await run({ stop: [reset, reply(200, { status: 'failure' })], status: reply(403) });
    assert.deepEqual(facts(failed.outcome), ['unknown', 'refused', 2, 200]);
    const page = await run({ stop: [reset, reply(200, '<html>')], status: reply(403) });
    assert.deepEqual(facts(page.outcome), ['unknown', 'badReply', 2, 200]);
  });

  it('is accepted when a later one was taken, whatever is read but Stopped', async () => {
    const { outcome } = await run({ stop: [reset, reply(202, {})], status: saysState('Active') });
    assert.deepEqual(facts(outcome), ['accepted', 'stillRunning', 2, 202]);
  });
});

describe('A stop that meets the rate limit', () => {
  const run = useRuns();
  const limited = (retryAfter: string): Answer => reply(429, '', { 'Retry-After': retryAfter });

  it('waits as long as Retry-After says in seconds', async () => {
    const stop = [limited('12'), limited('0'), saysStopped];
    const { outcome, sentAfterSeconds, steps } = await run({ stop, status: saysState('Stopped') });
    assert.deepEqual(sentAfterSeconds, [0, 12, 12]);
    assert.equal(outcome.confirmedBy, 'status');
    assert.deepEqual(
      steps.filter((step) => step.kind === 'waiting'),
      [12, 12].map((seconds) => ({ kind: 'waiting', because: 'rate', untilMs: startMs + seconds * 1000 })),
    );
  });

  it('waits until the date that Retry-After says', async () => {
    const stop = [limited('Mon, 23 Nov 2026 02:11:15 GMT'), saysStopped];
    const { sentAfterSeconds } = await run({ stop, status: saysState('Stopped') });
    assert.deepEqual(sentAfterSeconds, [0, 30]);
  });

  for (const header of ['-1', '1.5', 'soon', '99999999999', 'Mon, 23 Nov 2026 02:10:00 GMT', '']) {
    it(`waits its own time when Retry-After is “${header}”`, async () => {
      const { sentAfterSeconds } = await run({ stop: [limited(header), saysStopped], status: saysState('Stopped') });
      assert.deepEqual(sentAfterSeconds, [0, 0.25]);
    });
  }

  for (const [header, retryAt] of [
    ['50', '2026-11-23T02:11:35.000Z'],
    ['3600', '2026-11-23T03:10:45.000Z'],
    ['Mon, 23 Nov 2026 02:11:35 GMT', '2026-11-23T02:11:35.000Z'],
  ] as const) {
    it(`is not sent again when Retry-After is ${header}, which is too late, and tells until when`, async () => {
      const { outcome, recorder, endedAfterSeconds } = await run({ stop: limited(header) });
      assert.deepEqual(facts(outcome), ['notStopped', 'rateLimited', 1, 429]);
      assert.equal(outcome.details?.retryAt, retryAt);
      assert.equal(recorder.requests.length, 1);
      assert.equal(endedAfterSeconds, 0);
    });
  }

  it('is sent a fourth and last time 60 s after the first refusal', async () => {
    const { outcome, sentAfterSeconds, endedAfterSeconds, steps } = await run({ stop: reply(429) });
    assert.deepEqual(sentAfterSeconds, [0, 0.25, 0.75, 60]);
    assert.deepEqual(facts(outcome), ['notStopped', 'rateLimited', 4, 429]);
    assert.equal(endedAfterSeconds, 60);
    const waits = steps.filter((step) => step.kind === 'waiting');
    assert.deepEqual(waits.at(-1), { kind: 'waiting', because: 'rate', untilMs: startMs + 60_000 });
    assert.ok(steps.some((step) => step.kind === 'sending' && step.attempt === 4));
  });

  it('is stopped when the fourth is taken', async () => {
    const stop = [reply(429), reply(200, rateText), reply(429), saysStopped];
    const { outcome, readAfterSeconds } = await run({ stop, status: [saysState('Active'), saysState('Stopped')] });
    assert.deepEqual(facts(outcome), ['stopped', undefined, 4, 200]);
    assert.deepEqual(readAfterSeconds, [60, 61]);
  });

  it('has a deadline that moves with the fourth', async () => {
    const stop = [reply(429), reply(429), reply(429), reply(202, {})];
    const { outcome, readAfterSeconds, endedAfterSeconds } = await run({ stop, status: saysState('Active') });
    assert.deepEqual([outcome.verdict, outcome.reason], ['accepted', 'stillRunning']);
    assert.equal(readAfterSeconds[0], 60);
    // 60 s and the wait of 59.25 s.
    assert.ok(endedAfterSeconds > 115 && endedAfterSeconds <= 119.25, String(endedAfterSeconds));
  });

  it('may have been acted on when the fourth is not answered', async () => {
    const { outcome } = await run((clock) => ({
      stop: [reply(429), reply(429), reply(429), noAnswer(clock)],
      status: reply(403),
    }));
    assert.deepEqual(facts(outcome), ['unknown', 'noAnswer', 4, undefined]);
  });

  it('is sent three times only when the caller gave a deadline', async () => {
    const { outcome, sentAfterSeconds } = await run({ stop: reply(429) }, { deadlineMs: 300_000 });
    assert.deepEqual(sentAfterSeconds, [0, 0.25, 0.75]);
    assert.equal(outcome.requests, 3);
  });

  it('is sent three times only when another answer or none was among them', async () => {
    for (const other of [reply(500), reply(425), reset]) {
      for (const stop of [
        [other, reply(429), reply(429)],
        [reply(429), other, reply(429)],
        [reply(429), reply(429), other],
      ]) {
        const { outcome } = await run({ stop, status: reply(403) });
        assert.equal(outcome.requests, 3);
      }
    }
  });
});

describe('A stop that meets 503 with Retry-After', () => {
  const run = useRuns();
  const unavailable = (retryAfter: string): Answer => reply(503, '', { 'Retry-After': retryAfter });

  it('waits longer for it, and never less than its own time', async () => {
    const stop = [unavailable('0'), unavailable('9'), saysStopped];
    const { sentAfterSeconds, steps } = await run({ stop, status: saysState('Stopped') });
    assert.deepEqual(sentAfterSeconds, [0, 0.25, 9.25]);
    assert.ok(steps.every((step) => step.kind !== 'waiting' || step.because === 'again'));
  });

  it('is not sent again when it asks for too long; the state is read', async () => {
    const { outcome, recorder } = await run({ stop: unavailable('50'), status: saysState('Stopped') });
    assert.deepEqual(recorder.requests.map(isStop), [true, false]);
    assert.deepEqual([outcome.verdict, outcome.confirmedBy], ['stopped', 'status']);
  });

  it('counts for 429 and 503 alone', async () => {
    const stop = [reply(500, '', { 'Retry-After': '20' }), saysStopped];
    const { sentAfterSeconds } = await run({ stop, status: saysState('Stopped') });
    assert.deepEqual(sentAfterSeconds, [0, 0.25]);
  });
});

describe('The time of an order', () => {
  const run = useRuns();
  const silent = (clock: FakeClock) => ({ stop: noAnswer(clock), status: noAnswer(clock) });

  it('is 15 s for each of three requests, and the rest for readings', async () => {
    const { outcome, sentAfterSeconds, readAfterSeconds, endedAfterSeconds } = await run(silent);
    assert.deepEqual(sentAfterSeconds, [0, 15.25, 30.75]);
    assert.deepEqual(readAfterSeconds, [45.75, 51.75, 58.75]);
    assert.equal(endedAfterSeconds, 60);
    assert.deepEqual(facts(outcome), ['unknown', 'noAnswer', 3, undefined]);
  });

  it('has no stop request in its last 10 s', async () => {
    const { sentAfterSeconds, readAfterSeconds } = await run(silent, { attemptTimeoutMs: 30_000 });
    assert.deepEqual(sentAfterSeconds, [0, 30.25]);
    assert.deepEqual(readAfterSeconds, [50, 56]);
  });

  it('is all for stop requests when the check is off', async () => {
    const options = { attemptTimeoutMs: 40_000, confirm: false };
    const { sentAfterSeconds, readAfterSeconds, endedAfterSeconds } = await run(silent, options);
    assert.deepEqual(sentAfterSeconds, [0, 40.25]);
    assert.deepEqual(readAfterSeconds, []);
    assert.equal(endedAfterSeconds, 60);
  });

  it('is the caller’s, of which a quarter is for readings', async () => {
    const { sentAfterSeconds, readAfterSeconds, endedAfterSeconds } = await run(silent, { deadlineMs: 24_000 });
    assert.deepEqual(sentAfterSeconds, [0, 15.25]);
    assert.deepEqual(readAfterSeconds, [18, 23.4]);
    assert.equal(endedAfterSeconds, 24);
  });

  it('keeps its back-off under a short deadline', async () => {
    const { sentAfterSeconds } = await run({ stop: reply(500), status: reply(403) }, { deadlineMs: 800 });
    assert.deepEqual(sentAfterSeconds, [0, 0.25]);
  });

  it('is over when the computer was asleep between two requests: nothing more is sent or read', async () => {
    const anHourLate = (clock: FakeClock) => ({
      sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms === 250 ? 3_600_000 : ms, signal),
    });
    const { outcome, recorder } = await run({ stop: reply(500) }, {}, {}, anHourLate);
    assert.deepEqual(facts(outcome), ['unknown', 'serverError', 1, 500]);
    assert.equal(recorder.requests.length, 1);
  });

  it('sends nothing more when the computer wakes up in the time for readings, and takes them', async () => {
    for (const sleptMs of [50_000, 55_000]) {
      const late = (clock: FakeClock) => ({
        sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms === 250 ? sleptMs : ms, signal),
      });
      const script = { stop: reply(500), status: saysState('Stopped') };
      const { outcome, sentAfterSeconds, readAfterSeconds } = await run(script, {}, {}, late);
      assert.deepEqual([sentAfterSeconds, readAfterSeconds], [[0], [sleptMs / 1000]]);
      assert.deepEqual([outcome.verdict, outcome.confirmedBy], ['stopped', 'status']);
    }
  });

  it('is over when the computer was asleep between two readings', async () => {
    const anHourLate = (clock: FakeClock) => ({
      sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms === 1000 ? 3_600_000 : ms, signal),
    });
    const { outcome, readAfterSeconds } = await run(
      { stop: saysStopped, status: saysState('Active') },
      {},
      {},
      anHourLate,
    );
    assert.deepEqual(readAfterSeconds, [0]);
    assert.deepEqual([outcome.verdict, outcome.reason], ['accepted', 'stillRunning']);
  });
});

describe('An order whose readings the budget holds back', () => {
  const run = useRuns();
  const credential: Credential = { kind: 'token', token: 'not-a-real-token' };

  /** A budget that lets each reading go after so many milliseconds; stops go at once. */
  const holding = (heldMs: number) => (clock: FakeClock) => ({
    budget: {
      take: (_account: string, lane: string, signal?: AbortSignal) =>
        lane === 'stop' ? Promise.resolve() : clock.sleep(heldMs, signal),
    },
  });

  it('is stopped by the reply when the time is over, and says why', async () => {
    const script = { stop: saysStopped, status: saysState('Stopped') };
    const { outcome, recorder, endedAfterSeconds } = await run(script, {}, { credential }, holding(3_600_000));
    assert.deepEqual([outcome.confirmedBy, outcome.uncheckedBecause], ['reply', 'budget']);
    assert.deepEqual(recorder.requests.map(isStop), [true]);
    assert.equal(endedAfterSeconds, 20);
  });

  it('ends at its deadline with what is known', async () => {
    const script = { stop: reply(202, {}), status: saysState('Stopped') };
    const { outcome, endedAfterSeconds } = await run(script, {}, { credential }, holding(3_600_000));
    assert.deepEqual([outcome.verdict, outcome.reason], ['accepted', 'notConfirmed']);
    assert.equal(endedAfterSeconds, 60);
  });

  it('is confirmed when it allows the reading in time', async () => {
    const script = { stop: saysStopped, status: saysState('Stopped') };
    const { outcome, endedAfterSeconds } = await run(script, {}, { credential }, holding(19_000));
    assert.equal(outcome.confirmedBy, 'status');
    assert.equal(endedAfterSeconds, 19);
  });

  it('does not wait longer for the reading because it began late', async () => {
    const script = (clock: FakeClock) => ({ stop: saysStopped, status: noAnswer(clock) });
    const { outcome, endedAfterSeconds } = await run(script, {}, { credential }, holding(19_000));
    assert.deepEqual([outcome.confirmedBy, outcome.uncheckedBecause], ['reply', 'unreachable']);
    assert.equal(endedAfterSeconds, 20);
  });

  it('ends at once when it is cancelled meanwhile', async () => {
    const cancel = new AbortController();
    const cancelledMeanwhile = () => ({
      budget: {
        take: (_account: string, lane: string, signal?: AbortSignal) => {
          if (lane === 'stop') return Promise.resolve();
          queueMicrotask(() => cancel.abort());
          return new Promise<void>((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(new Error('aborted')));
          });
        },
      },
    });
    const script = { stop: saysStopped, status: saysState('Stopped') };
    const { outcome } = await run(script, { signal: cancel.signal }, { credential }, cancelledMeanwhile);
    assert.deepEqual([outcome.confirmedBy, outcome.uncheckedBecause], ['reply', 'cancelled']);
  });
});
