// The HTTP rows once more, against a server that nobody of this project wrote: statuses, bodies and delays, set up from
// the documented samples. It takes one slash for two and cannot reset, cut or send bytes of its own, so the wire itself
// is proved elsewhere: by the recorder and the real curl (`test/unit/stop/wire.test.ts`, `network.test.ts`).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { completePorts } from '../../src/kore/realPorts.ts';
import { goOnline } from '../../src/online.ts';
import { createAfterwards } from '../../src/stop/afterwards/index.ts';
import { createStopper, type StopOrder, type StopOutcome } from '../../src/stop/index.ts';
import { fakeClock } from '../unit/support/fakeClock.ts';
import { ids, keptLog, orderAt, secretCredential, streamAt } from '../unit/support/orders.ts';
import { sample } from '../unit/support/samples.ts';
import type { MockAnswer, MockRoute, MockRule } from './environment.ts';
import { startMockServer, type LoggedRequest, type MockServer } from './mockServer.ts';

const rateText = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";
const stopReply = JSON.parse(sample('stop-reply.json')) as Readonly<Record<string, unknown>>;
const statusReply = JSON.parse(sample('status-reply.json')) as { readonly data: { readonly id: string } };
const getReply = JSON.parse(sample('get-sms-reply.json')) as { readonly data: object };
const scheduleReply = JSON.parse(sample('disable-schedule-reply.json')) as { readonly id: string };

const stopped: MockAnswer = { body: sample('stop-reply.json') };
const stateOf = (id: string, state: string): MockAnswer => ({
  body: { ...statusReply, data: { ...statusReply.data, id, status: state } },
});

/** One campaign of the mock server, and what must come of stopping it. */
interface Row {
  readonly what: string;
  /** The answers to its stop requests, in turn; a single one to all. */
  readonly stop: readonly MockAnswer[];
  /** The answers to the readings of its state; 403 when absent. */
  readonly status?: (id: string) => readonly MockAnswer[];
  /** Verdict, reason and the number of stop requests. */
  readonly then: readonly [verdict: string, reason: string | undefined, requests: number];
  readonly facts?: Partial<StopOutcome>;
  readonly details?: Readonly<Record<string, unknown>>;
}

const reads =
  (...states: readonly string[]) =>
  (id: string): readonly MockAnswer[] =>
    states.map((state) => stateOf(id, state));

const readAsStopped: Pick<Row, 'status' | 'facts'> = {
  status: reads('Stopped'),
  facts: { confirmedBy: 'status', effect: 'stopped' },
};

