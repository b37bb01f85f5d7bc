import assert from 'node:assert/strict';

import type { Listing, ListPage } from '../../../../src/online.ts';
import type { ListedCampaign } from '../../../../src/kore/replies.ts';
import type { Credential } from '../../../../src/streams/stream.ts';
import { freshForMs, type KnownStream } from '../../../../src/texts/knownCampaign.ts';
import { CampaignBoard, type BoardChange, type BoardPorts } from '../../../../src/ui/campaigns/campaignBoard.ts';
import { lastOf } from '../../../../src/ui/campaigns/streamMemory.ts';
import { at, listedCampaign, nowMs, outcome, stream } from '../support.ts';

const refused: Listing = { kind: 'failed', reason: 'unauthorized', httpStatus: 401, details: {} };
const missing: Listing = { kind: 'failed', reason: 'noCredential', details: {} };
const busy: Listing = { kind: 'failed', reason: 'serverError', httpStatus: 503, details: {} };

const row = (id: string, more: Partial<ListedCampaign> = {}): ListedCampaign => ({
  ...listedCampaign,
  id,
  name: `Campaign ${id}`,
  ...more,
});

type Asked = ListPage & { readonly stream: string; readonly credential: Credential | undefined };

/** A board whose lists are answered by the test: by rows, by a whole answer, or by hand. */
function useBoard(given: Partial<BoardPorts> = {}) {
  const clock = { nowMs };
  const asked: Asked[] = [];
  const changes: BoardChange[] = [];
  const answers: { of: (asked: Asked) => readonly ListedCampaign[] | Listing | Promise<Listing> } = { of: () => [] };
  const board = new CampaignBoard({
    streams: () => [stream],
    settingProblems: () => [],
    credentialOf: () => Promise.resolve({ kind: 'none' }),
    online: () =>
      Promise.resolve({
        listPage: async ({ streamId }, credential, wanted) => {
          const one = { ...wanted, stream: streamId, credential };
          asked.push(one);
          const answer = await answers.of(one);
          if (!Array.isArray(answer)) return answer as Listing;
          const campaigns = answer as readonly ListedCampaign[];
          return { kind: 'listed', readAtMs: clock.nowMs, campaigns, hasMore: campaigns.length >= 2, oddities: [] };
        },
      }),
    now: () => clock.nowMs,
    ...given,
  });
  board.onDidChange((change) => changes.push(change));
  const labels = (of = stream): readonly string[] => board.campaigns(of).map(({ id }) => id);
  return { board, clock, asked, changes, answers, labels };
}

