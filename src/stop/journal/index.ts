/** The journal of stops: what was asked for and what came of it, on disk, so that nothing is silently gone. */
export { openJournal, type JournalPorts, type StopJournal } from './stopJournal.ts';
export type { JournalEntry, TakenEntry } from './entries.ts';
export { longestText, type JournalNote } from './line.ts';
export type { JournalLimits } from './prune.ts';
