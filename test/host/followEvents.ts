import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SuiteEvent } from './suiteEvents.ts';

export interface SuiteCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly { readonly title: string; readonly error: string }[];
}

/** What is written for others to read: the counts by file, and the suite in the host is as one file. */
export interface SuiteReport {
  readonly suite: SuiteCounts;
}

/**
 * Prints what the suite tells, as it comes, until it ends. A suite that says nothing for `silenceMs` counts as one
 * failure, so does one whose window has gone (`isOver`).
 */
export async function followEvents(
  file: string,
  { silenceMs = 120_000, isOver = () => false }: { silenceMs?: number; isOver?: () => boolean } = {},
): Promise<SuiteCounts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: { title: string; error: string }[] = [];
  const readNew = lineReader(file);
  let lastHeard = Date.now();
  for (let ended = false; !ended;) {
    const wasOver = isOver();
    const events = await readNew();
    if (events.length > 0) lastHeard = Date.now();
    else if (wasOver || Date.now() - lastHeard > silenceMs) {
      const error = wasOver ? 'VS Code ended before the suite did' : `nothing heard for ${String(silenceMs)} ms`;
      events.push({ kind: 'fail', title: 'the suite as a whole', depth: 1, error }, { kind: 'end' });
    } else await sleep(100);
    for (const event of events) {
      ended ||= event.kind === 'end';
      count(event, counts, failures);
    }
  }
  const told = failures.map(
    ({ title, error }, n) => `  ${String(n + 1)}) ${title}\n${error.replace(/^/gm, '     ')}\n`,
  );
  process.stdout.write(`\n${told.join('\n')}`);
  return { ...counts, failures };
}

function count(
  event: SuiteEvent,
  counts: { passed: number; failed: number; skipped: number },
  failures: { title: string; error: string }[],
): void {
  if (event.kind === 'end') return;
  const print = (line: string): void => {
    process.stdout.write(`${'  '.repeat(event.depth)}${line}\n`);
  };
  switch (event.kind) {
    case 'suite':
      print(event.title);
      break;
    case 'pass':
      counts.passed += 1;
      print(`✔ ${event.title}${event.durationMs > 500 ? ` (${String(event.durationMs)} ms)` : ''}`);
      break;
    case 'skip':
      counts.skipped += 1;
      print(`- ${event.title}`);
      break;
    case 'fail':
      counts.failed += 1;
      failures.push({ title: event.title, error: event.error });
      print(`${String(counts.failed)}) ${event.title}`);
  }
}

/** Gives the events of the lines that were completed since the last call. */
function lineReader(file: string): () => Promise<SuiteEvent[]> {
  let seen = 0;
  return async () => {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1);
    const fresh = lines.slice(seen);
    seen = lines.length;
    return fresh.map((line) => JSON.parse(line) as SuiteEvent);
  };
}
