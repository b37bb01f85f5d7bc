import type { Log } from '../../kore/caller.ts';
import { sleepUnseen } from '../../kore/sleep.ts';
import type { LaterFact } from '../laterFact.ts';
import type { OrderTrail } from '../orderTrail.ts';
import type { StopOutcome } from '../outcome.ts';
import type { Journal, StopIntent } from '../ports.ts';
import { Lane, realDisk, type JournalDisk } from './disk.ts';
import { interruptedOutcome, leftToDo, type JournalEntry, type LeftToDo, type TakenEntry } from './entries.ts';
import { fileName } from './fileName.ts';
import { takeFile } from './folder.ts';
import { factLine, intentLine, noteLine, outcomeLine, ownerLine, type JournalNote } from './line.ts';
import { here as realHere, touchEveryMs, type Here } from './owner.ts';
import { OwnFile } from './ownFile.ts';
import { rewriteWith, withinLimits, type JournalLimits } from './prune.ts';
import { JournalReader, type LeftFile } from './journalReader.ts';

export interface JournalPorts {
  /** Made with the first line. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log?: Log;
  /** Takes secrets out of every line; they do not reach the journal, and this makes sure. */
  readonly clean?: (text: string) => string;
  readonly disk?: JournalDisk;
  readonly here?: Here;
}

export interface StopJournal extends Journal {
  /** The intent of an outcome: of the same object that `end` got or `takeOver` gave. */
  idOf(outcome: StopOutcome): string | undefined;
  /** Adds what was learnt after the outcome. */
  note(intentId: string, fact: LaterFact): Promise<void>;
  /** Adds what a person wrote to it. */
  addNote(intentId: string, note: JournalNote): Promise<void>;
  /** Every stop that the folder knows of, oldest first. */
  read(): Promise<readonly JournalEntry[]>;
  /**
   * What windows left that are gone, for this window to tell and to go on with: interrupted stops, those of the last
   * day whose unresolved end nobody has seen, and those whose later looks are not over. Each is given to one window,
   * once; a window that may still be there is looked at again with the next call.
   */
  takeOver(): Promise<readonly TakenEntry[]>;
  /** Drops what is over the limits, from files whose window is gone. */
  prune(limits: JournalLimits): Promise<void>;
  dispose(): void;
}

/** Opens the journal of this window. Touches no disk before the first call of another method. */
export function openJournal(ports: JournalPorts): StopJournal {
  return new FolderJournal(ports);
}

class FolderJournal implements StopJournal {
  readonly #folder: string;
  readonly #disk: JournalDisk;
  readonly #now: () => number;
  readonly #log: Log | undefined;
  readonly #sleep: NonNullable<JournalPorts['sleep']>;
  readonly #clean: (text: string) => string;
  /** For all that no stop waits for. */
  readonly #beside = new Lane();
  readonly #file: OwnFile;
  readonly #reader: JournalReader;
  /** The stops of this window that are out, with whether their line was written. */
  readonly #open = new Map<string, { readonly line: string; written: boolean }>();
  readonly #idOf = new WeakMap<StopOutcome, string>();
  readonly #closing = new AbortController();
  #touching = false;

