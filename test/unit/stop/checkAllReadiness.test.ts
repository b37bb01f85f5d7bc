import assert from 'node:assert/strict';

import { paceCalls } from '../../../src/kore/paceCalls.ts';
import { completePorts } from '../../../src/kore/realPorts.ts';
import { checkAllReadiness, type ReadinessCandidate } from '../../../src/stop/checkAllReadiness.ts';
import { firstProblem, type Readiness } from '../../../src/stop/readinessChecks.ts';
import { kore, listsNothing, reply, reset, saysState, silence } from '../support/answers.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { secretCredential, streamAt } from '../support/orders.ts';
import { useRecorders, type Answer } from '../support/recorder.ts';

const told = (readiness: Readiness): string =>
  readiness.ready ? 'ready' : (firstProblem(readiness.checks)?.reason ?? '?');

describe('checkAllReadiness', () => {
  const startRecorder = useRecorders();

  async function candidateAt(answer: Answer, more: Partial<ReadinessCandidate> = {}): Promise<ReadinessCandidate> {
    const { origin } = await startRecorder(answer);
    return { stream: streamAt(origin), credential: secretCredential, ...more };
  }

  it('gives one result each, in the given order, whatever becomes of the others', async () => {
    const candidates = [
      await candidateAt(listsNothing),
      await candidateAt(reply(403)),
      await candidateAt(reset),
      await candidateAt(listsNothing, { credential: undefined }),
      await candidateAt(listsNothing, { secretStoreWords: 'The keyring is locked' }),
      { stream: { ...streamAt('a b'), streamId: '../x' }, credential: secretCredential },
      await candidateAt(listsNothing),
    ];
    const reported: [ReadinessCandidate, Readiness][] = [];
    const results = await checkAllReadiness(
      candidates,
      { onResult: (candidate, readiness) => reported.push([candidate, readiness]) },
      completePorts({}),
    );
    assert.deepEqual(results.map(told), [
      'ready',
      'forbidden',
      'noAnswer',
      'noCredential',
      'secretStore',
      'badInput',
      'ready',
    ]);
    assert.deepEqual(firstProblem(results[4]?.checks ?? []), {
      check: 'credential',
      result: 'failed',
      reason: 'secretStore',
      details: { words: 'The keyring is locked' },
    });
    assert.equal(reported.length, candidates.length);
    for (const [candidate, readiness] of reported) assert.equal(results[candidates.indexOf(candidate)], readiness);
  });

  it('takes its turn after everything that somebody waits for', async () => {
    const lanes: string[] = [];
    const budget = { take: (_account: string, lane: string) => Promise.resolve(void lanes.push(lane)) };
    const candidate = await candidateAt(kore({ list: listsNothing, status: saysState('Ready') }), {
      campaignIds: ['cd-1'],
    });
    await checkAllReadiness([candidate], {}, completePorts({ budget }));
    assert.deepEqual(lanes, ['list', 'list']);
  });

  it('sends no stop', async () => {
    const recorder = await startRecorder(kore({ list: listsNothing, status: saysState('Active') }));
    const stream = streamAt(recorder.origin);
    const campaignIds = ['cd-1', 'cd-2'];
    await checkAllReadiness([{ stream, credential: secretCredential, campaignIds }], {}, completePorts({}));
    assert.equal(recorder.requests.length, 3);
    assert.ok(!recorder.text().includes('trigger'));
  });

  it('keeps to the pace for an account, all its streams and campaigns together', async () => {
    const clock = fakeClock();
    const atMs: number[] = [];
    const recorder = await startRecorder((request, socket) => {
      atMs.push(clock.now());
      kore({ list: listsNothing, status: saysState('Ready') })(request, socket);
    });
    const candidates = Array.from({ length: 6 }, (_, n) => ({
      stream: { ...streamAt(recorder.origin), streamId: `st-${String(n)}` },
      credential: secretCredential,
      campaignIds: ['cd-1', 'cd-2'],
    }));
    const ports = completePorts(clock);
    const results = await checkAllReadiness(candidates, {}, { ...ports, budget: paceCalls(ports, 10) });
    assert.deepEqual(results.map(told), Array<string>(6).fill('ready'));
    assert.equal(atMs.length, 18);
    for (const at of atMs) assert.ok(atMs.filter((other) => other >= at && other < at + 60_000).length <= 10);
    assert.ok((atMs.at(-1) ?? 0) - (atMs[0] ?? 0) < 61_000);
  });

  it('ends at an abort: what is out is cancelled, what was not asked is not asked', async () => {
    const cancel = new AbortController();
    const first = await startRecorder((request, socket) => {
      cancel.abort();
      silence(request, socket);
    });
    const candidates = Array.from({ length: 3 }, (_, n) => ({
      stream: { ...streamAt(first.origin), streamId: `st-${String(n)}` },
      credential: secretCredential,
    }));
    const results = await checkAllReadiness(candidates, { signal: cancel.signal }, completePorts({}));
    assert.deepEqual(results.map(told), ['cancelled', 'cancelled', 'cancelled']);
    assert.equal(first.requests.length, 1);
    // Of what was not asked nothing is known but that.
    const known = results[2]?.checks.filter(({ result, reason }) => result !== 'unknown' || reason !== undefined);
    assert.deepEqual(known, [{ check: 'host', result: 'unknown', reason: 'cancelled' }]);
  });

  it('ends at an abort while it keeps to the pace', async () => {
    const cancel = new AbortController();
    const recorder = await startRecorder(listsNothing);
    const ports = completePorts({});
    const pace = paceCalls({ ...ports, sleep: (ms, signal) => (cancel.abort(), ports.sleep(ms, signal)) }, 1);
    const candidates = Array.from({ length: 3 }, () => ({
      stream: streamAt(recorder.origin),
      credential: secretCredential,
    }));
    const results = await checkAllReadiness(candidates, { signal: cancel.signal }, { ...ports, budget: pace });
    assert.deepEqual(results.map(told), ['ready', 'cancelled', 'cancelled']);
    assert.equal(recorder.requests.length, 1);
  });

  it('does not let a slow account hold up another one', async () => {
    const done: string[] = [];
    const slow = await candidateAt(silence);
    const quick = await candidateAt(listsNothing);
    await checkAllReadiness(
      [slow, quick],
      { timeoutMs: 300, onResult: ({ stream }) => done.push(stream.host) },
      completePorts({}),
    );
    assert.deepEqual(done, [quick.stream.host, slow.stream.host]);
  });
});
