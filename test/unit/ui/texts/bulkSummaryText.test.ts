import assert from 'node:assert/strict';

import type { StopOutcome } from '../../../../src/stop/index.ts';
import type { KnownStream } from '../../../../src/texts/knownCampaign.ts';
import { bulkReport, type ReportedResult } from '../../../../src/ui/texts/bulkReport.ts';
import {
  bulkEnd,
  bulkProgressText,
  bulkSummaryText,
  isOther,
  type BulkEnd,
  type BulkResult,
} from '../../../../src/ui/texts/bulkSummaryText.ts';
import {
  assertNeutral,
  assertPlainWords,
  at,
  hostileTexts,
  listed,
  nowMs,
  outcome,
  practiceStream,
  reader,
  reasons,
  stream,
  without,
} from '../support.ts';

const read = { confirmedBy: 'status', state: 'Stopped', stateReadAt: at(3000) } as const;
const outcomes: Readonly<Record<BulkEnd, StopOutcome>> = {
  stopped: outcome({ verdict: 'stopped', effect: 'stopped', ...read }),
  already: outcome({ verdict: 'stopped', effect: 'alreadyStopped', ...read }),
  finished: outcome({ verdict: 'stopped', effect: 'finished', ...read, state: 'Completed' }),
  replyOnly: outcome({ verdict: 'stopped', effect: 'stopped', confirmedBy: 'reply', uncheckedBecause: 'refused' }),
  accepted: outcome({ verdict: 'accepted', reason: 'stillRunning', state: 'Active', stateReadAt: at(3000) }),
  notStopped: outcome({ verdict: 'notStopped', reason: 'forbidden', httpStatus: 403 }),
  unknown: outcome({ verdict: 'unknown', reason: 'noAnswer' }),
};
const allEnds = Object.keys(outcomes) as readonly BulkEnd[];
const cancelledBefore = outcome({ verdict: 'notStopped', reason: 'cancelled', requests: 0 });
const cancelledOut = outcome({ verdict: 'unknown', reason: 'cancelled' });

let ids = 0;
function result(of: StopOutcome, more: Parameters<typeof listed>[0] = {}, inStream: KnownStream = stream): BulkResult {
  ids += 1;
  const campaign = { ...listed(more, 30_000), stream: inStream, id: `cd-${String(ids)}`, name: `Blast ${String(ids)}` };
  return { campaign, outcome: of };
}
const times = (number: number, of: StopOutcome, inStream = stream): readonly BulkResult[] =>
  Array.from({ length: number }, () => result(of, { sent: 1000 }, inStream));
const summaryOf = (results: readonly BulkResult[]): ReturnType<typeof bulkSummaryText> =>
  bulkSummaryText(results, reader);

describe('How one of several ended', () => {
  it('is told apart by verdict, effect and what confirms it', () => {
    for (const end of allEnds) assert.equal(bulkEnd(outcomes[end]), end);
  });

  it('is never “stopped” without a reading and what it says of the stop', () => {
    assert.equal(bulkEnd(outcome({ verdict: 'stopped', confirmedBy: 'status' })), 'replyOnly');
    assert.equal(bulkEnd(outcome({ verdict: 'stopped', effect: 'stopped' })), 'replyOnly');
  });

  it('makes it one of the others unless it is stopped and confirmed, or past help', () => {
    assert.deepEqual(
      allEnds.filter((end) => isOther(outcomes[end])),
      ['replyOnly', 'accepted', 'notStopped', 'unknown'],
    );
  });
});

