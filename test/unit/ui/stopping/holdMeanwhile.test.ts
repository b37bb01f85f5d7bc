import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';

import type { HeldStop, StopOrder } from '../../../../src/stop/outcome.ts';
import { askHolding, holdMeanwhile, type HoldPorts } from '../../../../src/ui/stopping/holdMeanwhile.ts';
import { orderAt } from '../../support/orders.ts';

const order = orderAt('https://kore.example');

/** A window in which a credential can change; `holds` is what of it is held, in order. */
function useWindow(online: Partial<Awaited<ReturnType<HoldPorts['online']>>> = {}) {
  const holds: { readonly by: string; readonly order: StopOrder; dropped: boolean }[] = [];
  const listeners = new Set<() => void>();
  const hold = (by: string) => (given: StopOrder) => {
    const one = { by, order: given, dropped: false };
    holds.push(one);
    return { drop: () => void (one.dropped = true) } as HeldStop;
  };
  const ports: HoldPorts = {
    online: () => Promise.resolve({ holdStop: hold('kore'), holdPracticeStop: hold('practice'), ...online }),
    credentials: {
      onDidChange: (listener) => {
        listeners.add(listener);
        return { dispose: () => void listeners.delete(listener) };
      },
    },
  };
  return { ports, holds, listeners, change: () => listeners.forEach((listener) => listener()) };
}

const turn = (): Promise<unknown> => new Promise(setImmediate);

describe('A stop that is made ready while the question is on the screen', () => {
  it('is there for whoever takes it, once', async () => {
    const { ports, holds, listeners } = useWindow();
    const meanwhile = holdMeanwhile(order, false, ports);
    await turn();
    assert.deepEqual(holds, [{ by: 'kore', order, dropped: false }]);
    assert.ok(meanwhile.take());
    assert.equal(meanwhile.take(), undefined);
    meanwhile.drop();
    assert.deepEqual([holds[0]?.dropped, listeners.size], [false, 0]);
  });

  it('of the simulator is the simulator’s', async () => {
    const { ports, holds } = useWindow();
    holdMeanwhile(order, true, ports);
    await turn();
    assert.deepEqual(
      holds.map(({ by }) => by),
      ['practice'],
    );
  });

  it('is ended unless the answer to the question is yes', async () => {
    const answers: readonly (readonly [ask: () => Promise<boolean>, dropped: boolean])[] = [
      [() => Promise.resolve(true), false],
      [() => Promise.resolve(false), true],
      [() => Promise.reject(new Error('no window')), true],
    ];
    for (const [ask, dropped] of answers) {
      const { ports, holds } = useWindow();
      const meanwhile = holdMeanwhile(order, false, ports);
      await turn();
      await askHolding(ask, meanwhile).catch(() => undefined);
      assert.equal(holds[0]?.dropped, dropped);
    }
    assert.equal(await askHolding(() => Promise.resolve(true), undefined), true);
  });

  it('is ended by a no, and not begun where the no came first', async () => {
    const { ports, holds, listeners } = useWindow();
    const meanwhile = holdMeanwhile(order, false, ports);
    await turn();
    meanwhile.drop();
    holdMeanwhile(order, false, ports).drop();
    await turn();
    assert.deepEqual([holds.map(({ dropped }) => dropped), listeners.size], [[true], 0]);
    assert.equal(meanwhile.take(), undefined);
  });

  it('is not begun where the yes came first: the order is sent as ever', async () => {
    const { ports, holds } = useWindow();
    assert.equal(holdMeanwhile(order, false, ports).take(), undefined);
    await turn();
    assert.equal(holds.length, 0);
  });

  it('is ended when a credential is set or removed, here or in another window', async () => {
    const { ports, holds, change } = useWindow();
    const meanwhile = holdMeanwhile(order, false, ports);
    await turn();
    change();
    assert.equal(holds[0]?.dropped, true);
    assert.equal(meanwhile.take(), undefined);
  });

  it('is ended by whoever asked for the stop', async () => {
    const { ports, holds } = useWindow();
    const cancel = new AbortController();
    holdMeanwhile(order, false, ports, cancel.signal);
    const taken = holdMeanwhile(order, false, ports, cancel.signal);
    await turn();
    taken.take();
    cancel.abort();
    assert.deepEqual(
      holds.map(({ dropped }) => dropped),
      [true, false],
    );
    assert.equal(getEventListeners(cancel.signal, 'abort').length, 0);
  });

  it('is not begun for one that was ended by whoever asked for it before', async () => {
    const { ports, holds, listeners } = useWindow();
    const meanwhile = holdMeanwhile(order, false, ports, AbortSignal.abort());
    await turn();
    assert.deepEqual([holds, listeners.size], [[], 0]);
    assert.equal(meanwhile.take(), undefined);
  });

  it('is nothing where it cannot be made', async () => {
    for (const online of [
      () => Promise.reject(new Error('not loaded')),
      () => Promise.resolve({ holdStop: () => undefined, holdPracticeStop: () => undefined }),
    ]) {
      const meanwhile = holdMeanwhile(order, false, { ...useWindow().ports, online });
      await turn();
      assert.equal(meanwhile.take(), undefined);
    }
  });
});
