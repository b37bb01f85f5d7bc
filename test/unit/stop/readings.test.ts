import assert from 'node:assert/strict';

import { isStop, reply, reset, saysState, saysStopped } from '../support/answers.ts';
import { ids } from '../support/orders.ts';
import type { Answer } from '../support/recorder.ts';
import { useRuns } from '../support/runs.ts';

const accepted = reply(202, { status: 'Stopping' });
const statusOf = (data: unknown, status = 'success'): Answer => reply(200, { status, data });

describe('Readings after a reply that says Stopped', () => {
  const run = useRuns();

  it('end at the first Stopped, and the stop is confirmed by it', async () => {
    const { outcome, readAfterSeconds } = await run({ stop: saysStopped, status: saysState('Stopped') });
    assert.deepEqual(readAfterSeconds, [0]);
    const { message, ...facts } = outcome;
    assert.deepEqual(facts, {
      verdict: 'stopped',
      confirmedBy: 'status',
      effect: 'stopped',
      requests: 1,
      state: 'Stopped',
      stateReadAt: '2026-11-23T02:10:45.000Z',
      httpStatus: 200,
      details: { koreMessage: 'Campaign Stopped', campaignExecutionType: 'NORMAL', contentType: 'application/json' },
      updatedAt: '2025-12-05T12:07:54.225Z',
      startedAt: '2026-11-23T02:10:45.000Z',
      finishedAt: '2026-11-23T02:10:45.000Z',
    });
    assert.match(message, /^Stopped, read as Stopped at 2026-11-23T02:10:45.000Z: campaign cd-\S+ of Acme Retail; 1 /);
  });

  it('go on while it is still Active, with gaps of 0, 1, 2 and 4 seconds', async () => {
    const active = saysState('Active');
    const status = [active, active, active, saysState('Stopped')];
    const { outcome, readAfterSeconds } = await run({ stop: saysStopped, status });
    assert.deepEqual(readAfterSeconds, [0, 1, 3, 7]);
    assert.deepEqual([outcome.verdict, outcome.confirmedBy, outcome.state], ['stopped', 'status', 'Stopped']);
    assert.equal(outcome.stateReadAt, '2026-11-23T02:10:52.000Z');
  });

  it('end after 20 seconds of Active, and the stop is not confirmed', async () => {
    const { outcome, readAfterSeconds } = await run({ stop: saysStopped, status: saysState('Active') });
    assert.deepEqual(readAfterSeconds, [0, 1, 3, 7, 11, 15, 19]);
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.state], ['accepted', 'stillRunning', 'Active']);
    assert.equal(outcome.confirmedBy, undefined);
  });

  it('end at Completed, and the campaign had run to its end', async () => {
    const { outcome, readAfterSeconds } = await run({ stop: saysStopped, status: saysState('Completed') });
    assert.deepEqual(readAfterSeconds, [0]);
    assert.deepEqual([outcome.verdict, outcome.effect], ['stopped', 'finished']);
    assert.match(outcome.message, /^Too late/);
  });

  for (const state of ['Paused', 'Ready', 'Scheduled', 'Rescheduled']) {
    it(`leave it not confirmed when it is ${state}, which can go on`, async () => {
      const { outcome } = await run({ stop: saysStopped, status: saysState(state) });
      assert.deepEqual([outcome.verdict, outcome.reason, outcome.state], ['accepted', 'notSendingNow', state]);
    });
  }

  it('show a word that is not documented as it came, and conclude nothing from it', async () => {
    const { outcome } = await run({ stop: saysStopped, status: saysState('Rerun') });
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.state], ['accepted', 'notConfirmed', 'Rerun']);
  });

  it('keep what was read last although later reads fail', async () => {
    const status = [saysState('Active'), reply(500)];
    const { outcome } = await run({ stop: saysStopped, status });
    assert.deepEqual([outcome.verdict, outcome.state], ['accepted', 'Active']);
  });

  it('go on after reads that failed', async () => {
    const status = [reply(500), reset, reply(403), statusOf(null), saysState('Stopped')];
    const { outcome } = await run({ stop: saysStopped, status });
    assert.deepEqual([outcome.verdict, outcome.confirmedBy], ['stopped', 'status']);
  });

  for (const code of [400, 401, 403, 404, 499]) {
    it(`end after two refusals with ${code} in a row, and the stop is known by the reply alone`, async () => {
      const { outcome, readAfterSeconds } = await run({ stop: saysStopped, status: reply(code) });
      assert.deepEqual(readAfterSeconds, [0, 1]);
      assert.deepEqual(
        [outcome.verdict, outcome.confirmedBy, outcome.effect, outcome.uncheckedBecause, outcome.reason],
        ['stopped', 'reply', 'stopped', 'refused', undefined],
      );
      assert.match(outcome.message, /not double-checked \(refused\)/);
    });
  }

  it('do not end after two refusals with a success between them', async () => {
    const status = [reply(403), saysState('Active'), reply(403), saysState('Stopped')];
    const { outcome } = await run({ stop: saysStopped, status });
    assert.equal(outcome.confirmedBy, 'status');
  });

  it('do not take what may pass, or tells nothing, for a refusal', async () => {
    for (const status of [408, 425, 500, 302, 600]) {
      const { outcome } = await run({
        stop: saysStopped,
        status: [reply(status), reply(status), saysState('Stopped')],
      });
      assert.equal(outcome.confirmedBy, 'status', String(status));
      const without = await run({ stop: saysStopped, status: reply(status) });
      assert.equal(without.outcome.uncheckedBecause, 'noReading', String(status));
    }
  });

  it('tell a Kore that cannot be reached from a budget that held them back', async () => {
    const { outcome } = await run({ stop: saysStopped }, {}, {}, (clock) => ({
      fetch: (url, init) =>
        url.includes('view=status')
          ? Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
          : clock.fetch(url, init),
    }));
    assert.deepEqual([outcome.confirmedBy, outcome.uncheckedBecause], ['reply', 'unreachable']);
  });

  it('do not take a used-up rate limit for a refusal', async () => {
    for (const limited of [reply(429), reply(403, 'You have exceeded the per-minute rate limit.')]) {
      const { outcome } = await run({ stop: saysStopped, status: [limited, limited, saysState('Stopped')] });
      assert.equal(outcome.confirmedBy, 'status');
      const without = await run({ stop: saysStopped, status: limited });
      assert.equal(without.outcome.uncheckedBecause, 'noReading');
    }
  });

  it('wait 5 seconds for a status reply that never comes', async () => {
    const { outcome, readAfterSeconds } = await run((clock) => ({
      stop: saysStopped,
      status: () => clock.passNextTimer(),
    }));
    assert.deepEqual(readAfterSeconds, [0, 6, 13]);
    assert.deepEqual([outcome.verdict, outcome.uncheckedBecause], ['stopped', 'unreachable']);
  });

  const noReadings: readonly (readonly [what: string, answer: Answer, uncheckedBecause: string])[] = [
    ['tells of another campaign', statusOf({ id: 'cd-other', status: 'Stopped' }), 'noReading'],
    ['calls itself a failure', statusOf({ id: ids.campaignId, status: 'Stopped' }, 'failure'), 'noReading'],
    ['is a stop reply', reply(200, { status: 'Stopped' }), 'noReading'],
    ['is a web page', reply(200, '<html>Stopped</html>'), 'noReading'],
    ['is a server error', reply(503, { status: 'success', data: { status: 'Stopped' } }), 'noReading'],
    ['is cut', reset, 'unreachable'],
  ];
  for (const [what, status, uncheckedBecause] of noReadings) {
    it(`are none when the status reply ${what}`, async () => {
      const { outcome } = await run({ stop: saysStopped, status });
      assert.deepEqual(
        [outcome.verdict, outcome.confirmedBy, outcome.uncheckedBecause, outcome.state],
        ['stopped', 'reply', uncheckedBecause, undefined],
      );
    });
  }

  it('are not taken when the check is off', async () => {
    const { outcome, recorder } = await run({ stop: saysStopped, status: saysState('Active') }, { confirm: false });
    assert.deepEqual(recorder.requests.map(isStop), [true]);
    assert.deepEqual([outcome.verdict, outcome.confirmedBy, outcome.uncheckedBecause], ['stopped', 'reply', 'off']);
  });

  it('tell that it was already stopped when it was known to be', async () => {
    const before = { state: 'Stopped', readAt: '2026-11-23T02:00:00Z' };
    const { outcome } = await run({ stop: saysStopped, status: saysState('Stopped') }, {}, { before });
    assert.equal(outcome.effect, 'alreadyStopped');
  });

  it('come closer together under a shorter deadline', async () => {
    const { readAfterSeconds } = await run({ stop: saysStopped, status: saysState('Active') }, { deadlineMs: 30_000 });
    assert.deepEqual(readAfterSeconds, [0, 0.5, 1.5, 3.5, 5.5, 7.5, 9.5]);
  });

  it('come no further apart under a longer one', async () => {
    const { readAfterSeconds } = await run({ stop: saysStopped, status: saysState('Active') }, { deadlineMs: 600_000 });
    assert.deepEqual(readAfterSeconds, [0, 1, 3, 7, 11, 15, 19]);
  });

  it('leave a hint in the log when Kore’s time is before the order', async () => {
    const { lines } = await run({ stop: saysStopped, status: saysState('Stopped') });
    assert.ok(lines.some((line) => line.includes('updatedAt') && line.includes('stopped already')));
    const later = reply(200, { status: 'Stopped', updatedAt: '2026-11-23T02:10:45.000Z' });
    const now = await run({ stop: later, status: saysState('Stopped') });
    assert.ok(!now.lines.some((line) => line.includes('updatedAt')));
  });
});

