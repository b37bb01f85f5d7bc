import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';

import type { Lane } from '../../../src/kore/caller.ts';
import { createRateBudget } from '../../../src/kore/rateBudget.ts';
import { keptLog } from '../support/orders.ts';
import { virtualTime } from '../support/virtualTime.ts';

const account = 'https://kore.example 5f00000000000000000000aa';

/** A budget on a clock that does not wait. `gone` is who was let go, with the second at which it was. */
function useBudget(perMinute = 60) {
  const time = virtualTime(0);
  const log = keptLog();
  /** How far the clock has jumped; waits take as long as before. */
  const clock = { jumpedMs: 0 };
  const budget = createRateBudget({ now: () => time.now() + clock.jumpedMs, sleep: time.sleep, log, perMinute });
  const gone: string[] = [];
  const ask = (lane: Lane, { name = '', signal = new AbortController().signal, of = account } = {}): void => {
    budget.take(of, lane, signal).then(
      () => gone.push(`${name || lane} at ${time.now() / 1000}`),
      () => gone.push(`${name || lane} cancelled at ${time.now() / 1000}`),
    );
  };
  const askMany = (many: number, lane: Lane): void => {
    for (let nth = 0; nth < many; nth += 1) ask(lane);
  };
  const after = (seconds: number, what: () => void): void => time.at(seconds * 1000, what);
  const passUntil = (second: number): Promise<void> =>
    time.runUntilSettled(new Promise<void>((resolve) => after(second, resolve)));
  /** How many went at each second. */
  const counts = (): Readonly<Record<string, number>> => {
    const found: Record<string, number> = {};
    for (const one of gone) found[one] = (found[one] ?? 0) + 1;
    return found;
  };
  const announceStop = () => {
    const notice = budget.announceStop?.(account);
    assert.ok(notice);
    return notice;
  };
  const refused = (retryAfterMs?: number): void => budget.refused?.(account, retryAfterMs);
  return { time, budget, log, clock, gone, ask, askMany, after, passUntil, counts, announceStop, refused };
}