describe('The summary of several stops', () => {
  it('is good news only where each is stopped and confirmed', () => {
    assert.deepEqual(summaryOf(times(12, outcomes.stopped)), {
      severity: 'info',
      sentence:
        'All 12 stopped, confirmed by Kore.ai at 03:11:57. 12,000 sent in all, read before the stop (03:11:30).',
    });
    for (const end of allEnds) {
      const { severity, sentence } = summaryOf([...times(11, outcomes.stopped), result(outcomes[end])]);
      assert.equal(severity, end === 'stopped' || end === 'already' ? 'info' : 'error', end);
      assert.equal(sentence.startsWith('All 12 stopped'), end === 'stopped', sentence);
    }
  });

  it('tells the last of the readings as the time', () => {
    const later = { ...outcomes.stopped, stateReadAt: at(1000) };
    const sentence = summaryOf([result(outcomes.stopped), result(later), result(outcomes.stopped)]).sentence;
    assert.match(sentence, /^All 3 stopped, confirmed by Kore\.ai at 03:11:59\./);
  });

  it('counts each kind by itself', () => {
    const results = [...times(9, outcomes.stopped), result(outcomes.finished), result(outcomes.notStopped)];
    assert.equal(
      summaryOf([...results, result(outcomes.unknown)]).sentence,
      '9 of 12 stopped and confirmed (production). 1 had already finished, 1 NOT stopped, 1 UNKNOWN.',
    );
    assert.equal(
      summaryOf(allEnds.map((end) => result(outcomes[end]))).sentence,
      '1 of 7 stopped and confirmed (production). 1 was stopped already, 1 had already finished, 1 NOT stopped, ' +
        '1 NOT confirmed, 1 stopped by the reply alone, NOT double-checked, 1 UNKNOWN.',
    );
    assert.equal(
      summaryOf(allEnds.flatMap((end) => times(2, outcomes[end]))).sentence,
      '2 of 14 stopped and confirmed (production). 2 were stopped already, 2 had already finished, 2 NOT stopped, ' +
        '2 NOT confirmed, 2 stopped by the reply alone, NOT double-checked, 2 UNKNOWN.',
    );
  });

  it('counts none as 0, and names the tiers', () => {
    const staging: KnownStream = { ...stream, tier: 'staging' };
    assert.equal(
      summaryOf([...times(2, outcomes.notStopped), ...times(1, outcomes.notStopped, staging)]).sentence,
      '0 of 3 stopped and confirmed (2 production, 1 staging). 3 NOT stopped.',
    );
  });

  it('says of stops that were done before that they were', () => {
    assert.deepEqual(summaryOf(times(2, outcomes.already)), {
      severity: 'info',
      sentence: '0 of 2 stopped and confirmed (production). 2 were stopped already.',
    });
  });

  it('is an error where one can start again by itself', () => {
    const scheduled = result(outcomes.stopped, { scheduled: true });
    const recurring = result(outcomes.already, { recurring: true });
    const one = summaryOf([...times(2, outcomes.stopped), scheduled]);
    assert.equal(one.severity, 'error');
    assert.match(one.sentence, /^All 3 stopped, .* 1 of them is scheduled or repeats and can start again by itself\.$/);
    assert.match(
      summaryOf([scheduled, recurring]).sentence,
      / 2 of them are scheduled or repeat and can start again by themselves\.$/,
    );
    assert.doesNotMatch(summaryOf([result(outcomes.finished, { scheduled: true }), scheduled]).sentence, /2 of them/);
  });

  it('tells a count that is not whole as the least, and none where none was read just before', () => {
    const [one, two] = times(2, outcomes.stopped);
    assert.ok(one !== undefined && two !== undefined);
    const campaign = without(two.campaign, 'readAtMs');
    assert.match(summaryOf([one, { ...two, campaign }]).sentence, / At least 1,000 sent in all, read before the stop/);
    const old = { ...one.campaign, readAtMs: nowMs - 600_000 };
    assert.equal(
      summaryOf([
        { ...one, campaign: old },
        { ...two, campaign },
      ]).sentence,
      'All 2 stopped, confirmed by Kore.ai at 03:11:57.',
    );
  });

  it('says until when it is read on what is not clear', () => {
    const unclear = { ...result(outcomes.unknown), checkingUntilMs: nowMs + 600_000 };
    assert.match(
      summaryOf([result(outcomes.stopped), unclear]).sentence,
      / 1 UNKNOWN\. What is not clear is checked every 15 s until 03:22\.$/,
    );
  });

  it('says PRACTICE of practice, whatever came of it', () => {
    assert.equal(
      summaryOf(times(3, outcomes.stopped, practiceStream)).sentence.split(' 3,000')[0],
      'PRACTICE, nothing real: All 3 stopped, confirmed by Kore.ai at 03:11:57.',
    );
    for (const other of [outcomes.notStopped, cancelledOut, cancelledBefore]) {
      const { sentence } = summaryOf([
        ...times(2, outcomes.stopped, practiceStream),
        result(other, {}, practiceStream),
      ]);
      assert.match(sentence, /^PRACTICE, nothing real: /, sentence);
    }
  });

  describe('after a cancel', () => {
    it('tells what had left, what came of it, and what never left', () => {
      const results = [...times(7, outcomes.stopped), result(cancelledOut), ...times(4, cancelledBefore)];
      assert.deepEqual(summaryOf(results), {
        severity: 'error',
        sentence: 'Cancelled: 8 requests had left (7 stopped, 1 unknown). 4 were never sent.',
      });
    });

    it('does not count a request that was sent again as another campaign', () => {
      const again = { ...cancelledOut, requests: 3 };
      assert.equal(
        summaryOf([result(again), result(outcomes.stopped), result(cancelledBefore)]).sentence,
        'Cancelled: 4 requests for 2 campaigns had left (1 stopped, 1 unknown). 1 was never sent.',
      );
      assert.match(
        summaryOf([result(again), result(cancelledBefore)]).sentence,
        /^Cancelled: 3 requests for 1 campaign had left \(1 unknown\)\./,
      );
    });

    it('says so when nothing was sent', () => {
      assert.equal(summaryOf(times(3, cancelledBefore)).sentence, 'Cancelled: nothing was sent.');
    });

    it('counts what Kore’s reply alone tells by itself', () => {
      const reply = { ...outcomes.replyOnly, uncheckedBecause: 'cancelled' } as const;
      assert.equal(
        summaryOf([result(reply), ...times(2, cancelledBefore)]).sentence,
        'Cancelled: 1 request had left (1 stopped by the reply alone). 2 were never sent.',
      );
    });

    it('is told as usual when it changed nothing', () => {
      assert.doesNotMatch(summaryOf([...times(2, outcomes.stopped), result(outcomes.notStopped)]).sentence, /Cancel/);
    });
  });

  it('uses words that a tired person knows, and nothing from outside', () => {
    const others = reasons.map((reason) => result(outcome({ verdict: 'notStopped', reason })));
    for (const results of [allEnds.map((end) => result(outcomes[end])), others, times(2, cancelledBefore)]) {
      assertPlainWords(summaryOf(results).sentence);
    }
  });
});

