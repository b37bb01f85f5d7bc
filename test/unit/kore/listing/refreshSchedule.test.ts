import assert from 'node:assert/strict';

import {
  RefreshSchedule,
  type RefreshEnd,
  type SchedulePorts,
  type WatchedStream,
} from '../../../../src/kore/listing/refreshSchedule.ts';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.ts';

/** A window that looks at streams, on a clock that does not wait. `read` is what it read, with the second. */
function useWindow(names: readonly string[], more: Partial<SchedulePorts> & { readonly time?: VirtualTime } = {}) {
  const { time = virtualTime(0), ...ports } = more;
  const clock = { jumpedMs: 0 };
  const now = (): number => time.now() + clock.jumpedMs;
  const read: string[] = [];
  const looked = { at: names, everySeconds: 60, mine: true, likely: [] as readonly string[], pausedUntilMs: 0 };
  const askedAtMs = new Map<string, number>();
  const ends: { of: (name: string) => RefreshEnd | Promise<RefreshEnd> } = { of: () => ({ kind: 'read' }) };
  /** `b/one` is the stream of that name in the account b. */
  const watched = (name: string): WatchedStream => ({
    key: name,
    account: name.includes('/') ? (name.split('/')[0] ?? '') : 'a',
    likely: looked.likely.includes(name),
    ...(askedAtMs.has(name) ? { askedAtMs: askedAtMs.get(name) ?? 0 } : {}),
    ...(looked.pausedUntilMs > 0 ? { pausedUntilMs: looked.pausedUntilMs } : {}),
  });
  const schedule = new RefreshSchedule({
    now,
    sleep: time.sleep,
    random: () => 0,
    everySeconds: () => looked.everySeconds,
    streams: () => looked.at.map(watched),
    myTurn: () => Promise.resolve(looked.mine),
    read: (name) => {
      askedAtMs.set(name, now());
      read.push(`${name} at ${time.now() / 1000}`);
      return Promise.resolve(ends.of(name));
    },
    ...ports,
  });
  const at = (seconds: number, what: () => void): void => time.at(seconds * 1000, what);
  const passUntil = (seconds: number): Promise<void> =>
    time.runUntilSettled(new Promise<void>((resolve) => at(seconds, resolve)));
  return {
    schedule,
    time,
    clock,
    read,
    looked,
    ends,
    at,
    passUntil,
    ask: (name: string) => askedAtMs.set(name, now()),
  };
}

