import assert from 'node:assert/strict';

import { DailyCheck, type DailyResult } from '../../../../src/ui/readiness/dailyCheck.ts';
import { keptLog } from '../../support/orders.ts';
import { virtualTime } from '../../support/virtualTime.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const startMs = Date.UTC(2026, 10, 23, 2, 0, 0);

/** The windows of one VS Code on one computer, with one memory, one lock and one clock. */
function useComputer() {
  const time = virtualTime(startMs);
  const memory = new Map<string, unknown>();
  const checks: { readonly window: string; readonly hours: number; readonly evenOffline: boolean }[] = [];
  const logs = keptLog();
  let clockOffMs = 0;
  let holder: string | undefined;
  let held = 0;
  const now = (): number => time.now() + clockOffMs;

  const open = (window: string, answer: () => DailyResult | Promise<DailyResult> = () => 'checked') => {
    const daily = new DailyCheck({
      memory: {
        get: (key: string) => memory.get(key),
        update: (key: string, value: unknown) => Promise.resolve(void memory.set(key, value)),
      } as ConstructorParameters<typeof DailyCheck>[0]['memory'],
      lock: {
        hold: () => {
          if (holder !== undefined && holder !== window) return Promise.resolve(false);
          holder = window;
          held += 1;
          return Promise.resolve(true);
        },
        release: () => Promise.resolve(void (holder = holder === window ? undefined : holder)),
      },
      check: async ({ evenOffline }) => {
        checks.push({ window, hours: Math.floor((time.now() - startMs) / hourMs), evenOffline });
        // As long as a slow network takes; the other windows look meanwhile.
        await time.sleep(20 * minuteMs);
        return answer();
      },
      now,
      sleep: time.sleep,
      random: () => (window === 'one' ? 0 : 0.5),
      log: logs,
    });
    const ended = daily.run();
    return { daily, ended };
  };
  const pass = (ms: number): Promise<void> =>
    time.runUntilSettled(new Promise<void>((resolve) => time.at(time.now() + ms, resolve)));
  const hours = (): readonly number[] => checks.map((check) => check.hours);
  return {
    open,
    pass,
    checks,
    hours,
    logs,
    time,
    setClock: (ms: number) => (clockOffMs += ms),
    holder: () => holder,
    held: () => held,
  };
}

describe('The daily check', () => {
  it('is not made in the first minute of a window, then once a day', async () => {
    const { open, pass, hours } = useComputer();
    const { daily } = open('one');
    await pass(minuteMs - 1);
    assert.deepEqual(hours(), []);
    await pass(2);
    assert.deepEqual(hours(), [0]);
    await pass(3 * dayMs + 3 * hourMs);
    assert.equal(hours().length, 4);
    for (const [index, hour] of hours().slice(1).entries()) {
      assert.ok(hour - (hours()[index] ?? 0) >= 24 && hour - (hours()[index] ?? 0) <= 25, String(hours()));
    }
    daily.dispose();
  });

  it('is made by one window, however many there are', async () => {
    const { open, pass, checks } = useComputer();
    const windows = ['one', 'two', 'three'].map((name) => open(name));
    await pass(5 * hourMs);
    assert.deepEqual(
      checks.map(({ window }) => window),
      ['one'],
    );
    windows[0]?.daily.dispose();
    await pass(dayMs);
    assert.equal(checks.length, 2);
    assert.notEqual(checks[1]?.window, 'one');
    for (const { daily } of windows) daily.dispose();
  });

  it('is not made again by a window that is loaded anew', async () => {
    const { open, pass, hours } = useComputer();
    const first = open('one');
    await pass(hourMs);
    first.daily.dispose();
    const second = open('one');
    await pass(20 * hourMs);
    assert.deepEqual(hours(), [0]);
    second.daily.dispose();
  });

  it('without a network says nothing and tries again in an hour, and is told at the third time', async () => {
    const { open, pass, checks } = useComputer();
    let answer: DailyResult = 'offline';
    const { daily } = open('one', () => answer);
    await pass(4 * hourMs + 30 * minuteMs);
    assert.deepEqual(
      checks.map(({ evenOffline }) => evenOffline),
      [false, false, true],
    );
    await pass(18 * hourMs);
    assert.equal(checks.length, 3);
    answer = 'checked';
    await pass(6 * hourMs);
    assert.deepEqual(
      checks.slice(3).map(({ evenOffline }) => evenOffline),
      [false],
    );
    daily.dispose();
  });

  it('that fails is logged, and tried again in an hour', async () => {
    const { open, pass, checks, logs } = useComputer();
    const { daily } = open('one', () => Promise.reject(new Error('no module')));
    await pass(minuteMs + 30 * minuteMs);
    assert.equal(checks.length, 1);
    assert.match(logs.lines.join('\n'), /The daily check did not work: no module/);
    await pass(2 * hourMs);
    assert.equal(checks.length, 2);
    daily.dispose();
  });

  it('is made a day later by a clock that was set back, not never', async () => {
    const { open, pass, checks, setClock } = useComputer();
    const { daily } = open('one');
    await pass(hourMs);
    setClock(-400 * dayMs);
    await pass(hourMs);
    assert.equal(checks.length, 2);
    await pass(12 * hourMs);
    assert.equal(checks.length, 2);
    daily.dispose();
  });

  it('ends with its window: nothing waits, and another window can have its turn', async () => {
    const { open, pass, time, holder, held } = useComputer();
    const { daily, ended } = open('one');
    // In the middle of a check.
    await pass(5 * minuteMs);
    assert.equal(holder(), 'one');
    daily.dispose();
    await time.runUntilSettled(ended);
    assert.equal(holder(), undefined);
    assert.equal(held(), 1);
    assert.equal(time.pendingSleeps(), 0);
  });
});
