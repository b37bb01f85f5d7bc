import assert from 'node:assert/strict';

import type { StopOutcome } from '../../../../src/stop/index.ts';
import { clock } from '../../../../src/texts/format.ts';
import type { KnownCampaign, KnownStream } from '../../../../src/texts/knownCampaign.ts';
import type { ListState } from '../../../../src/ui/campaigns/campaignBoard.ts';
import {
  badgeText,
  sendingNow,
  statusBarText,
  type StatusBarFacts,
  type StatusBarText,
} from '../../../../src/ui/texts/statusBarText.ts';
import {
  assertNeutral,
  at,
  campaign,
  hostileTexts,
  listed,
  nowMs,
  outcome,
  practiceStream,
  reader,
  stream,
} from '../support.ts';

const ended = (one: StopOutcome, of: Partial<KnownCampaign> = {}): KnownCampaign => ({
  ...campaign,
  ...of,
  activity: { kind: 'ended', outcome: one },
});
const seen = (of: KnownCampaign): KnownCampaign =>
  of.activity?.kind === 'ended' ? { ...of, activity: { ...of.activity, later: [{ kind: 'seen', at: at(10) }] } } : of;

const stopping: KnownCampaign = { ...campaign, activity: { kind: 'stopping', sinceMs: nowMs } };
const readStopped = (effect: 'stopped' | 'alreadyStopped', beforeMs: number): KnownCampaign =>
  ended(outcome({ verdict: 'stopped', confirmedBy: 'status', effect, state: 'Stopped', stateReadAt: at(beforeMs) }));
const stopped = readStopped('stopped', 60_000);
const finished = ended(
  outcome({ verdict: 'stopped', confirmedBy: 'status', effect: 'finished', state: 'Completed', stateReadAt: at(5000) }),
);
const byReply = ended(outcome({ verdict: 'stopped', confirmedBy: 'reply', effect: 'stopped' }));
const accepted = ended(outcome({ verdict: 'accepted', reason: 'notConfirmed' }));
const unknown = ended(outcome({ verdict: 'unknown', reason: 'noAnswer' }));
const refused = ended(outcome({ verdict: 'notStopped', reason: 'forbidden', httpStatus: 403 }));

const practice = (of: KnownCampaign): KnownCampaign => ({ ...of, stream: practiceStream });
const sending = { count: 2, more: false, readAtMs: nowMs - 60_000 };

function told(facts: Partial<StatusBarFacts>): StatusBarText {
  return statusBarText({ stops: [], trying: 0, notReady: [], ...facts }, nowMs, reader);
}