describe('The rate budget', () => {
  it('never holds a stop back, and counts it', async () => {
    const { askMany, passUntil, counts } = useBudget();
    askMany(70, 'stop');
    askMany(1, 'confirm');
    await passUntil(100);
    assert.deepEqual(counts(), { 'stop at 0': 70, 'confirm at 61': 1 });
  });

  it('lets a stop go in the tick that asks for it', async () => {
    const { askMany, gone } = useBudget(1);
    askMany(3, 'confirm');
    askMany(3, 'stop');
    // No more than the continuation of a promise that was resolved already.
    await Promise.resolve();
    assert.deepEqual(gone, ['confirm at 0', 'stop at 0', 'stop at 0', 'stop at 0']);
  });

  it('lets 60 requests go in a minute, and the next when the first are past it', async () => {
    const { askMany, after, passUntil, counts } = useBudget();
    askMany(10, 'confirm');
    after(20, () => askMany(55, 'confirm'));
    await passUntil(200);
    assert.deepEqual(counts(), { 'confirm at 0': 10, 'confirm at 20': 50, 'confirm at 61': 5 });
  });

  it('tells a list that has to wait until when at least, and nobody else', async () => {
    const { time, budget, askMany, after, passUntil } = useBudget(4);
    const told: string[] = [];
    const ask = (lane: Lane): void => {
      const onHeld = (untilMs: number): void => void told.push(`${lane} until ${untilMs / 1000}`);
      void budget.take(account, lane, undefined, onHeld).then(() => told.push(`${lane} at ${time.now() / 1000}`));
    };
    ask('list');
    after(10, () => askMany(1, 'confirm'));
    after(20, () => (['list', 'confirm', 'stop'] as const).forEach(ask));
    await passUntil(90);
    assert.deepEqual(told, ['list at 0', 'list until 61', 'confirm at 20', 'stop at 20', 'list at 81']);
  });

  it('keeps half of the minute free of lists', async () => {
    const { askMany, passUntil, counts } = useBudget();
    askMany(10, 'confirm');
    askMany(31, 'list');
    await passUntil(200);
    assert.deepEqual(counts(), { 'confirm at 0': 10, 'list at 0': 20, 'list at 61': 11 });
  });

  it('lets a confirmation go where a list has to wait', async () => {
    const { ask, askMany, passUntil, gone } = useBudget();
    askMany(30, 'stop');
    ask('list');
    ask('confirm');
    await passUntil(100);
    assert.deepEqual(gone.slice(30), ['confirm at 0', 'list at 61']);
  });

  it('lets confirmations go before lists that wait longer, each in the order they came', async () => {
    const { ask, askMany, passUntil, gone } = useBudget(2);
    askMany(2, 'stop');
    for (const name of ['list 1', 'list 2']) ask('list', { name });
    for (const name of ['confirm 1', 'confirm 2', 'confirm 3']) ask('confirm', { name });
    await passUntil(300);
    const confirms = ['confirm 1 at 61', 'confirm 2 at 61', 'confirm 3 at 122'];
    assert.deepEqual(gone.slice(2), [...confirms, 'list 1 at 183', 'list 2 at 244']);
  });

  it('lets a bulk go until it leaves two of the minute, and what needs less room go on', async () => {
    const { ask, askMany, passUntil, gone } = useBudget();
    askMany(57, 'stop');
    for (const name of ['bulk 1', 'bulk 2']) ask('bulk', { name });
    for (const name of ['confirm 1', 'confirm 2', 'confirm 3']) ask('confirm', { name });
    await passUntil(200);
    const atOnce = ['bulk 1 at 0', 'confirm 1 at 0', 'confirm 2 at 0'];
    assert.deepEqual(gone.slice(57), [...atOnce, 'bulk 2 at 61', 'confirm 3 at 61']);
  });

  it('lets a bulk go before confirmations and lists that wait longer, in the order it came', async () => {
    const { ask, askMany, passUntil, gone } = useBudget();
    askMany(60, 'stop');
    for (const lane of ['list', 'confirm'] as const) ask(lane);
    for (const name of ['bulk 1', 'bulk 2']) ask('bulk', { name });
    await passUntil(100);
    assert.deepEqual(gone.slice(60), ['bulk 1 at 61', 'bulk 2 at 61', 'confirm at 61', 'list at 61']);
  });

  it('lets a bulk go one by one where the limit is smaller than what it leaves', async () => {
    const { askMany, passUntil, counts } = useBudget(2);
    askMany(2, 'bulk');
    await passUntil(100);
    assert.deepEqual(counts(), { 'bulk at 0': 1, 'bulk at 61': 1 });
  });

  it('tells that a bulk waits, each time it does', async () => {
    const { askMany, after, passUntil, log } = useBudget();
    for (const second of [0, 10]) after(second, () => askMany(30, 'bulk'));
    after(100, () => askMany(60, 'bulk'));
    await passUntil(300);
    assert.deepEqual(log.lines, [
      'Rate limit: 58 of 60 used in the last minute; the next request of a bulk waits 51 s.',
      'Rate limit: 58 of 60 used in the last minute; the next request of a bulk waits 22 s.',
    ]);
  });

  it('counts each account of each host by itself', async () => {
    const { ask, askMany, passUntil, gone } = useBudget();
    askMany(60, 'stop');
    ask('confirm', { name: 'other account', of: 'https://kore.example 5f00000000000000000000bb' });
    ask('confirm', { name: 'other host', of: 'https://eu.kore.example 5f00000000000000000000aa' });
    await passUntil(1);
    assert.deepEqual(gone.slice(60), ['other account at 0', 'other host at 0']);
  });

  it('tells once that something waits, and not for each that does', async () => {
    const { askMany, after, passUntil, log } = useBudget();
    askMany(47, 'confirm');
    after(49, () => askMany(3, 'list'));
    after(50, () => askMany(15, 'confirm'));
    await passUntil(200);
    assert.deepEqual(log.lines, [
      'Rate limit: 47 of 60 used in the last minute; a list waits 12 s.',
      'Rate limit: 60 of 60 used in the last minute; a status check waits 11 s.',
    ]);
  });

  it('tells it again the next time, and of no more than the limit', async () => {
    const { askMany, after, passUntil, log } = useBudget();
    for (const second of [0, 100]) {
      after(second, () => {
        askMany(70, 'stop');
        askMany(1, 'confirm');
      });
    }
    await passUntil(200);
    const line = 'Rate limit: 60 of 60 used in the last minute; a status check waits 61 s.';
    assert.deepEqual(log.lines, [line, line]);
  });
});

describe('A wait for the rate budget that is cancelled', () => {
  it('ends at once and leaves nothing behind', async () => {
    const { time, ask, askMany, after, passUntil, gone } = useBudget();
    const cancel = new AbortController();
    askMany(60, 'stop');
    ask('confirm', cancel);
    ask('list', cancel);
    after(5, () => cancel.abort());
    await passUntil(6);
    assert.deepEqual(gone.slice(60), ['confirm cancelled at 5', 'list cancelled at 5']);
    assert.equal(time.pendingSleeps(), 0);
    assert.equal(getEventListeners(cancel.signal, 'abort').length, 0);
  });

  it('does not take from the others', async () => {
    const { ask, askMany, after, passUntil, gone } = useBudget(2);
    const cancel = new AbortController();
    askMany(1, 'stop');
    after(10, () => askMany(1, 'stop'));
    after(20, () => {
      ask('confirm', { name: 'first', signal: cancel.signal });
      ask('confirm', { name: 'second' });
    });
    after(30, () => cancel.abort());
    await passUntil(200);
    assert.deepEqual(gone.slice(2), ['first cancelled at 30', 'second at 61']);
  });

  it('is not counted when it was cancelled before', async () => {
    const { ask, askMany, passUntil, gone } = useBudget(1);
    for (const lane of ['stop', 'confirm', 'list'] as const) ask(lane, { signal: AbortSignal.abort() });
    askMany(1, 'confirm');
    await passUntil(1);
    assert.deepEqual(gone.toSorted(), [
      'confirm at 0',
      'confirm cancelled at 0',
      'list cancelled at 0',
      'stop cancelled at 0',
    ]);
  });

  it('leaves no listener behind when it was let go', async () => {
    const { ask, passUntil, time } = useBudget(1);
    const { signal } = new AbortController();
    for (const lane of ['stop', 'confirm', 'list'] as const) ask(lane, { signal });
    await passUntil(200);
    assert.deepEqual([time.pendingSleeps(), getEventListeners(signal, 'abort').length], [0, 0]);
  });
});

