import assert from 'node:assert/strict';

import {
  jsonObject,
  koreMessage,
  readCampaignPage,
  readScheduleReply,
  readSmsCampaign,
  readState,
} from '../../../src/kore/replies.ts';
import type { Reply, ReplyBody } from '../../../src/kore/transport.ts';
import { sample } from '../support/samples.ts';

function answer(body: unknown, status = 200): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'reply', status, body: { kind: 'text', text, bytes: text.length }, startedAtMs: 0, endedAtMs: 1 };
}

const withBody = (body: ReplyBody): Reply => ({ ...answer(''), body });

describe('jsonObject', () => {
  it('gives an object, and nothing for any other JSON or text', () => {
    assert.deepEqual(jsonObject(answer('{"a":1}')), { a: 1 });
    assert.deepEqual(jsonObject(answer('\ufeff{"a":1}'.slice(1))), { a: 1 });
    for (const text of ['', 'null', '[]', '"x"', '1', 'true', '{', '<html>', '{"a":1}{"b":2}']) {
      assert.equal(jsonObject(answer(text)), undefined, text);
    }
  });

  it('gives nothing for a body that was cut or encoded', () => {
    assert.equal(jsonObject(withBody({ kind: 'oversized' })), undefined);
    assert.equal(jsonObject(withBody({ kind: 'encoded' })), undefined);
  });
});

describe('readState', () => {
  const id = 'cd-1';
  const good = { status: 'success', data: { id, status: 'Active', name: 'x' } };

  it('reads the documented reply', () => {
    assert.equal(readState(answer(sample('status-reply.json')), 'cd-469cba4-2597-471d-b5ed-02732c2xxxxx'), 'Ready');
  });

  it('reads a reply that names no campaign', () => {
    assert.equal(readState(answer({ status: 'success', data: { status: 'Active' } }), id), 'Active');
    assert.equal(readState(answer({ status: 'success', data: { id: null, status: 'Active' } }), id), 'Active');
  });

  it('reads a word that is not documented as it came', () => {
    assert.equal(readState(answer({ status: 'success', data: { id, status: 'Rerun ' } }), id), 'Rerun ');
  });

  it('is no reading for another campaign', () => {
    assert.equal(readState(answer(good), 'cd-2'), undefined);
    assert.equal(readState(answer({ ...good, data: { ...good.data, id: 'CD-1' } }), id), undefined);
    assert.equal(readState(answer({ ...good, data: { ...good.data, id: 1 } }), id), undefined);
  });

  it('is no reading when the call itself did not succeed', () => {
    for (const status of ['failure', 'Success', '', null, undefined]) {
      assert.equal(readState(answer({ ...good, status }), id), undefined, String(status));
    }
    for (const status of [101, 199, 300, 302, 400, 403, 404, 429, 500, 600]) {
      assert.equal(readState(answer(good, status), id), undefined, String(status));
    }
  });

  it('is no reading without a text as the state', () => {
    for (const data of [
      undefined,
      null,
      {},
      [],
      { id },
      { id, status: null },
      { id, status: 1 },
      { id, status: ['Stopped'] },
    ]) {
      assert.equal(readState(answer({ status: 'success', data }), id), undefined, JSON.stringify(data));
    }
    assert.equal(readState(answer({ status: 'Stopped' }), id), undefined);
  });

  it('is no reading when the body was cut or encoded', () => {
    assert.equal(readState(withBody({ kind: 'oversized' }), id), undefined);
    assert.equal(readState(withBody({ kind: 'encoded' }), id), undefined);
  });
});