describe('The schedule of lists that are read by themselves', () => {
  it('reads what was never read at once, and each again after the time of the setting', async () => {
    const { schedule, read, looked, passUntil } = useWindow(['x']);
    schedule.wake();
    await passUntil(130);
    looked.everySeconds = 90;
    schedule.wake();
    await passUntil(301);
    assert.deepEqual(read, ['x at 0', 'x at 60', 'x at 120', 'x at 210', 'x at 300']);
  });

  it('comes later than that by a share that is drawn each time, never earlier', async () => {
    const drawn = [0, 0.999, 0.5, 0];
    const { schedule, read, passUntil } = useWindow(['x'], { random: () => drawn.shift() ?? 0 });
    schedule.wake();
    await passUntil(200);
    assert.deepEqual(read.slice(0, 3), ['x at 0', 'x at 71.988', 'x at 137.988']);
  });

  it('reads nothing while nobody looks, and goes on when somebody does', async () => {
    const { schedule, time, read, looked, at, passUntil } = useWindow([]);
    schedule.wake();
    await passUntil(500);
    assert.deepEqual([read, time.pendingSleeps()], [[], 0]);
    at(501, () => {
      looked.at = ['x'];
      schedule.wake();
    });
    at(510, () => {
      looked.at = [];
      schedule.wake();
    });
    await passUntil(1000);
    assert.deepEqual(read, ['x at 501']);
  });

  it('reads no more than two lists of an account in any minute, each in its turn', async () => {
    const { schedule, read, passUntil } = useWindow(['p', 'q', 'r', 's', 't']);
    schedule.wake();
    await passUntil(299);
    assert.deepEqual(
      read,
      ['p', 'q', 'r', 's', 't', 'p', 'q', 'r', 's', 'p'].map((name, n) => `${name} at ${60 * Math.floor(n / 2)}`),
    );
  });

  it('counts each account by itself', async () => {
    const { schedule, read, passUntil } = useWindow(['p', 'q', 'r', 'b/p', 'b/q', 'b/r']);
    schedule.wake();
    await passUntil(59);
    assert.deepEqual(read, ['p at 0', 'q at 0', 'b/p at 0', 'b/q at 0']);
  });

  it('reads likely ones more often, and lets no other wait for ever', async () => {
    const names = ['p', 'q', 'r', 's', 't', 'u'];
    const { schedule, read, looked, passUntil } = useWindow(names);
    looked.likely = ['p', 'q'];
    schedule.wake();
    await passUntil(3600);
    const times = (name: string): number => read.filter((one) => one.startsWith(`${name} `)).length;
    for (const likely of ['p', 'q']) assert.ok(times(likely) >= 24, `${likely} ${times(likely)}`);
    for (const other of ['r', 's', 't', 'u']) assert.ok(times(other) >= 12, `${other} ${times(other)}`);
  });

  it('counts what a person has asked for, and does not read it again before its time', async () => {
    const { schedule, read, ask, at, passUntil } = useWindow(['x', 'y', 'z']);
    ask('x');
    ask('y');
    schedule.wake();
    at(30, () => ask('z'));
    await passUntil(119);
    assert.deepEqual(read, ['x at 60', 'y at 90']);
  });

  it('holds its share also where lists wait for the rate limit before they leave', async () => {
    const left: number[] = [];
    const { schedule, time, ends, passUntil } = useWindow(['p', 'q', 'r', 's']);
    ends.of = () =>
      new Promise((resolve) =>
        time.at(time.now() < 50_000 ? 50_000 : time.now(), () => {
          left.push(time.now() / 1000);
          resolve({ kind: 'read' });
        }),
      );
    schedule.wake();
    await passUntil(200);
    assert.deepEqual(left, [50, 50, 110, 110, 170, 170]);
  });

  it('of 0 reads what was just opened, and else only when the person comes back', async () => {
    const { schedule, read, looked, at, passUntil } = useWindow(['x']);
    looked.everySeconds = 0;
    schedule.wake();
    at(10, () => schedule.hasten());
    at(500, () => schedule.wake());
    at(600, () => schedule.hasten());
    await passUntil(2000);
    assert.deepEqual(read, ['x at 0', 'x at 15', 'x at 600']);
  });

  it('reads at once what is not quite new when the person comes back, within the share', async () => {
    const { schedule, read, at, passUntil } = useWindow(['x', 'y', 'z']);
    schedule.wake();
    for (const second of [30, 32, 34]) at(second, () => schedule.hasten());
    await passUntil(100);
    assert.deepEqual(read, ['x at 0', 'y at 0', 'z at 60', 'x at 60']);
    const alone = useWindow(['x']);
    alone.schedule.wake();
    alone.at(10, () => alone.schedule.hasten());
    alone.at(40, () => alone.schedule.hasten());
    await alone.passUntil(99);
    assert.deepEqual(alone.read, ['x at 0', 'x at 15', 'x at 60']);
  });

  it('reads a list that cannot be read less often each time, until it can or the person comes back', async () => {
    const { schedule, read, ends, at, passUntil } = useWindow(['x']);
    ends.of = () => ({ kind: 'failed' });
    schedule.wake();
    await passUntil(1400);
    assert.deepEqual(read, ['x at 0', 'x at 120', 'x at 360', 'x at 840', 'x at 1320']);
    at(1401, () => schedule.hasten());
    at(1402, () => (ends.of = () => ({ kind: 'read' })));
    await passUntil(1700);
    assert.deepEqual(read.slice(5), ['x at 1401', 'x at 1521', 'x at 1581', 'x at 1641']);
  });

  it('reads nothing while another window does, and looks again whether it still does', async () => {
    let asked = 0;
    const { schedule, read, looked, at, passUntil } = useWindow(['x', 'y'], {
      myTurn: () => {
        asked += 1;
        return Promise.resolve(looked.mine);
      },
    });
    looked.mine = false;
    schedule.wake();
    await passUntil(44);
    assert.ok(asked >= 3 && asked <= 6, String(asked));
    assert.deepEqual(read, []);
    at(46, () => (looked.mine = true));
    await passUntil(62);
    assert.deepEqual(read, ['x at 60', 'y at 60']);
  });

  it('asks at once whose turn it is when the person comes back', async () => {
    const { schedule, read, looked, at, passUntil } = useWindow(['x']);
    looked.mine = false;
    schedule.wake();
    at(4, () => {
      looked.mine = true;
      schedule.hasten();
    });
    await passUntil(5);
    assert.deepEqual(read, ['x at 4']);
  });

  it('ends with the window', async () => {
    const { schedule, read, time, at, passUntil } = useWindow(['x']);
    schedule.wake();
    at(10, () => schedule.dispose());
    at(20, () => schedule.hasten());
    await passUntil(500);
    assert.deepEqual([read, time.pendingSleeps()], [['x at 0'], 0]);
  });
});

