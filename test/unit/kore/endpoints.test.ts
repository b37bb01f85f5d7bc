import assert from 'node:assert/strict';

import {
  documentedStates,
  getRequest,
  isDocumentedState,
  leadsWhereMeant,
  listRequest,
  scheduleRequest,
  statusRequest,
  stopRequest,
  type KoreRequest,
} from '../../../src/kore/endpoints.ts';
import { sample } from '../support/samples.ts';

const target = {
  origin: 'https://platform.kore.ai',
  accountId: '5f00000000000000000000aa',
  streamId: 'st-1',
  iid: 'st-2',
};
const headers = { accountid: target.accountId, iid: 'st-2', 'Content-Type': 'application/json' };
const base = '/campaign/api/v2/public/st-1/campaign';

describe('The requests', () => {
  it('are the documented stop request', () => {
    assert.deepEqual(stopRequest(target, 'cd-1'), {
      call: 'stop',
      method: 'POST',
      origin: target.origin,
      target: `${base}//trigger/cd-1?accountId=${target.accountId}&campaignType=sms&trigger=stop`,
      headers,
      body: '{}',
    });
  });

  it('are the documented status request', () => {
    assert.deepEqual(statusRequest(target, 'cd-1'), {
      call: 'status',
      method: 'POST',
      origin: target.origin,
      target: `${base}/cd-1/status?accountId=${target.accountId}&view=status`,
      headers,
      body: '{}',
    });
  });

  it('are the documented list request, without dates that would hide old campaigns', () => {
    const request = listRequest(target, { limit: 50, skip: 0, states: ['Ready', 'Stopped'] });
    assert.equal(request.target, `${base}/getAllCampaignDetails?accountId=${target.accountId}`);
    const documented = JSON.parse(sample('list-sms-request.json')) as Record<string, unknown>;
    delete documented.startDate;
    delete documented.endDate;
    documented.filters = { status: ['Ready', 'Stopped'] };
    assert.deepEqual(JSON.parse(request.body), documented);
  });

  it('ask for the page that the skipped rows lead to, and for all states when none is given', () => {
    const { body } = listRequest(target, { limit: 50, skip: 100 });
    const { page, skip, filters } = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual({ page, skip, filters }, { page: 3, skip: 100, filters: undefined });
  });
});

describe('The requests around a schedule', () => {
  it('are the documented Get SMS Campaign, which has no body', () => {
    assert.deepEqual(getRequest(target, 'cd-1'), {
      call: 'get',
      method: 'GET',
      origin: target.origin,
      target: `${base}/cd-1?accountId=${target.accountId}`,
      headers,
    });
  });

  it('are the documented Disable Schedule, by name', () => {
    assert.deepEqual(scheduleRequest(target, 'Agentless Voice | Product Feedback | Jan 9'), {
      call: 'schedule',
      method: 'POST',
      origin: target.origin,
      target: `${base}/schedule?enableSchedule=false&campaignName=Agentless%20Voice%20%7C%20Product%20Feedback%20%7C%20Jan%209`,
      headers,
      body: '{}',
    });
  });

  const names = [
    ...Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code)),
    'x&enableSchedule=true',
    '&enableSchedule=true#',
    'false&enableSchedule=true&campaignName=y',
    '../../trigger/cd-1?trigger=play',
    "O'Neill’s 50 % off + more; a=b",
    'Große Grüße 日本 \u{1f600}',
    '\u202eedoc',
    ' ',
    '%26enableSchedule%3Dtrue',
    'x'.repeat(5000),
  ];

  it('let nothing but enableSchedule=false leave, whatever the name is, and carry the name as it is', () => {
    for (const name of names) {
      const request = scheduleRequest(target, name);
      assert.ok(leadsWhereMeant(request), JSON.stringify(name));
      const url = new URL(request.origin + request.target);
      assert.equal(url.pathname, `${base}/schedule`);
      assert.deepEqual(
        [...url.searchParams],
        [
          ['enableSchedule', 'false'],
          ['campaignName', name],
        ],
      );
      assert.match(request.target, /^[^?]*\?enableSchedule=false&campaignName=[^&=#?]*$/);
    }
  });

  it('list voice campaigns, and what changed last, where that is asked for', () => {
    const { body } = listRequest(target, { limit: 50, skip: 0, type: 'voice', newestBy: 'updatedAt' });
    const { type, sortBy } = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual({ type, sortBy }, { type: 'voice', sortBy: { updatedAt: 'desc' } });
  });
});

describe('leadsWhereMeant', () => {
  const stop = stopRequest(target, 'cd-1');
  const astray = (change: Partial<KoreRequest>): boolean => leadsWhereMeant({ ...stop, ...change });

  it('holds for every request, with its double slash', () => {
    assert.ok(leadsWhereMeant(stop));
    assert.ok(leadsWhereMeant(statusRequest(target, 'cd-1')));
    assert.ok(leadsWhereMeant(listRequest(target, { limit: 1, skip: 0 })));
    assert.ok(leadsWhereMeant(stopRequest({ ...target, origin: 'http://127.0.0.1:8080' }, 'cd-1')));
  });

  it('does not hold when a URL library would change the path', () => {
    for (const path of ['/a/../b', '/a/./b', '/a/%2e%2e/b', '/a b', '/a\\b', '/ä', '/a#b', '/a\nb', '/a\u0000b']) {
      assert.equal(astray({ target: path }), false, JSON.stringify(path));
    }
  });

  it('does not hold when the request would go to another place', () => {
    assert.equal(astray({ target: '@evil.example/x' }), false);
    assert.equal(astray({ target: '.evil.example/x' }), false);
    assert.equal(astray({ target: ':8080/x' }), false);
    assert.equal(astray({ origin: 'https://platform.kore.ai/' }), false);
    assert.equal(astray({ origin: 'https://PLATFORM.kore.ai' }), false);
    assert.equal(astray({ origin: 'https://user@platform.kore.ai' }), false);
    assert.equal(astray({ origin: 'no url at all' }), false);
  });
});

describe('isDocumentedState', () => {
  it('knows the eight documented words, as they are written', () => {
    assert.equal(documentedStates.length, 8);
    for (const state of documentedStates) assert.ok(isDocumentedState(state));
    for (const word of ['', 'active', 'ACTIVE', 'Rerun', 'toString']) assert.equal(isDocumentedState(word), false);
  });
});
