import assert from 'node:assert/strict';

import type { StopOutcome, StopReason } from '../../../../src/stop/index.ts';
import type { LaterFact } from '../../../../src/stop/laterFact.ts';
import type { KnownCampaign } from '../../../../src/texts/knownCampaign.ts';
import type { ListFailure } from '../../../../src/ui/campaigns/campaignBoard.ts';
import { listFailureRow, listFailureText } from '../../../../src/ui/texts/listFailureText.ts';
import { campaignRow, settingProblemRow, type RowText } from '../../../../src/ui/texts/rowText.ts';
import {
  accepted,
  assertNeutral,
  assertPlainWords,
  at,
  campaign,
  confirmed,
  everyDetail,
  hostileTexts,
  listed,
  listedCampaign,
  nowMs,
  outcome,
  practiceStream,
  reader,
  reasons,
  refused,
  stream,
  streamWithoutTier,
  unknown,
  without,
} from '../support.ts';

function assertNeutralRow(row: RowText, longest = 900): void {
  assertNeutral(row.label, 500);
  assertNeutral(row.description, longest);
  assertNeutral(row.tooltip, longest + 300, true);
  assertNeutral(row.accessible, longest);
}

const state = (of: KnownCampaign): string => campaignRow(of, nowMs, reader).description;
const ended = (one: StopOutcome): Pick<KnownCampaign, 'activity'> => ({ activity: { kind: 'ended', outcome: one } });
const failure = (more: Partial<ListFailure>): ListFailure => ({
  kind: 'failed',
  reason: 'forbidden',
  details: {},
  atMs: nowMs,
  ...more,
});

