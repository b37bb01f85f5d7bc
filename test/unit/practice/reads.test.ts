import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runningCampaignId, type PracticeCampaign } from '../../../src/practice/index.ts';
import { base, held, list, readStatus, send, signedHeaders, statusTarget, stop } from './practiceClient.ts';
import { startMs, withSimulator } from './practiceSuite.ts';

interface ListReply {
  readonly data: {
    readonly results: readonly Record<string, unknown>[];
    readonly skip: number;
    readonly limit: number;
    readonly hasMore: boolean;
    readonly totalPages: number;
    readonly totalResults: number;
  };
}

function sample(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8')) as Record<string, unknown>;
}

function campaign(number: number, more: Partial<PracticeCampaign> = {}): PracticeCampaign {
  const at = new Date(startMs - number * 60_000).toISOString();
  return {
    id: `cd-00000000-0000-5000-8000-${String(number).padStart(12, '0')}`,
    name: `Campaign ${number}`,
    description: '',
    type: 'sms',
    status: 'Ready',
    priority: 5,
    totalMessagesSent: 0,
    messagesPerMinute: 0,
    contactLists: [],
    createdAt: at,
    updatedAt: at,
    schedule: { isSchedulingEnabled: false },
    content: { format: 'simple', text: 'Hello' },
    ...more,
  };
}

describe('practice: list', () => {
  const { simulator, clock } = withSimulator();
  const ask = async (body: object): Promise<ListReply['data']> => {
    const { status, json } = await list(simulator(), body);
    assert.equal(status, 200);
    return (json as ListReply).data;
  };
  const names = async (body: object): Promise<unknown[]> => (await ask(body)).results.map(({ name }) => name);

  it('takes the documented request', async () => {
    const { status } = await list(simulator(), sample('list-sms-request.json'));
    assert.equal(status, 200);
  });

  it('answers in the documented shape, rows too', async () => {
    const documented = sample('list-sms-reply.json') as unknown as ListReply;
    const { json } = await list(simulator(), { type: 'sms' });
    const data = (json as ListReply).data;
    assert.deepEqual(Object.keys(json as object), Object.keys(documented));
    assert.deepEqual(Object.keys(data), Object.keys(documented.data));
    const [simple, advanced] = documented.data.results;
    const row = (format: string, run: boolean) =>
      data.results.find((one) => one.format === format && run === 'campaignInstanceId' in one);
    assert.deepEqual(Object.keys(row('advanced', true) ?? {}), withoutDnc(advanced));
    assert.deepEqual(
      Object.keys(row('simple', true) ?? {}).filter((key) => key !== 'campaignInstanceId'),
      Object.keys(simple ?? {}),
    );
  });

  it('keeps the documented oddities of a row', async () => {
    const { results } = await ask({ type: 'sms', filters: { status: ['Active'] } });
    const [row] = results;
    assert.equal(row?.id, runningCampaignId);
    assert.equal(row.priority, '1');
    assert.deepEqual(row.schedule, { isSchedulingEnabled: false });
    const { message } = row.message as { message: string };
    assert.match(message, /^[A-Za-z0-9]+(%3D)+$/);
    const text = Buffer.from(decodeURIComponent(message), 'base64').toString('utf8');
    assert.equal(text, 'Black Friday: 30 % off everything until midnight.');
  });

  it('shows the growing count of a running campaign', async () => {
    clock.ms += 90_000;
    const { results } = await ask({ type: 'sms', filters: { status: ['Active'] } });
    assert.equal(results[0]?.totalMessagesSent, 41_203 + 465);
  });

  it('filters by state, priority and time of creation, all of them at once', async () => {
    assert.deepEqual(await names({ type: 'sms', filters: { priority: [4, 5] } }), [
      'Product feedback',
      'Christmas opening hours',
      'Weekly digest',
    ]);
    assert.deepEqual(await names({ type: 'sms', filters: { priority: [4, 5], status: ['Ready'] } }), [
      'Product feedback',
    ]);
    const hourAgo = new Date(startMs - 3_600_000).toISOString();
    assert.deepEqual(await names({ type: 'sms', startDate: hourAgo }), ['Checkout reminder test']);
    assert.equal((await names({ type: 'sms', endDate: hourAgo })).length, 10);
    assert.deepEqual(await names({ type: 'voice' }), []);
  });

  it('puts the newest first, or sorts as asked', async () => {
    assert.equal((await names({ type: 'sms' }))[0], 'Checkout reminder test');
    assert.equal((await names({ type: 'sms', sortBy: { createdAt: 'asc' } }))[0], 'Spring sale');
    assert.equal((await names({ type: 'sms', sortBy: { name: 'desc' } }))[1], 'Weekly digest');
  });

  for (const [what, body] of [
    ['type', {}],
    ['type', { type: 'mail' }],
    ['limit', { type: 'sms', limit: 0 }],
    ['skip', { type: 'sms', skip: -1 }],
    ['startDate', { type: 'sms', startDate: 'yesterday' }],
    ['sortBy.createdAt', { type: 'sms', sortBy: { createdAt: 'down' } }],
    ['filters.status.0', { type: 'sms', filters: { status: ['Running'] } }],
    ['filters.priority.0', { type: 'sms', filters: { priority: ['5'] } }],
  ] as const) {
    it(`answers 400 and names ${what} when it is ${JSON.stringify(body)}`, async () => {
      const { status, text } = await list(simulator(), body);
      assert.equal(status, 400);
      assert.match(text, new RegExp(`"${what.replaceAll('.', '\\.')}: `));
    });
  }
});

function withoutDnc(row: Record<string, unknown> | undefined): string[] {
  return Object.keys(row ?? {}).filter((key) => key !== 'dncLists');
}

