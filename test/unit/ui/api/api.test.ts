import assert from 'node:assert/strict';

import type { KoreCampaignsApi, KoreEndedStop, KoreOutcome, KoreStream } from '../../../../kore-campaigns.d.ts';
import type { StopOutcome } from '../../../../src/stop/outcome.ts';
import type { Tier } from '../../../../src/streams/stream.ts';
import type { KnownCampaign } from '../../../../src/texts/knownCampaign.ts';
import { Api } from '../../../../src/ui/api/api.ts';
import type { CallerDesk } from '../../../../src/ui/callers/callerDesk.ts';
import { CallLimit } from '../../../../src/ui/callers/callLimit.ts';
import { OneAtATime } from '../../../../src/ui/callers/oneAtATime.ts';
import { Emitter } from '../../../../src/ui/emitter.ts';
import type { FlowOptions } from '../../../../src/ui/stopping/stopFlow.ts';
import { ids } from '../../support/orders.ts';
import { deskOf, development, stopping } from '../callers/support.ts';
import { campaign, nowMs, practiceStream } from '../support.ts';

/** Fails to compile where the words that others copy are not those of the code. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const sameWords: readonly [
  Same<KoreOutcome['verdict'], StopOutcome['verdict']>,
  Same<KoreOutcome['confirmedBy'], StopOutcome['confirmedBy']>,
  Same<KoreOutcome['effect'], StopOutcome['effect']>,
  Same<NonNullable<KoreStream['tier']>, Tier>,
  Same<Parameters<KoreCampaignsApi['onDidEndStop']>[0], (ended: KoreEndedStop) => unknown>,
] = [true, true, true, true, true];

const target = { stream: 'Acme Dev', campaignId: ids.campaignId };
const at = new Date(nowMs).toISOString();

function apiOf(desk: Parameters<typeof deskOf>[0] = {}): Api {
  return new Api({ ...deskOf(desk), limit: new CallLimit(() => nowMs), asking: new OneAtATime() });
}

describe('The API for other extensions', () => {
  it('has the words of the code in the types that others copy', () => {
    assert.ok(sameWords.every(Boolean));
  });

  it('tells of a stream what others may know, in frozen copies', () => {
    const hostile = { ...development, name: 'Acme\u202E [x](command:y)', campaigns: [{ id: 'cd-1', name: 'a\nb' }] };
    const streams = apiOf({ streams: [hostile, practiceStream] }).listStreams();
    assert.deepEqual(streams, [
      {
        name: 'Acme [x] (command:y)',
        streamId: 'st-dev',
        host: 'https://platform.kore.ai',
        tier: 'development',
        practice: false,
        campaigns: [{ id: 'cd-1', name: 'a b' }],
      },
      {
        name: 'Practice (simulator)',
        streamId: practiceStream.streamId,
        host: 'http://127.0.0.1:9',
        practice: true,
        campaigns: [],
      },
    ]);
    const [own] = streams;
    for (const one of [streams, own, own?.campaigns, own?.campaigns[0]]) assert.ok(Object.isFrozen(one));
  });

  it('stops with a question that says who asks, and takes nothing else of what it is given', async () => {
    const asked: { campaign: KnownCampaign; options: FlowOptions }[] = [];
    const more = { agreed: true, alwaysConfirm: false, askedBy: 'person', credential: {}, signal: {} };
    const stop = stopping({ verdict: 'stopped', confirmedBy: 'status', state: 'Stopped\n' }, asked);
    const outcome = await apiOf({ stop, sentence: () => 'Stopped with s3cret.' }).stopCampaign({ ...target, ...more });
    const [{ options, campaign: of } = assert.fail()] = asked;
    const { onStep, ...others } = options;
    assert.ok(onStep !== undefined);
    assert.deepEqual(others, { alwaysConfirm: true, askedBy: 'extension' });
    assert.equal(of.stream, development);
    assert.deepEqual(outcome, {
      verdict: 'stopped',
      confirmedBy: 'status',
      state: 'Stopped',
      sentence: 'Stopped with ….',
      requests: 1,
      startedAt: at,
      finishedAt: at,
    });
    assert.ok(Object.isFrozen(outcome));
  });

  it('tells apart that the person did not want it', async () => {
    assert.equal(await apiOf({ stop: stopping(undefined) }).stopCampaign(target), undefined);
  });

  it('asks for no secret and reads nothing without a credential', async () => {
    const api = apiOf({ hasCredential: () => Promise.resolve(false) });
    await assert.rejects(api.stopCampaign(target), { name: 'KoreCampaignsError', code: 'noCredential' });
    await assert.rejects(api.readStatus(target), { name: 'KoreCampaignsError', code: 'noCredential' });
  });

  it('tells what was read, or why it could not be', async () => {
    const fact = { kind: 'read', at, state: 'Active', sent: 7, restarts: true } as const;
    const read = await apiOf({ readState: () => Promise.resolve({ kind: 'read', fact }) }).readStatus(target);
    assert.deepEqual(read, { read: true, state: 'Active', readAt: at, sent: 7 });
    const failure = {
      kind: 'failed',
      reason: 'forbidden',
      httpStatus: 403,
      details: { koreMessage: 's3cret' },
    } as const;
    const desk: Partial<CallerDesk> = {
      readState: () => Promise.resolve(failure),
      notReadSentence: (_, { details }) => `Kore.ai says ${String(details.koreMessage)}.`,
    };
    const failed = await apiOf(desk).readStatus(target);
    assert.deepEqual(failed, { read: false, reason: 'forbidden', httpStatus: 403, message: 'Kore.ai says ….' });
    assert.ok(Object.isFrozen(read) && Object.isFrozen(failed));
  });

  it('tells of each stop that ends from now on, once, and of none that ended before', () => {
    const changed = new Emitter<{ kind: 'campaign'; streamKey: string; campaignId: string }>();
    const ended = (id: string, finishedAtMs: number): KnownCampaign => {
      const finishedAt = new Date(finishedAtMs).toISOString();
      const outcome = { verdict: 'unknown', message: '', requests: 1, startedAt: at, finishedAt } as const;
      return { ...campaign, id, name: 'a\nb', activity: { kind: 'ended', outcome } };
    };
    const activities = [ended('cd-before', nowMs - 1), ended('cd-now', nowMs + 1)];
    const board = { activities: () => activities, onDidChange: changed.event } as unknown as CallerDesk['board'];
    const told: KoreEndedStop[] = [];
    apiOf({ board }).follow((one) => told.push(one));
    for (const campaignId of ['cd-before', 'cd-now', 'cd-now']) {
      changed.fire({ kind: 'campaign', streamKey: '', campaignId });
    }
    assert.deepEqual(
      told.map(({ campaignId, campaignName, stream }) => [campaignId, campaignName, 'accountId' in stream]),
      [['cd-now', 'a b', false]],
    );
    const [one] = told;
    for (const part of [one, one?.outcome, one?.stream]) assert.ok(Object.isFrozen(part));
  });
});
