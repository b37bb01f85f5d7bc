import assert from 'node:assert/strict';

import type { Listing, Online } from '../../../src/online.ts';
import type { Credential } from '../../../src/streams/stream.ts';
import { CampaignBoard } from '../../../src/ui/campaigns/campaignBoard.ts';
import type { KnownStream } from '../../../src/ui/campaigns/knownCampaign.ts';

const stream: KnownStream = {
  name: 'Acme Retail',
  host: 'https://platform.kore.ai',
  accountId: 'acc-1',
  streamId: 'st-1',
  campaigns: [],
};
const refused: Listing = { kind: 'failed', reason: 'unauthorized', httpStatus: 401, details: {} };
const missing: Listing = { kind: 'failed', reason: 'noCredential', details: {} };

describe('CampaignBoard', () => {
  it('reads a list again that failed with a credential that changed while it was read', async () => {
    let credential: Credential | undefined = { kind: 'token', token: 'old' };
    const answers: ((listing: Listing) => void)[] = [];
    const reads: (Credential | undefined)[] = [];
    const online = {
      listSendingOrAboutTo: (_: unknown, used: Credential | undefined) => {
        reads.push(used);
        return new Promise<Listing>((resolve) => answers.push(resolve));
      },
    } as unknown as Online;
    const board = new CampaignBoard({
      streams: () => [stream],
      settingProblems: () => [],
      credentialOf: () =>
        Promise.resolve(credential === undefined ? { kind: 'none' as const } : { kind: 'found' as const, credential }),
      online: () => Promise.resolve(online),
      now: Date.now,
    });
    const untilRead = async (count: number): Promise<void> => {
      while (reads.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    const first = board.refresh(stream);
    await untilRead(1);
    credential = undefined;
    board.credentialsChanged();
    board.credentialsChanged();
    answers[0]?.(refused);
    await first;
    await untilRead(2);
    answers[1]?.(missing);
    await board.refresh(stream);
    const state = board.listState(stream);
    assert.ok(state.kind === 'failed');
    assert.equal(state.failure.reason, 'noCredential');
    assert.deepEqual(reads, [{ kind: 'token', token: 'old' }, undefined]);
    board.dispose();
  });

  it('keeps a campaign with a safety timer in sight, and forgets a timer that is over', () => {
    const board = new CampaignBoard({
      streams: () => [stream],
      settingProblems: () => [],
      credentialOf: () => Promise.resolve({ kind: 'none' }),
      online: () => Promise.reject(new Error('not here')),
      now: Date.now,
    });
    let changes = 0;
    board.onDidChange(() => (changes += 1));
    const campaign = { stream, id: 'cd-1', name: 'Checkout test', configured: false };
    board.noteTimers([{ campaign, dueAtMs: 1000 }]);
    assert.deepEqual(board.campaigns(stream), [{ ...campaign, stopsAtMs: 1000 }]);
    board.noteStopping(board.find(stream, 'cd-1'));
    board.noteTimers([]);
    assert.equal(changes, 3);
    const known = board.find(stream, 'cd-1');
    assert.deepEqual([known.activity?.kind, 'stopsAtMs' in known], ['stopping', false]);
    board.noteTimers([{ campaign: { ...campaign, id: 'cd-2' }, dueAtMs: 1000 }]);
    board.noteTimers([]);
    assert.deepEqual(board.find(stream, 'cd-2'), { stream, id: 'cd-2', configured: false });
    board.dispose();
  });
});