const rows: readonly Row[] = [
  { what: 'the documented reply', stop: [stopped], ...readAsStopped, then: ['stopped', undefined, 1] },
  {
    what: 'the documented reply, and three readings until it is so',
    stop: [stopped],
    status: reads('Active', 'Active', 'Active', 'Stopped'),
    then: ['stopped', undefined, 1],
    facts: { confirmedBy: 'status', state: 'Stopped' },
  },
  {
    what: 'the documented reply, and Active to the end',
    stop: [stopped],
    status: reads('Active'),
    then: ['accepted', 'stillRunning', 1],
  },
  {
    what: 'the documented reply, and the documented status',
    stop: [stopped],
    status: reads('Ready'),
    then: ['accepted', 'notSendingNow', 1],
  },
  {
    what: 'the documented reply, and a word that is not documented',
    stop: [stopped],
    status: reads('Rerun'),
    then: ['accepted', 'notConfirmed', 1],
    facts: { state: 'Rerun' },
  },
  {
    what: 'the documented reply, and the status of another campaign',
    stop: [stopped],
    status: () => [{ body: sample('status-reply.json') }],
    then: ['stopped', undefined, 1],
    facts: { confirmedBy: 'reply', uncheckedBecause: 'noReading' },
  },
  {
    what: 'the documented reply, and a status that is a failure',
    stop: [stopped],
    status: () => [{ body: { ...statusReply, status: 'failure' } }],
    then: ['stopped', undefined, 1],
    facts: { confirmedBy: 'reply' },
  },
  {
    what: 'the documented reply, and a status that is forbidden',
    stop: [stopped],
    then: ['stopped', undefined, 1],
    facts: { confirmedBy: 'reply', uncheckedBecause: 'refused' },
  },
  {
    what: 'the documented reply to a campaign that had run to its end',
    stop: [stopped],
    status: reads('Completed'),
    then: ['stopped', undefined, 1],
    facts: { effect: 'finished' },
  },
  {
    what: '401',
    stop: [{ status: 401, headers: { Date: 'Mon, 23 Nov 2026 02:10:45 GMT' } }],
    then: ['notStopped', 'unauthorized', 1],
  },
  {
    what: '401 by a clock that is ten minutes behind',
    stop: [{ status: 401, headers: { Date: 'Mon, 23 Nov 2026 02:00:45 GMT' } }],
    then: ['notStopped', 'clockSkew', 1],
    details: { clockAheadMs: 600_000 },
  },
  {
    what: '403 with its words',
    stop: [{ status: 403, body: { errors: [{ msg: 'No scope' }] } }],
    then: ['notStopped', 'forbidden', 1],
    details: { koreMessage: 'No scope' },
  },
  { what: '404', stop: [{ status: 404 }], then: ['notStopped', 'notFound', 1] },
  { what: '404 with the documented body', stop: [{ ...stopped, status: 404 }], then: ['notStopped', 'notFound', 1] },
  {
    what: '409 to a campaign that was stopped already',
    stop: [{ status: 409 }],
    status: reads('Stopped'),
    then: ['stopped', undefined, 1],
    facts: { effect: 'alreadyStopped' },
  },
  {
    what: '409 to one that goes on',
    stop: [{ status: 409 }],
    status: reads('Active'),
    then: ['notStopped', 'refused', 1],
  },
  { what: '429 to the end', stop: [{ status: 429 }], then: ['notStopped', 'rateLimited', 4] },
  { what: '429 once', stop: [{ status: 429 }, stopped], ...readAsStopped, then: ['stopped', undefined, 2] },
  {
    what: '429 once with Retry-After',
    stop: [{ status: 429, headers: { 'Retry-After': '5' } }, stopped],
    ...readAsStopped,
    then: ['stopped', undefined, 2],
  },
  {
    what: '429 with a Retry-After past the order’s end',
    stop: [{ status: 429, headers: { 'Retry-After': '3600' } }],
    then: ['notStopped', 'rateLimited', 1],
    details: { retryAfterMs: 3_600_000 },
  },
  {
    what: '429 with a Retry-After that is none',
    stop: [{ status: 429, headers: { 'Retry-After': 'soon' } }],
    then: ['notStopped', 'rateLimited', 4],
  },
  {
    what: 'the documented text of the rate limit with 200',
    stop: [{ body: { message: rateText } }],
    then: ['notStopped', 'rateLimited', 4],
    details: { koreMessage: rateText },
  },
  ...[500, 502, 503, 504].flatMap((status): readonly Row[] => [
    { what: `${status} once`, stop: [{ status }, stopped], ...readAsStopped, then: ['stopped', undefined, 2] },
    { what: `${status} to the end`, stop: [{ status }], then: ['unknown', 'serverError', 3] },
    {
      what: `${status} to the end, and it goes on`,
      stop: [{ status }],
      status: reads('Active'),
      then: ['notStopped', 'stillRunning', 3],
    },
    {
      what: `${status} to the end, and it stands`,
      stop: [{ status }],
      ...readAsStopped,
      then: ['stopped', undefined, 3],
    },
  ]),
  {
    what: '500, then 400 for one that is stopped already, and nothing can be read',
    stop: [{ status: 500 }, { status: 400, body: { message: 'already stopped' } }],
    then: ['unknown', 'serverError', 2],
  },
  ...[301, 302, 307, 308].map((status): Row => ({
    what: `${status}, which is not followed`,
    stop: [{ status, headers: { Location: '/elsewhere?session=1' } }],
    then: ['notStopped', 'redirected', 1],
    details: { redirectedTo: '/elsewhere' },
  })),
  {
    what: '200 with a web page',
    stop: [{ body: '<html>Sign in</html>', headers: { 'Content-Type': 'text/html' } }],
    then: ['unknown', 'badReply', 1],
    details: { contentType: 'text/html; charset=utf-8' },
  },
  { what: '200 with nothing', stop: [{}], then: ['unknown', 'badReply', 1] },
  { what: '200 with half of the reply', stop: [{ body: '{"status":"Stopped"' }], then: ['unknown', 'badReply', 1] },
  { what: '200 with null', stop: [{ body: 'null' }], then: ['unknown', 'badReply', 1] },
  { what: '200 with a list', stop: [{ body: [stopReply] }], then: ['unknown', 'badReply', 1] },
  {
    what: '200 with stopped in small letters',
    stop: [{ body: { ...stopReply, status: 'stopped' } }],
    then: ['accepted', 'notConfirmed', 1],
  },
  {
    what: '200 with STOPPED in capitals',
    stop: [{ body: { ...stopReply, status: 'STOPPED' } }],
    status: reads('Active'),
    then: ['accepted', 'stillRunning', 1],
  },
  {
    what: '200 with errors',
    stop: [{ body: { status: 'success', errors: [{ msg: 'no' }] } }],
    then: ['unknown', 'refused', 1],
  },
  { what: '200 with a failure', stop: [{ body: { status: 'failure' } }], then: ['unknown', 'refused', 1] },
];