describe('Readings after a reply that says less than Stopped', () => {
  const run = useRuns();

  it('go on to the order’s end', async () => {
    const { outcome, readAfterSeconds } = await run({ stop: accepted, status: saysState('Active') });
    assert.deepEqual(readAfterSeconds, [0, 1, 3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 51, 55, 59]);
    assert.deepEqual([outcome.verdict, outcome.reason], ['accepted', 'stillRunning']);
  });

  it('end the order with the last one that fits, and do not begin at the end itself', async () => {
    const stop = [reply(429, '', { 'Retry-After': '1' }), accepted];
    const { readAfterSeconds, endedAfterSeconds } = await run({ stop, status: saysState('Active') });
    assert.deepEqual(readAfterSeconds.slice(-2), [52, 56]);
    assert.equal(endedAfterSeconds, 56);
  });

  it('do not begin when a computer that was asleep wakes up at the order’s end', async () => {
    const script = { stop: accepted, status: saysState('Active') };
    const { readAfterSeconds, endedAfterSeconds } = await run(script, {}, {}, (clock) => ({
      sleep: (ms, signal) => clock.sleep(ms === 4000 ? 57_000 : ms, signal),
    }));
    assert.deepEqual(readAfterSeconds, [0, 1, 3]);
    assert.equal(endedAfterSeconds, 60);
  });

  it('confirm the stop when they say Stopped', async () => {
    const { outcome } = await run({ stop: accepted, status: [saysState('Active'), saysState('Stopped')] });
    assert.deepEqual([outcome.verdict, outcome.confirmedBy, outcome.effect], ['stopped', 'status', 'stopped']);
  });

  it('leave it not confirmed when they are refused', async () => {
    const { outcome, readAfterSeconds } = await run({ stop: accepted, status: reply(403) });
    assert.deepEqual(readAfterSeconds, [0, 1]);
    assert.deepEqual([outcome.verdict, outcome.reason], ['accepted', 'notConfirmed']);
  });
});

