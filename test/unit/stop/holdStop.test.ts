import assert from 'node:assert/strict';
import { setTimeout as sleepFor } from 'node:timers/promises';

import {
  createStopper,
  type Journal,
  type StopOrder,
  type StopOutcome,
  type StopStep,
  type StopperPorts,
} from '../../../src/stop/index.ts';
import { isStop, kore, reset, saysState, saysStopped, silence } from '../support/answers.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { holdAt, stopHeld } from '../support/heldStops.ts';
import { ids, keptLog, orderAt, secretCredential } from '../support/orders.ts';
import { headerValues, useRecorders, type Recorder } from '../support/recorder.ts';
import { until } from '../support/until.ts';

const documented = kore({ stop: saysStopped, status: saysState('Stopped') });

function assertFacts(outcome: StopOutcome, verdict: string, reason: string | undefined, requests: number): void {
  const { verdict: given, reason: because, requests: sent, message } = outcome;
  assert.deepEqual({ verdict: given, reason: because, requests: sent }, { verdict, reason, requests }, message);
}

/** A cancelled order: its connection is closed, and no byte was on it. */
async function assertNothingLeft(outcome: StopOutcome, recorder: Recorder): Promise<void> {
  assertFacts(outcome, 'notStopped', 'cancelled', 0);
  await until(() => recorder.open() === 0);
  assert.equal(recorder.text(), '');
}

const tokensOf = ({ requests }: Recorder): readonly string[] =>
  requests.filter(isStop).flatMap((request) => headerValues(request, 'auth'));