const folder = (streamId: string): string => `campaign/api/v2/public/${streamId}/campaign`;
const stopPath = (id: string): string => `${folder(ids.streamId)}//trigger/${id}`;
const statusPath = (id: string): string => `${folder(ids.streamId)}/${id}/status`;
const idOf = (row: number): string => `cd-row-${row}`;
const slowId = 'cd-slow';
const documentedId = 'cd-documented';

function routesOf(row: Row, index: number): readonly MockRoute[] {
  const id = idOf(index);
  return [
    { method: 'post', path: stopPath(id), inTurn: true, answers: row.stop },
    { method: 'post', path: statusPath(id), inTurn: true, answers: row.status?.(id) ?? [{ status: 403 }] },
  ];
}

const equals = (target: 'query' | 'header', fields: Readonly<Record<string, string>>): readonly MockRule[] =>
  Object.entries(fields).map(([modifier, value]) => ({ target, modifier, operator: 'equals', value }));

/** Answers a stop only where everything about it is as documented. */
const strict: MockRoute = {
  method: 'post',
  path: stopPath(documentedId),
  answers: [
    { status: 400, body: { message: 'not as documented' } },
    {
      ...stopped,
      when: [
        ...equals('query', { accountId: ids.accountId, campaignType: 'sms', trigger: 'stop' }),
        ...equals('header', { accountid: ids.accountId, iid: ids.streamId, 'content-type': 'application/json' }),
        { target: 'header', modifier: 'auth', operator: 'regex', value: String.raw`^eyJ[\w-]+\.[\w-]+\.[\w-]+$` },
        { target: 'body', modifier: '', operator: 'regex', value: String.raw`^\{\}\s*$` },
      ],
    },
  ],
};

/** A stream of its own for each answer to a list: the path of a list has no campaign in it. */
const listings: readonly (readonly [streamId: string, answer: MockAnswer, failed: readonly string[]])[] = [
  ['st-list-good', { body: sample('list-sms-reply.json') }, []],
  ['st-list-401', { status: 401 }, ['signIn unauthorized']],
  ['st-list-403', { status: 403 }, ['scope forbidden']],
  ['st-list-302', { status: 302, headers: { Location: '/elsewhere' } }, ['host redirected']],
];

const scheduledStream = 'st-schedule';
const scheduledName = 'Agentless Voice | Product Feedback | Jan 9';
const scheduled = (isSchedulingEnabled: boolean): MockAnswer => ({
  body: {
    ...getReply,
    data: { ...getReply.data, _id: scheduleReply.id, name: scheduledName, schedule: { isSchedulingEnabled } },
  },
});
const scheduleRoutes: readonly MockRoute[] = [
  { method: 'post', path: `${folder(scheduledStream)}/getAllCampaignDetails`, answers: [listings[0]?.[1] ?? {}] },
  {
    method: 'get',
    path: `${folder(scheduledStream)}/${scheduleReply.id}`,
    inTurn: true,
    answers: [scheduled(true), scheduled(false)],
  },
  {
    method: 'post',
    path: `${folder(scheduledStream)}/schedule`,
    answers: [
      { status: 400 },
      {
        body: sample('disable-schedule-reply.json'),
        when: equals('query', { enableSchedule: 'false', campaignName: scheduledName }),
      },
    ],
  },
];

