import assert from 'node:assert/strict';

import type { StopStep } from '../../../src/stop/index.ts';
import { stepText } from '../../../src/texts/stepText.ts';
import { assertNeutral, assertPlainWords, hostileTexts, nowMs, reader } from '../ui/support.ts';

describe('Where a stop is by now', () => {
  it('is told in words for each step', () => {
    const atMs = nowMs - 5000;
    const steps: readonly (readonly [StopStep, string])[] = [
      [{ kind: 'joined', atMs }, 'It is being stopped already, since 03:11:55. Showing that one…'],
      [
        { kind: 'sending', attempt: 1, attempts: 3, atMs },
        'Sending the stop request (03:11:55). Cancel ends the waiting only…',
      ],
      [
        { kind: 'sending', attempt: 4, attempts: 3, atMs },
        'Sending again (03:11:55), 4 of 4. Cancel ends the waiting only…',
      ],
      [{ kind: 'waiting', because: 'again', untilMs: nowMs + 1200 }, 'Not through yet. Next try in 2 s…'],
      [{ kind: 'waiting', because: 'rate', untilMs: nowMs - 1 }, "Kore.ai's rate limit is used up. Next try in 0 s…"],
      [{ kind: 'answered', says: 'stopped', atMs }, 'Kore.ai says Stopped. Checking its state…'],
      [{ kind: 'answered', says: 'accepted', atMs }, 'Kore.ai took the request. Checking its state…'],
      [{ kind: 'answered', says: 'other', atMs }, 'Kore.ai answered…'],
      [{ kind: 'checking' }, 'Checking its state…'],
      [{ kind: 'read', state: 'Active', atMs }, 'Still Active at 03:11:55. Checking again…'],
      [{ kind: 'read', state: 'Paused', atMs }, 'Paused at 03:11:55. Checking again…'],
      [{ kind: 'read', state: 'Rerun', atMs }, '“Rerun” at 03:11:55. Checking again…'],
      [{ kind: 'read', state: 'Stopped', atMs }, 'Kore.ai says Stopped (03:11:55).'],
    ];
    for (const [step, text] of steps) {
      assert.equal(stepText(step, nowMs, reader), text);
      assertPlainWords(text);
    }
  });

  it('is plain text, whatever Kore says', () => {
    for (const state of hostileTexts) assertNeutral(stepText({ kind: 'read', state, atMs: nowMs }, nowMs, reader), 200);
  });
});