describe('What the window knows of campaigns', () => {
  it('has each campaign once: listed, configured and acted upon', async () => {
    const configured: KnownStream = { ...stream, campaigns: [{ id: 'a', name: 'Mine' }, { id: 'unlisted' }] };
    const { board, answers } = useBoard({ streams: () => [configured] });
    answers.of = () => [row('a'), row('b')];
    await board.refresh(configured);
    board.noteStopping(board.find(configured, 'pasted'));
    assert.deepEqual(
      board.campaigns(configured).map((one) => [one.id, one.name, one.configured, one.listed?.state]),
      [
        ['pasted', undefined, false, undefined],
        ['a', 'Mine', true, 'Active'],
        ['b', 'Campaign b', false, 'Active'],
        ['unlisted', undefined, true, undefined],
      ],
    );
  });

  it('keeps of a list that was refused which credential it was signed with', async () => {
    const used = { label: 'client id …9c1e', keep: 'computer', setAtMs: 5 } as const;
    const credential = { kind: 'token', token: 'not.a.token' } as const;
    const { board, answers, asked } = useBoard({
      credentialOf: () => Promise.resolve({ kind: 'found', credential, describe: () => Promise.resolve(used) }),
    });
    answers.of = () => ({ kind: 'failed', reason: 'unauthorized', httpStatus: 401, details: {} });
    await board.refresh(stream);
    const state = board.listState(stream);
    assert.ok(state.kind === 'failed');
    assert.deepEqual([state.failure.httpStatus, state.failure.credential], [401, used]);
    assert.deepEqual(asked[0]?.credential, credential);
  });

  it('has what sends first, then what is about to, in the order of the list', async () => {
    const { board, answers, labels } = useBoard();
    answers.of = () => [
      row('scheduled', { state: 'Scheduled' }),
      row('rerun', { state: 'Rerun' }),
      row('first'),
      row('preparing', { state: 'Preparing' }),
      row('second'),
    ];
    await board.refresh(stream);
    assert.deepEqual(labels(), ['first', 'second', 'scheduled', 'preparing', 'rerun']);
    assert.equal(board.sendingCount(stream), 2);
  });

  it('tells the same list until something changes, and the same campaign until that one does', async () => {
    const { board, answers } = useBoard();
    answers.of = () => [row('a'), row('b')];
    await board.refresh(stream);
    const before = board.campaigns(stream);
    assert.equal(board.campaigns(stream), before);
    board.noteStopping(board.find(stream, 'b'));
    const after = board.campaigns(stream);
    assert.notEqual(after, before);
    assert.equal(
      after.find(({ id }) => id === 'a'),
      before.find(({ id }) => id === 'a'),
    );
    assert.notEqual(
      board.find(stream, 'b'),
      before.find(({ id }) => id === 'b'),
    );
  });

  it('has nothing that sends when all of it is old, although nothing was read since', async () => {
    const { board, answers, clock, labels } = useBoard();
    answers.of = () => [row('a', { state: 'Scheduled' }), row('b')];
    await board.refresh(stream);
    assert.deepEqual([labels(), board.sendingCount(stream)], [['b', 'a'], 1]);
    assert.equal(board.holdsUntilMs(stream), nowMs + freshForMs);
    clock.nowMs += freshForMs;
    assert.deepEqual([labels(), board.sendingCount(stream)], [['a', 'b'], 0]);
  });

  it('finds a campaign by id in a stream that is in no settings, too', () => {
    const { board } = useBoard();
    const pasted = { ...stream, streamId: 'st-pasted' };
    board.noteStopping(board.find(pasted, 'x'));
    assert.equal(board.find({ ...pasted }, 'x').activity?.kind, 'stopping');
    assert.equal(board.find(stream, 'x').activity, undefined);
    assert.deepEqual(
      board.activities().map(({ id }) => id),
      ['x'],
    );
  });

  it('has the speed of two reads, and none when a read is not there', async () => {
    const { board, answers, clock } = useBoard();
    const perMinute = (): number | undefined => board.find(stream, 'a').perMinute;
    answers.of = () => [row('a', { sent: 1000 })];
    await board.refresh(stream);
    assert.equal(perMinute(), undefined);
    clock.nowMs += 60_000;
    answers.of = () => [row('a', { sent: 1310 })];
    await board.refresh(stream);
    assert.equal(perMinute(), 310);
    answers.of = () => [row('a', { state: 'Paused', sent: 1310 })];
    await board.refresh(stream);
    assert.equal(perMinute(), undefined);
  });

  it('knows when the request of a stop left, the first of several', () => {
    const { board } = useBoard();
    const one = board.find(stream, 'a');
    board.noteSent(one, 1);
    assert.equal(board.find(stream, 'a').activity, undefined);
    board.noteStopping(one);
    board.noteSent(one, nowMs - 3000);
    board.noteSent(one, nowMs - 1000);
    assert.deepEqual(board.find(stream, 'a').activity, { kind: 'stopping', sinceMs: nowMs, sentAtMs: nowMs - 3000 });
    board.noteOutcome(one, outcome({ verdict: 'unknown' }));
    board.noteSent(one, nowMs);
    assert.equal(board.find(stream, 'a').activity?.kind, 'ended');
  });

  it('keeps a campaign with a safety timer in sight, and forgets a timer that is over', () => {
    const { board, changes } = useBoard();
    const campaign = { stream, id: 'cd-1', name: 'Checkout test', configured: false };
    board.noteTimers([{ campaign, dueAtMs: 1000 }]);
    board.noteTimers([{ campaign, dueAtMs: 1000 }]);
    assert.deepEqual(board.campaigns(stream), [{ ...campaign, stopsAtMs: 1000 }]);
    board.noteStopping(board.find(stream, 'cd-1'));
    board.noteTimers([]);
    assert.equal(changes.length, 3);
    const known = board.find(stream, 'cd-1');
    assert.deepEqual([known.activity?.kind, 'stopsAtMs' in known], ['stopping', false]);
    board.noteTimers([{ campaign: { ...campaign, id: 'cd-2' }, dueAtMs: 1000 }]);
    board.noteTimers([]);
    assert.deepEqual(board.find(stream, 'cd-2'), { stream, id: 'cd-2', configured: false });
  });

  it('tells what has changed', async () => {
    const { board, changes } = useBoard();
    const key = `${stream.host} ${stream.accountId} ${stream.streamId}`;
    board.noteStopping(board.find(stream, 'a'));
    board.streamsChanged();
    assert.deepEqual(changes, [{ kind: 'campaign', streamKey: key, campaignId: 'a' }, { kind: 'streams' }]);
    changes.length = 0;
    await board.refresh(stream);
    await board.refresh(stream);
    // That it is read is told the first time only: after that there is something to show.
    assert.deepEqual(changes, Array(3).fill({ kind: 'list', streamKey: key }));
  });
});