describe('The item of the status bar', () => {
  it('tells each state in its words, with colour only for what is not resolved', () => {
    const states: readonly (readonly [Partial<StatusBarFacts>, string, string, StatusBarText['background']])[] = [
      [{}, '$(stop-circle) Stop SMS', 'Stop SMS campaign', undefined],
      [{ sending }, '$(stop-circle) Stop SMS · 2 sending', 'Stop SMS campaign, 2 sending', undefined],
      [{ stops: [stopping] }, '$(sync~spin) Stopping 1…', 'Stop SMS campaign, stopping 1', undefined],
      [{ stops: [stopped] }, '$(pass) Stopped 03:11', 'Stop SMS campaign, stopped 03:11', undefined],
      [{ stops: [unknown] }, '$(warning) 1 stop not confirmed', 'Stop SMS campaign, 1 stop not confirmed', 'warning'],
      [
        { stops: [unknown, accepted, byReply] },
        '$(warning) 3 stops not confirmed',
        'Stop SMS campaign, 3 stops not confirmed',
        'warning',
      ],
      [{ stops: [refused] }, '$(error) NOT stopped', 'Stop SMS campaign, 1 NOT stopped', 'error'],
      [{ stops: [refused, refused] }, '$(error) 2 NOT stopped', 'Stop SMS campaign, 2 NOT stopped', 'error'],
      [
        { stops: [finished] },
        '$(warning) Too late: run to its end',
        'Stop SMS campaign, too late: run to its end',
        undefined,
      ],
      [{ notReady: [stream] }, '$(warning) Stop SMS: not ready', 'Stop SMS campaign, not ready', undefined],
      [
        { trying: 1, stops: [refused] },
        '$(sync~spin) Keeps trying…',
        'Stop SMS campaign, not stopped yet, keeps trying',
        'warning',
      ],
    ];
    for (const [facts, text, accessible, background] of states) {
      const one = told(facts);
      assert.deepEqual([one.text, one.accessible, one.background], [text, accessible, background]);
      assert.ok(one.tooltip.endsWith('Stop an SMS campaign. F1, stop sms, Enter.'), one.tooltip);
    }
  });

  it('tells the first of: stopping, trying, NOT stopped, not confirmed, too late, stopped, not ready, idle', () => {
    const inTurn: readonly (readonly [Partial<StatusBarFacts>, RegExp])[] = [
      [{ stops: [stopping] }, /Stopping 1…/],
      [{ trying: 1 }, /Keeps trying…/],
      [{ stops: [refused] }, /NOT stopped/],
      [{ stops: [unknown] }, /1 stop not confirmed/],
      [{ stops: [finished] }, /Too late/],
      [{ stops: [stopped] }, /Stopped 03:11/],
      [{ notReady: [stream] }, /not ready/],
      [{ sending }, /2 sending/],
    ];
    inTurn.forEach(([, text], first) => {
      const facts = inTurn.slice(first).map(([one]) => one);
      const all = facts.reduce((merged, one) => ({
        ...merged,
        ...one,
        stops: [...(merged.stops ?? []), ...(one.stops ?? [])],
      }));
      assert.match(told(all).text, text);
    });
  });

  it('names the campaigns in its tooltip, eight of them at the most', () => {
    assert.match(
      told({ stops: [refused] }).tooltip,
      /^NOT stopped: “Black Friday blast” \(Acme Retail, PRODUCTION\)\n/,
    );
    const many = told({ stops: Array<KnownCampaign>(12).fill(unknown) });
    assert.equal(many.tooltip.split('\n').length, 10);
    assert.match(many.tooltip, /\nand 4 more\n/);
  });

  it('tells a confirmed stop for ten minutes', () => {
    const later = (ms: number): StatusBarText =>
      statusBarText({ stops: [stopped], trying: 0, notReady: [] }, nowMs - 60_000 + ms, reader);
    assert.equal(later(0).changesAtMs, nowMs + 540_000);
    assert.match(later(599_999).text, /Stopped/);
    assert.equal(later(600_000).text, '$(stop-circle) Stop SMS');
  });

  it('keeps what is not resolved for as long as it is not', () => {
    for (const one of [unknown, accepted, byReply, refused]) {
      const facts = { stops: [one], trying: 0, notReady: [] };
      const dayLater = statusBarText(facts, nowMs + 86_400_000, reader);
      assert.notEqual(dayLater.background, undefined);
      assert.equal(dayLater.changesAtMs, undefined);
    }
  });

  it('lets go of what did not surely stop, or came too late, once it is seen', () => {
    for (const one of [refused, finished, unknown, accepted, byReply])
      assert.equal(told({ stops: [seen(one)] }).text, '$(stop-circle) Stop SMS');
    assert.equal(told({ stops: [seen(unknown), accepted] }).text, '$(warning) 1 stop not confirmed');
  });

  it('shows no tick of an older stop after bad news that was seen, and names what is bad beside a newer one', () => {
    const oldStop = readStopped('stopped', 100_000);
    const badLater = seen(ended(outcome({ verdict: 'notStopped', reason: 'refused', finishedAt: at(30_000) })));
    assert.equal(told({ stops: [oldStop] }).text, '$(pass) Stopped 03:10');
    for (const stops of [[oldStop, badLater], [practice(oldStop), badLater], [oldStop, badLater].map(practice)])
      assert.equal(told({ stops }).text, '$(stop-circle) Stop SMS');
    assert.equal(told({ stops: [oldStop, practice(badLater)] }).text, '$(pass) Stopped 03:10');
    const refusedBefore = outcome({ verdict: 'notStopped', reason: 'refused', finishedAt: at(90_000) });
    const newer = told({ stops: [seen(ended(refusedBefore, { id: 'cd-other' })), stopped] });
    assert.equal(newer.text, '$(pass) Stopped 03:11');
    assert.match(newer.tooltip, /^Not surely stopped: “Black Friday blast”/);
    const stoppedElsewhere = told({ stops: [seen(ended(refusedBefore)), stopped] });
    assert.match(stoppedElsewhere.tooltip, /^Stopped /);
  });

  it('keeps the tick when another stop is given up before anything is sent', () => {
    const givenUp = ended(outcome({ verdict: 'notStopped', reason: 'cancelled', requests: 0, finishedAt: at(30_000) }));
    assert.equal(told({ stops: [stopped, givenUp] }).text, '$(pass) Stopped 03:11');
  });

  it('does not give the time of a reading as that of the stop', () => {
    const already = readStopped('alreadyStopped', 60_000);
    const { text, tooltip, accessible } = told({ stops: [already] });
    assert.equal(text, '$(pass) Already stopped, read 03:11');
    assert.match(tooltip, /^Already stopped, read 03:11:\d\d: “Black Friday blast”/);
    assert.equal(accessible, 'Stop SMS campaign, already stopped, read 03:11');
  });

  it('marks practice, gives it no colour, and tells what is real first', () => {
    assert.equal(told({ stops: [practice(stopped)] }).text, '$(pass) Stopped 03:11 (practice)');
    const bad = told({ stops: [practice(refused)] });
    assert.deepEqual(
      [bad.text, bad.accessible, bad.background],
      ['$(error) NOT stopped (practice)', 'Stop SMS campaign, 1 NOT stopped (practice)', undefined],
    );
    assert.equal(told({ stops: [practice(stopping), stopped] }).text, '$(pass) Stopped 03:11');
    assert.equal(told({ stops: [practice(stopping)], notReady: [stream] }).text, '$(sync~spin) Stopping 1… (practice)');
  });

  it('is plain text, whatever the names are', () => {
    for (const hostile of hostileTexts) {
      const odd: KnownStream = { ...stream, name: hostile };
      for (const one of [stopping, stopped, finished, unknown, refused]) {
        assertNeutral(told({ stops: [{ ...one, name: hostile, stream: odd }] }).tooltip, 500, true);
      }
      assertNeutral(told({ notReady: [odd] }).tooltip, 500, true);
    }
  });
});

