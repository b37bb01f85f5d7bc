import assert from 'node:assert/strict';

import nodeFetch from 'node-fetch';

import { startSimulator } from '../../../../src/practice/index.ts';
import { completePorts } from '../../../../src/kore/realPorts.ts';
import type { Fetch } from '../../../../src/kore/transport.ts';
import { createAfterwards, type Afterwards, type ScheduleOutcome } from '../../../../src/stop/afterwards/index.ts';
import { reply, reset } from '../../support/answers.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { ids, secretCredential, streamAt } from '../../support/orders.ts';
import { useRecorders, type Answer, type SeenRequest } from '../../support/recorder.ts';
import { row } from '../../support/virtualCalls.ts';

interface Script {
  /** Rows of each page, by type. */
  readonly sms?: readonly (readonly object[])[];
  readonly voice?: readonly (readonly object[])[];
  readonly schedule?: Answer;
  readonly get?: Answer | readonly Answer[];
}

const name = 'Black Friday blast';
const isSchedule = ({ target }: SeenRequest): boolean => target.includes('/campaign/schedule');
const others = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, n) => row({ id: `cd-${String(n)}`, name: `Other ${String(n)}` }));
const page = (rows: readonly object[], hasMore: boolean): Answer =>
  reply(200, { status: 'success', data: { results: rows, hasMore } });
const scheduled = (isSchedulingEnabled: unknown, more: object = {}): Answer =>
  reply(200, {
    status: 'success',
    data: { _id: ids.campaignId, name, status: 'Stopped', schedule: { isSchedulingEnabled }, ...more },
  });
const done = (id: unknown = ids.campaignId): Answer => reply(200, { status: 'success', message: 'disabled', id });

function koreWith(script: Script): Answer {
  let gets = 0;
  return (request, socket) => {
    const { method, body } = request;
    if (isSchedule(request)) (script.schedule ?? done())(request, socket);
    else if (method === 'GET') {
      const answers = [script.get ?? scheduled(false)].flat();
      answers[Math.min(gets, answers.length - 1)]?.(request, socket);
      gets += 1;
    } else {
      const { type, skip } = JSON.parse(body) as { type: 'sms' | 'voice'; skip: number };
      const pages = script[type] ?? (type === 'sms' ? [[row()]] : [[]]);
      const index = skip / 50;
      page(pages[index] ?? [], index + 1 < pages.length)(request, socket);
    }
  };
}

