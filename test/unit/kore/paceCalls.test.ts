import assert from 'node:assert/strict';

import { paceCalls } from '../../../src/kore/paceCalls.ts';
import { virtualTime } from '../support/virtualTime.ts';

const startMs = Date.UTC(2026, 10, 23, 2, 0, 0);

describe('paceCalls', () => {
  /** When each of so many calls that are asked for at once may go, in seconds from the start. */
  async function timesOf(accounts: readonly string[], callsPerMinute: number): Promise<readonly number[]> {
    const time = virtualTime(startMs);
    const pace = paceCalls(time, callsPerMinute);
    const times: number[] = [];
    const work = accounts.map(async (account, index) => {
      await pace.take(account, 'list');
      times[index] = (time.now() - startMs) / 1000;
    });
    await time.runUntilSettled(Promise.all(work));
    return times;
  }

  it('lets so many calls through in any minute, and the next ones after it', async () => {
    const times = await timesOf(Array<string>(25).fill('a'), 10);
    assert.deepEqual(times, [
      ...Array<number>(10).fill(0),
      ...Array<number>(10).fill(60),
      ...Array<number>(5).fill(120),
    ]);
  });

  it('counts each account for itself', async () => {
    assert.deepEqual(await timesOf(['a', 'b', 'a', 'b', 'a'], 2), [0, 0, 0, 0, 60]);
  });

  it('never has more than so many in any minute, however they come', async () => {
    const time = virtualTime(startMs);
    const pace = paceCalls(time, 3);
    const times: number[] = [];
    const work = Array.from({ length: 12 }, async (_, index) => {
      await time.sleep(index * 17_000);
      await pace.take('a', 'list');
      times.push(time.now());
    });
    await time.runUntilSettled(Promise.all(work));
    assert.equal(times.length, 12);
    for (const at of times) {
      assert.ok(times.filter((other) => other >= at && other < at + 60_000).length <= 3, String(at - startMs));
    }
  });

  it('ends its waiting at an abort', async () => {
    const time = virtualTime(startMs);
    const pace = paceCalls(time, 1);
    const cancel = new AbortController();
    await pace.take('a', 'list', cancel.signal);
    const waiting = pace.take('a', 'list', cancel.signal);
    cancel.abort();
    await assert.rejects(waiting);
    assert.equal(time.pendingSleeps(), 0);
  });

  it('waits no longer than a minute after the clock was set back', async () => {
    let nowMs = startMs;
    const waits: number[] = [];
    const sleep = (ms: number): Promise<void> => {
      waits.push(ms);
      nowMs += ms;
      return Promise.resolve();
    };
    const pace = paceCalls({ now: () => nowMs, sleep }, 1);
    await pace.take('a', 'list');
    nowMs -= 3_600_000;
    await pace.take('a', 'list');
    await pace.take('a', 'list');
    assert.deepEqual(waits, [60_000]);
  });

  it('asks the account’s budget too, when it lets a call through', async () => {
    const asked: unknown[] = [];
    const budget = { take: (...given: readonly unknown[]) => Promise.resolve(void asked.push(given)) };
    await paceCalls({ ...virtualTime(startMs), budget }, 10).take('a', 'list');
    assert.deepEqual(asked, [['a', 'list', undefined, undefined]]);
  });
});
