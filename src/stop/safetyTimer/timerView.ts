import type { Log } from '../../kore/caller.ts';
import type { Lane } from '../journal/disk.ts';
import type { TimerHands } from './hands.ts';
import { cutAfterMs, missedAfterMs, Sight, Stillness, stuckAfterMs, unreadyForMs, type Instant } from './sight.ts';
import { readTimer, type SafetyTimer } from './timer.ts';
import { timerFileName, type TimerFileName } from './timerFileName.ts';
import type { TimerFileContent, TimerFolder } from './timerFolder.ts';

/** A window that has a timer in view touches its file this often. */
const touchEveryMs = 5000;

type Taken = Extract<TimerFileName, { state: 'taken' }>;

export interface TimerViewPorts {
  readonly folder: TimerFolder;
  /** This window, in the names of the files that it took. */
  readonly window: string;
  readonly hands: TimerHands;
  /** Whatever touches the folder goes through it. */
  readonly lane: Lane;
  readonly log: Log | undefined;
}

/** The timers of the folder as one window has them in view: it takes those whose time has come. */
export class TimerView {
  readonly #ports: TimerViewPorts;
  readonly #still = new Stillness();
  readonly #sights = new Map<string, Sight>();
  readonly #held = new Map<string, Taken>();
  #last: Instant | undefined;
  #touchedMs = -Infinity;
  #left = 0;
  #swept = false;

  constructor(ports: TimerViewPorts) {
    this.#ports = ports;
  }

