import assert from 'node:assert/strict';

import { Emitter } from '../../../src/ui/emitter.ts';

describe('An emitter', () => {
  it('tells every listener until it is disposed of, also a function that listens twice', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const listen = (value: number): unknown => heard.push(value);
    const first = emitter.event(listen);
    emitter.event(listen);
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    emitter.dispose();
    emitter.fire(3);
    assert.deepEqual(heard, [1, 1, 2]);
  });

  it('keeps nothing from the others, and nothing from who fires, when a listener throws', async () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    emitter.event(() => {
      throw new Error('a listener that fails');
    });
    emitter.event((value) => heard.push(value));
    const handlers = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const uncaught = new Promise<Error>((resolve) => process.once('uncaughtException', resolve));
    emitter.fire(1);
    assert.deepEqual(heard, [1]);
    assert.equal((await uncaught).message, 'a listener that fails');
    for (const handler of handlers) process.on('uncaughtException', handler);
  });

  it('tells a listener that is added while it tells nothing of it', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    emitter.event(() => emitter.event((value) => heard.push(value)));
    emitter.fire(1);
    assert.deepEqual(heard, []);
  });
});
