import assert from 'node:assert/strict';

import { readManyOptions, readOptions, readOrder, readOrders, readReadinessOptions } from '../../../src/stop/given.ts';
import { orderAt } from '../support/orders.ts';

const order = orderAt('platform.kore.ai');
const readAt = '2026-11-23T02:10:00Z';
const throwing = (key: string): object =>
  Object.defineProperty({}, key, {
    get: () => {
      throw new Error('a getter that throws');
    },
  });

describe('What is read of an order', () => {
  it('is each field by itself, and nothing that was not given', () => {
    const read = readOrder({ ...order, more: 1 });
    assert.deepEqual(Object.keys(read), ['stream', 'campaignId', 'credential']);
    assert.deepEqual(
      [read.stream.name, read.stream.host, read.campaignId],
      ['Acme Retail', 'platform.kore.ai', order.campaignId],
    );
    assert.notEqual(read.stream, order.stream);
    assert.notEqual(read.credential, order.credential);
    assert.ok(!('credential' in readOrder({ stream: order.stream, campaignId: 'cd-1' })));
  });

  it('is every field of a stream and of each kind of credential, and no other', () => {
    const credential = {
      kind: 'k',
      clientId: 'c',
      clientSecret: 's',
      algorithm: 'a',
      subject: 'u',
      privateKeyPem: 'p',
      token: 't',
    };
    const stream = { name: 'n', host: 'h', accountId: 'a', streamId: 's', iid: 'i', tier: 't', campaigns: [] };
    const read = readOrder({ ...order, stream: { ...stream, more: 1 }, credential: { ...credential, more: 1 } });
    assert.deepEqual({ ...read.stream }, stream);
    assert.deepEqual({ ...read.credential }, credential);
  });

  it('is a value that no check takes for one where a field cannot be read: never the default for a missing one', () => {
    const { stream } = readOrder({ ...order, stream: Object.assign(throwing('iid'), order.stream) });
    assert.equal(stream.iid, null);
  });

  it('is no field of what is not an object, though it has such fields', () => {
    const given = Object.assign(() => undefined, order);
    assert.deepEqual([readOrder(given).stream, readOrder(given).campaignId], [undefined, undefined]);
    assert.equal(readOrder({ ...order, stream: given }).stream, given);
  });

  it('is what was known before, with the parts that have the right type', () => {
    const before = (given: unknown) => readOrder({ ...order, before: given }).before;
    assert.deepEqual(before({ state: 'Active', readAt, sent: 7 }), { state: 'Active', readAt, sent: 7 });
    assert.deepEqual(before({ state: 'Active', readAt: 7, sent: '7' }), { state: 'Active', readAt: '' });
    for (const none of [undefined, null, {}, { readAt, sent: 7 }, { state: 7, readAt }]) {
      assert.ok(!('before' in readOrder({ ...order, before: none })));
    }
  });

  it('is what it is about, with the parts that are texts', () => {
    const about = (given: unknown) => readOrder({ ...order, about: given }).about;
    assert.deepEqual(about({ campaignName: 'Blast', tier: 7, operator: null, more: 'x' }), { campaignName: 'Blast' });
    assert.deepEqual(about(throwing('tier')), {});
    assert.ok(!('about' in readOrder(order)));
  });
});

describe('What is read of many orders', () => {
  it('is each as if it were the only one, in its place', () => {
    const throws: unknown[] = [order, order, order];
    Object.defineProperty(throws, 1, {
      get: () => {
        throw new Error('a getter that throws');
      },
    });
    for (const given of [throws, [order, undefined, order]]) {
      const read = readOrders(given);
      assert.equal(read.length, given.length);
      assert.deepEqual([read[0], read[2]], [readOrder(order), readOrder(order)]);
      assert.deepEqual(read[1], readOrder(undefined));
    }
  });

  it('is nothing of what is no list', () => {
    for (const given of [undefined, null, 7, 'cd-1', {}, { length: 1, 0: order }])
      assert.deepEqual(readOrders(given), []);
  });
});

describe('What is read of the options', () => {
  it('is what can be used', () => {
    const { signal } = new AbortController();
    const onProgress = (): void => undefined;
    const all = { signal, onProgress, attemptTimeoutMs: 1, deadlineMs: 2, confirm: false };
    assert.deepEqual(readOptions({ ...all, more: 1 }), all);
    assert.deepEqual(readReadinessOptions({ signal, timeoutMs: 1, campaignIds: ['cd-1'] }), {
      signal,
      timeoutMs: 1,
      campaignIds: ['cd-1'],
    });
  });

  it('is the same for many orders, but for times', () => {
    const { signal } = new AbortController();
    const [onProgress, onOutcome] = [(): void => undefined, (): void => undefined];
    const all = { signal, onProgress, onOutcome, confirm: false };
    assert.deepEqual(readManyOptions({ ...all, deadlineMs: 1, more: 1 }), all);
  });

  it('is nothing of what cannot', () => {
    for (const value of [undefined, null, 'x', true, NaN, 0, -1, {}]) {
      const many = { signal: value, onProgress: value, onOutcome: value, confirm: value };
      assert.deepEqual(readManyOptions(many), {});
      const options = { signal: value, onProgress: value, attemptTimeoutMs: value, deadlineMs: value, confirm: value };
      assert.deepEqual(readOptions(options), {});
      assert.deepEqual(readReadinessOptions({ signal: value, timeoutMs: value, campaignIds: value }), {});
    }
  });

  it('is never a wait that is longer than a timer can be', () => {
    const longest = 2 ** 31 - 1;
    assert.deepEqual(readOptions({ deadlineMs: longest + 1, attemptTimeoutMs: Infinity }), {
      deadlineMs: longest,
      attemptTimeoutMs: longest,
    });
    assert.deepEqual(readReadinessOptions({ timeoutMs: longest }), { timeoutMs: longest });
  });
});