describe('readCampaignPage', () => {
  const row = { id: 'cd-1', name: 'x', status: 'Active' };
  const page = (results: unknown, more = {}): Reply => answer({ status: 'success', data: { results, ...more } });

  it('reads the documented reply', () => {
    const read = readCampaignPage(answer(sample('list-sms-reply.json')));
    assert.ok(read);
    assert.deepEqual([read.hasMore, read.total, read.oddities], [false, 2, []]);
    assert.deepEqual(read.campaigns[1], {
      id: 'cd-e35c04a1-52f7-5a7e-86ba-c4a6101xxxxx',
      name: 'Interactive Support SMS Campaign-updated11',
      state: 'Stopped',
      sent: 0,
      contactLists: ['CL Only 2020 Dec 4'],
      changedAt: '2025-12-05T12:07:54.203Z',
      createdAt: '2025-12-04T09:45:52.303Z',
      scheduled: false,
      recurring: false,
    });
  });

  it('reads a message in base64 that is also percent-encoded at its end', () => {
    const message = Buffer.from('Message for your targeted customer').toString('base64').replaceAll('=', '%3D');
    assert.match(message, /%3D$/);
    const read = readCampaignPage(page([{ ...row, message: { message } }]));
    assert.equal(read?.campaigns[0]?.text, 'Message for your targeted customer');
  });

  it('leaves out a message that is no base64 or no text', () => {
    for (const message of [
      '%',
      'a%xxxxx',
      '<b>',
      '',
      '%ff',
      '!SGVsbG8=',
      'SGVsbG8=!',
      Buffer.of(0xff, 0xfe).toString('base64'),
    ]) {
      const read = readCampaignPage(page([{ ...row, message: { message } }]));
      assert.equal(read?.campaigns.length, 1);
      assert.equal(read.campaigns[0]?.text, undefined, message);
    }
  });

  it('takes odd counts and flags of a page for none', () => {
    const none = { campaigns: [], hasMore: false, oddities: [] };
    assert.deepEqual(readCampaignPage(page([])), none);
    assert.deepEqual(readCampaignPage(page([], { hasMore: 'yes', totalResults: 'many' })), none);
    assert.deepEqual(readCampaignPage(page([], { hasMore: true, totalResults: 7 })), {
      ...none,
      hasMore: true,
      total: 7,
    });
  });

  it('reads a row that has no more than id and status', () => {
    assert.deepEqual(readCampaignPage(page([{ id: 'cd-1', status: 'Active' }]))?.campaigns, [
      { id: 'cd-1', name: '', state: 'Active', contactLists: [], scheduled: false, recurring: false },
    ]);
  });

  it('reads a row whose further fields are odd', () => {
    const odd = {
      ...row,
      totalMessagesSent: 'many',
      contactLists: 'all',
      schedule: 'weekly',
      message: 7,
      updatedAt: 5,
      campaignInstanceUpdatedAt: {},
    };
    assert.deepEqual(readCampaignPage(page([odd]))?.campaigns, [
      { id: 'cd-1', name: 'x', state: 'Active', contactLists: [], scheduled: false, recurring: false },
    ]);
  });

  it('knows a scheduled and a recurring campaign', () => {
    const schedule = { isSchedulingEnabled: true, isRecurrenceEnabled: true };
    const [campaign] = readCampaignPage(page([{ ...row, schedule }]))?.campaigns ?? [];
    assert.deepEqual([campaign?.scheduled, campaign?.recurring], [true, true]);
  });

  it('takes the change of the running instance before that of the campaign', () => {
    const times = { updatedAt: '2026-01-01T00:00:00Z', campaignInstanceUpdatedAt: '2026-02-02T00:00:00Z' };
    const changed = readCampaignPage(
      page([
        { ...row, ...times },
        { ...row, updatedAt: times.updatedAt },
      ]),
    );
    assert.deepEqual(
      changed?.campaigns.map((one) => one.changedAt),
      [times.campaignInstanceUpdatedAt, times.updatedAt],
    );
  });

  it('names what is odd in a row that cannot be read, and keeps the others', () => {
    const read = readCampaignPage(page([row, { ...row, id: 7 }, null, 'x', { id: 'cd-2', name: 'y' }, { id: 7 }]));
    assert.equal(read?.campaigns.length, 1);
    assert.deepEqual(read.oddities, [
      'results[1]: id',
      'results[2]: not an object',
      'results[3]: not an object',
      'results[4]: status',
      'results[5]: id, status',
    ]);
  });

  it('reads a voice row, whose id is spelled _id', () => {
    const read = readCampaignPage(
      page([
        { _id: 'cd-v', name: 'v', status: 'Ready', schedule: {} },
        { ...row, _id: 'cd-x' },
      ]),
    );
    assert.deepEqual(
      read?.campaigns.map(({ id }) => id),
      ['cd-v', 'cd-1'],
    );
    assert.deepEqual(readCampaignPage(page([{ _id: 7, status: 'Ready' }]))?.oddities, ['results[0]: id']);
  });

  it('is no page when it is not the documented shape', () => {
    for (const reply of [
      answer({ status: 'failure', data: { results: [] } }),
      answer({ status: 'success' }),
      answer({ status: 'success', data: [] }),
      page({}),
      page(undefined),
      answer('[]'),
      answer(sample('list-sms-reply.json'), 403),
      withBody({ kind: 'oversized' }),
    ]) {
      assert.equal(readCampaignPage(reply), undefined);
    }
  });
});