describe('Readings after a request that may have been acted on', () => {
  const run = useRuns();

  for (const [what, stop, fromSeconds] of [
    ['500', reply(500), 0.75],
    ['a reset', reset, 0.75],
    ['a web page', reply(200, '<html>'), 0],
    ['a failure', reply(200, { status: 'failure' }), 0],
  ] as const) {
    it(`end when two of a going-on state are 2 seconds apart, after ${what}`, async () => {
      const { outcome, readAfterSeconds } = await run({ stop, status: saysState('Active') });
      assert.deepEqual(readAfterSeconds, [fromSeconds, fromSeconds + 1, fromSeconds + 3]);
      assert.deepEqual([outcome.verdict, outcome.reason, outcome.state], ['notStopped', 'stillRunning', 'Active']);
      const lastReadAt = new Date(Date.UTC(2026, 10, 23, 2, 10, 48) + fromSeconds * 1000).toISOString();
      assert.ok(outcome.message.startsWith(`NOT stopped, read as Active at ${lastReadAt}`), outcome.message);
    });

    it(`confirm the stop when they say Stopped after ${what}, and it is called stopped by us`, async () => {
      const status = [saysState('Active'), saysState('Stopped')];
      const { outcome } = await run({ stop, status });
      assert.deepEqual([outcome.verdict, outcome.confirmedBy, outcome.effect], ['stopped', 'status', 'stopped']);
    });
  }

  it('tell that it is not sending now when it is paused', async () => {
    const { outcome } = await run({ stop: reply(500), status: saysState('Paused') });
    assert.deepEqual([outcome.verdict, outcome.reason], ['notStopped', 'notSendingNow']);
  });

  it('conclude nothing from a word that is not documented, to the order’s end', async () => {
    const { outcome, readAfterSeconds } = await run({ stop: reply(500), status: saysState('Rerun') });
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.state], ['unknown', 'serverError', 'Rerun']);
    assert.equal(readAfterSeconds.at(-1), 59.75);
  });

  it('wait for a documented state again after a word that is none', async () => {
    const [active, rerun] = [saysState('Active'), saysState('Rerun')];
    const { outcome, readAfterSeconds } = await run({ stop: reply(500), status: [active, rerun, rerun, active] });
    assert.deepEqual(readAfterSeconds, [0.75, 1.75, 3.75, 7.75]);
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.state], ['notStopped', 'stillRunning', 'Active']);
  });

  it('come closer together under a shorter deadline, and convince sooner', async () => {
    const stop = reply(200, '<html>');
    const { readAfterSeconds } = await run({ stop, status: saysState('Active') }, { deadlineMs: 30_000 });
    assert.deepEqual(readAfterSeconds, [0, 0.5, 1.5]);
  });

  it('count the 2 seconds from the first documented state', async () => {
    const status = [saysState('Rerun'), saysState('Active')];
    const { outcome, readAfterSeconds } = await run({ stop: reply(500), status });
    assert.deepEqual(readAfterSeconds, [0.75, 1.75, 3.75]);
    assert.equal(outcome.verdict, 'notStopped');
  });

  it('are as many when a later request was refused', async () => {
    const { outcome, readAfterSeconds } = await run({ stop: [reply(500), reply(404)], status: saysState('Active') });
    assert.deepEqual(readAfterSeconds, [0.25, 1.25, 3.25]);
    assert.deepEqual([outcome.verdict, outcome.reason], ['notStopped', 'stillRunning']);
  });

  it('leave it unknown when they are refused', async () => {
    const { outcome, readAfterSeconds } = await run({ stop: reply(502), status: reply(401) });
    assert.deepEqual(readAfterSeconds, [0.75, 1.75]);
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.state], ['unknown', 'serverError', undefined]);
  });

  it('are not taken when the check is off', async () => {
    const { outcome, recorder } = await run({ stop: reply(500), status: saysState('Stopped') }, { confirm: false });
    assert.deepEqual(recorder.requests.map(isStop), [true, true, true]);
    assert.equal(outcome.verdict, 'unknown');
  });
});

