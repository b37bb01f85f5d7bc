import assert from 'node:assert/strict';

import { freshForMs, knownState, type KnownCampaign } from '../../../../src/texts/knownCampaign.ts';
import { firstRows, laterRows, placeOf, preselected, type PickerRow } from '../../../../src/ui/campaigns/pickerRows.ts';
import { randomFrom } from '../../support/randomFrom.ts';
import { listedCampaign, nowMs, outcome, practiceStream, stream } from '../support.ts';

interface Wish {
  readonly state?: string;
  readonly agoMs?: number;
  readonly practice?: boolean;
  readonly changedAgoMs?: number;
}

function campaignOf(
  id: string,
  { state = 'Active', agoMs = 1000, practice = false, changedAgoMs = 9e9 }: Wish = {},
  atMs = nowMs,
): KnownCampaign {
  return {
    stream: practice ? practiceStream : stream,
    id,
    name: `Campaign ${id}`,
    configured: false,
    listed: { ...listedCampaign, id, state, changedAt: new Date(atMs - changedAgoMs).toISOString() },
    readAtMs: atMs - agoMs,
  };
}

const idsOf = (rows: readonly PickerRow[]): readonly string[] => rows.map((row) => row.campaign.id);
const rowOf = (rows: readonly PickerRow[], id: string): PickerRow =>
  rows.find((row) => row.campaign.id === id) ?? assert.fail(`no row ${id}`);

describe('The rows of the picker as it opens', () => {
  it('are what sends, what is about to, what is not known, what is at rest, and practice last', () => {
    const rows = firstRows(
      [
        campaignOf('practice', { practice: true }),
        campaignOf('stopped', { state: 'Stopped' }),
        campaignOf('stale', { agoMs: freshForMs }),
        campaignOf('scheduled', { state: 'Scheduled' }),
        campaignOf('active'),
        campaignOf('practice stopped', { practice: true, state: 'Stopped' }),
        campaignOf('active too'),
      ],
      nowMs,
    );
    assert.deepEqual(idsOf(rows), [
      'active',
      'active too',
      'scheduled',
      'stale',
      'stopped',
      'practice',
      'practice stopped',
    ]);
  });

  it('are what was seen or touched lately before what was not, the latest first', () => {
    const unread = (id: string): KnownCampaign => ({ stream, id, configured: true });
    const changed = (id: string, agoMs: number): KnownCampaign => {
      const { listed, ...row } = campaignOf(id, { state: 'Ready', agoMs: freshForMs });
      assert.ok(listed !== undefined);
      return { ...row, listed: { ...listed, changedAt: new Date(nowMs - agoMs).toISOString() } };
    };
    const rows = firstRows(
      [
        unread('configured'),
        changed('changed last week', 7 * 86_400_000),
        changed('changed an hour ago', 3_600_000),
        campaignOf('sent 10 minutes ago', { agoMs: 600_000, changedAgoMs: 9e9 }),
        unread('configured too'),
        { ...unread('tried'), activity: { kind: 'ended', outcome: outcome({ verdict: 'unknown' }) } },
        campaignOf('scheduled', { state: 'Scheduled' }),
      ],
      nowMs,
    );
    assert.deepEqual(idsOf(rows), [
      'scheduled',
      'tried',
      'sent 10 minutes ago',
      'changed an hour ago',
      'configured',
      'changed last week',
      'configured too',
    ]);
  });

  it('are a stop that is not resolved before what is at rest, though it is read as at rest', () => {
    const paused = campaignOf('paused', { state: 'Paused' });
    const rows = firstRows(
      [
        campaignOf('stopped', { state: 'Stopped' }),
        {
          ...paused,
          activity: { kind: 'ended', outcome: outcome({ verdict: 'notStopped', reason: 'notSendingNow' }) },
        },
      ],
      nowMs,
    );
    assert.deepEqual(idsOf(rows), ['paused', 'stopped']);
  });
});

describe('The preselected row', () => {
  it('is the first that sends now', () => {
    const rows = firstRows([campaignOf('scheduled', { state: 'Scheduled' }), campaignOf('a'), campaignOf('b')], nowMs);
    assert.equal(preselected(rows, nowMs)?.campaign.id, 'a');
  });

  it('is none while only old states are known, or nothing sends', () => {
    for (const wish of [{ agoMs: freshForMs }, { agoMs: 3_600_000 }, { state: 'Scheduled' }, { state: 'Stopped' }]) {
      assert.equal(preselected(firstRows([campaignOf('a', wish), campaignOf('b', wish)], nowMs), nowMs), undefined);
    }
    assert.equal(preselected([], nowMs), undefined);
  });

  it('is one of practice only where there is nothing else', () => {
    const practice = campaignOf('practice', { practice: true });
    assert.equal(preselected(firstRows([practice], nowMs), nowMs)?.campaign.id, 'practice');
    const beside = firstRows([practice, campaignOf('real', { state: 'Stopped' })], nowMs);
    assert.equal(preselected(beside, nowMs), undefined);
  });

  it('is none of practice while the list of a real stream is not there, and else the one that sends', () => {
    const practice = campaignOf('practice', { practice: true });
    assert.equal(preselected(firstRows([practice], nowMs), nowMs, { someUnread: true }), undefined);
    const beside = firstRows([practice, campaignOf('real')], nowMs);
    assert.equal(preselected(beside, nowMs, { someUnread: true })?.campaign.id, 'real');
  });

  it('is no more the one that was running two minutes ago', () => {
    const rows = firstRows([campaignOf('a')], nowMs);
    assert.equal(preselected(rows, nowMs + freshForMs), undefined);
  });
});

