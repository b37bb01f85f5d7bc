import assert from 'node:assert/strict';

import { english } from '../../../src/streams/problemText.ts';
import { LateWindow, type Build, type Kept } from '../../../src/ui/lateWindow.ts';

interface Built {
  readonly name: string;
}

const reader = { l10n: english, language: 'en' };

/** A window of which each build makes two parts, and what became of them. */
function follow(build?: (name: string, keep: (part: Kept) => void) => void) {
  const told: string[] = [];
  let loads = 0;
  const late = new LateWindow<Built>({
    load: () => {
      loads += 1;
      const name = `load ${loads}`;
      const making: Build<Built> = (keep) => {
        keep({ dispose: () => told.push(`${name}: first part gone`) });
        build?.(name, keep);
        keep({ dispose: () => told.push(`${name}: second part gone`) });
        return { name };
      };
      return Promise.resolve(making);
    },
    opened: ({ name }) => told.push(`${name}: opened`),
    reader,
  });
  return { late, told, loads: () => loads };
}

describe('A window that is loaded late', () => {
  it('loads nothing until it is asked for', () => {
    const { late, loads } = follow();
    late.dispose();
    assert.equal(loads(), 0);
  });

  it('is built once for all who ask while it is being loaded, and later', async () => {
    const { late, told } = follow();
    const [one, other] = await Promise.all([late.open(), late.open()]);
    assert.equal(one, other);
    assert.equal(await late.open(), one);
    assert.deepEqual(told, ['load 1: opened']);
  });

  it('lets go of its parts at once when it is disposed of, the last one first', async () => {
    const { late, told } = follow();
    await late.open();
    late.dispose();
    assert.deepEqual(told.slice(1), ['load 1: second part gone', 'load 1: first part gone']);
  });

  it('is not built when it was disposed of while it was being loaded', async () => {
    const { late, told } = follow();
    const opening = late.open();
    late.dispose();
    await assert.rejects(opening);
    assert.deepEqual(told, []);
  });

  it('says that nothing was sent when it cannot be loaded, and is loaded when it is asked for again', async () => {
    let broken = true;
    const late = new LateWindow<Built>({
      load: () =>
        broken ? Promise.reject(new Error('Cannot find module [x](y)')) : Promise.resolve(() => ({ name: 'built' })),
      opened: () => undefined,
      reader,
    });
    await assert.rejects(late.open(), {
      message:
        'Kore Campaigns could not be loaded (Cannot find module [x] (y)). Nothing was sent. Try again; if it stays so, install Kore Campaigns again.',
    });
    broken = false;
    assert.deepEqual(await late.open(), { name: 'built' });
  });

  it('lets go of all its parts where one of them fails at that, and says so', async () => {
    const { late, told } = follow((_name, keep) => {
      keep({ dispose: () => assert.fail('stuck') });
    });
    await late.open();
    assert.throws(() => late.dispose(), /stuck/);
    assert.deepEqual(told.slice(1), ['load 1: second part gone', 'load 1: first part gone']);
  });

  it('tells why a build failed, whatever fails at letting go of it', async () => {
    const { late, told } = follow((_name, keep) => {
      keep({ dispose: () => assert.fail('stuck') });
      throw new Error('no storage');
    });
    await assert.rejects(late.open(), /no storage/);
    assert.deepEqual(told, ['load 1: first part gone']);
  });

  it('leaves nothing of a build that fails, and builds all of it at the next try', async () => {
    const { late, told } = follow((name) => {
      if (name === 'load 1') throw new Error('no storage');
    });
    await assert.rejects(late.open(), /no storage/);
    assert.deepEqual(told, ['load 1: first part gone']);
    await late.open();
    late.dispose();
    assert.deepEqual(told.slice(1), ['load 2: opened', 'load 2: second part gone', 'load 2: first part gone']);
  });
});
