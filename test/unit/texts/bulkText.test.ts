import assert from 'node:assert/strict';

import type { KnownCampaign, KnownStream } from '../../../src/texts/knownCampaign.ts';
import { bulkNumber, bulkQuestion, tiersText, type LeftOut } from '../../../src/texts/bulkText.ts';
import {
  assertNeutral,
  assertPlainWords,
  campaign,
  hostileTexts,
  listed,
  nowMs,
  practiceStream,
  reader,
  stream,
  streamWithoutTier,
} from '../ui/support.ts';

const staging: KnownStream = { ...stream, name: 'Acme Test', streamId: 'st-staging', tier: 'staging' };
const bank: KnownStream = { ...stream, name: 'Acme Bank', streamId: 'st-bank' };
const untiered: KnownStream = { ...streamWithoutTier, name: 'Acme New', streamId: 'st-new' };

/** So many campaigns of a stream that send, each with its place as its count in thousands. */
function several(number: number, of: KnownStream = stream, agoMs = 4000): readonly KnownCampaign[] {
  return Array.from({ length: number }, (_, index) => ({
    ...listed({ sent: (index + 1) * 1000 }, agoMs),
    stream: of,
    id: `cd-${of.streamId}-${String(index + 1)}`,
    name: `${of.name} ${String(index + 1)}`,
  }));
}

const textOf = (
  campaigns: readonly KnownCampaign[],
  leftOut: readonly LeftOut[] = [],
): ReturnType<typeof bulkQuestion> => bulkQuestion(campaigns, leftOut, nowMs, reader);
const linesOf = (campaigns: readonly KnownCampaign[], leftOut: readonly LeftOut[] = []): readonly string[] =>
  textOf(campaigns, leftOut).detail.split('\n');
const carrier =
  'Texts already handed to the carrier may still arrive. This tool cannot start a campaign again; only the Kore console can.';

