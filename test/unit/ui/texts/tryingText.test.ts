import assert from 'node:assert/strict';

import { tryingText, tryingTitle } from '../../../../src/ui/texts/tryingText.ts';
import { assertNeutral, campaign, hostileTexts, nowMs, outcome, reader } from '../support.ts';

const givesUpAtMs = nowMs + 900_000;
const refused = outcome({ verdict: 'notStopped', reason: 'noConnection', requests: 0 });

describe('What is told while it keeps trying', () => {
  it('counts down to the next try, and says when it gives up', () => {
    const waiting = { kind: 'waiting', outcome: refused, attempt: 2, untilMs: nowMs + 4500, givesUpAtMs } as const;
    assert.equal(tryingText(waiting, nowMs, reader), 'No connection yet. Next try in 5 s, gives up at 03:27:00…');
    assert.match(tryingText(waiting, nowMs + 9000, reader), /Next try in 0 s/);
    assert.equal(
      tryingText({ ...waiting, outcome: { ...refused, reason: 'rateLimited' } }, nowMs, reader),
      "Kore.ai's rate limit is used up. Next try in 5 s, gives up at 03:27:00…",
    );
  });

  it('tells that a try is out', () => {
    assert.equal(
      tryingText({ kind: 'trying', attempt: 3, givesUpAtMs }, nowMs, reader),
      'Try 3 is on its way. Gives up at 03:27:00…',
    );
  });

  it('names the campaign and its tier, as plain text', () => {
    assert.equal(tryingTitle(campaign, reader), 'Keeps trying to stop “Black Friday blast” (PRODUCTION)');
    for (const hostile of hostileTexts) assertNeutral(tryingTitle({ ...campaign, name: hostile }, reader), 200);
  });
});
