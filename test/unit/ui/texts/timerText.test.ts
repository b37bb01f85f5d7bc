import assert from 'node:assert/strict';

import type { KnownCampaign } from '../../../../src/texts/knownCampaign.ts';
import {
  byTimerText,
  lastMinuteText,
  lastMinuteTitle,
  noTimerText,
  stoppedByTimerText,
  timerAsksText,
  timerCancelledText,
  timerChoice,
  timerNotCancelledText,
  timerNotSetText,
  timerOverText,
  timerPrompt,
  timerRow,
  timerSetText,
  timerStatus,
  tokenTooShortText,
  type AskingBecause,
} from '../../../../src/ui/texts/timerText.ts';
import {
  assertNeutral,
  assertPlainWords,
  campaign as production,
  hostileTexts,
  nowMs,
  practiceStream,
  reader,
  stream,
  streamWithoutTier,
} from '../support.ts';

const minuteMs = 60_000;
const dueAtMs = nowMs + 13 * minuteMs;
const staging: KnownCampaign = { ...production, name: 'Checkout test', stream: { ...stream, tier: 'staging' } };

const everyReason: readonly AskingBecause[] = [
  { kind: 'missed' },
  { kind: 'production' },
  { kind: 'notConfigured' },
  { kind: 'lost' },
  { kind: 'cut', atMs: dueAtMs + 1000 },
  { kind: 'stuck', words: 'EROFS: read-only file system.' },
  { kind: 'failed', words: 'Cannot find module' },
];

/** Every sentence about a campaign's timer. */
function everyText(of: KnownCampaign, words = 'EACCES: permission denied'): readonly string[] {
  return [
    ...Object.values(timerRow({ ...of, stopsAtMs: dueAtMs }, reader) ?? {}),
    noTimerText(of, reader),
    timerPrompt(of, { thisWindowOnly: true, replacesAtMs: dueAtMs }, reader),
    timerSetText(of, { dueAtMs }, true, reader),
    timerNotSetText(of, words, reader),
    timerCancelledText(of, reader),
    timerNotCancelledText(of, undefined, reader),
    timerNotCancelledText(of, words, reader),
    timerOverText(of, reader),
    stoppedByTimerText(of, 'By the safety timer set 03:10.', reader),
    lastMinuteTitle(of, reader),
    ...everyReason.map((because) =>
      timerAsksText(of, { dueAtMs }, 'words' in because ? { ...because, words } : because, nowMs, reader),
    ),
  ];
}

describe('The question for a safety timer', () => {
  it('says before Enter what is then done, that it can be cancelled, and what it needs', () => {
    assert.equal(
      timerPrompt(staging, { thisWindowOnly: false }, reader),
      'Minutes, 1 to 60: then “Checkout test” (staging) is stopped without another question, unless you cancel before. Works only while this VS Code is open.',
    );
  });

  it('says what else the person should know', () => {
    const text = timerPrompt(staging, { thisWindowOnly: true, replacesAtMs: dueAtMs }, reader);
    assert.match(text, / Takes the place of the timer for 03:25:00\. The credential is kept for this window only/);
    assert.match(tokenTooShortText(dueAtMs, reader), /^The pasted token runs out at 03:25:00, before that\./);
  });

  it('is not asked in production, which a missing tier is', () => {
    assert.equal(
      noTimerText(production, reader),
      'No safety timer was set for “Black Friday blast” (PRODUCTION): production is stopped by a person only.',
    );
    assert.match(noTimerText({ ...production, stream: streamWithoutTier }, reader), /has no tier, so it is handled as/);
  });
});