describe('readSmsCampaign', () => {
  const id = 'cd-1';
  const data = { _id: id, name: 'x', status: 'Stopped', schedule: { isSchedulingEnabled: true } };

  it('reads the documented reply', () => {
    assert.deepEqual(readSmsCampaign(answer(sample('get-sms-reply.json')), 'cd-e7110489-a30a-5d1e-80ee-f246cc8xxxxx'), {
      name: 'Interactive Support SMS Campaign1212',
      state: 'Ready',
      scheduled: false,
    });
  });

  it('knows no schedule where the reply says nothing of it', () => {
    for (const schedule of [undefined, null, {}, 'weekly', { isSchedulingEnabled: 'no' }]) {
      const read = readSmsCampaign(answer({ status: 'success', data: { ...data, schedule } }), id);
      assert.deepEqual(read, { name: 'x', state: 'Stopped' }, JSON.stringify(schedule));
    }
  });

  it('reads a reply that names no campaign', () => {
    for (const _id of [undefined, null]) {
      const read = readSmsCampaign(answer({ status: 'success', data: { ...data, _id } }), id);
      assert.equal(read?.name, 'x');
    }
  });

  it('is none when the call failed, for another campaign, or without a name', () => {
    for (const reply of [
      answer({ status: 'failure', data }),
      answer({ status: 'success', data: { ...data, _id: 'cd-2' } }),
      answer({ status: 'success', data: { ...data, name: 7 } }),
      answer({ status: 'success', data }, 404),
      answer('<html>'),
    ]) {
      assert.equal(readSmsCampaign(reply, id), undefined);
    }
  });
});

describe('readScheduleReply', () => {
  it('reads the documented reply', () => {
    const id = 'cd-671b3bd-a7a1-4709-bd6a-70803e3xxxxx';
    assert.deepEqual(readScheduleReply(answer(sample('disable-schedule-reply.json'))), { id });
  });

  it('is done without an id where the reply names none', () => {
    for (const body of [{ status: 'success' }, { status: 'success', id: 7 }]) {
      assert.deepEqual(readScheduleReply(answer(body)), {});
    }
  });

  it('is not done unless Kore says success', () => {
    for (const status of ['failure', 'Success', '', undefined]) {
      assert.equal(readScheduleReply(answer({ status, id: 'cd-1' })), undefined);
    }
    assert.equal(readScheduleReply(answer({ status: 'success', id: 'cd-1' }, 400)), undefined);
  });
});

describe('koreMessage', () => {
  it('finds Kore’s words wherever it puts them', () => {
    for (const body of [
      { message: 'words' },
      { error: 'words' },
      { error: { message: 'words' } },
      { error: { msg: 'words' } },
      { errors: 'words' },
      { errors: ['words'] },
      { errors: [{ msg: 'words' }] },
      { errors: [null, {}, { message: 'words' }] },
      { message: '', errors: [{ msg: 'words' }] },
      { message: { message: 'words' } },
    ]) {
      assert.equal(koreMessage(answer(body)), 'words', JSON.stringify(body));
    }
  });

  it('finds none where there is none', () => {
    for (const body of [
      {},
      { message: '' },
      { message: 7 },
      { errors: [] },
      { error: [['x']] },
      [],
      'x',
      { error: {} },
      // No deeper than Kore does: a reply of brackets alone must not end in a stack that is full.
      { error: { msg: { msg: 'x' } } },
      { error: { message: { message: 'x' } } },
    ]) {
      assert.equal(koreMessage(answer(body)), undefined, JSON.stringify(body));
    }
  });
});