describe('The question before several stops', () => {
  it('names for production the stream, at most eight campaigns, how many more, and how many were sent', () => {
    assert.deepEqual(textOf(several(12)), {
      message: 'Stop 12 campaigns in PRODUCTION?',
      detail: [
        'Stream: Acme Retail, platform.kore.ai',
        '',
        'Acme Retail 12, Active, 12,000 sent',
        'Acme Retail 11, Active, 11,000 sent',
        'Acme Retail 10, Active, 10,000 sent',
        'Acme Retail 9, Active, 9,000 sent',
        'Acme Retail 8, Active, 8,000 sent',
        'Acme Retail 7, Active, 7,000 sent',
        'Acme Retail 6, Active, 6,000 sent',
        'Acme Retail 5, Active, 5,000 sent',
        'and 4 more',
        '',
        '78,000 sent so far in all',
        '',
        carrier,
      ].join('\n'),
      yes: 'Stop Campaigns',
    });
  });

  it('says “and more” of none when there are eight', () => {
    assert.equal(linesOf(several(8)).filter((line) => line.startsWith('Acme Retail')).length, 8);
    assert.ok(!textOf(several(8)).detail.includes('more'));
    assert.ok(textOf(several(9)).detail.includes('\nand 1 more\n'));
  });

  it('is short for staging', () => {
    assert.deepEqual(textOf(several(2, staging)), {
      message: 'Stop 2 campaigns in staging?',
      detail: [
        'Stream: Acme Test, platform.kore.ai',
        '',
        'Acme Test 2, Active, 2,000 sent',
        'Acme Test 1, Active, 1,000 sent',
        '',
        '3,000 sent so far in all',
      ].join('\n'),
      yes: 'Stop Campaigns',
    });
  });

  it('handles a missing tier as production, and says so', () => {
    const { message } = textOf(several(2, untiered));
    assert.equal(message, 'Stop 2 campaigns in PRODUCTION?');
    assert.equal(linesOf(several(2, untiered))[0], 'Tier not set for “Acme New”: handled as production.');
  });

  it('tells how many of which tier and stream where they are mixed, production first', () => {
    const mixed = [...several(5, staging), ...several(2, bank), ...several(1, untiered)];
    assert.equal(textOf(mixed).message, 'Stop 8 campaigns, 3 of them in PRODUCTION?');
    assert.deepEqual(linesOf(mixed).slice(0, 9), [
      'Tier not set for “Acme New”: handled as production.',
      'Tiers: 5 staging, 2 PRODUCTION, 1 tier not set',
      'From 3 streams:',
      '5 in Acme Test, platform.kore.ai',
      '2 in Acme Bank, platform.kore.ai',
      '1 in Acme New, platform.kore.ai',
      '',
      'Acme Bank 2, Acme Bank, Active, 2,000 sent',
      'Acme Bank 1, Acme Bank, Active, 1,000 sent',
    ]);
  });

  it('counts two streams of one name as two', () => {
    const mixed = [...several(2, bank), ...several(1, { ...bank, streamId: 'st-other' })];
    assert.ok(linesOf(mixed).includes('From 2 streams:'), linesOf(mixed).join('\n'));
  });

  it('names both tiers where none is production', () => {
    const development: KnownStream = { ...staging, streamId: 'st-dev', tier: 'development' };
    assert.equal(
      textOf([...several(2, staging), ...several(1, development)]).message,
      'Stop 3 campaigns in staging, development?',
    );
  });

  it('says first of all what is left out', () => {
    const [one, two] = linesOf(several(2), [
      { stream: bank, count: 3 },
      { stream: untiered, count: 1 },
    ]);
    assert.equal(one, 'LEFT OUT: 3 campaigns of “Acme Bank”, which has no credential.');
    assert.equal(two, 'LEFT OUT: 1 campaign of “Acme New”, which has no credential.');
  });

  it('asks for one where the others are left out', () => {
    const { message, yes } = textOf(several(1), [{ stream: bank, count: 1 }]);
    assert.equal(message, 'Stop 1 campaign in PRODUCTION?');
    assert.equal(yes, 'Stop Campaign');
  });

  it('says PRACTICE of practice, and that nothing is real', () => {
    const { message, detail, yes } = textOf(several(3, practiceStream));
    assert.equal(message, 'PRACTICE: stop 3 campaigns?');
    assert.equal(yes, 'Stop (Practice)');
    assert.match(
      detail,
      /^This is the simulator on this computer\. Nothing real is sending and nothing real will be stopped\.\n/,
    );
    assert.ok(!detail.includes('PRODUCTION') && !detail.includes('carrier') && !detail.includes('Tier'), detail);
  });

  it('tells clones of one name apart by the end of the id', () => {
    const [one, two] = several(2);
    assert.ok(one !== undefined && two !== undefined);
    const clones = [
      { ...one, name: 'Blast', id: 'cd-aaaaa11111' },
      { ...two, name: 'Blast', id: 'cd-aaaaa22222' },
    ];
    assert.deepEqual(linesOf(clones).slice(2, 4), [
      'Blast (…22222), Active, 2,000 sent',
      'Blast (…11111), Active, 1,000 sent',
    ]);
  });

  it('says of an old state how old it is, and of a missing one that it was not read', () => {
    const lines = linesOf([...several(1, staging, 840_000), { ...campaign, stream: staging, id: 'cd-9' }]);
    assert.deepEqual(lines.slice(2, 4), [
      'Acme Test 1, Active 14 min ago, 1,000 sent',
      'Black Friday blast, state not read',
    ]);
  });

  it('says “at least” where a count is old or not known, and nothing where none is', () => {
    const lastLine = (campaigns: readonly KnownCampaign[]): string | undefined => linesOf(campaigns).at(-1);
    assert.equal(lastLine(several(2, staging)), '3,000 sent so far in all');
    assert.equal(lastLine(several(2, staging, 840_000)), 'At least 3,000 sent so far in all');
    const unread = { ...campaign, stream: staging, id: 'cd-9' };
    assert.equal(lastLine([...several(2, staging), unread]), 'At least 3,000 sent so far in all');
    assert.equal(lastLine([unread, { ...unread, id: 'cd-8' }]), 'Black Friday blast (cd-8), state not read');
  });

  it('says how many can start again by themselves', () => {
    const [one, two, three] = several(3, staging);
    assert.ok(one?.listed !== undefined && two?.listed !== undefined && three !== undefined);
    const scheduled = { ...one, listed: { ...one.listed, scheduled: true } };
    const recurring = { ...two, listed: { ...two.listed, recurring: true } };
    assert.equal(
      linesOf([scheduled, two, three]).at(-1),
      '1 of them is scheduled or repeats: it can start again by itself after the stop',
    );
    assert.equal(
      linesOf([scheduled, recurring, three]).at(-1),
      '2 of them are scheduled or repeat: they can start again by themselves after the stop',
    );
  });

  it('keeps whatever Kore and the settings bring in plain text and of a bearable length', () => {
    for (const hostile of hostileTexts) {
      const of = { ...listed({ state: hostile }), stream: { ...bank, name: hostile }, name: hostile };
      const { message, detail } = textOf([of, ...several(1)], [{ stream: { ...bank, name: hostile }, count: 2 }]);
      assertNeutral(message, 100);
      assertNeutral(detail, 1500, true);
    }
  });

  it('uses words that a tired person knows', () => {
    for (const campaigns of [several(12), several(2, untiered), several(3, practiceStream), several(1)]) {
      const { message, detail, yes } = textOf(campaigns, [{ stream: bank, count: 2 }]);
      for (const text of [message, yes, ...detail.split('\n').filter((line) => line !== '')]) assertPlainWords(text);
    }
  });
});

describe('The number to type', () => {
  it('is asked for production and for a missing tier', () => {
    assert.deepEqual(bulkNumber(several(12), reader), {
      title: 'Stop 12 campaigns in PRODUCTION?',
      prompt: 'Type 12 to stop these 12 production campaigns. Escape stops none.',
      wanted: '12',
      wrong: 'Type the number 12, nothing else.',
    });
    assert.equal(bulkNumber(several(2, untiered), reader)?.wanted, '2');
  });

  it('is asked where any of them is production', () => {
    const { prompt, wanted } = bulkNumber([...several(5, staging), ...several(2)], reader) ?? assert.fail();
    assert.equal(prompt, 'Type 7 to stop these 7 campaigns, 2 of them in production. Escape stops none.');
    assert.equal(wanted, '7');
  });

  it('is not asked for other tiers, practice, or a single campaign', () => {
    assert.equal(bulkNumber(several(12, staging), reader), undefined);
    assert.equal(bulkNumber(several(12, practiceStream), reader), undefined);
    assert.equal(bulkNumber(several(1), reader), undefined);
  });

  it('is typed without marks between the thousands', () => {
    assert.equal(bulkNumber(several(1200), reader)?.wanted, '1200');
  });
});

describe('The tiers in a word', () => {
  it('are counted where there are several', () => {
    assert.equal(tiersText(several(2), reader), 'production');
    assert.equal(tiersText(several(2, staging), reader), 'staging');
    assert.equal(tiersText(several(2, untiered), reader), 'tier not set');
    assert.equal(tiersText(several(2, practiceStream), reader), 'practice');
    assert.equal(tiersText([...several(2, staging), ...several(3)], reader), '3 production, 2 staging');
  });
});
