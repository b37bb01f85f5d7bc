import assert from 'node:assert/strict';

import type { StopOutcome, StopReason, UncheckedBecause } from '../../../../src/stop/index.ts';
import { outcomeText } from '../../../../src/ui/texts/outcomeText.ts';
import {
  assertNeutral,
  assertPlainWords,
  at,
  campaign,
  everyDetail,
  hostileTexts,
  listed,
  nowMs,
  outcome,
  practiceStream,
  reader,
  reasons,
  stream,
  streamWithoutTier,
} from '../support.ts';

const states = [
  undefined,
  'Active',
  'Preparing',
  'Paused',
  'Ready',
  'Scheduled',
  'Rescheduled',
  'Stopped',
  'Completed',
  'Rerun',
  '',
];
const effects = [undefined, 'stopped', 'alreadyStopped', 'finished'] as const;
const unchecked: readonly (UncheckedBecause | undefined)[] = [
  undefined,
  'off',
  'refused',
  'unreachable',
  'noReading',
  'budget',
  'cancelled',
];

/** 03:21 */
const checkedUntilMs = nowMs + 9 * 60_000;

/** Everything that an outcome can be by its type, sensible or not. */
function* everyOutcome(): Generator<StopOutcome> {
  for (const state of states) {
    const read = state === undefined ? {} : { state, stateReadAt: at(5000) };
    for (const confirmedBy of [undefined, 'reply', 'status'] as const) {
      for (const effect of effects) {
        for (const uncheckedBecause of unchecked) {
          yield outcome({
            verdict: 'stopped',
            ...read,
            ...(confirmedBy === undefined ? {} : { confirmedBy }),
            ...(effect === undefined ? {} : { effect }),
            ...(uncheckedBecause === undefined ? {} : { uncheckedBecause }),
          });
        }
      }
    }
    for (const verdict of ['accepted', 'notStopped', 'unknown'] as const) {
      for (const reason of [undefined, ...reasons]) {
        // These are told of a state that was read.
        if (state === undefined && (reason === 'notSendingNow' || reason === 'stillRunning')) continue;
        for (const facts of [
          {},
          { httpStatus: 403 },
          { details: everyDetail },
          { requests: 0 },
          { httpStatus: 200, details: everyDetail },
        ]) {
          yield outcome({ verdict, ...read, ...(reason === undefined ? {} : { reason }), ...facts });
        }
      }
    }
  }
}

const streams = [
  stream,
  streamWithoutTier,
  practiceStream,
  { ...stream, tier: 'staging' },
  { ...stream, tier: 'development' },
] as const;