describe('practice: paging and other kinds', () => {
  const many = Array.from({ length: 120 }, (_, index) => campaign(index));
  const voice = campaign(500, { type: 'voice', name: 'Call them all', schedule: { isSchedulingEnabled: true } });
  const { simulator } = withSimulator({ campaigns: [...many, voice] });
  const page = async (body: object) => {
    const { results, ...rest } = ((await list(simulator(), { type: 'sms', ...body })).json as ListReply).data;
    return { first: results[0]?.name, count: results.length, ...rest };
  };
  const totals = { totalPages: 3, totalResults: 120 };

  it('pages by page number or by offset, 50 rows when nothing is said', async () => {
    const first = { first: 'Campaign 0', count: 50, skip: 0, limit: 50, hasMore: true, ...totals };
    assert.deepEqual(await page({}), first);
    assert.deepEqual(await page({ limit: '', skip: '', page: '' }), first);
    const last = { first: 'Campaign 100', count: 20, skip: 100, limit: 50, hasMore: false, ...totals };
    assert.deepEqual(await page({ limit: 50, skip: 0, page: 3 }), last);
    assert.deepEqual(await page({ limit: 50, skip: 100, page: 1 }), last);
    assert.deepEqual(await page({ limit: 50, skip: 100, page: 3 }), last);
  });

  it('lists a voice campaign with _id and without a count', async () => {
    const { results } = ((await list(simulator(), { type: 'voice' })).json as ListReply).data;
    assert.equal(results.length, 1);
    assert.equal(results[0]?._id, voice.id);
    assert.ok(!('id' in results[0]) && !('totalMessagesSent' in results[0]));
  });

  it('answers 404 to a stop of a voice campaign as an SMS one', async () => {
    assert.equal((await stop(simulator(), voice.id)).status, 404);
    assert.equal(held(simulator(), voice.id).status, 'Ready');
  });
});

describe('practice: status, get and schedule', () => {
  const { simulator } = withSimulator();
  const get = (id: string) =>
    send(simulator().origin, {
      method: 'GET',
      target: `${base(simulator())}/${id}?accountId=${simulator().stream.accountId}`,
      headers: signedHeaders(simulator()),
    });
  const schedule = (query: string) =>
    send(simulator().origin, { target: `${base(simulator())}/schedule?${query}`, headers: signedHeaders(simulator()) });
  const digest = () => {
    const found = simulator()
      .state()
      .campaigns.find(({ name }) => name === 'Weekly digest');
    assert.ok(found);
    return found;
  };

  it('answers a status in the documented shape, with or without view', async () => {
    const { json } = await readStatus(simulator(), runningCampaignId);
    const data = { id: runningCampaignId, status: 'Active', name: 'Black Friday blast' };
    assert.deepEqual(json, { status: 'success', data });
    const target = statusTarget(simulator(), runningCampaignId);
    const post = (to: string) => send(simulator().origin, { target: to, headers: signedHeaders(simulator()) });
    assert.equal((await post(target.replace('&view=status', ''))).status, 200);
    assert.equal((await post(target.replace('view=status', 'view=all'))).status, 400);
  });

  it('answers a campaign in the documented shape', async () => {
    const documented = sample('get-sms-reply.json');
    const { status, json } = await get('cd-c27e60f4-58d1-5b9a-8e33-41a7f5d09b62');
    assert.equal(status, 200);
    const reply = json as { message: string; data: Record<string, unknown> };
    assert.equal(reply.message, 'Campaign Checkout reminder test retrieved successfully');
    assert.deepEqual(Object.keys(reply.data), withoutDnc(documented.data as Record<string, unknown>));
    assert.equal(reply.data.lname, 'checkout reminder test');
  });

  it('answers 404 to the status or the details of a campaign it does not have', async () => {
    assert.equal((await get('cd-none')).status, 404);
    assert.equal((await readStatus(simulator(), 'cd-none')).status, 404);
  });

  it('disables a schedule by name, without the account in the query', async () => {
    assert.equal(digest().isSchedulingEnabled, true);
    const { status, json } = await schedule('enableSchedule=false&campaignName=Weekly%20digest');
    assert.equal(status, 200);
    assert.deepEqual(json, {
      status: 'success',
      message: 'Campaign Weekly digest schedule has been disabled successfully',
      id: digest().id,
    });
    assert.equal(digest().isSchedulingEnabled, false);
    assert.equal(digest().status, 'Ready');
  });

  it('keeps the schedule of a campaign that is stopped, and lets it be disabled after', async () => {
    await stop(simulator(), digest().id);
    assert.equal(digest().isSchedulingEnabled, true);
    assert.equal((await schedule('enableSchedule=false&campaignName=Weekly+digest')).status, 200);
    assert.equal(digest().status, 'Stopped');
  });

  const scheduled = ['Weekly digest', 'Christmas opening hours'];
  for (const query of ['enableSchedule=true', 'enableSchedule=false&enableSchedule=true', '']) {
    it(`answers 400 to "${query}" and schedules nothing`, async () => {
      assert.equal((await schedule(`${query}&campaignName=Product+feedback`)).status, 400);
      assert.ok(
        simulator()
          .state()
          .campaigns.every(({ name, isSchedulingEnabled }) => isSchedulingEnabled === scheduled.includes(name)),
      );
    });
  }

  it('answers 404 to a name it does not have, 400 to a campaign without a schedule', async () => {
    assert.equal((await schedule('enableSchedule=false&campaignName=Nobody')).status, 404);
    assert.equal((await schedule('enableSchedule=false&campaignName=Spring+sale')).status, 400);
  });
});