describe('The row of a campaign', () => {
  it('tells state, sent messages and when they were read', () => {
    assert.deepEqual(campaignRow(listed(), nowMs, reader), {
      label: 'Black Friday blast',
      description: 'Active · 41,203 sent · 03:11:56',
      tooltip: [
        'Black Friday blast',
        'Acme Retail (PRODUCTION)',
        campaign.id,
        'Active · 41,203 sent · 03:11:56',
        'To: Loyalty members DE, Newsletter 2026',
        'Last change Nov 23 02:42:00',
      ].join('\n'),
      accessible: 'Black Friday blast, sending, 41,203 sent, production, read 03:11',
    });
  });

  it('tells how fast it sends by the last two reads, and that it starts by itself', () => {
    const fast = { ...listed({ recurring: true, scheduled: true }), perMinute: 1310 };
    const { description, accessible, tooltip } = campaignRow(fast, nowMs, reader);
    assert.equal(description, 'Active · 41,203 sent · 1,310/min · repeats · 03:11:56');
    assert.equal(
      accessible,
      'Black Friday blast, sending, 41,203 sent, 1,310 a minute, repeats, production, read 03:11',
    );
    assert.match(tooltip, /\nRepeats: it can start again by itself$/);
    assert.equal(state(listed({ scheduled: true })), 'Active · 41,203 sent · has a schedule · 03:11:56');
    assert.match(
      campaignRow(listed({ scheduled: true }), nowMs, reader).tooltip,
      /\nScheduled: it can start by itself$/,
    );
    assert.equal(state(listed({ state: 'Scheduled', scheduled: true })), 'Scheduled · 41,203 sent · 03:11:56');
    assert.equal(state({ ...fast, listed: without(listedCampaign, 'sent') }), 'Active · 03:11:56');
  });

  it('says an old speed of no campaign', () => {
    assert.equal(state({ ...listed({}, 840_000), perMinute: 310 }), 'Active 14 min ago');
    const activity = { kind: 'ended', outcome: outcome({ verdict: 'unknown' }) } as const;
    assert.ok(!state({ ...listed({}, 100), perMinute: 310, activity }).includes('/min'));
  });

  it('reads well aloud in every state, and begins with the name', () => {
    const words = {
      Active: 'sending',
      Preparing: 'about to send',
      Scheduled: 'scheduled',
      Rescheduled: 'scheduled anew',
      Ready: 'ready, not sending',
      Paused: 'paused',
      Stopped: 'stopped',
      Completed: 'run to its end',
      Rerun: 'Kore.ai says “Rerun”',
    };
    for (const [of, heard] of Object.entries(words)) {
      const row = (agoMs?: number) => campaignRow(listed({ state: of, sent: 7 }, agoMs), nowMs, reader).accessible;
      assert.equal(row(), `Black Friday blast, ${heard}, 7 sent, production, read 03:11`);
      assert.equal(row(840_000), `Black Friday blast, ${heard} when last read, production, 14 min ago`);
    }
    assert.equal(campaignRow(campaign, nowMs, reader).accessible, 'Black Friday blast, state not read, production');
    const activity = { kind: 'stopping', sinceMs: nowMs, sentAtMs: nowMs } as const;
    assert.equal(
      campaignRow({ ...listed(), activity }, nowMs, reader).accessible,
      'Black Friday blast, Stopping… sent 03:12:00, production',
    );
  });

  it('tells the id once where there is no name', () => {
    const { label, tooltip } = campaignRow(without(campaign, 'name'), nowMs, reader);
    assert.equal(label, campaign.id);
    assert.equal(tooltip.split(campaign.id).length, 2);
  });

  it('says in its tooltip why an old state may be another one, and shows the message as it is', () => {
    const { tooltip } = campaignRow(listed({ text: 'Hi\nthere\u202e' }, 840_000), nowMs, reader);
    assert.match(tooltip, /\nRead Nov 23 02:58:00: it may be something else by now\.\n/);
    assert.match(tooltip, /\nText: “Hi␊there\\u\{202E\}”$/);
  });

  it('tells first when a safety timer stops it, in few words, as a clock time that stands still', () => {
    const timed = { ...listed(), stream: { ...stream, tier: 'staging' }, stopsAtMs: nowMs + 780_000 } as const;
    const { description, tooltip, accessible } = campaignRow(timed, nowMs, reader);
    assert.equal(description, 'Stops at 03:25 · Active · 41,203 sent · 03:11:56');
    assert.ok(tooltip.includes('\nStops by itself at 03:25 · Active · 41,203 sent · 03:11:56'));
    assert.equal(accessible, 'Black Friday blast, Stops by itself at 03:25, sending, 41,203 sent, staging, read 03:11');
    assert.equal(campaignRow(timed, nowMs + 1000, reader).description, description);
    assert.equal(state({ ...timed, activity: { kind: 'stopping', sinceMs: nowMs } }), 'Stopping… since 03:12:00');
  });

  it('promises no stop by a safety timer once the stream is handled as production', () => {
    const stopsAtMs = nowMs + 780_000;
    for (const of of [stream, streamWithoutTier])
      assert.match(state({ ...listed(), stream: of, stopsAtMs }), /^Timer asks at 03:25 · /);
    assert.match(state({ ...listed(), stream: practiceStream, stopsAtMs }), /^Stops at 03:25 · /);
  });

  it('tells an old state with its age, never as what is', () => {
    assert.equal(state(listed({}, 840_000)), 'Active 14 min ago');
    assert.equal(state(listed({ state: 'Rerun' }, 840_000)), 'Kore.ai says “Rerun” 14 min ago');
    assert.equal(state(listed({ state: 'Rerun' })), 'Kore.ai says “Rerun” · 41,203 sent · 03:11:56');
    assert.equal(state(campaign), 'state not read');
  });

  it('tells that a stop is on its way, whatever was known before', () => {
    const activity = { kind: 'stopping', sinceMs: nowMs - 3000 } as const;
    for (const of of [campaign, listed(), listed({}, 840_000)]) {
      assert.equal(state({ ...of, activity }), 'Stopping… since 03:11:57');
      const sent = { ...activity, sentAtMs: nowMs - 1000 };
      assert.equal(state({ ...of, activity: sent }), 'Stopping… sent 03:11:59');
    }
  });

  it('keeps how a stop ended', () => {
    const rows: readonly (readonly [StopOutcome, string])[] = [
      [confirmed, 'Stopped 03:11:55, confirmed'],
      [outcome({ verdict: 'stopped', confirmedBy: 'reply', effect: 'stopped' }), 'Stopped, not double-checked'],
      [
        outcome({
          verdict: 'stopped',
          confirmedBy: 'status',
          effect: 'finished',
          state: 'Completed',
          stateReadAt: at(5000),
        }),
        'Too late: run to its end',
      ],
      [accepted, 'Not confirmed: still Active 03:11:55'],
      [outcome({ verdict: 'accepted', reason: 'notConfirmed' }), 'Not confirmed: state not read'],
      [unknown, 'UNKNOWN since 03:11:59'],
      [refused, 'NOT stopped: 403'],
      [outcome({ verdict: 'notStopped', reason: 'noConnection', requests: 0 }), 'NOT stopped: no connection'],
    ];
    for (const [one, text] of rows) {
      assert.equal(state({ ...listed({}, 60_000), ...ended(one) }), text);
      assert.equal(state({ ...campaign, ...ended(one) }), text);
    }
  });

  it('tells what was learnt since', () => {
    const read = (of: string, more = {}) => ({ kind: 'read', at: at(500), state: of, ...more }) as const;
    const quiet = { kind: 'quiet', at: at(100), since: at(900), sent: 41_690 } as const;
    const off = { kind: 'scheduleOff', at: at(300) } as const;
    const rows: readonly (readonly [StopOutcome, readonly LaterFact[], string])[] = [
      [confirmed, [read('Stopped', { sent: 7 })], 'Stopped 03:11:55, confirmed, 7 sent'],
      [confirmed, [quiet], 'Stopped 03:11:55, confirmed, 41,690 sent, unchanged since 03:11:59'],
      [confirmed, [quiet, read('Stopped', { sent: 41_691 })], 'Stopped 03:11:55, confirmed, 41,691 sent'],
      [confirmed, [read('Stopped', { restarts: true })], 'Stopped 03:11:55, can start again'],
      [confirmed, [read('Stopped', { restarts: true }), off], 'Stopped 03:11:55, schedule off'],
      [confirmed, [read('Active')], 'Sending again: Active 03:11:59'],
      [confirmed, [read('Active', { sent: 7 })], 'Sending again: Active 03:11:59, 7 sent'],
      [accepted, [read('Active', { sent: 7 })], 'Not confirmed: still Active 03:11:59, 7 sent'],
      [
        accepted,
        [read('Active', { sent: 7 }), read('Active', { sent: 9 })],
        'Not confirmed: still Active 03:11:59, 9 sent, rising',
      ],
      [accepted, [read('Active', { sent: 7 }), read('Active')], 'Not confirmed: still Active 03:11:59'],
      [unknown, [read('Active'), { kind: 'seen', at: at(100) }], 'Not confirmed: still Active 03:11:59'],
      [confirmed, [read('Scheduled')], 'No longer stopped: Scheduled 03:11:59'],
      [{ ...confirmed, effect: 'alreadyStopped' }, [], 'Already stopped, read 03:11:55'],
      [unknown, [read('Stopped')], 'Stopped 03:11:59, confirmed'],
      [unknown, [read('Completed')], 'Too late: run to its end'],
      [unknown, [read('Active')], 'Not confirmed: still Active 03:11:59'],
      [accepted, [read('Rerun')], 'Not confirmed: “Rerun” 03:11:59'],
      [refused, [read('Active')], 'NOT stopped: Active 03:11:59'],
      [refused, [read('Stopped')], 'Stopped 03:11:59, confirmed'],
      [refused, [{ kind: 'seen', at: at(100) }], 'NOT stopped: 403'],
    ];
    for (const [one, later, text] of rows) {
      assert.equal(state({ ...campaign, activity: { kind: 'ended', outcome: one, later } }), text);
    }
    const checking = { kind: 'ended', outcome: unknown, checkingUntilMs: nowMs + 60_000 } as const;
    assert.equal(state({ ...campaign, activity: checking }), 'UNKNOWN since 03:11:59, checking until 03:13');
  });

  it('tells first what a later list says, where that is something else', () => {
    const stopped = ended(confirmed);
    assert.equal(
      state({ ...listed({}, 100), ...stopped }),
      'now Active · 41,203 sent · 03:11:59 · Stopped 03:11:55, confirmed',
    );
    // What the list told is known of the stop by then.
    const again = { kind: 'read', at: at(100), state: 'Active', sent: 41_203 } as const;
    const activity = { ...stopped.activity, kind: 'ended', later: [again] } as KnownCampaign['activity'];
    assert.ok(activity);
    assert.equal(state({ ...listed({}, 100), activity }), 'Sending again: Active 03:11:59, 41,203 sent');
    assert.equal(state({ ...listed({ state: 'Stopped' }, 100), ...stopped }), 'Stopped 03:11:55, confirmed');
    assert.equal(state({ ...listed({}, 3000), ...stopped }), 'Stopped 03:11:55, confirmed');
  });

  it('does not tell first what a later list says, where a reading after the stop told the same', () => {
    const read = { kind: 'read', at: at(500), state: 'Stopped' } as const;
    const activity = { kind: 'ended', outcome: unknown, later: [read] } as const;
    assert.equal(state({ ...listed({ state: 'Stopped' }, 100), activity }), 'Stopped 03:11:59, confirmed');
    assert.match(state({ ...listed({ state: 'Paused' }, 100), activity }), /^now Paused · /);
    assert.equal(state({ ...listed({ state: 'Paused' }, 600), activity }), 'Stopped 03:11:59, confirmed');
  });

  it('tells that a later list says Stopped of a campaign whose end was not known', () => {
    const ofUnknown = ended(unknown);
    assert.match(
      state({ ...listed({ state: 'Stopped' }, 100), ...ofUnknown }),
      /^now Stopped · .* · UNKNOWN since 03:11:59$/,
    );
  });

  it('is plain text, whatever Kore says', () => {
    for (const hostile of hostileTexts) {
      const more = { state: hostile, text: hostile, contactLists: Array<string>(200).fill(hostile), recurring: true };
      const of: KnownCampaign = { ...listed(more), name: hostile, id: `x${hostile}` };
      assertNeutralRow(campaignRow(of, nowMs, reader));
      assertNeutralRow(campaignRow({ ...of, readAtMs: 0 }, nowMs, reader));
      const activity = ended(outcome({ verdict: 'notStopped', state: hostile, stateReadAt: at(5000) }));
      assertNeutralRow(campaignRow({ ...of, ...activity }, nowMs, reader));
    }
  });

  it('has a label although nothing of the name can be seen', () => {
    assert.equal(campaignRow({ ...campaign, name: '\u200b' }, nowMs, reader).label, campaign.id);
  });
});

