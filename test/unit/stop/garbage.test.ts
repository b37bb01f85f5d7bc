import assert from 'node:assert/strict';

import {
  checkReadiness,
  createStopper,
  stopSmsCampaign,
  type Credential,
  type ReadinessOptions,
  type StopOptions,
  type StopOrder,
  type Stream,
} from '../../../src/stop/index.ts';
import { kore, listsNothing, saysState, saysStopped } from '../support/answers.ts';
import { orderAt, secretCredential, streamAt } from '../support/orders.ts';
import { useRecorders } from '../support/recorder.ts';

/** An object that has the given fields, one of which throws when it is read for the nth time or later. */
function throwing(fields: object, key: string, fromRead = 1): object {
  let reads = 0;
  const value = (fields as Record<string, unknown>)[key];
  return Object.defineProperty({ ...fields }, key, {
    enumerable: true,
    get: () => {
      reads += 1;
      if (reads >= fromRead) throw new Error('a getter that throws');
      return value;
    },
  });
}

const noObjects: readonly unknown[] = [undefined, null, 0, 7, NaN, '', 'x', true, Symbol('x'), [], () => 1, 7n];

describe('stopSmsCampaign never rejects', () => {
  const startRecorder = useRecorders();

  for (const order of noObjects) {
    it(`for the order ${String(order)}`, async () => {
      const outcome = await stopSmsCampaign(order as StopOrder);
      assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['notStopped', 'badInput', 0]);
      assert.equal(typeof outcome.message, 'string');
    });

    it(`for the stream, the credential or the campaign id ${String(order)}`, async () => {
      const recorder = await startRecorder(saysStopped);
      for (const key of ['stream', 'credential', 'campaignId']) {
        if (key === 'campaignId' && order === 'x') continue;
        const outcome = await stopSmsCampaign({ ...orderAt(recorder.origin), [key]: order });
        assert.deepEqual([outcome.verdict, outcome.requests], ['notStopped', 0], key);
      }
      assert.equal(recorder.connections(), 0);
    });

    it(`for ${String(order)} as the options, and the stop goes out`, async () => {
      const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
      const outcome = await stopSmsCampaign(orderAt(recorder.origin), order as StopOptions);
      assert.equal(outcome.verdict, 'stopped');
    });

    it(`for ${String(order)} as each option, and the stop goes out`, async () => {
      const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
      for (const key of ['signal', 'onProgress', 'attemptTimeoutMs', 'deadlineMs', 'confirm']) {
        if (typeof order === 'number' && order > 0 && key.endsWith('Ms')) continue;
        const outcome = await stopSmsCampaign(orderAt(recorder.origin), { [key]: order });
        assert.equal(outcome.verdict, 'stopped', key);
      }
    });

    it(`for ${String(order)} as what was known before, and the stop goes out`, async () => {
      const recorder = await startRecorder(kore({ stop: saysStopped, status: saysState('Stopped') }));
      for (const key of ['before', 'about']) {
        const outcome = await stopSmsCampaign({ ...orderAt(recorder.origin), [key]: order });
        assert.equal(outcome.verdict, 'stopped', key);
      }
    });
  }

  it('for an object without a prototype, and the stop goes out', async () => {
    const recorder = await startRecorder(saysStopped);
    const bare: StopOrder = Object.assign(Object.create(null) as object, orderAt(recorder.origin));
    assert.equal((await stopSmsCampaign(bare, { confirm: false })).verdict, 'stopped');
  });

  for (const read of [1, 2, 3]) {
    it(`for a field of the order that throws when it is read for time ${read}`, async () => {
      const recorder = await startRecorder(saysStopped);
      const order = orderAt(recorder.origin);
      const orders = [
        ...['stream', 'campaignId', 'credential', 'before', 'about'].map((key) =>
          throwing({ before: undefined, about: undefined, ...order }, key, read),
        ),
        ...['name', 'host', 'accountId', 'streamId', 'iid'].map((key) => ({
          ...order,
          stream: throwing({ ...order.stream, iid: 'x' }, key, read),
        })),
        ...['kind', 'clientId', 'clientSecret', 'algorithm', 'subject'].map((key) => ({
          ...order,
          credential: throwing({ subject: 'x', algorithm: 'HS256', ...secretCredential }, key, read),
        })),
      ];
      for (const one of orders) {
        const before = recorder.requests.length;
        const outcome = await stopSmsCampaign(one as StopOrder, { confirm: false });
        assert.equal(outcome.requests, recorder.requests.length - before);
        assert.equal(outcome.verdict, outcome.requests === 0 ? 'notStopped' : 'stopped');
      }
    });
  }

  it('for an option that throws when it is read', async () => {
    const recorder = await startRecorder(saysStopped);
    const all = { signal: undefined, onProgress: undefined, attemptTimeoutMs: 1000, deadlineMs: 4000, confirm: false };
    for (const key of Object.keys(all)) {
      const outcome = await stopSmsCampaign(orderAt(recorder.origin), throwing(all, key));
      assert.equal(outcome.verdict, 'stopped', key);
    }
  });

  it('for a proxy that refuses every question', async () => {
    const refuse = (): never => {
      throw new Error('no');
    };
    const proxy = new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse });
    const outcome = await stopSmsCampaign(proxy as StopOrder, proxy);
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['notStopped', 'badInput', 0]);
  });

  it('for a name that is a very long or broken text', async () => {
    for (const name of ['x', '\ud800', '\u202e\n']) {
      const stream = { name: name.repeat(100_000) };
      const outcome = await stopSmsCampaign({ stream, campaignId: name.repeat(100_000) } as StopOrder);
      assert.match(outcome.message, /^[^\p{C}]{1,1000}$/u);
    }
  });
});