describe('The number of what sends', () => {
  const list = (agoMs: number, hasMore = false): ListState => ({
    kind: 'listed',
    last: { readAtMs: nowMs - agoMs, pages: [], hasMore },
  });
  const row = (of: ListState, count = 1, ofStream = stream) => ({ stream: ofStream, list: of, sending: count });

  it('counts what sends now, by lists that are all fresh', () => {
    assert.deepEqual(sendingNow([row(list(60_000)), row(list(5000), 2)], nowMs), {
      count: 3,
      more: false,
      readAtMs: nowMs - 60_000,
    });
  });

  it('is none when one of the lists is old, failed or not there yet', () => {
    for (const other of [list(120_000), { kind: 'never' }, { kind: 'reading' }] as const) {
      assert.equal(sendingNow([row(list(5000)), row(other, 0)], nowMs), undefined);
    }
    assert.equal(sendingNow([], nowMs), undefined);
  });

  it('does not count practice', () => {
    assert.equal(sendingNow([row(list(5000), 1, practiceStream)], nowMs), undefined);
    assert.equal(sendingNow([row(list(5000)), row({ kind: 'never' }, 0, practiceStream)], nowMs)?.count, 1);
  });

  it('goes when it is two minutes old, says that there may be more, and is not said of none', () => {
    assert.equal(told({ sending }).changesAtMs, nowMs + 60_000);
    assert.equal(told({ sending: { ...sending, readAtMs: nowMs - 120_000 } }).text, '$(stop-circle) Stop SMS');
    assert.equal(told({ sending: { ...sending, more: true } }).text, '$(stop-circle) Stop SMS · 2+ sending');
    assert.equal(told({ sending: { ...sending, count: 0 } }).text, '$(stop-circle) Stop SMS');
  });

  it('tells when what it counts was read, also where nothing is sending, and no longer than for two minutes', () => {
    const at = clock(sending.readAtMs, reader);
    const lineOf = (more: object): string => told({ sending: { ...sending, ...more } }).tooltip.split('\n')[0] ?? '';
    assert.equal(lineOf({}), `2 sending, read ${at}`);
    assert.equal(lineOf({ count: 0 }), `Nothing is sending, read ${at}`);
    const usual = told({}).tooltip;
    assert.equal(lineOf({ count: 0, more: true }), usual, 'there are more than were read');
    assert.equal(lineOf({ count: 0, readAtMs: nowMs - 120_000 }), usual);
    assert.equal(told({ sending: { ...sending, count: 0 } }).changesAtMs, nowMs + 60_000);
  });
});

describe('The badge', () => {
  it('counts the stops that are not resolved, none of practice, and not what sends', () => {
    assert.equal(badgeText([], reader), undefined);
    assert.equal(
      badgeText([stopping, stopped, finished, practice(unknown), seen(refused), seen(unknown), listed()], reader),
      undefined,
    );
    assert.deepEqual(badgeText([unknown], reader), { value: 1, tooltip: '1 stop is not resolved' });
    assert.deepEqual(badgeText([unknown, refused, stopped], reader), {
      value: 2,
      tooltip: '2 stops are not resolved',
    });
  });
});