describe('Turning off a schedule', () => {
  const startRecorder = useRecorders();

  async function at(script: Script, fetch?: Fetch) {
    const recorder = await startRecorder(koreWith(script));
    const clock = fakeClock(fetch);
    const afterwards: Afterwards = createAfterwards(completePorts(clock));
    const stream = streamAt(recorder.origin);
    return {
      recorder,
      clock,
      look: () => afterwards.lookForName(stream, secretCredential, ids.campaignId),
      turnOff: (more: object = {}): Promise<ScheduleOutcome> =>
        afterwards.turnOffSchedule(stream, secretCredential, { campaignId: ids.campaignId, ...more }),
    };
  }
  const sentSchedules = ({ requests }: { requests: readonly SeenRequest[] }): readonly SeenRequest[] =>
    requests.filter(isSchedule);

  it('sends the documented request once, and is off when Get SMS Campaign says so', async () => {
    const { turnOff, recorder } = await at({});
    const outcome = await turnOff();
    assert.deepEqual(outcome, { kind: 'off', at: '2026-11-23T02:10:45.000Z', confirmedBy: 'status' });
    const [sent, ...more] = sentSchedules(recorder);
    assert.deepEqual(more, []);
    const path = `/campaign/api/v2/public/${ids.streamId}/campaign/schedule`;
    assert.equal(sent?.target, `${path}?enableSchedule=false&campaignName=Black%20Friday%20blast`);
    assert.deepEqual([sent.method, sent.body], ['POST', '{}']);
  });

  it('gets without a body', async () => {
    const { turnOff, recorder } = await at({});
    await turnOff();
    const get = recorder.requests.find(({ method }) => method === 'GET');
    assert.equal(get?.target.split('/').at(-1), `${ids.campaignId}?accountId=${ids.accountId}`);
    assert.equal(get.body, '');
    assert.ok(get.headers.every(([header]) => !/content-length|transfer-encoding/i.test(header)));
  });

  it('lets nothing but enableSchedule=false leave, whatever the campaign is called', async () => {
    for (const odd of ['x&enableSchedule=true', "O'Neill + 50 % #1?", 'Große Grüße 日本', '../x']) {
      const { turnOff, recorder } = await at({ sms: [[row({ name: odd })]] });
      assert.equal((await turnOff()).kind, 'off');
      const [sent] = sentSchedules(recorder);
      const { searchParams } = new URL(`http://x${sent?.target ?? ''}`);
      assert.deepEqual(
        [...searchParams],
        [
          ['enableSchedule', 'false'],
          ['campaignName', odd],
        ],
      );
      assert.equal(recorder.text().match(/enableSchedule=/g)?.length, 1);
    }
  });

  it('is not sent when another SMS or voice campaign has the name, in any case and on any page', async () => {
    const full = others(50);
    for (const [script, type] of [
      [{ sms: [[row(), row({ id: 'cd-twin' })]] }, 'sms'],
      [{ sms: [full, [row()], [row({ id: 'cd-twin', name: ' black friday BLAST ' })]] }, 'sms'],
      [{ voice: [full, [{ _id: 'cd-twin', name, status: 'Ready' }]] }, 'voice'],
    ] as const) {
      const { turnOff, recorder } = await at(script);
      const outcome = await turnOff();
      assert.ok(outcome.kind === 'notUnique');
      assert.deepEqual(
        outcome.namesakes.map((one) => [one.id, one.type]),
        [['cd-twin', type]],
      );
      assert.deepEqual(sentSchedules(recorder), []);
    }
  });

  it('looks at 10 pages of SMS and 10 of voice at the most, and says when it did not see all', async () => {
    const pages = [[row()], ...Array.from({ length: 20 }, () => others(50))];
    const { look, recorder } = await at({ sms: pages, voice: pages.slice(1) });
    const found = await look();
    assert.ok(found.kind === 'looked');
    assert.deepEqual([found.sawAll, found.namesakes], [false, []]);
    assert.equal(recorder.requests.length, 20);
    const skips = recorder.requests.map(({ body }) => (JSON.parse(body) as { skip: number }).skip);
    const each = [0, 50, 100, 150, 200, 250, 300, 350, 400, 450];
    assert.deepEqual(skips, [...each, ...each]);
  });

  it('has seen all when the last page was there, and not when a row could not be read', async () => {
    const all = await (await at({ sms: [others(50), [row()]] })).look();
    assert.ok(all.kind === 'looked' && all.sawAll);
    const odd = await (await at({ sms: [[row(), { id: 7 }]] })).look();
    assert.ok(odd.kind === 'looked' && !odd.sawAll);
  });

  it('takes the name from Get SMS Campaign where no list has the campaign', async () => {
    const { turnOff, recorder } = await at({ sms: [others(3)], get: scheduled(false, { name: 'As Kore has it' }) });
    assert.equal((await turnOff()).kind, 'off');
    assert.match(sentSchedules(recorder)[0]?.target ?? '', /campaignName=As%20Kore%20has%20it$/);
  });

  it('is not sent without a name that an address can carry', async () => {
    for (const odd of ['', '  ', '\ud83d half']) {
      const { turnOff, recorder } = await at({ sms: [[row({ name: odd })]] });
      assert.deepEqual(await turnOff(), { kind: 'noName' });
      assert.deepEqual(sentSchedules(recorder), []);
    }
  });

  it('uses what the person was shown, and looks again when that is old or of another campaign', async () => {
    const { turnOff, look, recorder, clock } = await at({});
    const shown = await look();
    assert.equal(recorder.requests.length, 2);
    await turnOff({ look: shown });
    assert.equal(recorder.requests.length, 4);
    await turnOff({ look: { ...shown, campaignId: 'cd-other' } });
    assert.equal(recorder.requests.length, 8);
    await clock.sleep(120_000);
    await turnOff({ look: shown });
    assert.equal(recorder.requests.length, 12);
  });

  it('is told when Kore turned off another campaign’s schedule', async () => {
    const { turnOff } = await at({ schedule: done('cd-other') });
    assert.deepEqual(await turnOff(), { kind: 'otherCampaign', id: 'cd-other' });
  });

  it('is not off while Kore still tells that it is scheduled, which is read twice', async () => {
    const still = await at({ get: scheduled(true) });
    assert.deepEqual(await still.turnOff(), { kind: 'stillOn', at: '2026-11-23T02:10:47.000Z' });
    const late = await at({ get: [scheduled(true), scheduled(false)] });
    assert.equal((await late.turnOff()).kind, 'off');
  });

  it('is off by the reply alone where it cannot be read, and unknown when the reply names no campaign', async () => {
    for (const get of [reply(403), scheduled(undefined), scheduled(false, { _id: 'cd-other' })]) {
      const outcome = await (await at({ get })).turnOff();
      assert.ok(outcome.kind === 'off' && outcome.confirmedBy === 'reply');
      assert.equal((await (await at({ get, schedule: done(7) })).turnOff()).kind, 'unknown');
    }
  });

  it('is unknown when nothing tells what came of it', async () => {
    for (const schedule of [reset, reply(500), reply(200, '<html>'), reply(200, { status: 'failure' })]) {
      const lost = await (await at({ schedule, get: reply(403) })).turnOff();
      assert.equal(lost.kind, 'unknown');
      assert.equal((await (await at({ schedule })).turnOff()).kind, 'off');
      assert.equal((await (await at({ schedule, get: scheduled(true) })).turnOff()).kind, 'stillOn');
    }
  });

  it('is refused when Kore refuses it, unless it turns out to be off', async () => {
    for (const status of [401, 403, 429, 302, 407]) {
      const { turnOff, recorder } = await at({ schedule: reply(status, { message: 'no' }) });
      const outcome = await turnOff();
      assert.ok(outcome.kind === 'refused' && outcome.httpStatus === status);
      assert.ok(recorder.requests.every(({ method }) => method !== 'GET'));
    }
    const noSchedule = await at({ schedule: reply(400, { message: 'The campaign has no schedule.' }) });
    assert.equal((await noSchedule.turnOff()).kind, 'off');
    const refused = await (await at({ schedule: reply(400), get: reply(500) })).turnOff();
    assert.ok(refused.kind === 'refused' && refused.httpStatus === 400);
  });

  it('is not sent when a list cannot be read, or the credential cannot be used', async () => {
    const startedAt = await startRecorder((request, socket) =>
      (request.body.includes('voice') ? reply(403) : page([row()], false))(request, socket),
    );
    const afterwards = createAfterwards(completePorts(fakeClock()));
    const order = { campaignId: ids.campaignId };
    const outcome = await afterwards.turnOffSchedule(streamAt(startedAt.origin), secretCredential, order);
    assert.ok(outcome.kind === 'notSent' && outcome.reason === 'forbidden');
    const without = await afterwards.turnOffSchedule(streamAt(startedAt.origin), undefined, order);
    assert.ok(without.kind === 'notSent' && without.reason === 'noCredential');
    const bad = await afterwards.turnOffSchedule(streamAt(startedAt.origin), secretCredential, { campaignId: 'a/b' });
    assert.ok(bad.kind === 'notSent' && bad.reason === 'badInput');
    assert.deepEqual(sentSchedules(startedAt), []);
  });

  it('is not sent when no byte of it left, and nothing is read then', async () => {
    const refuseSchedule: Fetch = (url, init) =>
      url.includes('/campaign/schedule')
        ? Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))
        : nodeFetch(url, init);
    const { turnOff, recorder } = await at({}, refuseSchedule);
    const details = { code: 'ECONNREFUSED' };
    assert.deepEqual(await turnOff(), { kind: 'notSent', reason: 'noConnection', details });
    assert.ok(recorder.requests.every(({ method }) => method !== 'GET'));
  });

  it('is not sent when it was cancelled before, whether it was looked for its name or not', async () => {
    const { turnOff, look, recorder } = await at({});
    const shown = await look();
    const signal = AbortSignal.abort();
    for (const more of [{ signal }, { signal, look: shown }]) {
      const outcome = await turnOff(more);
      assert.ok(outcome.kind === 'notSent' && outcome.reason === 'cancelled');
    }
    assert.equal(recorder.requests.length, 2);
    const going = { signal: new AbortController().signal, look: shown };
    assert.equal((await turnOff(going)).kind, 'off');
  });

  it('is not sent when nothing can be read of the name', async () => {
    const failing = await startRecorder(reply(403));
    const stream = streamAt(failing.origin);
    const afterwards = createAfterwards(completePorts(fakeClock()));
    const noList = await afterwards.turnOffSchedule(stream, secretCredential, { campaignId: ids.campaignId });
    assert.ok(noList.kind === 'notSent' && noList.reason === 'forbidden');
    assert.equal(failing.requests.length, 1);
    const { turnOff, recorder } = await at({ sms: [others(1)], get: reply(404) });
    const noRow = await turnOff();
    assert.ok(noRow.kind === 'notSent' && noRow.reason === 'notFound');
    assert.equal(recorder.requests.length, 2);
  });

  it('takes no account of spaces around its own name', async () => {
    const { turnOff } = await at({ sms: [[row({ name: ` ${name} ` }), row({ id: 'cd-twin' })]] });
    assert.equal((await turnOff()).kind, 'notUnique');
  });

  it('is refused by 4xx only, and 408 and 425 tell nothing', async () => {
    for (const [status, kind] of [
      [400, 'refused'],
      [404, 'refused'],
      [499, 'refused'],
      [408, 'unknown'],
      [425, 'unknown'],
      [600, 'unknown'],
    ] as const) {
      const outcome = await (await at({ schedule: reply(status), get: reply(403) })).turnOff();
      assert.equal(outcome.kind, kind, String(status));
    }
  });

  it('is refused at the door by a clock that is off, and nothing is read then', async () => {
    const schedule = reply(401, '', { Date: 'Mon, 23 Nov 2026 01:00:00 GMT' });
    const { turnOff, recorder } = await at({ schedule });
    const outcome = await turnOff();
    assert.ok(outcome.kind === 'refused' && outcome.reason === 'clockSkew');
    assert.ok(recorder.requests.every(({ method }) => method !== 'GET'));
  });

  it('works on the practice Kore', async () => {
    const kore = await startSimulator({ rateLimitPerMinute: null });
    try {
      const campaign = kore.state().campaigns.find(({ isSchedulingEnabled }) => isSchedulingEnabled);
      assert.ok(campaign);
      const afterwards = createAfterwards(completePorts({}));
      const outcome = await afterwards.turnOffSchedule(kore.stream, kore.credential, { campaignId: campaign.id });
      assert.equal(outcome.kind, 'off');
      const after = kore.state().campaigns.find(({ id }) => id === campaign.id);
      assert.equal(after?.isSchedulingEnabled, false);
    } finally {
      await kore.close();
    }
  });
});
