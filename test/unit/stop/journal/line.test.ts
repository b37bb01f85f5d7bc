import assert from 'node:assert/strict';

import { idOfLine, outcomeLine, ownerLine, readLine } from '../../../../src/stop/journal/line.ts';
import type { StopEffect, StopOutcome, UncheckedBecause, Verdict } from '../../../../src/stop/index.ts';
import { stopReasons } from '../../../../src/stop/outcome.ts';
import { intentOf, iso, outcomeOf, startMs } from '../../support/journals.ts';

// Each word once: a word that is added to a union and not here is an error of its type.
const verdicts: Readonly<Record<Verdict, true>> = { stopped: true, accepted: true, notStopped: true, unknown: true };
const effects: Readonly<Record<StopEffect, true>> = { stopped: true, alreadyStopped: true, finished: true };
const unchecked: Readonly<Record<UncheckedBecause, true>> = {
  off: true,
  refused: true,
  unreachable: true,
  noReading: true,
  budget: true,
  cancelled: true,
};

describe('A line of the journal', () => {
  const words = <K extends string>(of: Readonly<Record<K, true>>): readonly K[] => Object.keys(of) as K[];
  const outcomes: readonly StopOutcome[] = [
    ...words(verdicts).map((verdict) => outcomeOf({ verdict })),
    ...words(effects).map((effect) => outcomeOf({ effect })),
    ...words(unchecked).map((uncheckedBecause) => outcomeOf({ confirmedBy: 'reply', uncheckedBecause })),
    ...stopReasons.map((reason) => outcomeOf({ verdict: 'unknown', reason })),
  ];

  it('is read back with every word that an outcome can have', () => {
    for (const outcome of outcomes) {
      assert.deepEqual(readLine(outcomeLine('a', outcome)), { kind: 'outcome', of: 'a', outcome });
    }
  });

  it('is the line of no stop where it is about its owner', () => {
    const owner = { pid: 2 ** 31 - 1, host: 'pc', startedAt: iso(startMs) };
    const read = readLine(ownerLine(owner)) ?? assert.fail();
    assert.deepEqual(read, { kind: 'owner', owner });
    assert.equal(idOfLine(read), undefined);
    assert.equal(readLine(ownerLine({ ...owner, pid: 2 ** 31 })), undefined);
  });

  it('is none with an id, a time or an origin that this tool does not write', () => {
    const line = (more: object): string => JSON.stringify({ kind: 'intent', ...intentOf('a'), ...more });
    const { stream } = intentOf('a');
    assert.ok(readLine(line({})));
    for (const more of [
      { id: '' },
      { id: 'a b' },
      { id: ' a' },
      { id: 'a\n' },
      { id: 'a'.repeat(101) },
      { at: `x${iso(startMs)}` },
      { at: `${iso(startMs)}x` },
      { at: '2026-13-40T00:00:00Z' },
      { stream: { ...stream, origin: 'HTTPS://platform.kore.ai' } },
      { stream: { ...stream, origin: 'platform.kore.ai' } },
      { stream: { ...stream, origin: '' } },
    ]) {
      assert.equal(readLine(line(more)), undefined, JSON.stringify(more));
    }
  });

  it('is none where it does not say of which stop it tells', () => {
    for (const kind of ['outcome', 'fact', 'note']) {
      for (const of of [undefined, 7, 'a b']) assert.equal(readLine(JSON.stringify({ kind, of })), undefined);
      assert.deepEqual(readLine(JSON.stringify({ kind, of: 'a' })), { kind, of: 'a' });
    }
    for (const text of ['', 'null', '7', '[]', '{}', '{"kind":"other","of":"a"}'])
      assert.equal(readLine(text), undefined);
  });
});