describe('Against Mockoon', () => {
  let server: MockServer;
  before(async function () {
    this.timeout(60_000);
    server = await startMockServer([
      ...rows.flatMap(routesOf),
      strict,
      { method: 'post', path: statusPath(documentedId), answers: [stateOf(documentedId, 'Stopped')] },
      { method: 'post', path: stopPath(slowId), answers: [{ ...stopped, latencyMs: 1500 }] },
      { method: 'post', path: statusPath(slowId), answers: [{ status: 403 }] },
      ...listings.map(([streamId, answer]): MockRoute => ({
        method: 'post',
        path: `${folder(streamId)}/getAllCampaignDetails`,
        answers: [answer],
      })),
      ...scheduleRoutes,
      { method: 'post', path: 'elsewhere', answers: [stopped] },
    ]);
  });
  after(() => server.close());

  const order = (campaignId: string): StopOrder => orderAt(server.origin, { campaignId });
  const streamOf = (streamId: string) => ({ ...streamAt(server.origin), streamId });
  const stopsOf = (id: string, count: number): Promise<readonly LoggedRequest[]> =>
    server.requests(count, `/trigger/${id}`);

  rows.forEach(({ what, then: [verdict, reason, requests], facts = {}, details = {} }, index) => {
    it(`a stop is ${verdict} after ${what}`, async () => {
      const id = idOf(index);
      const outcome = await createStopper(fakeClock()).stopSmsCampaign(order(id));
      const told = { verdict: outcome.verdict, reason: outcome.reason, requests: outcome.requests };
      assert.deepEqual(told, { verdict, reason, requests }, outcome.message);
      assert.deepEqual({ ...outcome, ...facts }, outcome);
      assert.deepEqual({ ...outcome.details, ...details }, outcome.details ?? {});
      const seen = (await stopsOf(id, requests)).filter(({ urlPath }) => urlPath.endsWith(id));
      assert.equal(seen.length, requests);
      assert.ok(seen.every(({ urlPath }) => urlPath.includes('/campaign//trigger/')));
    });
  });

  it('a stop is unknown after answers that come too late, whatever they say', async () => {
    const options = { attemptTimeoutMs: 150, deadlineMs: 8000 };
    const outcome = await createStopper({ random: () => 0 }).stopSmsCampaign(order(slowId), options);
    assert.deepEqual([outcome.verdict, outcome.reason, outcome.requests], ['unknown', 'noAnswer', 3]);
    assert.equal(outcome.details?.timedOut, true);
    assert.equal((await stopsOf(slowId, 3)).length, 3);
  });

  it('the token of no request went on to where a redirect led', async () => {
    assert.deepEqual(await server.requests(0, 'elsewhere'), []);
  });

  it('the real curl with the documented command gets the same answer as a stop', async () => {
    const outcome = await createStopper().stopSmsCampaign(order(documentedId));
    assert.deepEqual([outcome.verdict, outcome.confirmedBy], ['stopped', 'status'], outcome.message);
    assert.equal(outcome.updatedAt, stopReply.updatedAt);
    const [ours] = await stopsOf(documentedId, 1);
    const token = ours?.headers.find(({ key }) => key === 'auth')?.value ?? '';
    const { stdout } = await promisify(execFile)('curl', ['--silent', '--noproxy', '*', ...documentedArguments(token)]);
    assert.equal(stdout, sample('stop-reply.json'));
    const [, byCurl] = await stopsOf(documentedId, 2);
    assert.deepEqual([byCurl?.method, byCurl?.urlPath, byCurl?.query], [ours?.method, ours?.urlPath, ours?.query]);
  });

  /** The sample as a shell would split it, with its blanks filled in. */
  function documentedArguments(token: string): readonly string[] {
    const filled = sample('stop.curl')
      .replace('https://{{host}}', server.origin)
      .replaceAll('{{streamId}}', ids.streamId)
      .replaceAll('{{campaignId}}', documentedId)
      .replaceAll('{{accountId}}', ids.accountId)
      .replace('<token>', token)
      .replace(/accountid: \w+/, `accountid: ${ids.accountId}`)
      .replace(/iid: [\w-]+/, `iid: ${ids.streamId}`);
    return [...filled.matchAll(/'([^']*)'|(--\w+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  }

  for (const [streamId, , failed] of listings) {
    it(`a stream is ${failed.length === 0 ? 'ready' : `not ready: ${failed.join()}`}`, async () => {
      const { checks, ready } = await createStopper().checkReadiness(streamOf(streamId), secretCredential);
      const found = checks.filter(({ result }) => result === 'failed');
      assert.deepEqual(
        found.map(({ check, reason }) => `${check} ${reason ?? ''}`),
        failed,
      );
      assert.equal(ready, failed.length === 0);
      assert.deepEqual(await server.requests(0, streamId, 'trigger'), []);
    });
  }

  it('the documented list is read, and asked for what sends or is about to', async () => {
    const online = goOnline({ log: keptLog(), tokenLifetimeSeconds: () => 300, clean: (text) => text });
    const listing = await online.listPage(streamOf('st-list-good'), secretCredential, { which: 'sending', page: 0 });
    assert.ok(listing.kind === 'listed');
    assert.deepEqual(
      listing.campaigns.map(({ id, state }) => [id, state]),
      [
        ['cd-78d3f0a9-8f42-5d8c-af8d-d6a63eaxxxxx', 'Ready'],
        ['cd-e35c04a1-52f7-5a7e-86ba-c4a6101xxxxx', 'Stopped'],
      ],
    );
    const asked = (await server.requests(2, 'st-list-good', 'getAllCampaignDetails')).at(-1);
    assert.equal((JSON.parse(asked?.body ?? '{}') as { type?: string }).type, 'sms');
  });

  it('a schedule is turned off by its name, and read as off', async () => {
    const afterwards = createAfterwards(completePorts(fakeClock()));
    const plan = { campaignId: scheduleReply.id };
    const outcome = await afterwards.turnOffSchedule(streamOf(scheduledStream), secretCredential, plan);
    assert.deepEqual({ ...outcome, at: '' }, { kind: 'off', at: '', confirmedBy: 'status' });
    const sent = await server.requests(1, scheduledStream, '/campaign/schedule');
    assert.equal(sent.length, 1);
    // Mockoon logs it decoded.
    assert.equal(sent[0]?.query, `enableSchedule=false&campaignName=${scheduledName}`);
  });
});