describe('A stop that was announced', () => {
  it('holds confirmations and lists of its account back until its exchange has ended', async () => {
    const { ask, announceStop, after, passUntil, gone, time, log } = useBudget();
    const notice = announceStop();
    for (const lane of ['list', 'confirm', 'bulk', 'stop'] as const) ask(lane);
    ask('confirm', { name: 'other account', of: 'https://kore.example 5f00000000000000000000bb' });
    after(0.4, notice.handedOver);
    after(0.5, notice.end);
    await passUntil(0.6);
    const later = ['bulk at 0.5', 'confirm at 0.5', 'list at 0.5'];
    assert.deepEqual(gone, ['stop at 0', 'other account at 0', ...later]);
    assert.equal(time.pendingSleeps(), 0);
    assert.deepEqual(log.lines, []);
  });

  it('holds them back until each of several has', async () => {
    const { ask, announceStop, after, passUntil, gone } = useBudget();
    for (const second of [0.2, 0.7, 0.5]) after(second, announceStop().end);
    ask('confirm');
    await passUntil(1);
    assert.deepEqual(gone, ['confirm at 0.7']);
  });

  it('holds them back for a second when it is not answered', async () => {
    const { ask, announceStop, after, passUntil, gone } = useBudget();
    const notice = announceStop();
    ask('confirm');
    after(0.3, notice.handedOver);
    await passUntil(10);
    assert.deepEqual(gone, ['confirm at 1.3']);
  });

  it('holds them back for three seconds when it is never sent', async () => {
    const { ask, announceStop, passUntil, gone } = useBudget();
    announceStop();
    ask('confirm');
    await passUntil(10);
    assert.deepEqual(gone, ['confirm at 3']);
  });

  it('holds nothing back again when it is sent or answered after that', async () => {
    const { ask, announceStop, after, passUntil, gone, time } = useBudget();
    const notice = announceStop();
    after(4, notice.end);
    after(5, notice.handedOver);
    after(5.1, () => ask('confirm'));
    await passUntil(5.2);
    assert.deepEqual(gone, ['confirm at 5.1']);
    assert.equal(time.pendingSleeps(), 0);
  });
});

describe('A request that Kore refused for its rate limit', () => {
  it('holds bulks and lists back for a minute, and no confirmation', async () => {
    const { ask, refused, passUntil, gone, log } = useBudget();
    refused();
    ask('list');
    ask('bulk');
    ask('confirm');
    await passUntil(100);
    assert.deepEqual(gone, ['confirm at 0', 'bulk at 60', 'list at 60']);
    assert.deepEqual(log.lines, [
      'Rate limit: Kore.ai said that it is used up; a list waits 60 s.',
      'Rate limit: Kore.ai said that it is used up; the next request of a bulk waits 60 s.',
    ]);
  });

  it('holds them back until Kore’s own time, the latest of several', async () => {
    const { ask, refused, passUntil, gone } = useBudget();
    for (const ms of [5000, 17_000, 0]) refused(ms);
    ask('list');
    await passUntil(100);
    assert.deepEqual(gone, ['list at 17']);
  });

  it('holds them back for ten minutes at the most', async () => {
    const { ask, refused, passUntil, gone } = useBudget();
    refused(999_999_999_000);
    ask('list');
    await passUntil(1000);
    assert.deepEqual(gone, ['list at 600']);
  });
});

describe('A clock that jumps', () => {
  for (const jumpedMs of [-3_600_000, -30_000, 3_600_000]) {
    it(`by ${jumpedMs / 1000} s while a request waits lets it wait no longer`, async () => {
      const { ask, askMany, after, passUntil, clock, gone } = useBudget();
      askMany(60, 'stop');
      ask('confirm');
      after(30, () => (clock.jumpedMs = jumpedMs));
      await passUntil(200);
      assert.deepEqual(gone.slice(60), ['confirm at 61']);
    });
  }

  it('back before a request asks lets it wait a minute at the most', async () => {
    const { ask, askMany, refused, after, passUntil, clock, gone } = useBudget();
    askMany(60, 'stop');
    refused();
    after(40, () => {
      clock.jumpedMs = -86_400_000;
      ask('confirm');
      ask('list');
    });
    await passUntil(400);
    assert.deepEqual(gone.slice(60), ['confirm at 101', 'list at 101']);
  });

  it('ahead and back again leaves nothing to wait for', async () => {
    const { ask, askMany, after, passUntil, clock, gone } = useBudget();
    clock.jumpedMs = 86_400_000;
    askMany(60, 'stop');
    after(30, () => {
      clock.jumpedMs = 0;
      ask('confirm');
    });
    await passUntil(400);
    assert.deepEqual(gone.slice(60), ['confirm at 91']);
  });
});