describe('A safety timer', () => {
  it('that is set says when it stops the campaign, and what it needs', () => {
    assert.equal(
      timerSetText(staging, { dueAtMs: dueAtMs + 45_000 }, false, reader),
      'Safety timer set: “Checkout test” (staging) stops by itself at 03:25:45, unless you cancel. Works only while this VS Code is open.',
    );
    assert.match(timerSetText(staging, { dueAtMs }, true, reader), /for this window only: after a reload/);
  });

  it('that could not be set says so first, and that nothing stops by itself', () => {
    assert.equal(
      timerNotSetText(staging, 'EACCES: permission denied, mkdir.', reader),
      'NO safety timer was set for “Checkout test” (staging): EACCES: permission denied, mkdir. It does not stop by itself; nothing was sent.',
    );
    assert.match(timerNotSetText(staging, ' ', reader), /\(staging\): \?\. It does not/);
  });

  it('that stopped a campaign stands behind how that ended, with how late it was and why', () => {
    const timer = { setAtMs: nowMs - 2 * minuteMs };
    assert.equal(byTimerText(timer, 5000, 'held', reader), 'By the safety timer set 03:10.');
    assert.equal(
      byTimerText(timer, 2 * minuteMs, 'slept', reader),
      'By the safety timer set 03:10, 2 minutes late: the computer slept, or VS Code was held up.',
    );
    assert.equal(
      byTimerText(timer, 18_000, 'away', reader),
      'By the safety timer set 03:10, 18 seconds late: VS Code was not there for a moment.',
    );
    assert.equal(byTimerText(timer, 61_000, 'held', reader), 'By the safety timer set 03:10, 1 minute late.');
    assert.match(byTimerText(timer, 119 * minuteMs, 'slept', reader), /, 119 minutes late:/);
    assert.match(byTimerText(timer, 300 * minuteMs, 'slept', reader), /, 5 hours late:/);
  });

  it('that was missed says that nothing was sent', () => {
    assert.equal(
      timerAsksText(staging, { dueAtMs }, { kind: 'missed' }, nowMs, reader),
      'The safety timer of “Checkout test” (staging, due 03:25:00) was missed: VS Code was closed. Nothing was sent.',
    );
    const nextDay = timerAsksText(staging, { dueAtMs }, { kind: 'missed' }, nowMs + 86_400_000, reader);
    assert.match(nextDay, /due Nov 23 03:25:00\)/);
  });

  it('says whether anything was sent, for whatever reason it asks', () => {
    for (const because of everyReason) {
      const text = timerAsksText(staging, { dueAtMs }, because, nowMs, reader);
      const isKnown = because.kind !== 'cut' && because.kind !== 'failed';
      assert.equal(/[Nn]othing was sent\.$/.test(text), isKnown, text);
      assert.equal(text.endsWith('Treat it as still sending; stopping again is safe.'), !isKnown, text);
    }
  });

  it('is told in words that a tired person knows, as plain text, whatever the names are', () => {
    for (const of of [staging, production, { ...production, stream: practiceStream }])
      for (const text of everyText(of)) assertPlainWords(text);
    for (const name of hostileTexts) {
      const of = { ...staging, name, stream: { ...staging.stream, name } };
      for (const text of everyText(of, name)) assertNeutral(text, 900);
      const { label, description, detail } = timerChoice({ campaign: of, dueAtMs }, reader);
      for (const text of [label, description, detail]) assertNeutral(text, 500);
    }
  });
});

describe('The countdown of safety timers', () => {
  const timed = { campaign: staging, dueAtMs };

  it('is not there without one', () => {
    assert.equal(timerStatus([], nowMs, reader), undefined);
  });

  it('tells the minutes that are left, and the time in words that stand still', () => {
    const status = timerStatus([timed], nowMs, reader);
    assert.equal(status?.text, '$(watch) Stops in 13 min');
    assert.equal(status.accessible, 'Safety timer: “Checkout test” (staging) stops by itself at 03:25:00');
    assert.match(status.tooltip, /^“Checkout test” \(staging\) stops by itself at 03:25:00\nWorks only while/);
    const later = timerStatus([timed], nowMs + 59_000, reader);
    assert.deepEqual([later?.text, later?.accessible], ['$(watch) Stops in 13 min', status.accessible]);
    assert.equal(timerStatus([timed], nowMs + minuteMs, reader)?.text, '$(watch) Stops in 12 min');
  });

  it('counts no minutes below one', () => {
    for (const leftMs of [minuteMs, 1, 0, -5000])
      assert.equal(timerStatus([timed], dueAtMs - leftMs, reader)?.text, '$(watch) Stops within 1 min');
  });

  it('tells the next of several, and all in the tooltip', () => {
    const other = { campaign: { ...staging, name: 'Other' }, dueAtMs: dueAtMs + minuteMs };
    const status = timerStatus([timed, other], nowMs, reader);
    assert.equal(status?.text, '$(watch) Stops in 13 min (1 of 2)');
    assert.match(status.tooltip, /“Checkout test”.*\n“Other” \(staging\) stops by itself at 03:26:00\n/);
  });

  it('counts seconds in the last minute, down to none', () => {
    assert.equal(lastMinuteTitle(staging, reader), '“Checkout test” (staging) stops by itself');
    assert.match(lastMinuteText(dueAtMs, dueAtMs - 44_100, reader), /^in 45 s, at 03:25:00\. Cancel/);
    assert.match(lastMinuteText(dueAtMs, dueAtMs + 3000, reader), /^in 0 s, /);
  });
});