  constructor(ports: JournalPorts) {
    const { folder, now, sleep = sleepUnseen, log, disk = realDisk, clean = (text: string): string => text } = ports;
    this.#folder = folder;
    this.#disk = disk;
    this.#now = now;
    this.#log = log;
    this.#sleep = sleep;
    this.#clean = clean;
    let known: Here | undefined;
    const here = (): Here => (known ??= ports.here ?? realHere(now));
    this.#file = new OwnFile({
      folder,
      disk,
      now,
      beside: this.#beside,
      firstLine: () => ownerLine(here().owner),
      openLines: () => [...this.#open.values()].map(({ line }) => line),
    });
    this.#reader = new JournalReader({ folder, disk, now, here, log, window: this.#file.window });
  }

  async begin(intent: StopIntent): Promise<void> {
    const open = { line: this.#clean(intentLine(intent)), written: false };
    this.#open.set(intent.id, open);
    await this.#appendClean(open.line);
    open.written = true;
  }

  end(intentId: string, outcome: StopOutcome, trail?: OrderTrail): Promise<void> {
    this.#idOf.set(outcome, intentId);
    const open = this.#open.get(intentId);
    this.#open.delete(intentId);
    // The disk that was full or away may be there by now.
    const intent = open === undefined || open.written ? '' : open.line;
    const written = this.#append(intent + outcomeLine(intentId, outcome, trail));
    this.#closeWhenDone();
    return written;
  }

  idOf(outcome: StopOutcome): string | undefined {
    return this.#idOf.get(outcome);
  }

  note(intentId: string, fact: LaterFact): Promise<void> {
    return this.#append(factLine(intentId, fact));
  }

  addNote(intentId: string, note: JournalNote): Promise<void> {
    return this.#append(noteLine(intentId, note));
  }

  read(): Promise<readonly JournalEntry[]> {
    return this.#beside.run(async () => {
      const { entries } = await this.#reader.readAll();
      return entries.map(({ intent, outcome, later, trail, notes, interrupted }) => ({
        intent,
        ...(outcome === undefined ? {} : { outcome }),
        ...(trail === undefined ? {} : { trail }),
        later,
        notes,
        interrupted,
      }));
    });
  }

  async takeOver(): Promise<readonly TakenEntry[]> {
    const found = await this.#beside.run(async () => {
      const names = await this.#reader.newlyGone();
      if (names.size === 0) return [];
      const { entries, files } = await this.#reader.readAll();
      this.#reader.markKnown(names);
      const wanted = leftToDo(entries, this.#now());
      return files
        .filter(({ name }) => names.has(name))
        .map((file) => ({ file, entries: wanted.filter((entry) => entry.file === file.name) }))
        .filter((one) => one.entries.length > 0);
    });
    if (found.length === 0) return [];
    // Before anything is taken there must be a file that shows that its taker is there.
    const shown = await this.#append('').then(
      () => true,
      () => false,
    );
    return this.#beside.run(async () => {
      const taken: TakenEntry[] = [];
      for (const { file, entries } of found) {
        // Where nothing can be written they are told all the same: better twice than never.
        const to = shown ? await this.#take(file).catch(() => file.name) : file.name;
        if (to === file.name) this.#log?.warn('The journal could not be written: what it tells now can be told again.');
        if (to !== undefined) taken.push(...entries.map((entry) => this.#taken(entry)));
      }
      return taken;
    });
  }

  async prune(limits: JournalLimits): Promise<void> {
    const { over, keeps } = await this.#beside.run(() => this.#overLimits(limits));
    // As in `takeOver`: a taker that nobody sees is taken for gone, and what it has for left.
    if (over.some(({ mine }) => !mine)) await this.#append('');
    await this.#beside.run(async () => {
      for (const file of over) {
        // Taken first: then no other window takes or writes it at the same time.
        const name = file.mine ? file.name : await this.#take(file);
        if (name !== undefined) await rewriteWith(this.#disk, this.#folder, name, keeps);
      }
    });
  }

  dispose(): void {
    this.#closing.abort();
    this.#closeWhenDone();
  }

  /** A stop that is out while the window closes may still get its outcome written. */
  #closeWhenDone(): void {
    if (this.#closing.signal.aborted && this.#open.size === 0) this.#file.close();
  }

  /** The files with something to drop, and whether a stop's lines stay. */
  async #overLimits(limits: JournalLimits): Promise<{
    readonly over: readonly LeftFile[];
    readonly keeps: (id: string) => boolean;
  }> {
    const { entries, files, whole } = await this.#reader.readAll();
    const kept = withinLimits(entries, limits, this.#now());
    const known = new Set(entries.map(({ intent }) => intent.id));
    // What is told of a stop whose own file could not be read may be all that ends it.
    const keeps = (id: string): boolean => kept.has(id) || (!whole && !known.has(id));
    const wanted = new Set(leftToDo(entries, this.#now()).map(({ file }) => file));
    const over = files.filter(({ name, mine, ids }) => {
      const nothingToDrop = ids.size > 0 && [...ids].every(keeps);
      // What nobody was told yet is left for `takeOver`.
      return !nothingToDrop && (mine || !wanted.has(name));
    });
    return { over, keeps };
  }

  #append(text: string): Promise<void> {
    return this.#appendClean(this.#clean(text));
  }

  #appendClean(text: string): Promise<void> {
    const done = this.#file.append(text);
    if (!this.#closing.signal.aborted) void this.#keepTouching();
    return done;
  }

  #taken(entry: LeftToDo): TakenEntry {
    const { intent, later, notes, interrupted, why, outcome = interruptedOutcome(intent, this.#now()) } = entry;
    this.#idOf.set(outcome, intent.id);
    return { intent, later, notes, interrupted, why, outcome };
  }

  /** The file's new name, or undefined when another window has it. */
  async #take(file: LeftFile): Promise<string | undefined> {
    const { startedAtMs, window, part } = file;
    const to = fileName({ startedAtMs, window, part, takenBy: this.#file.window });
    return (await takeFile(this.#disk, this.#folder, file.name, to)) ? to : undefined;
  }

  async #keepTouching(): Promise<void> {
    if (this.#touching) return;
    this.#touching = true;
    for (;;) {
      const waited = await this.#sleep(touchEveryMs, this.#closing.signal).then(
        () => true,
        () => false,
      );
      if (!waited) return;
      this.#file.touch();
    }
  }
}
