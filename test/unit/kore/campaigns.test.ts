import assert from 'node:assert/strict';

import type { Access } from '../../../src/kore/access.ts';
import type { KorePorts, Lane } from '../../../src/kore/caller.ts';
import {
  disableSchedule,
  getSmsCampaign,
  listCampaigns,
  mayHaveMore,
  readStatus,
  sendingOrAboutTo,
} from '../../../src/kore/campaigns.ts';
import type { ListedCampaign } from '../../../src/kore/replies.ts';
import type { Credential } from '../../../src/streams/stream.ts';
import { listsNothing, reply, reset, saysState } from '../support/answers.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { ids, keptLog, secretCredential } from '../support/orders.ts';
import { useRecorders, type Answer } from '../support/recorder.ts';

const options = { timeoutMs: 1000 };
const unusableKey: Credential = {
  kind: 'privateKey',
  clientId: 'cs-1',
  privateKeyPem: 'no key',
  algorithm: 'RS256',
};

function useKore() {
  const startRecorder = useRecorders();
  return async (answer: Answer, credential: Credential = secretCredential) => {
    const recorder = await startRecorder(answer);
    const { accountId, streamId } = ids;
    const access: Access = { target: { origin: recorder.origin, accountId, streamId, iid: streamId }, credential };
    const log = keptLog();
    const lanes: Lane[] = [];
    const take = (_account: string, lane: Lane): Promise<void> => {
      lanes.push(lane);
      return Promise.resolve();
    };
    const clock = fakeClock();
    const ports: KorePorts = { ...clock, newTokenId: () => 'id', log, budget: { take } };
    return {
      recorder,
      access,
      log,
      lanes,
      clock,
      ports,
      bodies: () => recorder.requests.map(({ body }) => JSON.parse(body) as unknown),
    };
  };
}

describe('listCampaigns', () => {
  const startKore = useKore();

  it('asks for the newest 50 of any state', async () => {
    const { access, ports, bodies, clock } = await startKore(listsNothing);
    const listed = await listCampaigns(access, ports, options);
    assert.deepEqual(bodies(), [{ limit: 50, skip: 0, page: 1, type: 'sms', sortBy: { createdAt: 'desc' } }]);
    assert.deepEqual(listed, {
      kind: 'listed',
      readAtMs: clock.now(),
      campaigns: [],
      hasMore: false,
      oddities: [],
      total: 0,
    });
  });

  it('asks for fewer, and for some states, where it is told to', async () => {
    const { access, ports, bodies } = await startKore(listsNothing);
    await listCampaigns(access, ports, { ...options, limit: 7, states: sendingOrAboutTo });
    assert.deepEqual(bodies(), [
      {
        limit: 7,
        skip: 0,
        page: 1,
        type: 'sms',
        sortBy: { createdAt: 'desc' },
        filters: { status: ['Active', 'Preparing', 'Scheduled', 'Rescheduled'] },
      },
    ]);
  });

  it('takes the token out of every text of a row, where a server repeats it', async () => {
    const credential: Credential = { kind: 'token', token: 'not-a-jwt-but-secret' };
    const { access, ports } = await startKore((request, socket) => {
      const echo = request.headers.find(([name]) => name.toLowerCase() === 'auth')?.[1] ?? '';
      assert.equal(echo, credential.token);
      const message = Buffer.from(`text ${echo}`).toString('base64');
      const row = { id: 'cd-1', name: `name ${echo}`, status: echo, contactLists: [echo, 'all'], message: { message } };
      reply(200, { status: 'success', data: { results: [row], hasMore: false } })(request, socket);
    }, credential);
    const listed = await listCampaigns(access, ports, options);
    assert.ok(listed.kind === 'listed');
    const [row] = listed.campaigns;
    assert.deepEqual(
      [row?.id, row?.name, row?.state, row?.contactLists, row?.text],
      ['cd-1', 'name …', '…', ['…', 'all'], 'text …'],
    );
  });

  it('takes every known secret out of the texts of a row before they are cut or made plain', async () => {
    const known = 'known$(secret)';
    const { access, ports } = await startKore((request, socket) => {
      const row = { id: 'cd-1', name: `name ${known}`, status: known, contactLists: [known] };
      reply(200, { status: 'success', data: { results: [row], hasMore: false } })(request, socket);
    });
    const clean = (text: string): string => text.replaceAll(known, '…');
    const listed = await listCampaigns(access, { ...ports, clean }, options);
    assert.ok(listed.kind === 'listed');
    const [row] = listed.campaigns;
    assert.deepEqual([row?.name, row?.state, row?.contactLists], ['name …', '…', ['…']]);
  });

  it('warns of each row that it left out', async () => {
    const rows = [{ id: 'cd-1', status: 'Active' }, { id: 7, status: 'Active' }, 'no row'];
    const { access, ports, log } = await startKore(reply(200, { status: 'success', data: { results: rows } }));
    const listed = await listCampaigns(access, ports, options);
    assert.ok(listed.kind === 'listed');
    assert.deepEqual(
      listed.campaigns.map(({ id }) => id),
      ['cd-1'],
    );
    assert.deepEqual(log.lines.slice(1), [
      'A row of the campaign list was left out: results[1]: id',
      'A row of the campaign list was left out: results[2]: not an object',
    ]);
  });

  it('tells why there is no list, with the facts of the exchange', async () => {
    const { access, ports } = await startKore(reply(403, { message: 'no scope' }));
    const { exchange, ...failure } = await listCampaigns(access, ports, options).then((listed) => {
      assert.ok(listed.kind === 'failed');
      return listed;
    });
    assert.ok(exchange?.kind === 'reply');
    assert.deepEqual(failure, {
      kind: 'failed',
      reason: 'forbidden',
      httpStatus: 403,
      details: { koreMessage: 'no scope' },
    });
  });

  it('has no status to tell where there was no reply', async () => {
    const { access, ports } = await startKore(reset);
    const listed = await listCampaigns(access, ports, options);
    assert.ok(listed.kind === 'failed');
    assert.deepEqual([listed.reason, 'httpStatus' in listed], ['noAnswer', false]);
  });

  it('sends nothing with a credential that cannot sign', async () => {
    const { access, ports, recorder } = await startKore(listsNothing, unusableKey);
    const listed = await listCampaigns(access, ports, options);
    assert.ok(listed.kind === 'failed');
    assert.deepEqual([listed.reason, listed.details.field], ['badInput', 'privateKeyPem']);
    assert.equal(recorder.connections(), 0);
  });
});

