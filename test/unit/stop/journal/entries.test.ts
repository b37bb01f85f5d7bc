import assert from 'node:assert/strict';

import { EntryCollector, leftToDo, type FiledEntry } from '../../../../src/stop/journal/entries.ts';
import type { JournalLine } from '../../../../src/stop/journal/line.ts';
import type { LaterFact } from '../../../../src/stop/laterFact.ts';
import { intentOf, iso, outcomeOf, startMs } from '../../support/journals.ts';

const interrupted = outcomeOf({ verdict: 'unknown', reason: 'interrupted' });
const stopped = outcomeOf();

function collect(...lines: readonly JournalLine[]): readonly FiledEntry[] {
  const collector = new EntryCollector();
  for (const line of lines) collector.add(line, 'file');
  return collector.entries(() => true);
}
const intent = (id: string, atMs = startMs): JournalLine => ({
  kind: 'intent',
  intent: intentOf(id, { at: iso(atMs) }),
});
const ended = (of: string, outcome?: typeof stopped): JournalLine => ({
  kind: 'outcome',
  of,
  ...(outcome === undefined ? {} : { outcome }),
});

describe('The lines of a stop, put together', () => {
  it('keep the first intent', () => {
    const again: JournalLine = { kind: 'intent', intent: intentOf('a', { campaignId: 'cd-other' }) };
    const [entry] = collect(intent('a'), again);
    assert.equal(entry?.intent.campaignId, intentOf('a').campaignId);
  });

  it('keep the first outcome, and any before the word that it was interrupted', () => {
    const outcomeAfter = (...outcomes: readonly (typeof stopped | undefined)[]) =>
      collect(intent('a'), ...outcomes.map((one) => ended('a', one)))[0];
    const other = outcomeOf({ verdict: 'accepted' });
    assert.deepEqual(outcomeAfter(stopped, other)?.outcome, stopped);
    assert.deepEqual(outcomeAfter(interrupted, stopped)?.outcome, stopped);
    assert.deepEqual(outcomeAfter(stopped, interrupted)?.outcome, stopped);
    assert.deepEqual(outcomeAfter(undefined, stopped)?.outcome, stopped);
    assert.deepEqual(outcomeAfter(interrupted, undefined)?.outcome, interrupted);
    const unreadable = outcomeAfter(undefined, interrupted) ?? assert.fail();
    assert.ok(!('outcome' in unreadable));
    assert.deepEqual([unreadable.ended, unreadable.interrupted], [true, false]);
  });

  it('tell that it was interrupted where they say so, and where its window is gone before it ended', () => {
    assert.deepEqual(
      collect(
        intent('a'),
        intent('b', startMs + 1),
        ended('b', interrupted),
        intent('c', startMs + 2),
        ended('c', stopped),
      ).map((entry) => [entry.intent.id, entry.interrupted, entry.ended]),
      [
        ['a', true, false],
        ['b', true, true],
        ['c', false, true],
      ],
    );
  });

  it('pass over a fact that cannot be read', () => {
    const fact: LaterFact = { kind: 'seen', at: iso(startMs) };
    assert.deepEqual(collect(intent('a'), { kind: 'fact', of: 'a' }, { kind: 'fact', of: 'a', fact })[0]?.later, [
      fact,
    ]);
  });

  it('are in the order in which the stops began, whatever order they were read in', () => {
    const ids = (...lines: readonly JournalLine[]) => collect(...lines).map((entry) => entry.intent.id);
    assert.deepEqual(ids(intent('c', startMs + 2), intent('a'), intent('b', startMs + 1)), ['a', 'b', 'c']);
    assert.deepEqual(ids(intent('b'), intent('a')), ['b', 'a'], 'of the same time as they were read');
  });
});

describe('What is left to do', () => {
  const dayMs = 24 * 3_600_000;
  const whyOf = (line: JournalLine, nowMs: number, ...facts: readonly LaterFact[]) =>
    leftToDo(
      collect(intent('a'), line, ...facts.map((fact): JournalLine => ({ kind: 'fact', of: 'a', fact }))),
      nowMs,
    ).map(({ why }) => why);
  const open = outcomeOf({ verdict: 'accepted', finishedAt: iso(startMs) });

  it('is taken up for a day, in either direction of the clock', () => {
    for (const nowMs of [startMs + dayMs, startMs - dayMs])
      assert.deepEqual(whyOf(ended('a', open), nowMs), ['unresolved']);
    for (const nowMs of [startMs + dayMs + 1, startMs - dayMs - 1])
      assert.deepEqual(whyOf(ended('a', open), nowMs), []);
  });

  it('is nothing more where a reading says that it is at rest', () => {
    const read = (state: string): LaterFact => ({ kind: 'read', at: iso(startMs), state });
    for (const state of ['Stopped', 'Completed']) assert.deepEqual(whyOf(ended('a', open), startMs, read(state)), []);
    assert.deepEqual(whyOf(ended('a', open), startMs, read('Active')), ['unresolved']);
    const seen: LaterFact = { kind: 'scheduleOff', at: iso(startMs) };
    assert.deepEqual(whyOf(ended('a', open), startMs, read('Stopped'), seen), [], 'whatever is told after it');
  });

  it('is not to look at a stop that was accepted only, once that was seen', () => {
    assert.deepEqual(whyOf(ended('a', open), startMs, { kind: 'seen', at: iso(startMs) }), []);
  });

  it('is to look at a stop of a stream without a tier as at one of production', () => {
    assert.deepEqual(whyOf(ended('a', outcomeOf({ finishedAt: iso(startMs) })), startMs), ['watched']);
  });
});
