import assert from 'node:assert/strict';

import type { KnownCampaign, KnownStream } from '../../../src/texts/knownCampaign.ts';
import { confirmationText } from '../../../src/texts/confirmationText.ts';
import {
  assertNeutral,
  assertPlainWords,
  at,
  campaign,
  hostileTexts,
  listed,
  listedCampaign,
  nowMs,
  outcome,
  practiceStream,
  reader,
  stream,
  streamWithoutTier,
  without,
} from '../ui/support.ts';

const carrier =
  'Texts already handed to the carrier may still arrive. This tool cannot start a campaign again; only the Kore console can.';

function textOf(
  of: KnownCampaign,
  signing: Parameters<typeof confirmationText>[1] = {},
): ReturnType<typeof confirmationText> {
  return confirmationText(of, signing, nowMs, reader);
}

const inStream = (of: KnownCampaign, other: KnownStream): KnownCampaign => ({ ...of, stream: other });
const stateLine = (of: KnownCampaign): string | undefined =>
  textOf(of)
    .detail.split('\n')
    .find((line) => line.startsWith('State: '));

describe('The confirmation', () => {
  it('tells for production all that is known', () => {
    const of = listed({ text: 'Nur heute 50 % auf alles…', recurring: true });
    assert.deepEqual(textOf(of), {
      message: 'Stop “Black Friday blast” in PRODUCTION?',
      detail: [
        'Stream: Acme Retail, platform.kore.ai',
        'State: Active, 41,203 sent (read 4 s ago)',
        'To: Loyalty members DE, Newsletter 2026',
        'Text: “Nur heute 50 % auf alles…”',
        'Repeats: yes, it can start again by itself after the stop',
        'Last change 02:42:00. Id ends in 88888.',
        '',
        carrier,
      ].join('\n'),
      yes: 'Stop Campaign',
    });
  });

  it('tells a stream whose name is not its alone by its id', () => {
    const of = inStream(listed({}), { ...campaign.stream, streamId: 'st-0000-77777', sharesName: true });
    const [first] = textOf(of).detail.split('\n');
    assert.equal(first, 'Stream: Acme Retail, platform.kore.ai, id …77777 (another stream has this name)');
  });

  it('says first of all when a link opened it', () => {
    const [first] = textOf(listed({}), { askedBy: 'link' }).detail.split('\n');
    assert.equal(first, 'Opened by a link. Go on only if you expected it.');
    assert.ok(!textOf(listed({})).detail.includes('link'));
  });

  for (const [askedBy, words] of [
    ['task', 'A task asks for it. Go on only if you expected it.'],
    ['extension', 'Another extension asks for it. Go on only if you expected it.'],
    ['assistant', 'An assistant asks for it. Go on only if you expected it.'],
  ] as const) {
    it(`says first of all when ${words.split(' asks')[0]?.toLowerCase() ?? ''} asks, of practice too`, () => {
      assert.ok(textOf(listed({}), { askedBy }).detail.startsWith(`${words}\n`));
      const practice = inStream(listed({}), { ...stream, practice: true });
      assert.ok(textOf(practice, { askedBy }).detail.startsWith(`${words}\n`));
    });
  }

  for (const tier of ['staging', 'development'] as const) {
    it(`tells stream, state and id for ${tier}, no more`, () => {
      const of = inStream(listed({ text: 'x', recurring: true }), { ...stream, tier });
      const { message, detail, yes } = textOf(of);
      assert.equal(message, `Stop “Black Friday blast” in ${tier}?`);
      assert.deepEqual(
        detail.split('\n').map((line) => line.split(' ')[0]),
        ['Stream:', 'State:', 'Last'],
      );
      assert.equal(yes, 'Stop Campaign');
    });
  }

  it('handles a stream without a tier as production, and says so first', () => {
    const { message, detail } = textOf(inStream(listed(), streamWithoutTier));
    const production = textOf(listed());
    assert.equal(message, production.message);
    assert.equal(detail, `Tier not set for this stream: handled as production.\n${production.detail}`);
  });

  it('says of practice that nothing is real, first and last', () => {
    const { message, detail, yes } = textOf(inStream(listed(), practiceStream));
    assert.match(message, /^PRACTICE: stop “Black Friday blast”\?$/);
    assert.match(detail, /Nothing real is sending and nothing real will be stopped\.$/);
    assert.equal(yes, 'Stop (Practice)');
  });

  it('says of an old state that it is not known now', () => {
    assert.equal(stateLine(listed({}, 119_000)), 'State: Active, 41,203 sent (read 1 min ago)');
    assert.match(stateLine(listed({}, 120_000)) ?? '', /^State: Active when last read, Nov 23 03:10:00; now unknown$/);
    assert.match(stateLine(listed({ state: 'Stopped' }, 3_600_000)) ?? '', /; now unknown$/);
    assert.match(stateLine(listed({}, -3_600_000)) ?? '', /; now unknown$/);
  });

  it('says of each state what it means for a stop', () => {
    assert.equal(stateLine(campaign), 'State: not read yet; a stop does not need it');
    assert.equal(stateLine(listed({ state: 'Stopped' })), 'State: Stopped (read 4 s ago): a stop would change nothing');
    assert.equal(stateLine(listed({ state: 'Completed' })), 'State: Completed (read 4 s ago): it has run to its end');
    assert.equal(
      stateLine(listed({ state: 'Rerun' })),
      'State: Kore.ai says “Rerun”, a state this version does not know',
    );
    const rest = without(listedCampaign, 'sent');
    assert.equal(stateLine({ ...listed(), listed: rest }), 'State: Active (read 4 s ago)');
  });

  it('tells how fast it sends, where two reads told it', () => {
    const fast = { ...listed(), perMinute: 310 };
    assert.equal(stateLine(fast), 'State: Active, 41,203 sent, about 310 a minute (read 4 s ago)');
    const activity = { kind: 'ended', outcome: outcome({ verdict: 'notStopped' }) } as const;
    assert.equal(stateLine({ ...fast, activity }), 'State: Active, 41,203 sent (read 4 s ago)');
    assert.match(stateLine({ ...fast, readAtMs: nowMs - 600_000 }) ?? '', /; now unknown$/);
  });

  it('shows the message with what turns, hides or breaks it', () => {
    assert.ok(textOf(listed({ text: 'Hi\r\nthere\u202e$(x)' })).detail.includes('\nText: “Hi␍␊there\\u{202E}$ (x)”\n'));
  });

  it('takes the state from the last stop when that was read later than the list', () => {
    const activity = {
      kind: 'ended',
      outcome: outcome({ verdict: 'notStopped', state: 'Paused', stateReadAt: at(2000) }),
    } as const;
    assert.equal(stateLine({ ...listed(), activity }), 'State: Paused (read 2 s ago)');
    const before = { kind: 'ended', outcome: { ...activity.outcome, stateReadAt: at(9000) } } as const;
    assert.equal(stateLine({ ...listed(), activity: before }), 'State: Active, 41,203 sent (read 4 s ago)');
  });

  it('tells the lists, three at the most, and how many more', () => {
    const { detail } = textOf(listed({ contactLists: ['a', 'b', 'c', 'd', 'e'] }));
    assert.ok(detail.includes('\nTo: a, b, c and 2 more\n'));
    assert.ok(!textOf(listed({ contactLists: [] })).detail.includes('To:'));
  });

  it('tells a schedule apart from a repetition', () => {
    assert.ok(
      textOf(listed({ scheduled: true })).detail.includes('Scheduled: yes, it can start by itself after the stop'),
    );
    assert.ok(textOf(listed({ scheduled: true, recurring: true })).detail.includes('Repeats: yes'));
    assert.ok(!/Scheduled:|Repeats:/.test(textOf(listed()).detail));
  });

  it('tells the day of a change that was not today, and none where there is none', () => {
    assert.ok(
      textOf(listed({ changedAt: at(90_000_000) })).detail.includes('Last change Nov 22 02:12:00. Id ends in 88888.'),
    );
    for (const changedAt of ['', 'yesterday']) {
      const { detail } = textOf(listed({ changedAt }));
      assert.ok(detail.includes('\nId ends in 88888.\n'), detail);
      assert.ok(!detail.includes('Last change'));
    }
  });

  it('shows the whole id of a campaign without a name, or with one that cannot be seen', () => {
    const nameless = without(listed(), 'name');
    for (const of of [nameless, { ...nameless, name: '\u200b\u2060' }]) {
      assert.equal(textOf(of).message, `Stop “${campaign.id}” in PRODUCTION?`);
    }
  });

  it('says that a credential was typed for this stop, and that a token may run out', () => {
    const { detail } = textOf(listed(), { typedForThisStop: 'client id …9c1e', runsOutAtMs: nowMs + 30_000 });
    assert.ok(detail.includes('\nSigning with: credential typed for this stop (client id …9c1e)\n'));
    assert.ok(detail.includes('\nThe pasted token runs out at 03:12:30, maybe before the answer.\n'));
  });

  it('has words that a tired person knows', () => {
    const states = [campaign, listed(), listed({}, 500_000), listed({ state: 'Rerun' }), listed({ state: 'Stopped' })];
    for (const ofStream of [stream, streamWithoutTier, practiceStream, { ...stream, tier: 'staging' } as const]) {
      for (const of of states) {
        const { message, detail, yes } = textOf(inStream(of, ofStream), { typedForThisStop: 'pasted token' });
        for (const line of [message, yes, ...detail.split('\n').filter((one) => one !== '')]) assertPlainWords(line);
      }
    }
  });

  it('is plain text, one fact a line, whatever the names are', () => {
    const lines = textOf(listed({ text: 'x', recurring: true }), { typedForThisStop: 'x' }).detail.split('\n').length;
    for (const hostile of hostileTexts) {
      const of = {
        ...listed({ state: hostile, contactLists: Array<string>(50).fill(hostile), text: hostile, recurring: true }),
        name: `x${hostile}`,
        id: hostile,
        stream: { ...stream, name: hostile, host: hostile },
      };
      const { message, detail } = textOf(of, { typedForThisStop: hostile });
      assertNeutral(message, 200);
      assertNeutral(detail, 1500, true);
      assert.equal(detail.split('\n').length, lines);
    }
  });
});