describe('readStatus', () => {
  const startKore = useKore();

  it('tells the state and when it was read', async () => {
    const { access, ports, clock } = await startKore(saysState('Paused'));
    const read = await readStatus(access, ids.campaignId, ports, options);
    assert.deepEqual(read, { kind: 'read', state: 'Paused', readAtMs: clock.now() });
  });

  it('keeps the token out of a state that echoes it', async () => {
    const token = 'not-a-real-token';
    const { access, ports } = await startKore(saysState(`Active ${token}`), { kind: 'token', token });
    const read = await readStatus(access, ids.campaignId, ports, options);
    assert.ok(read.kind === 'read');
    assert.equal(read.state, 'Active …');
  });

  it('waits in the lane of reads, or in the one that it is given', async () => {
    const { access, ports, lanes } = await startKore(saysState('Paused'));
    await readStatus(access, ids.campaignId, ports, options);
    await readStatus(access, ids.campaignId, ports, { ...options, lane: 'list' });
    assert.deepEqual(lanes, ['confirm', 'list']);
  });

  it('blames the clock only for a token that was signed here', async () => {
    const answer = reply(401, '', { Date: 'Mon, 23 Nov 2026 01:00:00 GMT' });
    for (const [credential, reason] of [
      [secretCredential, 'clockSkew'],
      [{ kind: 'token', token: 'not-a-real-token' }, 'unauthorized'],
    ] as const) {
      const { access, ports } = await startKore(answer, credential);
      const read = await readStatus(access, ids.campaignId, ports, options);
      assert.ok(read.kind === 'failed');
      assert.equal(read.reason, reason);
    }
  });

  it('sends nothing with a credential that cannot sign', async () => {
    const { access, ports, recorder } = await startKore(saysState('Active'), unusableKey);
    const read = await readStatus(access, ids.campaignId, ports, options);
    assert.ok(read.kind === 'failed');
    assert.deepEqual([read.reason, read.details.field], ['badInput', 'privateKeyPem']);
    assert.equal(recorder.connections(), 0);
  });
});

describe('getSmsCampaign and disableSchedule', () => {
  const startKore = useKore();

  it('send nothing with a credential that cannot sign', async () => {
    const { access, ports, recorder } = await startKore(saysState('Active'), unusableKey);
    for (const done of [
      await getSmsCampaign(access, ids.campaignId, ports, options),
      await disableSchedule(access, 'x', ports, options),
    ]) {
      assert.ok(done.kind === 'failed');
      assert.deepEqual([done.reason, done.details.field], ['badInput', 'privateKeyPem']);
    }
    assert.equal(recorder.connections(), 0);
  });
});

describe('mayHaveMore', () => {
  const rows = (count: number): ListedCampaign[] =>
    Array.from({ length: count }, () => ({
      id: '',
      name: '',
      state: '',
      contactLists: [],
      scheduled: false,
      recurring: false,
    }));

  it('goes by Kore’s word, and takes a full page for one that may not be the last', () => {
    const more = (hasMore: boolean, count: number, ...oddities: string[]): boolean =>
      mayHaveMore({ hasMore, campaigns: rows(count), oddities });
    assert.deepEqual([more(true, 0), more(false, 49), more(false, 50)], [true, false, true]);
    assert.deepEqual([more(false, 49, 'x'), more(false, 48, 'x')], [true, false]);
  });
});
