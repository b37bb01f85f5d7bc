import assert from 'node:assert/strict';

import { createRateBudget } from '../../../src/kore/rateBudget.ts';
import { completePorts } from '../../../src/kore/realPorts.ts';
import { lookForCampaign, mostLooks, type LookCandidate, type Looked } from '../../../src/stop/lookForCampaign.ts';
import { isStatus, reply, reset, saysState, silence } from '../support/answers.ts';
import { ids, secretCredential, streamAt } from '../support/orders.ts';
import { refusedPort, useRecorders, type Answer, type Recorder } from '../support/recorder.ts';

const knowsIt = saysState('Active');
const knowsNot = reply(404, { errors: [{ msg: 'Campaign not found' }] });

/** Waits that end when the test says so. */
function handClock(): { sleep: (ms: number, signal?: AbortSignal) => Promise<void>; pass: (ms: number) => void } {
  const waiting = new Set<{ ms: number; resolve: () => void }>();
  return {
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const wait = { ms, resolve };
        waiting.add(wait);
        signal?.addEventListener('abort', () => {
          waiting.delete(wait);
          reject(new Error('aborted'));
        });
      }),
    pass: (ms) => {
      const due = [...waiting].filter((one) => one.ms === ms);
      assert.ok(due.length > 0, `nothing waits for ${ms} ms`);
      for (const { resolve } of due) resolve();
    },
  };
}