describe('checkReadiness never rejects', () => {
  const startRecorder = useRecorders();

  for (const value of noObjects) {
    it(`for ${String(value)} as the stream, the credential, the options or an option`, async () => {
      const recorder = await startRecorder(saysStopped);
      const stream = streamAt(recorder.origin);
      assert.equal((await checkReadiness(value as Stream, secretCredential)).ready, false);
      assert.equal((await checkReadiness(stream, value as Credential)).ready, false);
      assert.equal(recorder.connections(), 0);
      assert.equal((await checkReadiness(stream, secretCredential, value as ReadinessOptions)).ready, false);
      for (const key of ['signal', 'timeoutMs', 'campaignIds']) {
        if (typeof value === 'number' && value > 0 && key === 'timeoutMs') continue;
        const readiness = await checkReadiness(stream, secretCredential, { [key]: value });
        assert.equal(readiness.ready, false);
      }
    });
  }

  it('for fields that throw when they are read', async () => {
    const recorder = await startRecorder(saysStopped);
    const stream = streamAt(recorder.origin);
    for (const key of Object.keys(stream)) {
      assert.equal((await checkReadiness(throwing(stream, key) as Stream, secretCredential)).ready, false);
    }
    for (const key of Object.keys(secretCredential)) {
      assert.equal((await checkReadiness(stream, throwing(secretCredential, key) as Credential)).ready, false);
    }
    const options = { signal: undefined, timeoutMs: 1000, campaignIds: [] };
    for (const key of Object.keys(options)) {
      assert.equal((await checkReadiness(stream, secretCredential, throwing(options, key))).ready, false);
    }
  });
});

describe('A stopper', () => {
  const startRecorder = useRecorders();

  it('waits for a reply under limits that are longer than a timer can be', async () => {
    const recorder = await startRecorder(kore({ stop: saysStopped, list: listsNothing }));
    const limits = { attemptTimeoutMs: 1e12, deadlineMs: Infinity, confirm: false };
    assert.equal((await stopSmsCampaign(orderAt(recorder.origin), limits)).verdict, 'stopped');
    assert.ok((await checkReadiness(streamAt(recorder.origin), secretCredential, { timeoutMs: 1e12 })).ready);
  });

  it('works with its functions taken out of it, and with ports that are not given', async () => {
    const recorder = await startRecorder(saysStopped);
    const { stopSmsCampaign: stop, checkReadiness: check } = createStopper();
    assert.equal((await stop(orderAt(recorder.origin), { confirm: false })).verdict, 'stopped');
    assert.equal((await check(streamAt(recorder.origin), undefined)).ready, false);
  });
});