describe('The rows of the picker after news', () => {
  const shown = firstRows([campaignOf('a'), campaignOf('b'), campaignOf('c')], nowMs);
  const known = shown.map((row) => row.campaign);

  it('keep their places down to the active one; what is new goes below it', () => {
    const later = laterRows(shown, [campaignOf('new'), ...known], rowOf(shown, 'b').key, nowMs);
    assert.deepEqual(idsOf(later), ['a', 'b', 'c', 'new']);
  });

  it('move below the active one only', () => {
    const news = [
      campaignOf('a', { state: 'Stopped' }),
      campaignOf('b', { state: 'Stopped' }),
      campaignOf('c', { state: 'Stopped' }),
      campaignOf('d'),
    ];
    assert.deepEqual(idsOf(laterRows(shown, news, rowOf(shown, 'b').key, nowMs)), ['a', 'b', 'd', 'c']);
  });

  it('are put in order where no row is active', () => {
    const news = [...known.slice(1), campaignOf('a', { state: 'Stopped' }), campaignOf('new')];
    for (const active of [undefined, 'no such row']) {
      assert.deepEqual(idsOf(laterRows(shown, news, active, nowMs)), ['b', 'c', 'new', 'a']);
    }
  });

  it('tell the state that is known now', () => {
    const news = [campaignOf('a', { state: 'Paused' })];
    assert.equal(knownState(rowOf(laterRows(shown, news, undefined, nowMs), 'a').campaign)?.state, 'Paused');
  });

  it('stay although the news does not have them', () => {
    assert.deepEqual(idsOf(laterRows(shown, [], rowOf(shown, 'c').key, nowMs)), ['a', 'b', 'c']);
  });
});

describe('The picker under any news', () => {
  const seed = Number(process.env.KORE_SEED ?? Date.now() % 1_000_000_000);

  /** News of a random part of 12 campaigns, three of them practice, with random states and ages. */
  function randomNews(random: (below: number) => number, atMs: number): KnownCampaign[] {
    const states = ['Active', 'Preparing', 'Scheduled', 'Paused', 'Ready', 'Stopped', 'Completed', 'Rerun'];
    const all = Array.from({ length: 12 }, (_, index) => index).filter(() => random(3) > 0);
    return all.map((index) => {
      const wish = { state: states[random(states.length)] ?? '', agoMs: random(300_000) - 20_000, practice: index > 8 };
      return campaignOf(`cd-${index}`, wish, atMs);
    });
  }

  function assertRules(
    before: readonly PickerRow[],
    after: readonly PickerRow[],
    activeKey: string | undefined,
    atMs: number,
  ): void {
    const keys = after.map((row) => row.key);
    assert.equal(new Set(keys).size, keys.length, 'a row is there twice');
    assert.ok(
      before.every((row) => keys.includes(row.key)),
      'a row is gone',
    );
    const fixed = before.findIndex((row) => row.key === activeKey) + 1;
    assert.deepEqual(
      keys.slice(0, fixed),
      before.slice(0, fixed).map((row) => row.key),
      'a row moved at or above the active one',
    );
    const places = after.slice(fixed).map((row) => placeOf(row.campaign, atMs));
    assert.deepEqual(
      places,
      [...places].sort((one, other) => one - other),
      'the rest is not in order',
    );
  }

  function assertPreselection(rows: readonly PickerRow[], atMs: number): void {
    const chosen = preselected(rows, atMs);
    if (chosen === undefined) return;
    const known = knownState(chosen.campaign);
    assert.equal(known?.state, 'Active');
    assert.ok(atMs - known.readAtMs < freshForMs, 'an old state was preselected');
    const onlyPractice = rows.every((row) => row.campaign.stream.practice === true);
    assert.ok(chosen.campaign.stream.practice !== true || onlyPractice, 'practice was preselected beside real ones');
  }

  it(`keeps its rules (seed ${seed}; KORE_SEED runs it again)`, () => {
    const random = randomFrom(seed);
    for (let run = 0; run < 400; run += 1) {
      let atMs = nowMs;
      let rows = firstRows(randomNews(random, atMs), atMs);
      assertPreselection(rows, atMs);
      for (let step = 0; step < 8; step += 1) {
        atMs += random(2000);
        const activeKey = random(4) === 0 ? undefined : rows[random(rows.length + 1)]?.key;
        const later = laterRows(rows, randomNews(random, atMs), activeKey, atMs);
        assertRules(rows, later, activeKey, atMs);
        assertPreselection(later, atMs);
        rows = later;
      }
    }
  });
});