describe('What a person is told of an outcome', () => {
  it('begins with the word that tells how it ended, whatever the outcome is', () => {
    const begins: Readonly<Record<StopOutcome['verdict'], RegExp>> = {
      stopped: /^(?:Stopped|Already stopped|Too late|Kore\.ai says Stopped): “/,
      accepted: /^Not confirmed: /,
      notStopped: /^NOT stopped[:,] /,
      unknown: /^(?:UNKNOWN whether|A stop of) “/,
    };
    for (const one of everyOutcome()) {
      assert.match(outcomeText(one, campaign, undefined, reader).sentence, begins[one.verdict]);
    }
  });

  it('is green only for a stop that a reading confirmed', () => {
    let green = 0;
    for (const one of everyOutcome()) {
      const { severity, sentence } = outcomeText(one, campaign, undefined, reader);
      const earned =
        one.verdict === 'stopped' &&
        one.confirmedBy === 'status' &&
        (one.effect === 'stopped' || one.effect === 'alreadyStopped');
      assert.equal(severity, earned ? 'info' : 'error', `${JSON.stringify(one)}\n${sentence}`);
      assert.equal(/^(?:Stopped|Already stopped):/.test(sentence), earned, sentence);
      green += earned ? 1 : 0;
    }
    assert.ok(green > 0);
  });

  it('does not say that a campaign was not sending before, when a request of this window had left', () => {
    const found = [...everyOutcome()].find(
      ({ verdict, confirmedBy, effect }) =>
        verdict === 'stopped' && confirmedBy === 'status' && effect === 'alreadyStopped',
    );
    assert.ok(found);
    const earlier: StopOutcome = { ...found, verdict: 'unknown', requests: 1 };
    const tried = { ...campaign, activity: { kind: 'ended', outcome: earlier } as const };
    assert.match(outcomeText(found, campaign, undefined, reader).sentence, /was not sending before your request/);
    assert.match(outcomeText(found, tried, undefined, reader).sentence, /An earlier request from this window/);
  });

  it('has whole sentences in words that a tired person knows, in the row too', () => {
    for (const one of everyOutcome()) {
      if (one.state === '') continue;
      for (const ofStream of streams) {
        const text = outcomeText(
          one,
          { ...campaign, stream: ofStream },
          { label: 'client id …9c1e', keep: 'computer' },
          reader,
        );
        assertPlainWords(text.sentence);
        assertPlainWords(text.row);
        assert.ok(text.row.length < 60, text.row);
        assert.ok(!/: 2\d\d$/.test(text.row), text.row);
        assert.match(text.sentence, /[.]$/);
      }
    }
  });

  it('names the campaign, and its tier', () => {
    const tiers = ['PRODUCTION', 'tier not set', 'practice', 'staging', 'development'];
    for (const one of everyOutcome()) {
      streams.forEach((ofStream, index) => {
        const { sentence } = outcomeText(one, { ...campaign, stream: ofStream }, undefined, reader);
        assert.ok(sentence.includes('“Black Friday blast”'), sentence);
        if (one.reason !== 'notSendingNow') assert.ok(sentence.includes(`(${tiers[index] ?? ''}`), sentence);
      });
    }
  });

  it('offers one to three buttons, none twice, the log the last if at all', () => {
    for (const one of everyOutcome()) {
      const { actions } = outcomeText(one, campaign, undefined, reader);
      assert.ok(actions.length >= 1 && actions.length <= 3, actions.join());
      assert.equal(new Set(actions).size, actions.length);
      assert.ok(!actions.slice(0, -1).includes('showLog'), actions.join());
    }
  });

  it('offers to keep trying first where the host may answer later', () => {
    const first = (reason: StopReason, details = {}): readonly string[] =>
      outcomeText(outcome({ verdict: 'notStopped', reason, requests: 0, details }), campaign, undefined, reader)
        .actions;
    assert.deepEqual(first('noConnection'), ['keepTrying', 'howToStopByHand', 'showLog']);
    assert.deepEqual(first('noConnection', { nameNotFound: true }), ['keepTrying', 'editStream', 'howToStopByHand']);
    const left = outcome({ verdict: 'notStopped', reason: 'noConnection', requests: 1 });
    assert.equal(outcomeText(left, campaign, undefined, reader).actions[0], 'stopAgain');
    assert.deepEqual(first('rateLimited'), ['keepTrying', 'stopAgain', 'howToStopByHand']);
  });

  it('offers to read the state where it is not known', () => {
    const unknown = outcomeText(outcome({ verdict: 'unknown', reason: 'noAnswer' }), campaign, undefined, reader);
    assert.deepEqual(unknown.actions, ['stopAgain', 'checkNow', 'howToStopByHand']);
    const byReply = outcome({ verdict: 'stopped', confirmedBy: 'reply', effect: 'stopped' });
    assert.equal(outcomeText(byReply, campaign, undefined, reader).actions[0], 'checkNow');
  });

  it('offers the way by hand wherever the campaign may still send', () => {
    for (const one of everyOutcome()) {
      const offered = outcomeText(one, campaign, undefined, reader).actions.includes('howToStopByHand');
      assert.equal(offered, one.verdict !== 'stopped', JSON.stringify(one));
    }
  });

  it('offers the summary first where nothing is left to do', () => {
    for (const one of everyOutcome()) {
      const { severity, actions } = outcomeText(one, campaign, undefined, reader);
      if (severity === 'info') assert.deepEqual(actions, ['copySummary', 'showLog']);
    }
  });

  it('offers Stop Again first where it is not known that it stopped', () => {
    for (const one of everyOutcome()) {
      if (one.verdict !== 'unknown' && one.verdict !== 'accepted') continue;
      assert.equal(outcomeText(one, campaign, undefined, reader).actions[0], 'stopAgain');
    }
  });

  it('offers the credential first where it is the credential', () => {
    const actionsOf = (reason: StopReason, details = {}): readonly string[] =>
      outcomeText(outcome({ verdict: 'notStopped', reason, details }), campaign, undefined, reader).actions;
    for (const reason of ['noCredential', 'tokenExpired'] as const) {
      assert.deepEqual(actionsOf(reason), ['setCredential', 'useAnotherOnce', 'howToStopByHand']);
    }
    for (const reason of ['unauthorized', 'forbidden'] as const) {
      assert.deepEqual(actionsOf(reason), ['setCredential', 'copyRequestForAdmin', 'howToStopByHand']);
    }
    assert.equal(actionsOf('badInput', { field: 'clientSecret' })[0], 'setCredential');
    assert.equal(actionsOf('badInput', { field: 'accountId' })[0], 'editStream');
    assert.equal(actionsOf('notFound')[0], 'lookElsewhere');
  });

  it('lets the person insist on a new credential that was refused, and only then', () => {
    const actionsOf = (reason: StopReason, isOnTrial: boolean): readonly string[] => {
      const credential = { label: 'client id …9c1e', keep: 'window', onTrial: isOnTrial } as const;
      return outcomeText(outcome({ verdict: 'notStopped', reason }), campaign, credential, reader).actions;
    };
    for (const reason of ['unauthorized', 'forbidden', 'tokenExpired'] as const) {
      assert.deepEqual(actionsOf(reason, true), ['setCredential', 'replaceAnyway', 'howToStopByHand'], reason);
      assert.ok(!actionsOf(reason, false).includes('replaceAnyway'), reason);
    }
    assert.ok(!actionsOf('noConnection', true).includes('replaceAnyway'));
  });

  it('says to treat an unknown one as still sending', () => {
    for (const one of everyOutcome()) {
      if (one.verdict !== 'unknown') continue;
      assert.match(
        outcomeText(one, campaign, undefined, reader).sentence,
        /Treat it as still sending; stopping again is safe\.$/,
      );
      const watched = outcomeText(one, campaign, undefined, reader, checkedUntilMs).sentence;
      if (one.reason !== 'interrupted')
        assert.match(watched, /Treat it as still sending\. Checking every 15 s until 03:21; stopping again is safe\.$/);
    }
  });

  it('says until when the state is read on, of each outcome that may have stopped and of no other', () => {
    const until = (one: StopOutcome): boolean =>
      outcomeText(one, campaign, undefined, reader, checkedUntilMs).sentence.includes(
        'Checking every 15 s until 03:21',
      );
    for (const reason of ['notConfirmed', 'stillRunning', 'notSendingNow', 'cancelled'] as const) {
      for (const state of ['Active', 'Paused', 'Rerun']) {
        assert.ok(until(outcome({ verdict: 'accepted', reason, state, stateReadAt: at(5000) })));
      }
    }
    assert.ok(until(outcome({ verdict: 'accepted', reason: 'notConfirmed' })));
    assert.ok(until(outcome({ verdict: 'stopped', confirmedBy: 'reply', effect: 'stopped' })));
    assert.ok(until(outcome({ verdict: 'unknown', reason: 'cancelled' })));
    assert.ok(!until(outcome({ verdict: 'unknown', reason: 'interrupted' })));
    assert.ok(!until(outcome({ verdict: 'notStopped', reason: 'noConnection', requests: 0 })));
  });

  it('tells of a request that was taken what was read since, and how many were sent', () => {
    const sentence = (more: Partial<StopOutcome>, of = campaign): string =>
      outcomeText(outcome({ verdict: 'accepted', ...more }), of, undefined, reader, checkedUntilMs).sentence;
    const took = 'Not confirmed: Kore.ai took the stop of “Black Friday blast” (PRODUCTION)';
    const active = { state: 'Active', stateReadAt: at(5000) };
    for (const reason of ['stillRunning', 'cancelled'] as const) {
      assert.equal(
        sentence({ reason, ...active }, listed({}, 25_000)),
        `${took}, begun 03:11:40, but still says Active (03:11:55). 41,203 sent by 03:11:35. Checking every 15 s until 03:21. Stop again; if it stays so, stop it by hand in the console.`,
      );
    }
    assert.equal(
      sentence({ reason: 'notSendingNow', ...active, state: 'Paused' }),
      `${took}; it is Paused (03:11:55), not Stopped, and can go on. Checking every 15 s until 03:21. Stopping again is safe.`,
    );
    assert.match(
      sentence({ reason: 'notConfirmed', ...active, state: 'Rerun' }),
      /; it says “Rerun” \(03:11:55\), a state this version does not know\. Checking/,
    );
    assert.match(
      sentence({ reason: 'notConfirmed' }),
      /begun 03:11:40, but its state could not be read since\. Treat it as still sending\. Checking/,
    );
    assert.match(sentence({ reason: 'cancelled' }), /you stopped waiting before its state was read\. Treat it as/);
  });

  it('tells how many were sent by when, of a stop that worked or came too late', () => {
    const read = { verdict: 'stopped', confirmedBy: 'status', state: 'Stopped', stateReadAt: at(5000) } as const;
    for (const effect of ['stopped', 'alreadyStopped', 'finished'] as const) {
      const one = outcome({ ...read, effect });
      const sentence = (of: typeof campaign): string => outcomeText(one, of, undefined, reader).sentence;
      assert.match(sentence(listed({}, 25_000)), / 41,203 sent by 03:11:35\./);
      // A count from after the stop began, or an old one, is not the one before.
      for (const agoMs of [10_000, 200_000]) assert.ok(!sentence(listed({}, agoMs)).includes('sent by'));
      assert.ok(!sentence(campaign).includes('sent by'));
    }
  });

  it('says in the row that nothing was sent only where nothing was', () => {
    const row = (reason: StopReason, requests: number): string =>
      outcomeText(outcome({ verdict: 'notStopped', reason, requests }), campaign, undefined, reader).row;
    assert.equal(row('cancelled', 0), 'NOT stopped: cancelled, nothing sent');
    assert.equal(row('cancelled', 1), 'NOT stopped: cancelled');
    assert.equal(row('badInput', 0), 'NOT stopped: nothing sent');
    for (const reason of reasons) assert.ok(!row(reason, 1).includes('nothing'), reason);
  });

  it('says why a stop was not double-checked', () => {
    const sentences = unchecked.slice(1).map((uncheckedBecause) => {
      const more = uncheckedBecause === undefined ? {} : { uncheckedBecause };
      const one = outcome({ verdict: 'stopped', confirmedBy: 'reply', effect: 'stopped', ...more });
      return outcomeText(one, campaign, undefined, reader).sentence;
    });
    for (const sentence of sentences) assert.match(sentence, /Not double-checked: [a-z].*\.$/);
    assert.equal(new Set(sentences).size, sentences.length);
  });

  it('never says that we stopped what had run to its end', () => {
    const one = outcome({
      verdict: 'stopped',
      confirmedBy: 'status',
      effect: 'finished',
      state: 'Completed',
      stateReadAt: at(5000),
    });
    const { sentence, severity } = outcomeText(one, campaign, undefined, reader);
    assert.equal(severity, 'error');
    assert.match(sentence, /^Too late: “Black Friday blast” \(PRODUCTION\) has run to its end/);
    assert.ok(!/confirmed|stopped/i.test(sentence), sentence);
  });

  it('quotes a state that no page documents', () => {
    for (const verdict of ['accepted', 'unknown'] as const) {
      const one = outcome({ verdict, reason: 'notConfirmed', state: 'Rerun', stateReadAt: at(5000) });
      assert.ok(outcomeText(one, campaign, undefined, reader).sentence.includes('“Rerun”'));
    }
  });

  it('tells in the row with what it was refused, and when the state was read', () => {
    const read = { state: 'Active', stateReadAt: at(5000) };
    const row = (one: StopOutcome): string => outcomeText(one, campaign, undefined, reader).row;
    assert.equal(
      row(outcome({ verdict: 'notStopped', reason: 'refused', httpStatus: 409, ...read })),
      'NOT stopped: 409, Kore.ai says Active (03:11:55)',
    );
    assert.equal(
      row(outcome({ verdict: 'notStopped', reason: 'stillRunning', httpStatus: 200, ...read })),
      'NOT stopped: Kore.ai says Active (03:11:55)',
    );
  });

  it('is plain text, whatever the names and the words of Kore are', () => {
    for (const hostile of hostileTexts) {
      const details = {
        ...everyDetail,
        koreMessage: hostile,
        explanation: hostile,
        redirectedTo: hostile,
        contentType: `text/html${hostile}`,
        code: hostile,
      };
      const ofHostile = { ...campaign, name: hostile, stream: { ...stream, name: hostile, host: hostile } };
      for (const verdict of ['stopped', 'accepted', 'notStopped', 'unknown'] as const) {
        for (const reason of reasons) {
          const one = outcome({ verdict, reason, state: hostile, stateReadAt: at(5000), details });
          const text = outcomeText(one, ofHostile, { label: hostile, keep: 'computer' }, reader);
          assertNeutral(text.sentence, 1200);
          assertNeutral(text.row, 170);
        }
      }
    }
  });
});
