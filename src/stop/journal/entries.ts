import { isProduction } from '../../streams/stream.ts';
import type { LaterFact } from '../laterFact.ts';
import { outcomeMessage } from '../message.ts';
import type { OrderTrail } from '../orderTrail.ts';
import type { StopOutcome } from '../outcome.ts';
import type { StopIntent } from '../ports.ts';
import type { JournalLine, JournalNote } from './line.ts';

/** One stop, as the journal knows it. */
export interface JournalEntry {
  readonly intent: StopIntent;
  /** Missing while the stop is out, and where its window was gone before it ended. */
  readonly outcome?: StopOutcome;
  /** What was learnt after the outcome, in that order. */
  readonly later: readonly LaterFact[];
  /** What led to the outcome, where that was written. */
  readonly trail?: OrderTrail;
  /** What people wrote to it afterwards, in that order. */
  readonly notes: readonly JournalNote[];
  /** Its window was gone before it ended. */
  readonly interrupted: boolean;
}

/** An entry that a window took over from one that is gone. */
export interface TakenEntry extends JournalEntry {
  /**
   * `interrupted`: its window was gone before it ended. `unresolved`: no reading says that it is stopped, and nobody
   * has seen that. `watched`: it ended as stopped, and not all of its later looks were taken.
   */
  readonly why: 'interrupted' | 'unresolved' | 'watched';
  /** Of an interrupted stop: that it was interrupted. Written by `end`, once it was told. */
  readonly outcome: StopOutcome;
}

interface Collected {
  readonly intent: StopIntent;
  readonly file: string;
}

interface Ended {
  readonly outcome?: StopOutcome;
  readonly trail?: OrderTrail;
}

/** Puts the lines of all files together: what is told of a stop can stand in another file than its intent. */
export class EntryCollector {
  readonly #intents = new Map<string, Collected>();
  readonly #ended = new Map<string, Ended>();
  readonly #later = new Map<string, LaterFact[]>();
  readonly #notes = new Map<string, JournalNote[]>();

  add(line: JournalLine, file: string): void {
    switch (line.kind) {
      case 'owner':
        return;
      case 'intent':
        // Written again where a file was lost: the first one stays.
        if (!this.#intents.has(line.intent.id)) this.#intents.set(line.intent.id, { intent: line.intent, file });
        return;
      case 'outcome': {
        const before = this.#ended.get(line.of);
        // A window that was taken for gone can have ended its stop after all: then that is how it ended.
        if (before?.outcome !== undefined && !isInterrupted(before.outcome)) return;
        if (before !== undefined && (line.outcome === undefined || isInterrupted(line.outcome))) return;
        const { outcome, trail } = line;
        this.#ended.set(line.of, outcome === undefined ? {} : { outcome, ...(trail === undefined ? {} : { trail }) });
        return;
      }
      case 'fact':
        if (line.fact !== undefined) put(this.#later, line.of, line.fact);
        return;
      case 'note':
        if (line.note !== undefined) put(this.#notes, line.of, line.note);
    }
  }

  /** Oldest first. `isLeft` tells whether the window that wrote a file is gone. */
  entries(isLeft: (file: string) => boolean): readonly FiledEntry[] {
    const all = [...this.#intents.values()].map(({ intent, file }) => {
      const ended = this.#ended.get(intent.id);
      const outcome = ended?.outcome;
      return {
        intent,
        ...(outcome === undefined ? {} : { outcome }),
        ...(ended?.trail === undefined ? {} : { trail: ended.trail }),
        later: this.#later.get(intent.id) ?? [],
        notes: this.#notes.get(intent.id) ?? [],
        interrupted: ended === undefined ? isLeft(file) : outcome !== undefined && isInterrupted(outcome),
        ended: ended !== undefined,
        file,
      };
    });
    return all.sort((one, other) => (one.intent.at < other.intent.at ? -1 : one.intent.at > other.intent.at ? 1 : 0));
  }
}

function put<T>(lists: Map<string, T[]>, id: string, value: T): void {
  const list = lists.get(id);
  if (list === undefined) lists.set(id, [value]);
  else list.push(value);
}

/** An entry with the file that its intent stands in. */
export interface FiledEntry extends JournalEntry {
  readonly file: string;
  /** It has an outcome line, be it one that this version cannot read. */
  readonly ended: boolean;
}

export type LeftToDo = FiledEntry & Pick<TakenEntry, 'why'>;

function isInterrupted({ reason }: StopOutcome): boolean {
  return reason === 'interrupted';
}

/** What another window left is taken up this long. */
const takenUpForMs = 24 * 3_600_000;
/** The last of the later looks at a production campaign. */
const lastLookMinutes = 60;

/**
 * The entries that a person has not seen the end of, or whose later looks are not over. Of several stops of a campaign
 * only the last one counts.
 */
export function leftToDo(entries: readonly FiledEntry[], nowMs: number): readonly LeftToDo[] {
  const last = new Map<string, FiledEntry>();
  for (const entry of entries) last.set(campaignOf(entry.intent), entry);
  return [...last.values()].flatMap((entry) => {
    const why = whyTaken(entry, nowMs);
    return why === undefined ? [] : [{ ...entry, why }];
  });
}

function whyTaken(
  { intent, interrupted, ended, outcome, later }: FiledEntry,
  nowMs: number,
): TakenEntry['why'] | undefined {
  if (!ended) return interrupted ? 'interrupted' : undefined;
  if (outcome === undefined || Math.abs(nowMs - Date.parse(outcome.finishedAt)) > takenUpForMs) return undefined;
  if (isUnresolved(outcome, later)) return 'unresolved';
  return outcome.verdict === 'stopped' && isWatched(intent, outcome, later) ? 'watched' : undefined;
}

/** Nobody has seen that it did not surely stop, and no reading has cleared it since. */
function isUnresolved({ verdict, confirmedBy }: StopOutcome, later: readonly LaterFact[]): boolean {
  if (verdict === 'stopped' && confirmedBy === 'status') return false;
  const read = later.findLast((one) => one.kind === 'read');
  const cleared = read !== undefined && ['Stopped', 'Completed'].includes(read.state);
  return !cleared && !later.some(({ kind }) => kind === 'seen');
}

/** A stream without a tier is handled as production; what had run to its end does not start again. */
function isWatched({ about }: StopIntent, { effect }: StopOutcome, later: readonly LaterFact[]): boolean {
  const production = isProduction(about?.tier);
  const over = later.some((fact) => fact.kind === 'watched' && fact.afterMinutes >= lastLookMinutes);
  return production && effect !== 'finished' && !over;
}

function campaignOf({ stream, campaignId }: StopIntent): string {
  return [stream.origin, stream.accountId, stream.streamId, campaignId].join(' ');
}

/**
 * What is known of a stop whose window was gone before it ended: it may have been acted on. It ends when it is found,
 * so that from then on it is read again and shown as long as one that has just ended.
 */
export function interruptedOutcome({ at, stream, campaignId }: StopIntent, foundAtMs: number): StopOutcome {
  const times = { startedAt: at, finishedAt: new Date(foundAtMs).toISOString() };
  const facts = { verdict: 'unknown', reason: 'interrupted', requests: 1, ...times } as const;
  const { name, origin, accountId, streamId } = stream;
  return {
    ...facts,
    message: outcomeMessage(facts, { stream: { name, host: origin, accountId, streamId }, campaignId }),
  };
}