describe('The row of a list that could not be read', () => {
  /** These are of stops alone. */
  const ofStops: readonly StopReason[] = ['notConfirmed', 'notSendingNow', 'stillRunning', 'interrupted'];

  it('says why, and what to do, for every reason', () => {
    for (const reason of reasons.filter((one) => !ofStops.includes(one))) {
      for (const httpStatus of [undefined, 200, 403, 500]) {
        for (const details of [{}, everyDetail]) {
          const one = failure({ reason, details, ...(httpStatus === undefined ? {} : { httpStatus }) });
          const row = listFailureRow(stream, one, reader);
          for (const line of [row.label, row.description, ...row.tooltip.trim().split('\n')]) assertPlainWords(line);
          assert.ok(!/: 2\d\d$/.test(row.label), row.label);
        }
      }
    }
  });

  it('leads to the credential where there is none', () => {
    const row = listFailureRow(stream, failure({ reason: 'noCredential' }), reader);
    assert.equal(row.label, 'Set Credential…');
    assert.match(row.accessible, /Acme Retail/);
  });

  it('names the credential that was refused, with when it was set', () => {
    const credential = { label: 'client id …9c1e', keep: 'computer', setAtMs: nowMs } as const;
    const one = failure({ reason: 'unauthorized', httpStatus: 401, credential });
    const yours = / Yours: client id …9c1e, set Nov 23 03:12:00; it is kept\.$/;
    const row = listFailureRow(stream, one, reader);
    assert.equal(row.label, "Can't list campaigns: 401");
    assert.match(row.tooltip, yours);
    assert.match(row.accessible, yours);
  });

  it('does not talk of a campaign when the stream is not known', () => {
    const { cause } = listFailureText(stream, failure({ reason: 'notFound', httpStatus: 404 }), reader);
    assert.equal(cause, `platform.kore.ai does not know the stream ${stream.streamId} (404).`);
  });

  it('does not say that there was no connection when there was an answer', () => {
    const { label } = listFailureRow(stream, failure({ reason: 'badReply', details: { koreMessage: 'x' } }), reader);
    assert.equal(label, "Can't list campaigns: answer not readable");
  });

  it('names the proxy where that is why, which has no number of Kore’s', () => {
    const { label, tooltip } = listFailureRow(
      stream,
      failure({ reason: 'proxy', details: { proxy: 'proxy.example:3128', proxyStatus: 407 } }),
      reader,
    );
    assert.equal(label, "Can't list campaigns: proxy");
    assert.match(tooltip, /^The proxy proxy\.example:3128 asks for a sign-in \(407\)\. Nothing reached Kore\.ai\./);
  });

  it('is plain text, whatever the server says', () => {
    for (const hostile of hostileTexts) {
      const details = Object.fromEntries(Object.keys(everyDetail).map((key) => [key, hostile]));
      for (const reason of reasons) {
        const odd = { ...stream, name: hostile, host: hostile, streamId: hostile };
        assertNeutralRow(listFailureRow(odd, failure({ reason, details }), reader), 1400);
      }
    }
  });
});

