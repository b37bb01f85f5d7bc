import assert from 'node:assert/strict';

import { OneAtATime } from '../../../../src/ui/callers/oneAtATime.ts';

const never = (): Promise<never> => new Promise(() => undefined);

describe('Questions of other programs', () => {
  it('are asked one at a time', async () => {
    const asking = new OneAtATime();
    void asking.run(never);
    assert.equal(await asking.run(() => Promise.resolve(1)), undefined);
  });

  it('can be asked again after an answer, a failure, and once the stop is on its way', async () => {
    const asking = new OneAtATime();
    assert.deepEqual(await asking.run(() => Promise.resolve(undefined)), { value: undefined });
    await assert.rejects(
      asking.run(() => Promise.reject(new Error('no'))),
      /no/,
    );
    void asking.run((free) => {
      free();
      return never();
    });
    assert.deepEqual(await asking.run(() => Promise.resolve(2)), { value: 2 });
  });

  it('are not let in by one that was through before', async () => {
    const asking = new OneAtATime();
    let late = (): void => undefined;
    await asking.run((free) => {
      late = free;
      return Promise.resolve();
    });
    void asking.run(never);
    late();
    assert.equal(await asking.run(() => Promise.resolve(1)), undefined);
  });
});
