import assert from 'node:assert/strict';

import type { LaterFact } from '../../../../src/stop/laterFact.ts';
import type { StopOutcome } from '../../../../src/stop/index.ts';
import type { KnownCampaign } from '../../../../src/texts/knownCampaign.ts';
import { summaryText, type SummaryFacts } from '../../../../src/ui/texts/summaryText.ts';
import {
  assertNeutral,
  assertPlainWords,
  at,
  campaign,
  confirmed,
  everyDetail,
  hostileTexts,
  listed,
  outcome,
  practiceStream,
  reader,
  reasons,
  stream,
} from '../support.ts';

const utc = (agoMs: number): string => `${at(agoMs).slice(11, 19)}Z`;

/** The campaign as a list read a minute before the stop told it. */
const before = (more: Parameters<typeof listed>[0] = {}): KnownCampaign => listed(more, 60_000);
const quiet: LaterFact = { kind: 'quiet', at: at(100), since: at(900), sent: 41_690 };

function summary(more: Partial<SummaryFacts> = {}): string {
  return summaryText({ campaign: before(), outcome: confirmed, operatorName: '', ...more }, reader);
}

describe('The summary of a stop', () => {
  it('tells when, which campaign, how it ended and how that is known, in UTC and local time', () => {
    const text = summary({ later: [quiet], operatorName: 'Dana' });
    const local = new Date(at(20_000)).toLocaleTimeString('en', {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
    const start = `${at(20_000).slice(0, 10)} ${utc(20_000)} (`;
    assert.ok(text.startsWith(start), text);
    assert.ok(text.includes(`${local}) Stop of “Black Friday blast”`), text);
    assert.equal(
      text.slice(text.indexOf('Stop of')),
      `Stop of “Black Friday blast” (${campaign.id}), Acme Retail, PRODUCTION, platform.kore.ai. ` +
        `Result: stopped, confirmed by Kore.ai's status at ${utc(5000)}. Requests: 1. ` +
        `Sent: 41,203 before, 41,690 after; counter unchanged from ${utc(900)} to ${utc(100)}. Repeats: no. By: Dana.`,
    );
  });

  it('leaves out what is not known', () => {
    const text = summary({ campaign });
    assert.ok(!/Sent:|Repeats:|By:|Note:|Read later:/.test(text), text);
    assert.ok(text.endsWith('Requests: 1.'), text);
  });

  it('takes no count from a list that was old when the stop went out, or came after it', () => {
    assert.ok(!summary({ campaign: listed({}, 200_000) }).includes('Sent:'));
    assert.ok(!summary({ campaign: listed({}, 1000) }).includes('Sent:'));
    assert.ok(summary().includes('Sent: 41,203 before.'));
    assert.ok(summary({ campaign, later: [quiet] }).includes('Sent: 41,690 after; counter unchanged'));
  });

  it('does not say that the counter stood still when it has grown since', () => {
    const grown: LaterFact = { kind: 'read', at: at(10), state: 'Active', sent: 41_900 };
    const text = summary({ later: [quiet, grown] });
    assert.ok(text.includes('Sent: 41,203 before, 41,900 after.'), text);
    assert.ok(text.includes(`Read later: Active at ${utc(10)}.`), text);
  });

  it('tells whether it repeats, and that its schedule was turned off', () => {
    assert.ok(summary({ campaign: before({ recurring: true }) }).includes('Repeats: yes.'));
    assert.ok(summary({ campaign: before({ scheduled: true }) }).includes('Repeats: yes.'));
    const read: LaterFact = { kind: 'read', at: at(500), state: 'Stopped', restarts: true };
    assert.ok(summary({ campaign, later: [read] }).includes('Repeats: yes.'));
    const off = summary({ campaign, later: [read, { kind: 'scheduleOff', at: at(300) }] });
    assert.ok(off.includes(`Repeats: yes; schedule turned off ${utc(300)}.`), off);
  });

  it('tells a later reading that clears what was not known', () => {
    const unknown = outcome({ verdict: 'unknown', reason: 'noAnswer', requests: 3 });
    const text = summary({ outcome: unknown, later: [{ kind: 'read', at: at(500), state: 'Stopped' }] });
    assert.ok(text.includes('Result: UNKNOWN whether it stopped. 3 requests left'), text);
    assert.ok(text.includes(`Read later: Stopped at ${utc(500)}.`), text);
  });

  it('never says stopped of what is not, and has every time in UTC', () => {
    for (const verdict of ['accepted', 'notStopped', 'unknown'] as const) {
      for (const reason of reasons) {
        for (const state of ['Active', undefined]) {
          if (state === undefined && (reason === 'notSendingNow' || reason === 'stillRunning')) continue;
          const read = state === undefined ? {} : { state, stateReadAt: at(5000) };
          const details = { ...everyDetail, tokenExpiredAt: at(1_200_000) };
          const text = summary({ outcome: outcome({ verdict, reason, details, ...read }) });
          assertPlainWords(text);
          const result = text.slice(text.indexOf('Result: '));
          assert.ok(!/stopped,|stopped by|already stopped/.test(result), result);
          // The local time stands once, in front.
          assert.ok(!/\d\d:\d\d:\d\d(?!Z)/.test(result), result);
        }
      }
    }
  });

  it('tells the other ways to be stopped apart', () => {
    const results: readonly (readonly [Partial<StopOutcome>, RegExp])[] = [
      [{ confirmedBy: 'reply' }, /Result: stopped by Kore\.ai's reply at .*, not double-checked\./],
      [{ effect: 'alreadyStopped' }, /Result: already stopped, by Kore\.ai's status/],
      [{ effect: 'finished', state: 'Completed' }, /Result: too late, it had run to its end/],
    ];
    for (const [more, text] of results) assert.match(summary({ outcome: { ...confirmed, ...more } }), text);
  });

  it('says of practice that it is', () => {
    assert.ok(summary({ campaign: { ...before(), stream: practiceStream } }).includes(', practice, '));
  });

  it('is one line of plain text, whatever the names are', () => {
    for (const hostile of hostileTexts) {
      const odd = { ...before(), name: hostile, id: hostile, stream: { ...stream, name: hostile, host: hostile } };
      const details = { ...everyDetail, koreMessage: hostile };
      const one = outcome({ verdict: 'notStopped', reason: 'refused', state: hostile, stateReadAt: at(500), details });
      assertNeutral(summary({ campaign: odd, operatorName: hostile, outcome: one }), 1600);
    }
  });
});
