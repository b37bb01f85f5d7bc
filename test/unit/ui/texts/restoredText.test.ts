import assert from 'node:assert/strict';

import { outcomeText } from '../../../../src/ui/texts/outcomeText.ts';
import { unresolvedStopsText } from '../../../../src/ui/texts/restoredText.ts';
import { interruptedOutcome } from '../../../../src/stop/journal/entries.ts';
import { intentOf } from '../../support/journals.ts';
import {
  assertNeutral,
  assertPlainWords,
  campaign,
  hostileTexts,
  nowMs,
  reader,
  streamWithoutTier,
} from '../support.ts';

const stops = (...names: readonly string[]) => names.map((name) => ({ campaign: { id: 'cd-1', name } }));

describe('Stops that an earlier window left', () => {
  it('are told in one message: how many, and the first names', () => {
    assert.equal(
      unresolvedStopsText(stops('A'), reader),
      'An earlier stop is not resolved: “A”. Treat it as still sending; its row says how it ended.',
    );
    assert.equal(
      unresolvedStopsText(stops('A', 'B', 'C'), reader),
      '3 earlier stops are not resolved: “A”, “B”, “C”. Treat them as still sending; their rows say how they ended.',
    );
    assert.equal(
      unresolvedStopsText(stops('A', 'B', 'C', 'D', 'E'), reader),
      '5 earlier stops are not resolved: “A”, “B”, “C” and 2 more. Treat them as still sending; their rows say how they ended.',
    );
  });

  it('are told in words that a tired person knows, as plain text, whatever the names are', () => {
    for (const name of hostileTexts) {
      const text = unresolvedStopsText(stops(name, name, name, name), reader);
      assertNeutral(text, 700);
    }
    assertPlainWords(unresolvedStopsText(stops('A', 'B', 'C', 'D'), reader));
  });

  it('and were interrupted are told with day and time, and a row that says so', () => {
    const at = new Date(2026, 10, 22, 23, 59, 58).toISOString();
    const { severity, sentence, actions, row } = outcomeText(
      interruptedOutcome(intentOf('a', { at }), nowMs),
      { ...campaign, stream: streamWithoutTier },
      undefined,
      reader,
    );
    assert.equal(severity, 'error');
    assert.equal(
      sentence,
      'A stop of “Black Friday blast” (tier not set) was interrupted: VS Code closed while it was on its way (sent Nov 22 23:59:58). Its state was not read since. Treat it as still sending; stopping again is safe.',
    );
    assert.equal(actions[0], 'stopAgain');
    assert.equal(row, 'UNKNOWN: interrupted Nov 22 23:59:58');
  });
});