const until = async (true_: () => boolean): Promise<void> => {
  while (!true_()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('lookForCampaign', () => {
  const startRecorder = useRecorders();
  const recorders: Recorder[] = [];
  afterEach(() => void recorders.splice(0));

  async function at(answer: Answer, more: Partial<LookCandidate> = {}): Promise<LookCandidate> {
    const recorder = await startRecorder(answer);
    recorders.push(recorder);
    return { stream: streamAt(recorder.origin), credential: secretCredential, ...more };
  }
  const asked = (): number => recorders.reduce((sum, { requests }) => sum + requests.length, 0);
  const kinds = (all: readonly Looked[]): readonly string[] => all.map(({ kind }) => kind);

  it('tells for each stream, in the given order, whether it is there, is not, or could not be read', async () => {
    const candidates = [
      await at(knowsNot),
      await at(knowsIt),
      await at(reply(403)),
      await at(reset),
      await at(reply(500)),
      await at(reply(200, '<html>')),
      await at(saysState('Active'), { credential: undefined }),
      await at(saysState('Active'), { secretStoreFailed: true }),
      { stream: { ...streamAt('a b'), streamId: '../x' }, credential: secretCredential },
      { stream: streamAt(`http://127.0.0.1:${await refusedPort()}`), credential: secretCredential },
    ];
    const clock = handClock();
    const all = await lookForCampaign(candidates, ids.campaignId, {}, completePorts({ sleep: clock.sleep }));
    assert.deepEqual(
      all.map((looked) => (looked.kind === 'notRead' ? [looked.reason, looked.httpStatus] : looked.kind)),
      [
        'notThere',
        'found',
        ['forbidden', 403],
        ['noAnswer', undefined],
        ['serverError', 500],
        ['badReply', 200],
        ['noCredential', undefined],
        ['secretStore', undefined],
        ['badInput', undefined],
        ['noConnection', undefined],
      ],
    );
    assert.equal(all[1]?.kind === 'found' && all[1].state, 'Active');
  });

  it('asks by the status call alone, and sends no stop', async () => {
    const candidates = [await at(knowsNot), await at(knowsIt)];
    await lookForCampaign(candidates, ids.campaignId, {}, completePorts({}));
    for (const recorder of recorders) {
      assert.ok(recorder.requests.length === 1 && recorder.requests.every(isStatus));
      assert.ok(!recorder.text().includes('trigger'));
    }
  });

  it('never takes a refusal, or another answer than 404, for its not being there', async () => {
    for (const answer of [reply(400), reply(401), reply(410), reply(429), reply(302), reply(204), reset]) {
      const [looked] = await lookForCampaign([await at(answer)], ids.campaignId, {}, completePorts({}));
      assert.equal(looked?.kind, 'notRead');
    }
  });

  it('takes no state of another campaign for its being there', async () => {
    const other = reply(200, { status: 'success', data: { id: 'cd-other', status: 'Active' } });
    const [looked] = await lookForCampaign([await at(other)], ids.campaignId, {}, completePorts({}));
    assert.equal(looked?.kind, 'notRead');
  });

  it(`makes ${mostLooks} calls at the most, those that cannot be asked not counted`, async () => {
    const keyless = [await at(knowsIt, { credential: undefined }), await at(knowsIt, { credential: undefined })];
    const many = await Promise.all(Array.from({ length: 13 }, () => at(knowsNot)));
    const told: number[] = [];
    const all = await lookForCampaign(
      [...keyless, ...many],
      ids.campaignId,
      { onLooked: (looked) => told.push(looked) },
      completePorts({}),
    );
    assert.equal(asked(), 10);
    assert.deepEqual(kinds(all), [
      ...Array<string>(2).fill('notRead'),
      ...Array<string>(10).fill('notThere'),
      ...Array<string>(3).fill('notAsked'),
    ]);
    assert.deepEqual(
      told,
      Array.from({ length: 15 }, (_, n) => n + 1),
    );
  });

  it('waits a second for the others once it is found, and no longer', async () => {
    const clock = handClock();
    const late = await at(silence);
    const search = lookForCampaign(
      [await at(knowsIt), late, await at(knowsIt)],
      ids.campaignId,
      {},
      completePorts({ sleep: clock.sleep }),
    );
    await until(() => asked() === 3);
    await new Promise((resolve) => setTimeout(resolve, 50));
    clock.pass(1000);
    assert.deepEqual(kinds(await search), ['found', 'notAsked', 'found']);
  });

  it('gives up on what does not answer, 5 s a call', async () => {
    const clock = handClock();
    const search = lookForCampaign([await at(silence)], ids.campaignId, {}, completePorts({ sleep: clock.sleep }));
    await until(() => asked() === 1);
    clock.pass(5000);
    assert.deepEqual(kinds(await search), ['notRead']);
  });

  it('is over after 15 s however long the rate limit has it wait', async () => {
    const clock = handClock();
    const ports = completePorts({ sleep: clock.sleep });
    const budget = createRateBudget({ ...ports, perMinute: 1 });
    const { origin } = await startRecorder(knowsNot);
    const candidate = { stream: streamAt(origin), credential: secretCredential };
    const search = lookForCampaign([candidate, candidate], ids.campaignId, {}, { ...ports, budget });
    await new Promise((resolve) => setTimeout(resolve, 50));
    clock.pass(15_000);
    assert.deepEqual(kinds(await search), ['notThere', 'notAsked']);
  });

  it('is over at once when the person cancels', async () => {
    const cancel = new AbortController();
    const search = lookForCampaign(
      [await at(silence), await at(knowsNot)],
      ids.campaignId,
      { signal: cancel.signal },
      completePorts({}),
    );
    await until(() => asked() === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    cancel.abort();
    assert.deepEqual(kinds(await search), ['notAsked', 'notThere']);
    const before = asked();
    const after = await lookForCampaign(
      [await at(knowsIt)],
      ids.campaignId,
      { signal: cancel.signal },
      completePorts({}),
    );
    assert.deepEqual([kinds(after), asked()], [['notAsked'], before]);
  });

  it('asks nothing for an id that cannot be one', async () => {
    const all = await lookForCampaign([await at(knowsIt)], 'cd/1', {}, completePorts({}));
    assert.deepEqual([all, asked()], [[{ kind: 'notRead', reason: 'badInput' }], 0]);
  });
});