describe('Readings after a refusal', () => {
  const run = useRuns();

  it('are one: it was already stopped', async () => {
    const stop = reply(400, { errors: [{ msg: 'Campaign is already stopped' }] });
    const { outcome, readAfterSeconds } = await run({ stop, status: saysState('Stopped') });
    assert.deepEqual(readAfterSeconds, [0]);
    assert.deepEqual([outcome.verdict, outcome.effect], ['stopped', 'alreadyStopped']);
    assert.match(outcome.message, /^Already stopped/);
  });

  it('are one: it goes on, and Kore’s refusal is the reason', async () => {
    const stop = reply(409, { error: 'busy' });
    const { outcome, readAfterSeconds } = await run({ stop, status: saysState('Active') });
    assert.deepEqual(readAfterSeconds, [0]);
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.state], ['notStopped', 'refused', 'Active']);
    assert.equal(outcome.details?.koreMessage, 'busy');
  });

  for (const [status, requests] of [
    [302, 1],
    [401, 1],
    [403, 1],
    [407, 1],
    [425, 3],
    [429, 4],
  ] as const) {
    it(`are none after ${status}`, async () => {
      const { recorder } = await run({ stop: reply(status), status: saysState('Stopped') });
      assert.deepEqual(recorder.requests.map(isStop), Array(requests).fill(true));
    });
  }
});