describe('A list of campaigns', () => {
  it('is read once by whoever asks for it at the same time', async () => {
    const { board, asked } = useBoard();
    await Promise.all([board.refresh(stream), board.refresh(stream), board.refreshFirstPage(stream)]);
    assert.equal(asked.length, 1);
    assert.equal(board.askedAtMs(stream), nowMs);
  });

  it('tells until when at least it waits for room in the minute, and no longer once it was read', async () => {
    const { board, answers, changes } = useBoard();
    answers.of = ({ onHeld }) => {
      onHeld?.(nowMs + 28_000);
      assert.equal(board.heldUntilMs(stream), nowMs + 28_000);
      assert.equal(changes.at(-1)?.kind, 'list');
      return [];
    };
    await board.refresh(stream);
    assert.equal(board.heldUntilMs(stream), undefined);
  });

  it('is asked for page by page, and each row keeps the time of its own reading', async () => {
    const { board, answers, asked, clock, labels } = useBoard();
    answers.of = ({ page }) => [row(`${page}a`), row(`${page}b`)];
    await board.refresh(stream);
    await board.showMore(stream);
    assert.deepEqual(labels(), ['0a', '0b', '1a', '1b']);
    clock.nowMs += 10_000;
    await board.refreshFirstPage(stream);
    assert.equal(board.find(stream, '0a').readAtMs, nowMs + 10_000);
    assert.equal(board.find(stream, '1a').readAtMs, nowMs);
    assert.deepEqual(
      asked.map(({ which, page }) => [which, page]),
      [
        ['sending', 0],
        ['sending', 1],
        ['sending', 0],
      ],
    );
  });

  it('is read anew by a person as far as it is shown, five pages at the most', async () => {
    const { board, answers, asked } = useBoard();
    answers.of = ({ page }) => [row(`${page}a`), row(`${page}b`)];
    for (let page = 0; page < 7; page += 1) await board.showMore(stream);
    asked.length = 0;
    await board.refresh(stream);
    assert.deepEqual(
      asked.map(({ page }) => page),
      [0, 1, 2, 3, 4],
    );
    assert.equal(board.campaigns(stream).length, 14);
  });

  it('is read anew no further than it goes by now', async () => {
    const { board, answers, asked, labels } = useBoard();
    answers.of = ({ page }) => [row(`${page}a`), row(`${page}b`)];
    for (let page = 0; page < 3; page += 1) await board.showMore(stream);
    asked.length = 0;
    answers.of = () => [row('a')];
    await board.refresh(stream);
    assert.deepEqual([asked.length, labels()], [1, ['a']]);
  });

  it('that could not be read keeps what was read before, and is not asked for its other pages', async () => {
    const { board, answers, asked, labels } = useBoard();
    answers.of = ({ page }) => [row(`${page}a`), row(`${page}b`)];
    await board.refresh(stream);
    await board.showMore(stream);
    answers.of = () => busy;
    asked.length = 0;
    await board.refresh(stream);
    assert.equal(asked.length, 1);
    const state = board.listState(stream);
    assert.deepEqual([state.kind, lastOf(state)?.readAtMs], ['failed', nowMs]);
    assert.deepEqual(labels(), ['0a', '0b', '1a', '1b']);
  });

  it('is of all campaigns only where they are shown, beside what sends, and forgotten after that', async () => {
    const { board, answers, asked, labels } = useBoard();
    answers.of = ({ which }) => (which === 'sending' ? [row('a')] : [row('z', { state: 'Completed' }), row('a')]);
    await board.refresh(stream);
    board.show('all');
    await board.refresh(stream);
    assert.deepEqual(
      asked.map(({ which }) => which),
      ['sending', 'sending', 'all'],
    );
    assert.deepEqual(labels(), ['a', 'z']);
    answers.of = () => [row('y', { state: 'Completed' })];
    await board.refresh(stream, ['all']);
    assert.deepEqual([asked.length, labels()], [4, ['a', 'y']]);
    await board.showMore(stream);
    assert.deepEqual([asked.at(-1)?.which, asked.at(-1)?.page], ['all', 1]);
    answers.of = () => [row('a')];
    await board.refreshFirstPage(stream);
    assert.equal(asked.at(-1)?.which, 'sending');
    board.show('sending');
    assert.deepEqual(labels(), ['a']);
    assert.equal(board.listState(stream, 'all').kind, 'never');
  });

  it('of all campaigns that comes when they are no longer shown is left alone', async () => {
    const { board, answers, labels } = useBoard();
    board.show('all');
    answers.of = ({ which }) => {
      if (which === 'all') board.show('sending');
      return [row(which)];
    };
    await board.refresh(stream);
    assert.deepEqual(labels(), ['sending']);
    assert.equal(board.listState(stream, 'all').kind, 'never');
  });

  it('tells that a campaign which was stopped sends again', async () => {
    const { board, answers, clock } = useBoard();
    const one = board.find(stream, 'a');
    board.noteOutcome(
      one,
      outcome({
        verdict: 'stopped',
        confirmedBy: 'status',
        effect: 'stopped',
        state: 'Stopped',
        stateReadAt: at(2000),
      }),
    );
    clock.nowMs += 60_000;
    answers.of = () => [row('a')];
    await board.refresh(stream);
    const { activity } = board.find(stream, 'a');
    assert.ok(activity?.kind === 'ended');
    assert.deepEqual(
      activity.later?.map((fact) => (fact.kind === 'read' ? fact.state : fact.kind)),
      ['Active'],
    );
  });

  it('is read again when it failed with a credential that changed while it was read', async () => {
    let credential: Credential | undefined = { kind: 'token', token: 'old' };
    const waiting: ((listing: Listing) => void)[] = [];
    const { board, answers, asked } = useBoard({
      credentialOf: () =>
        Promise.resolve(credential === undefined ? { kind: 'none' as const } : { kind: 'found' as const, credential }),
    });
    answers.of = () => new Promise<Listing>((resolve) => waiting.push(resolve));
    const untilRead = async (count: number): Promise<void> => {
      while (asked.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    const first = board.refresh(stream);
    await untilRead(1);
    credential = undefined;
    board.credentialsChanged();
    board.credentialsChanged();
    waiting[0]?.(refused);
    await first;
    await untilRead(2);
    waiting[1]?.(missing);
    await board.refresh(stream);
    const state = board.listState(stream);
    assert.ok(state.kind === 'failed');
    assert.equal(state.failure.reason, 'noCredential');
    assert.deepEqual(
      asked.map((one) => one.credential),
      [{ kind: 'token', token: 'old' }, undefined],
    );
    board.dispose();
  });
});