describe('The schedule of lists, where the account’s limit is used up', () => {
  const refuseUntil = (window: ReturnType<typeof useWindow>, seconds: number, end: RefreshEnd): void => {
    window.ends.of = () => (window.time.now() < seconds * 1000 ? end : { kind: 'read' });
  };

  it('asks for no list of the account for a minute, and then less often until it works again', async () => {
    const window = useWindow(['x', 'b/y']);
    refuseUntil(window, 60, { kind: 'rateLimited' });
    window.ends.of = ((of) => (name: string) => (name === 'x' ? of(name) : { kind: 'read' as const }))(window.ends.of);
    window.schedule.wake();
    await window.passUntil(301);
    assert.deepEqual(
      window.read.filter((one) => one.startsWith('x')),
      ['x at 0', 'x at 120', 'x at 180', 'x at 240', 'x at 300'],
    );
    assert.equal(window.read.filter((one) => one.startsWith('b/y')).length, 6);
  });

  it('waits as long as Kore says, and not all windows go on in the same second', async () => {
    const window = useWindow(['x'], { random: () => 0.5 });
    refuseUntil(window, 1, { kind: 'rateLimited', retryAfterMs: 400_000 });
    window.schedule.wake();
    await window.passUntil(404);
    assert.deepEqual(window.read, ['x at 0']);
    await window.passUntil(406);
    assert.deepEqual(window.read, ['x at 0', 'x at 405']);
  });

  it('waits ten minutes at the most', async () => {
    const window = useWindow(['x']);
    refuseUntil(window, 1, { kind: 'rateLimited', retryAfterMs: 999_999_999 });
    window.schedule.wake();
    await window.passUntil(601);
    assert.deepEqual(window.read, ['x at 0', 'x at 600']);
  });

  it('waits also when a person’s own request was refused', async () => {
    const window = useWindow(['x']);
    window.schedule.wake();
    window.at(30, () => (window.looked.pausedUntilMs = 150_000));
    window.at(31, () => window.schedule.hasten());
    await window.passUntil(160);
    assert.deepEqual(window.read, ['x at 0', 'x at 150']);
  });
});

describe('The schedule of lists, when the clock jumps', () => {
  for (const jumpedMs of [-3_600_000, 3_600_000]) {
    it(`by ${jumpedMs / 1000} s waits no longer than before`, async () => {
      const { schedule, read, clock, at, passUntil } = useWindow(['x', 'y', 'z']);
      schedule.wake();
      at(30, () => (clock.jumpedMs = jumpedMs));
      await passUntil(200);
      assert.ok(read.includes('z at 60'), read.join());
      assert.ok(read.length >= 6, read.join());
    });
  }
});

describe('The schedule of lists, when the clock is set back while an account’s limit is used up', () => {
  it('waits ten minutes at the most', async () => {
    const window = useWindow(['x']);
    window.ends.of = () => (window.time.now() < 1000 ? { kind: 'rateLimited' } : { kind: 'read' });
    window.schedule.wake();
    window.at(30, () => {
      window.clock.jumpedMs = -86_400_000;
      window.schedule.wake();
    });
    await window.passUntil(641);
    assert.deepEqual(window.read, ['x at 0', 'x at 640']);
  });
});

describe('Twelve windows on one account', () => {
  it('ask for no more than 30 lists in any minute, also when all begin at the same time', async () => {
    const time = virtualTime(0);
    let state = 7;
    const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    const windows = Array.from({ length: 12 }, () => useWindow(['p', 'q', 'r', 's', 't'], { time, random }));
    for (const { schedule } of windows) schedule.wake();
    await time.runUntilSettled(new Promise<void>((resolve) => time.at(3_600_000, resolve)));
    const seconds = windows
      .flatMap(({ read }) => read.map((one) => Number(one.split(' at ')[1])))
      .sort((a, b) => a - b);
    assert.ok(seconds.length > 1000, String(seconds.length));
    const most = Math.max(
      ...seconds.map((second) => seconds.filter((one) => one >= second && one < second + 60).length),
    );
    assert.ok(most <= 30, String(most));
  });
});
