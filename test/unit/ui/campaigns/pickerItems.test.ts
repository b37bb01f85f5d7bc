import assert from 'node:assert/strict';

import type { KnownCampaign, KnownStream } from '../../../../src/texts/knownCampaign.ts';
import type { ListState } from '../../../../src/ui/campaigns/campaignBoard.ts';
import {
  pickerItems,
  typedItemId,
  type PickerFacts,
  type PickerItem,
} from '../../../../src/ui/campaigns/pickerItems.ts';
import { RowWords } from '../../../../src/ui/campaigns/pickerWords.ts';
import { firstRows } from '../../../../src/ui/campaigns/pickerRows.ts';
import type { StopReason } from '../../../../src/stop/index.ts';
import { campaign, nowMs, reader, stream } from '../support.ts';

const streams: readonly KnownStream[] = [stream, { ...stream, name: 'Acme Bank', streamId: 'st-bank-9' }];
const campaigns: readonly KnownCampaign[] = [
  campaign,
  { ...campaign, id: 'cd-other-77', name: 'Other' },
  { ...campaign, stream: streams[1] ?? stream, id: 'cd-bank-1', name: 'Of the bank' },
];

interface Wish extends Partial<PickerFacts> {
  readonly failures?: Readonly<Record<string, StopReason>>;
}

function items({ failures = {}, ...more }: Wish = {}): readonly PickerItem[] {
  const listState = ({ name }: KnownStream): ListState => {
    const reason = failures[name];
    if (reason === undefined) return { kind: 'never' };
    return { kind: 'failed', failure: { kind: 'failed', reason, details: {}, atMs: nowMs } };
  };
  const facts: PickerFacts = {
    board: { streams: () => streams, listState },
    rows: firstRows(campaigns, nowMs),
    value: '',
    unread: [],
    checks: new Map(),
    words: new RowWords(),
    buttonsOf: () => [],
    ...more,
  };
  const found = pickerItems(facts, nowMs, reader);
  assert.equal(new Set(found.map(({ id }) => id)).size, found.length, 'two items have one id');
  return found;
}

const typedItem = (value: string): PickerItem | undefined => items({ value }).find(({ id }) => id === typedItemId);

