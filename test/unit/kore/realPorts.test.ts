import assert from 'node:assert/strict';

import { completePorts } from '../../../src/kore/realPorts.ts';
import { keptLog } from '../support/orders.ts';

describe('The real ports', () => {
  it('wait for as long as nobody aborts', async () => {
    const ports = completePorts({});
    await ports.sleep(1);
    await ports.sleep(1, new AbortController().signal);
    await assert.rejects(ports.sleep(1000, AbortSignal.abort()));
    const cancel = new AbortController();
    const waiting = ports.sleep(1000, cancel.signal);
    cancel.abort();
    await assert.rejects(waiting);
  });

  it('give each token an id of its own', () => {
    const ports = completePorts({});
    assert.notEqual(ports.newTokenId(), ports.newTokenId());
  });

  it('are taken only for what is not given', () => {
    const given = {
      fetch: () => Promise.reject(new Error('x')),
      now: () => 7,
      sleep: () => Promise.resolve(),
      tokenLifetimeSeconds: () => 60,
      budget: { take: () => Promise.resolve() },
    };
    const ports: object = completePorts(given);
    for (const [name, port] of Object.entries(given)) assert.equal(Reflect.get(ports, name), port);
    assert.deepEqual(Object.keys(completePorts({})), ['fetch', 'now', 'sleep', 'newTokenId']);
  });

  it('write to the log, and bear one that throws', () => {
    const log = keptLog();
    const ports = completePorts({ log });
    ports.log?.info('one');
    ports.log?.warn('two');
    assert.deepEqual(log.lines, ['one', 'two']);
    const throws = (): never => {
      throw new Error('disposed');
    };
    const broken = completePorts({ log: { info: throws, warn: throws } }).log ?? assert.fail();
    assert.doesNotThrow(() => broken.info('x'));
    assert.doesNotThrow(() => broken.warn('x'));
  });
});
