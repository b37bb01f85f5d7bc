import assert from 'node:assert/strict';

import {
  readTimerFileName,
  timerFileName,
  type TimerFileName,
} from '../../../../src/stop/safetyTimer/timerFileName.ts';
import { startMs } from '../../support/timerWindows.ts';

const id = '0123456789abcdef';
const window = 'fedcba9876543210';

describe('The name of a safety timer’s file', () => {
  it('tells where the timer is on its way, and is the same after reading', () => {
    const names: readonly TimerFileName[] = [
      { state: 'waiting', id },
      { state: 'ended', id },
      { state: 'setAside', id },
      ...(['fire', 'refused', 'missed', 'cut'] as const).map((takenFor) => ({
        state: 'taken' as const,
        id,
        takenFor,
        window,
        atMs: startMs,
      })),
    ];
    for (const name of names) assert.deepEqual(readTimerFileName(timerFileName(name)), name);
    assert.equal(new Set(names.map(timerFileName)).size, names.length);
  });

  it('is nothing else', () => {
    for (const name of [
      '',
      id,
      `${id}.txt`,
      `x${id}.json`,
      `${id}.json.bak`,
      `${id.slice(1)}.json`,
      `${id}~fire~${window}.json`,
      `${id}~play~${window}~1795399845000.json`,
      `${id}~fire~${window}~1.json`,
      `../${id}.json`,
    ])
      assert.equal(readTimerFileName(name), undefined, name);
  });
});