describe('The progress of several stops', () => {
  const progressOf = (ended: readonly StopOutcome[], sent = ended.length): string =>
    bulkProgressText(12, ended, sent, reader);

  it('tells how many are stopped, not stopped, and to go', () => {
    const seven = Array.from({ length: 7 }, () => outcomes.stopped);
    assert.equal(progressOf([...seven, outcomes.notStopped]), '7 stopped, 1 not, 4 to go…');
    assert.equal(progressOf([]), '0 stopped, 12 to go…');
  });

  it('tells how many of those to go were sent', () => {
    assert.equal(progressOf([outcomes.stopped], 5), '1 stopped, 11 to go, 4 of them sent…');
    assert.equal(progressOf([cancelledBefore], 5), '0 stopped, 1 not, 11 to go, 5 of them sent…');
  });

  it('says why nothing moves while they wait for the rate limit', () => {
    const ended = Array.from({ length: 50 }, () => outcomes.stopped);
    const paced = "50 stopped, 70 to go, as fast as Kore.ai's 60 requests a minute let them…";
    assert.equal(bulkProgressText(120, ended, 58, reader), paced);
    assert.equal(bulkProgressText(58, ended, 58, reader), '50 stopped, 8 to go, 8 of them sent…');
  });

  it('counts as stopped only what a reading confirmed', () => {
    assert.equal(
      progressOf(allEnds.map((end) => outcomes[end])),
      '2 stopped, 1 not, 1 had finished, 2 not confirmed, 1 unknown, 5 to go…',
    );
  });
});