describe('The row of a bad setting', () => {
  it('says where it is, counted from 1, and what is wrong', () => {
    const missing = { field: 'accountId', code: 'missing' } as const;
    const labels: readonly (readonly [Parameters<typeof settingProblemRow>[0], string])[] = [
      [{ problem: { field: 'stream', code: 'notAList' } }, 'kore.streams: The stream must be a list.'],
      [{ entry: 2, problem: missing }, 'Entry 3 of kore.streams: The account id is missing.'],
      [{ entry: 0, name: 'Acme', problem: missing }, 'Entry 1 of kore.streams (Acme): The account id is missing.'],
      [
        { entry: 0, campaign: 1, name: 'Acme', problem: { field: 'campaignId', code: 'duplicate' } },
        'Campaign 2 in entry 1 of kore.streams (Acme): This campaign id is in the list twice; the first one counts.',
      ],
    ];
    for (const [found, label] of labels) {
      const row = settingProblemRow(found, reader);
      assert.equal(row.label, label);
      assert.equal(row.description, 'Open Setting');
    }
  });

  it('is plain text, whatever the setting holds', () => {
    for (const hostile of hostileTexts) {
      const problem = { field: 'host', code: 'scheme', scheme: hostile } as const;
      assertNeutralRow(settingProblemRow({ entry: 0, name: hostile, problem }, reader));
    }
  });
});