describe('The steps of an order', () => {
  const run = useRuns();

  it('are told as they happen', async () => {
    const { steps } = await run({ stop: saysStopped, status: [saysState('Active'), saysState('Stopped')] });
    const atMs = Date.UTC(2026, 10, 23, 2, 10, 45);
    assert.deepEqual(steps, [
      { kind: 'sending', attempt: 1, attempts: 3, atMs },
      { kind: 'answered', says: 'stopped', atMs },
      { kind: 'checking' },
      { kind: 'read', state: 'Active', atMs },
      { kind: 'read', state: 'Stopped', atMs: atMs + 1000 },
    ]);
  });

  it('tell what the answer says', async () => {
    for (const [stop, says] of [
      [accepted, 'accepted'],
      [reply(403), 'other'],
      [reset, 'other'],
    ] as const) {
      const { steps } = await run({ stop, status: reply(403) });
      const answered = steps.find((step) => step.kind === 'answered');
      assert.equal(answered?.says, says);
    }
  });

  it('do not end an order whose listener throws', async () => {
    const onProgress = (): never => {
      throw new Error('listener');
    };
    const { outcome, lines } = await run({ stop: saysStopped, status: saysState('Stopped') }, { onProgress });
    assert.equal(outcome.confirmedBy, 'status');
    assert.ok(lines.some((line) => line.includes('listener')));
  });
});

describe('The log of an order', () => {
  const run = useRuns();

  it('has one line for each request with method, address, status and duration, and one for the outcome', async () => {
    const { lines, recorder, outcome } = await run({ stop: accepted, status: saysState('Stopped') });
    const [stop, status] = recorder.requests;
    assert.deepEqual(lines, [
      `POST ${recorder.origin}${stop?.target ?? ''}: 202, 0 ms, 21 bytes`,
      `POST ${recorder.origin}${status?.target ?? ''}: 200, 0 ms, ${String(lines[1]?.match(/(\d+) bytes/)?.[1])} bytes`,
      outcome.message,
    ]);
  });

  it('says what is known of a request without a reply', async () => {
    const { lines } = await run({ stop: reset }, { confirm: false });
    assert.match(lines[0] ?? '', /trigger=stop: no complete reply \(cut, ECONNRESET\), 0 ms$/);
  });

  it('keeps to one line whatever Kore says', async () => {
    const stop = reply(409, { message: 'one\r\ntwo\u2028three\u202efour\u0000' + 'x'.repeat(10_000) });
    const { outcome, lines } = await run({ stop }, { confirm: false });
    assert.match(outcome.message, /one two three four x/);
    for (const line of [...lines, outcome.message]) assert.match(line, /^[^\p{C}\u2028]{1,1000}$/u);
  });
});
