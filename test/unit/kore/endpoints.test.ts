import assert from 'node:assert/strict';

import {
  documentedStates,
  isDocumentedState,
  leadsWhereMeant,
  listRequest,
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