describe('The report of several stops', () => {
  const reported = (of: StopOutcome, more: Partial<ReportedResult> = {}): ReportedResult => ({
    ...result(of),
    sentence: 'The sentence of a single stop.',
    ...more,
  });
  const reportOf = (results: readonly ReportedResult[]): string => bulkReport(results, nowMs, reader);

  it('tells each campaign with how it ended and how that is known, what needs a person first', () => {
    ids = 0;
    const results = [reported(outcomes.stopped), reported(outcomes.notStopped, { now: 'NOT stopped: 403' })];
    assert.equal(
      reportOf(results),
      [
        'Stop of 2 campaigns, ended Nov 23 03:12:00',
        '1 of 2 stopped and confirmed (production). 1 NOT stopped.',
        '',
        'NOT STOPPED (1)',
        '',
        '1  “Blast 2”',
        '   Acme Retail (PRODUCTION), platform.kore.ai',
        '   cd-2',
        '   The sentence of a single stop.',
        '   How known: its state was not read after the request.',
        '   Stop requests sent: 1.',
        '   By now: NOT stopped: 403',
        '',
        'STOPPED AND CONFIRMED (1)',
        '',
        '2  “Blast 1”',
        '   Acme Retail (PRODUCTION), platform.kore.ai',
        '   cd-1',
        '   The sentence of a single stop.',
        '   How known: Kore.ai said Stopped after the request, read',
        '   03:11:57.',
        '   Stop requests sent: 1.',
        '',
      ].join('\n'),
    );
  });

  it('has a heading for each kind of end, and each campaign once', () => {
    const text = reportOf([...allEnds.map((end) => reported(outcomes[end])), reported(cancelledBefore)]);
    const headings = text.split('\n').filter((line) => /^[A-Z][A-Z ,:-]+ \(\d+\)$/.test(line));
    assert.deepEqual(headings, [
      'NOT STOPPED (2)',
      'UNKNOWN (1)',
      'NOT CONFIRMED (1)',
      'STOPPED BY THE REPLY ALONE, NOT DOUBLE-CHECKED (1)',
      'TOO LATE: RUN TO THEIR END (1)',
      'STOPPED ALREADY (1)',
      'STOPPED AND CONFIRMED (1)',
    ]);
    assert.equal(text.match(/^\d {2}“/gm)?.length, 8);
  });

  it('says that no request left where none did, and that only the reply tells of it', () => {
    assert.match(
      reportOf([reported(cancelledBefore), reported(outcomes.stopped)]),
      /How known: no stop request left\./,
    );
    assert.match(
      reportOf([reported(outcomes.replyOnly), reported(outcomes.stopped)]),
      /How known: by Kore\.ai's reply to the stop alone, no reading\n {3}after it\./,
    );
  });

  it('keeps whatever comes from outside in plain text', () => {
    for (const hostile of hostileTexts) {
      const one = reported(outcome({ verdict: 'unknown', reason: 'noAnswer', state: hostile, stateReadAt: at(2000) }));
      const campaign = { ...one.campaign, name: hostile, id: hostile, stream: { ...stream, name: hostile } };
      assertNeutral(reportOf([{ ...one, campaign }, reported(outcomes.stopped)]), 2000, true);
    }
  });
});
