import assert from 'node:assert/strict';

import { keepFact } from '../../../../src/ui/stopping/keepFact.ts';
import { intentOf, iso, outcomeOf, startMs, useJournals } from '../../support/journals.ts';
import { keptLog } from '../../support/orders.ts';

const fact = { kind: 'seen', at: iso(startMs) } as const;

describe('What is learnt of a stop', () => {
  const { open, files } = useJournals();

  it('is written beside the stop', async () => {
    const journal = open(1);
    const outcome = outcomeOf();
    await journal.begin(intentOf('a'));
    await journal.end('a', outcome);
    await keepFact(() => Promise.resolve(journal), { outcome, fact }, keptLog());
    assert.deepEqual((await open(2).read())[0]?.later, [fact]);
  });

  it('is not written where the stop is in no journal', async () => {
    const journal = open(1);
    await keepFact(() => Promise.resolve(journal), { outcome: outcomeOf(), fact }, keptLog());
    assert.deepEqual(await files(), []);
  });

  it('is told in the log when it cannot be written, and fails nobody', async () => {
    const log = keptLog();
    await keepFact(() => Promise.reject(new Error('gone')), { outcome: outcomeOf(), fact }, log);
    assert.deepEqual(log.lines, ['The journal could not be written: gone']);
  });
});