describe('The items of the picker', () => {
  it('are the campaigns, each with what Enter on it answers', () => {
    const found = items();
    assert.deepEqual(
      found.map(({ answer }) => answer),
      campaigns.map((one) => ({ kind: 'campaign', campaign: one })),
    );
  });

  it('are found by a part of the campaign id, the stream id or the stream name, of which VS Code sees only a part', () => {
    const shownFor = (value: string): readonly string[] =>
      items({ value })
        .filter(({ row, alwaysShow }) => row !== undefined && alwaysShow === true)
        .map(({ label }) => label);
    assert.deepEqual(shownFor('other-7'), ['Other']);
    assert.deepEqual(shownFor(' ST-BANK '), ['Of the bank']);
    assert.deepEqual(shownFor('acme b'), ['Of the bank']);
    assert.deepEqual(shownFor('cd'), [], 'two letters are in every id');
  });

  it('tell that a state is asked for, and why it could not be read', () => {
    const [first, second] = items();
    const checks = new Map<string, 'asking' | { kind: 'failed'; reason: 'forbidden'; httpStatus: number }>([
      [first?.id ?? '', 'asking'],
      [second?.id ?? '', { kind: 'failed', reason: 'forbidden', httpStatus: 403 }],
    ]);
    const [asking, failed, other] = items({ checks });
    assert.match(asking?.description ?? '', /^asking Kore\.ai… · /);
    assert.match(failed?.description ?? '', /^could not be read: 403 · /);
    assert.equal(other?.description, items()[2]?.description);
  });

  it('are a way on below the campaigns where streams were not read', () => {
    const more = items({ unread: streams }).at(-1);
    assert.equal(more?.label, '$(refresh) Read 2 More Streams');
    assert.equal(more.answer, 'more');
  });

  it('are the doors to a stream and to practice where there is no stream', () => {
    const found = items({ rows: [], board: { streams: () => [], listState: () => ({ kind: 'never' }) } });
    assert.deepEqual(
      found.map(({ answer }) => answer),
      ['addStream', 'practice'].map((kind) => ({ kind: 'door', door: { kind } })),
    );
  });

  it('are no empty box whatever is typed: the doors stay, below what was typed', () => {
    const none = { rows: [], board: { streams: () => [], listState: (): ListState => ({ kind: 'never' }) } };
    const failures = { 'Acme Retail': 'noCredential' } as const;
    const stay = (found: readonly PickerItem[]): readonly unknown[] =>
      found.filter(({ row, alwaysShow }) => row === undefined && alwaysShow === true).map(({ answer }) => answer);
    const addStream = { kind: 'door', door: { kind: 'addStream' } };
    const practice = { kind: 'door', door: { kind: 'practice' } };
    assert.deepEqual(stay(items({ ...none, value: 'black friday' })), [addStream, practice]);
    const id = { kind: 'id', campaignId: 'black' };
    assert.deepEqual(stay(items({ ...none, value: 'black' })), [id, addStream, practice]);
    assert.equal(stay(items({ failures, value: 'no such name' })).length, 1);
    const unknown = { kind: 'id', campaignId: 'nosuchname' };
    assert.deepEqual(stay(items({ failures, value: 'nosuchname' }))[0], unknown);
  });

  it('leave the doors to the filter of VS Code where something has what is typed, which they would be sorted before', () => {
    const failures = { 'Acme Retail': 'noCredential' } as const;
    for (const value of ['black friday', 'BLACK', 'cd-other-77']) {
      const doors = items({ failures, value }).filter(
        ({ answer }) => typeof answer === 'object' && answer.kind === 'door',
      );
      assert.deepEqual(
        doors.map(({ alwaysShow }) => alwaysShow),
        [false],
        value,
      );
    }
  });

  it('are a door below the campaigns for each list that failed', () => {
    const found = items({ failures: { 'Acme Retail': 'noCredential', 'Acme Bank': 'forbidden' } }).slice(3);
    assert.deepEqual(
      found.map(({ label }) => label.replace(/(:.*)/, '')),
      ['$(key) Acme Retail', '$(warning) Acme Bank'],
    );
  });

  it('tell why real campaigns are missing, and which streams were not read, before those to practise on', () => {
    const practice: KnownCampaign = {
      ...campaign,
      id: 'cd-play',
      stream: { ...stream, name: 'Practice', practice: true },
    };
    const rows = firstRows([campaign, practice], nowMs);
    const found = items({ rows, unread: streams, failures: { 'Acme Bank': 'noConnection' } });
    assert.deepEqual(
      found.map(({ row, label }) => row?.campaign.id ?? label.replace(/:.*/, '')),
      [campaign.id, '$(refresh) Read 2 More Streams', '$(warning) Acme Bank', practice.id],
    );
  });

  it('are one door for many streams without a credential', () => {
    const keyless = ['a', 'b', 'c', 'd'].map((name) => ({ ...stream, name, streamId: `st-${name}` }));
    const failures = Object.fromEntries(keyless.map(({ name }) => [name, 'noCredential' as const]));
    const doorsOf = (all: readonly KnownStream[]): readonly PickerItem[] => {
      const { board } = { board: { streams: () => all } };
      return items({
        rows: [],
        board: {
          ...board,
          listState: ({ name }) =>
            failures[name] === undefined
              ? { kind: 'never' }
              : { kind: 'failed', failure: { kind: 'failed', reason: failures[name], details: {}, atMs: nowMs } },
        },
      });
    };
    assert.equal(doorsOf(keyless.slice(1)).length, 3);
    const [door, ...others] = doorsOf(keyless);
    assert.deepEqual(others, []);
    assert.deepEqual(door?.answer, { kind: 'door', door: { kind: 'missingCredentials' } });
    assert.match(door.label, /4 streams have no credential/);
  });
});

describe('What is typed into the picker', () => {
  it('is an item of its own at the top where it is meant as an id', () => {
    const [first] = items({ value: ' cd-nowhere ' });
    assert.equal(first?.id, typedItemId);
    assert.deepEqual(first.answer, { kind: 'id', campaignId: 'cd-nowhere' });
    assert.equal(first.detail, undefined);
  });

  it('is doubted where it looks like another kind of id', () => {
    const [first] = items({ value: 'st-507f1f77-bcf8-5cd7-9943-9011abcdefab' });
    assert.equal(first?.detail, 'Usually starts with cd-. Is this the campaign id?');
  });

  it('is one below the campaigns where it may be a name', () => {
    const found = items({ value: 'black' });
    const last = found.at(-1);
    assert.deepEqual(last?.answer, { kind: 'id', campaignId: 'black' });
    assert.ok(!last.label.includes('black'), 'VS Code would put it before the names that have it');
    assert.equal(last.description, 'black · in no list yet');
    assert.ok(found[0]?.row !== undefined);
  });

  it('is none where it is the id of a campaign that is there', () => {
    assert.equal(typedItem(` ${campaign.id}`), undefined);
    assert.equal(typedItem(''), undefined);
    assert.equal(typedItem('Black Friday'), undefined);
  });

  it('is one that answers nothing where the id cannot be one, and says what is wrong', () => {
    const item = typedItem('cd-bad/id');
    assert.match(item?.label ?? '', /“\/” in place 7/);
    assert.equal(item?.answer, undefined);
  });

  it('is the call that was pasted', () => {
    const address = `https://platform.kore.ai/campaign/api/v2/public/st-1/campaign//trigger/cd-2?accountId=aa`;
    const item = typedItem(address);
    assert.ok(item?.answer !== undefined && item.answer !== 'more' && item.answer.kind === 'call');
    assert.equal(item.answer.call.campaignId, 'cd-2');
    assert.equal(typedItem('https://example.com/')?.answer, undefined);
  });
});
