import assert from 'node:assert/strict';

import type { ReadFailure } from '../../../../src/kore/campaigns.ts';
import type { LaterFact } from '../../../../src/stop/laterFact.ts';
import type { StopOutcome } from '../../../../src/stop/index.ts';
import type { KnownCampaign } from '../../../../src/texts/knownCampaign.ts';
import { checkedText, notReadText } from '../../../../src/ui/texts/checkedText.ts';
import {
  assertNeutral,
  assertPlainWords,
  at,
  campaign,
  confirmed,
  everyDetail,
  hostileTexts,
  nowMs,
  reader,
  stream,
  unknown,
} from '../support.ts';

const ended = (one: StopOutcome): KnownCampaign => ({ ...campaign, activity: { kind: 'ended', outcome: one } });
const read = (state: string, more = {}): Extract<LaterFact, { kind: 'read' }> => ({
  kind: 'read',
  at: at(500),
  state,
  ...more,
});

describe('What Check Now tells', () => {
  it('has the count, and that it rises where an earlier one after the stop was lower', () => {
    const earlier = {
      ...ended(unknown),
      activity: { kind: 'ended', outcome: unknown, later: [read('Active', { sent: 7 })] },
    } as const;
    const tail = (of: KnownCampaign, now: ReturnType<typeof read>): string => checkedText(of, now, reader).sentence;
    assert.match(tail(earlier, read('Active', { sent: 1009 })), /\. 1,009 sent, rising\.$/);
    assert.match(tail(earlier, read('Active', { sent: 7 })), /\. 7 sent\.$/);
    assert.match(tail(ended(unknown), read('Active', { sent: 1009 })), /\. 1,009 sent\.$/);
    assert.match(tail(earlier, read('Completed', { sent: 1009 })), /^Too late: .*\. 1,009 sent\.$/);
    assert.match(tail(earlier, read('Stopped', { sent: 1009 })), /^Stopped: .*\. 1,009 sent\.$/);
  });

  it('begins with the word that tells how the stop stands', () => {
    const rows: readonly (readonly [StopOutcome, string, string, string])[] = [
      [unknown, 'Stopped', 'info', 'Stopped: “Black Friday blast” (PRODUCTION). Kore.ai says Stopped (03:11:59).'],
      [
        unknown,
        'Completed',
        'error',
        'Too late: “Black Friday blast” (PRODUCTION) has run to its end (Kore.ai says Completed, read 03:11:59).',
      ],
      [unknown, 'Active', 'error', 'Still Active at 03:11:59: “Black Friday blast” (PRODUCTION).'],
      [
        confirmed,
        'Active',
        'error',
        'Active again at 03:11:59: “Black Friday blast” (PRODUCTION), after it was stopped.',
      ],
      [
        unknown,
        'Paused',
        'error',
        'NOT stopped, though not sending now: “Black Friday blast” (PRODUCTION) is Paused (Kore.ai, 03:11:59) and can go on.',
      ],
      [
        unknown,
        'Rerun',
        'error',
        'UNKNOWN whether “Black Friday blast” (PRODUCTION) stopped: Kore.ai says “Rerun” (03:11:59), a state this version does not know.',
      ],
      [
        confirmed,
        'Completed',
        'info',
        'Not sending: “Black Friday blast” (PRODUCTION) was stopped, and Kore.ai says Completed now (03:11:59).',
      ],
    ];
    for (const [one, state, severity, sentence] of rows) {
      const text = checkedText(ended(one), read(state), reader);
      assert.deepEqual([text.severity, text.sentence], [severity, sentence]);
    }
  });

  it('is green only for Stopped, and for Completed after a confirmed stop', () => {
    for (const state of ['Active', 'Preparing', 'Paused', 'Ready', 'Scheduled', 'Rescheduled', 'Rerun', 'stopped']) {
      for (const one of [unknown, confirmed]) {
        const { severity, actions } = checkedText(ended(one), read(state), reader);
        assert.deepEqual([severity, actions], ['error', ['stopAgain', 'howToStopByHand', 'copySummary']]);
      }
    }
  });

  it('tells the count, and that it can start again', () => {
    const { sentence } = checkedText(ended(unknown), read('Stopped', { sent: 41_690, restarts: true }), reader);
    assert.match(sentence, /\(03:11:59\)\. 41,690 sent\. It is scheduled or repeats and can start again by itself\.$/);
  });

  it('tells the state alone where no stop was tried', () => {
    for (const state of ['Active', 'Stopped']) {
      assert.deepEqual(checkedText(campaign, read(state), reader), {
        severity: 'info',
        sentence: `“Black Friday blast” (PRODUCTION): Kore.ai says ${state} (03:11:59).`,
        actions: [],
      });
    }
  });

  it('tells why the state could not be read, and says nothing of what an earlier request did', () => {
    const failures: readonly ReadFailure['reason'][] = [
      'noCredential',
      'badInput',
      'tokenExpired',
      'unauthorized',
      'clockSkew',
      'forbidden',
      'notFound',
      'refused',
      'rateLimited',
      'noConnection',
      'proxy',
      'certificate',
      'redirected',
      'badReply',
      'noAnswer',
      'serverError',
    ];
    for (const reason of failures) {
      for (const of of [campaign, ended(unknown)]) {
        for (const details of [{}, everyDetail]) {
          const text = notReadText(of, { reason, httpStatus: 403, details }, nowMs, reader);
          assert.equal(text.severity, 'error');
          assert.match(text.sentence, /^The state of “Black Friday blast” \(PRODUCTION\) could not be read: .*\.$/);
          assert.ok(!/may (?:or may not )?have acted|request left/.test(text.sentence), text.sentence);
          assertPlainWords(text.sentence);
          assert.equal(text.actions[0], of === campaign ? 'showLog' : 'stopAgain');
        }
      }
    }
  });

  it('names the credential that a reading was refused with', () => {
    const credential = { label: 'client id …9c1e', keep: 'window', setAtMs: nowMs } as const;
    const { sentence } = notReadText(campaign, { reason: 'unauthorized', details: {}, credential }, nowMs, reader);
    assert.match(sentence, / Yours: client id …9c1e, set Nov 23 03:12:00; it is kept\.$/);
  });

  it('is plain text, whatever Kore says', () => {
    for (const hostile of hostileTexts) {
      const odd = {
        ...ended(unknown),
        name: hostile,
        id: hostile,
        stream: { ...stream, name: hostile, host: hostile },
      };
      assertNeutral(checkedText(odd, read(hostile), reader).sentence, 600);
      const details = { koreMessage: hostile, code: hostile, redirectedTo: hostile };
      for (const reason of ['refused', 'noConnection', 'redirected', 'notFound'] as const)
        assertNeutral(notReadText(odd, { reason, details }, nowMs, reader).sentence, 1200);
    }
  });
});