describe('A held stop', () => {
  const startRecorder = useRecorders();

  it('sends nothing, takes nothing from the budget, and is in no journal and no log, until its order is given', async () => {
    const recorder = await startRecorder(documented);
    const told: string[] = [];
    const journal: Journal = {
      begin: async () => {
        await sleepFor(10);
        told.push(`intent, ${recorder.requests.length} sent`);
      },
      end: () => Promise.resolve(void told.push('outcome')),
    };
    const budget: StopperPorts['budget'] = {
      take: (_account, lane) => Promise.resolve(void told.push(`${lane}, ${recorder.requests.length} sent`)),
      announceStop: () => {
        told.push('announced');
        return { handedOver: () => void told.push('handed over'), end: () => undefined };
      },
    };
    const log = keptLog();
    const stopper = createStopper({ journal, budget, log });
    const order = orderAt(recorder.origin);
    const held = await holdAt(order, stopper, recorder);
    assert.deepEqual([recorder.text(), told, log.lines], ['', [], []]);
    const outcome = await stopper.stopSmsCampaign(order, { held });
    assertFacts(outcome, 'stopped', undefined, 1);
    assert.equal(outcome.confirmedBy, 'status');
    assert.deepEqual(told, [
      'announced',
      'stop, 0 sent',
      'intent, 0 sent',
      'handed over',
      'confirm, 1 sent',
      'outcome',
    ]);
    assert.match(log.lines[0] ?? '', /^POST \S+trigger=stop: 200, \d+ ms, \d+ bytes$/);
    assert.equal(recorder.requests.filter(isStop).length, 1);
  });

  it('leaves nothing behind when it is dropped: no byte, no connection', async () => {
    const recorder = await startRecorder(documented);
    const told: string[] = [];
    const note = (what: string) => () => Promise.resolve(void told.push(what));
    const log = keptLog();
    const journal: Journal = { begin: note('intent'), end: note('outcome') };
    const stopper = createStopper({ journal, log, budget: { take: note('taken') } });
    const held = await holdAt(orderAt(recorder.origin), stopper, recorder);
    held.drop();
    await until(() => recorder.open() === 0);
    assert.deepEqual([recorder.text(), told, log.lines], ['', [], []]);
  });

  it('is held for no order that would be refused', () => {
    const { holdStop } = createStopper();
    const order = orderAt('https://kore.example');
    for (const refused of [
      { ...order, campaignId: 'x/y' },
      { ...order, stream: { ...order.stream, host: 'http://kore.example' } },
      { ...order, credential: undefined },
      undefined,
    ]) {
      assert.equal(holdStop(refused as StopOrder), undefined);
    }
  });

  it('is renewed with a token of its own, and only the last one leaves', async () => {
    const recorder = await startRecorder(documented);
    const clock = fakeClock();
    const stopper = createStopper(clock);
    const order = orderAt(recorder.origin);
    const held = await holdAt(order, stopper, recorder);
    clock.passNextTimer();
    await until(() => recorder.connections() === 2 && recorder.open() === 1);
    assert.equal(recorder.text(), '');
    const outcome = await stopper.stopSmsCampaign(order, { held, confirm: false });
    assertFacts(outcome, 'stopped', undefined, 1);
    const [token = ''] = tokensOf(recorder);
    const [, payload = ''] = token.split('.');
    const { iat } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number };
    assert.equal(iat, Math.floor(clock.now() / 1000));
    assert.equal(recorder.connections(), 2);
  });

  it('that the server has dropped has sent nothing: the order sends as any other, with all its attempts', async () => {
    const recorder = await startRecorder(reset);
    const stopper = createStopper({ random: () => 0 });
    const order = orderAt(recorder.origin);
    const held = await holdAt(order, stopper, recorder);
    recorder.hangUp();
    await until(() => recorder.open() === 0);
    await sleepFor(20);
    const sending: number[] = [];
    const onProgress = (step: StopStep): void => {
      if (step.kind === 'sending') sending.push(step.attempt);
    };
    const outcome = await stopper.stopSmsCampaign(order, { held, onProgress, confirm: false });
    assertFacts(outcome, 'unknown', 'noAnswer', 3);
    assert.equal(recorder.requests.length, 3);
    assert.deepEqual(sending, [1, 2, 3]);
  });

  it('may have left when it is released into a connection that is dead: it is sent again, and the state decides', async () => {
    const recorder = await startRecorder(documented);
    const stopper = createStopper({ random: () => 0 });
    const order = orderAt(recorder.origin);
    const held = await holdAt(order, stopper, recorder);
    // Nobody on this side knows it yet.
    recorder.hangUp();
    const outcome = await stopper.stopSmsCampaign(order, { held });
    assertFacts(outcome, 'stopped', undefined, 2);
    assert.equal(outcome.confirmedBy, 'status');
  });

  it('is dropped for another credential: the order signs anew', async () => {
    const recorder = await startRecorder(documented);
    const stopper = createStopper();
    const held = await holdAt(orderAt(recorder.origin), stopper, recorder);
    const order = orderAt(recorder.origin, { credential: { kind: 'token', token: 'another-token' } });
    assertFacts(await stopper.stopSmsCampaign(order, { held, confirm: false }), 'stopped', undefined, 1);
    assert.deepEqual(tokensOf(recorder), ['another-token']);
    assert.equal(recorder.requests.length, 1);
  });

  it('is dropped for another campaign, which alone is stopped', async () => {
    const recorder = await startRecorder(documented);
    const stopper = createStopper();
    const held = await holdAt(orderAt(recorder.origin), stopper, recorder);
    const order = orderAt(recorder.origin, { campaignId: 'cd-another' });
    assertFacts(await stopper.stopSmsCampaign(order, { held, confirm: false }), 'stopped', undefined, 1);
    assert.deepEqual(
      recorder.requests.map(({ target }) => /trigger\/([^?]+)/.exec(target)?.[1]),
      ['cd-another'],
    );
    assert.ok(!recorder.text().includes(ids.campaignId));
  });

  it('is dropped when its order joins one that is on its way, is refused, or was cancelled before', async () => {
    const recorder = await startRecorder(silence);
    const stopper = createStopper();
    const order = orderAt(recorder.origin);
    const first = new AbortController();
    const running = stopper.stopSmsCampaign(order, { signal: first.signal });
    await until(() => recorder.requests.length === 1);
    const joined = await holdAt(order, stopper, recorder);
    await until(() => recorder.open() === 2);
    const joining = stopper.stopSmsCampaign(order, { held: joined, signal: first.signal });
    await until(() => recorder.open() === 1);
    first.abort();
    await Promise.all([running, joining]);
    for (const [given, options] of [
      [{ ...order, campaignId: 'x/y' }, {}],
      [order, { signal: AbortSignal.abort() }],
    ] as const) {
      const held = await holdAt(order, stopper, recorder);
      const outcome = await stopper.stopSmsCampaign(given, { ...options, held });
      assert.equal(outcome.details?.nothingSent, true);
      await until(() => recorder.open() === 0);
    }
    assert.equal(recorder.requests.length, 1);
  });

  it('sends nothing when its order is cancelled while the journal is written', async () => {
    const recorder = await startRecorder(documented);
    const cancel = new AbortController();
    const begin = (): Promise<void> => {
      cancel.abort();
      return Promise.resolve();
    };
    const stopper = createStopper({ journal: { begin, end: () => Promise.resolve() } });
    const outcome = await stopHeld(orderAt(recorder.origin), { signal: cancel.signal }, stopper, recorder);
    await assertNothingLeft(outcome, recorder);
  });

  it('sends nothing when its order is cancelled by who hears that it is being sent', async () => {
    const recorder = await startRecorder(documented);
    const cancel = new AbortController();
    const onProgress = (): void => cancel.abort();
    const options = { signal: cancel.signal, onProgress };
    const outcome = await stopHeld(orderAt(recorder.origin), options, createStopper(), recorder);
    await assertNothingLeft(outcome, recorder);
  });

  it('is dropped when who held it gives up before it has left: those who wait on get one request, made anew', async () => {
    const recorder = await startRecorder(documented);
    const cancel = new AbortController();
    const begin = async (): Promise<void> => {
      cancel.abort();
      assertFacts(await first, 'notStopped', 'cancelled', 0);
      assert.equal(recorder.text(), '');
    };
    const stopper = createStopper({ journal: { begin, end: () => Promise.resolve() } });
    const order = orderAt(recorder.origin);
    const held = await holdAt(order, stopper, recorder);
    const first = stopper.stopSmsCampaign(order, { held, signal: cancel.signal, confirm: false });
    assertFacts(await stopper.stopSmsCampaign(order), 'stopped', undefined, 1);
    assert.deepEqual([recorder.requests.length, recorder.connections()], [1, 2]);
  });

  it('is unknown when it is cancelled after it has left', async () => {
    const cancel = new AbortController();
    const recorder = await startRecorder(() => cancel.abort());
    const outcome = await stopHeld(orderAt(recorder.origin), { signal: cancel.signal }, createStopper(), recorder);
    assertFacts(outcome, 'unknown', 'cancelled', 1);
  });

  it('waits for no journal that hangs, and no longer than 50 ms', async () => {
    const recorder = await startRecorder(documented);
    const clock = fakeClock();
    const hangs: Journal = { begin: () => new Promise(() => undefined), end: () => Promise.resolve() };
    const stopper = createStopper({ ...clock, journal: hangs });
    const order = orderAt(recorder.origin);
    const held = await holdAt(order, stopper, recorder);
    const startedAtMs = clock.now();
    const stopped = stopper.stopSmsCampaign(order, { held, confirm: false });
    await until(() => clock.waitsMs.includes(50));
    clock.passNextTimer();
    assertFacts(await stopped, 'stopped', undefined, 1);
    assert.equal(clock.now() - startedAtMs, 50);
  });

  it('is taken for a held one only if it is one', async () => {
    const recorder = await startRecorder(documented);
    const taken: string[] = [];
    const fake = { drop: () => void taken.push('drop'), release: () => void taken.push('release') };
    const outcome = await createStopper().stopSmsCampaign(orderAt(recorder.origin), { held: fake, confirm: false });
    assertFacts(outcome, 'stopped', undefined, 1);
    assert.deepEqual(taken, []);
  });

  it('keeps its token out of the outcome and the log, though the host repeats it', async () => {
    const recorder = await startRecorder((request, socket) => {
      const [token = ''] = headerValues(request, 'auth');
      const body = JSON.stringify({ errors: [{ msg: `bad token ${token}, ${token.slice(0, 60)}` }] });
      socket.write(`HTTP/1.1 401 X\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
    const log = keptLog();
    const order = orderAt(recorder.origin, { credential: secretCredential });
    const outcome = await stopHeld(order, {}, createStopper({ log }), recorder);
    assertFacts(outcome, 'notStopped', 'unauthorized', 1);
    const [token = ''] = tokensOf(recorder);
    assert.match(token, /^eyJ/);
    const told = `${JSON.stringify(outcome)} ${log.lines.join('\n')}`;
    assert.ok(!told.includes(token) && !told.includes(token.slice(0, 60)), told);
  });
});