  /** Those that wait, the next one first. */
  waiting(): readonly SafetyTimer[] {
    return [...this.#sights.values()].map(({ timer }) => timer).sort((one, other) => one.dueAtMs - other.dueAtMs);
  }

  /** There is something to look at often. */
  isBusy(): boolean {
    return this.#sights.size + this.#held.size + this.#left > 0;
  }

  /** Looks once, in the lane. Rejects when something could not be done; all else is done by then. */
  async look(now: Instant): Promise<void> {
    const files = await this.#ports.folder.list();
    // One file that cannot be had must not keep the others from their time.
    const failed: unknown[] = [];
    const attempt = (work: Promise<void>): Promise<void> => work.catch((error: unknown) => void failed.push(error));
    for (const file of files) if (file.state === 'waiting') await attempt(this.#see(file, now));
    this.#forgetGone(files);
    for (const sight of [...this.#sights.values()]) await attempt(this.#judge(sight, now));
    const left = files.filter((file) => file.state === 'taken' && this.#held.get(file.id)?.window !== file.window);
    for (const file of left as readonly Taken[]) await attempt(this.#takeLeft(file, now));
    await attempt(this.#touch(now));
    await attempt(this.#sweep(files, now));
    this.#left = left.length;
    this.#still.keepOnly(new Set(files.map(timerFileName)));
    this.#last = now;
    if (failed.length > 0) throw failed[0];
  }

  /** The folder does not let this window take what is due: after a while that is told. */
  tellStuck(words: string, now: Instant): void {
    for (const sight of this.#sights.values()) {
      sight.look(now, this.#last, sight.stillMs);
      const isTaken = sight.mayFire() || sight.stillMs >= missedAfterMs;
      if (!isTaken || sight.told || sight.gone || this.#ports.hands.isElsewhere(sight.timer)) continue;
      if ((sight.dueForMs(now) ?? 0) < stuckAfterMs) continue;
      sight.told = true;
      this.#ports.hands.stuck(sight.timer, words);
    }
  }

  async #see(file: TimerFileName, now: Instant): Promise<void> {
    const content = await this.#ports.folder.read(file);
    if (content === undefined) {
      this.#noteGone(file);
      return;
    }
    const timer = await this.#timerIn(file, content);
    if (timer === undefined) return;
    const { touchedAtMs } = content;
    const stillMs = this.#still.stillForMs(timerFileName(file), touchedAtMs, now);
    let sight = this.#sights.get(file.id);
    if (sight?.timer.dueAtMs !== timer.dueAtMs) {
      sight = new Sight(timer, touchedAtMs, now);
      this.#sights.set(file.id, sight);
      this.#changed();
    }
    sight.look(now, this.#last, stillMs);
  }

  /** Another window was faster: this one's list of files is from before. The next look tells how that came. */
  #noteGone({ id }: TimerFileName): void {
    const sight = this.#sights.get(id);
    if (sight !== undefined) sight.gone = true;
  }

  /** What ended elsewhere is out of view; what is gone without an end is told. */
  #forgetGone(files: readonly TimerFileName[]): void {
    const waiting = new Set(files.flatMap(({ state, id }) => (state === 'waiting' ? [id] : [])));
    const known = new Set(files.flatMap(({ state, id }) => (state === 'setAside' ? [] : [id])));
    for (const [id, { timer }] of [...this.#sights]) {
      if (waiting.has(id)) continue;
      this.#sights.delete(id);
      this.#changed();
      if (known.has(id)) continue;
      this.#ports.log?.warn(`Safety timer ${id} is lost: its file is gone.`);
      this.#ports.hands.lost(timer);
    }
  }

  async #judge(sight: Sight, now: Instant): Promise<void> {
    const { hands, log } = this.#ports;
    const { timer } = sight;
    const elsewhere = hands.isElsewhere(timer);
    if (!elsewhere && sight.isNear(now)) this.#findOut(sight);
    const dueForMs = sight.dueForMs(now);
    if (dueForMs === undefined) return;
    const nobodyThere = sight.stillMs >= missedAfterMs;
    if (elsewhere || sight.told) {
      if (!sight.told && !nobodyThere) return;
      if (await this.#end({ state: 'waiting', id: timer.id }))
        log?.info(`Safety timer ${timer.id} ended without a stop.`);
      return;
    }
    if (sight.mayFire()) {
      if (sight.canStop !== true && dueForMs < unreadyForMs) return;
      await this.#takeDue(sight, hands.mayStop(timer) ? 'fire' : 'refused', now);
    } else if (nobodyThere) await this.#takeDue(sight, 'missed', now);
  }

  #takeDue(sight: Sight, takenFor: 'fire' | 'refused' | 'missed', now: Instant): Promise<void> {
    const { hands, window } = this.#ports;
    const { timer } = sight;
    const atMs = now.wallMs;
    const work =
      takenFor === 'fire'
        ? () => hands.fire({ timer, lateMs: sight.lateMs(now), lateBecause: sight.lateBecause() })
        : () => hands.ask({ timer, why: takenFor, atMs });
    return this.#take(
      { state: 'waiting', id: timer.id },
      { state: 'taken', id: timer.id, takenFor, window, atMs },
      work,
    );
  }

  #findOut(sight: Sight): void {
    if (sight.asked) return;
    sight.asked = true;
    this.#ports.hands.canStop(sight.timer).then(
      (can) => (sight.canStop = can),
      () => (sight.canStop = false),
    );
  }

  /** Takes over what a window holds that is gone, and asks about it. */
  async #takeLeft(file: Taken, now: Instant): Promise<void> {
    const { folder, hands, window } = this.#ports;
    const content = await folder.read(file);
    if (content === undefined) return;
    const stillMs = this.#still.stillForMs(timerFileName(file), content.touchedAtMs, now);
    if (stillMs < (file.takenFor === 'fire' ? cutAfterMs : missedAfterMs)) return;
    const timer = await this.#timerIn(file, content);
    if (timer === undefined) return;
    if (hands.isElsewhere(timer)) {
      await this.#end(file);
      return;
    }
    const why = file.takenFor === 'fire' ? 'cut' : file.takenFor;
    await this.#take(file, { ...file, window, takenFor: why }, () => hands.ask({ timer, why, atMs: file.atMs }));
  }

  /** A file that cannot be understood is put aside, not deleted. */
  async #timerIn(file: TimerFileName, { text }: TimerFileContent): Promise<SafetyTimer | undefined> {
    const timer = readTimer(file.id, text);
    if (typeof timer !== 'string') return timer;
    this.#ports.log?.warn(`The safety timer in ${timerFileName(file)} cannot be used: ${timer}. It is put aside.`);
    await this.#ports.folder.move(file, { state: 'setAside', id: file.id });
    return undefined;
  }

  /** Of several windows one gets it; that one works on it, and ends it. */
  async #take(from: TimerFileName, to: Taken, work: () => Promise<void>): Promise<void> {
    const { folder, lane, log } = this.#ports;
    if (!(await folder.move(from, to))) {
      this.#noteGone(from);
      return;
    }
    log?.info(`Safety timer ${to.id} is taken (${to.takenFor}).`);
    this.#held.set(to.id, to);
    if (this.#sights.delete(to.id)) this.#changed();
    const warn = (error: unknown): void => log?.warn(`Safety timer ${to.id}: ${String(error)}`);
    void work()
      .catch(warn)
      .then(() => lane.run(() => this.#end(to)))
      .catch(warn)
      .finally(() => this.#held.delete(to.id));
  }

  #end(file: TimerFileName): Promise<boolean> {
    return this.#ports.folder.move(file, { state: 'ended', id: file.id });
  }

  /** Shows other windows that this one is there. */
  async #touch(now: Instant): Promise<void> {
    const { folder, hands } = this.#ports;
    if (now.elapsedMs - this.#touchedMs < touchEveryMs) return;
    this.#touchedMs = now.elapsedMs;
    for (const held of this.#held.values()) await folder.touch(held, now.wallMs);
    for (const sight of this.#sights.values()) {
      if (sight.isDue(now) || hands.isElsewhere(sight.timer)) continue;
      await folder.touch({ state: 'waiting', id: sight.timer.id }, now.wallMs);
    }
  }

  async #sweep(files: readonly TimerFileName[], now: Instant): Promise<void> {
    if (this.#swept) return;
    this.#swept = true;
    await this.#ports.folder.sweep(files, now.wallMs);
  }

  #changed(): void {
    this.#ports.hands.changed(this.waiting());
  }
}
